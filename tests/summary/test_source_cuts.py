"""Parts of a long Chinese sentence: whole clauses go, and what is left is a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.lexicon import Lexicon
from zhaiyi.summary.source_cuts import shorter_sources


def forms(text: str) -> list[str]:
    return shorter_sources(text, Lexicon())


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (
            "县图书馆昨天举行开馆仪式，来自全县的三百多名读者参加了活动，进一步丰富了当地群众的文化生活。",
            "县图书馆昨天举行开馆仪式，来自全县的三百多名读者参加了活动。",
        ),
        (
            "停水期间，自来水公司将在社区广场和学校门口设置3个临时供水点，每天6时至23时供水。",
            "停水期间，自来水公司将在社区广场和学校门口设置3个临时供水点。",
        ),
        (
            "综合本报记者报道：市政府决定撤销这家公司的经营许可，并对其账目提出具体的检查要求。",
            "市政府决定撤销这家公司的经营许可。",
        ),
        (
            "这座大桥（全长2.3公里，双向六车道）昨天正式通车，两岸居民过江的时间缩短了半个小时。",
            "这座大桥昨天正式通车，两岸居民过江的时间缩短了半个小时。",
        ),
    ],
)
def test_what_comes_last_goes(whole: str, part: str) -> None:
    assert part in forms(whole)


@pytest.mark.parametrize(
    "whole",
    [
        "如果连续三天的最高气温都超过四十度，学校将把上课的时间推迟到下午四点以后。",
        "由于连日暴雨造成山体滑坡和道路中断，开往山区的十二趟列车全部停运。",
        "他在昨天的会议上指出，当前城市的交通问题还没有得到根本的解决。",
        "公司今年的销售收入达到了历史最高水平，但净利润比去年同期下降了三成。",
        "在市体育馆举行的第十届全国青年羽毛球锦标赛上，本地选手获得了三枚金牌。",
        "刚刚从国外回来的两名科学家和他们的助手，昨天在学校里介绍了自己的研究。",
        "这项政策不仅降低了小企业的贷款成本，而且增加了农村地区的就业机会。",
        "会议确定了三项重点工作，一是完善公共服务，二是改善居住环境，三是保护古建筑。",
        "“我们今天收到了很多读者的来信，他们都希望图书馆在周末延长开放时间。”",
    ],
)
def test_nothing_goes_that_the_rest_cannot_do_without(whole: str) -> None:
    assert forms(whole) == []


def test_no_sentence_of_a_court_loses_its_reprieve() -> None:
    whole = (
        "中级人民法院昨天公开宣判，以受贿罪判处原副主席王明死刑，缓期二年执行，剥夺政治权利终身。"
    )
    assert all("缓期" in form or "死刑" not in form for form in forms(whole))


def test_traditional_script_is_cut_at_the_same_places_and_stays_traditional() -> None:
    part = "縣圖書館昨天舉行開館儀式，來自全縣的三百多名讀者參加了活動"
    assert f"{part}。" in forms(f"{part}，進一步豐富了當地群眾的文化生活。")
    assert forms("如果連續三天的最高氣溫都超過四十度，學校將把上課的時間推遲到下午四點以後。") == []


def test_numbers_keep_their_commas() -> None:
    whole = "全市共有12,300名志愿者参加了清理河道的工作,收集的垃圾比去年同期减少了将近一半。"
    assert forms(whole) == ["全市共有12,300名志愿者参加了清理河道的工作。"]


PIECES = ("市政府", "宣布", "在会议上", "如果下雨", "，", "；", "：", "。", "“", "”", "（", "）",
          "的", "三个项目", "，但", "，并", "降低了成本", "12,300", " ", "據報道")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_part_has_only_words_of_the_whole_in_their_order(whole: str) -> None:
    for form in forms(whole):
        rest = iter(whole)
        assert all(character in rest for character in form.removesuffix("。"))
        assert len(form) < len(whole)


@pytest.mark.parametrize(
    ("whole", "faulty"),
    [
        (
            "未经董事会全体成员书面同意和股东大会批准，董事长不得出售其持有的公司股份，也不得辞去职务。",
            "未经董事会全体成员书面同意和股东大会批准。",
        ),
        (
            "在没有确凿证据的情况下，警方逮捕了三名当地居民，并没收了他们的电脑和手机，引发市民批评。",
            "警方逮捕了三名当地居民，并没收了他们的电脑和手机，引发市民批评。",
        ),
        (
            "在满十八周岁后，当事人可以申请更改姓名，须由本人到户籍所在地派出所办理，每人只能更改一次。",
            "当事人可以申请更改姓名，须由本人到户籍所在地派出所办理，每人只能更改一次。",
        ),
        (
            "水利部门宣布修复了三座水库的大坝和一座旧水闸，上述消息尚未得到独立核实，市政府没有回应。",
            "水利部门宣布修复了三座水库的大坝和一座旧水闸。",
        ),
        (
            "市教育局决定暂停全市所有中小学的线下课程，直到水位下降到警戒线以下，复课时间另行通知。",
            "市教育局决定暂停全市所有中小学的线下课程。",
        ),
        (
            "该药物使六十岁以上患者的死亡风险降低百分之四十，对年轻患者则没有效果，研究人员周三表示。",
            "该药物使六十岁以上患者的死亡风险降低百分之四十。",
        ),
    ],
)
def test_no_part_says_what_the_whole_does_not(whole: str, faulty: str) -> None:
    assert faulty not in shorter_sources(whole, Lexicon(), most=9)


@pytest.mark.parametrize(
    ("whole", "point"),
    [
        (
            "县法院周二公开审理了一起诈骗案，店主胡某被判处有期徒刑三年，他当庭表示认罪，家属没有到场旁听。",
            "判处",
        ),
        (
            "央行周一向银行提供了九百亿元的七天期资金，有两千亿元贷款到期，当日净回笼一千一百亿元。",
            "净回笼",
        ),
        (
            "县法院周二公开审理了一起持续多年的诈骗案，三百多名市民到场旁听，店主胡某因此入狱两年。",
            "入狱",
        ),
        (
            "县法院周二公开审理了一起持续多年的诈骗案，三百多名市民到场旁听，店主胡某须监禁三年。",
            "监禁",
        ),
        (
            "各国央行上季度发布了黄金储备的数据，有三家央行减少了储备，合计净购买黄金一百吨。",
            "净购买",
        ),
    ],
)
def test_no_part_leaves_out_what_the_sentence_is_about(whole: str, point: str) -> None:
    assert all(point in part for part in shorter_sources(whole, Lexicon(), most=9))
