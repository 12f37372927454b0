"""Tables and generators for the tests of quantities."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

DATA = Path(__file__).resolve().parent.parent / "data"
UNHURRIED = settings(deadline=None)
MIXED = st.text(
    alphabet=st.sampled_from(
        "0123456789.,:-—~/%％℃零〇一二两三四五六七八九十百千万亿半多余几数上第翻番倍成分之"
        "年月日号时点至到个名元米亩公里美 １２３½$¥abGm'\"\n，。"
    ),
    max_size=60,
)
WORDS = st.lists(
    st.sampled_from(
        [
            "three",
            "twenty",
            "five",
            "hundred",
            "thousand",
            "million",
            "billion",
            "and",
            "a",
            "half",
            "to",
            "-",
            "–",
            "of",
            "5",
            "1.5",
            "61,000",
            "2020",
            "25",
            ",",
            ".",
            "%",
            "percent",
            "$",
            "yuan",
            "US",
            "July",
            "May",
            "26th",
            "the",
            "p.m.",
            ":",
            "30",
            "dozen",
            "dozens",
            "years",
            "old",
            "third",
            "quarter",
            "1990s",
            "'",
            "s",
            "°",
            "C",
            "km",
            "/",
            "h",
            "m",
            "between",
            "noon",
            "first",
            "one",
            "per",
            "cent",
            "point",
        ]
    ),
    max_size=30,
).map(" ".join)


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
