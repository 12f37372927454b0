// What belongs to a pinned sentence, and what can be done with it: the dock, quotation, address.

class Places {
  // Places elsewhere that belong to a ref, the nearest kin first.
  targets(ref) {
    const number = Number(ref.slice(1));
    const row = this.view.rows[number - 1];
    if (ref === "h") return this.view.brief.title.sources.map((id) => `s${id + 1}`);
    if (ref[0] === "m") return (this.view.brief.summary[number - 1] || { sources: [] }).sources.map((id) => `s${id + 1}`);
    if (ref[0] === "k") return [`s${number}`];
    if (!row || ref[0] === "w") return partnersOf(this.view, ref).filter((other) => other[0] === "s");
    const title = this.view.brief.title.sources.includes(number - 1) ? ["h"] : [];
    return [...(row.repeat ? [`s${row.repeat}`] : []), ...row.cited.map((n) => `m${n}`), ...title];
  }

  name(ref) {
    return ref[0] === "w" ? this.say("terms") : placeName(ref, this.say);
  }

  drawDock(ref) {
    this.dock.togglePopover(Boolean(ref));
    if (!ref) return;
    const { say, links } = this;
    const jumps = this.targets(ref).map((other) =>
      this.button("zy-jump", () => links.show(other), this.name(other)),
    );
    this.dock.replaceChildren(
      make("p", {}, make("b", {}, this.name(ref)), jumps.length ? ` ${say("partners").toLowerCase()}` : ""),
      make("div", { class: "zy-jumps" }, jumps),
      make(
        "div",
        { class: "zy-actions" },
        this.editor.may(ref) ? this.button("zy-edit", () => this.editor.start(ref), say("edit")) : "",
        this.button("zy-copy", (event) => this.copy(this.quotation(ref), event.target), say("copy")),
        this.button("zy-copylink", (event) => this.copy(this.address(ref), event.target), say("copy_link")),
        this.button("zy-back", () => links.back(), say("back")),
      ),
    );
  }

  tell(ref) {
    const partners = this.targets(ref).map((other) => this.name(other)).join(` ${this.say("and")} `);
    const item = this.name(ref);
    this.live.textContent = partners ? this.say("linked", { item, partners }) : this.say("linked_none", { item });
  }

  quotation(ref) {
    return quotation(ref, this.view, this.say);
  }

  address(ref) {
    const place = /^[tk]/.test(ref) ? `s${ref.slice(1)}` : ref;
    const { address } = this.options;
    return address ? address(`${this.prefix}${place}`) : `${location.href.split("#")[0]}#${this.prefix}${place}`;
  }

  async copy(text, button) {
    const done = await toClipboard(text);
    if (!done) return;
    const label = button.textContent;
    button.textContent = this.say("copied");
    this.live.textContent = this.say("copied");
    setTimeout(() => (button.textContent = label), 1500);
  }
}
