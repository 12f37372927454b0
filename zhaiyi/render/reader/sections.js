// The sections around the rows. Each is a list of parts: a key, the data that it shows, and how it
// is drawn; `sync` (mount.js) draws a part anew only when its data changed.

function headParts(page) {
  const { view, say, prefix, working } = page;
  const { article, provenance, title, run } = view.brief;
  const meta = article.source.meta;
  const url = safeUrl(meta.url);
  // Each in a direction of its own: beside an Arabic name, a date would stand turned round.
  const named = view.publication.map((name, index) => [index ? " · " : "", make("bdi", {}, name)]);
  const state = stateLine(view, say, working);
  const lang = !title.text && article.title ? view.lang : "en";
  const link = { href: url, rel: "noopener noreferrer nofollow" };
  const parts = [
    part("headline", [view.title, lang, view.unconfirmed], () =>
      make(
        "h1",
        { class: "zy-headline", id: `${prefix}h`, lang, "data-ref": "h", tabindex: "0" },
        drawText(view.title, title.text ? nameMarks(view.title, page) : [], null),
      ),
    ),
  ];
  if (title.text && article.title) {
    parts.push(
      part("title", [article.title, view.lang], () =>
        make("p", { class: "zy-title", lang: view.lang }, article.title),
      ),
    );
  }
  parts.push(
    part("kicker", [view.publication, url], () =>
      make("p", { class: "zy-kicker" }, named, url ? [" ", make("a", link, say("original"))] : ""),
    ),
  );
  if (title.level) parts.push(part("level", title.level, () => drawLevel(title.level, say)));
  if (title.machine) {
    parts.push(part("machine", [title.machine, title.text], () => drawMachine(title.machine, title.text, page, "h")));
  }
  if (title.findings.length) {
    parts.push(part("notes", title.findings, () => make("div", {}, drawNotes(title.findings, "ok", say))));
  }
  const edits = view.edits ? say(view.edits === 1 ? "edits_one" : "edits_n", { n: view.edits }) : "";
  const notice = working ? say("notice") : [say("notice"), madeBy(provenance, say), edits].filter(Boolean).join(" ");
  const count = view.checkCount ? say("checks_count", { n: view.checkCount }) : "";
  const jump = () => make("a", { class: "zy-count", href: `#${prefix}checks` }, count);
  parts.push(
    part("notice", [notice, count], () =>
      make("p", { class: "zy-notice" }, notice, count ? [" ", jump()] : ""),
    ),
  );
  if (state) {
    const bar = working ? make("progress", { max: view.wanted, value: view.done, "aria-label": state }) : "";
    parts.push(part("state", [state, run.complete], () => make("p", { class: "zy-state" }, state, " ", bar)));
  }
  const sure = sureLine(view.brief, say);
  if (sure) parts.push(part("sure", sure, () => make("p", { class: "zy-sure" }, sure)));
  return parts;
}

// The models by name; checksums and versions stand below, in how this was made.
function madeBy({ translator, summarizer }, say) {
  const name = (signature) => signature.replace(/\/[0-9a-f]{6,}.*$/s, "");
  const names = { translator: name(translator), summarizer: name(summarizer) };
  return say(translator === summarizer ? "notice_by_one" : "notice_by", names);
}

function stateLine(view, say, working) {
  const counts = { done: view.done, all: view.wanted };
  if (working) return view.summaryOnly ? say("summary_only") : say("working", counts);
  if (!view.brief.run.complete) return say(view.done < view.wanted ? "incomplete" : "incomplete_all", counts);
  return view.summaryOnly ? say("summary_only") : "";
}

function part(key, data, draw) {
  return { key, data, draw };
}

function summaryParts(page) {
  return page.view.summary.map((row) =>
    part(`m${row.number}-${row.sources.map((source) => source.number).join("-")}`, [row, page.working], () =>
      drawSummaryRow(row, page),
    ),
  );
}

function articleParts(page) {
  return page.view.rows.map((row) =>
    part(`s${row.number}`, [row, row.state === "missing" && page.working, page.redoing.has(row.number - 1)], () =>
      drawArticleRow(row, page),
    ),
  );
}

function checkParts(page) {
  const { view, say } = page;
  const { toCheck, mended, unconfirmed } = view;
  const none = unconfirmed.length ? "checks_names" : "checks_none";
  const intro = say(toCheck.length ? "checks_intro" : page.working ? "checks_coming" : none);
  const parts = [part("intro", intro, () => make("p", { class: "zy-intro" }, intro))];
  if (toCheck.length) parts.push(part("list", toCheck, () => drawChecklist(toCheck, page)));
  if (unconfirmed.length) {
    parts.push(part("names", unconfirmed, () => drawNames(page)));
  }
  if (mended.length) {
    parts.push(
      part("mended", mended, () =>
        make(
          "details",
          { class: "zy-mended" },
          make("summary", {}, `${say("mended")} (${mended.length})`),
          drawChecklist(mended, page),
        ),
      ),
    );
  }
  return parts;
}

