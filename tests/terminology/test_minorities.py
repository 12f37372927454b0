"""Persons of China's peoples: by the parts of their names, where these or the text bear it out."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import read
from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.lexicon import minority
from zhaiyi.terminology import find_terms


def told(marked: str) -> dict[str, str]:
    """Targets of a text whose tokens a recogniser has marked."""
    text, tokens = read(marked)
    return {t.source: t.target for t in find_terms(article(text), LEXICON, (), {text: tokens})}


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("村民尼玛扎西说，青稞丰收了。", "尼玛扎西", "Nyima Tashi"),
        ("格桑卓玛在日喀则开了一家茶馆。", "格桑卓玛", "Kelsang Drolma"),
        ("西藏的登山向导洛桑旦增说，天气很好。", "洛桑旦增", "Lobsang Tenzin"),
        ("新疆青年艾力·买买提开了一家餐厅。", "艾力·买买提", "Eli Memet"),
        ("维吾尔族村民马合木提说，路修好了。", "马合木提", "Mahmut"),
        ("哈萨克族牧民叶尔江转场了。", "叶尔江", "Yerjan"),
        ("蒙古族牧民巴图说，草长得好。", "巴图", "Batu"),
        ("内蒙古的歌手乌兰其其格参加了晚会。", "乌兰其其格", "Ulanqiqige"),
    ],
)
def test_names_are_told_by_their_parts(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


def test_other_forms_of_a_name_are_as_right() -> None:
    (term,) = find_terms(article("村民次仁平措说，收入提高了。"), LEXICON)
    assert {"Cering Puncog", "Ciren Pingcuo"} <= set(term.aliases)
    assert term.origin == "guessed"


def test_a_clan_and_what_follows_it_make_a_yi_name() -> None:
    assert told("吉克阿呷/PER 在/p 布拖县/LOC 当/v 老师/n 。/w")["吉克阿呷"] == "Jike Aga"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("代表团从日内瓦前往洛桑。", "洛桑"),
        ("国际奥委会总部设在洛桑。", "洛桑"),
    ],
)
def test_a_town_abroad_stays_one(sentence: str, name: str) -> None:
    assert targets(sentence)[name] == "Lausanne"


@pytest.mark.parametrize(
    "marked",
    [
        "洛桑/LOC 在/p 拉萨/LOC 开/v 了/u 茶馆/n 。/w",
        "洛桑灵智/PER 出版/v 新书/n 。/w",
        "洛桑多杰/PER 来/v 了/u 。/w",
    ],
)
def test_a_part_of_a_persons_name_is_no_town_abroad(marked: str) -> None:
    assert "Lausanne" not in told(marked).values()


@pytest.mark.parametrize(
    ("marked", "wrong"),
    [
        ("维吾尔族/nz 老人/n 马木克/PER 说/v 。/w", "Ma Muke"),
        ("新疆/LOC 村民/n 古丽仙/PER 来/v 了/u 。/w", "Gu Lixian"),
        ("马依作/PER 在/p 凉山/LOC 开店/v 。/w", "Ma Yi"),
    ],
)
def test_a_name_that_is_no_han_one_is_not_read_as_one(marked: str, wrong: str) -> None:
    assert wrong not in told(marked).values()


@pytest.mark.parametrize(
    "sentence",
    [
        "格桑花开满了草原。",
        "扎西德勒是藏语的问候语。",
        "他在江村调研。",
        "巴图在会上发言。",
        "代表团参观了乌兰察布。",
        "哈萨克斯坦议员努尔兰访问北京。",
    ],
)
def test_a_part_alone_is_left_untouched_where_it_may_be_something_else(sentence: str) -> None:
    found = find_terms(article(sentence), LEXICON)
    assert not [t for t in found if t.kind == "person" and t.origin == "guessed"]


def test_mongolia_writes_its_names_otherwise() -> None:
    assert "巴特尔其其格" not in targets("蒙古国议员巴特尔其其格说，选举有效。")


def test_a_han_name_stays_one() -> None:
    assert targets("新疆维吾尔自治区副主席陈伟俊说。")["陈伟俊"] == "Chen Weijun"


def test_a_part_says_whether_it_is_hardly_anything_else() -> None:
    assert minority.is_sure("卓玛")
    assert not minority.is_sure("江村")
    assert not minority.peoples_of("北京")
