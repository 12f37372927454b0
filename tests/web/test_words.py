"""The page's own words: both languages say everything, and everything that is said is there."""

from __future__ import annotations

import re

import pytest

from zhaiyi.render.assets import LANGUAGES
from zhaiyi.web.form import spoken
from zhaiyi.web.page import page_js
from zhaiyi.web.samples import find_samples
from zhaiyi.web.words import page_words

SLOT = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_words_and_slots(language: str) -> None:
    words, english = page_words(language), page_words("en")
    assert set(words) == set(english)
    for name, text in english.items():
        assert sorted(SLOT.findall(text)) == sorted(SLOT.findall(words[name])), name


def test_every_word_that_the_script_says_is_there() -> None:
    said = set(re.findall(r'\bsay\("(\w+)"', page_js()))
    assert len(said) > 20
    assert said <= set(page_words("en"))


def test_every_sample_has_a_name_in_both_languages() -> None:
    for sample in find_samples():
        for language in LANGUAGES:
            assert f"about_{sample.name}" in page_words(language)


def test_a_language_that_the_page_does_not_speak_is_english() -> None:
    assert page_words("xx") == page_words("en")
    assert list(spoken("xx")) == list(spoken("zh"))


def test_no_markup_can_come_out_of_the_words() -> None:
    assert "</script" not in page_js()
