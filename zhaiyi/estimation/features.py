"""Numbers that speak for or against a target, by name. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping

from zhaiyi.core.document import Told
from zhaiyi.estimation.base import Evidence, Pair, Reading

Features = Mapping[str, float]

_CLAUSE_ENDS = "，,；;：:。！？!?"
_LEAST = 1e-3
"""A doubt below this, or as near to 1, tells no more."""


def features(pair: Pair, reading: Reading | None, evidence: Evidence) -> Features:
    """Everything known of a pair. What is not known is left out, never guessed."""
    found = _of_text(*pair) | _of_findings(evidence)
    if reading is not None:
        found |= {
            "major": reading.major,
            "minor": reading.minor,
            "points": reading.points,
            "worst": reading.worst,
        }
    if evidence.told is not None:
        found |= _of_told(evidence.told)
    return found


def _of_text(source: str, target: str) -> dict[str, float]:
    clauses = sum(source.count(mark) for mark in _CLAUSE_ENDS)
    words = len(target.split())
    return {
        "length": math.log1p(len(source)),
        "clauses": math.log1p(clauses),
        "ratio": abs(math.log((words + 2) / (0.62 * len(source) + 2))),
    }


def _of_findings(evidence: Evidence) -> dict[str, float]:
    severities = [finding.severity for finding in evidence.findings]
    return {
        "objections": float(min(3, severities.count("warning") + severities.count("error"))),
        "remarks": float(min(3, severities.count("info"))),
    }


def _of_told(told: Told) -> dict[str, float]:
    """`doubt` as log-odds, which a logistic curve can take as they are."""
    found = {}
    if told.tokens:
        found = {
            "logprob_mean": told.mean,
            "logprob_worst": told.worst,
            "logprob_sum": math.log1p(max(0.0, -told.mean * told.tokens)),
        }
    if told.doubt is not None:
        share = min(max(told.doubt, _LEAST), 1 - _LEAST)
        found["doubt"] = math.log(share / (1 - share))
    return found
