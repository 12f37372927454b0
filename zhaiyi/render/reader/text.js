// Text into elements. Nothing here, or anywhere in the reader, makes markup of text: strings become
// text nodes. Spans count code points, so text is cut as an array of them, never as a string.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== ""));
  return element;
}

// Controls of reading direction, which would turn our own words around.
const STEERS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function words(language) {
  const table = WORDS[language] || WORDS[Object.keys(WORDS)[0]];
  return (name, values) =>
    (table[name] || name).replace(/\{(\w+)\}/g, (slot, key) =>
      values && key in values ? String(values[key]).replace(STEERS, "") : slot,
    );
}

function safeUrl(url) {
  return typeof url === "string" && /^https?:\/\/[^\s<>"'`\\]+$/i.test(url) ? url : "";
}

// The text as nodes, with the marked stretches as elements. Where marks overlap, the earlier in the
// list wins: findings go before terms. `spell` (words.js) draws what is within word by word.
function marked(text, marks, spell) {
  const chars = Array.from(text);
  const owner = new Array(chars.length).fill(null);
  for (const mark of marks) {
    const free = owner.slice(mark.start, mark.end).every((other) => other === null);
    if (free) owner.fill(mark, Math.max(0, mark.start), Math.min(chars.length, mark.end));
  }
  const nodes = [];
  for (let start = 0; start < chars.length; ) {
    let end = start + 1;
    while (end < chars.length && owner[end] === owner[start]) end += 1;
    const inner = spell ? spell(chars, start, end) : chars.slice(start, end).join("");
    nodes.push(piece(inner, owner[start]));
    start = end;
  }
  return nodes;
}

function piece(inner, mark) {
  if (!mark) return inner;
  return make(mark.tag, { class: mark.class, title: mark.title, "data-term": mark.term }, inner);
}

function findingMarks(findings, side) {
  return findings
    .filter((f) => f[side])
    .map((f) => ({
      start: f[side][0],
      end: f[side][1],
      tag: "mark",
      class: `zy-span zy-${f.severity}`,
      title: f.message,
    }));
}

// Parts that the estimator points at, without a finding of their own.
function spanMarks(spans, kind, title) {
  return spans.map(([start, end]) => ({ start, end, tag: "mark", class: `zy-span ${kind}`, title }));
}

// Terms of the list where they stand in the text; the longest wins.
function termMarks(text, terms) {
  const chars = Array.from(text);
  const marks = [];
  const byFirst = terms.index;
  for (let start = 0; start < chars.length; ) {
    const fits = (term) => term.chars.every((char, i) => chars[start + i] === char);
    const found = (byFirst.get(chars[start]) || []).find(fits);
    if (found) marks.push({ start, end: start + found.chars.length, ...found.mark });
    start += found ? found.chars.length : 1;
  }
  return marks;
}

function indexTerms(terms) {
  const index = new Map();
  for (const [place, term] of terms.entries()) {
    const chars = Array.from(term.source);
    if (!chars.length) continue;
    const entry = { chars, mark: { tag: "span", class: "zy-term", term: String(place + 1) } };
    index.set(chars[0], [...(index.get(chars[0]) || []), entry]);
  }
  for (const list of index.values()) list.sort((a, b) => b.chars.length - a.chars.length);
  return { index };
}
