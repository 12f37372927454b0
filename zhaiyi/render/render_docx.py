"""A brief as a bilingual Word document: summary, what to check, a table of pairs, terms; what is
not sure as comments on its words. Pure.

Needs python-docx. The bytes depend on the brief alone: the archive carries no time of making.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from zhaiyi.core.document import Brief
from zhaiyi.core.errors import MissingPackage
from zhaiyi.render.docx_comments import add_commented, comment, plain
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.remarks import doubted, remarks, row_remarks
from zhaiyi.render.view import Row, SummaryRow, View
from zhaiyi.render.words import english
from zhaiyi.text.xml_names import W

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_FONT = "Noto Serif CJK SC"
_SHADE = "FBEDB9"
_MARKS = {"error": "✕", "warning": "!", "info": "✓"}


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The document. Raises `MissingPackage` without python-docx."""
    view, document = View(brief), new_document()
    summary = {"list": _summary, "bullets": _bullets, "paragraph": _prose}[look.shape]
    for part in (_head, summary, _checks, _article, _terms, _about):
        part(document, view)
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())


def new_document() -> Any:
    """An empty document in the fonts of ours. Raises `MissingPackage`."""
    try:
        document = import_module("docx").Document()
    except ModuleNotFoundError as error:
        raise MissingPackage("python-docx", "Word output") from error
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].element.rPr.rFonts.set(f"{W}eastAsia", _FONT)
    section = document.sections[0]
    section.left_margin = section.right_margin = section.left_margin * 3 // 5
    document.core_properties.author = "Zhaiyi"
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)
    return document


def _head(document: Any, view: View) -> None:
    document.core_properties.title = plain(view.title)[:250]
    heading = document.add_heading("", level=0)
    add_commented(document, heading, view.title, remarks(view.brief.headline))
    if view.brief.article.title:
        _chinese(document.add_paragraph(), view.brief.article.title, view)
    notices = " ".join(english().notices(view))
    document.add_paragraph(plain(notices), style="Intense Quote")


def _summary(document: Any, view: View) -> None:
    document.add_heading(english()("summary"), level=1)
    for n, row in enumerate(view.summary, 1):
        _sentence(document, document.add_paragraph(f"{n}. "), row)
        for source in row.sources:
            paragraph = document.add_paragraph(f"[{source.number}] ")
            paragraph.paragraph_format.left_indent = 360000
            _chinese(paragraph, source.sentence.text, view)


def _bullets(document: Any, view: View) -> None:
    document.add_heading(english()("summary"), level=1)
    for row in view.summary:
        _sentence(document, document.add_paragraph(style="List Bullet"), row)


def _prose(document: Any, view: View) -> None:
    document.add_heading(english()("summary"), level=1)
    paragraph = document.add_paragraph()
    for row in view.summary:
        _sentence(document, paragraph, row)
        paragraph.add_run(" ")


def _sentence(document: Any, paragraph: Any, row: SummaryRow) -> None:
    """The sentence with its sources and how sure it is; what is not sure is a comment."""
    if row.sentence is None:
        paragraph.add_run(english()("missing_summary"))
    else:
        add_commented(document, paragraph, row.sentence.text, remarks(row.sentence))
    level = english().level(row.sentence)
    sure = [f"({level})"] if level else []
    paragraph.add_run(" ".join(["", *(f"[{source.number}]" for source in row.sources), *sure]))


def _checks(document: Any, view: View) -> None:
    words = english()
    document.add_heading(words("checks"), level=1)
    if not view.to_check:
        document.add_paragraph(words("checks_none"))
    for item in (*view.to_check, *view.mended):
        line = f"{_MARKS[item.severity]} {words.place(item)}: {words.reason(item)}"
        document.add_paragraph(plain(line), style="List Bullet")
    if view.unconfirmed:
        names = words("unconfirmed_names", names=words.names(view))
        document.add_paragraph(plain(names), style="List Bullet")


def _article(document: Any, view: View) -> None:
    words = english()
    document.add_heading(words("article"), level=1)
    table = _table(document, ("", words("translation"), words("source")))
    for row in view.rows:
        number, target, source = table.add_row().cells
        number.text = f"{row.number}{' !' if row.to_check else ''}"
        if row.state != "repeat" and (level := words.level(row.translation)):
            number.add_paragraph(level)
        _target(document, target.paragraphs[0], row)
        _chinese(source.paragraphs[0], row.sentence.text, view, shade=row.level > 0)
        if row.sentence.kind in {"title", "subhead"}:
            _embolden((target, source))
    for line in table.rows:
        for cell, width in zip(line.cells, (500000, 2900000, 2900000), strict=True):
            cell.width = width


def _target(document: Any, paragraph: Any, row: Row) -> None:
    words, said = english(), row_remarks(row)
    if row.state == "repeat":
        first = (row.sentence.repeat_of or 0) + 1
        paragraph.add_run(words("repeat_of", n=first)).italic = True
    elif row.text and row.state != "foreign":
        add_commented(document, paragraph, row.text, said, doubted(row))
    else:
        name = {"foreign": "foreign", "failed": "status_failed"}.get(row.state, "missing")
        run = paragraph.add_run(words(name))
        run.italic = True
        for remark in said:
            comment(document, [run], remark.text)


def _embolden(cells: Iterable[Any]) -> None:
    for cell in cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _terms(document: Any, view: View) -> None:
    words = english()
    if not view.brief.terms:
        return
    document.add_heading(words("terms"), level=1)
    names = ("term_source", "term_pinyin", "term_target", "term_origin", "term_uses")
    table = _table(document, [words(name) for name in names])
    for term in view.brief.terms:
        source, *others = table.add_row().cells
        _chinese(source.paragraphs[0], term.source, view)
        origin = words(f"origin_{term.origin}")
        for cell, text in zip(
            others, (term.pinyin, term.target, origin, words.uses(term)), strict=True
        ):
            cell.text = plain(text)


def _about(document: Any, view: View) -> None:
    document.add_heading(english()("about"), level=1)
    for label, value in english().about(view):
        document.add_paragraph(plain(f"{label}: {value}"))


def _table(document: Any, heads: Sequence[str]) -> Any:
    table = document.add_table(rows=1, cols=len(heads), style="Light Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    return table


def _chinese(paragraph: Any, text: str, view: View, *, shade: bool = False) -> None:
    """Adds `text` in the article's language, so that Word picks its font and dictionary."""
    run = paragraph.add_run(plain(text))
    properties = run._element.get_or_add_rPr()
    code = "zh-TW" if view.lang == "zh-Hant" else "zh-CN"
    if shade:
        _child(properties, "shd", {"val": "clear", "color": "auto", "fill": _SHADE})
    _child(properties, "lang", {"val": code, "eastAsia": code})


def _child(parent: Any, tag: str, attributes: dict[str, str]) -> None:
    child = parent.makeelement(f"{W}{tag}", {f"{W}{k}": v for k, v in attributes.items()})
    parent.append(child)


def timeless(data: bytes) -> bytes:
    """The same archive with one fixed time for all members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
