// A reader holds one element. `update` draws into it; only parts whose data changed are redrawn.

const THEMES = ["auto", "light", "dark"];
const readers = new WeakMap();
const drawn = new WeakMap();

class Reader {
  constructor(root, options) {
    this.root = root;
    this.prefix = options.prefix || "zy-";
    this.language = options.language || "en";
    this.themeRoot = options.themeRoot || root;
    this.themeButton = options.themeButton !== false;
    this.say = words(this.language);
    this.view = null;
    this.working = false;
    this.only = false;
    root.classList.add("zy", "is-live", "is-empty");
    this.build();
    this.links = new Links(this);
    this.setTheme(options.theme || recall("zhaiyi.theme") || "auto");
  }

  // --- the frame: everything that stays while briefs come and go ------------------------------

  build() {
    const { say, prefix } = this;
    const id = (name) => `${prefix}${name}`;
    const title = (name) => make("h2", { id: id(name) }, say(name));
    const section = (name, ...children) =>
      make("section", { class: `zy-${name}`, "aria-labelledby": id(name) }, title(name), children);
    this.parts = {
      head: make("div", {}),
      summary: make("ol", { class: "zy-list", "data-group": "summary" }),
      checks: make("div", {}),
      rows: make("div", { class: "zy-rows", role: "grid", "aria-labelledby": id("article"), "data-group": "rows" }),
      terms: make("tbody", {}),
      about: make("dl", {}),
    };
    this.summaryEmpty = make("p", { class: "zy-empty" }, say("no_summary"));
    this.summaryHeads = make(
      "p",
      { class: "zy-heads", "aria-hidden": "true" },
      ["", say("translation"), say("key_sentences")].map((head) => make("span", {}, head)),
    );
    this.live = make("p", { class: "zy-hidden", role: "status", "aria-live": "polite" });
    this.dock = make("div", { class: "zy-dock", role: "region", "aria-label": say("partners"), popover: "manual" });
    this.filter = this.button("zy-filter", () => this.setOnly(!this.only));
    this.theme = this.button("zy-theme", () => this.nextTheme());
    this.theme.hidden = !this.themeButton;
    const terms = section("terms", this.termTable());
    this.termSection = terms;
    this.root.replaceChildren(
      make("header", { class: "zy-head" }, this.brandBar(), this.parts.head),
      section("summary", this.summaryHeads, this.parts.summary, this.summaryEmpty),
      section("checks", this.parts.checks),
      section("article", this.toolbar(), this.parts.rows),
      terms,
      make("footer", { class: "zy-foot" }, make("h2", {}, say("about")), this.parts.about),
      this.dock,
      this.live,
    );
    this.parts.rows.append(this.columnHeads());
  }

  button(kind, onClick, ...children) {
    const button = make("button", { type: "button", class: `zy-button ${kind}` }, children);
    button.addEventListener("click", onClick);
    return button;
  }

  brandBar() {
    const name = make("p", { class: "zy-brand" }, "Zhaiyi ", make("span", { lang: "zh-Hans" }, "摘译"));
    return make("div", { class: "zy-bar" }, name, this.theme);
  }

  toolbar() {
    const { say } = this;
    const shades = [1, 2, 3, 4].map((level) => make("i", { class: `zy-l${level}` }));
    return make(
      "div",
      { class: "zy-tools" },
      make("p", { class: "zy-help" }, say("help_pointer"), " ", make("span", {}, say("help_keys"))),
      make(
        "p",
        { class: "zy-legend" },
        make("span", {}, say("legend")),
        " ",
        make("span", { class: "zy-scale" }, make("span", {}, say("legend_low")), " ", shades, " ", make("span", {}, say("legend_high"))),
        " ",
        make("span", { class: "zy-barkey" }, say("legend_key")),
      ),
      this.filter,
    );
  }

  columnHeads() {
    const head = (...content) => make("span", { role: "columnheader" }, content);
    const heads = make(
      "div",
      { class: "zy-heads", role: "row" },
      head(make("span", { class: "zy-hidden" }, "#")),
      head(this.say("translation")),
      head(this.say("source")),
    );
    heads.dataset.fixed = "true";
    return heads;
  }

  termTable() {
    const names = ["source", "pinyin", "target", "origin", "uses"];
    const heads = names.map((name) => make("th", { scope: "col" }, this.say(`term_${name}`)));
    const table = make("table", {}, make("thead", {}, make("tr", {}, heads)), this.parts.terms);
    const label = `${this.prefix}terms`;
    return make("div", { class: "zy-scroll", tabindex: "0", role: "region", "aria-labelledby": label }, table);
  }

  // --- drawing --------------------------------------------------------------------------------

  // Nothing (null) empties the reader.
  update(json, state = {}) {
    const brief = typeof json === "string" ? JSON.parse(json) : json;
    this.root.classList.toggle("is-empty", !brief);
    if (!brief) {
      this.view = null;
      this.forget();
      return this;
    }
    const other = !this.view || this.view.brief.article.text !== brief.article.text;
    const finished = this.working && !state.working;
    this.working = Boolean(state.working);
    this.view = makeView(brief);
    if (other) this.forget();
    const page = this.page();
    sync(this.parts.head, headParts(page));
    sync(this.parts.summary, summaryParts(page));
    sync(this.parts.checks, checkParts(page));
    sync(this.parts.rows, articleParts(page));
    sync(this.parts.terms, termParts(page));
    sync(this.parts.about, aboutParts(page));
    this.summaryHeads.hidden = !this.view.summary.length;
    this.summaryEmpty.hidden = Boolean(this.view.summary.length) || this.working;
    this.termSection.hidden = !brief.terms.length;
    this.parts.rows.classList.toggle("is-source-only", this.view.summaryOnly && !this.view.done);
    this.drawFilter();
    this.links.settle();
    if (finished) this.live.textContent = this.say("finished", { n: this.view.toCheck.length });
    return this;
  }

