// Small tools of the page, and its language. Every text that comes from outside is set as text,
// never as markup. The page's scripts are joined in one function: see zhaiyi/web/page.py.

document.documentElement.classList.add("zy-file", "zp");

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

function button(kind, onClick, text) {
  const made = make("button", { type: "button", class: kind }, text);
  made.addEventListener("click", onClick);
  return made;
}

// Storage may be forbidden where the page stands; then it does without.
function stored(kind, name) {
  try {
    return window[kind].getItem(name) || "";
  } catch (error) {
    return "";
  }
}

function store(kind, name, value) {
  try {
    if (value) window[kind].setItem(name, value);
    else window[kind].removeItem(name);
  } catch (error) {
    console.debug(error);
  }
}

// --- language ---------------------------------------------------------------------------------

const LANGUAGE = "zhaiyi.language";
const TAGS = { en: "en", zh: "zh-Hans" };
let language = stored("localStorage", LANGUAGE) in WORDS ? stored("localStorage", LANGUAGE) : "en";
const listeners = [];

function say(name, values) {
  const text = WORDS[language][name] || WORDS.en[name] || name;
  return text.replace(/\{(\w+)\}/g, (slot, key) => (values && key in values ? String(values[key]) : slot));
}

// What went wrong: the server's line is English, what the page offers against it is in its own words.
function trouble({ error, remedy, own }) {
  const line = make("span", { lang: own ? null : "en" }, error || "");
  return remedy ? [line, say(remedy, WORDS[language])] : [line];
}

// An error that the page has words of its own for.
function ownError(name) {
  return Object.assign(new Error(say(name)), { own: true });
}

// Calls `draw` now and whenever the language changes.
function inEachLanguage(draw) {
  listeners.push(draw);
  draw();
}

function setLanguage(chosen) {
  language = chosen in WORDS ? chosen : "en";
  store("localStorage", LANGUAGE, language);
  speak();
  for (const draw of listeners) draw();
}

function speak() {
  document.documentElement.lang = TAGS[language];
  document.title = say("title");
  document.documentElement.style.setProperty("--zp-drop", JSON.stringify(say("drop")));
}

function duration(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? say("seconds", { n: whole }) : say("minutes", { n: Math.round(whole / 60) });
}

// --- the tab remembers its job, so that a reload finds it again --------------------------------

const JOB = "zhaiyi.job";

function recall() {
  return stored("sessionStorage", JOB);
}

function remember(token) {
  store("sessionStorage", JOB, token);
}

// One of the server's own routes; raises an error with the server's line where it refuses.
async function ask(path, body, method = "POST") {
  let answer;
  try {
    answer = await fetch(`zhaiyi/${path}`, { method, body, headers: body ? { "content-type": "application/json" } : {} });
  } catch (error) {
    throw ownError("offline");
  }
  if (!answer.ok) {
    const line = (await answer.text()).slice(0, 300);
    throw line ? new Error(line) : ownError("offline");
  }
  return answer;
}

// A result is kept as long as its page is open: this is the sign of life.
setInterval(() => {
  const token = recall();
  if (token) fetch(`zhaiyi/alive/${token}`, { method: "POST" }).catch(() => null);
}, 60000);
