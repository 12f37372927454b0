"""Plain data of others: its shape, and findings there and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.document import Finding, Span
from zhaiyi.core.plaindata import finding_data, has_shape, parse_json, read_findings


@pytest.mark.parametrize(
    ("data", "shape", "fits"),
    [
        (1, int, True),
        (True, int, False),
        (True, bool, True),
        (1, float, True),
        (10**400, float, False),
        (float("inf"), float, False),
        (None, (None, str), True),
        ("b", frozenset("ab"), True),
        (["b"], frozenset("ab"), False),
        ([1, 2], [int], True),
        ([1, "2"], [int], False),
        ({"a": 1}, {str: int}, True),
        ({"a": 1, "more": []}, {"a": int, "b?": str}, True),
        ({"a": 1, "b": 2}, {"a": int, "b?": str}, False),
        ({}, {"a": int}, False),
        ([], {"a?": int}, False),
    ],
)
def test_shapes(data: Any, shape: Any, fits: bool) -> None:
    assert has_shape(data, shape) is fits


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "{", "", b"\xff"])
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


_SPANS = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda t: Span(*t))


@given(
    st.builds(
        Finding, st.text(), st.sampled_from(["info", "warning", "error"]), st.text(), _SPANS, _SPANS
    )
)
def test_findings_come_back_as_they_were(finding: Finding) -> None:
    data = finding_data([finding])
    assert read_findings(data) == (finding,)
    assert read_findings(json.loads(json.dumps(data))) == (finding,)


@pytest.mark.parametrize(
    "data", [None, {}, [1], [{"kind": "x"}], [{"kind": "x", "severity": "dire", "message": ""}]]
)
def test_other_findings_are_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="shape"):
        read_findings(data)
