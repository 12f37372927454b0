// What stands around the reading view: samples, length hint, state of the job. Every text that comes
// from outside is set as text, never as markup.

globalThis.ZhaiyiPage = (() => {
"use strict";

const JOB = "zhaiyi.job";
const ALIVE_EVERY = 60000;

document.documentElement.classList.add("zy-file", "zp");

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

// --- the tab remembers its job, so that a reload finds it again ------------------------------

function recall() {
  try {
    return sessionStorage.getItem(JOB) || "";
  } catch (error) {
    return "";
  }
}

function remember(token) {
  try {
    if (token) sessionStorage.setItem(JOB, token);
    else sessionStorage.removeItem(JOB);
  } catch (error) {
    console.debug(error);
  }
}

// A result is kept as long as its page is open: this is the sign of life.
function stayAlive() {
  const token = recall();
  if (token) fetch(`zhaiyi/alive/${token}`, { method: "POST" }).catch(() => null);
}

setInterval(stayAlive, ALIVE_EVERY);

// --- theme: the reader's switch rules the whole page ------------------------------------------

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

// --- samples ------------------------------------------------------------------------------------

function samples(element, list, choose) {
  const cards = list.map((sample) => {
    const button = make(
      "button",
      { type: "button", class: "zp-card" },
      make("span", { class: "zp-about" }, sample.about),
      make("span", { class: "zp-title", lang: sample.lang }, sample.title),
    );
    button.addEventListener("click", () => choose(sample.name));
    return make("li", {}, button);
  });
  element.replaceChildren(make("ul", { class: "zp-cards" }, cards));
}

// --- length hint ----------------------------------------------------------------------------------

const HAN = /\p{Script=Han}/gu;
let pace = null;

function hint() {
  const place = document.querySelector(".zp-length");
  const area = document.querySelector("#zp-text textarea");
  if (!place || !area) return;
  place.textContent = describe(area.value);
}

function describe(text) {
  const count = [...text.trim()].length;
  if (!count) return "";
  const han = (text.match(HAN) || []).length;
  const parts = [`${count.toLocaleString("en")} characters`];
  if (pace && pace.max && count > pace.max) parts.push(`at most ${pace.max.toLocaleString("en")} fit`);
  else if (han < count / 5) parts.push("this does not look Chinese");
  else if (pace && pace.rate) parts.push(`${duration(count / pace.rate)} expected`);
  return parts.join(" · ");
}

function setPace(value) {
  pace = value;
  hint();
  if (pace && pace.preparing) watchModel();
}

// The first start of a server fetches its model: say how far that is, until it is there.
async function watchModel() {
  const place = document.querySelector(".zp-length");
  while (place) {
    const answer = await fetch("zhaiyi/ready").then((r) => r.json()).catch(() => null);
    if (!answer || !answer.line) break;
    place.textContent = answer.line;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  hint();
}

document.addEventListener("input", (event) => {
  if (event.target.matches && event.target.matches("#zp-text textarea")) hint();
});

// --- state of the job --------------------------------------------------------------------------------

function duration(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `about ${whole} s`;
  return `about ${Math.round(whole / 60)} min`;
}

function sentence(status) {
  const { phase, done, total, left, position, wait } = status;
  if (phase === "waiting") {
    const expected = wait === null ? "" : `, ${duration(wait)} to go`;
    return `Waiting in line: position ${position || 1}${expected}.`;
  }
  if (status.stopping) return "Stopping as soon as the running sentences are done …";
  if (phase === "working" && !total) return "Reading the article and looking for its key sentences …";
  if (phase === "working") {
    const time = left === null ? "" : `, ${duration(left)} left`;
    return `Translated ${done} of ${total} sentences${time}.`;
  }
  if (phase === "stopped") return "Stopped. What was done stays.";
  if (phase === "done") return "Finished.";
  if (phase === "parked") return "Paused while the page was away. Going on …";
  return "";
}

class Status {
  constructor(element, stop) {
    this.root = element;
    this.token = "";
    this.phase = "";
    this.line = make("p", { class: "zp-line" });
    this.stop = make("button", { type: "button", class: "zp-stop" }, "Stop");
    this.stop.addEventListener("click", stop);
    this.bar = make("progress", { class: "zp-bar", "aria-label": "Progress" });
    this.notes = make("div", { class: "zp-notes" });
    this.exports = make("p", { class: "zp-exports" });
    this.live = make("p", { class: "zp-hidden", role: "status" });
    this.error = make("p", { class: "zp-error", role: "alert" });
    const top = make("div", { class: "zp-top" }, this.line, this.stop);
    element.replaceChildren(this.error, top, this.bar, this.notes, this.exports, this.live);
  }

  draw(status) {
    applyTheme();
    const phase = status ? status.phase : "";
    this.root.classList.toggle("is-empty", !status || (!phase && !status.error));
    if (!status) return;
    const busy = phase === "waiting" || phase === "working" || phase === "parked";
    this.error.textContent = status.error || "";
    this.error.hidden = !status.error;
    this.line.textContent = status.stored || sentence(status);
    this.line.hidden = !this.line.textContent;
    this.drawBar(status, busy);
    this.notes.replaceChildren(...status.notices.map((notice) => make("p", {}, notice)));
    this.drawExports(status);
    if (phase !== this.phase) this.live.textContent = this.line.textContent;
    if (status.keep !== undefined) remember(status.keep);
    const fresh = status.token && status.token !== this.token;
    this.phase = phase;
    this.token = status.token || this.token;
    if (fresh) this.show();
    hint();
  }

  drawBar({ done, total, stopping }, busy) {
    this.bar.hidden = !busy;
    this.stop.hidden = !busy || stopping;
    if (total) {
      this.bar.max = total;
      this.bar.value = done;
    } else {
      this.bar.removeAttribute("value");
    }
  }

  drawExports({ token, exports }) {
    const signature = token + exports.map((item) => item.name).join();
    this.exports.hidden = !exports.length;
    if (signature === this.signature) return;
    this.signature = signature;
    const links = exports.map(({ name, title }) =>
      make("a", { class: "zp-export", href: `zhaiyi/download/${token}/${name}`, download: true }, title),
    );
    this.exports.replaceChildren(make("span", {}, "Download:"), ...links);
  }

  show() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    requestAnimationFrame(() =>
      this.root.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" }),
    );
  }
}

function status(element, stop) {
  return new Status(element, stop);
}

return { samples, status, recall, remember, setPace };
})();
