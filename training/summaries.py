"""What condensing and headlines are learned from: passages of the news that is translated."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from training.examples import Draft, Example

ASKS = (
    "Rewrite as one short, clear news sentence of at most 20 words. Keep who did what, when and "
    "where, and the most important figures:\n{}",
    "Summarize this news text in one sentence of 15 to 20 words, using its own words and "
    "figures:\n{}",
)
"""Asked of the untaught model: longer than the product's prompt, which the taught one needs."""
MOST = 2600
_ENDS = '。！？”"…）；：.!?'

Line = tuple[str, str]
"""The set that a sentence is from, and its Chinese."""
Prompt = Callable[[str, str], str]
"""(name of the product's prompt, text) → what the model is given."""


def drafts(
    lines: Sequence[Line],
    english: Mapping[str, str],
    prompt: Prompt,
    wrap: Callable[[str], str],
    rng: random.Random,
) -> list[Draft]:
    """Long sentences, and neighbours that are long together, in the best English there is."""
    texts = [text for pair in pairwise(lines) for text in _passages(*pair, english)]
    rng.shuffle(texts)
    return [
        Draft(text, prompt("condense", text), tuple(wrap(ask.format(text)) for ask in ASKS))
        for text in texts[:MOST]
    ]


def headlines(
    lines: Sequence[Line], english: Mapping[str, str], prompt: Prompt, end: str
) -> list[Example]:
    """The title of a document as the headline of the sentence behind it. The sets do not mark
    titles: a short line without a full stop before a long one with it."""
    return [
        Example(title[1], title[1], prompt("headline", english[lead[1]]), text + end, "headline")
        for title, lead in pairwise(lines)
        if _is_title(title, lead)
        and lead[1] in english
        and len(text := english.get(title[1], "").rstrip(".")) > 0
        and len(text.split()) <= 16
    ]


def _passages(first: Line, second: Line, english: Mapping[str, str]) -> list[str]:
    before, own = english.get(first[1]), english.get(second[1])
    if own is None:
        return []
    found = [own] if 26 <= _words(own) <= 70 else []
    if before and first[0] == second[0] and first[1][-1] in _ENDS:
        both = f"{before} {own}"
        found += [both] if 28 <= _words(both) <= 75 else []
    return found


def _is_title(first: Line, second: Line) -> bool:
    short, long = first[1], second[1]
    return (
        first[0] == second[0]
        and short[-1] not in _ENDS
        and long[-1] in _ENDS
        and len(short) <= 34
        and len(long) >= 35
    )


def _words(text: str) -> int:
    return len(text.split())
