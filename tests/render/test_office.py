"""Word and translation memory."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from tests.briefs import sample_brief
from tests.render.strategies import briefs
from zhaiyi.core.document import Brief
from zhaiyi.render import FORMATS, render

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def units(data: bytes) -> list[dict[str, str]]:
    root = ElementTree.fromstring(data)
    return [
        {v.get(_LANG, ""): v.findtext("seg", "") for v in unit.findall("tuv")}
        for unit in root.iter("tu")
    ]


def test_tmx_holds_what_was_translated() -> None:
    found = units(render(sample_brief(), "tmx"))
    wanted = [
        t for t in sample_brief().translations
        if t.text and not sample_brief().article.sentences[t.source].foreign
    ]  # fmt: skip
    assert [unit["en"] for unit in found] == [t.text for t in wanted]
    assert found[0]["zh-Hans"].startswith("汕头华侨试验区")


def test_a_translation_tool_opens_the_tmx() -> None:
    tmx = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    store = tmx.tmxfile.parsestring(render(sample_brief(), "tmx"))
    assert len(store.units) == len(units(render(sample_brief(), "tmx")))


def test_word_document_is_bilingual() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document(io.BytesIO(render(sample_brief(), "docx")))
    pairs, terms = document.tables
    assert len(pairs.rows) == 1 + len(sample_brief().article.sentences)
    assert pairs.rows[6].cells[1].text.startswith("As early as the end of June 2015")
    assert pairs.rows[6].cells[2].text.startswith("早在2015年6月底")
    assert len(terms.rows) == 1 + len(sample_brief().terms)
    assert 'w:eastAsia="zh-CN"' in pairs.rows[6].cells[2]._tc.xml


@given(briefs())
@settings(max_examples=15, deadline=None)
def test_any_text_can_be_written(brief: Brief) -> None:
    pytest.importorskip("docx", reason="python-docx is not installed")
    assert render(brief, "docx").startswith(b"PK")
    units(render(brief, "tmx"))


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_are_a_function_of_the_brief(name: str) -> None:
    if name == "docx":
        pytest.importorskip("docx", reason="python-docx is not installed")
    assert render(sample_brief(), name) == render(sample_brief(), name)
