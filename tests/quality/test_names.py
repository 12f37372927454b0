"""Missing, forbidden and invented names."""

from __future__ import annotations

import csv

import pytest

from tests.support import shared
from tests.terminology.test_terms import LEXICON, article
from zhaiyi.core.document import Finding, Term
from zhaiyi.core.settings import Settings
from zhaiyi.models.store import Store
from zhaiyi.quality.base import SegmentPair, SegmentRole
from zhaiyi.quality.names import check, score
from zhaiyi.quality.registry import run_checks
from zhaiyi.recognition import installed_recogniser
from zhaiyi.terminology import find_terms, in_text

SHANTOU = Term("汕头", "Shantou", "dictionary", "place")
LIN = Term("林依民", "Lin Yimin", "recognised", "person")


def findings(
    source: str, target: str, *terms: Term, role: SegmentRole = "translation"
) -> list[Finding]:
    return list(check(SegmentPair(source, target, role=role, terms=terms)))


def test_a_name_written_otherwise_is_reported_with_its_place() -> None:
    (found,) = findings("副市长林依民说", "Deputy Mayor Lin Yiming said.", LIN)
    assert found.kind == "name"
    assert found.severity == "warning"
    assert found.message == "the name 林依民 (Lin Yimin) is missing or written otherwise"
    assert found.source_span == (3, 6)


@pytest.mark.parametrize(
    "target", ["Meishan held the meeting.", "The meeting in Wuhan ended.", "In Shanto, it began."]
)
def test_another_place_is_reported(target: str) -> None:
    assert findings("汕头召开会议", target, SHANTOU)


@pytest.mark.parametrize(
    "target",
    [
        "The city held a meeting.",
        "SHANTOU held a meeting.",
        "A meeting of the National Committee was held in the city.",
        "He said on Monday that the city would open.",
    ],
)
def test_a_name_that_english_leaves_out_is_no_finding(target: str) -> None:
    assert not findings("汕头召开会议", target, SHANTOU)


def test_one_name_said_for_all_is_reported() -> None:
    hunan = Term("湖南", "Hunan", "dictionary", "place")
    hubei = Term("湖北", "Hubei", "dictionary", "place")
    found = findings("湖南、湖北、江西", "Hunan, Hunan, Hunan", hunan, hubei)
    assert [f.message for f in found] == ["the name 湖北 (Hubei) is missing or written otherwise"]


def test_the_users_terms_are_always_looked_for() -> None:
    term = Term("汕头", "Swatow", "user", forbidden=("Shantou",))
    found = findings("汕头召开会议", "Shantou held a meeting.", term)
    assert [f.severity for f in found] == ["error", "error"]
    assert "Swatow" in found[1].message


@pytest.mark.parametrize("role", ["summary", "headline"])
def test_a_summary_must_not_bring_new_names(role: SegmentRole) -> None:
    (found,) = findings("汕头召开会议", "Shantou and Guangzhou met.", SHANTOU, role=role)
    assert "Guangzhou" in found.message
    assert found.target_span == (12, 21)


def test_a_summary_may_leave_names_out_and_use_pinyin() -> None:
    assert not findings("友谊农场和汕头", "The farm of Youyi prospers.", SHANTOU, role="summary")


def test_score_counts_terms_of_the_sentence() -> None:
    assert score("汕头副市长林依民", "The mayor of Shantou", [SHANTOU, LIN]) == (1, 2)


