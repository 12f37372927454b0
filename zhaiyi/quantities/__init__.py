"""Quantities of Chinese and English text, and whether a translation keeps them."""

from __future__ import annotations

from zhaiyi.quantities.chinese.numerals import han_value
from zhaiyi.quantities.chinese.read import read_zh
from zhaiyi.quantities.comparing.bounds import bound_zh, one_value, opposed
from zhaiyi.quantities.comparing.compare import Comparison, compare, score
from zhaiyi.quantities.english.read import read_en
from zhaiyi.quantities.homes import (
    countries_of,
    home_of,
    is_bare_yuan,
    of_macao,
    speaks_for_china,
    speaks_of_mainland,
)
from zhaiyi.quantities.mending.mend import mend
from zhaiyi.quantities.misreadings.misread import Misread, misread
from zhaiyi.quantities.misreadings.moves import exchanged_bases, reversed_moves
from zhaiyi.quantities.quantity import Kind, Quantity, When
from zhaiyi.quantities.telling.compass import turned_points
from zhaiyi.quantities.telling.hints import hint, hints, metric, told
from zhaiyi.quantities.telling.openings import opening
from zhaiyi.quantities.units import SIGNS

__all__ = [
    "SIGNS",
    "Comparison",
    "Kind",
    "Misread",
    "Quantity",
    "When",
    "bound_zh",
    "compare",
    "countries_of",
    "exchanged_bases",
    "han_value",
    "hint",
    "hints",
    "home_of",
    "is_bare_yuan",
    "mend",
    "metric",
    "misread",
    "of_macao",
    "one_value",
    "opening",
    "opposed",
    "read_en",
    "read_zh",
    "reversed_moves",
    "score",
    "speaks_for_china",
    "speaks_of_mainland",
    "told",
    "turned_points",
]
