// A reading list: several articles at once, each a card as it comes (see zhaiyi/web/cards.py). The
// tab remembers which, so that a reload finds them again.

const LIST = "zhaiyi.list";
const LOOK_AGAIN = 1200;
const SIGN_OF_LIFE = 60000;
const OVER = ["done", "stopped", "failed", "stored"];
const SIGNS = { sure: "●", look: "◐", doubtful: "○" };
let listed = [];
let drawList = () => {};

function list(element) {
  const box = make("section", { class: "zp-list", "aria-labelledby": "zp-list" });
  element.replaceChildren(box);
  drawList = () => drawCards(box);
  inEachLanguage(() => drawList());
  setInterval(lookAtCards, LOOK_AGAIN);
  return { draw: takeList };
}

// A list that was just begun, in place of the one before.
function takeList(value) {
  if (!value || !value.items || !value.items.length) return;
  listed = value.items.map((item) => ({ ...item, card: null, next: 0 }));
  keepList();
  if (history.state && history.state.token) history.pushState({ token: "", search: "" }, "", location.pathname);
  closeBrief();
  drawList();
  lookAtCards();
  requestAnimationFrame(showList);
}

function keepList() {
  const kept = listed.map(({ name, token, error }) => ({ name, token, error }));
  store("sessionStorage", LIST, kept.length ? JSON.stringify(kept) : "");
}

function recallList() {
  try {
    const kept = JSON.parse(stored("sessionStorage", LIST) || "[]");
    listed = kept.map((item) => ({ ...item, card: null, next: 0 }));
  } catch (error) {
    listed = [];
  }
}

function showList() {
  const heading = document.getElementById("zp-list");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}

async function lookAtCards() {
  const now = Date.now();
  const due = listed.filter((item) => item.token && !item.looking && item.next <= now);
  if (!due.length) return;
  const changed = await Promise.all(due.map(lookAtCard));
  if (changed.some(Boolean)) drawList();
}

// True if the card shows something else now.
async function lookAtCard(item) {
  item.looking = true;
  try {
    const seen = item.card ? item.card.seen : "";
    const answer = await fetch(`zhaiyi/card/${item.token}?seen=${seen}`);
    if (answer.status === 404) {
      item.error = (await answer.text()).slice(0, 300);
      item.token = "";
      return true;
    }
    if (answer.status !== 200) return false;
    item.card = await answer.json();
    return true;
  } catch (error) {
    console.debug(error);
    return false;
  } finally {
    item.looking = false;
    item.next = Date.now() + (item.card && OVER.includes(item.card.phase) ? SIGN_OF_LIFE : 0);
  }
}

// What can be read stands first, and of that, what there is most to check in; then what is at work;
// last what failed.
function byWhatMatters(a, b) {
  return rankOf(a) - rankOf(b) || checkOf(b) - checkOf(a);
}

function rankOf({ card, error }) {
  if (error || (card && card.phase === "failed")) return 3;
  if (card && OVER.includes(card.phase)) return 0;
  return card && card.headline ? 1 : 2;
}

function checkOf({ card }) {
  return card && OVER.includes(card.phase) ? card.check || 0 : 0;
}

function drawCards(box) {
  box.hidden = !listed.length;
  listButton.hidden = !listed.length;
  listButton.textContent = say("list_back", { n: listed.length });
  if (!listed.length) {
    box.replaceChildren();
    return;
  }
  const focused = document.activeElement && document.activeElement.dataset.token;
  const ready = listed.filter((item) => rankOf(item) === 0).length;
  const close = button("zp-plain", () => {
    listed = [];
    keepList();
    drawList();
  }, say("list_close"));
  box.replaceChildren(
    make("div", { class: "zp-listhead" },
      make("h2", { id: "zp-list", class: "zp-label", tabindex: "-1" }, say("list")),
      make("p", { class: "zp-small", role: "status" }, say("list_state", { n: ready, all: listed.length })),
      close,
    ),
    make("ol", { class: "zp-cards zp-reading" }, [...listed].sort(byWhatMatters).map(drawListed)),
  );
  if (focused) box.querySelector(`[data-token="${focused}"]`)?.focus({ preventScroll: true });
}

function drawListed(item, index) {
  const card = item.card || {};
  const error = item.error || card.error;
  const id = `zp-listed-${index}`;
  const title = card.headline || card.chinese || item.name;
  const content = [
    make("span", { class: "zp-about", id, lang: card.headline ? "en" : card.chinese ? card.lang : null }, title),
    card.headline && card.chinese ? make("span", { class: "zp-title", lang: card.lang }, card.chinese) : null,
    ...(card.lines || []).map((text) => make("span", { class: "zp-cardline", lang: "en" }, text)),
    error ? make("span", { class: "zp-error" }, trouble({ error, remedy: card.remedy })) : make("span", { class: "zp-origin" }, standing(card)),
    title === item.name ? null : make("span", { class: "zp-origin zp-from" }, item.name),
  ].filter(Boolean);
  if (error || !item.token) return make("li", {}, make("div", { class: "zp-card" }, content));
  const open = button("zp-card", () => openListed(item.token), "");
  open.dataset.token = item.token;
  open.setAttribute("aria-labelledby", id);
  open.append(...content);
  return make("li", {}, open);
}

// How sure, how much to check; or how far it has come.
function standing(card) {
  const { phase, counts, check, done, total, position } = card;
  if (OVER.includes(phase)) {
    const of = (level) => `${SIGNS[level]} ${counts[level]} ${say(`list_${level}`)}`;
    const sure = counts ? ["sure", "look", "doubtful"].map(of) : [];
    return [...sure, say("list_check", { n: check || 0 })].join(" · ");
  }
  if (phase === "waiting") return say("waiting", { n: position || 1 });
  if (phase === "parked") return say("parked");
  return total ? say("working", { done, total }) : say("reading");
}

function openListed(token) {
  pending = { search: "" };
  left.delete(token);
  remember(token);
  const before = last.get(token) || {};
  if (before.view) show(before.view);
  if (before.status) drawStatus(before.status);
  follow(token);
}

const listButton = button("zp-plain zp-tolist", showList, "");
listButton.hidden = true;
recallList();
