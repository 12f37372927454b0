"""Texts as word pieces of the estimator's encoder, each with its place in the text.

A unigram model (Kudo 2018): of all ways to cut a word into known pieces, the likeliest. Written
here because the library's own takes 280 MB for this vocabulary; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_SPACE = "▁"
_UNKNOWN_COST = 10.0
"""How much worse than the worst piece a character is that no piece covers."""


@dataclass(frozen=True)
class Pieces:
    """Word pieces by their numbers with log-probabilities, and what each character becomes before
    it is looked up. `unknown` is the number of what no piece covers."""

    numbers: Mapping[str, int]
    scores: Mapping[str, float]
    unknown: int
    characters: Mapping[str, str]

    def write(self, path: Path) -> None:
        """All of it as one JSON file, without pieces of scripts that neither Chinese nor English
        is written in: they can be no part of either."""
        kept = [piece for piece in self.numbers if all(map(_is_ours, piece))]
        record = {
            "unknown": self.unknown,
            "characters": dict(self.characters),
            "pieces": kept,
            "numbers": [self.numbers[piece] for piece in kept],
            "scores": [round(self.scores[piece], 4) for piece in kept],
        }
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """What `write` wrote."""
        record = json.loads(path.read_text(encoding="utf-8"))
        pieces = record["pieces"]
        return cls(
            dict(zip(pieces, record["numbers"], strict=True)),
            dict(zip(pieces, record["scores"], strict=True)),
            record["unknown"],
            record["characters"],
        )


def _is_ours(character: str) -> bool:
    """Latin letters, signs, Han, kana's neighbours among the signs, full-width forms."""
    code = ord(character)
    return (
        code < 0x250
        or 0x2000 <= code < 0x3040
        or 0x3400 <= code < 0xA000
        or 0xF900 <= code < 0xFB00
        or 0xFF00 <= code < 0xFFF0
        or code >= 0x20000
    )


@dataclass(frozen=True)
class Encoded:
    """A text as piece numbers; `spans`: where each stands in the text, in code points."""

    ids: list[int]
    spans: list[tuple[int, int]]

    def cut(self, most: int) -> Encoded:
        """The first pieces."""
        return Encoded(self.ids[:most], self.spans[:most])


class Tokenizer:
    """Splits a text into word pieces and keeps where each one stood."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._longest = max(map(len, pieces.numbers), default=1)
        self._lowest = min(pieces.scores.values(), default=0.0) - _UNKNOWN_COST
        self._cut = lru_cache(maxsize=20_000)(self._likeliest)

    def encode(self, texts: Iterable[str]) -> list[Encoded]:
        """Piece numbers without special pieces."""
        return [self._encoded(text) for text in texts]

    def _encoded(self, text: str) -> Encoded:
        plain, places = self._normalised(text)
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        at = int(plain.startswith(" "))
        for word in plain[at:].split(" ") if plain else ():
            start = at - 1  # of the space before it
            for number, first, last in self._cut(_SPACE + word):
                ids.append(number)
                left, right = max(0, start + first), start + last
                spans.append(
                    (places[left], places[right - 1] + 1 if right > left else places[left])
                )
            at += len(word) + 1
        return Encoded(ids, spans)

    def _normalised(self, text: str) -> tuple[str, list[int]]:
        """The text after replacement of characters, one space for several; and for each of its
        characters (and its end) the place in the original."""
        out: list[str] = []
        places: list[int] = []
        for index, character in enumerate(text):
            for new in self._pieces.characters.get(character, character):
                if new == " " and out and out[-1] == " ":
                    continue
                out.append(new)
                places.append(index)
        return "".join(out), [*places, len(text)]

    def _likeliest(self, word: str) -> list[tuple[int, int, int]]:
        """(number, start, end) of the pieces of a word: Viterbi over all its cuts."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(word) + 1):
            best.append(max(self._ways(word, end, best), key=lambda way: way[0]))
        found: list[tuple[int, int, int]] = []
        end = len(word)
        while end:
            start = best[end][1]
            number = self._pieces.numbers.get(word[start:end], self._pieces.unknown)
            if found and number == found[-1][0] == self._pieces.unknown:
                found[-1] = (number, start, found[-1][2])
            else:
                found.append((number, start, end))
            end = start
        return found[::-1]

    def _ways(
        self, word: str, end: int, best: Sequence[tuple[float, int]]
    ) -> Iterable[tuple[float, int]]:
        scores = self._pieces.scores
        for start in range(max(0, end - self._longest), end):
            score = scores.get(word[start:end])
            if score is not None:
                yield best[start][0] + score, start
        yield best[end - 1][0] + self._lowest, end - 1
