"""Holders of office: given names from nowhere, another person in the holder's place."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names import check
from zhaiyi.quality.names.offices import without_invented

LEXICON = Lexicon()


def person(source: str, surname: str, *full: str) -> Term:
    return Term(source, surname, "dictionary", "person", aliases=full)


ABBOTT = person("阿博特", "Abbott", "Greg Abbott")
MERZ = person("默茨", "Merz", "Friedrich Merz")
COOPER = person("库珀", "Cooper", "Yvette Cooper")
LUXON = person("总理拉克森", "Prime Minister Luxon", "Christopher Luxon", "Luxon")
TRUMP = person("特朗普", "Trump", "Donald Trump")
SMIT = person("史密特", "Smit", "Anna Smit")
JOHNSON = person("约翰逊", "Johnson", "Mike Johnson")


def messages(source: str, english: str, *terms: Term) -> list[str]:
    segment = SegmentPair(source, english, terms=terms, lexicon=LEXICON)
    return [finding.message for finding in check(segment)]


@pytest.mark.parametrize(
    ("term", "source", "english", "mended"),
    [
        (ABBOTT, "州长阿博特说。", "Governor Rick Abbott said.", "Governor Abbott said."),
        (ABBOTT, "州长阿博特说。", "Gov. Rick J. Abbott's plan.", "Gov. Abbott's plan."),
        (MERZ, "总理默茨说。", "chancellor Angela Merz said.", "chancellor Merz said."),
        (JOHNSON, "眾議院議長約翰遜说。", "Speaker John Johnson.", "Speaker John Johnson."),
        (JOHNSON, "众议院议长约翰逊说。", "Speaker John Johnson.", "Speaker Johnson."),
    ],
)
def test_an_invented_given_name_goes(term: Term, source: str, english: str, mended: str) -> None:
    assert without_invented(source, english, [term]) == mended


@pytest.mark.parametrize(
    ("term", "source", "english"),
    [
        (ABBOTT, "州长阿博特说。", "Governor Greg Abbott said."),
        (ABBOTT, "州长阿博特说。", "Governor Gregory Abbott said."),
        (ABBOTT, "州长阿博特说。", "Republican Governor Abbott said."),
        (ABBOTT, "州长阿博特说。", "He told Governor-elect Abbott."),
        (ABBOTT, "州长里克·阿博特说。", "Governor Rick Abbott said."),
        (ABBOTT, "州长阿博特的妻子塞西莉亚。", "Governor Abbott's wife, Cecilia Abbott."),
        (ABBOTT, "阿博特说,他不走。", "Jim Abbott said he would stay."),
        (ABBOTT, "球员阿博特获胜。", "The player Jim Abbott won."),
        (ABBOTT, "州长阿博特参观大桥。", "He saw Governor Rick Abbott Bridge."),
        (MERZ, "总理默茨说。", "Chancellor Designate Merz said."),
        (LUXON, "总理拉克森说。", "Prime Minister Chris Luxon said."),
        (TRUMP, "总统特朗普和埃里克到场。", "President Trump and Eric Trump came."),
        (JOHNSON, "议长约翰逊说。", "Speaker Boris Johnson said."),
        (JOHNSON, "议员约翰逊说。", "Representative Hank Johnson said."),
        (JOHNSON, "议长约翰逊会走吗？", "Will Johnson go?"),
    ],
)
def test_a_given_name_that_may_be_right_stays(term: Term, source: str, english: str) -> None:
    assert without_invented(source, english, [term]) == english
    assert messages(source, english, term) == []


@pytest.mark.parametrize(
    ("term", "source", "english"),
    [
        (SMIT, "总统史密特说。", "President Rick Smit said."),
        (LUXON, "总理拉克森说。", "Prime Minister Jacinthan Luxon said."),
    ],
)
def test_a_given_name_from_nowhere_is_told(term: Term, source: str, english: str) -> None:
    assert without_invented(source, english, [term]) == english
    assert any("given name" in message for message in messages(source, english, term))


@pytest.mark.parametrize(
    ("term", "source", "english", "other"),
    [
        (COOPER, "外交大臣库珀说。", "Foreign Secretary Boris Johnson said.", "Boris Johnson"),
        (MERZ, "总理默茨说。", "Chancellor Merkel said.", "Merkel"),
    ],
)
def test_another_in_an_office_is_told(term: Term, source: str, english: str, other: str) -> None:
    assert messages(source, english, term) == [f"{term.source} is {term.target}, not {other}"]


@pytest.mark.parametrize(
    ("term", "source", "english"),
    [
        (COOPER, "外交大臣库珀说。", "The foreign secretary said."),
        (COOPER, "外交大臣库珀说。", "Foreign Secretary Kuper said."),
        (COOPER, "外交大臣库珀会见外长王毅。", "She met Foreign Minister Wang Yi."),
        (COOPER, "外交大臣库珀接替拉米。", "She succeeded Foreign Secretary Lammy."),
        (MERZ, "总理默茨说。", "Chancellor Mertz said."),
        (MERZ, "总理默茨说。", "The Chancellor Monday said."),
        (MERZ, "总理默茨接替朔尔茨。", "He succeeded Chancellor Olaf Scholz."),
    ],
)
def test_who_may_be_meant_is_not_told(term: Term, source: str, english: str) -> None:
    assert not any(", not " in message for message in messages(source, english, term))
