// The reading view on the page: what it asks of the server, and the switches of the whole page.

let reader = null;
let follow = () => {};
let aidOf = "";

// Takes hold of the reading view. `start(token)` lets the page follow a job.
function attach(element, start) {
  follow = start;
  reader = ZhaiyiReader.mount(element, {
    language,
    themeRoot: document.documentElement,
    bar: false,
    address: linkTo,
    onEdit: saveEdit,
    onTerm: changeTerm,
    more: barParts,
  });
  listeners.push(() => reader.setLanguage(language));
  element.addEventListener("zhaiyi:summary", () => drawAgain());
  return reader;
}

// What the bar has on the page alone.
function barParts() {
  const fresh = button("zp-plain zp-new", newArticle, say("new"));
  return [listButton, ...exportParts(), fresh];
}

// Draws what the server sent, and remembers it when it is finished.
function show(value) {
  if (value && left.has(value.state.token)) return;
  if (value && value.parts) seen("view", value.state.token, value);
  const brief = value ? joined(value.parts) : null;
  reader.update(brief, value ? value.state : {});
  rankHeading(Boolean(brief));
  if (!brief) return;
  if (["done", "stopped"].includes(value.state.phase)) {
    keepBrief(brief);
    if (history.state && history.state.token === value.state.token) settle(brief);
  }
  welcome();
  if (!value.state.working) openSpot();
}

// Words with pinyin and English come once for each article, apart from the brief.
async function fetchAid(token) {
  if (!token || aidOf === token || !reader || !reader.view) return;
  aidOf = token;
  try {
    const answer = await ask(`words/${token}`, undefined, "GET");
    if (answer.status !== 200) throw new Error("not read yet");
    const aid = await answer.json();
    if (aidOf === token && reader.view) reader.learn(aid);
  } catch (error) {
    if (aidOf === token) aidOf = "";
    console.debug(error.message);
  }
}

async function saveEdit(ref, text) {
  const part = { h: "title", m: "summary" }[ref[0]] || "translation";
  const id = ref === "h" ? 0 : Number(ref.slice(1)) - 1;
  const answer = await ask(`edit/${recall()}`, JSON.stringify({ part, id, text }));
  const brief = await answer.json();
  keepBrief(brief);
  return brief;
}

async function changeTerm(source, target) {
  await ask(`redo/${recall()}`, JSON.stringify({ source, target }));
  follow(recall());
}

// --- places in a brief that this browser keeps ----------------------------------------------------

function linkTo(place) {
  const url = new URL(location.href);
  url.hash = place;
  url.search = "";
  const { search = "" } = history.state || {};
  if (search.startsWith("?sample=")) url.search = search;
  else if (keeping()) url.searchParams.set("brief", briefId(reader.view.brief));
  return url.href;
}

let placed = false;

function openSpot() {
  if (placed || !location.hash.startsWith("#zy-")) return;
  placed = true;
  requestAnimationFrame(() => reader.open(location.hash));
}

// --- masthead ---------------------------------------------------------------------------------

function masthead(element, onLanguage) {
  element.querySelector(".zp-skip").addEventListener("click", skipTo);
  inEachLanguage(() => {
    speak();
    const fill = (name, text) => (element.querySelector(`.zp-${name}`).textContent = text);
    for (const name of ["h1", "skip"]) fill(name, say(name));
    fill("lead", leadLine());
    const other = language === "en" ? "zh" : "en";
    const switcher = button("zp-switch", () => {
      setLanguage(other);
      onLanguage(other);
    }, WORDS[other].name);
    switcher.lang = TAGS[other];
    const theme = button("zp-switch zp-theme", () => {
      reader.nextTheme();
      theme.textContent = themeLabel();
    }, themeLabel());
    element.querySelector(".zp-switches").replaceChildren(switcher, theme);
  });
}

// For whom it is, how long it takes here, and how far to trust it.
function leadLine() {
  const time = pace && pace.rate ? say("lead_time", { time: duration(800 / pace.rate) }) : "";
  return [say("lead"), time, say("lead_trust")].filter(Boolean).join(" ");
}

function skipTo(event) {
  event.preventDefault();
  if (reader && reader.view) reader.focus();
  else focusWhenThere("#zp-text textarea");
}

// Gradio draws the form a moment after the page.
function focusWhenThere(selector, tries = 50) {
  const found = document.querySelector(selector);
  if (found) found.focus();
  else if (tries) setTimeout(() => focusWhenThere(selector, tries - 1), 100);
}

function themeLabel() {
  const name = reader ? reader.themeName : stored("localStorage", "zhaiyi.theme") || "auto";
  return `${say("theme")}: ${say(`theme_${name}`)}`;
}

// The switch rules the whole page.
function followTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = root.dataset.zyTheme || (system.matches ? "dark" : "light");
    if (document.body) document.body.classList.toggle("dark", chosen === "dark");
  };
  system.addEventListener("change", apply);
  new MutationObserver(apply).observe(root, { attributes: true, attributeFilter: ["data-zy-theme"] });
  document.addEventListener("DOMContentLoaded", apply);
  apply();
  return apply;
}

const applyTheme = followTheme();

// --- samples, lines, length hint ------------------------------------------------------------------

