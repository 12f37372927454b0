"""Whose name is read how: Chinese persons whole, those of the Far East not by pinyin."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import read
from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.terminology import find_terms
from zhaiyi.terminology.english import offices


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("蔡奇主持会议。", "蔡奇", "Cai Qi"),
        ("朱立伦表示欢迎。", "朱立伦", "Eric Chu"),
        ("梅洛尼出席会议。", "梅洛尼", "Meloni"),
        ("博雷利出席会议。", "博雷利", "Borrell"),
        ("林芳正在东京发表讲话。", "林芳正", "Yoshimasa Hayashi"),
        ("田中表示，公司将扩产。", "田中", "Tanaka"),
        ("马来西亚总理安华抵达北京。", "安华", "Anwar Ibrahim"),
    ],
)
def test_a_listed_person_is_told_as_the_list_does(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("韩国男子金某被捕。", "金某", "Kim"),
        ("朝鲜男子李某被捕。", "李某", "Ri"),
        ("越南男子阮某被捕。", "阮某", "Nguyen"),
        ("韩国首都下起大雪。警方逮捕了金某。", "金某", "Kim"),
        ("北京男子金某被捕。", "金某", "Jin"),
        ("被告人钱某乙上诉。", "钱某乙", "Qian Mouyi"),
    ],
)
def test_a_surname_is_read_as_in_its_country(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("新加坡/LOC 卫生部长/n 林志远/PER 说/v 。/w", "林志远"),
        ("马来西亚/LOC 学者/n 黄子坚/PER 说/v 。/w", "黄子坚"),
        ("日本/LOC 议员/n 林芳平/PER 说/v 。/w", "林芳平"),
        ("吉隆坡/LOC 下雨/v ，/w 店主/n 陈国伟/PER 说/v 。/w", "陈国伟"),
        ("新加坡/LOC 的/u 陈女士/PER 说/v 。/w", "陈女士"),
    ],
)
def test_no_pinyin_where_it_would_be_wrong(marked: str, name: str) -> None:
    text, tokens = read(marked)
    found = {t.source for t in find_terms(article(text), LEXICON, (), {text: tokens})}
    assert name not in found


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("新加坡下雨。（记者 林依民）", "林依民", "Lin Yimin"),
        ("中国驻新加坡大使林依民说。", "林依民", "Lin Yimin"),
        ("中国学者林依民访问日本。", "林依民", "Lin Yimin"),
    ],
)
def test_a_chinese_there_is_read_by_pinyin(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    "marked",
    [
        "他/r 在/p 村里/s 拍摄/v 宣传片/PER 。/w",
        "公司/n 拍摄/v 了/u 宣传照/PER 。/w",
        "阿凡提的故事家/n 喻户晓/PER 。/w",
        "这/r 首/q 歌/n 家/n 喻户晓/PER 。/w",
    ],
)
def test_a_word_or_a_piece_of_a_phrase_is_no_person(marked: str) -> None:
    text, tokens = read(marked)
    found = find_terms(article(text), LEXICON, (), {text: tokens})
    assert not [t for t in found if t.kind == "person"]


def test_a_photographer_is_named_behind_the_word_for_taking() -> None:
    assert targets("(摄 林依民)")["林依民"] == "Lin Yimin"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("越南副总理", "deputy prime minister of Vietnam"),
        ("新加坡副总理", "deputy prime minister of Singapore"),
        ("德国副总理", "vice chancellor of Germany"),
        ("国务院副总理", "vice premier"),
    ],
)
def test_a_vice_premier_is_chinese(text: str, english: str) -> None:
    assert [office.target for office in offices.in_source(text)] == [english]


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("国民民主党公布政策。", "国民民主党", "Democratic Party for the People"),
        ("上海瑞金医院开设门诊。", "瑞金医院", "Ruijin Hospital"),
        ("游客来到西藏昌都。", "昌都", "Qamdo"),
    ],
)
def test_names_that_are_no_sum_of_their_parts(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("marked", "name", "english"),
    [
        ("山西/LOC 碛口古镇/LOC 游客/n 很/d 多/a 。/w", "碛口古镇", "Qikou Ancient Town"),
        ("西安市/LOC 小寨东路/LOC 很/d 堵/a 。/w", "小寨东路", "Xiaozhai East Road"),
    ],
)
def test_a_name_is_told_apart_from_what_is_said_of_it(marked: str, name: str, english: str) -> None:
    text, tokens = read(marked)
    found = {t.source: t.target for t in find_terms(article(text), LEXICON, (), {text: tokens})}
    assert found[name] == english


@pytest.mark.parametrize(
    ("before", "marked", "name", "english"),
    [
        (
            "韩国/LOC 首尔中央地方法院/ORG 开庭/v 。/w",
            "审判长/n 白大铉/PER 宣读/v 。/w",
            "白大铉",
            "Baek Dae-hyun",
        ),
        ("韩国/LOC 全国/n 降雪/v 。/w", "官员/n 李美善/PER 说/v 。/w", "李美善", "Lee Mi-sun"),
        (
            "韩国/LOC 中央灾难对策本部/ORG 开会/v 。/w",
            "部长/n 尹虎重/PER 说/v 。/w",
            "尹虎重",
            "Yoon Ho-joong",
        ),
        ("全国/n 降雪/v 。/w", "局长/n 李美善/PER 说/v 。/w", "李美善", "Li Meishan"),
        (
            "全国政协/ORG 会见/v 韩国/LOC 客人/n 。/w",
            "局长/n 李美善/PER 说/v 。/w",
            "李美善",
            "Li Meishan",
        ),
    ],
)
def test_central_and_nationwide_mean_those_of_the_country_named(
    before: str, marked: str, name: str, english: str
) -> None:
    said = dict((read(before), read(marked)))
    found = find_terms(article(*said), LEXICON, (), said)
    assert {t.source: t.target for t in found}[name] == english


def test_south_korea_has_another_name_in_hong_kong_and_taiwan() -> None:
    assert targets("南韓前國防部長李祥敏亦受審。")["李祥敏"] == "Lee Sang-min"


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("将军向普京报告称。", "普京", "Putin"),
        ("她向普京说明情况。", "普京", "Putin"),
        ("大使向默茨递交国书。", "默茨", "Friedrich Merz"),
        ("會議由莫迪主持。", "莫迪", "Modi"),
        ("部长向鲁托汇报工作。", "鲁托", "William Ruto"),
        ("代表团从莫迪处获悉。", "莫迪", "Modi"),
        ("大阪市長橫山英幸表示。", "橫山英幸", "Hideyuki Yokoyama"),
    ],
)
def test_a_listed_person_behind_a_preposition_is_told(
    sentence: str, name: str, english: str
) -> None:
    found = targets(sentence)
    assert found[name] == english
    assert not any(other != name and name in other for other in found)
