"""Which of the model's own hypotheses are worth learning from.

What a beam search finds is better than what greedy decoding writes; a model that learns its own
best hypotheses writes them at once (sequence-level distillation, Kim & Rush 2016, of a model into
itself). Where people's or teachers' translations are known, the hypothesis nearest to them is taken
(rejection sampling), and where none comes near, one of theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

DOUBT, NEARNESS, TOLD, NUMBERS, REPEATS = 0.3, 1.2, 0.4, 0.6, 2.0
"""What a full share of each weighs beside the mean log-probability of a token."""
NEAR = 0.42
"""chrF to the nearest reference below which that reference is learned instead."""
LEAST = -0.9
"""Mean log-probability below which a hypothesis that nothing vouches for is not learned."""
RUN = 5
"""Words of a run that a hypothesis may not have twice."""
_SCALED = frozenset("万亿千百点时月成折后:：")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Ask:
    """A sentence that the model is to translate by itself: the English of its hints (`told`), the
    numbers that must stay as they are, and translations that are known, the best first."""

    source: str
    prompt: str
    told: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hypothesis:
    """A text with the mean log-probability of its tokens, its end among them; `doubt` is the share
    of the mark of a fault of both marks, None where it ended without a mark."""

    text: str
    mean: float
    doubt: float | None = None


def best_of(ask: Ask, hypotheses: Sequence[Hypothesis]) -> tuple[str, str]:
    """What to learn for `ask`, and how it was found: ``own``, ``reference``, or ``none`` with an
    empty text."""
    valued = [(worth(ask, each), each) for each in hypotheses if each.text]
    if not valued:
        return (ask.references[0], "reference") if ask.references else ("", "none")
    _, best = max(valued, key=lambda pair: pair[0])
    if ask.references:
        if nearness(best.text, ask.references) < NEAR:
            return ask.references[0], "reference"
        return best.text, "own"
    clean = not repeats(best.text, RUN) and not lacking(ask.numbers, best.text)
    return (best.text, "own") if clean and best.mean >= LEAST else ("", "none")


def worth(ask: Ask, hypothesis: Hypothesis) -> float:
    """How much better a hypothesis is than others for the same sentence."""
    text = hypothesis.text
    value = hypothesis.mean - DOUBT * (hypothesis.doubt or 0.0)
    if ask.references:
        value += NEARNESS * nearness(text, ask.references)
    if ask.told:
        value -= TOLD * sum(not stands_in(each, text) for each in ask.told) / len(ask.told)
    if ask.numbers:
        value -= NUMBERS * len(lacking(ask.numbers, text)) / len(ask.numbers)
    return value - REPEATS * repeats(text, RUN)


def nearness(text: str, references: Sequence[str]) -> float:
    """chrF to the nearest reference, 0 to 1."""
    return float(_chrf().sentence_score(text, list(references)).score) / 100


def numbers_of(text: str) -> tuple[str, ...]:
    """Numbers in digits that both languages write alike: none before 万, 亿, a month or a time."""
    found = [m[0] for m in _NUMBER.finditer(text) if text[m.end() : m.end() + 1] not in _SCALED]
    return tuple(dict.fromkeys(map(_plain, found)))


def lacking(numbers: Sequence[str], text: str) -> list[str]:
    """Those of `numbers` that `text` does not have."""
    there = {_plain(number) for number in _NUMBER.findall(text)}
    return [number for number in numbers if number not in there and len(number) > 1]


def stands_in(phrase: str, text: str) -> bool:
    """Whether `phrase` occurs in `text` as whole words, in any case."""
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
    return found is not None


def repeats(text: str, run: int = 4) -> bool:
    """True where a run of so many words comes twice, or a word thrice in a row."""
    words = text.casefold().split()
    runs = Counter(zip(*(words[i:] for i in range(run)), strict=False))
    thrice = any(a == b == c for a, b, c in zip(words, words[1:], words[2:], strict=False))
    return thrice or any(count > 1 for count in runs.values())


def _plain(number: str) -> str:
    return number.replace(",", "").rstrip(".")


@cache
def _chrf() -> Any:
    from sacrebleu import CHRF

    return CHRF()
