// Links between sentences: light them up (pointer, focus), pin and follow them (click, Enter), and
// come back (Escape). One reader has one `Links`.

// Milliseconds in which a second click makes a double one, which selects a word.
const DOUBLE = 300;

const KEYS = {
  ArrowDown: ["same", 1],
  ArrowUp: ["same", -1],
  ArrowLeft: ["other", "en"],
  ArrowRight: ["other", "zh"],
  Home: ["end", 0],
  End: ["end", -1],
};

class Links {
  constructor(reader) {
    this.reader = reader;
    this.root = reader.root;
    this.pinned = "";
    this.hovered = "";
    this.focused = "";
    this.trail = null;
    this.later = 0;
    const on = (type, handler) => this.root.addEventListener(type, handler.bind(this));
    on("pointerover", this.onPointer);
    on("pointerleave", this.onLeave);
    on("focusin", this.onFocus);
    on("focusout", this.onBlur);
    on("pointerdown", () => clearTimeout(this.later));
    on("click", this.onClick);
    on("keydown", this.onKey);
  }

  // --- what is lit -------------------------------------------------------------------------

  light() {
    const origin = this.pinned || this.hovered || this.focused;
    for (const element of this.root.querySelectorAll(".is-lit")) {
      element.classList.remove("is-lit", "is-origin", "is-pinned");
    }
    if (!origin || !this.reader.view) return;
    for (const ref of partnersOf(this.reader.view, origin)) {
      for (const element of this.elements(ref)) {
        element.classList.add("is-lit");
        element.classList.toggle("is-origin", ref === origin);
        element.classList.toggle("is-pinned", this.pinned === origin);
      }
    }
  }

  elements(ref) {
    return this.root.querySelectorAll(`[data-ref="${ref}"]`);
  }

  // --- pointer and focus --------------------------------------------------------------------

  onPointer(event) {
    if (event.pointerType === "touch") return;
    const item = event.target.closest("[data-ref]");
    this.setHovered(item ? item.dataset.ref : "");
  }

  onLeave() {
    this.setHovered("");
  }

  setHovered(ref) {
    if (ref === this.hovered) return;
    this.hovered = ref;
    this.light();
  }

  onFocus(event) {
    const item = event.target.closest("[data-ref]");
    this.focused = item && item.matches(":focus-visible, :has(:focus-visible)") ? item.dataset.ref : "";
    if (item && item.hasAttribute("tabindex")) this.rove(item);
    this.light();
  }

  onBlur() {
    this.focused = "";
    this.reader.gloss.hide();
    this.light();
  }

  // One item of each group is in the tab order; arrows move it.
  rove(item) {
    const group = item.closest("[data-group]");
    if (!group) return;
    for (const other of group.querySelectorAll('[tabindex="0"][data-ref]')) other.tabIndex = -1;
    item.tabIndex = 0;
  }

  // After drawing: every group must have an item in the tab order.
  settle() {
    for (const group of this.root.querySelectorAll("[data-group]")) {
      const items = this.visible(group);
      const current = items.filter((item) => item.tabIndex === 0);
      if (!current.length && items.length) items[0].tabIndex = 0;
      for (const extra of current.slice(1)) extra.tabIndex = -1;
    }
    if (this.pinned && !this.elements(this.pinned).length) this.unpin();
    this.light();
  }

  visible(group) {
    const items = [...group.querySelectorAll("[data-ref][tabindex]")];
    return items.filter((item) => item.getClientRects().length > 0);
  }

  // --- click and keys -------------------------------------------------------------------------

  onClick(event) {
    const anchor = event.target.closest('a[href^="#"]');
    const ref = anchor ? this.refOf(anchor.getAttribute("href")) : "";
    if (ref) {
      event.preventDefault();
      this.visit(ref, anchor);
      return;
    }
    if (event.target.closest("a, button, summary, input, textarea, [contenteditable=true]")) return;
    if (!document.getSelection().isCollapsed) return;
    const item = event.target.closest("[data-ref]");
    const word = event.pointerType === "touch" && event.target.closest(".zy-w, .zy-term");
    if (word) this.read(item, word);
    else if (item) this.toggle(item, false, event.pointerType === "mouse");
    else if (this.pinned) this.unpin();
  }

  // A finger on a Chinese word: the word is told and its sentence pinned, but the page stays.
  read(item, word) {
    const { gloss } = this.reader;
    const again = gloss.current === word;
    gloss.hide();
    if (item && this.pinned !== item.dataset.ref) this.pin(item, { stay: true });
    if (!again) gloss.show(word);
  }

  refOf(href) {
    const start = `#${this.reader.prefix}`;
    const ref = href.startsWith(start) ? href.slice(start.length) : "";
    return /^(h|[ms]\d+)$/.test(ref) ? ref : "";
  }

