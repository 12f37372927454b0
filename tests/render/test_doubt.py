"""How sure each sentence is, in every form that leaves: a sign, a word, counts and what they mean;
what to check from the most doubtful down."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.briefs import sample_brief
from zhaiyi.core.document import Brief, Level, Span, Translation
from zhaiyi.render import render
from zhaiyi.render.render_json import from_json
from zhaiyi.render.view import View
from zhaiyi.render.words import english

LEVELS: tuple[tuple[Level, float], ...] = (("sure", 0.9), ("look", 0.5), ("doubtful", 0.1))


def estimated(curve: str = "calibrated for this translator") -> Brief:
    """The sample, its levels taking turns; what has no findings is doubtful too."""
    brief = sample_brief()
    translations = tuple(_with(t, *LEVELS[i % 3]) for i, t in enumerate(brief.translations))
    summary = tuple(replace(s, level="look", confidence=0.4) for s in brief.summary)
    provenance = replace(brief.provenance, estimator=f"estimator-news/1, {curve}")
    return replace(brief, translations=translations, summary=summary, provenance=provenance)


def _with(translation: Translation, level: Level, confidence: float) -> Translation:
    suspect = (Span(0, 7),) if level == "doubtful" and translation.text else ()
    return replace(translation, level=level, confidence=confidence, suspect=suspect)


def text_of(format: str, brief: Brief) -> str:
    data = render(brief, format)
    if format != "docx":
        return data.decode()
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(p.text for p in document.paragraphs), *cells))


@pytest.mark.parametrize("format", ["txt", "md", "docx", "html"])
def test_the_head_counts_the_levels_and_says_what_they_mean(format: str) -> None:
    brief = estimated()
    levels = [t.level for t in brief.translations]
    said = " ".join(text_of(format, brief).replace("> ", " ").split())
    assert (
        f"{levels.count('sure')} of {len(levels)} sentences sure, {levels.count('look')} to look "
        f"at, {levels.count('doubtful')} doubtful." in said
    )
    assert "no proof" in said


@pytest.mark.parametrize("format", ["txt", "md", "docx", "html"])
def test_confidence_that_was_not_measured_on_this_model_says_so(format: str) -> None:
    text = text_of(format, estimated("general curve"))
    if format == "html":
        (line,) = BeautifulSoup(text, "lxml").select(".zy-sure")
        text = line.get_text()
    said = " ".join(text.replace("> ", " ").split())
    assert "general curve" in said
    assert "no proof" not in said


@pytest.mark.parametrize("format", ["txt", "md", "docx"])
def test_a_sign_and_a_word_stand_by_each_sentence(format: str) -> None:
    said = text_of(format, estimated())
    for mark in ("● sure", "◐ to look at", "○ doubtful"):
        assert mark in said


@pytest.mark.parametrize("format", ["txt", "md", "docx", "tmx"])
def test_without_an_estimator_nothing_is_said_of_it(format: str) -> None:
    said = text_of(format, sample_brief())
    assert not [word for word in ("●", "◐", "○", "sentences sure", "x-level") if word in said]


def test_what_to_check_goes_from_the_most_doubtful_down() -> None:
    brief = estimated()
    view = View(brief)
    known = {f"s{t.source + 1}": t.confidence for t in brief.translations}
    order = [known[item.ref] for item in view.to_check if item.ref in known]
    assert order == sorted(order, key=lambda value: value or 0.0)
    doubtful = {f"s{t.source + 1}" for t in brief.translations if t.level == "doubtful"}
    assert doubtful <= {item.ref for item in view.to_check}
    assert all(row.to_check for row in view.rows if f"s{row.number}" in doubtful)


def test_a_doubtful_sentence_names_the_words_that_are_doubted() -> None:
    item = next(item for item in View(estimated()).to_check if item.words)
    assert english().reason(item) == f"Doubtful, above all: “{item.text[:7]}”"


def test_json_brings_confidence_back() -> None:
    brief = estimated()
    assert from_json(render(brief, "json")) == brief
    tree = json.loads(render(brief, "json"))
    assert tree["summary"][0]["level"] == "look"
    assert tree["title"]["confidence"] is None


def test_a_translation_memory_carries_the_level() -> None:
    tree = etree.fromstring(render(estimated(), "tmx"))
    levels = [prop.text for prop in tree.iter("prop") if prop.get("type") == "x-level"]
    assert set(levels) == {"sure", "look", "doubtful"}
    shares = [prop.text for prop in tree.iter("prop") if prop.get("type") == "x-confidence"]
    assert len(shares) == len(levels)
