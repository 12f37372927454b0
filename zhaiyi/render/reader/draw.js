// Rows of the reading view. zhaiyi/render/templates/macros.html makes the same without script.

// What a reader must know stands open; how the sentence came about is folded.
function drawNotes(findings, status, say) {
  const folds = (f) => f.severity === "info" && f.kind !== "edited";
  const open = [...findings.filter((f) => f.severity !== "info"), ...findings.filter((f) => f.kind === "edited")];
  const folded = findings.filter(folds);
  const bare = findings.length ? "" : status;
  const notes = open.map((f) => drawNote(f, status, say));
  if (!notes.length && ["flagged", "failed", "edited"].includes(bare)) notes.push(drawStatus(bare, say));
  const process = folded.map((f) => drawNote(f, status, say));
  if (["repaired", "replaced"].includes(bare)) process.push(drawStatus(bare, say));
  return [
    notes.length ? make("ul", { class: "zy-notes" }, notes) : null,
    process.length
      ? make("details", { class: "zy-process" }, make("summary", {}, say("process")), make("ul", { class: "zy-notes" }, process))
      : null,
  ];
}

function drawNote(f, status, say) {
  const label = status !== "ok" && f.kind !== UNCONFIRMED ? `status_${status}` : `severity_${f.severity}`;
  return make("li", { class: `zy-note zy-${f.severity}` }, make("b", {}, say(label)), ": ", make("span", { lang: f.kind === UNCONFIRMED ? null : "en" }, f.message));
}

function drawStatus(status, say) {
  const severity = { flagged: "warning", failed: "error" }[status] || "info";
  return make("li", { class: `zy-note zy-${severity}` }, make("b", {}, say(`status_${status}`)));
}

const UNCONFIRMED = "unconfirmed_name";

// Names that nobody vouches for, as findings at the sentence where they stand first.
function nameFindings(row, say) {
  return row.names.map((term) => ({
    kind: UNCONFIRMED,
    severity: "warning",
    message: say("unconfirmed_name", { target: term.target, source: term.source }),
  }));
}

// The same names marked wherever they stand in English.
function nameMarks(text, { view, say }) {
  const names = view.unconfirmed.map((term) => ({ text: term.target, say: say("unconfirmed_name", { target: term.target, source: term.source }) }));
  const chars = Array.from(text.toLowerCase());
  if (chars.length !== Array.from(text).length) return [];
  return names.flatMap((name) => {
    const wanted = Array.from(name.text.toLowerCase());
    const start = chars.findIndex((_, at) => wanted.length > 0 && wanted.every((char, i) => chars[at + i] === char));
    if (start < 0) return [];
    return [{ start, end: start + wanted.length, tag: "mark", class: "zy-span zy-unsure", title: name.say }];
  });
}

// What the machine had written where a person wrote another text.
// The words that the person took out of it are struck through.
function drawMachine(text, now, page, ref) {
  if (!text) return null;
  const { say, restore } = page;
  const back = restore
    ? make("button", { type: "button", class: "zy-button zy-small zy-restore" }, say("restore"))
    : null;
  if (back) back.addEventListener("click", () => restore(ref));
  return make(
    "p",
    { class: "zy-machine" },
    make("b", {}, say("machine")),
    ": ",
    make("span", { lang: "en" }, struck(text, now)),
    back ? [" ", back] : null,
  );
}

// `old` as nodes, what is not in `now` in <del>: by the longest common run of words.
function struck(old, now) {
  const before = old.split(/(?<=\s)/);
  const kept = commonWords(before.map((word) => word.trim()), now.split(/\s+/));
  return before.map((word, i) => (kept.has(i) ? word : make("del", { class: "zy-gone" }, word)));
}

function commonWords(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const kept = new Set();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      kept.add(i);
      i += 1;
      j += 1;
    } else if (table[i + 1][j] >= table[i][j + 1]) i += 1;
    else j += 1;
  }
  return kept;
}

// How sure the machine is of a sentence, where something has estimated it: a sign that needs no
// colour, and a word.
function drawLevel(level, say) {
  if (!SIGNS[level]) return null;
  return make("p", { class: `zy-level zy-level-${level}` }, make("span", { "aria-hidden": "true" }, SIGNS[level]), " ", say(`level_${level}`));
}

function drawText(text, marks, spell, lang = null) {
  return make("span", { class: "zy-text", lang }, marked(text, marks || [], spell));
}

function drawSummaryRow(row, page) {
  const { say, prefix, view } = page;
  const id = row.number ? `${prefix}m${row.number}` : null;
  const { sentence } = row;
  const checked = sentence && (sentence.level === "doubtful" || needsCheck(sentence.status, sentence.findings));
  return make(
    "li",
    { class: `zy-row${row.sentence ? "" : " is-pending"}${checked ? " is-check" : ""}`, id },
    make("div", { class: "zy-num" }, row.number ? String(row.number) : ""),
    row.sentence ? drawSummarySentence(row, page, id) : drawWaiting(page),
    make(
      "div",
      { class: "zy-zh", lang: view.lang },
      row.sources.map((source) => drawKeySentence(source, page)),
    ),
  );
}

