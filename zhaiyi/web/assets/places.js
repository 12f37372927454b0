// Every brief has an address: `?brief=…` where this browser keeps it, `?sample=…` for a sample. Back
// and Forward go from one to the next; an address of nothing says so. The state of an entry of the
// browser's history holds the token of its job and the search part of its address.

const left = new Set();
const last = new Map();
const MOST_SEEN = 6;
let pending = null;
let opening = false;
let chooseSample = () => {};
let complain = () => {};

// What was drawn of a job last: the server does not send the same again.
function seen(part, token, value) {
  const both = { ...last.get(token), [part]: value };
  last.delete(token);
  last.set(token, both);
  if (last.size > MOST_SEEN) last.delete(last.keys().next().value);
}

function entry(token, search) {
  return [{ token, search }, "", `${location.pathname}${search}${pending && pending.hash ? location.hash : ""}`];
}

// A job is shown for the first time.
function arrive(token) {
  const before = history.state;
  if (!before || before.token !== token) {
    const { search = "", replace = !before } = pending || {};
    opening = !(pending && pending.hash && location.hash);
    if (before && before.token && !replace) left.add(before.token);
    history[replace ? "replaceState" : "pushState"](...entry(token, search));
  }
  left.delete(token);
  pending = null;
}

// A finished brief that this browser keeps has an address from now on.
function settle(brief) {
  const { state } = history;
  if (!state || state.search || !keeping()) return;
  history.replaceState(...entry(state.token, `?brief=${briefId(brief)}`));
}

// The brief is left, and the page is as at first.
function closeBrief() {
  const token = recall();
  if (token) left.add(token);
  remember("");
  show(null);
  drawStatus(null);
}

function newArticle() {
  history.pushState({ token: "", search: "" }, "", location.pathname);
  closeBrief();
  window.scrollTo({ top: 0 });
  const area = document.querySelector("#zp-text textarea");
  if (area) area.focus();
}

window.addEventListener("popstate", ({ state }) => {
  if (!state) {
    history.replaceState({ token: recall(), search: location.search }, "");
    return;
  }
  closeBrief();
  if (!state.token) return;
  pending = { search: state.search, replace: true };
  left.delete(state.token);
  remember(state.token);
  const before = last.get(state.token) || {};
  if (before.view) show(before.view);
  if (before.status) drawStatus(before.status);
  follow(state.token);
});

// What the address names is opened; true if it names something.
function openPlace(search) {
  const names = new URLSearchParams(search);
  pending = { search, replace: true, hash: true };
  if (names.get("brief")) {
    reopen(names.get("brief")).catch((error) => {
      pending = null;
      complain(error);
    });
  } else if (names.get("sample")) {
    chooseSample(names.get("sample"));
  } else {
    pending = null;
    return false;
  }
  return true;
}

function isOwn() {
  return Boolean(history.state && history.state.token && history.state.token === recall());
}

function isNamed() {
  return /[?&](brief|sample|url)=/.test(location.search);
}

// The token that a reload goes on with: none where the address names another brief.
function resume() {
  if (isOwn() || !isNamed()) return recall();
  remember("");
  return "";
}

function openNamed() {
  const fresh = !isOwn() && isNamed();
  if (fresh) remember("");
  if (!history.state) history.replaceState({ token: recall(), search: location.search }, "");
  if (fresh) openPlace(location.search);
}

// A link from elsewhere: `?url=…`. It is asked for once.
function shared() {
  const url = new URLSearchParams(location.search).get("url") || "";
  if (url) {
    remember("");
    pending = { search: "", replace: true };
    history.replaceState({ token: "", search: "" }, "", location.pathname);
  }
  return url;
}

// The focus goes to a brief that was just opened, unless its visitor is busy elsewhere.
function welcome() {
  if (!opening || !reader || !reader.view) return;
  opening = false;
  const active = document.activeElement;
  const idle = !active || active === document.body || active.closest("button, .zp-card, .zp-history");
  if (idle) requestAnimationFrame(() => reader.focus());
}

// One heading of the first rank: the page's own, until a brief brings its own.
function rankHeading(open) {
  const old = document.querySelector(".zp-h1");
  const tag = open ? "P" : "H1";
  if (old && old.tagName !== tag) old.replaceWith(make(tag, { class: "zp-h1" }, old.textContent));
}
