"""Comments of the Word documents: what is not sure hangs on its words, what is sure has none."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest
from hypothesis import given, settings

from tests.briefs import hostile_brief, sample_brief
from tests.render.strategies import briefs
from tests.render.test_doubt import estimated
from zhaiyi.core.document import Brief, Span
from zhaiyi.render import render

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOTH = pytest.mark.parametrize("name", ["docx", "en-docx"])


def opened(brief: Brief, name: str) -> Any:
    return docx.Document(io.BytesIO(render(brief, name)))


def comments(document: Any) -> list[tuple[str, str]]:
    """What each comment says, and the text that it hangs on."""
    said = {str(comment.comment_id): comment.text for comment in document.comments}
    held: dict[str, str] = dict.fromkeys(said, "")
    open_: set[str] = set()
    for element in document.element.body.iter():
        if element.tag == f"{WORD}commentRangeStart":
            open_.add(element.get(f"{WORD}id"))
        elif element.tag == f"{WORD}commentRangeEnd":
            open_.remove(element.get(f"{WORD}id"))
        elif element.tag == f"{WORD}t":
            for one in open_:
                held[one] += element.text or ""
    assert not open_
    return [(said[one], text) for one, text in held.items()]


@BOTH
def test_a_finding_hangs_on_the_words_that_it_speaks_of(name: str) -> None:
    brief = sample_brief()
    found = comments(opened(brief, name))
    flagged = [(t, f) for t in brief.translations for f in t.findings if f.target_span and t.text]
    assert len(flagged) >= 2
    for translation, finding in flagged:
        held = next(text for said, text in found if finding.message in said)
        start, end = finding.target_span or (0, 0)
        assert held.strip() == translation.text[start:end].strip()


@BOTH
def test_what_was_put_right_has_no_comment(name: str) -> None:
    brief = sample_brief()
    mended = {f.message for t in brief.translations for f in t.findings if f.severity == "info"}
    assert mended
    assert not [s for s, _ in comments(opened(brief, name)) if any(m in s for m in mended)]


@BOTH
def test_doubt_is_a_comment_on_the_sentence_and_sure_sentences_have_none(name: str) -> None:
    brief = estimated()
    left_out = tuple(
        replace(t, findings=(), status="ok", left_out=(Span(0, 2),) if t.level == "look" else ())
        for t in brief.translations
    )
    brief = replace(brief, translations=left_out, terms=())
    found = comments(opened(brief, name))
    texts = {text for _, text in found}
    shown = [t for t in brief.translations if brief.article.sentences[t.source].kind != "title"]
    for t in shown:
        if t.text and not brief.article.sentences[t.source].foreign:
            assert (t.text in texts) == (t.level != "sure"), t
    doubtful = next(said for said, _ in found if said.startswith("○"))
    assert re.match(r"○ Doubtful \(10%\)\. Doubtful, above all: “.+”\.", doubtful)
    source = brief.article.sentences
    looked = next(t for t in shown if t.level == "look" and t.text)
    assert any(
        said.startswith("◐ To look at (50%).") and source[looked.source].text[:2] in said
        for said, _ in found
    )


def test_the_summary_has_comments_too() -> None:
    brief = estimated()
    found = comments(opened(brief, "docx"))
    for sentence in brief.summary:
        assert sentence.text in {text for _, text in found}


def test_a_sentence_without_english_says_why() -> None:
    found = dict(comments(opened(sample_brief(), "docx")))
    assert found["Error: three attempts gave no usable English; the source is shown"]


def test_comments_do_not_change_the_text() -> None:
    brief = estimated()
    table = opened(brief, "docx").tables[0]
    texts = {t.source: t.text for t in brief.translations}
    for number, row in enumerate(table.rows[1:]):
        if texts.get(number) and not brief.article.sentences[number].foreign:
            assert row.cells[1].paragraphs[0].text == texts[number]


@BOTH
@given(briefs())
@settings(max_examples=15, deadline=None)
def test_any_brief_has_comments_that_word_can_place(name: str, brief: Brief) -> None:
    document = opened(brief, name)
    ids = [comment.comment_id for comment in document.comments]
    assert len(set(ids)) == len(ids)
    comments(document)


@BOTH
def test_hostile_text_is_text_in_a_comment(name: str) -> None:
    document = opened(hostile_brief(), name)
    assert {comment.author for comment in document.comments} == {"Zhaiyi"}
    assert not any(
        "\x1b" in comment.text or "\u202e" in comment.text for comment in document.comments
    )
