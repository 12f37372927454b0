"""A brief as Markdown: summary sentences with footnotes that hold their source sentences. Pure.

Tables and footnotes are those of GitHub and Pandoc; every text of a stranger is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zhaiyi.core.document import Brief, Term
from zhaiyi.render.inert import markdown, safe_url
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.view import CheckItem, Row, SummaryRow, View
from zhaiyi.render.words import english

_SIGNS = {"error": "❌", "warning": "⚠️", "info": "🔧"}


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The brief in UTF-8."""
    return to_markdown(brief, look).encode("utf-8")


def to_markdown(brief: Brief, look: Look = PLAIN) -> str:
    """The brief in Markdown: summary, checks, translation, terms."""
    view = View(brief)
    summary = {"list": _summary, "bullets": _bullets, "paragraph": _prose}[look.shape]
    parts = (_head, summary, _checks, _article, _terms, _about, _footnotes)
    return "\n\n".join(text for part in parts if (text := "\n".join(part(view)))) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; cells must be Markdown of one line with their pipes escaped."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _head(view: View) -> Iterator[str]:
    article = view.brief.article
    yield f"# {markdown(view.title)}"
    if title := markdown(article.title):
        yield f"\n**{title}**"
    if line := " · ".join(filter(None, map(markdown, (article.dateline, article.byline)))):
        yield f"\n{line}"
    if url := safe_url(article.source.meta.get("url")):
        yield f"\n<{url}>"
    yield f"\n> {' '.join(map(markdown, english().notices(view)))}"


def _summary(view: View) -> Iterator[str]:
    if not view.summary:
        return
    yield f"## {english()('summary')}\n"
    for n, row in enumerate(view.summary, 1):
        yield f"{n}. {_sentence(row)}"


def _bullets(view: View) -> Iterator[str]:
    if view.summary:
        yield f"## {english()('summary')}\n"
        yield from (f"- {_sentence(row)}" for row in view.summary)


def _prose(view: View) -> Iterator[str]:
    if view.summary:
        yield f"## {english()('summary')}\n"
        yield " ".join(map(_sentence, view.summary))


def _sentence(row: SummaryRow) -> str:
    text = row.sentence.text if row.sentence else english()("missing_summary")
    sure = f" *({level})*" if (level := english().level(row.sentence)) else ""
    return markdown(text) + "".join(f"[^{source.number}]" for source in row.sources) + sure


def _checks(view: View) -> Iterator[str]:
    words = english()
    yield f"## {words('checks')}\n"
    if not view.to_check:
        yield f"{words('checks_none')}\n"
    for item in (*view.to_check, *view.mended):
        yield f"- {_SIGNS[item.severity]} {_place(item)}: {markdown(words.reason(item))}"
    if names := ", ".join(_named(term) for term in view.unconfirmed):
        yield f"- ⚠️ {words('unconfirmed_names', names=names)}"


def _place(item: CheckItem) -> str:
    place = english().place(item)
    return f"[{place}](#s{item.number})" if item.ref.startswith("s") else place


def _named(term: Term) -> str:
    return f"{markdown(term.target)} ({markdown(term.source)})"


def _article(view: View) -> Iterator[str]:
    words = english()
    yield f"## {words('article')}\n"
    heads = ("", words("translation"), words("source"))
    yield from table(heads, (_row(row) for row in view.rows))


def _row(row: Row) -> tuple[str, str, str]:
    words, sign = english(), " ⚠️" if row.to_check else ""
    strong = row.sentence.kind in {"title", "subhead"}
    english_text = _cell(row.text, strong) or _instead(row)
    source = _cell(row.sentence.text, strong)
    number = f'<a id="s{row.number}"></a>{row.number}{sign}'
    level = words.level(row.translation) if row.state != "repeat" else ""
    return f"{number}<br>{level}" if level else number, english_text, source


def _cell(text: str, strong: bool) -> str:
    inert = markdown(text)
    return f"**{inert}**" if strong and inert else inert


def _instead(row: Row) -> str:
    """What stands where there is no English."""
    words = english()
    if row.state == "repeat":
        first = (row.sentence.repeat_of or 0) + 1
        return f"*[{words('repeat_of', n=first)}](#s{first})*"
    return f"*{words({'foreign': 'foreign', 'failed': 'status_failed'}.get(row.state, 'missing'))}*"


def _terms(view: View) -> Iterator[str]:
    words = english()
    if not view.brief.terms:
        return
    yield f"## {words('terms')}\n"
    names = ("term_source", "term_pinyin", "term_target", "term_origin", "term_uses")
    rows = (
        (
            markdown(term.source),
            markdown(term.pinyin),
            markdown(term.target),
            words(f"origin_{term.origin}"),
            words.uses(term),
        )
        for term in view.brief.terms
    )
    yield from table([words(name) for name in names], rows)


def _about(view: View) -> Iterator[str]:
    yield f"## {english()('about')}\n"
    for label, value in english().about(view):
        yield f"- {label}: {markdown(value)}"


def _footnotes(view: View) -> Iterator[str]:
    cited = {source.number: source for row in view.summary for source in row.sources}
    for number, row in sorted(cited.items()):
        place = f"[{english()('sentence_n', n=number)}](#s{number})"
        yield f"[^{number}]: {english()('source')}, {place}: {markdown(row.sentence.text)}"
