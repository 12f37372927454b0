"""Bodies, words and persons of Hong Kong, Macao, Taiwan, Singapore, Malaysia and America."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets
from zhaiyi.lexicon import regional, taiwanese
from zhaiyi.lexicon.tables import rows


@pytest.mark.parametrize(
    ("sentences", "name", "english"),
    [
        (("香港股市向好。", "證監會譴責一間券商。"), "證監會", "Securities and Futures Commission"),
        (("港鐵回應查詢。", "衞生署派員調查。"), "衞生署", "Department of Health"),
        (("香港警方說，", "其銀行賬目及戶口被凍結。"), "戶口", "account"),
        (("澳門昨日有雨。", "金管局公布數據。"), "金管局", "Monetary Authority of Macao"),
        (("立法院今開議。", "國民黨與藍白立委受訪。"), "藍白", "KMT and TPP"),
        (("台北今天有雨。", "立院下午開會。"), "立院", "Legislative Yuan"),
        (("新加坡今天有雨。", "金管局公布数据。"), "金管局", "Monetary Authority of Singapore"),
        (("新加坡今天有雨。", "职总秘书长受访。"), "职总", "NTUC"),
        (("吉隆坡今天有雨。", "国盟主席受访。"), "国盟", "Perikatan Nasional"),
        (("吉隆坡今天有雨。", "居銮县的居民受困。"), "居銮县", "Kluang District"),
        (("美国总统签署命令。", "农业部宣布裁员。"), "农业部", "Department of Agriculture"),
    ],
)
def test_a_body_is_called_as_its_region_does(
    sentences: tuple[str, ...], name: str, english: str
) -> None:
    assert targets(*sentences)[name] == english


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("证监会主席在香港出席论坛。", "证监会", "China Securities Regulatory Commission"),
        ("香港與中國證監會合作。", "中國證監會", "China Securities Regulatory Commission"),
        ("中国农业部与美国同行会谈。", "农业部", "Ministry of Agriculture"),
        ("他把户口迁到深圳，再去香港。", "户口", "household registration"),
        ("台湾教育部表示。", "台湾教育部", "Taiwan Education Ministry"),
        ("日本交通部表示。", "日本交通部", "Japanese Transport Ministry"),
    ],
)
def test_elsewhere_it_is_another_one(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("衣服蓝白相间。", "蓝白"),
        ("港股成交按周升四成。", "周升"),
        ("成交按周增两成。", "周增"),
        ("光復、鳳林、萬榮三鄉鎮停電。", "三鄉鎮"),
        ("全市五区县停课。", "五区县"),
    ],
)
def test_nothing_is_made_up_of_words(sentence: str, word: str) -> None:
    assert word not in targets(sentence)


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("屏東縣長周春米在台灣受訪。", "周春米", "Chou Chun-mi"),
        ("新加坡议员谢健明在国会说。", "谢健明", ""),
        ("外相茂木敏充任外务大臣。", "茂木敏充", "Toshimitsu Motegi"),
        ("得克萨斯州拉伯克市发生火灾。", "拉伯克市", "Lubbock"),
    ],
)
def test_persons_and_cities_of_elsewhere(sentence: str, name: str, english: str) -> None:
    assert targets(sentence).get(name, "") == english


def test_a_korean_is_one_in_the_whole_article() -> None:
    found = targets("韩国总统上任。", "副部长金南中表示，将推动对话。")
    assert found["金南中"].startswith("Kim ")


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("蔡明彦", "Tsai Ming-yen"),
        ("萧旭岑", "Hsiao Hsu-tsen"),
        ("郭国文", "Kuo Kuo-wen"),
        ("谢国梁", "Hsieh Kuo-liang"),
        ("欧阳娜娜", "Ou-Yang Na-na"),
        ("吕玉玲", "Lu Yu-ling"),
        ("张", ""),
    ],
)
def test_a_name_of_taiwan_is_spelt_as_there(name: str, english: str) -> None:
    assert taiwanese.person(name) == english


@pytest.mark.parametrize(
    ("lines", "name", "english"),
    [
        (["臺灣大學教授王志遠在臺北說，經濟好轉。"], "王志遠", "Wang Chih-yuan"),
        (["台湾大学教授王志远在台北說，经济好转。"], "王志远", "Wang Zhiyuan"),
        (["颱風昨晚登陸，學校停課。", "台北市民王志文表示支持。"], "王志文", "Wang Chih-wen"),
    ],
)
def test_one_traditional_character_is_no_traditional_text(
    lines: list[str], name: str, english: str
) -> None:
    assert targets(*lines)[name] == english


@pytest.mark.parametrize(
    ("region", "sentence", "name"),
    [
        ("台北今天有雨。", "紅牛車隊車手奪冠。", "車手"),
        ("台北今天有雨。", "美國眾議院議長發表聲明。", "議長"),
        ("吉隆坡今天有雨。", "沙特国家石油公司增产。", "国家石油"),
        ("香港股市向好。", "鄰國友邦紛紛致賀。", "友邦"),
        ("香港今天有雨。", "長者身穿青衣。", "青衣"),
        ("香港今天有雨。", "展覽講述納粹衝鋒隊的歷史。", "衝鋒隊"),
        ("柏林今天有雨。", "德国自民党主席辞职。", "自民党"),
        ("耶路撒冷今天有雨。", "以色列国家安全部长到访。", "国家安全部"),
        ("华盛顿今天有雨。", "众议院议长强生表示欢迎。", "强生"),
        ("大阪今天有雨。", "市長橫山表示歡迎。", "橫山"),
    ],
)
def test_a_word_beside_what_shows_another_is_none_of_the_region(
    region: str, sentence: str, name: str
) -> None:
    assert name not in targets(region, sentence)


@pytest.mark.parametrize(
    ("region", "sentence", "name", "english"),
    [
        ("台北今天有雨。", "詐騙集團車手落網。", "車手", "money mule"),
        ("台北今天有雨。", "議長今天主持會議。", "議長", "council speaker"),
        ("吉隆坡今天有雨。", "马来西亚国家石油公司增产。", "国家石油", "Petronas"),
        ("香港股市向好。", "友邦升百分之二。", "友邦", "AIA"),
        ("香港今天有雨。", "火警在青衣發生。", "青衣", "Tsing Yi"),
        ("东京今天有雨。", "自民党总裁发表讲话。", "自民党", "Liberal Democratic Party"),
        ("北京今天有雨。", "国家安全部发布提示。", "国家安全部", "Ministry of State Security"),
    ],
)
def test_the_word_of_the_region_is_kept(
    region: str, sentence: str, name: str, english: str
) -> None:
    assert targets(region, sentence)[name] == english


def test_the_table_holds_what_it_says() -> None:
    listed = list(rows("regional_bodies"))
    assert {row[0] for row in listed} == {"HK", "MO", "TW", "SG", "MY", "US", "KR"}
    named = [(row[0], row[1]) for row in listed if row[1] != "cue"]
    assert len(named) == len(set(named))
    assert all(row[4:5] in ((), ("word",), ("person",)) for row in listed)
    assert all(len(row[1]) <= regional.LONGEST for row in listed)
