"""Names that look like others: foreigners with Chinese surnames, words that are names, villages."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import targets as told_targets
from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.terminology import find_terms


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("肯尼亚/LOC 选手/n 万永伊/PER 夺冠/v 。/w", "万永伊"),
        ("巴西/LOC 选手/n 冯塞卡/PER 夺冠/v 。/w", "冯塞卡"),
        ("瑞士/LOC 小将/n 选手/n 金策/PER 夺冠/v 。/w", "金策"),
        ("美国/LOC 名将/n 高芙/PER 以/p 2比0/m 获胜/v 。/w", "高芙"),
        ("荷兰/LOC 选手/n 范胡伊东克/PER 夺冠/v 。/w", "范胡"),
        ("德国/LOC 24岁/m 前锋/n 施耐德/PER 破门/v 。/w", "施耐德"),
    ],
)
def test_a_foreigner_with_a_chinese_surname_is_not_read_by_pinyin(marked: str, name: str) -> None:
    assert name not in told_targets(marked)


def test_nor_where_the_country_is_named_in_another_sentence() -> None:
    told = targets("肯尼亚选手万永伊夺冠。", "随后，选手万永伊表示满意。")
    assert "万永伊" not in told


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("德国/LOC 选手/n 韩莹/PER 夺冠/v 。/w", "韩莹", "Han Ying"),
        ("奥地利/LOC 选手/n 刘佳/PER 晋级/v 。/w", "刘佳", "Liu Jia"),
        ("卢森堡/LOC 选手/n 倪夏莲/PER 晋级/v 。/w", "倪夏莲", "Ni Xialian"),
        ("美国/LOC 华裔/n 教授/n 冯玛莎/PER 说/v 。/w", "冯玛莎", "Feng Masha"),
    ],
)
def test_a_chinese_name_of_a_foreign_team_is(marked: str, name: str, latin: str) -> None:
    assert told_targets(marked)[name] == latin


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("坦桑尼亚选手辛布夺冠。", "辛布", None),
        ("奥地利选手金策尔夺冠。", "金策尔", None),
        ("理事沃勒和米兰主张降息。", "米兰", None),
        ("美联储理事会成员米兰投了反对票。", "米兰", None),
        ("他从伦敦飞往米兰参加比赛。", "米兰", "Milan"),
        ("中国选手伦敦夺冠。", "伦敦", "London"),
        ("两国外长日内瓦会晤。", "日内瓦", "Geneva"),
    ],
)
def test_a_title_right_before_speaks_against_a_place(
    sentence: str, name: str, latin: str | None
) -> None:
    assert targets(sentence).get(name) == latin


@pytest.mark.parametrize(
    "sentence",
    [
        "23个重点帮扶县达到标准。",
        "当地有6个受援县。",
        "全国百强县名单公布。",
        "茶叶县的农民收入增加。",
        "省里的托管县有三个。",
        "这里是生猪县。",
    ],
)
def test_a_kind_of_county_is_no_county(sentence: str) -> None:
    assert not any(source.endswith("县") for source in targets(sentence))


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("商务部发言人高峰说，谈判仍在继续。", "高峰", "Gao Feng"),
        ("全国政协主席汪洋出席会议。", "汪洋", "Wang Yang"),
        ("县长万里指出，要抓好生产。", "万里", "Wan Li"),
        ("县长高明、副县长李军参加。", "高明", "Gao Ming"),
        ("镇长江河介绍，今年增产。", "江河", "Jiang He"),
        ("局长马千里介绍，项目已开工。", "马千里", "Ma Qianli"),
        ("王岐山、汪洋等参加了活动。", "汪洋", "Wang Yang"),
    ],
)
def test_a_word_behind_a_title_is_a_persons_name(sentence: str, name: str, latin: str) -> None:
    assert targets(sentence)[name] == latin


def test_a_name_that_a_firm_is_called_by_is_no_person() -> None:
    marked = "经理/n 高文义/PER {}/n 宣布/v 增资/v 。/w"
    assert told_targets(marked.format("今天"))["高文义"] == "Gao Wenyi"
    for firm in ("商事", "制药", "株式会社"):
        assert "高文义" not in told_targets(marked.format(firm))


def test_a_word_is_no_name_where_the_article_has_it_as_a_word() -> None:
    assert "高峰" not in targets("商务部发言人高峰说。", "高峰时段车流缓慢。")
    assert "高峰" in targets("商务部发言人高峰说。", "高峰表示，谈判继续。")
    assert "汪洋" in targets("政协主席汪洋27日到会。", "汪洋分别会见两国代表。")
    assert "江河" not in targets("镇长江河流域治理见效。")
    assert "江河" not in targets("蓝色代表江河、湖泊。")
    assert "万里" not in targets("王岐山、万里长城保护人员参加活动。")


@pytest.mark.parametrize(
    ("sentence", "name", "latin"),
    [
        ("老店镇西老店村的村民说。", "老店村", None),
        ("后周村村民说。", "周村", None),
        ("三都县水务局发布消息。", "三都县水务局", "Sandu County Water Affairs Bureau"),
        ("景宁县今天开会。", "景宁县", "Jingning County"),
    ],
)
def test_villages_and_counties_are_called_by_pinyin(
    sentence: str, name: str, latin: str | None
) -> None:
    marked = find_terms(article(sentence), LEXICON)
    assert {t.source: t.target for t in marked}.get(name) == latin


@pytest.mark.parametrize(
    ("marked", "name", "latin"),
    [
        ("东洋村/LOC 党支部/n 书记/n 说/v 。/w", "东洋村", "Dongyang Village"),
        ("大理村/LOC 的/u 村民/n 说/v 。/w", "大理村", "Dali Village"),
        ("长城村/LOC 的/u 村民/n 说/v 。/w", "长城村", "Changcheng Village"),
        ("西洋镇/LOC 的/u 居民/n 说/v 。/w", "西洋镇", "Xiyang Town"),
    ],
)
def test_a_village_is_not_translated_by_its_meaning(marked: str, name: str, latin: str) -> None:
    assert told_targets(marked)[name] == latin


@pytest.mark.parametrize(
    ("sentences", "name", "latin"),
    [
        (("以色列司法部长莱文说。",), "莱文", "Levin"),
        (("以色列司法部长莱文森说。",), "莱文", None),
        (("马里总统抵达。", "泰国外长马里斯一行到访。"), "马里", "Mali"),
        (("马里总统抵达。", "泰国外长马里斯一行到访。"), "马里斯", None),
        (("俄罗斯总统普京说。",), "普京", "Putin"),
        (("美国国务卿鲁比奥利用会议发言。",), "鲁比奥", "Rubio"),
    ],
)
def test_a_part_of_a_longer_name_is_another_person(
    sentences: tuple[str, ...], name: str, latin: str | None
) -> None:
    assert targets(*sentences).get(name) == latin


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("梅西百货将关闭部分门店。", "梅西百货", "Macy's"),
        ("英国城市莱斯特下雨。", "莱斯特", "Leicester"),
        ("那不勒斯附近有地震。", "那不勒斯", "Naples"),
        ("国乒队长马龙出席活动。", "马龙", "Ma Long"),
        ("NBA季后赛中，篮球名宿马龙观战。", "马龙", "Malone"),
        ("物理学家霍金的手稿展出。", "霍金", "Hawking"),
        ("长城的欧拉汽车降价。", "欧拉汽车", "Ora"),
        ("数学家欧拉的手稿展出。", "欧拉", "Euler"),
        ("悉尼以北的拜伦湾下雨。", "拜伦湾", "Byron Bay"),
        ("顾拜旦奖章今天颁发。", "顾拜旦奖章", "Pierre de Coubertin Medal"),
        ("蓝白联手通过修正案。", "蓝白联手", "KMT and TPP joining forces"),
        ("柬埔寨吴哥的游客增加。", "吴哥", "Angkor"),
        ("新西兰皇后镇下雨。", "皇后镇", "Queenstown"),
        ("墨西哥城市长发表讲话。", "墨西哥城市", "Mexico City"),
        ("澳门立法会讨论澳大的扩建。", "澳大", "University of Macau"),
        ("甘肃的临夏下雨。", "临夏", "Linxia"),
        ("吉林的延边下雨。", "延边", "Yanbian"),
        ("漓江的水位上涨。", "漓江", "River Li"),
        ("冲绳知事玉城表示反对。", "玉城", "Tamaki"),
        ("美国环保署署长普鲁特辞职。", "普鲁特", "Pruitt"),
        ("奥迪和大众计划裁员。", "大众", "Volkswagen"),
        ("大众集团公布财报，大众股价下跌。", "大众", "Volkswagen"),
        ("京沪高速因大雾封闭。", "京沪高速", "Beijing-Shanghai Expressway"),
        ("掘金队解雇了马龙教练。", "马龙", "Malone"),
        ("云南的马龙街道下雨。", "马龙街道", "Malong Subdistrict"),
        ("今年三月，副主席杜兆才被判刑。", "杜兆才", "Du Zhaocai"),
        ("机场边，经济学者重读凯恩斯的理论。", "凯恩斯", "Keynes"),
        ("韩国青岛商会捐款。", "青岛", "Qingdao"),
        ("日本常州工业园奠基。", "常州", "Changzhou"),
        ("东北虎、豹的数量增加了。", "东北虎、豹", "Siberian tigers and Amur leopards"),
    ],
)
def test_what_shares_its_characters_with_another_is_told_rightly(
    sentence: str, name: str, english: str
) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("墨西哥城市莱昂下雨。", "墨西哥城市"),
        ("巴拿马城市达维德下雨。", "巴拿马城市"),
        ("多名经济学家下调了预测。", "经济学家"),
        ("比亚总统到访。", "比亚"),
        ("长城汽车的欧拉降价。", "欧拉"),
        ("澳门与澳大利亚签署协议。", "澳大"),
        ("日本泉州下雨。", "泉州"),
        ("萨古斯-雷德公布民调。", "雷德"),
        ("埃里克・马龙出席活动。", "马龙"),
        ("埃里克•马龙出席活动。", "马龙"),
        ("奥迪的展览很受大众的欢迎。", "大众"),
        ("他赢得了大众的投票。", "大众"),
        ("多家车企涨价，大众却更看重安全。", "大众"),
        ("保时捷撞树，引起大众议论。", "大众"),
        ("宝马、大众进军新领域，普通大众叫好。", "大众"),
        ("京哈高速铁路沿线下雪。", "京哈高速"),
        ("沪昆高速动车组停运。", "沪昆高速"),
        ("河北四环药业停产。", "北四环"),
        ("马龙派出所接到报警。", "马龙"),
        ("赵乐际和江河湖泊的治理者座谈。", "江河"),
        ("奶糖放在宠物兔旁边，大白兔吃了。", "大白兔"),
    ],
)
def test_nor_is_it_told_where_it_is_none(sentence: str, name: str) -> None:
    assert name not in targets(sentence)


def test_half_of_a_double_name_is_no_mention_of_another_person() -> None:
    lines = "美国驻华大使雷德到访。", "萨古斯-雷德公布民调。"
    (term,) = (t for t in find_terms(article(*lines), LEXICON) if t.source == "雷德")
    assert term.count == 1


@pytest.mark.parametrize(
    ("marked", "road"),
    [
        ("天雨路/LOC 滑/a ，/w 车辆/n 慢行/v 。/w", "天雨路"),
        ("天黑路/LOC 窄/a ，/w 两/m 车/n 相撞/v 。/w", "天黑路"),
        ("夜深路/LOC 险/a ，/w 众人/n 返回/v 。/w", "夜深路"),
        ("清早路/LOC 面湿/n 滑/a 。/w", "清早路"),
    ],
)
def test_what_the_way_is_like_names_no_road(marked: str, road: str) -> None:
    assert road not in told_targets(marked)


@pytest.mark.parametrize(
    ("marked", "name", "english"),
    [
        ("建宁路/LOC 滑雪场/n 开放/v 。/w", "建宁路", "Jianning Road"),
        ("建宁路/LOC 派出所/n 接/v 警/n 。/w", "建宁路派出所", "Jianning Road Police Station"),
        (
            "建宁街道派出所/ORG 接/v 警/n 。/w",
            "建宁街道派出所",
            "Jianning Subdistrict Police Station",
        ),
    ],
)
def test_a_road_and_its_police_station_are_read_by_pinyin(
    marked: str, name: str, english: str
) -> None:
    assert told_targets(marked)[name] == english


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("法院认定他是累犯。", "累犯", "repeat offender"),
        ("男子骗婚被捕。", "骗婚", "marriage fraud"),
        ("两人认罪认罚。", "认罪认罚", "plead guilty and accept punishment"),
        ("股价早盘冲高回落。", "冲高回落", "rise and then fall back"),
        ("退休人士捐款須量力而為。", "量力而為", "act within one's ability"),
        ("两队的副攻都受了伤。", "副攻", "middle blocker"),
        ("西藏天路收盘跌停。", "西藏天路", "Tibet Tianlu"),
        ("总统在马拉卡南宫会见来宾。", "马拉卡南宫", "Malacañang Palace"),
        ("香港超市高買案件增加。", "高買", "shoplifting"),
        ("香港行會討論草案。", "行會", "Executive Council"),
    ],
)
def test_words_and_names_of_reports_that_were_read_word_by_word(
    sentence: str, name: str, english: str
) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("海南发展涨停。", "海南发展", "Hainan Development"),
        ("山东黄金、西藏旅游等跌停。", "山东黄金", "Shandong Gold"),
        ("上海机场股价走高。", "上海机场", "Shanghai International Airport"),
        ("寒武纪跌超5%。", "寒武纪", "Cambricon"),
        ("全省推动海南发展。", "海南发展", None),
        ("西藏旅游升温，游客大增。", "西藏旅游", None),
        ("航班在上海机场延误。", "上海机场", None),
        ("化石来自寒武纪地层。", "寒武纪", None),
        ("香港散戶高買低賣。", "高買", None),
    ],
)
def test_a_firm_that_is_called_by_words_is_told_where_its_shares_are(
    sentence: str, name: str, english: str | None
) -> None:
    assert targets(sentence).get(name) == english
