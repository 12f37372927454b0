// What is drawn of a brief: rows, summary with its sources, what to check.
// The same choices as zhaiyi/render/view.py. Numbers count from 1, as a reader does.

const LEVELS = 4;
const SEVERITIES = ["error", "warning", "info"];

function needsCheck(status, findings) {
  return status === "flagged" || status === "failed" || findings.some((f) => f.severity !== "info");
}

function makeView(brief) {
  const rows = makeRows(brief);
  markDoubtful(rows, brief);
  const unconfirmed = brief.terms.filter((term) => ["model", "guessed"].includes(term.origin));
  const summary = makeSummary(brief, rows);
  const findings = makeFindings(brief, rows);
  const grave = findings.filter((item) => item.severity !== "info");
  grave.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const settings = brief.provenance.settings;
  const toCheck = byDoubt(grave, brief);
  return {
    brief,
    rows,
    summary,
    lang: brief.article.lang || "zh",
    toCheck,
    mended: findings.filter((item) => item.severity === "info"),
    unconfirmed,
    checkCount: toCheck.length + unconfirmed.length,
    publication: publicationOf(brief, rows),
    subheads: rows.filter((row) => row.kind === "subhead"),
    edits: editsOf(brief),
    wanted: rows.filter((row) => row.state !== "repeat" && row.state !== "foreign").length,
    done: rows.filter((row) => row.state === "translated" || row.state === "failed").length,
    summaryOnly: Boolean(settings && settings.summary_only),
    title: brief.title.text || brief.article.title || brief.article.source.name || "Zhaiyi",
  };
}

function makeRows(brief) {
  const sentences = brief.article.sentences;
  const byId = new Map(brief.translation.map((t) => [t.source, t]));
  const key = sentences.filter((s) => s.highlight).map((s) => s.score || 0);
  const low = Math.min(...key);
  const high = Math.max(...key);
  const names = firstNames(brief);
  return sentences.map((sentence, index) => {
    const translation = byId.get(sentence.id) || null;
    const findings = translation ? translation.findings : [];
    const status = translation ? translation.status : "ok";
    const state = stateOf(sentence, translation);
    return {
      number: sentence.id + 1,
      source: sentence.text,
      text: translation ? translation.text : "",
      machine: (translation && translation.machine) || "",
      kind: sentence.kind,
      repeat: sentence.repeat_of === null ? 0 : sentence.repeat_of + 1,
      status,
      findings,
      state,
      score: sentence.score || 0,
      paragraph: sentence.paragraph,
      confidence: (translation && translation.level) || "",
      sure: sureOf(translation, findings),
      suspect: (translation && translation.suspect) || [],
      leftOut: (translation && translation.left_out) || [],
      names: names.get(index) || [],
      level: sentence.highlight ? levelOf(sentence.score || 0, low, high) : 0,
      cited: citing(brief.summary, sentence.id),
      opens: index > 0 && sentence.paragraph !== sentences[index - 1].paragraph,
      toCheck: state !== "repeat" && (needsCheck(status, findings) || names.has(index)),
    };
  });
}

// The names that nobody vouches for, by the sentence (its place) where each stands first.
function firstNames(brief) {
  const first = new Map();
  for (const term of brief.terms) {
    if (!term.source || !["model", "guessed"].includes(term.origin)) continue;
    const place = brief.article.sentences.findIndex((s) => s.text.includes(term.source));
    first.set(place, [...(first.get(place) || []), term]);
  }
  return first;
}

// Publication, date and author, as far as the page or the article names them.
function publicationOf({ article }, rows) {
  const { meta } = article.source;
  const english = (kind) => (rows.find((row) => row.kind === kind && row.text) || { text: "" }).text;
  const named = [meta.sitename, meta.date].filter(Boolean);
  const place = named.length ? named : [english("dateline") || article.dateline];
  return [...place, english("byline") || article.byline || meta.byline].filter(Boolean);
}

function editsOf(brief) {
  const own = brief.title.findings.some((finding) => finding.kind === "edited") ? 1 : 0;
  return own + [...brief.translation, ...brief.summary].filter((s) => s.status === "edited").length;
}

function stateOf(sentence, translation) {
  if (sentence.repeat_of !== null) return "repeat";
  if (sentence.foreign) return "foreign";
  if (!translation) return "missing";
  return translation.status === "failed" || !translation.text ? "failed" : "translated";
}

function levelOf(score, low, high) {
  const place = high > low ? (score - low) / (high - low) : 1;
  return 1 + Math.round(place * (LEVELS - 1));
}

function citing(summary, id) {
  return summary.flatMap((s, index) => (s.sources.includes(id) ? [index + 1] : []));
}

function makeSummary(brief, rows) {
  const sources = (ids) => ids.filter((id) => id >= 0 && id < rows.length).map((id) => rows[id]);
  const made = brief.summary.map((sentence, index) => ({
    number: index + 1,
    sentence,
    sources: sources(sentence.sources),
  }));
  const used = new Set(brief.summary.flatMap((s) => s.sources));
  const waiting = brief.highlights.groups
    .filter((group) => !group.some((id) => used.has(id)))
    .map((group) => ({ number: 0, sentence: null, sources: sources(group) }));
  if (!waiting.length) return made;
  const first = (row) => Math.min(...row.sources.map((source) => source.number), Infinity);
  return [...made, ...waiting].sort((a, b) => first(a) - first(b));
}

function makeFindings(brief, rows) {
  const title = brief.title;
  const items = checkItems("h", 0, "ok", title.text, title.findings);
  brief.summary.forEach((s, index) => {
    items.push(...checkItems(`m${index + 1}`, index + 1, s.status, s.text, s.findings));
  });
  for (const row of rows) {
    if (row.state === "repeat") continue;
    const text = row.text || row.source;
    items.push(...checkItems(`s${row.number}`, row.number, row.status, text, row.findings));
  }
  return items;
}

function checkItems(ref, number, status, text, findings) {
  const item = (severity, message) => ({ ref, number, severity, message, status, text });
  const made = findings.map((f) => item(f.severity, f.message));
  if (status === "flagged" || status === "failed") {
    if (!findings.some((f) => f.severity !== "info")) made.push(item("warning", ""));
  } else if (["repaired", "replaced", "edited"].includes(status) && !made.length) {
    made.push(item("info", ""));
  }
  return made;
}

// Which places belong together. A ref is h (headline), m2 (summary sentence), k5, t5, s5 (key
// sentence beside the summary, translation, source), w3 (term).
function partnersOf(view, ref) {
  const number = Number(ref.slice(1));
  const around = (n) => [`s${n}`, `t${n}`, `k${n}`];
  if (ref === "h") return [ref, ...view.brief.title.sources.flatMap((id) => around(id + 1))];
  if (ref[0] === "m") {
    const sentence = view.brief.summary[number - 1];
    return [ref, ...(sentence ? sentence.sources.flatMap((id) => around(id + 1)) : [])];
  }
  if (ref[0] === "w") {
    const term = view.brief.terms[number - 1];
    const holds = view.rows.filter((row) => term && term.source && row.source.includes(term.source));
    return [ref, ...holds.flatMap((row) => around(row.number))];
  }
  const row = view.rows[number - 1];
  if (!row) return [ref];
  const repeats = view.rows.filter((other) => other.repeat === number).map((r) => `s${r.number}`);
  return [
    ...around(number),
    ...row.cited.map((n) => `m${n}`),
    ...(view.brief.title.sources.includes(number - 1) ? ["h"] : []),
    ...(row.repeat ? around(row.repeat) : []),
    ...repeats,
  ];
}
