"""What is no name beside certain words, abroad, or inside a longer one; and what brackets say."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import targets as told_targets
from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.terminology import find_terms


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("反对分裂的人大多没有投票。", "人大"),
        ("小镇在城市以北约15公里。", "北约"),
        ("共和国迎来七十周年大庆。", "大庆"),
        ("整个非洲大陆都有份量。", "大陆"),
        ("小而美的时代开始了。", "美的"),
        ("中国移动支付走向海外。", "中国移动"),
        ("英语和日语节目都有。", "英语"),
        ("群众的获得感、幸福感更强。", "幸福感"),
        ("该省各市县都有处理能力。", "各市县"),
        ("全长34公里的大准铁路通车。", "大准铁路"),
        ("获得全国文明城市称号。", "文明城市"),
        ("位于丹佛市郊区的超市。", "市郊区"),
        ("在于普京看来并非如此。", "于普京"),
        ("韩方与马方都表示欢迎。", "马方"),
        ("湖人迎来关键一战。", "一战"),
        ("她是一位留美的学生。", "美的"),
        ("天河和荔湾的房价上涨。", "天河"),
        ("费根说，他在芝加哥长大。", "费根"),
        ("梅根坚持履行职责。", "梅根"),
        ("皮尔斯投篮没有命中。", "皮尔斯"),
    ],
)
def test_what_only_looks_like_a_name_is_none(sentence: str, name: str) -> None:
    assert name not in targets(sentence)


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("全国人大多次讨论。", "全国人大", "National People's Congress"),
        ("北约秘书长表示欢迎。", "北约", "NATO"),
        ("小鹏汽车公布了销量。", "小鹏汽车", "XPeng"),
        ("他住在扬州东关街上。", "东关街", "Dongguan Street"),
        ("市文化局在陵水黎族自治县挂牌。", "陵水黎族自治县", "Lingshui Li Autonomous County"),
        ("思科公布了业绩。", "思科", "Cisco"),
        ("赫鲁晓夫派出坦克。", "赫鲁晓夫", "Khrushchev"),
        ("戴高乐曾说过这话。", "戴高乐", "De Gaulle"),
        ("一战期间他在法国。", "一战", "World War I"),
        ("科比投中了三分球。", "科比", "Kobe"),
        ("德克萨斯州州长签署了法案。", "德克萨斯州", "Texas"),
        ("桐乡引进了五百个项目。", "桐乡", "Tongxiang"),
        ("乌镇每年举办大会。", "乌镇", "Wuzhen"),
        ("台北市今天停课。", "台北市", "Taipei"),
        ("导演杜琪峰和甄子丹出席。", "甄子丹", "Donnie Yen"),
        ("日本前首相鸠山由纪夫访华。", "鸠山由纪夫", "Yukio Hatoyama"),
    ],
)
def test_names_are_given_as_newspapers_give_them(sentence: str, name: str, latin: str) -> None:
    assert targets(sentence)[name] == latin


def test_pinyin_is_for_china_only() -> None:
    assert "巴东" not in targets("印尼巴东附近发生地震。")
    assert targets("湖北省巴东县发生地震。")["巴东县"] == "Badong County"
    assert targets("湖北巴东发生地震。")["巴东"] == "Badong"


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("主帅约翰逊（Johnson）没有来。约翰逊走了。", "约翰逊", "Johnson"),
        ("莱顿 (Layton) 要求修改法案。", "莱顿", "Layton"),
        ("克里斯托弗· 施耐德 (Kristoffer Schneider) 出庭作证。", "施耐德", "Schneider"),
        ("韩国选手朴钟硕（Jong Seork Park）获得第二名。", "朴钟硕", "Jong Seork Park"),
        ("前锋阿布（Abu）受了伤。", "阿布", "Abu"),
    ],
)
def test_latin_letters_behind_a_name_spell_it(sentence: str, name: str, latin: str) -> None:
    (term,) = [t for t in find_terms(article(sentence), LEXICON) if t.source == name]
    assert (term.target, term.origin) == (latin, "article")


def test_brackets_that_sound_otherwise_spell_nothing() -> None:
    assert "特尔" not in targets("公司在菲特尔（Apple）大楼里。")


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("越南国家主席阮富仲签发决定。", "阮富仲", "Nguyen Phu Trong"),
        ("越南总理范明政出席会议。", "范明政", "Pham Minh Chinh"),
        ("朝鲜外务相李英浩表示，朝鲜不会让步。", "李英浩", "Ri Yong Ho"),
    ],
)
def test_names_of_the_neighbours_are_read_their_way(sentence: str, name: str, latin: str) -> None:
    assert targets(sentence)[name] == latin


def test_a_piece_of_a_longer_foreign_name_is_no_name() -> None:
    assert "安妮" not in told_targets("乔安妮/PER 说/v 道/v")
    assert "霍尔木兹" not in told_targets("伊朗/LOC 霍尔木兹甘省/LOC 的/u 港口/n")
    assert told_targets("德国柏林/LOC 很/d 好/a")["德国"] == "Germany"
    assert told_targets("重庆/LOC 武隆山体/LOC 滑坡/v")["武隆"] == "Wulong"


def test_a_department_of_the_united_states_is_no_ministry() -> None:
    lines = "美国司法部提起诉讼。", "司法部拒绝置评。"
    assert targets(*lines)["司法部"] == "Justice Department"
    assert targets("司法部发布通知。")["司法部"] == "Ministry of Justice"
    assert targets(*lines, "中国司法部发布通知。")["司法部"] == "Ministry of Justice"


@pytest.mark.parametrize(
    ("sentence", "place", "other"),
    [
        ("湛江北至阳江西区间今日停运。", "阳江", "江西"),
        ("开往唐山西站的列车晚点。", "唐山", "山西"),
        ("游客从黄山东大门下山。", "黄山", "山东"),
        ("江门东、阳江西、茂名南等站停运。", "阳江", "江西"),
    ],
)
def test_a_side_of_a_place_makes_no_other_place(sentence: str, place: str, other: str) -> None:
    found = targets(sentence)
    assert place in found
    assert other not in found


def test_a_side_of_a_place_that_is_a_persons_name_too_makes_no_other_place() -> None:
    assert "山西" not in targets("他住在中山西区，离车站不远。")


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("沈阳江西站牌林立。", "江西"),
        ("其中山西区域降雨明显。", "山西"),
        ("全国山东站开赛。", "山东"),
    ],
)
def test_a_place_that_a_word_stands_before_stays(sentence: str, place: str) -> None:
    assert place in targets(sentence)


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("荣耀发布新款折叠屏手机。", "荣耀", "Honor"),
        ("荣耀20日举行新品发布会。", "荣耀", "Honor"),
        ("新机搭载骁龙芯片。", "骁龙", "Snapdragon"),
        ("豆包的用户增加了。", "豆包", "Doubao"),
        ("果园防治黄龙病。", "黄龙病", "citrus greening"),
        ("渔船已全部回港避风。", "回港", "return to port"),
        ("货轮离港后一切正常。", "离港", "leave port"),
    ],
)
def test_brands_and_words_beside_what_shows_them(sentence: str, source: str, target: str) -> None:
    assert targets(sentence)[source] == target


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("这是全村人的荣耀。", "荣耀"),
        ("他玩王者荣耀。", "荣耀"),
        ("奶奶蒸了一锅粘豆包。", "豆包"),
        ("行政长官昨日回港。", "回港"),
        ("他们乘船回港。", "回港"),
        ("湖北面有一座小山。", "湖北"),
        ("果园防治黄龙病。", "黄龙"),
        ("西宁城东区今日降温。", "宁城"),
    ],
)
def test_the_same_characters_elsewhere_are_none(sentence: str, source: str) -> None:
    assert source not in targets(sentence)


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("梅尔茨将出任德国总理。", "梅尔茨", "Friedrich Merz"),
        ("由布吕诺·雷塔约率领。", "布吕诺·雷塔约", "Bruno Retailleau"),
        ("枪手袭击赞法拉州的村庄。", "赞法拉州", "Zamfara State"),
        (
            "武装组织“伊斯兰国西非省”袭击军营。",
            "伊斯兰国西非省",
            "Islamic State West Africa Province",
        ),
        ("參政黨獲15席。", "參政黨", "Sanseito"),
    ],
)
def test_names_of_the_news_abroad_are_told_whole(sentence: str, source: str, target: str) -> None:
    assert targets(sentence)[source] == target


def test_a_party_that_takes_part_in_government_is_not_that_of_japan() -> None:
    assert "参政党" not in targets("民主党派是参政党，不是在野党。")


LISTED = ["泽连斯基", "切蒂斯格尔", "沃林州", "瑟堡", "爱奇艺", "爱丁堡大学", "汕头", "菊阳町"]
BEFORE = [
    "当地时间27日",
    "2024年",
    "截至3月",
    "会议由",
    "消息来自",
    "在",
    "继",
    "，当",
    "他曾",
    "向",
]
BEHIND = ["27日晚间", "于", "时", "因", "前", "以", "将", "与", "表示", "方面"]


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("before", BEFORE)
def test_a_listed_name_is_found_behind_any_word(before: str, name: str) -> None:
    assert name in targets(f"据悉，{before}{name}相关情况引起关注。")


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("behind", BEHIND)
def test_a_listed_name_is_found_in_front_of_any_word(behind: str, name: str) -> None:
    assert name in targets(f"据悉，{name}{behind}相关情况引起关注。")


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("他曾任芜湖县委书记。", "芜湖县委", "Wuhu County Party Committee"),
        ("百色市委书记到村里调研。", "百色市委", "Baise Municipal Party Committee"),
        ("钟山区委副书记主持会议。", "钟山区委", "Zhongshan District Party Committee"),
    ],
)
def test_the_place_of_a_party_secretary_is_told(sentence: str, name: str, latin: str) -> None:
    assert targets(sentence)[name] == latin


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("捷克财政部长席勒罗娃说，预算通过了。", "席勒"),
        ("画家契诃夫斯基说，画展开幕了。", "契诃夫"),
        ("选手默克尔娃赢了比赛。", "默克尔"),
        ("据报道，兰帕德里认为比赛很好。", "兰帕德"),
    ],
)
def test_a_listed_person_is_not_cut_out_of_a_longer_name(sentence: str, name: str) -> None:
    assert name not in targets(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "默克尔比对手更早到场。",
        "默克尔若当选会很高兴。",
        "默克尔沙特之行开始了。",
        "默克尔本月退役。",
    ],
)
def test_a_listed_person_stays_one_before_a_word_of_sounds(sentence: str) -> None:
    assert targets(sentence)["默克尔"] == "Merkel"


def test_a_place_of_two_characters_is_seen_beside_to() -> None:
    found = targets("港鐵表示，東鐵綫由上水至羅湖的列車服務暫停。", "乘客可由上水往落馬洲。")
    assert found["上水"] == "Sheung Shui"


def test_the_articles_own_abbreviation_stands_against_the_lists() -> None:
    assert targets("他每天搭捷运上班。")["捷运"] == "MRT"
    assert "捷运" not in targets("新山捷运系统（RTS）完工。", "捷运项目明年通车。")