function drawWaiting({ say, working }) {
  const wait = say(working ? "pending" : "missing_summary");
  return make("div", { class: "zy-en" }, make("p", { class: working ? "zy-wait zy-coming" : "zy-wait" }, wait));
}

function drawSummarySentence(row, page, id) {
  const { say, prefix } = page;
  const refs = row.sources.map((source) => [drawRef(source.number, page), " "]);
  const marks = [...findingMarks(row.sentence.findings, "target_span"), ...nameMarks(row.sentence.text, page)];
  const text = drawText(row.sentence.text, marks, null, "en");
  text.id = `${prefix}m${row.number}-text`;
  return make(
    "div",
    {
      class: "zy-en",
      role: "group",
      "aria-labelledby": text.id,
      "data-ref": `m${row.number}`,
      "data-side": "en",
      tabindex: "-1",
    },
    make("p", { class: "zy-item" }, text, "\u00a0", make("span", { class: "zy-refs" }, refs)),
    drawLevel(row.sentence.level, say),
    drawMachine(row.sentence.machine, row.sentence.text, page, `m${row.number}`),
    drawNotes(row.sentence.findings, row.sentence.status, say),
  );
}

function drawRef(number, { say, prefix }) {
  const label = say("sentence_n", { n: number });
  const href = `#${prefix}s${number}`;
  return make("a", { class: "zy-ref", href, "aria-label": label }, String(number));
}

function drawKeySentence(source, page) {
  const spell = speller(page.aid, source.number - 1, page.ruby);
  const text = drawText(source.source, termMarks(source.source, page.terms), spell);
  text.id = `${page.prefix}k${source.number}-text`;
  return make(
    "div",
    {
      class: `zy-item zy-key zy-l${source.level || 1}`,
      role: "group",
      "aria-labelledby": text.id,
      "data-ref": `k${source.number}`,
      "data-side": "zh",
      tabindex: "-1",
    },
    text,
  );
}

function drawArticleRow(row, page) {
  const again = page.redoing.has(row.number - 1) ? " is-again" : "";
  const states = `is-${row.state}${row.opens ? " is-new" : ""}${row.toCheck ? " is-check" : ""}${again}`;
  return make(
    "div",
    {
      class: `zy-row zy-kind-${row.kind} zy-l${row.level} ${states}`,
      role: "row",
      id: `${page.prefix}s${row.number}`,
    },
    drawNumber(row, page),
    drawTarget(row, page),
    drawSource(row, page),
  );
}

function drawNumber(row, { say, prefix }) {
  const label = say("sentence_n", { n: row.number });
  const href = `#${prefix}s${row.number}`;
  return make(
    "div",
    { class: "zy-num", role: "rowheader" },
    make("a", { href, "aria-label": label }, String(row.number)),
    row.cited.map((n) => [
      " ",
      make(
        "a",
        { class: "zy-cite", href: `#${prefix}m${n}`, "aria-label": say("in_summary_n", { n }) },
        `S${n}`,
      ),
    ]),
  );
}

function drawTarget(row, page) {
  const cell = { class: "zy-en", role: "gridcell", "data-side": "en" };
  if (row.state === "repeat" || row.state === "foreign" || row.state === "missing") {
    const coming = row.state === "missing" && page.working;
    return make("div", cell, make("p", { class: coming ? "zy-instead zy-coming" : "zy-instead" }, drawInstead(row, page)));
  }
  const doubted = spanMarks(row.suspect, "zy-suspect", page.say("suspect_here"));
  const marks = [...findingMarks(row.findings, "target_span"), ...doubted, ...nameMarks(row.text, page)];
  const text = drawText(row.text, marks, null, "en");
  text.id = `${page.prefix}t${row.number}-text`;
  return make(
    "div",
    { ...cell, "data-ref": `t${row.number}`, tabindex: "-1", "aria-labelledby": row.text ? text.id : null },
    row.text ? make("p", { class: "zy-item" }, text) : null,
    drawLevel(row.confidence, page.say),
    page.redoing.has(row.number - 1) ? make("p", { class: "zy-wait" }, page.say("again")) : null,
    drawMachine(row.machine, row.text, page, `t${row.number}`),
    drawNotes([...row.findings, ...nameFindings(row, page.say)], row.status, page.say),
  );
}

function drawInstead(row, { say, prefix, working }) {
  if (row.state === "foreign") return say("foreign");
  if (row.state === "missing") return say(working ? "pending" : "missing");
  return make("a", { href: `#${prefix}s${row.repeat}` }, say("repeat_of", { n: row.repeat }));
}

function drawSource(row, page) {
  const found = [...findingMarks(row.findings, "source_span"), ...spanMarks(row.leftOut, "zy-leftout", page.say("left_out_here"))];
  const marks = row.state === "repeat" ? [] : [...found, ...termMarks(row.source, page.terms)];
  const spell = speller(page.aid, row.number - 1, page.ruby);
  const text = drawText(row.source, marks, spell);
  text.id = `${page.prefix}s${row.number}-text`;
  return make(
    "div",
    {
      class: "zy-zh",
      role: "gridcell",
      "aria-labelledby": text.id,
      lang: row.state === "foreign" ? null : page.view.lang,
      "data-ref": `s${row.number}`,
      "data-side": "zh",
      tabindex: "-1",
    },
    make("p", { class: "zy-item" }, text),
  );
}