def test_human_references_are_hardly_flagged() -> None:
    with shared("eval/newstest2021-dev.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:300]
    flagged = 0
    for start in range(0, len(rows), 15):
        part = rows[start : start + 15]
        terms = find_terms(article(*(r["zh"] for r in part)), LEXICON)
        for row in part:
            here = tuple({o.term for o in in_text(row["zh"], terms, LEXICON)})
            flagged += bool(findings(row["zh"], row["en"], *here))
    assert flagged / len(rows) <= 0.015


def test_with_a_recogniser_hardly_more_are() -> None:
    recogniser = installed_recogniser(Store.from_settings(Settings()))
    if recogniser is None:
        pytest.skip("needs the recogniser: zhaiyi models pull recogniser-lac")
    with shared("eval/newstest2021-dev.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sources = [row["zh"] for row in rows]
    readings = dict(zip(sources, recogniser.read(sources), strict=True))
    terms = find_terms(article(*sources), LEXICON, (), readings)
    flagged = 0
    for row in rows:
        possible = [t for t in terms if t.source in row["zh"]]
        here = tuple({o.term for o in in_text(row["zh"], possible, LEXICON)})
        flagged += bool(findings(row["zh"], row["en"], *here))
    assert flagged / len(rows) <= 0.0125


NANFANG = Term("南方日报", "Nanfang Daily", "dictionary", "media", aliases=("Southern Daily",))


def test_a_paper_or_a_body_of_which_no_word_is_left_is_reported() -> None:
    (found,) = findings("南方日报记者就此进行了采访。", "The reporter interviewed him.", NANFANG)
    assert "Nanfang Daily" in found.message
    assert not findings(
        "南方日报记者就此采访。", "A reporter of the Southern Daily asked.", NANFANG
    )
    assert not findings("南方日报记者就此采访。", "A reporter of the daily asked.", NANFANG)


def test_the_site_behind_a_headline_and_the_agency_before_its_reporters_may_go() -> None:
    site = Term("新华网", "Xinhuanet", "dictionary", "media", aliases=("Xinhua",))
    assert not findings("藏羚羊进入回迁季-新华网", "Antelopes are on their way back", site)
    agency = Term("新华社", "Xinhua News Agency", "dictionary", "media")
    assert not findings("新华社记者陈尚营、王立武", "Chen Shangying, Wang Liwu", agency)


def test_spellings_of_places_without_pinyin_are_one_name() -> None:
    term = Term("沙依巴克区", "Saybagh District", "dictionary", "place")
    assert not findings("沙依巴克区是高风险地区。", "The Saybag area is at high risk.", term)


def test_pinyin_is_not_asked_for_abroad() -> None:
    cheung = Term("张建宗", "Zhang Jianzong", "guessed", "person")
    zhang = Term("张建宗", "Zhang Jianzong", "recognised", "person")
    target = "Chief Secretary Matthew Cheung Kin-chung said so."
    assert not findings("香港特区政府政务司司长张建宗表示", target, cheung)
    assert findings("局长张建宗表示", "Director Zhang Jianzhong said so.", zhang)


def test_a_transliteration_of_the_source_stands_for_no_other_place() -> None:
    delhi = Term("新德里", "New Delhi", "dictionary", "place")
    source = "新德里卫星城古鲁格拉姆一家法院发出传票。"
    assert not findings(source, "A court in Gurugram issued a subpoena.", delhi)
    assert findings(source, "A court in Mumbai issued a subpoena.", delhi)


def test_a_person_left_out_is_told_but_for_an_agencys_reporters() -> None:
    lin = Term("林依民", "Lin Yimin", "recognised", "person")
    assert findings("副市长林依民表示赞成。", "The deputy mayor was in favour.", lin)
    assert not findings("（记者林依民）汕头下雨了。", "It rained in Shantou.", lin)


def test_a_province_from_nowhere_is_told() -> None:
    """Translations, too, are read for places that only they have."""
    segment = SegmentPair(
        "岷南县发生5.2级地震。", "A 5.2 quake hit Minnan County, Yunnan Province."
    )
    assert [f.message for f in check(segment) if f.target_span] == [
        "the name Yunnan is not among the names of the source sentences"
    ]
    known = SegmentPair("云南岷南县地震。", "A quake hit Minnan County, Yunnan Province.")
    assert not list(check(known))
    abbreviated = SegmentPair("俄总统出席阅兵式。", "The Russian president attended the parade.")
    assert not list(check(abbreviated))


def test_a_harbour_is_not_hong_kong() -> None:
    target = "The old warehouse on the coast of Hong Kong has been renovated."
    found = [f.message for f in check(SegmentPair("港邊舊倉庫經過三年整修。", target))]
    assert found == ["the name Hong Kong is not among the names of the source sentences"]
    assert not list(
        check(SegmentPair("港商整修舊倉庫。", "A Hong Kong investor renovated the warehouse."))
    )


@pytest.mark.parametrize("role", ["translation", "summary"])
@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        (
            "中国共产党贵州省第十三届委员会第五次全体会议召开。",
            "The 13th Central Committee of the Communist Party of China met.",
            True,
        ),
        ("省委委员出席会议。", "Members of the Standing Committee attended.", True),
        ("市委常委、市委委员出席。", "Members of the Standing Committee attended.", False),
        ("省委全会学习党中央的部署。", "The plenum studied the Central Committee's plans.", False),
        ("县人大常委会委员出席会议。", "Members of the Standing Committee attended.", False),
    ],
)
def test_a_local_party_committee_is_not_raised(
    source: str, target: str, told: bool, role: SegmentRole
) -> None:
    found = [f.message for f in findings(source, target, role=role)]
    assert any("has become the" in message for message in found) == told