function label(element, name) {
  inEachLanguage(() => (element.textContent = say(name)));
}

// What a visitor should know before pressing Start: a word for each, and its line.
function notices(element) {
  const notice = (name) => make("p", { class: "zp-small" }, make("b", {}, say(name)), " ", say(`${name}_line`));
  inEachLanguage(() => element.replaceChildren(...["privacy", "machine"].map(notice), bookmarklet()));
}

// A bookmark that opens the page one is reading here. Its link is made when it is asked for.
function bookmarklet() {
  const box = make("details", { class: "zp-small zp-bookmarklet" }, make("summary", {}, say("bookmarklet")));
  box.hidden = Boolean(pace && pace.share === false);
  box.addEventListener("toggle", () => {
    if (box.children.length > 1) return;
    const here = JSON.stringify(`${location.origin}${location.pathname}?url=`);
    const href = `javascript:location.href=${here}+encodeURIComponent(location.href)`;
    const link = make("a", { href, class: "zp-plain zp-bookmark" }, say("bookmark_name"));
    link.addEventListener("click", (event) => event.preventDefault());
    box.append(make("p", {}, say("bookmarklet_line"), " ", link));
  });
  return box;
}

// A line of the server's: text, or the name of one of the page's own with what goes into it.
function line(element, value) {
  const draw = () => {
    const given = value() || "";
    element.classList.toggle("zp-error", Boolean(given.trouble));
    if (given.trouble) element.setAttribute("role", "alert");
    else element.removeAttribute("role");
    element.lang = given.trouble ? "en" : TAGS[language];
    element.textContent = typeof given === "string" ? given : given.trouble || say(given.say, given);
  };
  inEachLanguage(draw);
  return draw;
}

function samples(element, list, choose) {
  chooseSample = choose;
  const pick = (name) => {
    pending = { search: `?sample=${encodeURIComponent(name)}` };
    choose(name);
  };
  inEachLanguage(() => {
    const cards = list.map((sample) => {
      const card = button("zp-card", () => pick(sample.name), "");
      card.append(
        make("span", { class: "zp-about" }, WORDS[language][`about_${sample.name}`] || sample.about),
        make("span", { class: "zp-title", lang: sample.lang }, sample.title),
        make("span", { class: "zp-origin" }, `${say(`origin_${sample.origin}`)} · ${say(sample.stored ? "sample_stored" : "sample_live")}`),
      );
      return make("li", {}, card);
    });
    element.replaceChildren(make("ul", { class: "zp-cards" }, cards));
  });
}

const SCRIPTS = [/\p{Script=Han}/gu, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, /\p{Script=Hangul}/gu];

// Han characters in lines that are Chinese: a quarter of kana or hangul makes a line another language's.
function chineseIn(text) {
  const of = (line) => SCRIPTS.map((script) => (line.match(script) || []).length);
  return text.split("\n").map(of).reduce((sum, [han, kana, hangul]) => sum + (han < 3 * Math.max(kana, hangul) ? 0 : han), 0);
}

let pace = null;

function hint() {
  const place = document.querySelector(".zp-length");
  const area = document.querySelector("#zp-text textarea");
  if (!place || !area || (pace && pace.line)) return;
  place.textContent = area.getClientRects().length ? describe(area.value) : "";
}

function describe(text) {
  const count = [...text.trim()].length;
  if (!count) return "";
  const shown = (number) => number.toLocaleString(TAGS[language]);
  const han = chineseIn(text);
  const parts = [say(count === 1 ? "chars_one" : "chars", { n: shown(count) })];
  if (pace && pace.max && count > pace.max) return [...parts, say("too_long", { n: shown(pace.max) })].join(" · ");
  parts.push(say(han < count / 5 ? "not_chinese" : "chinese"));
  if (han >= count / 5 && pace && pace.rate) parts.push(say("expected", { time: duration(count / pace.rate) }));
  return parts.join(" · ");
}

function setPace(value) {
  pace = value;
  hint();
  const lead = document.querySelector(".zp-lead");
  if (lead) lead.textContent = leadLine();
  const mark = document.querySelector(".zp-bookmarklet");
  if (mark) mark.hidden = Boolean(pace && pace.share === false);
  if (pace && pace.preparing) watchModel();
}

// The first start of a server fetches its model: say how far that is, until it is there.
async function watchModel() {
  const place = document.querySelector(".zp-length");
  while (place) {
    const answer = await fetch("zhaiyi/ready").then((r) => r.json()).catch(() => null);
    pace.line = answer ? answer.line : "";
    if (!pace.line) break;
    place.textContent = pace.line;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  hint();
}

document.addEventListener("input", (event) => {
  if (event.target.matches && event.target.matches("#zp-text textarea")) hint();
});
document.addEventListener("click", (event) => {
  if (event.target.closest && event.target.closest('[role="tab"]')) setTimeout(hint, 60);
});
listeners.push(hint);

// The shape of the summary: chosen in the form or at the summary itself.
function shape() {
  return stored("localStorage", "zhaiyi.summary") === "paragraph" ? "paragraph" : "list";
}

function setShape(chosen) {
  store("localStorage", "zhaiyi.summary", chosen);
  if (reader) reader.setProse(chosen === "paragraph");
  drawAgain();
}
