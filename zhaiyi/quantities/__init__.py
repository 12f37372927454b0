"""Quantities of Chinese and English text, and whether a translation keeps them."""

from __future__ import annotations

from zhaiyi.numbers.compare import Comparison, compare, score
from zhaiyi.numbers.en import read_en
from zhaiyi.numbers.faults import Misread, misread
from zhaiyi.numbers.hints import hint, hints, metric, told
from zhaiyi.numbers.mend import mend
from zhaiyi.numbers.openings import opening
from zhaiyi.numbers.quantity import Kind, Quantity, When
from zhaiyi.numbers.zh import read_zh

__all__ = [
    "Comparison",
    "Kind",
    "Misread",
    "Quantity",
    "When",
    "compare",
    "hint",
    "hints",
    "mend",
    "metric",
    "misread",
    "opening",
    "read_en",
    "read_zh",
    "score",
    "told",
]
