"""The Latin letters that Chinese characters may write by sound: 科瓦斯 and Covas. Pure.

What a character is written for, and which letters follow each other in names, was learned from the
lists of foreign names (`scripts/pack_sounds.py`); a name's score is the sum of both, in logarithms
(Li, Zhang and Su 2004, "A joint source-channel model for machine transliteration"). Of 700 parts of
names in the news that the lists of the time lacked, 15 in 100 were right by the default model's
guess and the rules of `foreign` before, 29 by `chosen`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from zhaiyi.lexicon.packed import table
from zhaiyi.lexicon.tables import rows

LONGEST = 5
"""Letters that one character stands for at most."""
ORDER = 4
"""Letters of the longest sequences that are counted."""
_WIDTH, _MOST = 50, 40
"""Beginnings that are followed at once; renderings that are weighed at the end."""
_LETTERS = 0.4
"""What the sequences of letters count beside the characters."""
_BORNE = 3.0
"""What it counts that somebody is called so."""
_GUESSED, _BACKED = 4.0, 8.0
"""What it counts that a model thought of it, which may know the bearer, and more so where another
part of its guess is a name of the lists: real names are often spelt further from their sound."""
_SILENT = -1.5
"""For a character that stands for no letter; the first never does."""
_STRANGE = -9.0
"""For letters that a character was never seen for, and `_EACH` for each of them."""
_EACH = -2.0
_ALPHABET = 27
_OTHERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i", "ð": "d"})


class _Model(NamedTuple):
    shares: Mapping[str, Mapping[str, float]]
    """Logarithms of the shares, by character and letters."""
    counts: Mapping[str, int]
    after: Mapping[str, int]
    """How often something follows a sequence."""


def letters(name: str) -> str:
    """The letters a to z of a name, without accents and marks."""
    flat = unicodedata.normalize("NFKD", name.casefold().translate(_OTHERS))
    return "".join(c for c in flat if c.isascii() and c.isalpha())


def chosen(chinese: str, guess: str, backed: bool = False) -> str:
    """`guess`, one word or empty, or what is far likelier by its sound. The guess where a
    character is not known. It is `backed` where the lists have another part of the name so."""
    found = _renderings(chinese)
    if not found:
        return guess
    score, best = max(found)
    word = letters(guess)
    bonus = _BACKED if backed else _GUESSED
    if word and _channel(chinese, word) + _whole(word) + bonus >= score:
        return guess
    return best.capitalize()


@lru_cache(maxsize=256)
def _renderings(chinese: str) -> tuple[tuple[float, str], ...]:
    """The likeliest letters of a name with their scores; nothing where a character is not known."""
    shares = _model().shares
    beam = [(0.0, "^")]
    for character in chinese:
        longer: dict[str, float] = {}
        for score, begun in beam:
            for piece, share in shares.get(character, {}).items():
                text = begun + piece
                value = score + share + _LETTERS * _following(text, len(begun))
                if piece or begun != "^":
                    longer[text] = max(value, longer.get(text, value))
        beam = sorted(((v, t) for t, v in longer.items()), reverse=True)[:_WIDTH]
    ended = sorted(
        ((v + _LETTERS * _following(f"{t}$", len(t)), t[1:]) for v, t in beam), reverse=True
    )
    return tuple((value + _borne(text), text) for value, text in ended[:_MOST])


def _whole(word: str) -> float:
    return _LETTERS * _following(f"^{word}$", 1) + _borne(word)


def _borne(word: str) -> float:
    return _BORNE if table("foreign_names").holds(f"{word.capitalize()} ") else 0.0


def _channel(chinese: str, word: str) -> float:
    """The logarithm of the best way to cut `word` into what the characters stand for."""
    shares = _model().shares
    row = {0: 0.0}
    for character in chinese:
        known = shares.get(character, {})
        new: dict[int, float] = {}
        for start, score in row.items():
            for stop in range(start, min(len(word), start + LONGEST) + 1):
                piece = word[start:stop]
                value = score + known.get(piece, _STRANGE + _EACH * len(piece))
                new[stop] = max(value, new.get(stop, value))
        row = new
    return row.get(len(word), _STRANGE * len(word))


def _following(text: str, start: int) -> float:
    """The logarithm of the letters from `start` on, each after those before it."""
    return sum(_after(text[max(0, at - ORDER + 1) : at + 1]) for at in range(start, len(text)))


@lru_cache(maxsize=65_536)
def _after(sequence: str) -> float:
    """Of the last letter after the others; all lengths have a say (Witten and Bell 1991)."""
    model = _model()
    share = 1 / _ALPHABET
    for size in range(1, len(sequence) + 1):
        piece = sequence[-size:]
        seen = model.after.get(piece[:-1], 0)
        if not seen:
            break
        weight = seen / (seen + 1 + 2 * size)
        share = weight * model.counts.get(piece, 0) / seen + (1 - weight) * share
    return log(share)


@cache
def _model() -> _Model:
    shares: dict[str, dict[str, float]] = {}
    counts: dict[str, int] = {}
    after: dict[str, int] = {}
    for key, *fields in rows("letters"):
        if key[0] >= "\u3400":
            pieces = (field.rpartition(" ") for field in fields)
            shares[key] = {
                piece: log(float(share)) + (0.0 if piece else _SILENT) for piece, _, share in pieces
            }
        else:
            counts[key] = int(fields[0])
            after[key[:-1]] = after.get(key[:-1], 0) + counts[key]
    return _Model(shares, counts, after)
