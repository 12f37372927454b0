// The browser's own list of briefs: in IndexedDB, bounded, and deleted by whoever sits here. The
// server has no part in it.

const MOST_BRIEFS = 30;
const MOST_BYTES = 30_000_000;
const KEEPING = "zhaiyi.history";

function keeping() {
  return stored("localStorage", KEEPING) !== "off";
}

// The same article has the same entry, however often it is made or edited.
function briefId({ article }) {
  let hash = 0x811c9dc5;
  for (const char of article.text) hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193) >>> 0;
  return `${article.text.length.toString(36)}-${hash.toString(36)}`;
}

let database = null;

function opened() {
  database ||= new Promise((resolve, reject) => {
    const request = indexedDB.open("zhaiyi", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("briefs", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

// Runs `act` on the store and gives its result; null where the browser keeps nothing.
async function within(mode, act) {
  try {
    const transaction = (await opened()).transaction("briefs", mode);
    const request = act(transaction.objectStore("briefs"));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch (error) {
    console.debug(error);
    return null;
  }
}

async function kept() {
  const all = (await within("readonly", (briefs) => briefs.getAll())) || [];
  return all.sort((a, b) => b.when - a.when);
}

async function keepBrief(brief) {
  if (!keeping()) return;
  const { aid, ...own } = brief;
  const json = JSON.stringify(own);
  const id = briefId(brief);
  const before = await within("readonly", (briefs) => briefs.get(id));
  if (before && before.json === json) return;
  const title = brief.title.text || brief.article.title || brief.article.source.name;
  await within("readwrite", (briefs) =>
    briefs.put({ id, title, chinese: brief.article.title, lang: brief.article.lang, when: Date.now(), json }),
  );
  await bound();
  drawHistory();
}

// The oldest go when there are too many, or when they weigh too much.
async function bound() {
  let weight = 0;
  for (const [index, entry] of (await kept()).entries()) {
    weight += entry.json.length;
    if (index >= MOST_BRIEFS || weight > MOST_BYTES) await forget(entry.id);
  }
}

function forget(id) {
  return within("readwrite", (briefs) => briefs.delete(id));
}

async function reopen(id) {
  const entry = await within("readonly", (briefs) => briefs.get(id));
  if (!entry) throw ownError("gone");
  const { token } = await (await ask("open", entry.json)).json();
  remember(token);
  follow(token);
}

function openKept(id) {
  pending = { search: `?brief=${id}` };
  return reopen(id);
}

// --- the list ---------------------------------------------------------------------------------

let drawHistory = () => {};

function historyList(element) {
  const box = make("details", { class: "zp-history" });
  element.replaceChildren(box);
  drawHistory = async () => drawEntries(box, await kept());
  inEachLanguage(() => drawHistory());
}

function drawEntries(box, entries) {
  const trouble = make("p", { class: "zp-error", role: "alert", hidden: true });
  const rows = entries.map((entry) => drawEntry(entry, trouble));
  const clear = button("zp-plain", async () => {
    await within("readwrite", (briefs) => briefs.clear());
    drawHistory();
  }, say("history_clear"));
  clear.hidden = !entries.length;
  box.classList.toggle("is-used", entries.length > 0 || !keeping());
  box.replaceChildren(
    make("summary", {}, `${say("history")} (${entries.length})`),
    make("p", { class: "zp-small" }, say("history_about", { n: MOST_BRIEFS })),
    entries.length ? make("ul", {}, rows) : make("p", { class: "zp-small" }, say("history_empty")),
    trouble,
    make("p", { class: "zp-keep" }, keepSwitch(), clear),
  );
}

function drawEntry(entry, trouble) {
  const open = button("zp-entry", () =>
    openKept(entry.id).catch((error) => {
      trouble.textContent = error.message;
      trouble.hidden = false;
    }), "");
  open.append(
    make("span", {}, entry.title),
    make("small", {}, make("span", { lang: entry.lang }, entry.chinese || ""), ` · ${new Date(entry.when).toLocaleDateString(TAGS[language])}`),
  );
  const remove = button("zp-plain", async () => {
    await forget(entry.id);
    drawHistory();
  }, say("history_delete"));
  remove.setAttribute("aria-label", say("history_delete_one", { title: entry.title }));
  return make("li", {}, open, remove);
}

function keepSwitch() {
  const box = make("input", { type: "checkbox", checked: keeping() });
  box.addEventListener("change", () => store("localStorage", KEEPING, box.checked ? "on" : "off"));
  return make("label", {}, box, ` ${say("history_keep")}`);
}
