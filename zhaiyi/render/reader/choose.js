// A stretch of Chinese that is selected can be made a term: a button comes to it, and asks for its
// English. Only where terms can be changed.

const LONGEST_TERM = 40;

class Choose {
  constructor(reader) {
    this.reader = reader;
    this.box = make("div", { class: "zy-choose", popover: "manual" });
    document.addEventListener("selectionchange", () => this.look());
  }

  look() {
    const { reader } = this;
    if (this.box.contains(document.activeElement) && this.box.matches(":popover-open")) return;
    const chosen = reader.options.onTerm && reader.view && !reader.working ? this.chosen() : "";
    if (!chosen) {
      this.close();
      return;
    }
    const open = reader.button("zy-small zy-addterm", () => this.ask(chosen), `${reader.say("add_term")}: ${chosen}`);
    open.addEventListener("pointerdown", (event) => event.preventDefault());
    this.box.replaceChildren(open);
    this.show();
  }

  // The Chinese that is selected within one sentence.
  chosen() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return "";
    const range = selection.getRangeAt(0);
    const common = range.commonAncestorContainer;
    const text = (common.nodeType === Node.ELEMENT_NODE ? common : common.parentElement).closest(".zy-text");
    if (!text || !this.reader.root.contains(text) || sideOf(text) !== "zh") return "";
    const words = selectedIn(text, range).trim();
    this.at = range.getBoundingClientRect();
    return words.length <= LONGEST_TERM && HAN_CHAR.test(words) ? words : "";
  }

  show() {
    this.reader.root.append(this.box);
    this.box.togglePopover(true);
    const box = this.box.getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.width - 8;
    this.box.style.left = `${Math.max(8, Math.min(this.at.left, room))}px`;
    const floor = document.documentElement.clientHeight - box.height - 8;
    this.box.style.top = `${Math.max(8, Math.min(this.at.top - box.height - 6, floor))}px`;
  }

  close() {
    if (this.box.isConnected) this.box.togglePopover(false);
  }

  ask(source) {
    const { say, options } = this.reader;
    const known = this.reader.view.brief.terms.find((term) => term.source === source);
    const input = make("input", { class: "zy-input", type: "text", lang: "en", maxlength: "200", "aria-label": say("add_term_label", { source }) });
    input.value = known ? known.target : "";
    input.placeholder = say("add_term_label", { source });
    const error = make("p", { class: "zy-trouble", role: "alert" });
    const send = async () => {
      const target = input.value.replace(/\s+/g, " ").trim();
      if (!target) return this.close();
      form.inert = true;
      try {
        await options.onTerm(source, target);
        this.close();
        this.reader.live.textContent = say("term_sent");
      } catch (trouble) {
        form.inert = false;
        error.textContent = trouble.message;
        input.focus();
      }
      return undefined;
    };
    const save = this.reader.button("zy-small zy-save", send, say("term_save"));
    const stop = this.reader.button("zy-small zy-cancel", () => this.close(), say("cancel"));
    const form = make("div", { class: "zy-form" }, input, error, make("div", { class: "zy-actions" }, save, stop));
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === input && !event.isComposing) send();
    });
    this.box.replaceChildren(form);
    this.show();
    input.focus();
  }
}
