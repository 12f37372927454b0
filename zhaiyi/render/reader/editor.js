// English sentences changed in place, and terms. What is saved goes to whoever mounted the reader:
// `options.onEdit(ref, text)` and `options.onTerm(source, target)`, which answer with a promise.

// The place to edit for a ref: headline, summary sentence, translation. None for others.
function editable(ref) {
  return /^(h|[mt]\d+)$/.test(ref) ? ref : /^[sk]\d+$/.test(ref) ? `t${ref.slice(1)}` : "";
}

class Editor {
  constructor(reader) {
    this.reader = reader;
    this.open = null;
  }

  // True where a sentence may be changed now.
  may(ref) {
    const { reader } = this;
    const place = editable(ref);
    return Boolean(reader.options.onEdit && !reader.working && place && this.element(place));
  }

  element(ref) {
    return this.reader.root.querySelector(`[data-ref="${ref}"]`);
  }

  start(ref) {
    const place = editable(ref);
    if (!this.may(place)) return;
    this.cancel();
    const { say } = this.reader;
    const element = this.element(place);
    const shown = place === "h" ? null : element.querySelector(".zy-item");
    const text = place === "h" ? element.textContent : this.text(place);
    const area = make("textarea", { class: "zy-area", lang: "en", rows: "2", "aria-label": say("edit_label", { item: this.reader.name(place) }) });
    area.value = text;
    const error = make("p", { class: "zy-trouble", role: "alert" });
    const save = this.reader.button("zy-small zy-save", () => this.save(), say("save"));
    const stop = this.reader.button("zy-small zy-cancel", () => this.cancel(true), say("cancel"));
    const keys = make("span", { class: "zy-keys" }, say("edit_keys"));
    const form = make("div", { class: "zy-form" }, area, error, make("div", { class: "zy-actions" }, save, stop, keys));
    form.addEventListener("keydown", (event) => this.onKey(event));
    this.open = { place, element, shown, area, error, form, text };
    if (shown) shown.replaceWith(form);
    else if (place === "h") element.after(form);
    else element.prepend(form);
    if (place === "h") element.hidden = true;
    this.reader.links.unpin();
    this.reader.hand.leave();
    area.focus();
    area.setSelectionRange(text.length, text.length);
  }

  text(place) {
    const { view } = this.reader;
    const number = Number(place.slice(1));
    return place[0] === "m" ? view.brief.summary[number - 1].text : view.rows[number - 1].text;
  }

  onKey(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") this.cancel(true);
    else if (event.key === "Enter" && event.target === this.open.area) {
      event.preventDefault();
      this.save();
    }
  }

  async save() {
    const { place, area, error, text, form } = this.open;
    const next = area.value.replace(/\s+/g, " ").trim();
    if (next === text.trim()) return this.cancel(true);
    if (!next) {
      error.textContent = this.reader.say("edit_empty");
      return area.focus();
    }
    const opened = this.open;
    form.inert = true;
    try {
      const brief = await this.reader.options.onEdit(place, next);
      this.cancel();
      if (brief) this.reader.update(brief);
      this.reader.live.textContent = this.reader.say("saved");
      this.focus(place);
    } catch (trouble) {
      opened.form.inert = false;
      error.textContent = trouble.message;
      area.focus();
    }
  }

  // The machine's words come back.
  async restore(place) {
    const { reader } = this;
    this.cancel();
    try {
      const brief = await reader.options.onEdit(place, null);
      if (brief) reader.update(brief);
      reader.live.textContent = reader.say("restored");
      this.focus(place);
    } catch (trouble) {
      reader.live.textContent = trouble.message;
    }
  }

  cancel(refocus = false) {
    const opened = this.open;
    if (!opened) return;
    this.open = null;
    if (opened.place === "h") opened.element.hidden = false;
    if (opened.shown) opened.form.replaceWith(opened.shown);
    else opened.form.remove();
    if (refocus) this.focus(opened.place);
  }

  focus(place) {
    const element = this.element(place);
    if (element) element.focus({ preventScroll: true });
  }

  // --- terms ----------------------------------------------------------------------------------

  startTerm(row, term) {
    const { say, options } = this.reader;
    const cell = row.querySelector(".zy-target");
    const input = make("input", { class: "zy-input", type: "text", lang: "en", maxlength: "200", "aria-label": say("term_label", { source: term.source }) });
    input.value = term.target;
    const error = make("p", { class: "zy-trouble", role: "alert" });
    const old = [...cell.childNodes];
    const close = () => {
      cell.replaceChildren(...old);
      const button = cell.querySelector("button");
      if (button) button.focus({ preventScroll: true });
    };
    const send = async () => {
      const target = input.value.replace(/\s+/g, " ").trim();
      if (!target || target === term.target) return close();
      form.inert = true;
      try {
        await options.onTerm(term.source, target);
        close();
        this.reader.live.textContent = say("term_sent");
      } catch (trouble) {
        form.inert = false;
        error.textContent = trouble.message;
        input.focus();
      }
    };
    const save = this.reader.button("zy-small zy-save", send, say("term_save"));
    const stop = this.reader.button("zy-small zy-cancel", close, say("cancel"));
    const form = make("div", { class: "zy-form" }, input, error, make("div", { class: "zy-actions" }, save, stop));
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && event.target === input) send();
    });
    cell.replaceChildren(form);
    input.select();
  }
}
