// How sure the sentences are: their counts, and how much each place is doubted.
// The same choices as zhaiyi/render/doubt.py.

const SIGNS = { sure: "●", look: "◐", doubtful: "○" };
const UNKNOWN = 0.5;
const GRAVE = 0;

function countLevels(brief) {
  const levels = brief.translation.map((t) => t.level).filter(Boolean);
  const of = (level) => levels.filter((each) => each === level).length;
  return levels.length ? { all: levels.length, sure: of("sure"), look: of("look"), doubtful: of("doubtful") } : null;
}

// English by anchor, in reading order.
function doubtPlaces(brief) {
  return new Map([
    ["h", brief.title],
    ...brief.summary.map((sentence, index) => [`m${index + 1}`, sentence]),
    ...brief.translation.map((t) => [`s${t.source + 1}`, t]),
  ]);
}

// What is to be checked, the least sure first: what checks found, and what is doubtful besides.
function byDoubt(found, brief) {
  const places = doubtPlaces(brief);
  const named = new Set(found.map((item) => item.ref));
  const more = [...places].filter(([ref, english]) => english.level === "doubtful" && !named.has(ref));
  const items = [...found, ...more.map(([ref, english]) => doubtfulItem(ref, english))];
  const sure = (item) => {
    const { confidence } = places.get(item.ref) || {};
    return confidence ?? (item.severity === "error" ? GRAVE : UNKNOWN);
  };
  return items.sort((a, b) => sure(a) - sure(b));
}

function doubtfulItem(ref, english) {
  const number = ref === "h" ? 0 : Number(ref.slice(1));
  const chars = Array.from(english.text);
  const words = (english.suspect || []).map(([start, end]) => chars.slice(start, end).join(""));
  return { ref, number, severity: "warning", message: "", status: "doubtful", text: english.text, words };
}

// Where each row stands among those to check, the least sure first: number to place, from 1.
function doubtOrder(rows) {
  const wanted = rows.filter((row) => row.toCheck);
  wanted.sort((a, b) => a.sure - b.sure);
  return new Map(wanted.map((row, index) => [row.number, index + 1]));
}

function sureOf(translation, findings) {
  const grave = !translation || translation.status === "failed" || findings.some((f) => f.severity === "error");
  return translation?.confidence ?? (grave ? GRAVE : UNKNOWN);
}

function markDoubtful(rows, brief) {
  const doubtful = new Set(brief.translation.filter((t) => t.level === "doubtful").map((t) => t.source + 1));
  for (const row of rows) {
    if (row.state !== "repeat" && doubtful.has(row.number)) row.toCheck = true;
  }
}

function sureLine(brief, say) {
  const counts = countLevels(brief);
  if (!counts) return "";
  const general = (brief.provenance.estimator || "").endsWith("general curve");
  return `${say("sure_counts", counts)} ${say(general ? "sure_general" : "sure_means")}`;
}
