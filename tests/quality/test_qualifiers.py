"""Words that carry a claim are missed where the English drops them, and not where it says them."""

from __future__ import annotations

import pytest

from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair, SegmentRole
from zhaiyi.quality.qualifiers import check
from zhaiyi.quality.qualifiers.words import lost
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
    ("不排除她參選。", "There is no doubt that she will stand.", "not ruled out"),
    ("不排除她參選。", "She will not stand.", "not ruled out"),
    ("上訴得直。", "She appealed directly.", "appeal allowed"),
    ("上訴得直。", "The appeal was dismissed.", "appeal allowed"),
    ("她被判缓刑两年。", "She was sentenced to two years in prison.", "suspended sentence"),
    ("工程要到明年春天才完工。", "Work ends by next spring.", "not until"),
    ("两名被告承认三项控罪。", "The two defendants were convicted on three counts.", "admitted"),
    ("成交按周增加三成。", "Deals rose 30 percent per week.", "week on week"),
    ("销量按月升两成。", "Sales rose 20 percent per month.", "month on month"),
    ("产量连续下降，较峰值下降六成。", "Output increased, and decreased by 60 percent.", "fall"),
    ("客流持续增长，较去年增长两成。", "Traffic keeps falling, up 20 percent.", "rise"),
    ("他一审被判死缓。", "He was sentenced to death at first instance.", "reprieve"),
    ("下雪的可能性不大。", "The possibility of snow is not small.", "not large"),
    ("台风影响不大。", "The typhoon had a great impact.", "not large"),
    ("下雪的可能性很小。", "Snow is very likely.", "hardly possible"),
    ("央行降准。", "The central bank cut interest rates.", "reserve requirement"),
    ("央行降息。", "The central bank cut the reserve requirement.", "interest rates"),
    ("九只个股涨停。", "Nine stocks rose.", "daily limit"),
    ("极右翼政党得票大增。", "The right-wing party made big gains.", "far"),
    ("他被判处有期徒刑。", "He was sentenced to life imprisonment.", "a term of years"),
    ("公司净利润亏损三亿元。", "The company's net profit was 300 million yuan.", "net loss"),
    ("山洪致一人失联。", "One person died in the flash flood.", "missing"),
    ("球队终结对手的八连胜。", "The team extended its rival's run of eight wins.", "ended"),
    ("代总统发表讲话。", "The president made a speech.", "acting"),
    ("美国当选总统特朗普来信。", "US President Trump wrote.", "elect"),
    ("短期内难以替代。", "It can be replaced in the short term.", "hardly"),
    ("球队吞下三连败。", "The team won three in a row.", "losses in a row"),
    ("渔船已全部回港避风。", "All fishing boats have returned to Hong Kong for shelter.", "port"),
    (
        "转移危险区域群众5万人。",
        "50,000 people were moved to dangerous areas.",
        "out of danger",
    ),
    ("除两省外，各地均已开工。", "In addition to two provinces, work has begun.", "except"),
    ("新厂最高给予800万元补贴。", "New plants get the highest subsidy of 8 million yuan.", "up to"),
    ("村里出了三个万元户。", "The village has three million-yuan families.", "ten thousand yuan"),
    ("旅客在三层候车室等候。", "They wait in the three-layer hall.", "a floor of the building"),
    ("九人被省政府授予奖章。", "It awarded nine people medals from the province.", "honoured"),
    ("直到有了公路，村民才走出大山。", "Without the road, villagers left the hills.", "not until"),
    ("参赛者大多是学生。", "The contestants are students.", "most"),
    ("抽查了部分超市。", "Supermarkets were checked.", "some"),
    ("政策更加灵活。", "The policy is flexible.", "more"),
    ("产量为3月以来最高。", "Output was the highest in March this year.", "since"),
    ("他乘37路公交车回家。", "He took the 37th bus home.", "number of a line"),
    ("大楼地下3层，地上40层。", "The tower has 3 floors and 40 floors.", "floors underground"),
    ("球队翌日离开。", "The team left on the same day.", "the next day"),
    ("银行扩大中长期放款。", "The bank gives more long-term loans.", "medium and long term"),
    ("本外币贷款增加。", "Loans in foreign currencies rose.", "local and foreign currency"),
    ("校内外专家到场。", "Experts of the school came.", "inside and outside"),
    ("新书吸引国内外读者。", "The book draws domestic readers.", "home and abroad"),
    ("泳池逢周四关闭。", "The pool is closed on Thursday.", "every week"),
    ("三党党魁同意。", "The leader of the three parties agreed.", "leaders of several parties"),
    (
        "两国防长通话。",
        "The defense minister of the two countries spoke.",
        "ministers of several countries",
    ),
    ("他违反第14B条。", "He broke section 14.", "numbered section"),
    ("玉米供需偏紧。", "Demand for corn is tight.", "supply and demand"),
    ("基金扶持中小企业。", "The fund helps small businesses.", "small and medium"),
    ("城乡收入提高。", "Urban incomes went up.", "urban and rural"),
    ("上下游企业受益。", "Upstream firms benefit.", "upstream and downstream"),
    (
        "全县中小学停课。",
        "The county's primary schools are closed.",
        "primary and secondary schools",
    ),
    ("中西部省份受灾。", "Western provinces were hit.", "central and western"),
    (
        "早晚高峰加开列车。",
        "More trains run in the morning rush hours.",
        "morning and evening rush",
    ),
    ("朝野政党交换意见。", "The opposition party gave its views.", "government and opposition"),
    ("关税由12%到25%降为零。", "The tariff went from 12% to 25% to zero.", "between two rates"),
    ("据路透社报道，矿井关闭。", "The mine is closed.", "reported by a medium"),
    ("英国《卫报》报导，矿井关闭。", "The mine is closed.", "reported by a medium"),
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
        ("她是公司创始人之一。", "She is a co-founder of the company."),
        ("开学日恰逢周一。", "The first day of school fell on a Monday."),
        ("重阳节逢周四。", "The Double Ninth Festival falls on a Thursday."),
        ("夜市逢周末营业。", "The night market opens on weekends."),
        ("门票最低20元，最高60元。", "Tickets cost 20 yuan at the lowest and 60 at the highest."),
        ("票房最高达3亿元的影片。", "The highest film took 300 million yuan."),
        ("奖金最高60万元的比赛。", "It is the highest-paying contest, at 600,000 yuan."),
        ("一座四层候船楼落成。", "A four-layer ferry building was finished."),
        ("部分内阁成员缺席。", "Cabinet members stayed away."),
        ("她是论文主要作者之一。", "She is a lead author of the paper."),
        ("它是该银行股东之一。", "It is a shareholder of the bank."),
        ("新厂最高给予800万元补贴。", "New plants get a subsidy of at most 8 million yuan."),
        ("新厂最高补贴800万元。", "The highest subsidy for new plants is 8 million yuan."),
        (
            "股价最低8元，最高9元。",
            "The share price was 8 yuan at its lowest and 9 at its highest.",
        ),
        ("楼内共有三层展厅。", "The building has three layers of halls."),
        ("九人被省政府授予奖章。", "The province awarded nine people medals."),
        ("九人被省政府授予奖章。", "Nine people were awarded medals by the province."),
        ("直到有了公路，村民才走出大山。", "Villagers could not leave without the road."),
        ("参赛者大多是学生。", "The contestants were mainly students."),
        ("全书分三部分内容。", "The book is divided in three."),
        ("方案变更为两年。", "The plan is now for two years."),
        ("产量为3月以来最高。", "Output was the highest in seven months."),
        ("产量为3月以来最高。", "Output hit a three-month high."),
        ("他乘37路公交车回家。", "He took bus 37 home."),
        ("大楼地下3层，地上40层。", "The tower has 40 floors and three basement levels."),
        ("球队当日或翌日离开。", "The team leaves on the same day."),
        ("球队翌日离开。", "The team left on the 15th."),
        ("他在职业生涯中长期支持工人。", "He has long backed workers in his career."),
        ("新书吸引国内外读者。", "The book draws readers all over the world."),
        ("泳池逢周四关闭。", "The pool is closed on Thursdays."),
        ("两国防长通话。", "The defense ministers of the two countries spoke."),
        ("两国防长通话。", "Defense Minister Lee and his counterpart spoke."),
        ("基金扶持中小企业。", "The fund helps SMEs."),
        ("玉米供需偏紧。", "The corn market is tight."),
        ("全县中小学停课。", "The county's schools are closed."),
        ("关税由12%到25%降为零。", "The tariff of 12 to 25 percent was cut to zero."),
        ("据路透社报道，矿井关闭。", "The mine is closed, according to Reuters."),
        ("据媒体报道，矿井关闭。", "The mine is closed."),
        ("政策更加灵活。", "The policy is quite flexible."),
        ("此举更加速了衰退。", "The step hastened the decline."),
        ("部分原因在于天气。", "The weather is one reason for it."),
        ("这是该国首次公布数据。", "It was the country's first release of the data."),
        ("两人涉嫌盗窃被捕。", "The two were arrested on suspicion of theft."),
        ("不排除见面的可能。", "A meeting is not ruled out."),
        ("不排除她參選。", "She may stand."),
        ("他未排除動武。", "He left open the use of force."),
        ("上訴得直。", "The appeal was allowed."),
        ("工程要到明年春天才完工。", "Work ends only next spring."),
        ("工程要到明年春天才完工。", "Work will not end until next spring."),
        ("两名被告承认三项控罪。", "The two defendants pleaded guilty to three counts."),
        ("她被判缓刑两年。", "She was given a suspended sentence of two years."),
        ("成交按周增加三成。", "Deals rose 30 percent from a week earlier."),
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
        ("他被判死缓。", "He was given a suspended death sentence."),
        ("下雪的可能性不大。", "There is little chance of snow."),
        ("下雪的可能性不大，但影响不小。", "Snow is not likely, but its impact is not small."),
        ("山洪致两人死亡、一人失联。", "The flood killed two; one is unaccounted for."),
        ("公司净利润亏损收窄。", "The company narrowed its net loss."),
        ("历代总统都住在这里。", "All presidents have lived here."),
        ("他在法国当选总统后辞职。", "He became president of France and stepped down."),
        ("央行降准降息。", "The central bank cut reserve requirements and interest rates."),
        ("九只个股涨停。", "Nine stocks rose by the daily limit."),
        ("极右翼政党得票大增。", "The far-right party made big gains."),
        ("他被判处有期徒刑十年。", "He was sentenced to ten years in prison."),
        ("出口为三月以来首次负增长。", "Exports shrank for the first time since March."),
        ("该国前总统被捕。", "The disgraced president of the country was arrested."),
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


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("市里公布中长期规划。", "The city published its long-term plan.", "info"),
        ("中长期看，需求稳定。", "In the long run, demand is stable.", "info"),
        ("银行发放中长期贷款。", "The bank gives medium-term loans.", "warning"),
    ],
)
def test_usual_english_is_a_note(source: str, target: str, severity: str) -> None:
    (finding,) = check(SegmentPair(source, target))
    assert finding.severity == severity


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


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("渔船已全部回港避风。", "All fishing boats have returned to port for shelter."),
        ("渔船从香港回港避风。", "The boats returned to Hong Kong for shelter."),
        ("香港渔船回港避风。", "Hong Kong's boats came back."),
        ("转移危险区域群众5万人。", "50,000 people were moved out of dangerous areas."),
        ("转移低洼地带居民。", "Residents in low-lying areas were moved."),
        ("除两省外，各地均已开工。", "Except in two provinces, work has begun."),
        ("除工资外，各地还发补贴。", "In addition to wages, places give subsidies."),
        ("他不敢说话。", "He did not dare to speak."),
        ("他不敢说话。", "He was afraid to speak."),
        ("他敢于直言。", "He is not afraid to speak out."),
    ],
)
def test_ports_danger_exceptions_and_daring_are_said_rightly(source: str, target: str) -> None:
    assert not list(lost(source, target))


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("秘鲁前总统出庭。", "The Peruvian president came to court.", "former"),
        ("前智利总统出庭。", "The Chilean president came to court.", "former"),
        ("她的前夫出庭。", "Her husband came to court.", "former"),
        ("原水利局局长受审。", "The water chief stood trial.", "former"),
        ("副国务卿到访。", "The secretary of state came.", "deputy"),
        ("助理国务卿到访。", "The secretary of state came.", "assistant"),
        ("他是协会名誉主席。", "He chairs the association.", "honorary"),
        ("候任市长到访。", "The mayor came.", "elect"),
        ("主队1比1逼平对手。", "The hosts beat their rivals 1-1.", "a drawn game"),
        ("他平了世界纪录。", "He broke the world record.", "equalled a record"),
        ("球队成功保级。", "The team was relegated.", "stayed up"),
        ("伤者已脱离生命危险。", "The man is in critical condition.", "out of danger of death"),
        (
            "水位超警戒水位一米。",
            "It is a metre below the warning level.",
            "above the warning level",
        ),
    ],
)
def test_offices_and_outcomes_lost_are_told(source: str, target: str, name: str) -> None:
    assert [found.qualifier.name for found in lost(source, target)] == [name]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("秘鲁前总统出庭。", "Peru's ex-president came to court."),
        ("目前妻子已出院。", "His wife has left hospital."),
        ("该片改编自同名小说，票房不俗。", "Based on the novel, the film did well."),
        ("主队1比1逼平对手。", "The hosts drew 1-1."),
        ("两队1比1战平，主队点球获胜。", "The hosts won on penalties after 1-1."),
        ("他尚未脱离生命危险。", "He is in critical condition."),
        ("公司扭亏为盈。", "The company turned a loss into a profit."),
    ],
)
def test_offices_and_outcomes_kept_are_not(source: str, target: str) -> None:
    assert not list(lost(source, target))
