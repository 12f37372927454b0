"""The number check speaks to a reader without Chinese."""

from __future__ import annotations

from typing import Any

from zhaiyi.core.document import Finding
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
