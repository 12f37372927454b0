"""What the checks say of somebody's translation: as much as of our own."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON
from zhaiyi.core.settings import Settings
from zhaiyi.estimation import Estimator
from zhaiyi.examine import Pair, examine
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder

DATELINE = "新华社南昌2018年3月5日电（记者周明）赣江新桥昨日动工。"
OPENED = ("大桥预计明年建成。", "The bridge is to be completed in {}.")


def kinds(*texts: tuple[str, str]) -> list[list[str]]:
    """Kinds of what is found in each pair."""
    pairs = [Pair(source, target, f"line {n}") for n, (source, target) in enumerate(texts, 1)]
    names = TermFinder(LEXICON, Settings()).by_rule
    found = examine(pairs, Estimator(None), names, Encoder())
    return [[f.kind for f in one.findings if f.severity != "info"] for one in found]


@pytest.mark.parametrize(
    ("source", "wrong", "right", "kind"),
    [
        (
            "加拿大游泳协会公布名单。",
            "The Canadian Football Association announced the list.",
            "The Canadian Swimming Association announced the list.",
            "name",
        ),
        (
            "这家工厂去年关闭了两条生产线，因为订单减少，三百名工人被迫离开，镇上的商店也受到影响。",
            "The factory closed two production lines last year.",
            "The factory closed two production lines last year because orders had fallen; three "
            "hundred workers had to leave, and the shops in town suffered too.",
            "clauses",
        ),
    ],
)
def test_the_checks_look_words_up(source: str, wrong: str, right: str, kind: str) -> None:
    [found] = kinds((source, wrong))
    assert kind in found
    assert kinds((source, right)) == [[]]


def test_an_article_s_dateline_says_which_year_is_meant() -> None:
    opening = (DATELINE, "Work on a new bridge over the Gan began yesterday.")
    source, target = OPENED
    right, wrong = ((source, target.format(year)) for year in (2019, 2023))
    assert kinds(opening, right)[1] == []
    assert kinds(opening, wrong)[1] == ["number"]
    assert kinds(("新桥动工", "Work on bridge begins"), opening, wrong)[2] == ["number"]


def test_a_file_of_several_articles_has_no_date() -> None:
    opening = (DATELINE, "Work on a new bridge over the Gan began yesterday.")
    other = (
        "新华社长沙2022年1月6日电 湘江大桥昨日封闭。",
        "The Xiang bridge was closed yesterday.",
    )
    source, target = OPENED
    assert kinds(opening, other, (source, target.format(2023)))[2] == []
    rest = [("天气很好。", "The weather is fine.")] * 3
    assert kinds(*rest, opening, (source, target.format(2023)))[-1] == []
