// What can be done with a sentence: a small bar that comes to the sentence under the pointer or in
// focus. On touch screens the dock has the same.

class Hand {
  constructor(reader) {
    this.reader = reader;
    this.ref = "";
    this.build();
    const on = (type, handler) => reader.root.addEventListener(type, handler.bind(this));
    on("pointerover", this.onPointer);
    on("pointerleave", this.leave);
    on("focusin", this.onFocus);
  }

  build() {
    const { reader } = this;
    const { say } = reader;
    const button = (name, act, label) => {
      const made = reader.button(`zy-small zy-${name}`, act, say(label));
      made.tabIndex = -1;
      return made;
    };
    this.edit = button("edit", () => reader.editor.start(this.ref), "edit");
    this.bar = make(
      "div",
      { class: "zy-hand" },
      this.edit,
      button("copy", (event) => reader.copy(reader.quotation(this.ref), event.target), "copy"),
      button("copylink", (event) => reader.copy(reader.address(this.ref), event.target), "copy_link"),
    );
  }

  onPointer(event) {
    if (event.pointerType === "touch" || event.target.closest(".zy-form")) return;
    this.come(event.target.closest("[data-ref]"));
  }

  onFocus(event) {
    const item = event.target.closest("[data-ref]");
    if (item && item.matches(":focus-visible")) this.come(item);
  }

  come(item) {
    if (!item || item.matches("tr")) return;
    if (item.querySelector(".zy-form")) {
      this.leave();
      return;
    }
    if (item.contains(this.bar) && this.ref === item.dataset.ref) return;
    this.ref = item.dataset.ref;
    this.edit.hidden = !this.reader.editor.may(this.ref);
    const host = item.matches(".zy-headline") ? item.parentElement : item;
    if (item.matches(".zy-headline")) item.after(this.bar);
    else host.append(this.bar);
  }

  leave() {
    this.bar.remove();
    this.ref = "";
  }
}
