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
    ],
)
def test_other_senses_are_not_told_so(text: str, words: str) -> None:
    assert words not in str(hints(text))


def test_the_articles_home_says_whose_short_name_it_is() -> None:
    assert ("在澳", "in Macao") in hints("在澳葡萄牙人過節", home="MO")
    assert "Macao" not in str(hints("在澳葡萄牙人過節", home="HK"))
