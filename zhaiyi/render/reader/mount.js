// A reader holds one element. `update` draws into it; only parts whose data changed are redrawn.

const LANGUAGE_TAGS = { en: "en", zh: "zh-Hans" };
const THEMES = ["auto", "light", "dark"];

class Reader extends Places {
  constructor(root, options) {
    super();
    this.root = root;
    this.options = options;
    this.prefix = options.prefix || "zy-";
    this.themeRoot = options.themeRoot || root;
    this.view = null;
    this.aid = null;
    this.working = false;
    this.redoing = new Set();
    this.only = false;
    this.ruby = recall("zhaiyi.pinyin") === "on";
    this.prose = (recall("zhaiyi.summary") || root.dataset.summary) === "paragraph";
    root.classList.add("zy", "is-live", "is-empty");
    this.speak(options.language || recall("zhaiyi.language") || "en");
    this.links = new Links(this);
    this.gloss = new Gloss(this);
    this.editor = new Editor(this);
    this.hand = new Hand(this);
    this.choose = new Choose(this);
    this.root.append(this.gloss.box);
    root.addEventListener("copy", (event) => this.onCopy(event));
    this.setTheme(options.theme || recall("zhaiyi.theme") || "auto");
  }

  // --- language of the interface ----------------------------------------------------------------

  speak(language) {
    this.language = language in WORDS ? language : "en";
    this.say = words(this.language);
    this.root.lang = LANGUAGE_TAGS[this.language];
    this.build();
  }

  // Says everything again in another language.
  setLanguage(language) {
    if (language === this.language) return;
    this.editor.cancel();
    this.links.unpin();
    this.speak(language);
    this.hand.build();
    this.root.append(this.gloss.box);
    this.setTheme(this.themeName);
    this.draw();
  }

  // --- the frame: everything that stays while briefs come and go ------------------------------

  build() {
    const { say, prefix } = this;
    if (this.ways) this.ways.build();
    else this.ways = new Ways(this);
    const id = (name) => `${prefix}${name}`;
    const title = (name) => make("h2", { id: id(name) }, say(name));
    const section = (name, ...children) =>
      make("section", { class: `zy-${name}`, "aria-labelledby": id(name) }, title(name), children);
    this.parts = {
      head: make("div", {}),
      summary: make("ol", { class: "zy-list", "data-group": "summary" }),
      checks: make("div", {}),
      rows: make("div", { class: "zy-rows", role: "grid", "aria-labelledby": id("article"), "data-group": "rows" }),
      terms: make("tbody", { role: "rowgroup" }),
      about: make("dl", {}),
      contents: make("ol", {}),
    };
    this.contents = make("nav", { class: "zy-contents", "aria-label": say("contents") }, this.parts.contents);
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
    const terms = section("terms", this.termHelp(), this.termTable());
    this.termSection = terms;
    const bar = this.options.bar === false ? "" : this.brandBar();
    this.root.replaceChildren(
      this.options.bar === false ? "" : this.skipLink(),
      make("header", { class: "zy-head" }, bar, this.parts.head),
      this.ways.bar,
      section("summary", this.styleSwitch(), this.summaryHeads, this.parts.summary, this.summaryEmpty),
      section("checks", this.parts.checks),
      section("article", this.contents, this.toolbar(), this.parts.rows),
      terms,
      make("footer", { class: "zy-foot" }, make("h2", {}, say("about")), this.parts.about),
      this.dock,
      this.live,
    );
    this.parts.rows.append(this.columnHeads());
    this.setProse(this.prose);
  }

  button(kind, onClick, ...children) {
    const button = make("button", { type: "button", class: `zy-button ${kind}` }, children);
    button.addEventListener("click", onClick);
    return button;
  }

