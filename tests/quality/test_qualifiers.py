"""Words that carry a claim are missed where the English drops them, and not where it says them."""

from __future__ import annotations

import pytest

from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair, SegmentRole
from zhaiyi.quality.qualifier_words import lost
from zhaiyi.quality.qualifiers import check
from zhaiyi.quality.registry import run_checks
from zhaiyi.translation.constraints import constraints_of, glossary_line, violations_in

LOST = [
    ("汕头是五个试点地区之一。", "Shantou cooperates with the five pilot areas.", "one of"),
    ("这是该国首次公布数据。", "The country published the data.", "first"),
    ("海外收入首次出现下滑。", "Overseas revenue fell in the first half of the year.", "first"),
    ("海外收入过半。", "Overseas revenue in half a year.", "over half"),
    ("他是唯一的幸存者。", "He survived.", "only"),
    ("两人涉嫌盗窃被捕。", "The two were arrested for theft.", "suspected"),
    ("会议可能推迟。", "The meeting is postponed.", "may"),
    ("他再次当选。", "He was elected.", "again"),
    ("副市长王明出席会议。", "Mayor Wang Ming attended the meeting.", "deputy"),
    ("前总统出席了葬礼。", "The president came to the funeral.", "former"),
    ("工会反对这一方案。", "The union backs the plan.", "oppose"),
    ("公司拒绝了报价。", "The company took the offer.", "refuse"),
    ("失业率下降。", "Unemployment rose.", "fall"),
    ("今年以来补水五次。", "Water was let in five times in recent years.", "so far this year"),
    ("上半年出口增长。", "Exports fell in the first half of the year.", "rise"),
    ("早在6月底就已签署。", "It was signed in June.", "late in the month"),
    ("他在驻欧盟办事处签字。", "He signed in the embassy to the EU.", "office"),
    ("8月上旬开工。", "Work begins in August.", "early"),
    ("7月中旬入伏。", "The hot days come in July.", "middle of the month"),
    ("“这是新窗口。”相关负责人说。", "“This is a new window.”", "who said it"),
    ("警方表示，事故原因正在调查。", "The cause of the crash is being looked into.", "who said it"),
    ("事故未造成人员死亡，7人受伤。", "There were no casualties; 7 were injured.", "deaths"),
    ("产量连续下降，较峰值下降六成。", "Output increased, and decreased by 60 percent.", "fall"),
    ("客流持续增长，较去年增长两成。", "Traffic keeps falling, up 20 percent.", "rise"),
]


