// Ways about a brief: the bar that stays, and the keys J, K and N. One reader has one.

class Ways {
  constructor(reader) {
    this.reader = reader;
    this.build();
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  build() {
    const { reader } = this;
    const { say, prefix } = reader;
    const entry = (name, id) => {
      const link = make("a", { href: `#${prefix}${id}` }, say(name));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.go(id);
      });
      return link;
    };
    this.links = {
      summary: entry("summary", "summary"),
      checks: entry("nav_check", "checks"),
      article: entry("nav_article", "article"),
      terms: entry("nav_terms", "terms"),
    };
    this.next = reader.button("zy-small zy-next", () => this.nextCheck(), say("next_check"));
    this.next.title = "N";
    // A press leaves the focus where the reader is: from there the next one is looked for.
    this.next.addEventListener("mousedown", (event) => event.preventDefault());
    this.bar = make(
      "nav",
      { class: "zy-nav", "aria-label": say("nav") },
      make("ul", {}, Object.values(this.links).map((link) => make("li", {}, link))),
      this.next,
      this.more = make("div", { class: "zy-more" }),
    );
    this.fill();
  }

  // What whoever mounted the reader puts into the bar.
  fill() {
    const { more } = this.reader.options;
    this.more.replaceChildren(...(more ? more() : []));
  }

  draw() {
    const { view, say } = this.reader;
    if (!view) return;
    const n = view.checkCount;
    this.links.checks.textContent = say("nav_check", { n });
    this.links.terms.parentElement.hidden = !view.brief.terms.length;
    this.next.hidden = n === 0;
  }

  // Brings a section under the bar, and the focus with it.
  go(id) {
    const heading = document.getElementById(`${this.reader.prefix}${id}`);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start", behavior: motion() });
  }

  onKey(event) {
    const { reader } = this;
    if (!reader.view || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.target;
    if (target !== document.body && !reader.root.contains(target)) return;
    if (target.closest && target.closest("input, textarea, select, [contenteditable=true]")) return;
    const act = { j: () => this.step(1), k: () => this.step(-1), n: () => this.nextCheck() }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // What can be read one after the other: headline, summary, sentences.
  places() {
    const places = [...this.reader.root.querySelectorAll('[data-ref="h"], [data-ref^="m"], [data-ref^="t"]')];
    const shown = places.filter((place) => place.getClientRects().length > 0);
    // What is to be checked alone stands in the order of doubt, not of the document.
    const top = (place) => place.getBoundingClientRect().top;
    return this.reader.only ? shown.sort((a, b) => top(a) - top(b)) : shown;
  }

  // Where the reader is: in focus, or the first that stands in the window.
  here(places) {
    const focused = document.activeElement && document.activeElement.closest("[data-ref]");
    const row = focused && focused.closest(".zy-row");
    const at = places.findIndex((place) => place === focused || (row && row.contains(place)));
    return at >= 0 ? at : places.findIndex((place) => place.getBoundingClientRect().top >= 0) - 1;
  }

  step(by) {
    const places = this.places();
    const at = this.here(places);
    this.visit(places[Math.max(0, at + by)]);
  }

  nextCheck() {
    const places = this.places();
    const wanted = places.map((place) => (place.dataset.ref === "h" ? this.headlineIsDoubtful() : Boolean(place.closest(".is-check"))));
    const at = this.here(places);
    const after = places.findIndex((_, i) => i > at && wanted[i]);
    const place = places[after >= 0 ? after : wanted.indexOf(true)];
    if (place) this.visit(place);
    else this.reader.live.textContent = this.reader.say("no_next");
  }

  headlineIsDoubtful() {
    const { level, findings } = this.reader.view.brief.title;
    return level === "doubtful" || findings.some((finding) => finding.severity !== "info");
  }

  visit(place) {
    if (!place) return;
    this.reader.links.unpin();
    place.focus({ preventScroll: true, focusVisible: true });
    scrollTo(place);
  }
}