  skipLink() {
    const link = make("a", { class: "zy-skip", href: `#${this.prefix}summary` }, this.say("skip"));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.focus();
    });
    return link;
  }

  // The focus goes to where the brief begins.
  focus() {
    const headline = this.root.querySelector('[data-ref="h"]');
    if (!headline) return;
    headline.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "start", behavior: motion() });
  }

  // Several rows are copied in one language, without numbers and marks.
  onCopy(event) {
    const text = cleanSelection(this.root, document.getSelection());
    if (text === null) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  }

  brandBar() {
    const name = make("p", { class: "zy-brand" }, "Zhaiyi ", make("span", { lang: "zh-Hans" }, "摘译"));
    const other = Object.keys(WORDS).find((language) => language !== this.language);
    const language = other
      ? this.button("zy-language", () => {
          remember("zhaiyi.language", other);
          this.setLanguage(other);
        }, words(other)("language_name"))
      : "";
    if (language) language.lang = LANGUAGE_TAGS[other];
    return make("div", { class: "zy-bar" }, name, make("div", { class: "zy-actions" }, language, this.theme));
  }

  // Summary as a list with its key sentences beside it, or as one paragraph.
  styleSwitch() {
    const { say } = this;
    this.styles = [false, true].map((prose) =>
      this.button("zy-style", () => {
        remember("zhaiyi.summary", prose ? "paragraph" : "list");
        this.setProse(prose);
        this.root.dispatchEvent(new CustomEvent("zhaiyi:summary", { bubbles: true, detail: { paragraph: prose } }));
      }, say(prose ? "as_paragraph" : "as_list")),
    );
    return make("div", { class: "zy-styles", role: "group", "aria-label": say("summary_style") }, this.styles);
  }

  setProse(prose) {
    this.prose = prose;
    this.styles.forEach((button, index) => button.setAttribute("aria-pressed", String(Boolean(index) === prose)));
    this.parts.summary.classList.toggle("is-prose", prose);
    this.summaryHeads.hidden = prose || !this.view || !this.view.summary.length;
    if (this.links) this.links.settle();
  }

  termHelp() {
    return this.options.onTerm ? make("p", { class: "zy-intro" }, this.say("term_help")) : "";
  }

  toolbar() {
    const { say } = this;
    const keys = ["help_keys", "help_jumps", ...(this.options.onEdit ? ["help_edit"] : [])];
    const shades = [1, 2, 3, 4].map((level) => make("i", { class: `zy-l${level}` }));
    const id = `${this.prefix}help`;
    this.help = make(
      "div",
      { class: "zy-helpbox", id, popover: "auto" },
      make("p", { class: "zy-help" }, say("help_pointer")),
      make("p", { class: "zy-help" }, keys.map(say).join(" ")),
      make(
        "p",
        { class: "zy-legend" },
        make("span", {}, say("legend")),
        " ",
        make("span", { class: "zy-scale" }, make("span", {}, say("legend_low")), " ", shades, " ", make("span", {}, say("legend_high"))),
        " ",
        make("span", { class: "zy-barkey" }, say("legend_key")),
      ),
    );
    const help = this.button("zy-helpbutton", () => {}, say("help"));
    help.setAttribute("popovertarget", id);
    const copy = this.button("zy-copyenglish", (event) => this.copy(englishText(this.view), event.target), say("copy_english"));
    return make(
      "div",
      { class: "zy-tools" },
      help,
      this.help,
      make("div", { class: "zy-actions zy-switches" }, copy, this.rubySwitch(), this.filter),
    );
  }

  rubySwitch() {
    this.rubyButton = this.button("zy-ruby", () => {
      this.ruby = !this.ruby;
      remember("zhaiyi.pinyin", this.ruby ? "on" : "off");
      this.draw();
    }, this.say("ruby"));
    return this.rubyButton;
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
    const heads = names.map((name) => make("th", { scope: "col", role: "columnheader" }, this.say(`term_${name}`)));
    const table = make("table", { role: "table" }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, heads)), this.parts.terms);
    const label = `${this.prefix}terms`;
    return make("div", { class: "zy-scroll", tabindex: "0", role: "group", "aria-labelledby": label }, table);
  }

  // --- drawing --------------------------------------------------------------------------------

  // Nothing (null) empties the reader.
  update(json, state = {}) {
    const brief = typeof json === "string" ? JSON.parse(json) : json;
    this.root.classList.toggle("is-empty", !brief);
    if (!brief) {
      this.view = null;
      this.parts.head.replaceChildren();
      this.forget();
      return this;
    }
    const other = !this.view || this.view.brief.article.text !== brief.article.text;
    // What was stopped, or failed, has not finished; who tells no phase tells of an end alone.
    const finished = this.working && !state.working && (state.phase || "done") === "done";
    this.working = Boolean(state.working);
    this.redoing = new Set(state.redoing || []);
    this.view = makeView(brief);
    if (other) this.forget();
    if (brief.aid) this.aid = brief.aid;
    this.draw();
    if (finished) this.live.textContent = this.say("finished", { n: this.view.checkCount });
    return this;
  }

  // Takes the reading aid (words with pinyin and English) of the article that is shown.
  learn(aid) {
    this.aid = aid;
    this.draw();
  }

  draw() {
    if (!this.view) return;
    const page = this.page();
    const dress = [this.ruby, this.aid !== null, this.view.unconfirmed.map((term) => term.target), Boolean(page.restore)];
    this.gloss.hide();
    sync(this.parts.head, headParts(page));
    sync(this.parts.summary, summaryParts(page), dress);
    sync(this.parts.checks, checkParts(page));
    sync(this.parts.rows, articleParts(page), dress);
    sync(this.parts.terms, termParts(page));
    sync(this.parts.about, aboutParts(page));
    sync(this.parts.contents, contentsParts(page));
    this.contents.hidden = !this.view.subheads.length;
    this.ways.draw();
    this.drawState();
    this.links.settle();
  }

  drawState() {
    const made = this.view.summary.length > 0;
    this.summaryHeads.hidden = this.prose || !made;
    this.summaryEmpty.hidden = made || this.working;
    for (const button of this.styles) button.hidden = !made;
    this.termSection.hidden = !this.view.brief.terms.length;
    this.rubyButton.hidden = !this.aid;
    this.rubyButton.setAttribute("aria-pressed", String(this.ruby));
    this.root.classList.toggle("has-ruby", this.ruby && this.aid !== null);
    this.parts.rows.classList.toggle("is-source-only", this.view.summaryOnly && !this.view.done);
    this.drawFilter();
  }

  page() {
    const { view, say, prefix, working, aid, ruby, redoing, options } = this;
    const canTerm = Boolean(options.onTerm) && !working;
    const changeTerm = (row, term) => this.editor.startTerm(row, term);
    const restore = options.onEdit && !working ? (ref) => this.editor.restore(ref) : null;
    return { view, say, prefix, working, aid, ruby, redoing, canTerm, changeTerm, restore, terms: indexTerms(view.brief.terms) };
  }

  forget() {
    this.aid = null;
    this.setOnly(false);
    if (this.editor) this.editor.cancel();
    if (this.links) this.links.unpin();
  }

  drawFilter() {
    const count = this.view ? this.view.rows.filter((row) => row.toCheck).length : 0;
    this.filter.textContent = `${this.say("only_checks")} (${count})`;
    this.filter.disabled = count === 0 && !this.only;
    this.filter.setAttribute("aria-pressed", String(this.only));
    this.parts.rows.classList.toggle("is-filtered", this.only);
    const order = this.only && this.view ? doubtOrder(this.view.rows) : new Map();
    for (const row of this.parts.rows.querySelectorAll(":scope > .zy-row")) {
      const place = order.get(Number(row.id.slice(`${this.prefix}s`.length)));
      if (place) row.style.order = place;
      else row.removeAttribute("style");
    }
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
