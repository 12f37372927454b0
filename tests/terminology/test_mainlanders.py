"""Persons of the mainland write themselves in pinyin, wherever a text plays."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, article
from zhaiyi.terminology import find_terms


def told(name: str, *lines: str) -> tuple[str, str]:
    found = {t.source: t for t in find_terms(article(*lines), LEXICON)}
    return found[name].target, found[name].origin


@pytest.mark.parametrize(
    ("lines", "name", "latin"),
    [
        (["新华社香港3月5日电（记者周建明）香港今天有雨。"], "周建明", "Zhou Jianming"),
        (["中国男篮后卫周建明在香港表示满意。"], "周建明", "Zhou Jianming"),
        (["中国羽毛球队在马来西亚公开赛夺冠，队长周建明说。"], "周建明", "Zhou Jianming"),
        (["香港举行论坛。", "商务部研究员周建明在会上说。"], "周建明", "Zhou Jianming"),
        (["国务院港澳办主任周建明在香港说。"], "周建明", "Zhou Jianming"),
        (["中国女排晋级四强", "本站在香港举行。", "队长周建明说。"], "周建明", "Zhou Jianming"),
        (["內地專家周建明在香港說。"], "周建明", "Zhou Jianming"),
    ],
)
def test_pinyin_is_no_guess(lines: list[str], name: str, latin: str) -> None:
    assert told(name, *lines) == (latin, "recognised")


def test_nor_are_all_of_an_article_on_chinas_team() -> None:
    lines = ("中国女排晋级四强", "本站在香港举行。", "香港队队长周建明说。")
    assert told("周建明", *lines)[1] == "guessed"


@pytest.mark.parametrize(
    "line",
    [
        "中国香港队教练周建明在香港说。",
        "香港中文大学教授周建明说。",
        "内地与香港合作，香港议员周建明说。",
        "中国队战胜澳大利亚队，澳大利亚教练周建明说。",
    ],
)
def test_of_others_it_is(line: str) -> None:
    assert told("周建明", line)[1] == "guessed"


def test_an_issue_of_taiwan_makes_nobody_taiwanese() -> None:
    lines = ("隊長周建明說，球隊狀態良好。", "發言人警告有關國家不要打「台灣牌」。")
    assert told("周建明", *lines)[0] == "Zhou Jianming"


def test_who_speaks_in_taiwan_is() -> None:
    assert told("周建明", "台灣隊長周建明說，球隊狀態良好。")[0] == "Chou Chien-ming"
