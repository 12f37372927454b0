"""The number check speaks to a reader without Chinese."""

from __future__ import annotations

from typing import Any

import pytest

from zhaiyi.core.document import Finding, Term
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.numbers import check


def findings(source: str, target: str, **more: Any) -> list[Finding]:
    return list(check(SegmentPair(source, target, **more)))


def test_a_changed_number_is_an_error_that_quotes_both_sides() -> None:
    (found,) = findings("全县脱贫6.1万人。", "6.1 million people were lifted out of poverty.")
    assert found.kind == "number"
    assert found.severity == "error"
    assert found.message == "source says 6.1万 = 61,000, translation says 6.1 million"
    assert found.source_span == (4, 8)
    assert found.target_span == (0, 11)


def test_a_lost_amount_is_an_error_and_a_lost_small_count_a_warning() -> None:
    (amount,) = findings("投资2030万元。", "Money was invested.")
    assert (amount.severity, amount.target_span) == ("error", None)
    assert "2030万元 = 20.3 million yuan" in amount.message
    (count,) = findings("五名工人受伤。", "Workers were injured.")
    assert count.severity == "warning"


def test_an_invented_number_is_a_warning_in_a_translation_and_an_error_in_a_summary() -> None:
    source, target = "会议召开。", "The meeting drew 500 people."
    assert [f.severity for f in findings(source, target)] == ["warning"]
    assert [f.severity for f in findings(source, target, role="summary")] == ["error"]


def test_a_summary_may_leave_numbers_out_but_not_change_them() -> None:
    source = "7月26日，全县脱贫6.1万人，投资2030万元。"
    assert findings(source, "61,000 people were lifted out of poverty.", role="summary") == []
    (found,) = findings(source, "610,000 people were lifted out of poverty.", role="headline")
    assert found.severity == "error"


def test_a_faithful_sentence_has_no_finding() -> None:
    target = "On July 26, two companies signed contracts worth 20.3 million yuan."
    assert findings("26日，两家公司签约2030万元。", target, year=2020, month=7) == []


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        (
            "較112年減少約一成。",
            "That is about 10 percent less than 112 years ago.",
            "112年 = 2023",
        ),
        ("公司拟10派3元。", "The company will pay 3 yuan per share.", "3 yuan per 10 shares"),
        ("每10股派2.5元。", "It pays 2.5 yuan in cash for each share.", "2.5 yuan per 10 shares"),
        ("每分地可收180台斤。", "Each plot yields 180 kg.", "180 Taiwan catties (108 kilograms)"),
        ("房屋面積30坪。", "The house has 30 square meters.", "30 ping (99.2 square meters)"),
        ("種植2300甲農地。", "It has 2,300 hectares of land.", "2,300 jia (2,230 hectares)"),
    ],
)
def test_local_years_sums_and_measures_are_told_apart(source: str, target: str, said: str) -> None:
    assert any(said in found.message for found in findings(source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("較112年減少約一成。", "That is about 10 percent less than in 2023."),
        ("公司拟10派3元。", "The company will pay 3 yuan for every 10 shares."),
        ("每股收益3元,每10股派3元。", "Earnings are 3 yuan per share; 3 yuan go to 10 shares."),
        ("每分地可收180台斤。", "Each plot yields 180 catties."),
        ("每分地可收180台斤。", "Each plot yields 108 kg."),
        ("房屋面積30坪。", "The house has 30 ping, or 99 square meters."),
        ("公司前三季度增长5%,派3元。", "It grew 5% in the first three quarters and pays 3 yuan."),
        ("一名七旬男子被捕。", "A man in his 70s was arrested."),
        ("金價急升超過五倍。", "The gold price surged more than fivefold."),
        ("友谊跨越一甲子。", "The friendship has lasted sixty years."),
    ],
)
def test_what_is_said_in_another_way_has_no_finding(source: str, target: str) -> None:
    assert findings(source, target) == []


def test_a_number_in_the_told_name_of_a_film_is_not_made_up() -> None:
    film = Term("闹海记", "Sea Riders 2", "dictionary")
    source, target = "《闹海记》上映。", "Sea Riders 2 is in cinemas."
    assert findings(source, target)
    assert not findings(source, target, terms=(film,))


def test_a_day_within_a_name_is_no_day() -> None:
    source, target = "导演周一舟获奖。", "The director Zhou Yizhou won a prize."
    name = Term("周一舟", "Zhou Yizhou", "recognised", kind="person")
    assert findings(source, target, terms=(name,)) == []
    assert findings("周一舟山有雨。", "Zhoushan has rain.") != []


@pytest.mark.parametrize(
    ("source", "is_told"),
    [
        ("草案以11票赞成、3票弃权获得通过。", False),
        ("草案以11票赞成、3票反对、3票弃权获得通过。", True),
    ],
)
def test_a_vote_that_nobody_opposed_has_a_zero(source: str, is_told: bool) -> None:
    found = check(SegmentPair(source, "The draft passed 11-0 with three abstentions."))
    assert any("says 0" in f.message for f in found) == is_told
