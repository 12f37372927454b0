"""Numbers that speak for or against a target, by name. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping

from zhaiyi.estimation.base import Evidence, Pair, Reading

Features = Mapping[str, float]

_CLAUSE_ENDS = "，,；;：:。！？!?"
_SURE = 1e-4
"""A token whose probability is above 1 - this counts as certain."""


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
    if evidence.logprobs:
        found |= _of_logprobs(evidence.logprobs)
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


def _of_logprobs(logprobs: tuple[float, ...]) -> dict[str, float]:
    """Mean, sum, the mean of the worst tenth, and the share of uncertain tokens."""
    ordered = sorted(max(value, -20.0) for value in logprobs)
    worst = ordered[: max(1, len(ordered) // 10)]
    return {
        "logprob_mean": sum(ordered) / len(ordered),
        "logprob_sum": math.log1p(-min(0.0, sum(ordered))),
        "logprob_worst": sum(worst) / len(worst),
        "logprob_unsure": sum(value < math.log1p(-_SURE) for value in ordered) / len(ordered),
    }
