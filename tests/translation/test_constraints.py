"""What a prompt tells the model about the names and quantities of a sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.scripts import lexicon
from zhaiyi.core.document import Term
from zhaiyi.quantities import read_en
from zhaiyi.translation.constraints import (
    MAX_HINTS,
    Constraints,
    Violations,
    constraints_of,
    glossary_line,
    violations_in,
)

_WORD = st.text(alphabet="甲乙丙ab", min_size=1, max_size=4)
_PAIRS = st.lists(st.tuples(_WORD, _WORD), max_size=12)


def term(source: str, target: str, origin: str = "dictionary") -> Term:
    return Term(source, target, origin)  # type: ignore[arg-type]


def test_names_and_risky_quantities_in_order_of_place() -> None:
    terms = (term("云溪县", "Yunxi County"), term("汕尾", "Shanwei"), term("北京", "Beijing"))
    constraints = constraints_of("汕尾和云溪县共有6.1万人，汕尾更多。", terms, lexicon())
    assert constraints.names == (("汕尾", "Shanwei"), ("云溪县", "Yunxi County"))
    assert constraints.quantities == (("6.1万", "61,000"),)
    assert {t.source for t in constraints.terms} == {"汕尾", "云溪县"}
    assert glossary_line(constraints.all) == "汕尾=Shanwei; 云溪县=Yunxi County; 6.1万=61,000"


def test_the_users_terms_come_first_and_are_never_cut_off() -> None:
    names = [(f"甲乙{c}", f"Name {c}") for c in "丙丁戊己庚辛壬癸子"]
    terms = (*(term(*pair) for pair in names), term("读书会", "Reading Circle", "user"))
    text = "、".join(source for source, _ in names) + "和读书会"
    line = glossary_line(constraints_of(text, terms, lexicon()).all)
    assert line.startswith("读书会=Reading Circle; ")
    assert line.count("=") == MAX_HINTS


def test_names_that_every_model_knows_are_told_only_when_a_sentence_is_tried_again() -> None:
    terms = (term("汕尾", "Shanwei"), term("中国", "China"), term("法国", "France"))
    constraints = constraints_of("中国汕尾与法国签约，金额6.1亿元。", terms, lexicon())
    assert glossary_line(constraints.all) == "汕尾=Shanwei; 6.1亿=610 million"
    assert {t.source for t in constraints.terms} == {"汕尾", "中国", "法国"}
    again = constraints.after(Violations((("6.1亿元", "610 million yuan"),)))
    line = glossary_line(again.all)
    assert line == "汕尾=Shanwei; 中国=China; 法国=France; 6.1亿元=610 million yuan"


def test_a_list_of_names_that_every_model_knows_is_told() -> None:
    names = {"湖南": "Hunan", "湖北": "Hubei", "江西": "Jiangxi", "安徽": "Anhui"}
    terms = tuple(term(*pair) for pair in names.items())
    assert len(constraints_of("、".join(names) + "有暴雨。", terms, lexicon()).names) == len(names)


def test_what_the_user_says_of_a_known_name_is_told() -> None:
    terms = (term("中国", "PRC", "user"),)
    assert constraints_of("中国经济向好。", terms, lexicon()).names == (("中国", "PRC"),)


def test_plain_sentences_need_no_hints() -> None:
    assert constraints_of("他很高兴。", (), lexicon()) == Constraints()
    assert glossary_line(()) == ""


def test_the_documents_month_goes_into_a_range_of_days() -> None:
    (pair,) = constraints_of("会议于12日至14日举行。", (), lexicon(), 2025, 6).quantities
    assert "June" in pair[1]


def test_missed_in_are_named_first_and_once() -> None:
    constraints = Constraints(
        (), (("汕头", "Shantou"),), (("20万", "200,000"), ("6.1万", "61,000"))
    )
    more = constraints.after(Violations((("6.1万", "61,000"), ("三层", "three floors"))))
    assert [source for source, _ in more.quantities] == ["6.1万", "三层", "20万"]
    assert more.names == constraints.names


def test_a_quantity_keeps_the_fuller_rendering() -> None:
    constraints = Constraints(quantities=(("12日至14日", "June 12 to 14"),))
    more = constraints.after(Violations((("12日至14日", "the 12th to the 14th"),)))
    assert more.quantities == (("12日至14日", "June 12 to 14"),)


def test_what_the_target_lost_or_changed_is_missed() -> None:
    source = "图书馆有三层，藏书20万册，投资6.1亿元。"
    good = "The library has three floors, 200,000 books and cost 610 million yuan."
    assert violations_in(source, good, None, None) == Violations()
    bad = good.replace("610 million", "6.1 billion").replace("200,000 books", "books")
    missed = dict(violations_in(source, bad, None, None).quantities)
    assert any(key.startswith("20万") for key in missed)
    assert any(key.startswith("6.1亿") for key in missed)
    for text in missed.values():
        assert read_en(text), "a hint is English that can be read back"


def test_a_country_that_a_character_only_seems_to_stand_for_is_told() -> None:
    source, wrong = "閒置的港邊舊倉庫對外開放。", "The old warehouse in Hong Kong opened."
    assert violations_in(source, wrong, None, None).words == (("港邊", "harbor"),)
    assert violations_in(source, "The old dockside store opened.", None, None) == Violations()
    both = violations_in("在港人士到港口参观。", wrong, None, None)
    assert both == Violations(), "在港 is Hong Kong"


@given(_PAIRS)
def test_the_line_is_one_line_of_at_most_so_many(pairs: list[tuple[str, str]]) -> None:
    line = glossary_line([*pairs, ("一\n二", "two lines")])
    assert "\n" not in line
    assert line.count("; ") <= MAX_HINTS - 1
    kept = [
        (s, t)
        for s, t in pairs
        if not any(other != s and other in s and t == english for other, english in pairs)
    ]
    assert line == "; ".join(f"{s}={t}" for s, t in kept[:MAX_HINTS])


@given(_PAIRS, _PAIRS)
def test_no_quantity_is_lost_or_doubled(
    known: list[tuple[str, str]], more: list[tuple[str, str]]
) -> None:
    constraints = Constraints(quantities=tuple(dict(known).items())).after(Violations(tuple(more)))
    sources = [source for source, _ in constraints.quantities]
    assert len(sources) == len(set(sources))
    held = {s for s in dict(known) if any(s != o and s in o for o, _ in more)}
    assert set(sources) == (set(dict(known)) - held) | set(dict(more))
    assert sources[: len(dict(more))] == list(dict(more))


def test_an_office_beside_a_person_is_told() -> None:
    person = Term("胡祖才", "Hu Zucai", "recognised", "person")
    constraints = constraints_of("国家发展改革委胡祖才副主任出席。", (person,), lexicon())
    assert ("副主任", "deputy director") in constraints.names
    assert constraints_of("副主任出席。", (person,), lexicon()).names == ()


def test_who_is_on_a_party_committee_is_told_wherever_it_stands() -> None:
    names = dict(constraints_of("全会递补省委候补委员三人为省委委员。", (), lexicon()).names)
    assert "alternate member" in names["省委候补委员"]
    assert not names["省委委员"].startswith("alternate")


def test_what_a_shorter_entry_says_is_not_said_twice() -> None:
    pairs = [("汕头市", "Shantou"), ("林依民", "Lin Yimin"), ("汕头", "Shantou")]
    assert glossary_line(pairs) == "林依民=Lin Yimin; 汕头=Shantou"
    assert glossary_line([("北京市", "Beijing"), ("北京大学", "Peking University")]) == (
        "北京市=Beijing; 北京大学=Peking University"
    )


def test_a_paper_of_singapore_means_its_own_country_and_money() -> None:
    source = "我国今年拨款3亿元。"
    given = constraints_of(source, (), lexicon(), home="SG")
    assert dict(given.all) == {"我国": "Singapore", "3亿元": "S$300 million"}
    assert ("我国", "Singapore") not in constraints_of(source, (), lexicon()).names
    missed = violations_in(source, "It gives 300 million yuan.", None, None, home="SG")
    assert missed.quantities
