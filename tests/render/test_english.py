"""The English article alone, in each of its forms."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from bs4 import BeautifulSoup

from tests.briefs import hostile_brief, sample_brief
from zhaiyi.core.document import Brief
from zhaiyi.render import FORMATS, render
from zhaiyi.render.edit import edited
from zhaiyi.render.english import paragraphs
from zhaiyi.render.view import View
from zhaiyi.text.script import has_han

ENGLISH = [name for name in FORMATS if name.startswith("en-")]


def text_of(brief: Brief, name: str) -> str:
    data = render(brief, name)
    if name == "en-docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    return data.decode("utf-8")


def without_chinese_names(brief: Brief) -> Brief:
    """Nobody's name stands in Chinese: what is left over of Chinese would be a sentence."""
    return replace(brief, article=replace(brief.article, dateline="", byline=""))


@pytest.mark.parametrize("name", ENGLISH)
def test_it_holds_the_english_and_no_chinese(name: str) -> None:
    brief = without_chinese_names(sample_brief())
    told = text_of(brief, name)
    assert brief.headline.text in told
    assert "Machine translation" in told
    assert "To check" in told
    assert not has_han(re.sub(r"<style>.*?</style>", "", told, flags=re.S))
    assert "41 buses" in text_of(edited(brief, "t15", "41 buses"), name)
    assert "edited by hand" in text_of(edited(brief, "t15", "41 buses"), name)


def test_what_repeats_is_said_once() -> None:
    view = View(sample_brief())
    texts = [paragraph.text for paragraph in paragraphs(view)]
    whole = " ".join(texts)
    first = view.rows[2].text
    assert first
    assert whole.count(first) == 1
    assert any(paragraph.heading for paragraph in paragraphs(view))


def test_a_page_of_english_is_inert() -> None:
    page = BeautifulSoup(render(hostile_brief(), "en-html").decode("utf-8"), "lxml")
    assert not page.find_all(["script", "img", "svg", "iframe"])
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
