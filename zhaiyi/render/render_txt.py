"""A brief as plain text for a terminal of 80 columns. Pure.

Summary sentences and translations carry the number of their source sentence, so that a reader finds
one from the other; no control character of a stranger gets through.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhaiyi.core.document import Brief, Term
from zhaiyi.render.columns import width, wrap
from zhaiyi.render.inert import one_line
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.view import Row, SummaryRow, View
from zhaiyi.render.words import english

COLUMNS = 80
_SIGNS = {"error": "x", "warning": "!", "info": "~"}


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The brief in UTF-8."""
    return to_text(brief, look=look).encode("utf-8")


def to_text(brief: Brief, *, translation: bool = True, look: Look = PLAIN) -> str:
    """The whole brief; without its last part, the article itself, if `translation` is False."""
    view = View(brief)
    summary = {"list": _summary, "bullets": _bullets, "paragraph": _prose}[look.shape](view)
    parts = [_head(view), summary, _checks(view)]
    if translation:
        parts += [_article(view), _terms(view), _about(view)]
    return "\n\n".join(text for part in parts if (text := "\n".join(part))) + "\n"


def _head(view: View) -> Iterator[str]:
    headline, article = one_line(view.brief.headline.text), view.brief.article
    if headline:
        yield wrap(headline.upper() if headline.isascii() else headline, COLUMNS)
    for text in (article.title, article.byline):
        if one_line(text):
            yield wrap(one_line(text), COLUMNS)
    yield "-" * COLUMNS
    yield wrap(" ".join(map(one_line, english().notices(view))), COLUMNS)


def _heading(name: str) -> Iterator[str]:
    text = english()(name)
    yield text
    yield "=" * width(text)


def _summary(view: View) -> Iterator[str]:
    if not view.summary:
        return
    yield from _heading("summary")
    for row in view.summary:
        mark = f"{row.number}." if row.number else " -"
        yield wrap(_sentence(row), COLUMNS, first=f"{mark:<4}")
        for source in row.sources:
            yield wrap(one_line(source.sentence.text), COLUMNS, first=f"      [{source.number}] ")


def _bullets(view: View) -> Iterator[str]:
    if view.summary:
        yield from _heading("summary")
        for row in view.summary:
            yield wrap(_sentence(row), COLUMNS, first="- ")


def _prose(view: View) -> Iterator[str]:
    if view.summary:
        yield from _heading("summary")
        yield wrap(" ".join(map(_sentence, view.summary)), COLUMNS)


def _sentence(row: SummaryRow) -> str:
    text = one_line(row.sentence.text) if row.sentence else english()("missing_summary")
    level = english().level(row.sentence)
    sure = [f"({level})"] if level else []
    return " ".join([text, *(f"[{source.number}]" for source in row.sources), *sure])


def _checks(view: View) -> Iterator[str]:
    words = english()
    yield from _heading("checks")
    if not view.to_check:
        yield words("checks_none")
    for item in (*view.to_check, *view.mended):
        line = f"{words.place(item)}: {one_line(words.reason(item))}"
        yield wrap(line, COLUMNS, first=f"{_SIGNS[item.severity]} ")
    if names := ", ".join(_named(term) for term in view.unconfirmed):
        yield wrap(words("unconfirmed_names", names=names), COLUMNS, first="! ")


def _named(term: Term) -> str:
    return f"{one_line(term.target)} ({one_line(term.source)})"


def _article(view: View) -> Iterator[str]:
    yield from _heading("article")
    yield "* key sentence   ! to check\n"
    for row in view.rows:
        if row.new_paragraph:
            yield ""
        yield from _row(row, bare=view.summary_only and row.state == "missing")


def _row(row: Row, *, bare: bool) -> Iterator[str]:
    sign = "!" if row.to_check else "*" if row.level else " "
    mark = f"{sign}{row.number:>3}. "
    source = one_line(row.sentence.text)
    yield wrap(source, COLUMNS, first=mark)
    if not bare:
        yield wrap(_target(row), COLUMNS, first=" " * width(mark))


def _target(row: Row) -> str:
    words = english()
    if row.state == "repeat":
        return f"({words('repeat_of', n=(row.sentence.repeat_of or 0) + 1)})"
    if row.state == "foreign":
        return f"({words('foreign')})"
    level = words.level(row.translation)
    sure = f" ({level})" if level else ""
    return (one_line(row.text) or f"({words('missing')})") + sure


def _terms(view: View) -> Iterator[str]:
    words = english()
    if not view.brief.terms:
        return
    yield from _heading("terms")
    for term in view.brief.terms:
        facts = [one_line(term.pinyin), words(f"origin_{term.origin}"), words.uses(term)]
        about = "; ".join(fact for fact in facts if fact)
        line = f"{one_line(term.source)} = {one_line(term.target)} ({about})"
        yield wrap(line, COLUMNS, first="- ")


def _about(view: View) -> Iterator[str]:
    yield from _heading("about")
    for label, value in english().about(view):
        yield wrap(f"{label}: {one_line(value)}", COLUMNS, rest="  ")
