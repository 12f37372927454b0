"""Plain data out of files that others may have written: parsed, and looked at before it is used.

A file that Zhaiyi wrote comes back from a folder that a stranger has sent, from another version,
or from a failing disk: its shape is never taken for granted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, get_args

from zhaiyi.core.document import Finding, Severity, Span, Told

_OPTIONAL = "?"


def parse_json(text: str | bytes) -> Any:
    """What a JSON text holds. Raises ValueError, also for one that is nested too deep."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def has_shape(data: Any, shape: Any) -> bool:
    """Whether parsed JSON looks as `shape` says:

    * a type: a value of it; ``float`` takes any finite number, ``int`` no bool
    * ``None``: null
    * a tuple: one of these shapes
    * a frozenset: one of these texts
    * a list of one shape: a list whose items all have it
    * ``{str: shape}``: an object whose values all have it
    * ``{"name": shape, "other?": shape}``: an object with these names, the second may be missing;
      further names are let be
    """
    if isinstance(shape, type) or shape is None:
        return _is_value(data, shape)
    if isinstance(shape, tuple):
        return any(has_shape(data, each) for each in shape)
    if isinstance(shape, frozenset):
        return isinstance(data, str) and data in shape
    if isinstance(shape, list):
        return isinstance(data, list) and all(has_shape(each, shape[0]) for each in data)
    return isinstance(data, dict) and _has_names(data, shape)


def _is_value(data: Any, kind: type | None) -> bool:
    if kind is None:
        return data is None
    if kind is float:
        return isinstance(data, int | float) and not isinstance(data, bool) and _is_finite(data)
    return isinstance(data, kind) and (kind is bool or not isinstance(data, bool))


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # a whole number beyond every float
        return False


def _has_names(data: dict[str, Any], shape: dict[Any, Any]) -> bool:
    if str in shape:
        return all(has_shape(value, shape[str]) for value in data.values())
    for name, inner in shape.items():
        key = name.removesuffix(_OPTIONAL)
        if key not in data:
            if key == name:
                return False
        elif not has_shape(data[key], inner):
            return False
    return True


_SPAN = (None, [int])
FINDINGS = [
    {
        "kind": str,
        "severity": frozenset(get_args(Severity)),
        "message": str,
        "source_span?": _SPAN,
        "target_span?": _SPAN,
    }
]


def finding_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain data, for `read_findings`."""
    spans = ("source_span", "target_span")
    return [
        {name: list(value) if name in spans and value else value for name, value in each.items()}
        for each in map(asdict, findings)
    ]


def read_findings(data: Any) -> tuple[Finding, ...]:
    """What `finding_data` made. Raises ValueError for anything else."""
    if not has_shape(data, FINDINGS):
        raise ValueError("they have another shape")
    return tuple(
        Finding(
            each["kind"],
            each["severity"],
            each["message"],
            _span(each.get("source_span")),
            _span(each.get("target_span")),
        )
        for each in data
    )


_TOLD = {"tokens": int, "mean": float, "worst": float, "doubt": (float, None)}


def told_data(told: Told | None) -> dict[str, Any] | None:
    """What a translator told as plain data, for `read_told`."""
    return asdict(told) if told is not None else None


def read_told(data: Any) -> Told | None:
    """What `told_data` made; None for anything else: nothing hangs on it but a confidence."""
    if not has_shape(data, _TOLD):
        return None
    return Told(*(data[name] for name in _TOLD))


def _span(ends: list[int] | None) -> Span | None:
    return Span(*ends) if ends is not None and len(ends) == 2 else None
