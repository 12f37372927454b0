"""Whether two sides state the same numbers."""

from __future__ import annotations

import re
from fractions import Fraction

from zhaiyi.numbers.zh import read_zh

_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_EN = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?:[- ]?(hundred|thousand|million|billion|trillion)\b)?", re.I
)
_SMALL = 12


def numbers_agree(source: str, target: str) -> bool:
    """Every number of `source` above 12 or in digits stands in `target`, and none is added."""
    english = _english(target)
    digits = {Fraction(d) for d in re.findall(r"\d+(?:\.\d+)?", source.replace(",", ""))}
    chinese, needed = set(digits), set()
    for q in read_zh(source):
        parts = [q.low, q.high]
        for when in (q.when, q.until):
            if when is not None:
                parts += [Fraction(p) for p in when if p is not None]
        chinese |= set(parts)
        if (
            q.when is None
            and not q.optional
            and not q.approx
            and q.kind in ("number", "percent", "money")
        ):
            if q.low > _SMALL or re.match(r"\d", q.text):
                needed |= {q.low, q.high}
        elif q.when is not None and q.when.hour is None and q.when.span == 1:
            needed |= {Fraction(p) for p in q.when[:3] if p is not None and str(p) in q.text}
    exact = {v for v in english if v > _SMALL} <= chinese | {v + 12 for v in chinese if v < 12}
    return exact and needed <= english | _words(target)


def _english(text: str) -> set[Fraction]:
    values = set()
    for number, scale in _EN.findall(text):
        values.add(Fraction(number.replace(",", "").rstrip(".")) * _SCALES.get(scale.lower(), 1))
    return values


def _words(text: str) -> set[Fraction]:
    values = set()
    for word in re.findall(r"[a-z]+(?:-[a-z]+)?", text.casefold()):
        head, _, tail = word.partition("-")
        for table, factor in ((_WORDS, 1), (_TENS, 10), (_MONTHS, 1), (_ORDINALS, 1)):
            if head in table:
                base = table.index(head) * factor + (1 if table is _MONTHS else 0)
                values.add(Fraction(base + (_WORDS.index(tail) if tail in _WORDS else 0)))
        values |= {Fraction(_SCALES[w]) for w in (head,) if w in _SCALES}
    return values
