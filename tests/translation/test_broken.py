"""Names in which a model broke a character."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.registry import run_checks
from zhaiyi.translation.broken import mended

TERMS = (
    Term("杰弗里斯", "Jeffries", "dictionary", "person"),
    Term("默茨", "Merz", "dictionary", "person"),
)


@pytest.mark.parametrize(
    ("source", "english", "right"),
    [
        ("领袖杰弗里斯说。", "Leader\ufffdefferies said.", "Leader Jeffries said."),
        ("领袖杰弗里斯说。", "Leader \ufffdeffries said.", "Leader Jeffries said."),
        ("总理默茨说。", "Chancellor M\ufffdrz said.", "Chancellor Merz said."),
        ("总理默茨说。", "Chancellor \ufffd said.", "Chancellor \ufffd said."),
        ("总理默茨说。", "Merz was at a caf\ufffd.", "Merz was at a caf\ufffd."),
        ("总理默茨\ufffd说。", "Chancellor M\ufffdrz said.", "Chancellor M\ufffdrz said."),
    ],
)
def test_a_broken_name_is_put_right_where_it_is_certain(
    source: str, english: str, right: str
) -> None:
    assert mended(english, source, TERMS) == right


@pytest.mark.parametrize(("source", "errors"), [("他走了。", 1), ("他\ufffd走了。", 0)])
def test_a_broken_character_is_an_error(source: str, errors: int) -> None:
    findings = run_checks(SegmentPair(source, "He left\ufffd."), ("leftover",))
    assert [finding.severity for finding in findings] == ["error"] * errors
