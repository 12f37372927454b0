"""Sentences that may begin with their date, and those that may not."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, opening, read_zh


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("州长阿博特25日表示，飓风是巨大的挑战。", "On the 25th,"),
        ("此外，市政府于7月24日重新启用度假村。", "On July 24,"),
        ("该局局长6月承认犯了错。", "In June,"),
        ("2010年他辞掉工作返乡创业。", "In 2010,"),
        ("公司于2019年11月上市。", "In November 2019,"),
    ],
)
def test_the_day_of_the_whole_sentence(source: str, wanted: str) -> None:
    date = next(q for q in read_zh(source) if q.kind == "date")
    assert opening(source, date) == wanted
    begun = f"{wanted} so it was."
    assert date.text not in [q.text for q in compare(source, begun).missing]


@pytest.mark.parametrize(
    "source",
    [
        "自2019年以来走私成品油。",  # a bound
        "从26日零点起，游客必须隔离。",
        "截至6月底，公司共有员工300人。",
        "他说：“我们25日见过面。”",  # in a quotation
        "他表示愿意，但是要求推迟，25日再开会。",  # of another clause
        "14日和21日他又做了检测。",  # one of two
        "会议于12日至14日举行。",  # a range
        "上世纪90年代，他来到北京。",
        "北京市气象台26日上午发布预警。",  # more of the time follows
    ],
)
def test_a_date_that_says_something_else(source: str) -> None:
    dates = [q for q in read_zh(source) if q.kind == "date"]
    assert dates
    assert [opening(source, date) for date in dates if opening(source, date)] == []


def test_only_dates_open_a_sentence() -> None:
    source = "全县有5000名居民参加，占三成。"
    assert [opening(source, q) for q in read_zh(source)] == [""] * len(read_zh(source))
