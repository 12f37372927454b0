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
    this.line = make("p", { class: "zp-line" });
    this.stop = button("zp-stop", stop, "");
    this.bar = make("progress", { class: "zp-bar" });
    this.notes = make("div", { class: "zp-notes" });
    this.exports = make("p", { class: "zp-exports" });
    this.live = make("p", { class: "zp-hidden", role: "status" });
    this.error = make("p", { class: "zp-error", role: "alert" });
    const top = make("div", { class: "zp-top" }, this.line, this.stop);
    element.replaceChildren(this.error, top, this.bar, this.notes, this.exports, this.live);
    listeners.push(() => this.draw(this.value));
  }

  draw(status) {
    applyTheme();
    this.value = status;
    const phase = status ? status.phase : "";
    this.root.classList.toggle("is-empty", !status || (!phase && !status.error));
    if (!status) return;
    const busy = phase === "waiting" || phase === "working" || phase === "parked";
    this.error.textContent = status.error || "";
    this.error.hidden = !status.error;
    this.line.textContent = sentence(status);
    this.line.hidden = !this.line.textContent;
    this.stop.textContent = say("stop");
    this.drawBar(status, busy);
    this.notes.replaceChildren(...status.notices.map((notice) => make("p", { lang: "en" }, notice)));
    this.drawExports(status);
    if (phase !== this.phase) this.live.textContent = this.line.textContent;
    if (status.keep !== undefined) remember(status.keep);
    const fresh = status.token && status.token !== this.token;
    if (status.error) this.show("nearest");
    this.phase = phase;
    this.token = status.token || this.token;
    if (fresh) this.show();
    if (status.token && (status.total || !busy)) setTimeout(() => fetchAid(status.token), 0);
    hint();
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

let drawAgain = () => {};

function status(element, stop) {
  const made = new Status(element, stop);
  drawAgain = () => made.draw(made.value);
  return made;
}
