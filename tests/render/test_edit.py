"""Sentences changed by hand, and what every export makes of them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from tests.briefs import sample_brief
from zhaiyi.core.document import Brief, Translation
from zhaiyi.core.errors import UsageError
from zhaiyi.lexicon import Lexicon
from zhaiyi.memory import Key, Memory
from zhaiyi.render import FORMATS, from_json, render, to_json
from zhaiyi.render.edit import edited
from zhaiyi.render.view import View
from zhaiyi.salience.encoder import Encoder

WHOLE = (
    "The first phase of the pilot zone covers some 61,000 mu with a planned total investment of "
    "9 billion yuan, and 140,000 people are expected to live there by 2020."
)
"""Sentence 15, rightly translated."""
BUSES = (
    "The first phase of the pilot zone covers some 61,000 mu with a planned total of 41 buses, "
    "and 140,000 people are expected to live there by 2020."
)
NEW = "The zone covers about 61,000 mu."


def content(data: bytes, name: str) -> str:
    """The text of an export, the main part of a Word file."""
    if not name.endswith("docx"):
        return data.decode("utf-8")
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return "".join(tree.itertext())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("ref", ["t15", "m3", "h"])
def test_every_export_carries_an_edit(name: str, ref: str) -> None:
    if (name, ref[0]) in {("tmx", "m"), ("tmx", "h")}:
        pytest.skip("a translation memory holds sentences of the translation")
    if name.startswith("en-") and ref[0] == "m":
        pytest.skip("the article alone has no summary")
    text = content(render(edited(sample_brief(), ref, NEW), name), name)
    assert NEW in text or NEW.upper() in text


def row_of(brief: Brief, number: int) -> Translation:
    return next(t for t in brief.translations if t.source == number - 1)


def test_an_edit_says_so_and_ends_old_findings() -> None:
    old = row_of(sample_brief(), 15)
    brief = edited(sample_brief(), "t15", f"  {WHOLE}\n")
    row = row_of(brief, 15)
    assert old.findings
    assert (row.text, row.status, row.findings) == (WHOLE, "edited", ())
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


# --- an edit is checked like any other sentence -------------------------------------------------


def kinds(brief: Brief, number: int) -> set[str]:
    return {f.kind for f in row_of(brief, number).findings if f.severity != "info"}


def test_a_slip_of_the_hand_is_found() -> None:
    brief = edited(sample_brief(), "t15", BUSES)
    said = " ".join(f.message for f in row_of(brief, 15).findings)
    assert "90亿元" in said
    assert "41" in said
    assert next(row for row in View(brief).rows if row.number == 15).to_check
    assert any(item.ref == "s15" for item in View(brief).to_check)


def test_another_edit_that_is_right_ends_them_again() -> None:
    brief = edited(edited(sample_brief(), "t15", BUSES), "t15", WHOLE)
    assert kinds(brief, 15) == set()


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("t11", "On May 31, 2017, a seminar on policy was held in 布鲁塞尔, Belgium."),
        ("t11", "In 1917 a seminar on regional policy cooperation was held in Brussels, Belgium."),
        ("t12", "Vice Mayor Lin Yimin signed no joint statement with the vice mayor of Paris."),
        ("m1", "In 1987 the government of Mongolia spent 77 billion dollars in Shantou."),
        ("h", "Mongolia builds 77 billion dollars of smart cities"),
    ],
)
def test_every_place_is_checked(ref: str, text: str) -> None:
    brief = edited(sample_brief(), ref, text)
    found = {
        "h": brief.headline.findings,
        "m": brief.summary[0].findings,
        "t": row_of(brief, int(ref[1:] or 0)).findings if ref[0] == "t" else (),
    }[ref[0]]
    assert any(f.severity != "info" for f in found)


def test_with_dictionary_and_vectors_a_wrong_sentence_shows() -> None:
    known = Lexicon(), Encoder()
    other = "The library on Zhongshan Road opens at nine and closes at half past five."
    brief = edited(sample_brief(), "t7", other, *known)
    assert "similarity" in kinds(brief, 7)
    summary = edited(sample_brief(), "m1", other, *known).summary[0]
    assert summary.support < 0.5


def test_what_is_not_chinese_has_nothing_to_be_checked_against() -> None:
    assert row_of(edited(sample_brief(), "t19", "Shantou zone, 12 people"), 19).findings == ()


# --- and what stood there before is kept --------------------------------------------------------


def test_the_text_of_the_machine_stays_beside_it() -> None:
    before = sample_brief()
    brief = edited(edited(before, "t15", NEW), "t15", WHOLE)
    assert row_of(brief, 15).machine == row_of(before, 15).text
    assert edited(brief, "m3", NEW).summary[2].machine == before.summary[2].text
    titled = edited(edited(brief, "h", NEW), "h", WHOLE)
    assert titled.headline.machine == before.headline.text
    assert [f.kind for f in titled.headline.findings].count("edited") == 1
    assert row_of(edited(before, "t16", NEW), 16).machine == row_of(before, 16).text


def test_json_keeps_it_and_only_where_there_is_one() -> None:
    brief = edited(sample_brief(), "t15", WHOLE)
    tree = json.loads(to_json(brief))
    kept = [t["machine"] for t in tree["translation"] if "machine" in t]
    assert kept == [row_of(sample_brief(), 15).text]
    assert from_json(to_json(brief)) == brief
    assert "machine" not in json.loads(to_json(sample_brief()))["title"]


def test_tmx_keeps_it_and_a_memory_takes_the_hand_written_one(tmp_path: Path) -> None:
    machine = row_of(sample_brief(), 15).text
    path = tmp_path / "brief.tmx"
    path.write_bytes(render(edited(sample_brief(), "t15", WHOLE), "tmx"))
    root = ElementTree.parse(path).getroot()
    props = {p.text: p.get("type") for p in root.iter("prop")}
    assert props[machine] == "x-machine"
    memory = Memory(tmp_path / "memory.sqlite")
    memory.import_(path)
    key = Key("", sample_brief().article.sentences[14].text)
    assert memory.get([key])[key].target == WHOLE
    memory.close()


def test_the_reading_page_shows_it() -> None:
    brief = edited(edited(sample_brief(), "t15", WHOLE), "h", "My <b>headline</b>")
    page = render(brief, "html").decode("utf-8")
    assert page.count('<p class="zy-machine">') == 2
    assert "The machine wrote" in page
    untouched = render(sample_brief(), "html").decode("utf-8")
    assert "zy-machine" not in untouched.split("<main")[1].split("</main>")[0]
