// Rows of the reading view. zhaiyi/render/templates/macros.html makes the same without script.

function drawNotes(findings, status, say) {
  const severities = { flagged: "warning", failed: "error" };
  const label = (f) => say(status !== "ok" ? `status_${status}` : `severity_${f.severity}`);
  const notes = findings.map((f) =>
    make("li", { class: `zy-note zy-${f.severity}` }, make("b", {}, label(f)), ": ", make("span", { lang: "en" }, f.message)),
  );
  if (!notes.length && status !== "ok") {
    const note = `zy-note zy-${severities[status] || "info"}`;
    notes.push(make("li", { class: note }, make("b", {}, say(`status_${status}`))));
  }
  return notes.length ? make("ul", { class: "zy-notes" }, notes) : null;
}

// What the machine had written where a person wrote another text.
function drawMachine(text, say) {
  if (!text) return null;
  return make("p", { class: "zy-machine" }, make("b", {}, say("machine")), ": ", make("span", { lang: "en" }, text));
}

function drawText(text, marks, spell, lang = null) {
  return make("span", { class: "zy-text", lang }, marked(text, marks || [], spell));
}

function drawSummaryRow(row, page) {
  const { say, prefix, view } = page;
  const id = row.number ? `${prefix}m${row.number}` : null;
  const checked = row.sentence && needsCheck(row.sentence.status, row.sentence.findings);
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
  const marks = findingMarks(row.sentence.findings, "target_span");
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
    drawMachine(row.sentence.machine, say),
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
  const marks = findingMarks(row.findings, "target_span");
  return make(
    "div",
    { ...cell, "data-ref": `t${row.number}`, tabindex: "-1" },
    row.text ? make("p", { class: "zy-item" }, drawText(row.text, marks, null, "en")) : null,
    page.redoing.has(row.number - 1) ? make("p", { class: "zy-wait" }, page.say("again")) : null,
    drawMachine(row.machine, page.say),
    drawNotes(row.findings, row.status, page.say),
  );
}

function drawInstead(row, { say, prefix, working }) {
  if (row.state === "foreign") return say("foreign");
  if (row.state === "missing") return say(working ? "pending" : "missing");
  return make("a", { href: `#${prefix}s${row.repeat}` }, say("repeat_of", { n: row.repeat }));
}

function drawSource(row, page) {
  const found = findingMarks(row.findings, "source_span");
  const marks = row.state === "repeat" ? [] : [...found, ...termMarks(row.source, page.terms)];
  const spell = speller(page.aid, row.number - 1, page.ruby);
  return make(
    "div",
    {
      class: "zy-zh",
      role: "gridcell",
      lang: row.state === "foreign" ? null : page.view.lang,
      "data-ref": `s${row.number}`,
      "data-side": "zh",
      tabindex: "-1",
    },
    make("p", { class: "zy-item" }, drawText(row.source, marks, spell)),
  );
}
