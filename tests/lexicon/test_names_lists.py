"""The packed lists of names, the bodies and what is composed of them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.terminology.test_terms import LEXICON
from zhaiyi.lexicon import bodies, foreign, places
from zhaiyi.lexicon.packed import SortedTable, table
from zhaiyi.lexicon.tables import mapping, rows
from zhaiyi.text.script import has_han

PACKED = ("foreign_names", "divisions")
SIX_MEGABYTES = 6_000_000


def test_a_sorted_table_finds_each_of_its_keys_and_no_other() -> None:
    keys = sorted(("中", "中国", "中国人", "乙", "甲", "甲乙丙丁"), key=str.encode)
    lines = ["# a comment", *(f"{key}\tvalue of {key}\tmore" for key in keys)]
    for end in ("", "\n"):
        names = SortedTable(("\n".join(lines) + end).encode())
        assert [names.get(key) for key in keys] == [(f"value of {k}", "more") for k in keys]
        assert list(names.keys()) == keys
        for other in ("", "中国人人", "丙", "#", "龟", "\ud800", "\n", "\t"):
            assert names.get(other) is None


def test_an_empty_table_has_nothing() -> None:
    assert SortedTable(b"").get("中国") is None


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_list_is_sorted_so_that_every_key_is_found(name: str) -> None:
    names = table(name)
    keys = [key.encode() for key in names.keys()]  # noqa: SIM118
    assert keys == sorted(set(keys))
    assert all(key.decode() in names for key in keys[:: max(1, len(keys) // 500)])


def test_the_lists_stay_small() -> None:
    folder = files("zhaiyi").joinpath("data")
    sizes = [len(folder.joinpath(f"{name}.tsv").read_bytes()) for name in PACKED]
    assert sum(sizes) < SIX_MEGABYTES


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("天镇县", "Tianzhen County"),
        ("祁县", "Qi County"),
        ("清新区", "Qingxin District"),
        ("屯堡乡", "Tunbao Township"),
        ("桓仁满族自治县", "Huanren Manchu Autonomous County"),
        ("民和回族土族自治县", "Minhe Hui and Tu Autonomous County"),
        ("镶黄旗", "Bordered Yellow Banner"),
        ("锡林郭勒盟", "Xilingol League"),
        ("乌鲁木齐", "Urumqi"),
    ],
)
def test_places_follow_the_rules_of_their_unit(chinese: str, english: str) -> None:
    found = LEXICON.name(chinese)
    assert found is not None
    assert english in (found[0].target, *found[0].aliases)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("汕头市外事侨务局", "Shantou Foreign and Overseas Chinese Affairs Bureau"),
        ("汕头市政府", "Shantou Municipal Government"),
        ("广东省水利厅", "Guangdong Provincial Department of Water Resources"),
        ("浙江省高级人民法院", "Zhejiang Higher People's Court"),
        ("天镇县人民法院", "Tianzhen County People's Court"),
        ("北京市规划和自然资源委员会", "Beijing Planning and Natural Resources Commission"),
        ("上海市卫健委", "Shanghai Health Commission"),
        ("广东省委", "Guangdong Provincial Party Committee"),
        ("深圳海关", "Shenzhen Customs"),
    ],
)
def test_bodies_of_a_place_are_composed(chinese: str, english: str) -> None:
    found = LEXICON.local_body(chinese)
    assert found is not None
    assert found.target == english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("石家庄市第二中级人民法院", "Shijiazhuang No. 2 Intermediate People's Court"),
        ("北京一中院", "Beijing No. 1 Intermediate People's Court"),
        ("广州海事法院", "Guangzhou Maritime Court"),
        ("杭州互联网法院", "Hangzhou Internet Court"),
        ("灌云县法院", "Guanyun County People's Court"),
        ("广东高院", "Guangdong Higher People's Court"),
        ("上海市浦东新区人民法院", "Shanghai Pudong New Area People's Court"),
        ("临夏州人民政府", "Linxia Prefecture People's Government"),
        ("喀什地区中级人民法院", "Kashgar Prefecture Intermediate People's Court"),
        ("锡林郭勒盟公安局", "Xilingol League Public Security Bureau"),
        ("准格尔旗人民法院", "Jungar Banner People's Court"),
        ("澳门特区政府", "Macao SAR Government"),
        ("凉山州党委", "Liangshan Prefecture Party Committee"),
        ("中共贵州省委", "CPC Guizhou Provincial Committee"),
        ("中国共产党贵州省第十三届委员会", "13th CPC Guizhou Provincial Committee"),
        ("中国共产党杭州市第三届委员会", "3rd CPC Hangzhou Municipal Committee"),
        ("中共北京市朝阳区委", "CPC Beijing Chaoyang District Committee"),
        ("成都市委宣传部", "Publicity Department of the CPC Chengdu Municipal Committee"),
    ],
)
def test_courts_and_party_bodies_of_every_level_are_composed(chinese: str, english: str) -> None:
    found = LEXICON.local_body(chinese)
    assert found is not None
    assert found.target == english


@pytest.mark.parametrize(
    "word", ["加利福尼亚州政府", "纽约市法院", "洛杉矶县法院", "欧盟委员会", "北京市区政府"]
)
def test_units_abroad_and_of_no_place_make_no_local_body(word: str) -> None:
    assert LEXICON.local_body(word) is None


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("台北地方法院", "Taipei District Court"),
        ("新北地检署", "New Taipei District Prosecutors Office"),
        ("台湾高等法院", "Taiwan High Court"),
        ("澳门中级法院", "Macao Court of Second Instance"),
        ("冲绳县", "Okinawa Prefecture"),
        ("埼玉县", "Saitama Prefecture"),
        ("海云台区", "Haeundae District"),
        ("首尔江南区", "Seoul's Gangnam District"),
        ("江南区", "Jiangnan District"),
        ("义城郡", "Uiseong County"),
        ("西安市", "Xi'an"),
        ("釜山市", "Busan"),
        ("亚太区", "Asia-Pacific"),
    ],
)
def test_divisions_and_courts_beyond_the_mainland(chinese: str, english: str) -> None:
    found = LEXICON.name(chinese)
    assert found is not None
    assert found[0].target == english


def test_all_prefectures_of_japan_are_there() -> None:
    listed = [row[0] for row in rows("divisions_abroad") if row[0].endswith("县")]
    names = [LEXICON.name(word) for word in listed]
    assert len({found[0].target for found in names if found is not None}) == 43


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("清水河", "Qingshuihe"),
        ("草科藏族", "Caoke Tibetan"),
        ("回龙满族蒙古族", "Huilong Manchu and Mongol"),
        ("贝塞斯达", ""),
        ("部族", ""),
    ],
)
def test_names_of_townships(base: str, name: str) -> None:
    assert places.township(base) == name


def test_a_composed_body_is_known_in_the_usual_orders_of_words() -> None:
    found = LEXICON.local_body("格尔木市公安局")
    assert found is not None
    assert "Public Security Bureau of Golmud" in found.aliases


@pytest.mark.parametrize(
    "word", ["美国政府", "北京政府", "印度海关", "成都大学", "市政府", "公安局", ""]
)
def test_what_is_no_local_body_is_not_composed(word: str) -> None:
    assert LEXICON.local_body(word) is None


def test_the_table_of_bodies_is_whole() -> None:
    table = list(rows("bodies"))
    assert len(table) >= 250
    assert {row[4] for row in table} == {"CC-CEDICT", "CedPane", "parallel data", "own name"}
    words = [word for row in table for word in (row[0], *row[1].split(";")) if word]
    assert len(words) == len(set(words)), "a body stands there twice"
    assert not set(words) & set(mapping("names")), "a body is in names.tsv too"


def test_the_table_of_news_words_is_whole() -> None:
    table = list(rows("news_words"))
    words = [row[0] for row in table]
    assert len(words) == len(set(words)), "a word stands there twice"
    assert not set(words) & (set(mapping("names")) | set(bodies.named())), "it is a name too"
    assert not any(set(row[1]) & set("/()[];=") for row in table)
    assert all(LEXICON.name(row[0]) for row in table)


@pytest.mark.parametrize("name", ["people", "works"])
def test_the_tables_of_people_and_works_are_whole(name: str) -> None:
    table = list(rows(name))
    words = [row[0] for row in table]
    assert len(words) == len(set(words)), "one stands there twice"
    assert all(len(row) >= 2 and row[1] and not has_han(row[1]) for row in table)
    if name == "people":
        others = set(mapping("names")) | set(bodies.named()) | set(mapping("news_words"))
        assert not set(words) & others, "it is something else too"
        assert all(LEXICON.name(word)[0].kind == "person" for word in words)  # type: ignore[index]


def test_an_abbreviation_has_the_rendering_of_the_body() -> None:
    named = bodies.named()
    assert named["国家网信办"] == named["国家互联网信息办公室"]


@pytest.mark.parametrize(
    ("chinese", "guess", "target", "known"),
    [
        ("约翰·刘易斯", "John Lewis", "John Lewis", True),
        ("约翰·布朗", "Jon Bulang", "John Brown", True),  # the lists are sure
        ("特雷莎·布朗", "Theresa Brown", "Theresa Brown", True),  # the model's choice of two
        ("约翰·泽莫维奇基", "John Zemovicki", "John Zemovicki", False),
        ("约翰·泽莫维奇基", "Jon Zemovicki", "John Zemovicki", False),
        ("约翰·布朗", "", "John Brown", True),
        ("泽莫维奇基", "", "", False),
        ("西米诺夫", "Semino", "Siminoff", False),  # nobody is called Semino
        ("西米诺夫", "Simeon", "Simeon", False),  # somebody is called Simeon
        ("西米诺夫", "", "Siminoff", False),
        ("迪克森", "Dikson", "Dickson", False),  # Dixon is more frequent, but less like it
    ],
)
def test_a_guess_at_a_name_is_put_right_by_the_lists(
    chinese: str, guess: str, target: str, known: bool
) -> None:
    assert foreign.reconciled(chinese, guess) == (target, known)


def test_a_division_is_one_word_to_the_segmenter_where_no_common_words_stand() -> None:
    def words(text: str) -> list[str]:
        return [token.text for token in LEXICON.tokens(text)]

    assert "屯堡乡" in words("经屯堡乡自然规划所查看")
    assert "严店乡" in words("圩内有涉及严店乡和三河镇的村民")
    assert words("和平镇压") == ["和平", "镇压"]
    assert words("大河乡村") == ["大河", "乡村"]


@pytest.mark.parametrize(("word", "english"), [("开州", "Kaizhou"), ("合川", "Hechuan")])
def test_a_division_is_known_without_its_unit(word: str, english: str) -> None:
    found = LEXICON.bare_division(word)
    assert found is not None
    assert found.target == english


@pytest.mark.parametrize("word", ["和平", "长", "不存在"])
def test_a_common_word_is_no_division(word: str) -> None:
    assert LEXICON.bare_division(word) is None


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("基隆", "Keelung"),
        ("新竹县", "Hsinchu County"),
        ("乌海市", "Wuhai"),
        ("邕宁区", "Yongning District"),
        ("六枝特区", "Liuzhi Special District"),
        ("神农架林区", "Shennongjia Forestry District"),
        ("加沙城", "Gaza City"),
        ("卫生防护中心", "Centre for Health Protection"),
    ],
)
def test_a_slip_of_the_dictionary_is_not_repeated(word: str, english: str) -> None:
    found = LEXICON.name(word)
    assert found is not None
    assert found[0].target == english


def test_characters_of_hong_kong_are_simplified_too() -> None:
    assert LEXICON.simplified("衞生署說鷄") == "卫生署说鸡"
