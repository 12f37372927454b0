"""Two countries of one character each: both are told, by what the article names."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.terminology import find_terms, uses


@pytest.mark.parametrize(
    ("lines", "pair", "target"),
    [
        (("越老两国国会签署协议。",), "越老两国", "Vietnam and Laos"),
        (("中柬两国海军举行演习。",), "中柬两国", "China and Cambodia"),
        (("俄乌双方交换战俘，乌克兰方面证实。",), "俄乌双方", "Russia and Ukraine"),
        (("印巴边境再次交火，巴基斯坦军方证实。",), "印巴边境", "India-Pakistan border"),
        (("巴以双方在埃及会谈，以色列代表团提前离开。",), "巴以双方", "Palestine and Israel"),
        (("美伊两国恢复谈判。",), "美伊两国", "US and Iran"),
        (("澳新两国海军举行演习。",), "澳新两国", "Australia and New Zealand"),
        (("新加坡总理访问悉尼，澳新两国签约。",), "澳新两国", "Australia and Singapore"),
        (("乌克兰外长访华，中乌两国签约。",), "中乌两国", "China and Ukraine"),
        (("中马两国签署协议。",), "中马两国", "China and Malaysia"),
        (("马拉维总统抵达北京。", "中马两国签署协议。"), "中马两国", "China and Malawi"),
        (("马里总统抵达北京。", "中马两国签署协议。"), "中马两国", "China and Mali"),
        (("巴西总统抵达北京。", "中巴双方签署协议。"), "中巴双方", "China and Brazil"),
        (("越南與老撾簽署協議，越老兩國都表示歡迎。",), "越老兩國", "Vietnam and Laos"),
    ],
)
def test_a_pair_is_told_as_both_countries(lines: tuple[str, ...], pair: str, target: str) -> None:
    assert targets(*lines)[pair] == target


@pytest.mark.parametrize(
    "lines",
    [
        ("印尼两国边民往来频繁。",),
        ("巴西双方球迷发生冲突。",),
        ("新老双方交接顺利。",),
        ("中乌两国元首在塔什干会谈。",),
        ("马来西亚总理和马里总统先后来访，中马两国发表声明。",),
        ("公司和工会是劳资双方。",),
    ],
)
def test_nothing_is_told_where_it_is_no_pair_or_not_certain(lines: tuple[str, ...]) -> None:
    assert not [s for s in targets(*lines) if s.endswith(("两国", "双方", "边境"))]


def test_any_usual_english_of_both_is_right_and_that_of_one_is_not() -> None:
    terms = find_terms(article("越老两国国会签署协议。"), LEXICON)
    (pair,) = (t for t in terms if t.source == "越老两国")
    for english in ("Laos and Vietnam", "Vietnamese and Lao", "Vietnam-Laos", "the two countries"):
        assert uses(pair, f"The parliaments of {english} signed an agreement.")
    assert not uses(pair, "The two Lao National Assemblies signed an agreement.")


def test_the_article_may_stand_before_the_second() -> None:
    terms = find_terms(article("韩美两国举行会谈。"), LEXICON)
    (pair,) = (t for t in terms if t.source == "韩美两国")
    assert uses(pair, "South Korea and the United States held talks.")
