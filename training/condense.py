"""Condensations to learn from, by rejection sampling: the untaught model tries, a filter keeps.

Of several tries at a passage the one that keeps most of its names and numbers in fewest words is
kept, if it invents none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.examples import Draft, Example
from training.vocabulary import END
from training.write import Sampling, Writer

TRIES = 6
LONGEST = 44
"""Tokens of a try."""
WORDS = (7, 24)
SHORTER = 0.75
"""Of the passage's words a condensation has at most this share."""
OWN_WORDS = 0.8
"""Share of its content words that the passage has too, by their first five letters."""
IN_ORDER = 0.8
"""Share of its content words that come in the passage's order: what is put together from two places
is where an untaught model makes a third fact out of two."""
KEPT = 0.45
"""Share of the passage's names and numbers that it keeps at least."""
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_SMALL_WORDS = (
    "a an the of to in on at by for and or with from as is are was were be been has have had it "
    "its this that will would their his her he she they which who not also than more into after "
    "over about"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def condensations(
    writer: Writer, drafts: Sequence[Draft], *, reserve: float, rows: int = 1024, seed: int = 3
) -> list[Example]:
    """An example for each passage of which a try is worth it; stops when `reserve` seconds are
    left."""
    prompts = [d.asks[n % len(d.asks)] for d in drafts for n in range(TRIES)]
    limits = [LONGEST] * len(prompts)
    texts = writer.write(
        prompts, limits, sampling=Sampling(), rows=rows, reserve=reserve, seed=seed
    )
    examples = []
    for number, draft in enumerate(drafts):
        tries = [texts.get(number * TRIES + n, "") for n in range(TRIES)]
        best = max(tries, key=lambda text: worth(draft.text, text))
        if worth(draft.text, best) > 0:
            examples.append(Example("", draft.text, draft.prompt, best + END, "condense"))
    return examples


def worth(passage: str, text: str) -> float:
    """0 where `text` is no condensation to learn from; else how much it keeps, less its length."""
    if not _is_one_sentence(text) or not _is_shorter(passage, text):
        return 0.0
    if not _says_nothing_new(passage, text):
        return 0.0
    facts = _facts(passage)
    kept = len(facts & _facts(text)) / len(facts) if facts else 0.6
    return max(0.0, kept + 0.5 - 0.012 * len(text.split())) if kept >= KEPT else 0.0


def _is_one_sentence(text: str) -> bool:
    return text.endswith(".") and ". " not in text and "\n" not in text and text[:1] != '"'


def _is_shorter(passage: str, text: str) -> bool:
    words = len(text.split())
    return WORDS[0] <= words <= WORDS[1] and words <= SHORTER * len(passage.split())


def _says_nothing_new(passage: str, text: str) -> bool:
    """No number or name of its own (its first word may be a capital one), and few other words."""
    own_facts = set(_NUMBER.findall(text)) | set(_NAME.findall(text[1:]))
    invented = own_facts - _facts(passage)
    stems = {word[:5] for word in _words(passage)}
    own = [word for word in _words(text) if word not in _SMALL]
    known = sum(word[:5] in stems for word in own)
    ordered = _common([word[:5] for word in own], [word[:5] for word in _words(passage)])
    return (
        not invented
        and bool(own)
        and known >= OWN_WORDS * len(own)
        and ordered >= IN_ORDER * len(own)
    )


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    lengths = [0] * (len(right) + 1)
    for one in left:
        before = 0
        for j, other in enumerate(right, 1):
            best = before + 1 if one == other else max(lengths[j], lengths[j - 1])
            before, lengths[j] = lengths[j], best
    return lengths[-1]


def _facts(text: str) -> set[str]:
    return set(_NUMBER.findall(text)) | set(_NAME.findall(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
