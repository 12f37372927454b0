"""A negation lost or made up is seen; idioms with 不, 无 and 未 are not taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhaiyi.core.document import Term
from zhaiyi.quality.base import SegmentPair, SegmentRole
from zhaiyi.quality.negation import check


def flagged(source: str, target: str, role: SegmentRole = "translation") -> bool:
    return bool(list(check(SegmentPair(source, target, role=role))))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("没有人员伤亡的报告。", "Casualties were reported."),
        ("双方尚未签署协议。", "The two sides have signed the agreement."),
        ("他不会参加明天的会议。", "He will attend the meeting tomorrow."),
        ("公司无法按期交付产品。", "The company can deliver the products on time."),
        ("市长否认收受礼品。", "The mayor admitted taking gifts."),
        ("警方并未公布嫌疑人姓名。", "Police released the name of the suspect."),
    ],
)
def test_a_lost_negation_is_seen(source: str, target: str) -> None:
    assert flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("没有人员伤亡的报告。", "No casualties were reported."),
        ("双方尚未签署协议。", "The two sides have yet to sign; the deal remains unsigned."),
        ("公司无法按期交付产品。", "The company is unable to deliver on time."),
        ("警方拒绝公布姓名。", "Police withheld the name."),
        ("市长否认收受礼品。", "The mayor rejected the claim that he took gifts."),
        ("他不愿透露姓名。", "He spoke on condition of anonymity."),
        ("此案证据不足，无法起诉。", "Evidence is insufficient and prosecution is impossible."),
        ("这种芯片供不应求。", "Demand for these chips outstrips supply."),
        ("疫情远未结束。", "The epidemic is far from over."),
        ("部长未出席晚宴。", "The minister skipped the dinner."),
        ("他对指控未置一词。", "He stayed silent on the charges."),
    ],
)
def test_english_may_deny_in_its_own_ways(source: str, target: str) -> None:
    assert not flagged(source, target)


@pytest.mark.parametrize(
    "source",
    [
        "他不仅是医生，还是作家。",
        "出口不断增长。",
        "不少居民参加了活动。",
        "他不久前访问了上海。",
        "各地情况不同。",
        "对不起，我来晚了。",
        "无论天气如何，比赛照常进行。",
        "他不得不提前回国。",
        "未来三天有雨。",
        "非常感谢大家。",
        "无人机拍下了全过程。",
        "你是不是已经到了？",
        "成绩来之不易，毫无疑问值得庆祝。",
        "沉没的货船已经打捞上来。",
    ],
)
def test_idioms_deny_nothing(source: str) -> None:
    assert not flagged(source, "This is a plain statement about the matter.")


def test_a_made_up_negation_is_seen() -> None:
    assert flagged("市长3日出席了开幕式。", "The mayor did not attend the opening on the 3rd.")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他是医生，也是作家。", "He is not only a doctor but also a writer."),
        ("工厂已经停产。", "The factory is not producing."),
        ("他拒绝回答。", "He would not answer."),
    ],
)
def test_natural_english_negation_is_not_made_up(source: str, target: str) -> None:
    assert not flagged(source, target)


def test_a_summary_may_leave_the_denied_clause_out() -> None:
    source = "代表团抵达北京，没有公布行程。"
    assert flagged(source, "The delegation arrived in Beijing.")
    assert not flagged(source, "The delegation arrived in Beijing.", role="summary")


def test_the_finding_points_at_the_word() -> None:
    (finding,) = check(SegmentPair("双方尚未签署协议。", "Both sides signed."))
    assert finding.source_span == (2, 4)
    assert "尚未" in finding.message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("我不是不想买书，我是找不到地方了。", "I don't want to buy books, I look for a place."),
        ("他没有辞职，也不会离开北京。", "He has not resigned and will leave Beijing."),
        ("館內沒有空調。", "The library has air conditioning."),
        ("有四个月大没有糖尿病的老鼠。", "There are four-month-old mice with the disease."),
    ],
)
def test_one_of_two_negations_and_traditional_ones_are_seen(source: str, target: str) -> None:
    assert flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("成就不是偷来的、不是抢来的。", "The achievements were not stolen or robbed."),
        ("我從來沒想過。", "I never thought of it."),
        ("他不會說，也不願寫。", "He will not speak and refuses to write."),
    ],
)
def test_one_english_word_may_deny_two(source: str, target: str) -> None:
    assert not flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("两国未能达成停火协议。", "The two countries agreed on a ceasefire."),
        ("两国未能达成停火协议。", "The two countries agreed on a cease-fire."),
        ("这里的失业人数没有增加。", "The number of unemployed here rose."),
        ("工厂没有亏损。", "The factory made a loss."),
        ("两国没有签署自由贸易协定。", "The two countries signed a free trade agreement."),
        ("搜救队没有找到失踪的登山者。", "Rescuers found the missing climbers."),
        ("军方没有公布导弹任务。", "The army gave details of the missile mission."),
        ("品牌尚未公布新车。", "The brand has unveiled the new car."),
        ("当地的骚乱没有平息。", "The unrest there has calmed."),
        ("公司不会停止招聘。", "The company will stop hiring."),
        ("主办方没有取消演出。", "The show was cancelled."),
        ("警方不排除人为纵火。", "Police have ruled out arson."),
        ("警方不排除人为纵火。", "Police have excluded the possibility of arson."),
        ("當地的失業人數沒有增加。", "The number of unemployed there rose."),
    ],
)
def test_words_of_the_topic_deny_nothing(source: str, target: str) -> None:
    assert flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("两国未能停火。", "The two countries failed to cease fire."),
        ("失业者没有收入。", "The unemployed have no income."),
        ("他没有工作。", "He is unemployed."),
        ("评审结果尚未公布。", "The result of the review is still pending."),
        ("新桥仍未通车。", "The new bridge has yet to open."),
        ("该国禁止赌博。", "The country outlaws gambling."),
        ("专家不相信这一说法。", "Experts doubt the claim."),
        ("老将没有入选名单。", "The veteran was left out of the list."),
        ("他已经三年没有工作。", "He has been out of work for three years."),
        ("警方不排除人为纵火。", "Police say that arson is a possibility."),
        ("警方不排除人为纵火。", "Police have not ruled out arson."),
        ("天还没亮，他就出门了。", "He left home before dawn."),
        ("未等消防员到场，他就跳了下去。", "He jumped before firefighters came."),
        ("遲到好過冇到。", "Better late than never."),
        ("佢唔會去。", "He will not go."),
        ("未來五年將投資。", "Money will be invested in the next five years."),
        ("未滿十八歲者可入場。", "Those under 18 may enter."),
        ("沒過多久他便離開。", "He left soon after."),
        ("懸而未決的案件。", "A pending case."),
    ],
)
def test_english_still_denies_without_a_plain_no(source: str, target: str) -> None:
    assert not flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("公司没有赢得合同。", "The company won the pending contract."),
        ("他不会出席会议。", "He could attend the meeting."),
    ],
)
def test_what_stands_for_one_denial_stands_for_no_other(source: str, target: str) -> None:
    assert flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("该不该送孩子出国？", "Should one send a child abroad?"),
        ("会不会下雪？", "Will it snow?"),
        ("有没有风险？", "Is there a risk?"),
        ("你愿不愿意去？", "Are you willing to go?"),
        ("需不需要复查？", "Is another look needed?"),
    ],
)
def test_a_question_that_names_both_sides_denies_nothing(source: str, target: str) -> None:
    assert not flagged(source, target)


def test_one_who_is_not_out_of_danger_is_in_it() -> None:
    assert not flagged("两人仍未脱离生命危险。", "The two are still in danger.")
    assert flagged("两人仍未脱离生命危险。", "The two are out of danger.")


def test_the_told_name_of_a_film_denies_nothing() -> None:
    film = Term("山中小妖", "Nobody", "dictionary")
    named = SegmentPair("《山中小妖》上映。", "Nobody is in cinemas.")
    assert [f.kind for f in check(named)] == ["negation"]
    assert not list(check(replace(named, terms=(film,))))


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("补贴不超过1.5万元。", "Subsidies are capped at 15,000 yuan.", False),
        ("每周不得超过3小时。", "They are limited to three hours a week.", False),
        ("每人不超过2000元。", "Each may get up to 2,000 yuan.", False),
        ("每人不超过2000元。", "Each gets a maximum of 2,000 yuan.", False),
        ("价格不得超过50元。", "The price exceeds 50 yuan.", True),
        ("押金不得低于六百元。", "The deposit is at least 600 yuan.", False),
        ("选手不得超过19岁。", "Players must be 19 or younger.", False),
        ("押金不得低于六百元。", "The deposit is lower than 600 yuan.", True),
        ("他不会出席会议。", "He attends up to 3 meetings.", True),
        ("处十年以上有期徒刑。", "The term is not less than ten years.", False),
        ("工程并未完全结束。", "The work is only partly done.", False),
    ],
)
def test_a_ceiling_denies_what_lies_above(source: str, target: str, lost: bool) -> None:
    assert flagged(source, target) == lost


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("乌军否认,称仍坚守该城。", "It denied that it held the city.", True),
        ("烏軍否認並稱仍堅守該城。", "It denies that it holds it.", True),
        ("乌军否认撤离该城。", "It denied that it had left.", False),
        ("他否认,称自己遭陷害。", "He denied that he was guilty, saying he was framed.", False),
        ("他否认,称自己无辜。", "He denied that he was guilty.", False),
        ("公司否认,称收购是谣言。", "The firm denied that it was being bought.", False),
        ("公司否认,称信已寄出。", "The firm denied that, and the letter was sent.", False),
        ("他否认,称当时在家。", "He denied this, saying he was at home.", False),
    ],
)
def test_what_is_said_is_not_what_is_denied(source: str, target: str, told: bool) -> None:
    assert any(f.kind == "negation" for f in check(SegmentPair(source, target))) == told


def test_who_dares_not_is_afraid() -> None:
    assert not list(check(SegmentPair("他不敢出门。", "He was too scared to go out.")))
    assert list(check(SegmentPair("他不敢出门。", "He went out.")))


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("双方要合作而不是对抗。", "The sides should cooperate rather than clash."),
        ("法院禁止他入境。", "The court order barring him from entry stands."),
        ("法院严禁公开名单。", "An injunction keeps the list from the public."),
        ("这并不轻松。", "It was anything but easy."),
        ("谈判并非没有成果。", "The talks had some results."),
        ("没有人在车祸中受伤。", "Everyone escaped the crash."),
        ("他收受贿赂，并非法占有公款。", "He took bribes and illegally kept public money."),
    ],
)
def test_other_ways_to_deny_are_no_loss(source: str, english: str) -> None:
    assert list(check(SegmentPair(source, english))) == []


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("双方要合作而不是对抗。", "The sides should cooperate and clash."),
        ("法院禁止他入境。", "The court let him in."),
        ("他收受贿赂，并非法占有公款。", "He took bribes and did not keep public money illegally."),
        ("这并非法律规定。", "This is what the law says."),
    ],
)
def test_a_denial_turned_round_is_told(source: str, english: str) -> None:
    assert len(list(check(SegmentPair(source, english)))) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("两名被告人当庭表示不上诉。", "Both defendants said in court that they would appeal."),
        ("央行决定不降息。", "The central bank decided to cut rates."),
        ("教育局长称自己不辞职。", "The education chief said he would resign."),
        ("市长明确不参选。", "The mayor made it clear that he would run."),
        ("球员不续约。", "The player will renew his contract."),
        ("工厂春节不停产。", "The plant will halt production over the Spring Festival."),
        ("游击队不投降。", "The rebels will surrender."),
        ("被告表示不上訴。", "The defendant said he would appeal."),
        ("公司宣布不搬迁总部。", "The company announced that it would move its head office."),
    ],
)
def test_a_decision_against_something_is_not_one_for_it(source: str, target: str) -> None:
    assert flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("两名被告人当庭表示不上诉。", "Both defendants accepted the verdict."),
        ("央行决定不降息。", "The central bank kept rates on hold."),
        ("央行决定不降息。", "The central bank left rates unchanged."),
        ("央行决定不降息。", "The central bank decided against a cut."),
        ("局长不辞职。", "The bureau chief will stay on."),
        ("市长不参选。", "The mayor will step down when his term ends."),
        ("市长不寻求连任。", "The mayor ruled out a second term."),
        ("工会不让步。", "The union stood its ground."),
        ("公司不道歉，我们就起诉。", "The company must apologise or face a suit."),
        ("公司不得不裁员。", "The company had to cut jobs."),
        ("他宁可破产也不出售股份。", "He would rather go bankrupt than sell his shares."),
        ("伤者送院后宣布不治。", "The injured man was pronounced dead in hospital."),
        ("当事人对该决定不服的，向法院起诉。", "A party who contests the decision goes to court."),
        ("委员各自决定加息或不加息。", "Each member chooses between a rise and a pause."),
        ("车队宣布不来。", "The team announced that it would skip the race."),
        ("该国不签署、不参战。", "The country will sit it out."),
    ],
)
def test_a_decision_against_something_has_english_of_its_own(source: str, target: str) -> None:
    assert not flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他不得不卖掉果园。", "He had to sell the orchard."),
        ("司机不得不接受检查。", "The driver had to accept a check."),
        ("我们不能不去。", "We had to go."),
        (
            "老师提醒学生不要在河里游泳。",
            "The teacher warned pupils against swimming in the river.",
        ),
        ("哥哥劝她不要卖房。", "Her brother talked her out of selling the flat."),
        ("这里没有电，更没有网络。", "There is no power here, let alone a network."),
    ],
)
def test_right_english_for_what_looks_denied_is_no_loss(source: str, target: str) -> None:
    assert not flagged(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("投资切忌盲目。", "Do not invest blindly."),
        ("学琴最忌偷懒。", "A learner of the violin must never be lazy."),
        ("要翻身谈何容易。", "A turnaround is not easy."),
        ("我们怎能忘记他们？", "We cannot forget them."),
        ("政府岂能坐视？", "The government must not look on."),
        ("恐高者慎入。", "Do not enter if you fear heights."),
        ("菜价与上周持平。", "Vegetable prices did not change from last week."),
        ("部长保持沉默。", "The minister would not comment."),
    ],
)
def test_chinese_that_denies_without_a_plain_no(source: str, target: str) -> None:
    assert not flagged(source, target)
