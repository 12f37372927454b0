"""Quantities of Chinese and English text, and whether a translation keeps them."""

from __future__ import annotations

from zhaiyi.quantities.compare import Comparison, compare, score
from zhaiyi.quantities.en import read_en
from zhaiyi.quantities.faults import Misread, misread
from zhaiyi.quantities.hints import hint, hints, metric, told
from zhaiyi.quantities.homes import countries_of, home_of, speaks_for_china
from zhaiyi.quantities.mend import mend
from zhaiyi.quantities.openings import opening
from zhaiyi.quantities.quantity import Kind, Quantity, When
from zhaiyi.quantities.zh import read_zh

__all__ = [
    "Comparison",
    "Kind",
    "Misread",
    "Quantity",
    "When",
    "compare",
    "countries_of",
    "hint",
    "hints",
    "home_of",
    "mend",
    "metric",
    "misread",
    "opening",
    "read_en",
    "read_zh",
    "score",
    "speaks_for_china",
    "told",
]
