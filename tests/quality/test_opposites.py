"""Words that a translation turns into another of their group are told; faithful ones are not."""

from __future__ import annotations

from itertools import groupby

import pytest

from zhaiyi.lexicon.tables import rows
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.qualifiers import check

TURNED = [
    ("沪指低开。", "The index opened higher.", "opened lower"),
    ("矿业股领跌大市。", "Miners led the gains in the market.", "led the losses"),
    ("公司扭亏为盈。", "The company swung from a profit to a loss.", "into a profit"),
    ("去年由盈转亏。", "It turned a loss into a profit last year.", "into a loss"),
    ("稻米供不应求。", "There was a glut of rice.", "supply below demand"),
    ("央行采取逆周期措施。", "The bank took procyclical steps.", "counter-cyclical"),
    ("探测器在月球背面采样。", "It took samples on the near side of the moon.", "the far side"),
    ("侄女代他领奖。", "His nephew took the prize.", "niece"),
    ("雌性小鼠活得更久。", "Male mice lived longer.", "female"),
    ("有的干部不敢作为。", "Some officials are not afraid to act.", "not daring"),
    ("他敢于直言。", "He is afraid to speak out.", "daring"),
    ("上半年新开门店四十家。", "It opened forty stores in the second half.", "the first half"),
    ("大豆進口連續兩月走弱。", "Soybean exports were weak for two months.", "import"),
    ("省南部有雷雨。", "Storms are due in the northern part of the province.", "the south"),
    ("该省东北部有雷雨。", "Storms are due in the northwest of the province.", "the east"),
    ("她的母亲是护士。", "Her father was a nurse.", "mother"),
    ("他的妻子出庭作证。", "Her husband gave evidence.", "wife"),
    ("小儿子在读高中。", "Her daughter is in high school.", "son"),
    ("姐姐开车送他。", "His brother drove him.", "sister"),
    ("原告要求赔偿。", "The defendant wants damages.", "the plaintiff"),
    ("被告当庭道歉。", "The plaintiff said sorry in court.", "the defendant"),
    ("他落选市议员。", "He won a seat on the city council.", "not elected"),
    ("球队客场逼平对手。", "The team drew at home.", "away"),
    ("公司全年净亏损三亿元。", "The company made a profit of 300 million yuan.", "loss"),
    ("贸易逆差连续收窄。", "The trade surplus kept narrowing.", "deficit"),
    ("金价创新高。", "Gold hit a record low.", "a new high"),
    ("最低气温出现在周日。", "The highest temperature came on Sunday.", "the lowest"),
    ("月薪四千元。", "The pay is 4,000 yuan a year.", "a month"),
    ("去年产量下滑。", "Output slid this year.", "last year"),
    ("上个月的数据更好。", "The data is better this month.", "last month"),
    ("会议定于上午举行。", "The meeting is in the afternoon.", "the morning"),
    ("年底完工。", "It is done at the start of the year.", "the end of the year"),
    ("工厂建于上世纪80年代末。", "The works was built in the early 1980s.", "late"),
    ("未来五年建十座桥。", "Ten bridges were built in the past five years.", "the coming years"),
    ("產品全部來自國內市場。", "All of it comes from overseas.", "domestic"),
    ("门票两百港元。", "A ticket is 200 dollars.", "Hong Kong dollars"),
    ("每吨三百元。", "It is 300 yuan a kilogram.", "a tonne"),
    ("连续第三年增产。", "Output rose for the third month in a row.", "years in a row"),
    ("上诉被驳回。", "The appeal was approved.", "reject"),
    ("兩人獲判無罪。", "The two were found guilty.", "not guilty"),
    ("律政司就無罪裁決上訴。", "The department will appeal the guilty verdict.", "not guilty"),
    ("他當庭不認罪。", "He pleaded guilty.", "not guilty"),
    ("控罪罪名不成立。", "She was convicted.", "not guilty"),
    ("法庭駁回上訴。", "The court allowed the appeal.", "appeal dismissed"),
    ("上訴成功。", "The appeal was dismissed.", "appeal allowed"),
    ("二审维持原判。", "The court overturned the verdict.", "judgment upheld"),
    ("高院推翻原判。", "The High Court upheld the verdict.", "judgment overturned"),
    ("裁判官批准保釋。", "The magistrate refused bail.", "bail granted"),
    ("他獲准保釋候訊。", "He was remanded in custody.", "bail granted"),
    ("被告須還押候訊。", "The defendant was released on bail.", "bail refused"),
    ("控方撤銷控罪。", "The charges were upheld.", "charges dropped"),
    ("高铁全线停运。", "The whole line has resumed service.", "suspend"),
    ("輕軌恢復通車。", "The light rail was suspended.", "resume"),
    ("全鎮已復電。", "The whole town lost power.", "power restored"),
    ("多区停电。", "Power was restored in several districts.", "power cut"),
    ("桥梁后年通车。", "The bridge opens next year.", "the year after next"),
    ("她前年入职。", "She joined last year.", "the year before last"),
    ("她以58%的得票率连任。", "She kept the post with a 58% turnout.", "share of the vote"),
    ("投票率为六成一。", "It took a 61 percent share of the vote.", "turnout"),
    ("肺炎重症率较低。", "The mortality rate of pneumonia is low.", "rate of severe cases"),
    ("右翼政党得票大增。", "The left-wing party made big gains.", "the right"),
    ("厂房最早2028年投产。", "The plant will open by 2028.", "at the earliest"),
    ("厂房最迟2028年投产。", "The plant will open in 2028 at the earliest.", "at the latest"),
    ("市里发布暴雨橙色预警。", "The city issued a red warning for heavy rain.", "orange warning"),
    ("公司营收增长。", "The company's net profit grew.", "revenue"),
    ("车祸致多人轻伤。", "The crash left several people seriously injured.", "lightly injured"),
    ("球队闯进半决赛。", "The team reached the quarterfinals.", "semifinal"),
    ("他屈居亚军。", "He became champion.", "runner-up"),
    ("央行净投放八百亿元。", "The bank made a net withdrawal of 80 billion yuan.", "net injection"),
    ("法国总理抵达。", "The French president has arrived.", "prime minister"),
    ("中级人民法院受理。", "Prosecutors have taken it up.", "a court"),
    ("他因犯玩忽职守罪获刑。", "He was jailed for bribery.", "dereliction of duty"),
    ("二审维持原判。", "The first trial let the verdict stand.", "the second instance"),
    ("省长出席。", "The mayor was there.", "governor"),
    ("政协委员提案。", "It was moved by an NPC deputy.", "member of the CPPCC"),
    ("中级人民法院受理。", "The high court has taken it up.", "intermediate court"),
    ("球队在加时赛取胜。", "The team won in a penalty shootout.", "extra time"),
    ("本科毕业。", "They are graduate students.", "undergraduate"),
    ("初中毕业。", "They left senior high school.", "junior high school"),
    ("他被开除党籍。", "He was removed from office.", "expelled from the Party"),
    ("女团来京演出。", "The boy band played in Beijing.", "women"),
    ("桥上停着数十辆车。", "Hundreds of cars stood on the bridge.", "dozens"),
    ("广场上有数百名学生。", "Thousands of students stood on the square.", "hundreds"),
    ("成千上万的候鸟飞抵湿地。", "Hundreds of birds came to the wetland.", "thousands"),
    ("数万名球迷入场。", "Hundreds of thousands of fans came.", "tens of thousands"),
    ("數十萬戶停水。", "Millions of homes have no water.", "hundreds of thousands"),
    ("数百万用户受影响。", "Tens of thousands of users were affected.", "millions"),
    ("仓库凌晨起火。", "Fire broke out at the warehouse in the afternoon.", "the early hours"),
    ("考生须在中午前交卷。", "Papers are to be handed in before midnight.", "noon"),
    ("烟花在午夜燃放。", "The fireworks were let off at noon.", "midnight"),
]


