"""The glossary line of a training example: what the product would hint, if the teacher agrees.

A hint enters an example only where its English stands in the target, so that the model learns to
trust the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from zhaiyi.lexicon import Lexicon
from zhaiyi.numbers import Quantity, read_zh

MOST_HINTS = 6
_LONGEST_NAME = 12
_SCALED = re.compile(r"[万亿成]|分之|亩|千|百")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def hints_of(source: str, target: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """(Chinese, English) of the names and numbers of `source` whose English stands in `target`."""
    names = [(zh, accepted[:1]) for zh, accepted in names_of(source, lexicon)]
    found = [*_persons(source, lexicon), *names, *_numbers(source)]
    agreed: dict[str, str] = {}
    for zh, candidates in sorted(found, key=lambda hint: source.index(hint[0])):
        if english := next((c for c in candidates if stands_in(c, target)), None):
            agreed.setdefault(zh, english)
    return tuple(agreed.items())[:MOST_HINTS]


def stands_in(phrase: str, text: str) -> bool:
    """Whether `phrase` occurs in `text` as whole words."""
    return re.search(rf"(?<![\w.,]){re.escape(phrase)}(?![\w]|[.,]\d)", text) is not None


def names_of(source: str, lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Longest dictionary names between word boundaries, each with its accepted English."""
    tokens = lexicon.tokens(source)
    ends = [token.end for token in tokens]
    position = 0
    for token in tokens:
        if token.start < position:
            continue
        for end in sorted((e for e in ends if 1 < e - token.start <= _LONGEST_NAME), reverse=True):
            word = source[token.start : end]
            found = lexicon.name(word) if word in lexicon.names else None
            if found is not None:
                yield word, (found[0].target, *found[0].aliases)
                position = end
                break


def _persons(source: str, lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Chinese person names in pinyin: family name, then the given name as one word."""
    from pypinyin import lazy_pinyin

    for token in lexicon.tokens(source):
        if token.tag == "nr" and 2 <= len(token.text) <= 3:
            family, *given = lazy_pinyin(token.text)
            yield token.text, (f"{family.capitalize()} {''.join(given).capitalize()}",)


def _numbers(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for quantity in read_zh(source):
        if (
            quantity.low == quantity.high
            and quantity.when is None
            and _SCALED.search(quantity.text)
        ):
            yield quantity.text, _english(quantity)


def _english(quantity: Quantity) -> tuple[str, ...]:
    number = _number(quantity.low)
    if quantity.kind == "percent":
        return (f"{float(quantity.low):g}%",)
    money = {"CNY": f"{number} yuan", "USD": f"${number}", "JPY": f"{number} yen"}
    return (money[quantity.unit],) if quantity.unit in money else (number,)


def _number(value: Fraction) -> str:
    for scale, word in _SCALES:
        if value >= scale:
            return f"{float(value / scale):.10g} {word}"
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):g}"