  page() {
    const { view, say, prefix, working } = this;
    return { view, say, prefix, working, terms: indexTerms(view.brief.terms) };
  }

  forget() {
    this.setOnly(false);
    this.links.unpin();
  }

  drawFilter() {
    const count = this.view ? this.view.rows.filter((row) => row.toCheck).length : 0;
    this.filter.textContent = `${this.say("only_checks")} (${count})`;
    this.filter.disabled = count === 0 && !this.only;
    this.filter.setAttribute("aria-pressed", String(this.only));
    this.parts.rows.classList.toggle("is-filtered", this.only);
  }

  setOnly(only) {
    this.only = only;
    this.drawFilter();
    if (this.links) this.links.settle();
  }

  // Makes sure that an element can be seen: not filtered away.
  reveal(element) {
    const row = element.closest(".zy-row");
    if (this.only && row && this.parts.rows.contains(row) && !row.matches(".is-check")) this.setOnly(false);
  }

  // --- dock: what belongs to the pinned sentence, and what can be done with it -----------------

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

  // The sentence with what it was made from, and where that stands.
  quotation(ref) {
    const { view } = this;
    const { article, title, summary } = view.brief;
    const number = Number(ref.slice(1));
    const rows = ref === "h" ? title.sources.map((id) => view.rows[id])
      : ref[0] === "m" ? summary[number - 1].sources.map((id) => view.rows[id])
      : ref[0] === "w" ? [] : [view.rows[number - 1]];
    const target = ref === "h" ? title.text : ref[0] === "m" ? summary[number - 1].text : rows[0] ? rows[0].text : "";
    const where = safeUrl(article.source.meta.url) || article.source.name;
    const about = [article.title, where, this.say("notice")].filter(Boolean).join(", ");
    return [target, ...rows.filter(Boolean).map((row) => row.source), `— ${about}`].filter(Boolean).join("\n");
  }

  address(ref) {
    const place = /^[tk]/.test(ref) ? `s${ref.slice(1)}` : ref;
    return `${location.href.split("#")[0]}#${this.prefix}${place}`;
  }

  async copy(text, button) {
    const done = await toClipboard(text);
    if (!done) return;
    const label = button.textContent;
    button.textContent = this.say("copied");
    this.live.textContent = this.say("copied");
    setTimeout(() => (button.textContent = label), 1500);
  }

  // --- theme ------------------------------------------------------------------------------------

  nextTheme() {
    this.setTheme(THEMES[(THEMES.indexOf(this.themeName) + 1) % THEMES.length]);
    remember("zhaiyi.theme", this.themeName);
  }

  setTheme(name) {
    this.themeName = THEMES.includes(name) ? name : "auto";
    if (this.themeName === "auto") delete this.themeRoot.dataset.zyTheme;
    else this.themeRoot.dataset.zyTheme = this.themeName;
    this.theme.textContent = `${this.say("theme")}: ${this.say(`theme_${this.themeName}`)}`;
  }

  // Goes where the address points, as a browser does with a fragment.
  open(hash) {
    const ref = this.links.refOf(hash);
    if (ref && this.view) this.links.visit(ref, null);
  }
}

// Children of `container` become `parts`, in order. An element stays as long as its data is the same.
function sync(container, parts) {
  const old = new Map();
  for (const child of container.children) {
    if (!child.dataset.fixed) old.set(drawn.get(child)?.key, child);
  }
  let place = container.querySelector(":scope > [data-fixed]");
  for (const { key, data, draw } of parts) {
    const signature = JSON.stringify(data);
    let element = old.get(key);
    if (!element || drawn.get(element).signature !== signature) {
      const fresh = draw();
      drawn.set(fresh, { key, signature });
      if (element) takeOver(element, fresh);
      element = fresh;
    }
    old.delete(key);
    const next = place ? place.nextElementSibling : container.firstElementChild;
    if (next !== element) container.insertBefore(element, next);
    place = element;
  }
  for (const child of old.values()) child.remove();
}

// Puts `fresh` in the place of `element`, with its focus, tab stop and open state.
function takeOver(element, fresh) {
  const focused = element.contains(document.activeElement) && document.activeElement.dataset.ref;
  const stop = element.querySelector('[data-ref][tabindex="0"]');
  if (element.open) fresh.open = true;
  element.replaceWith(fresh);
  const find = (ref) => (ref ? fresh.querySelector(`[data-ref="${ref}"]`) : null);
  const newStop = stop && find(stop.dataset.ref);
  if (newStop) newStop.tabIndex = 0;
  const target = find(focused);
  if (target) target.focus({ preventScroll: true });
}

// Storage and clipboard may be forbidden where the reader stands; then it does without.
function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch (error) {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch (error) {
    console.debug(error);
  }
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    const area = make("textarea", { class: "zy-hidden" }, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function mount(element, options = {}) {
  if (!readers.has(element)) readers.set(element, new Reader(element, options));
  return readers.get(element);
}

// The exported file: draw what it carries.
function openFile() {
  const data = document.getElementById("zhaiyi-brief");
  const element = document.getElementById("zhaiyi");
  if (!data || !element) return;
  const reader = mount(element, { themeRoot: document.documentElement });
  reader.update(data.textContent);
  reader.open(location.hash);
  window.addEventListener("hashchange", () => reader.open(location.hash));
}

openFile();
return { mount };