// Names that nobody vouches for, each with a link to where it stands first.
function drawNames({ view, say, prefix }) {
  const firsts = new Map(view.rows.flatMap((row) => row.names.map((term) => [term, row.number])));
  const name = (term) => {
    const number = firsts.get(term);
    const text = make("span", { lang: "en" }, term.target);
    return [number ? make("a", { href: `#${prefix}s${number}` }, text) : text, " (", make("span", { lang: view.lang }, term.source), ")"];
  };
  const names = view.unconfirmed.map((term, index) => [index ? ", " : "", name(term)]);
  return make("p", { class: "zy-unconfirmed" }, say("unconfirmed_names", { names: "" }), names);
}

// The list of contents: the subheads of the article.
function contentsParts({ view, prefix }) {
  return view.subheads.map((row) =>
    part(`c${row.number}`, [row.number, row.text], () =>
      make("li", {}, make("a", { href: `#${prefix}s${row.number}`, lang: row.text ? "en" : view.lang }, row.text || row.source)),
    ),
  );
}

function drawChecklist(items, page) {
  return make("ul", { class: "zy-checklist" }, items.map((item) => drawCheck(item, page)));
}

function drawCheck(item, { say, prefix }) {
  return make(
    "li",
    { class: `zy-check zy-${item.severity}` },
    make("a", { href: `#${prefix}${item.ref}` }, placeName(item.ref, say)),
    ": ",
    make("span", { class: "zy-reason", lang: item.message ? "en" : null }, item.message || reasonOf(item, say)),
    " ",
    make("q", { class: "zy-quote", lang: item.status === "failed" ? null : "en" }, item.text),
  );
}

function reasonOf(item, say) {
  if (item.words && item.words.length) return say("doubtful_words", { words: item.words.map((word) => `“${word}”`).join(", ") });
  return say(item.status === "ok" ? `severity_${item.severity}` : `status_${item.status}`);
}

function placeName(ref, say) {
  if (ref === "h") return say("headline");
  return say(ref[0] === "m" ? "summary_n" : "sentence_n", { n: ref.slice(1) });
}

function termParts(page) {
  return page.view.brief.terms.map((term, index) =>
    part(`w${index + 1}`, [term, page.canTerm], () => drawTerm(term, `w${index + 1}`, page)),
  );
}

function drawTerm(term, ref, { say, view, prefix, canTerm, changeTerm }) {
  const marks = [["model", "guessed"].includes(term.origin) ? "is-unsure" : "", term.misses ? "is-missed" : ""];
  const state = marks.filter(Boolean).join(" ") || null;
  const small = (name, list) =>
    list.length ? [" ", make("small", {}, say(`term_${name}`, { [name]: list.join(", ") }))] : "";
  const all = term.hits + term.misses;
  const missed = term.misses ? [" ", make("small", {}, say("term_missed", { misses: term.misses }))] : "";
  const target = make(
    "td",
    { class: "zy-target", role: "cell", "aria-labelledby": `${prefix}${ref}-text` },
    make("span", { lang: "en", id: `${prefix}${ref}-text` }, term.target),
    small("aliases", term.aliases),
    small("forbidden", term.forbidden),
  );
  const row = make(
    "tr",
    { class: state, role: "row", "data-ref": ref },
    make("th", { scope: "row", role: "rowheader", lang: view.lang }, term.source),
    make("td", { role: "cell", lang: "zh-Latn-pinyin" }, term.pinyin),
    target,
    make("td", { role: "cell", "data-label": say("term_origin") }, say(`origin_${term.origin}`)),
    make("td", { class: "zy-uses", role: "cell", "data-label": say("term_uses") }, all ? say("term_uses_value", { hits: term.hits, all }) : "", missed),
  );
  if (canTerm) {
    const label = say("term_label", { source: term.source });
    const button = make("button", { type: "button", class: "zy-button zy-small zy-change", "aria-label": label }, say("term_change"));
    button.addEventListener("click", () => changeTerm(row, term));
    target.firstElementChild.after(" ", button);
  }
  return row;
}

function aboutParts(page) {
  const { provenance, run, article } = page.view.brief;
  const given = (map) => Object.entries(map).filter(([, value]) => value !== null);
  const listed = (map) => given(map).map(([k, v]) => `${k}: ${shown(v)}`).join(", ");
  const one = provenance.translator === provenance.summarizer;
  const rows = [
    ["version", provenance.version],
    [one ? "model" : "translator", provenance.translator],
    ["summarizer", one ? "" : provenance.summarizer],
    ["encoder", provenance.encoder],
    ["estimator", provenance.estimator || ""],
    ["prompts", listed(provenance.prompts)],
    ["settings", listed(provenance.settings)],
    ["file", article.source.name],
    ["started", run.started],
    ["seconds", listed(run.seconds)],
    ["tokens", listed(run.tokens)],
    ["machine", run.machine],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) =>
      part(name, value, () =>
        make("div", {}, make("dt", {}, page.say(`about_${name}`)), make("dd", {}, value)),
      ),
    );
}

function shown(value) {
  if (value !== null && typeof value === "object") return JSON.stringify(value);
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : String(value);
}
