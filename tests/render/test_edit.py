"""Sentences changed by hand, and what every export makes of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.briefs import sample_brief
from zhaiyi.errors import UsageError
from zhaiyi.render import FORMATS, from_json, render, to_json
from zhaiyi.render.edit import edited

NEW = "The zone covers about 61,000 mu."


def content(data: bytes, name: str) -> str:
    """The text of an export, the main part of a Word file."""
    if name != "docx":
        return data.decode("utf-8")
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("ref", ["t15", "m3", "h"])
def test_every_export_carries_an_edit(name: str, ref: str) -> None:
    if (name, ref[0]) in {("tmx", "m"), ("tmx", "h")}:
        pytest.skip("a translation memory holds sentences of the translation")
    text = content(render(edited(sample_brief(), ref, NEW), name), name)
    assert NEW in text or NEW.upper() in text


def test_an_edit_says_so_and_ends_old_findings() -> None:
    brief = edited(sample_brief(), "t15", f"  {NEW}\n")
    row = next(t for t in brief.translations if t.source == 14)
    assert (row.text, row.status, row.findings) == (NEW, "edited", ())
    assert edited(brief, "m3", NEW).summary[2].status == "edited"
    assert edited(brief, "h", NEW).headline.text == NEW
    assert from_json(to_json(brief)) == brief


def test_a_sentence_that_failed_or_was_never_done_can_be_written() -> None:
    brief = edited(sample_brief(), "t16", NEW)
    assert {t.source: t.text for t in brief.translations}[15] == NEW
    assert [t.source for t in brief.translations] == sorted(t.source for t in brief.translations)


def test_uses_of_terms_are_counted_anew() -> None:
    brief = edited(sample_brief(), "t6", "Shantou and Andalusia signed in 2015.")
    term = next(t for t in brief.terms if t.source == "安达卢西亚")
    assert term.hits >= 1


@pytest.mark.parametrize("ref", ["", "s3", "t0", "t99", "m9", "t5", "tx", "t-1", "../h", "t1e3"])
def test_a_place_that_is_not_there_is_refused(ref: str) -> None:
    with pytest.raises(UsageError):
        edited(sample_brief(), ref, NEW)


@pytest.mark.parametrize("text", ["", " \n", "x" * 4_001])
def test_an_empty_or_endless_sentence_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        edited(sample_brief(), "t15", text)


@pytest.mark.parametrize("name", ["md", "txt", "docx", "html"])
def test_the_summary_may_run_on(name: str) -> None:
    brief = sample_brief()
    listed = content(render(brief, name), name)
    prose = content(render(brief, name, paragraph=True), name)
    assert listed != prose
    for sentence in brief.summary:
        assert sentence.text in " ".join(prose.replace("\\", "").split())