@pytest.mark.parametrize(
    ("source", "english", "letters"),
    [
        ("国际奥林匹克委员会", "International Olympic Committee", "IOC"),
        ("北大西洋公约组织", "North Atlantic Treaty Organization", "NATO"),
        ("石油输出国组织", "OPEC", "OPEC"),
    ],
)
def test_a_body_may_be_named_by_its_letters(source: str, english: str, letters: str) -> None:
    body = Term(source, english, "dictionary", "organisation")
    segment = SegmentPair(f"{source}今天开会。", f"The {letters} met today.", terms=(body,))
    assert not run_checks(segment, ("names", "length"))
    assert findings(f"{source}开会。", "They met in the end.", body)


@pytest.mark.parametrize("word", ["Enhancing", "Deepening", "Ensuring", "Regulating"])
def test_the_first_word_of_a_title_is_no_name(word: str) -> None:
    source, target = "《意见》印发。", f"The Opinions on {word} the work were issued."
    assert not findings(source, target, role="summary")


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("国务院总理李强出席会议。", "Premier Li Qiang attended the meeting.", False),
        ("國務院總理李強出席會議。", "Chinese Premier Li Qiang attended the meeting.", False),
        ("国务院总理李强出席会议。", "Li Qiang attended the meeting.", True),
        ("国务院总理李强出席国务院会议。", "Premier Li Qiang attended a meeting.", True),
        ("国务院印发通知。", "The Premier issued a notice.", True),
    ],
)
def test_the_head_of_a_body_may_stand_for_it(source: str, target: str, told: bool) -> None:
    council = Term(source[:3], "State Council", "dictionary", "organisation")
    assert bool(findings(source, target, council)) == told


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("中法关系稳定。", "China-Germany relations are stable.", "Germany"),
        ("中日关系稳定。", "Relations between China and South Korea are stable.", "Korea"),
        ("美方部长到访。", "The British minister came.", "British"),
        ("中法关系稳定。", "China-France relations are stable.", ""),
        ("闽南人爱吃海鲜。", "People in southern Fujian like seafood.", ""),
        ("浙企签约。", "Firms from Zhejiang signed.", ""),
        ("欧盟表示遗憾。", "NATO regretted it.", "NATO"),
        ("北约峰会开幕。", "The UN summit opened.", "UN"),
        ("欧盟表示遗憾。", "The bloc regretted it.", ""),
        ("欧盟与北约会谈。", "NATO and the bloc talked.", ""),
    ],
)
def test_a_country_or_union_that_became_another_is_told(
    source: str, english: str, told: str
) -> None:
    found = [f.message for f in check(SegmentPair(source, english))]
    assert len(found) == bool(told)
    assert all(told in message for message in found)


@pytest.mark.parametrize(
    ("term", "english"),
    [
        (Term("威尼斯", "Venice", "dictionary", "place"), "It was a Venetian night by Lisbon."),
        (Term("莫斯科", "Moscow", "dictionary", "place"), "Muscovites went to Lisbon."),
        (Term("黄岩岛", "Huangyan Island", "dictionary", "place"), "It lay by Scarborough Shoal."),
        (
            Term("中国海警", "China Coast Guard", "dictionary", "organisation"),
            "It was China's coast guard.",
        ),
    ],
)
def test_what_else_a_name_is_called_is_accepted(term: Term, english: str) -> None:
    lisbon = Term("里斯本", "Lisbon", "dictionary", "place")
    source = f"{term.source}与里斯本有关。"
    assert "left out" not in str(found := list(check(SegmentPair(source, english, terms=(term,)))))
    assert not [f for f in found if term.source in f.message and "missing" in f.message]
    assert not [
        f
        for f in check(SegmentPair(source, english, terms=(term, lisbon)))
        if term.source in f.message
    ]


def test_the_second_place_of_a_line_that_became_another_is_told() -> None:
    terms = tuple(
        Term(zh, en, "dictionary", "place")
        for zh, en in (("北京", "Beijing"), ("上海", "Shanghai"))
    )
    right = SegmentPair("北京—上海高铁开通。", "The Beijing-Shanghai railway opened.", terms=terms)
    wrong = SegmentPair("北京—上海高铁开通。", "The Beijing-Nanjing railway opened.", terms=terms)
    assert not list(check(right))
    assert ["上海" in f.message for f in check(wrong)] == [True]
