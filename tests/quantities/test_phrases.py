"""Quantities whose word before or behind them small models misread are told with it."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import hints


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("对新厂最高给予800万元补贴", ("800万元", "up to 8 million yuan")),
        ("奖金最高可达30万美元", ("最高可达30万美元", "up to 300,000 US dollars")),
        ("每户最高5000元", ("最高5000元", "up to 5,000 yuan")),
        ("每户最高5000元，用于盘活旧房", ("最高5000元", "up to 5,000 yuan")),
        ("出口时隔9个月回升", ("时隔9个月", "for the first time in 9 months")),
        ("他时隔六年首次返乡", ("时隔六年首次", "for the first time in 6 years")),
        ("他时隔六年再次返乡", ("时隔六年", "after 6 years")),
        ("护士救下30周的早产儿", ("30周的早产儿", "a premature baby born at 30 weeks")),
        ("旅客在二层候车室等候", ("二层", "second-floor")),
        ("画作挂在四层展厅", ("四层", "fourth-floor")),
        ("展会25至27日举行", ("25至27日", "the 25th to the 27th")),
        ("产量为3月以来最高", ("3月以来最高", "the highest since March")),
        ("产量創2009年以來新低", ("2009年以來新低", "the lowest since 2009")),
        ("为去年8月以来最低水平", ("去年8月以来最低", "the lowest since August last year")),
        ("自2009年以来最大单日跌幅", ("自2009年以来", "since 2009")),
        ("逾两年来最高", ("逾两年来最高", "the highest in more than 2 years")),
        ("关税由12%到25%降为零", ("由12%到25%降为零", "from between 12% and 25% to zero")),
        ("税率从5%至8%提高到10%", ("从5%至8%提高到10%", "from between 5% and 8% to 10%")),
        ("乘37路公交车前往", ("37路公交车", "the No. 37 bus")),
        ("大楼地下3层，地上40层", ("地下3层", "3 floors underground")),
        ("大楼地上四十层、地下一层", ("地上四十层", "40 floors above ground")),
        ("展厅逢周四开放", ("逢周四", "every Thursday")),
        ("车祸发生在东北四环", ("东北四环", "Northeast Fourth Ring Road")),
        ("違反該法第14B條", ("第14B條", "Section 14B")),
        ("本澳居民可申请", ("本澳", "Macao")),
        ("澳门官员说，海鲜供澳稳定", ("供澳", "supplied to Macao")),
        ("每逢周四闭馆", ("每逢周四", "every Thursday")),
        ("唐山市南四环通车", ("南四环", "South Fourth Ring Road")),
        ("他时隔三天仍在等", ("时隔三天", "after 3 days")),
        ("时隔三年，他仍在等", ("时隔三年", "after 3 years")),
        ("时隔三年，球队重夺金牌", ("时隔三年", "for the first time in 3 years")),
        ("产量为15日来最低", ("15日来最低", "the lowest in 15 days")),
        ("产量为近8日以来最低", ("8日以来最低", "the lowest in 8 days")),
        ("产量为2017年来最低", ("2017年来最低", "the lowest since 2017")),
        ("奖金最低五万元，最高给予90万元", ("90万元", "up to 900,000 yuan")),
    ],
)
def test_the_phrase_is_told(text: str, pair: tuple[str, str]) -> None:
    assert pair in hints(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("股价盘中最高达50元", "up to"),
        ("历史最高500万元", "up to"),
        ("最高气温40度", "up to"),
        ("馆内共有三层展厅", "floor"),
        ("怀孕30周的妇女", "premature"),
        ("时隔多年重逢", "first time"),
        ("3月以来持续下雨", "highest"),
        ("展品在地下3层", "underground"),
        ("税率从5%升至8%", "between"),
        ("一路公交畅通", "No."),
        ("北京三环内限行", "Ring"),
        ("奥运五环", "Ring"),
        ("他逢人便说", "every"),
        ("在澳留学生返回悉尼", "Macao"),
        ("澳门与澳大利亚来澳航班", "Macao"),
        ("澳门的游客每年来澳门两次", "Macao"),
        ("开幕日恰逢周二", "every"),
        ("演出适逢星期天", "every"),
        ("今年重阳节逢周三", "every"),
        ("明年元旦逢周四", "every"),
        ("工厂迁到河南五环旁", "Ring"),
        ("江西三环路施工", "Ring"),
        ("吉林市东三环集团成立", "Ring"),
        ("两次地震时隔20分钟", "first time"),
        ("时隔9天，孩子没有找到", "first time"),
        ("他时隔九年未见父母", "first time"),
        ("她提前6周早产", "premature"),
        ("母亲提前了22周早产", "premature"),
        ("出生7周的早产儿出院", "premature"),
        ("25周早产率下降", "premature"),
        ("产量为15日来最低", "since"),
        ("产量为近5月来最低", "since"),
        ("这是2000年来最大的地震", "since"),
        ("来到二十三层大厅", "floor"),
        ("一栋四层展厅落成", "floor"),
        ("四层候机楼落成", "floor"),
        ("负三层会议室", "floor"),
        ("学费最低300元，最高900元", "up to"),
        ("影片票房最高达7亿元", "up to"),
        ("全县最高为6000元", "up to"),
        ("股价上扬，收盘前最高3000元", "up to"),
        ("合同第7B条款无效", "Section"),
        ("車場有0路公交一輛", "No. 0"),
    ],
)
def test_other_senses_are_not_told_so(text: str, words: str) -> None:
    assert words not in str(hints(text))


@pytest.mark.parametrize("digits", ["7" * 5000, "百" * 5000])
def test_no_building_has_so_many_floors(digits: str) -> None:
    assert "underground" not in str(hints(f"大楼地下{digits}层，地上3层"))


def test_the_articles_home_says_whose_short_name_it_is() -> None:
    assert ("在澳", "in Macao") in hints("在澳葡萄牙人過節", home="MO")
    assert "Macao" not in str(hints("在澳葡萄牙人過節", home="HK"))