  onKey(event) {
    if (event.key === "Escape" && this.reader.gloss.current) {
      event.stopPropagation();
      this.reader.gloss.hide();
      return;
    }
    if (event.key === "Escape" && this.pinned) {
      event.stopPropagation();
      this.back();
      return;
    }
    const item = event.target;
    if (!item.dataset || !item.dataset.ref || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "F2") {
      event.preventDefault();
      this.reader.editor.start(item.dataset.ref);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.toggle(item, true);
    } else if (this.spell(item, event.key)) {
      event.preventDefault();
    } else if (event.key in KEYS && this.move(item, ...KEYS[event.key])) {
      event.preventDefault();
    }
  }

  // Within a Chinese sentence left and right go from word to word; left of the first one they are
  // back at the sentence.
  spell(item, key) {
    const { gloss } = this.reader;
    if (item.dataset.side === "zh" && key === "ArrowRight") return gloss.step(item, 1);
    if (item.dataset.side === "zh" && key === "ArrowLeft") return gloss.step(item, -1);
    if (key in KEYS) gloss.hide();
    return false;
  }

  move(item, how, which) {
    const group = item.closest("[data-group]");
    if (!group) return false;
    const items = this.visible(group);
    const next = how === "other" ? this.across(item, which) : this.along(items, item, how, which);
    if (next) next.focus();
    return true;
  }

  across(item, side) {
    const row = item.closest(".zy-row");
    return row && item.dataset.side !== side ? row.querySelector(`[data-side="${side}"][data-ref]`) : null;
  }

  along(items, item, how, step) {
    const column = items.filter((other) => other.dataset.side === item.dataset.side);
    if (how === "end") return column.at(step);
    return column[column.indexOf(item) + step];
  }

  // --- pin, follow, come back -----------------------------------------------------------------

  toggle(item, moveFocus = false, wait = false) {
    if (this.pinned === item.dataset.ref && !moveFocus) this.unpin();
    else this.pin(item, { moveFocus, wait });
  }

  // What was clicked lights up at once. With `wait` the page moves, and the dock appears, only when no
  // second click came: else it would land on whatever stands there by then.
  pin(item, { moveFocus = false, stay = false, wait = false } = {}) {
    clearTimeout(this.later);
    this.pinned = item.dataset.ref;
    this.trail = { ref: item.dataset.ref, top: item.getBoundingClientRect().top };
    this.light();
    if (!moveFocus) item.focus({ preventScroll: true });
    const go = () => this.go(item, moveFocus, stay);
    if (wait) this.later = setTimeout(go, DOUBLE);
    else go();
  }

  go(item, moveFocus, stay) {
    if (this.pinned !== item.dataset.ref) return;
    this.reader.drawDock(this.pinned);
    const target = stay ? null : this.follow(this.pinned);
    if (target && moveFocus) target.focus({ preventScroll: true });
    this.reader.tell(this.pinned);
    this.reader.root.dispatchEvent(
      new CustomEvent("zhaiyi:select", { bubbles: true, detail: { ref: this.pinned } }),
    );
  }

  // Brings the first partner elsewhere into view; gives the element that was meant.
  follow(ref) {
    const partner = this.reader.targets(ref)[0];
    return partner ? this.show(partner) : null;
  }

  show(ref) {
    const places = [...this.elements(ref[0] === "s" ? `t${ref.slice(1)}` : ref), ...this.elements(ref)];
    const target = places[0];
    if (!target) return null;
    this.reader.reveal(target);
    scrollTo(target);
    return target;
  }

  // A link was followed: pin what it leads to, without leading on from there.
  visit(ref, from) {
    this.trail = { ref: "", element: from, top: from ? from.getBoundingClientRect().top : 0 };
    const target = this.show(ref);
    if (!target) return;
    this.pinned = target.dataset.ref;
    target.focus({ preventScroll: true });
    this.reader.drawDock(this.pinned);
    this.light();
    this.reader.tell(this.pinned);
  }

  back() {
    const trail = this.trail;
    this.unpin();
    const element = trail && (trail.element || this.elements(trail.ref)[0]);
    if (!element || !element.isConnected) return;
    element.focus({ preventScroll: true });
    window.scrollBy({ top: element.getBoundingClientRect().top - trail.top, behavior: motion() });
  }

  unpin() {
    clearTimeout(this.later);
    this.pinned = "";
    this.trail = null;
    this.hovered = "";
    this.reader.drawDock("");
    this.light();
  }
}

function motion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

// Scrolls only where the element is not in view already, clear of bar and dock.
function scrollTo(element) {
  const box = element.getBoundingClientRect();
  if (box.top >= 64 && box.bottom <= window.innerHeight - 96) return;
  element.scrollIntoView({ block: "center", behavior: motion() });
}
