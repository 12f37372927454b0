"""Places of Hong Kong, Macao, Taiwan and South Korea as they write themselves."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets
from zhaiyi.lexicon import regional
from zhaiyi.lexicon.tables import rows


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("香港西贡的码头关闭。", "西贡", "Sai Kung"),
        ("香港西貢區的海灘。", "西貢區", "Sai Kung District"),
        ("警方在长沙湾拘捕三人。", "长沙湾", "Cheung Sha Wan"),
        ("九龙城寨的旧照片展出。", "九龙城寨", "Kowloon Walled City"),
        ("元朗十八乡的村民投诉。", "十八乡", "Shap Pat Heung"),
        ("沙田大围村的居民投诉。", "大围村", "Tai Wai Village"),
        ("东铁线罗湖站暂停服务。", "罗湖站", "Lo Wu Station"),
        ("港铁金钟站挤满乘客。", "金钟站", "Admiralty Station"),
        ("澳门黑沙环的学校停课。", "黑沙环", "Areia Preta"),
        ("台湾彰化县鹿港镇下大雨。", "鹿港镇", "Lukang Township"),
        ("新北市长侯友宜在台湾受访。", "新北", "New Taipei"),
        ("韩国庆州举行峰会。", "庆州", "Gyeongju"),
        ("韩国金海市发生事故。", "金海市", "Gimhae"),
    ],
)
def test_a_place_is_called_as_its_region_does(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("越南西贡的码头关闭。", "西贡", "Saigon"),
        ("越南西贡有不少香港商人。", "西贡", "Saigon"),
        ("香港游客在深圳罗湖区购物。", "罗湖区", "Luohu District"),
        ("浙江丽水今天有雨。", "丽水", "Lishui"),
    ],
)
def test_the_same_word_elsewhere_is_another_place(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


def test_the_sentences_around_say_where_one_plays() -> None:
    assert targets("香港今早下大雨。", "西贡有居民受困。")["西贡"] == "Sai Kung"
    assert targets("香港今早下大雨。", "越南也下雨。", "西贡在越南南部。")["西贡"] == "Saigon"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("香港元朗石埔乡的居民。", "石埔乡"),
        ("台湾扩大社区照顾。", "大社区"),
        ("香港歌手获得金钟奖。", "金钟"),
    ],
)
def test_nothing_is_made_up_there(sentence: str, word: str) -> None:
    assert word not in targets(sentence)


def test_the_table_holds_what_it_says() -> None:
    listed = list(rows("regional_places"))
    assert {row[0] for row in listed} == {"HK", "MO", "TW", "KR", "SG", "MY"}
    named = [(row[0], row[1]) for row in listed if row[1] != "cue"]
    assert len(named) == len(set(named))
    assert all(row[4:5] in ((), ("sure",)) for row in listed)
    assert all(len(row[1]) <= regional.LONGEST for row in listed)


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("西貢昨晚發生火警。", "西貢", "Sai Kung"),
        ("兩名行山客在蚺蛇尖迷路。", "蚺蛇尖", "Sharp Peak"),
        ("香港消防員在鳳凰山救人。", "鳳凰山", "Lantau Peak"),
        ("越南西貢昨晚發生火警。", "西貢", "Saigon"),
        ("西貢昨晚發生火警，胡志明市政府派員調查。", "西貢", "Saigon"),
        ("西贡昨晚发生火警。", "西贡", "Saigon"),
    ],
)
def test_hiking_places_and_sai_kung_alone(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english
