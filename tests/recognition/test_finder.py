"""Terms with and without a recogniser."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.terminology.test_terms import article
from zhaiyi.core.errors import ModelDamaged
from zhaiyi.core.settings import Settings
from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.models.cards import RECOGNISER_CARD, load_card
from zhaiyi.models.store.prepared import folder_name
from zhaiyi.recognition import TermFinder

LEXICON = Lexicon()
SENTENCE = "傅昆宝开始用手推车往亲戚家运东西。"


class Told:
    """Says that each of `names` is a person."""

    signature = "told"

    def __init__(self, *names: str) -> None:
        self.names, self.asked = names, 0

    def preload(self) -> None:
        pass

    def read(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        self.asked += len(texts)
        return tuple(
            tuple(Token(n, at, at + len(n), "PER") for n in self.names if (at := text.find(n)) >= 0)
            for text in texts
        )


class ToldPlaces(Told):
    """Says that each of `names` is a place."""

    def read(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        return tuple(tuple(replace(t, tag="LOC") for t in found) for found in super().read(texts))


class Broken(Told):
    def read(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        raise ModelDamaged("cut short")


def finder(given: Told | None = None, home: Path = Path("nowhere")) -> TermFinder:
    return TermFinder(LEXICON, Settings(home=home), given)


def test_a_person_that_the_rules_alone_are_not_sure_of() -> None:
    assert not finder().terms(article(SENTENCE))
    found = finder(Told("傅昆宝")).terms(article(SENTENCE))
    assert [(t.source, t.target) for t in found] == [("傅昆宝", "Fu Kunbao")]


def test_a_foreign_person_is_asked_for() -> None:
    text = article("博内修斯打入两球。")
    assert finder().unknown(text, ()) == ()
    assert finder(Told("博内修斯")).unknown(text, ()) == ("博内修斯",)


@pytest.mark.parametrize(
    ("town", "english"),
    [
        ("清水河镇", "Qingshuihe Town"),
        ("独龙江乡", "Dulongjiang Township"),
        ("中川乡", "Zhongchuan Township"),
        ("薛家湾镇", "Xuejiawan Town"),
        ("草科藏族乡", "Caoke Tibetan Township"),
    ],
)
def test_towns_that_the_recogniser_sees_keep_their_unit(town: str, english: str) -> None:
    found = finder(ToldPlaces(town)).terms(article(f"{town}昨日发生火灾。"))
    assert [(t.source, t.target) for t in found] == [(town, english)]


def test_a_foreign_town_is_not_read_by_pinyin() -> None:
    assert not finder(ToldPlaces("贝塞斯达镇")).terms(article("贝塞斯达镇居民撤离。"))


@pytest.mark.parametrize(
    ("sentence", "street"),
    [
        ("澳門水坑尾街發生火災。", "水坑尾街"),
        ("香港皇后大道發生車禍。", "皇后大道"),
    ],
)
def test_no_street_of_hong_kong_or_macao_is_read_by_pinyin(sentence: str, street: str) -> None:
    found = finder(ToldPlaces(street)).terms(article(sentence))
    assert street not in [t.source for t in found]


def test_each_sentence_is_read_once() -> None:
    told = Told("傅昆宝")
    names = finder(told)
    names.unknown(article(SENTENCE), names.terms(article(SENTENCE)))
    assert told.asked == 1


def test_what_is_installed_is_not_asked_by_rule() -> None:
    assert finder().by_rule.provenance == {}
    given = finder(Told("傅昆宝"))
    assert given.by_rule.provenance == {"recogniser": "told"}


def test_a_recogniser_that_breaks_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    names = finder(Broken())
    with caplog.at_level(logging.WARNING):
        assert not names.terms(article(SENTENCE))
        assert not names.terms(article(SENTENCE))
    assert [r.getMessage() for r in caplog.records] == ["names are found by rule alone: cut short"]


def test_without_one_the_log_says_how_to_get_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        finder(home=tmp_path).terms(article(SENTENCE))
    assert "zhaiyi models pull recogniser-lac" in caplog.text


def test_a_damaged_one_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "prepared" / folder_name(load_card(RECOGNISER_CARD))
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert not finder(home=tmp_path).terms(article(SENTENCE))
    assert "zhaiyi models pull --force recogniser-lac" in caplog.text
