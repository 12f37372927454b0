"""English numerals to values: 61,000; 1.4 billion; 1.2tn; thirty-five; half a million; dozens.

Works on the tokens of `tokens`; every function reads at one token and goes on from there.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from zhaiyi.quantities.quantity import LONGEST, PARTS_OF_ONE
from zhaiyi.quantities.units import CURRENCY_LETTERS

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS: dict[str, int] = {w: i for i, w in enumerate(_UNITS.split())}
TENS: dict[str, int] = {w: 10 * i for i, w in enumerate(_TENS.split(), 2)}
CARDINALS |= TENS
SCALES: dict[str, int] = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
    "trillion": 10**12,
}  # fmt: skip
SHORT_SCALES: dict[str, int] = {
    "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
    "trn": 10**12,
}  # fmt: skip
_PIXELS = frozenset({"megapixel", "megapixels", "mp"})
_COUNTED = frozenset(
    [
        *("yuan", "rmb", "dollars", "euros", "yen", "teu", "teus"),
        *("users", "followers", "subscribers", "viewers", "views", "people"),
    ]
)
"""Words behind a number whose "m" is a million, no meter: 30m TEU, 1M followers."""
_ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
ORDINALS: dict[str, int] = {w: i for i, w in enumerate(_ONES.split(), 1)}
ORDINALS |= {w: 10 * i for i, w in enumerate(_TENTHS.split(), 2)} | {"hundredth": 100}
FRACTIONS: dict[str, int] = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
FRACTIONS |= {w: n for w, n in ORDINALS.items() if n > 2}
FRACTIONS |= {w + "s": n for w, n in ORDINALS.items() if n > 2}
PLURALS: dict[str, int] = {w + "s": n for w, n in SCALES.items()} | {"tens": 10, "scores": 20}
_LEVELS = frozenset({"level", "class", "tier", "scale", "grade"})

_TOKEN = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|U\.S\.|[ap]\.m\.?|No\."
    r"|[Oo]['’]clock|[A-Za-z]+|\S"
)


TWO_DIGITS = 10
"""4K and 8K are pictures, 50K is a number."""


class Token(NamedTuple):
    """A word, number or sign at `start`; `glued` when nothing separates it from the one before."""

    text: str
    low: str
    start: int
    end: int
    glued: bool

    @property
    def digits(self) -> bool:
        return "0" <= self.text[0] <= "9"

    @property
    def word(self) -> bool:
        return self.text[0].isalpha()


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    end = -1
    for m in _TOKEN.finditer(text):
        found.append(Token(m[0], m[0].lower(), m.start(), m.end(), m.start() == end))
        end = m.end()
    return found


class Numeral(NamedTuple):
    """A numeral of the tokens up to, not with, `next`. `form` says how it was written."""

    next: int
    low: Fraction
    high: Fraction
    form: Literal["digits", "words", "vague", "article"]
    scaled: int = 1


class Reader:
    """The tokens of one text, with reads that never run off the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.taken = 0
        self._end = Token("\n", "\n", len(text), len(text), False)

    def __getitem__(self, at: int) -> Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else self._end

    def __len__(self) -> int:
        return len(self.tokens)

    def numeral(self, at: int) -> Numeral | None:
        """The cardinal number at a token."""
        token = self[at]
        if token.digits:
            return self._digits(at)
        if token.low in CARDINALS:
            return self._words(at)
        if token.low in {"a", "an", "several", "few", "half"} or token.low in PLURALS:
            return self._vague(at)
        part = self[at - 1].word and self[at - 1].low in CARDINALS and not self._is_level(at)
        if token.low in SCALES and not part:
            return self._scaled(at + 1, Fraction(SCALES[token.low]), "article", SCALES[token.low])
        return None

    def _digits(self, at: int) -> Numeral | None:
        text = self[at].text.replace(",", "")
        if len(text) > LONGEST + 10 or len(text.partition(".")[0]) > LONGEST:
            return None
        value = Fraction(text)
        top, slash, bottom = self[at + 1], self[at + 2], self[at + 3]
        mixed = not top.glued and top.text in {"1", "2", "3"} and bottom.text in {"2", "3", "4"}
        if mixed and slash.text == "/" and slash.glued and bottom.glued:
            value += Fraction(int(top.text), int(bottom.text))
            return self._scaled(at + 4, value, "digits")
        if top.text in PARTS_OF_ONE:
            value += PARTS_OF_ONE[top.text]
            return self._scaled(at + 2, value, "digits")
        return self._scaled(at + 1, value, "digits")

    def _scaled(
        self, at: int, value: Fraction, form: Literal["digits", "words", "article"], factor: int = 1
    ) -> Numeral:
        """Apply the scale words that follow: 14 hundred million, 1.2tn, 5-million."""
        while True:
            step = at + (self[at].text == "-" and self[at].glued and self[at + 1].glued)
            token = self[step]
            scale = 0 if self._is_level(step) else SCALES.get(token.low, 0)
            if not scale and token.glued and form == "digits" and step == at:
                bare = {"m", "b", "M", "B"} if value >= TWO_DIGITS else {"m", "b", "M", "B", "K"}
                known = token.text not in bare or self._money(at) or self[at + 1].low in _COUNTED
                scale = SHORT_SCALES.get(token.low, 0) if known else 0
            elif not scale and form == "digits" and token.low in {"bn", "tn", "mn"}:
                scale = SHORT_SCALES[token.low]
            scale = scale or self._pixels(step, form)
            if not scale or factor > 10**12:
                return Numeral(at, value * 1, value * 1, form, factor)
            value, factor, at = value * scale, factor * scale, step + 1

    def _pixels(self, at: int, form: str) -> int:
        """A million for megapixels: a 50-megapixel camera, 48MP, no member of parliament."""
        token = self[at]
        member = token.low == "mp" and not (token.text == "MP" and token.glued)
        return 10**6 if form == "digits" and token.low in _PIXELS and not member else 0

    def _is_level(self, at: int) -> bool:
        """Whether a scale is a size of its own: "three trillion-level sectors" are three."""
        step = at
        while self[step].low in SCALES and self[step + 1].text == "-":
            step += 2
        return step > at and not self[at].glued and self[step].low in _LEVELS

    def _money(self, at: int) -> bool:
        """Whether a currency sign stands before the number that ends at token `at`."""
        return self[at - 2].text in "$€£¥" or self[at - 2].low in CURRENCY_LETTERS

    def _words(self, at: int) -> Numeral:
        """thirty-five; two hundred and five thousand; one and a half million."""
        total = section = 0
        start, last_scale = at, 1
        while True:
            token = self[at]
            if token.low in CARDINALS and self._fits(section, CARDINALS[token.low], at > start):
                section += CARDINALS[token.low]
                at, last_scale = at + 1, 1
            elif token.low == "hundred" and 0 < section < 100 and not self._is_level(at):
                section, at, last_scale = section * 100, at + 1, 100
            elif token.low in SCALES.keys() - {"hundred"} and section and not self._is_level(at):
                total += section * SCALES[token.low]
                section, at, last_scale = 0, at + 1, SCALES[token.low]
            else:
                joined = self._joined(at, section)
                if joined is None:
                    break
                at = joined
        value = Fraction(total + section)
        half = self._and_half(at)
        if half is not None and total == 0:
            return self._scaled(half, value + Fraction(1, 2), "words")
        if last_scale > 1 and self[at].low in SCALES:
            return self._scaled(at, value, "words", last_scale)
        return Numeral(at, value, value, "words", last_scale)

    def _joined(self, at: int, section: int) -> int | None:
        """Step over the hyphen of thirty-five or the "and" of two hundred and five."""
        sign, after = self[at], self[at + 1]
        unit = self[at - 1].low in TENS and 0 < CARDINALS.get(after.low, 0) < 10
        hyphen = sign.text in {"-", "‐", "‑"} and sign.glued and after.glued
        if hyphen and (unit or after.low in SCALES):
            return at + 1
        if sign.low == "and" and section and section % 100 == 0 and after.low in CARDINALS:
            return at + 1
        return None

    @staticmethod
    def _fits(section: int, value: int, later: bool) -> bool:
        if not later or section == 0:
            return True
        if section % 100 == 0:
            return value < 100
        return section % 10 == 0 and section % 100 >= 20 and 0 < value < 10

    def _and_half(self, at: int) -> int | None:
        """Token after "and a half"."""
        words = [self[at + i].low for i in range(3)]
        return at + 3 if words == ["and", "a", "half"] else None

    def _vague(self, at: int) -> Numeral | None:
        """a hundred, half a million, several thousand, dozens, tens of thousands."""
        token, after = self[at], self[at + 1]
        if token.low in PLURALS:
            return self._plural(at)
        if token.low == "half":
            if after.low in {"a", "an"} and self[at + 2].low in SCALES:
                scale = SCALES[self[at + 2].low]
                return self._scaled(at + 3, Fraction(scale, 2), "words", scale)
            return None
        if token.low in {"several", "few"} or (token.low == "a" and after.low == "few"):
            step = at + 1 + (token.low == "a")
            unit = SCALES.get(self[step].low, 0)
            if not unit:
                return None
            inner = self._scaled(step + 1, Fraction(unit), "article", unit)
            return Numeral(inner.next, inner.low * 2, inner.low * 9, "vague", unit)
        if after.low in SCALES:
            return self._scaled(at + 2, Fraction(SCALES[after.low]), "article", SCALES[after.low])
        return None

    def _plural(self, at: int) -> Numeral:
        factor, step = 1, at
        while self[step].low in PLURALS and factor < 10**15:
            factor *= PLURALS[self[step].low]
            if self[step + 1].low != "of" or self[step + 2].low not in PLURALS:
                step += 1
                break
            step += 2
        open_ended = step == at + 1 and factor >= SCALES["thousand"]
        high = Fraction(999 * factor if open_ended else 10 * factor)
        return Numeral(step, Fraction((1 if open_ended else 2) * factor), high, "vague", factor)