@pytest.mark.parametrize(("source", "target", "name"), TURNED)
def test_a_turned_word_is_told(source: str, target: str, name: str) -> None:
    found = check(SegmentPair(source, target))
    assert [f.severity for f in found if f"says “{name}”" in f.message] == ["warning"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("上半年新开门店四十家。", "It opened forty stores in the first six months."),
        ("桥上停着数十辆车。", "Some 60 cars stood on the bridge."),
        ("广场上有数百名学生。", "Several hundred students stood on the square."),
        ("成千上万的候鸟飞抵湿地。", "Tens of thousands of birds came to the wetland."),
        ("成百上千人排队。", "Hundreds of people queued."),
        ("仓库凌晨起火。", "Fire broke out at the warehouse early in the morning."),
        ("考生须在中午前交卷。", "Papers are to be handed in by 12."),
        ("上半年不及下半年。", "The second half was better."),
        ("大豆进出口都走弱。", "Soybean exports were weak."),
        ("美国扩大对华出口。", "American sales to China grew."),
        ("韩国北部有雷雨。", "Storms are due in South Korea."),
        ("她的外公教她下棋。", "Her mother's father taught her chess."),
        ("他的妻子出庭作证。", "Mrs Wang gave evidence for her husband."),
        ("被告知需要补票。", "The plaintiff was told to buy a ticket."),
        ("国脚孙兴慜的女儿出生。", "Son Heung-min's baby girl was born."),
        ("北京队1比3不敌上海队。", "Shanghai beat Beijing 3-1."),
        ("最高人民法院作出裁定。", "The Supreme People's Court gave its lowest fine yet."),
        ("去年同期基数较低。", "The base was low in the same months of last year."),
        ("今年的产量高于往年。", "Output is above last year's."),
        ("本周五公布。", "It is out on Friday, next week's first look at prices."),
        ("年薪二十万元。", "The pay is 200,000 yuan a year, paid monthly."),
        ("门票两百港元。", "A ticket is $200 in Hong Kong."),
        ("兩人獲判無罪。", "The two were acquitted."),
        ("他當庭不認罪。", "He denied the charge in court."),
        ("法庭駁回上訴,維持原判。", "The court rejected the appeal and upheld the verdict."),
        ("上訴得直，定罪撤銷。", "The appeal succeeded and the conviction was quashed."),
        ("他不准保釋，須還押候訊。", "Bail was denied and he was remanded in custody."),
        ("她獲准保釋候訊。", "She was released on bail pending trial."),
        ("控方撤銷控罪。", "Prosecutors dropped the charges."),
        ("警方拆弹后排除险情。", "Police made the bomb safe."),
        ("全鎮已復電。", "Power is back in the whole town."),
        ("她前年入职。", "She joined two years ago."),
        ("投产五年后年产两万吨。", "Five years on, it makes 20,000 tons a year."),
        ("桥梁后年通车。", "The bridge opens in 2027."),
        ("北京时间上午九点。", "9 a.m. in Beijing, Monday evening in New York."),
        ("她以58%的得票率连任。", "She won again with 58 percent of the vote."),
        ("投票率72%，她得票率58%。", "She won 58% of the vote on a turnout of 72%."),
        ("市里将橙色预警升级为红色预警。", "The city raised its orange alert to red."),
        ("厂房最早2028年投产。", "The plant could open as early as 2028."),
        ("法国总理到总统府开会。", "The French premier met the president at his palace."),
        ("检察院向法院提起公诉。", "He was charged in court."),
        ("高三学生参加高考。", "Senior high school students sat the exam."),
        ("最高法院维持高等法院的判决。", "The Supreme Court upheld the high court's ruling."),
        ("本科生和研究生都可报名。", "Undergraduates and graduate students may apply."),
        ("他被开除党籍并免职。", "He was expelled from the Party and removed from office."),
        ("公司营收增长，净利润下滑。", "Sales grew and net profit slid."),
    ],
)
def test_a_word_that_is_kept_is_not(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target)))


def test_every_group_has_two_sides_or_more_and_stands_together() -> None:
    groups = [
        (name, len(list(sides))) for name, sides in groupby(rows("opposites"), lambda r: r[0])
    ]
    assert len({name for name, _ in groups}) == len(groups)
    assert all(size > 1 for _, size in groups)
