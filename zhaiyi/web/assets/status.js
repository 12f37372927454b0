// How the job stands: a line, a bar, Stop, notices, downloads.

function sentence(status) {
  const { phase, done, total, left, position, wait } = status;
  const n = position || 1;
  if (status.stored) return say(status.stored.made ? "stored_made" : "stored", status.stored);
  if (phase === "waiting") return wait === null ? say("waiting", { n }) : say("waiting_time", { n, time: duration(wait) });
  if (status.stopping) return say("stopping");
  if (phase === "working" && status.redoing.length) return say("redoing", { done, total });
  if (phase === "working" && !total) return say("reading");
  if (phase === "working") {
    return left === null ? say("working", { done, total }) : say("working_time", { done, total, time: duration(left) });
  }
  return ["stopped", "done", "parked"].includes(phase) ? say(phase) : "";
}

class Status {
  constructor(element, stop) {
    this.root = element;
    this.token = "";
    this.phase = "";
    this.value = null;
    this.line = make("p", { class: "zp-line", tabindex: "-1" });
    this.stop = button("zp-stop", stop, "");
    this.bar = make("progress", { class: "zp-bar" });
    this.notes = make("div", { class: "zp-notes" });
    this.goon = button("zp-stop zp-goon", () => goOn(), "");
    this.exports = make("p", { class: "zp-exports" });
    this.made = make("p", { class: "zp-made" });
    this.box = make("div", { class: "zp-exportbox", id: "zp-exports", popover: "auto" }, this.exports, this.made);
    this.open = button("zp-plain zp-exportbutton", () => {}, "");
    this.open.setAttribute("popovertarget", "zp-exports");
    this.home = element.parentElement;
    this.live = make("p", { class: "zp-hidden", role: "status" });
    this.error = make("p", { class: "zp-error", role: "alert" });
    const top = make("div", { class: "zp-top" }, this.line, this.stop, this.goon);
    element.replaceChildren(this.error, top, this.bar, this.notes, this.live);
    listeners.push(() => this.draw(this.value));
  }

  draw(status) {
    if (status && status.token && left.has(status.token)) return;
    if (status && status.token) seen("status", status.token, status);
    applyTheme();
    this.value = status;
    const phase = status ? status.phase : "";
    const quiet = ["done", "stored"].includes(phase) && !status.error;
    this.root.classList.toggle("is-empty", !status || (!phase && !status.error));
    this.root.classList.toggle("is-quiet", quiet);
    this.open.hidden = !status || !status.exports.length;
    this.open.textContent = say("export");
    if (!status) {
      this.token = "";
      letStart(true);
      return;
    }
    const held = this.root.contains(document.activeElement);
    const busy = phase === "waiting" || phase === "working" || phase === "parked";
    this.error.replaceChildren(...trouble(status));
    this.error.hidden = !status.error;
    this.line.textContent = sentence(status);
    this.line.hidden = !this.line.textContent;
    this.stop.textContent = say("stop");
    this.goon.textContent = say("goon");
    this.goon.hidden = phase !== "stopped";
    this.made.textContent = quiet ? this.line.textContent : "";
    if (quiet) this.made.after(this.notes);
    else this.bar.after(this.notes);
    this.drawBar(status, busy);
    letStart(!busy);
    this.notes.replaceChildren(...status.notices.map((notice) => make("p", { lang: "en" }, notice)));
    this.drawExports(status);
    // The reader itself says when work that was seen has been finished, and how much there is to check.
    const told = phase === "done" && this.phase === "working";
    if (phase !== this.phase && !told) this.live.textContent = this.line.textContent;
    if (status.keep !== undefined) remember(status.keep);
    const fresh = status.token && status.token !== this.token;
    this.place(busy || phase === "stopped");
    if (held) this.hold(quiet);
    if (status.error) this.show("nearest");
    if (status.error && status.keep === "" && history.state && history.state.search) {
      setTimeout(() => openPlace(history.state.search), 0);
    }
    this.phase = phase;
    this.token = status.token || this.token;
    if (fresh) {
      arrive(status.token);
      if (!quiet) this.show();
      welcome();
    }
    if (status.token && (status.total || !busy)) setTimeout(() => fetchAid(status.token), 0);
    hint();
  }

  // While it works it stands above the brief; what went wrong stands beside the button.
  place(working) {
    const view = document.querySelector(".zy-mount");
    if (working && view && view.parentElement) {
      if (view.previousElementSibling !== this.root) view.before(this.root);
    } else if (this.home && this.root.parentElement !== this.home) {
      this.home.append(this.root);
    }
  }

  // Whoever has the focus here keeps it: at what can be pressed now, else at the line, at last at the
  // brief.
  hold(over) {
    if (over && reader && reader.view) {
      requestAnimationFrame(() => reader.focus()); // the brief is drawn anew in the same moment
      return;
    }
    const next = [this.goon, this.stop].find((each) => !each.hidden) || this.line;
    if (document.activeElement !== next) next.focus({ preventScroll: true });
  }

  drawBar({ done, total, stopping }, busy) {
    this.bar.hidden = !busy;
    this.bar.setAttribute("aria-label", say("progress"));
    this.stop.hidden = !busy || stopping;
    if (total) {
      this.bar.max = total;
      this.bar.value = done;
    } else {
      this.bar.removeAttribute("value");
    }
  }

  drawExports({ token, exports }) {
    const signature = [token, language, shape(), ...exports].join();
    this.exports.hidden = !exports.length;
    if (signature === this.signature) return;
    this.signature = signature;
    const query = shape() === "paragraph" ? "?summary=paragraph" : "";
    const links = exports.map((name) =>
      make("a", { class: "zp-export", href: `zhaiyi/download/${token}/${name}${query}`, download: true }, say(`export_${name}`)),
    );
    this.exports.replaceChildren(make("span", {}, say("download")), ...links);
  }

  show(block = "start") {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    requestAnimationFrame(() =>
      this.root.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" }),
    );
  }
}

// While an article is worked on that is shown, no other is begun.
function letStart(may) {
  const start = document.querySelector("#zp-start");
  if (start) start.disabled = !may;
}

let drawAgain = () => {};
let drawStatus = () => {};
let exportParts = () => [];

async function goOn() {
  try {
    await ask(`goon/${recall()}`);
    follow(recall());
  } catch (error) {
    complain(error);
  }
}

function status(element, stop) {
  const made = new Status(element, stop);
  drawAgain = () => made.draw(made.value);
  drawStatus = (value) => made.draw(value);
  exportParts = () => [made.open, made.box];
  if (reader) reader.ways.fill();
  const blank = { phase: "", done: 0, total: 0, notices: [], exports: [], redoing: [], left: null };
  complain = ({ message, own }) => made.draw({ ...blank, error: message, own });
  return made;
}