@pytest.mark.parametrize(("source", "target", "name"), LOST)
def test_a_lost_word_is_told(source: str, target: str, name: str) -> None:
    (finding,) = check(SegmentPair(source, target))
    assert finding.kind == "qualifier"
    assert f"“{name}”" in finding.message
    assert finding.source_span is not None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("汕头是五个试点地区之一。", "Shantou is among the five pilot areas."),
        ("约三分之一的人同意。", "About a third of them agreed."),
        ("这是该国首次公布数据。", "It was the country's first release of the data."),
        ("两人涉嫌盗窃被捕。", "The two were arrested on suspicion of theft."),
        ("会议可能推迟。", "The meeting could be put off."),
        ("海外收入过半。", "Overseas revenue made up more than half."),
        ("比赛时间过半。", "Half of the match was over."),
        ("超过半数的居民搬走了。", "Most residents have moved away."),
        ("他们尽可能多地收集样本。", "They collected samples from everywhere."),
        ("副市长王明出席会议。", "Vice Mayor Wang Ming attended the meeting."),
        ("正副主席都出席了会议。", "The leaders all came."),
        ("反对派赢得选举。", "The opposition won the election."),
        ("失业率下降。", "Unemployment eased."),
        ("议案以62票赞成、38票反对获通过。", "The motion was carried by 62 votes to 38."),
        ("上半年出口增长。", "Exports in the first half went well."),
        ("他在驻欧盟办事处签字。", "He signed at the mission to the EU."),
        ("7月下旬入伏。", "The hot days come on July 25."),
        ("螺旋式上升的斗争。", "A spiral of decline."),
        ("“这是新窗口。”相关负责人说。", "“This is a new window,” the head said."),
        ("警方表示，事故原因正在调查。", "According to the police, the cause is not known."),
        ("居民对此表示欢迎。", "Residents welcome it."),
        ("法院认为，该公司违约。", "The court found that the company broke the contract."),
        ("法院认为，该公司违约。", "The court ruled that the company broke the contract."),
        ("事故未造成人员死亡。", "There were no deaths and no other casualties."),
        ("事故造成人员伤亡，死亡人数不详。", "There were casualties, how many is unknown."),
        ("失业率下降，同比下降一成，信心提升。", "Unemployment fell by 10%; confidence rose."),
        ("产量下降，同比下降一成。", "Output fell by up to 10 percent."),
    ],
)
def test_a_word_that_is_said_is_not(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target)))


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("通胀率降至2.1%。", "Inflation rose to 2.1 percent.", "fall"),
        ("央行把利率下调25个基点。", "The central bank raised rates by 25 basis points.", "fall"),
        ("该股暴跌。", "The stock soared.", "fall"),
        ("金价走低。", "Gold climbed.", "fall"),
        ("房租回落。", "Rents jumped.", "fall"),
        ("税率下调。", "The tax was hiked.", "fall"),
        ("该股飙升。", "The stock plunged.", "rise"),
        ("油价走高。", "Oil prices eased.", "rise"),
        ("央行上调利率。", "The central bank lowered rates.", "rise"),
        ("票价涨至90元。", "Ticket prices slid to 90 yuan.", "rise"),
        ("死亡人数增至30人。", "The number of dead dropped to 30.", "rise"),
        ("指數攀升。", "The index tumbled.", "rise"),
    ],
)
def test_a_direction_turned_round_is_seen(source: str, target: str, name: str) -> None:
    (finding,) = check(SegmentPair(source, target))
    assert f"“{name}”" in finding.message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("通胀率降至2.1%。", "Inflation eased to 2.1 percent."),
        ("央行上调利率。", "The central bank hiked rates and cut its bond purchases."),
        ("死亡人数增至30人。", "The death toll reached 30."),
        ("金价走低。", "Gold is at 2,000 dollars."),
    ],
)
def test_a_direction_may_be_told_in_many_ways(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target)))


@pytest.mark.parametrize("role", ["summary", "headline"])
def test_a_summary_may_leave_the_clause_out(role: SegmentRole) -> None:
    assert not list(check(SegmentPair("会议可能推迟。", "The meeting is postponed.", role=role)))


def test_an_opposite_is_named_as_one() -> None:
    (finding,) = check(SegmentPair("失业率下降。", "Unemployment rose."))
    assert finding.message == "The source says “fall” (下降); the English says “rose”."


def test_the_second_try_is_told_the_word() -> None:
    source, target, _ = LOST[0]
    missed = violations_in(source, target, None, None)
    constraints = constraints_of(source, (), Lexicon()).after(missed)
    assert "之一=one of" in glossary_line(constraints.all)


def test_each_is_told_once() -> None:
    assert len(list(lost("可能下雨，也可能下雪。", "It rains or snows."))) == 1


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        ("当地一半的商店关了门。", "Shops there have closed.", ["number"]),
        ("当地一半的商店关了门。", "30% of the shops there have closed.", ["number"]),
        ("新桥5月中旬通车。", "The new bridge opens.", ["number"]),
        ("超过半数的居民搬走了。", "Residents have moved away.", ["qualifier"]),
        ("半数居民搬走了。", "Residents have moved away.", ["qualifier"]),
        # Two faults: another year, and the other half of it.
        (
            "销量在2024年上半年下降。",
            "Sales fell in the second half of 2023.",
            ["number", "qualifier"],
        ),
    ],
)
def test_each_fault_is_told_once(source: str, target: str, kinds: list[str]) -> None:
    assert [f.kind for f in run_checks(SegmentPair(source, target))] == kinds


def test_what_the_english_says_instead_is_marked() -> None:
    target = "Sales fell in the second half of the year."
    (finding,) = check(SegmentPair("销量在上半年下降。", target))
    assert finding.target_span is not None
    assert target[finding.target_span.start : finding.target_span.end] == "second half"
