// What leaves by the clipboard: a selection over several rows in one language alone, the English
// article, a sentence with where it comes from.

// Sentences of the side on which the selection began, without numbers and marks. Null where one
// sentence alone, or something else, is selected.
function cleanSelection(root, selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const all = [...root.querySelectorAll("[data-side] .zy-text")].filter((text) => range.intersectsNode(text));
  if (all.length < 2) return null;
  const first = selection.anchorNode && sideOf(selection.anchorNode);
  const side = first || sideOf(all[0]);
  const texts = all.filter((text) => sideOf(text) === side).map((text) => selectedIn(text, range));
  return texts.map((text) => text.trim()).filter(Boolean).join("\n");
}

function sideOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const cell = element && element.closest("[data-side]");
  return cell ? cell.dataset.side : "";
}

// The selected part of one sentence, its pinyin left out.
function selectedIn(text, range) {
  const part = document.createRange();
  part.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  const copy = part.cloneContents();
  for (const sound of copy.querySelectorAll("rt")) sound.remove();
  return copy.textContent;
}

// The article in English alone: headline, then its paragraphs. As zhaiyi/render/english.py.
function englishText(view) {
  const paragraphs = [];
  for (const row of view.rows) {
    if (row.state === "repeat" || row.kind === "title" || row.kind === "boilerplate") continue;
    const text = row.state === "foreign" ? row.source.trim() : row.text;
    if (!text) continue;
    const last = paragraphs.at(-1);
    if (last && last.paragraph === row.paragraph) last.text += ` ${text}`;
    else paragraphs.push({ paragraph: row.paragraph, text });
  }
  return [view.brief.title.text, ...paragraphs.map((p) => p.text)].filter(Boolean).join("\n\n");
}

// What kind of English stands at a ref: translated, condensed, or by hand.
function kindOf(ref, view, say) {
  const { title, summary } = view.brief;
  if (ref === "h") return say(title.findings.some((f) => f.kind === "edited") ? "kind_edited" : "kind_translation");
  if (ref[0] === "m") {
    const { status } = summary[Number(ref.slice(1)) - 1];
    return say({ edited: "kind_edited", replaced: "kind_translation" }[status] || "kind_summary");
  }
  const row = view.rows[Number(ref.slice(1)) - 1];
  return say(row && row.status === "edited" ? "kind_edited" : "kind_translation");
}

// The sentence with its Chinese, and in one line where it stands and what it is worth.
function quotation(ref, view, say) {
  const { article, title, summary } = view.brief;
  const number = Number(ref.slice(1));
  const made = ref[0] === "m" ? summary[number - 1] : null;
  const ids = ref === "h" ? title.sources : made ? made.sources : ref[0] === "w" ? [] : [number - 1];
  const rows = ids.map((id) => view.rows[id]).filter(Boolean);
  const target = ref === "h" ? title.text : made ? made.text : rows[0] ? rows[0].text : "";
  const level = made ? made.level : ref === "h" ? title.level : rows[0] && rows[0].confidence;
  const from = rows.map((row) => say("sentence_n", { n: row.number })).join(", ");
  const place = made ? `${placeName(ref, say)} (${from})` : ref === "h" ? say("headline") : from;
  const about = [
    article.title,
    ...view.publication,
    place,
    kindOf(ref, view, say),
    level ? say("confidence", { level: say(`level_${level}`).toLowerCase() }) : "",
    safeUrl(article.source.meta.url),
  ].filter(Boolean);
  return [target, ...rows.map((row) => row.source.trim()), `— ${about.join("; ")}`].filter(Boolean).join("\n");
}
