"""Faults made on purpose in English that was right: what the estimator learns gross errors from.

Each maker takes a text and a `Pool` and gives the new text with the spans that are wrong now (code
points of the new text; none where something was left out), or None where it finds no place.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from training.estimator.words import COUNTS, OPPOSITES, ORDINALS, SMALL, THINGS
from zhaiyi.text.calendar import MONTHS, WEEKDAYS

Span = tuple[int, int]
Faulty = tuple[str, list[Span]]

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*")
_CLAUSE = re.compile(r"[^,;:]+[,;:]?\s*")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|can|has|have|had|should|would|could|must|may)\b(?! not|n't)"
)
_NEGATIVE = re.compile(r"\b(?:not|never|no longer) |n't\b|\bno (?=[a-z])")
_SUFFIXES = ("ings", "ing", "tions", "tion", "ness", "ment", "ity", "ies", "ed", "ly", "er", "s")


@dataclass
class Pool:
    """Words, names and clauses of other sentences, to put in the place of right ones."""

    rng: random.Random
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    nearby: Sequence[str] = ()
    """Translations of other sentences of the same document."""
    known: frozenset[str] = frozenset()
    """Words of any translation of this sentence: never put in as wrong ones."""

    def learn(self, text: str) -> None:
        for match in _WORD.finditer(text):
            word = match.group()
            if word.islower() and len(word) > 3 and word not in SMALL:
                self.words[kind_of(word)].append(word)
        self.names.extend(name for name in names_of(text))
        self.clauses.extend(c for c, _ in clauses_of(text))

    def word_like(self, word: str) -> str | None:
        choices = self.words[kind_of(word)]
        near = [
            w for text in self.nearby for w in _WORD.findall(text) if kind_of(w) == kind_of(word)
        ]
        for _ in range(8):
            source = near if near and self.rng.random() < 0.4 else choices
            found = self.rng.choice(source) if source else word
            if found.lower() not in self.known and found[:4] != word[:4] and found.islower():
                return found
        return None


def kind_of(word: str) -> str:
    """The ending that tells words of a kind: an own, crude stand-in for parts of speech."""
    return next((s for s in _SUFFIXES if word.endswith(s)), "") + ("+" if len(word) > 7 else "")


def names_of(text: str) -> list[str]:
    """Runs of capitalised words, but for one that begins the sentence."""
    return [m.group() for m in _NAME.finditer(text) if m.start() > 0 or " " in m.group()]


def clauses_of(text: str) -> list[tuple[str, Span]]:
    """Parts between commas of at least three words."""
    found = [(m.group(), m.span()) for m in _CLAUSE.finditer(text)]
    return [(part.strip(), span) for part, span in found if len(part.split()) >= 3]


def _put(text: str, span: Span, new: str) -> Faulty:
    start, end = span
    if start == 0 and new[:1].islower() and text[:1].isupper():
        new = new[0].upper() + new[1:]
    return text[:start] + new + text[end:], [(start, start + len(new))]


def number(text: str, pool: Pool) -> Faulty | None:
    """Another number, month, day, count or rank."""
    rng = pool.rng
    places: list[tuple[Span, str]] = []
    for match in _NUMBER.finditer(text):
        places.append((match.span(), _other_number(match.group(), rng)))
    for series in (MONTHS, WEEKDAYS, COUNTS, ORDINALS):
        for match in re.finditer(r"\b(" + "|".join(series) + r")\b", text):
            near = [w for w in series if w != match.group()]
            places.append((match.span(), rng.choice(near)))
    if not places:
        return None
    return _put(text, *rng.choice(places))


def _other_number(old: str, rng: random.Random) -> str:
    digits = [i for i, c in enumerate(old) if c.isdigit()]
    for _ in range(5):
        new = list(old)
        choice = rng.random()
        if choice < 0.6:
            new[rng.choice(digits)] = rng.choice("123456789")
        elif choice < 0.8:
            new.insert(digits[-1] + 1, "0")
        elif len(digits) > 1 and new[0].isdigit():
            new.pop(rng.choice(digits))
        if "".join(new) != old:
            return "".join(new)
    return old + "0"


def name(text: str, pool: Pool) -> Faulty | None:
    """Another name, a misspelt one, or a thing in its place."""
    rng = pool.rng
    places = [m for m in _NAME.finditer(text) if m.start() > 0 or " " in m.group()]
    if not places:
        return None
    match = rng.choice(places)
    old, choice = match.group(), rng.random()
    if choice < 0.4:
        new = misspelt(old, rng)
    elif choice < 0.85:
        same = [n for n in rng.choices(pool.names, k=60) if n.count(" ") == old.count(" ")]
        new = rng.choice(same or pool.names)
    else:
        new = rng.choice(THINGS)
    if new == old or (" " not in new and new.lower() in pool.known):
        return None
    return _put(text, match.span(), new)


def misspelt(old: str, rng: random.Random) -> str:
    """Another writing of a name's sounds: some letters or a syllable differ."""
    parts = old.split(" ")
    at = rng.randrange(len(parts))
    word = parts[at]
    for _ in range(rng.choice([1, 2, 2, 3])):
        place = rng.randrange(1, max(2, len(word)))
        letter = word[place : place + 1].lower()
        if letter in "aeiouy" and letter:
            new = rng.choice(
                [v for v in ("a", "e", "i", "o", "u", "ai", "ou", "ie") if v != letter]
            )
        else:
            new = rng.choice(
                ["l", "r", "n", "s", "sh", "k", "t", "m", "b", "g", "z", "f", "ss", ""]
            )
        word = word[:place] + new + word[place + 1 :]
    if rng.random() < 0.3:
        word = rng.choice("BCDFGHJKLMNPRSTWXYZ") + word[1:].lower()
    parts[at] = word or "X"
    return " ".join(parts)


def opposite(text: str, pool: Pool) -> Faulty | None:
    """A word of the opposite or of a related meaning."""
    places = []
    for size in (3, 2, 1):
        for match in re.finditer(r"(?=\b(" + r"\s".join([r"[A-Za-z-]+"] * size) + r")\b)", text):
            if match.group(1).lower() in OPPOSITES or match.group(1) in OPPOSITES:
                places.append(match.span(1))
    if not places:
        return None
    start, end = pool.rng.choice(places)
    old = text[start:end]
    new = pool.rng.choice(OPPOSITES.get(old) or OPPOSITES[old.lower()])
    return _put(text, (start, end), new)


def negation(text: str, pool: Pool) -> Faulty | None:
    """A "not" too many or too few."""
    negative = list(_NEGATIVE.finditer(text))
    if negative:
        match = pool.rng.choice(negative)
        new = text[: match.start()] + text[match.end() :]
        return new, [_word_round(new, match.start())]
    places = list(_AUXILIARY.finditer(text))
    if not places:
        return None
    match = pool.rng.choice(places)
    return _put(text, match.span(), match.group() + " not")


def _word_round(text: str, at: int) -> Span:
    start = text.rfind(" ", 0, max(0, at - 1)) + 1
    end = text.find(" ", at + 1)
    return start, end if end > 0 else len(text)


def dropped(text: str, pool: Pool) -> Faulty | None:
    """A clause is left out, or the end, or a few words in the middle."""
    parts = clauses_of(text)
    rng = pool.rng
    if len(parts) >= 2 and rng.random() < 0.75:
        _, (start, end) = rng.choice(parts)
        new = text[:start] + text[end:]
    else:
        words = text.split(" ")
        if len(words) < 8:
            return None
        size = rng.randint(3, max(3, len(words) // 3))
        start = rng.randrange(1, len(words) - size)
        new = " ".join(words[:start] + words[start + size :])
    new = new.strip(" ,;:")
    if len(new) < 8:
        return None
    if new[-1] not in ".!?\"'”’":
        new += text[-1] if text[-1] in ".!?" else ""
    return new[0].upper() + new[1:], []


def cut_short(text: str, pool: Pool) -> Faulty | None:
    """Only the beginning."""
    words = text.split(" ")
    if len(words) < 10:
        return None
    new = " ".join(words[: int(len(words) * pool.rng.uniform(0.4, 0.8))]).rstrip(",;:")
    return new + ".", []


def other_clause(text: str, pool: Pool) -> Faulty | None:
    """A clause of another sentence in the place of one of this."""
    parts = clauses_of(text)
    if not parts:
        return None
    _, (start, end) = pool.rng.choice(parts)
    new = _foreign_clause(pool).strip(" ,;:.")
    tail = text[start:end][len(text[start:end].rstrip(" ,;:.")) :]
    made, spans = _put(text, (start, end), new + tail)
    return made, [(spans[0][0], spans[0][0] + len(new))]


def added(text: str, pool: Pool) -> Faulty | None:
    """A clause too many."""
    new = _foreign_clause(pool).strip(" ,;:.")
    if pool.rng.random() < 0.5 and text[-1:] in ".!?":
        at = len(text) - 1
        return text[:at] + ", " + new + text[at:], [(at + 2, at + 2 + len(new))]
    parts = clauses_of(text)
    if len(parts) < 2:
        return None
    at = parts[0][1][1]
    return text[:at] + new + ", " + text[at:], [(at, at + len(new))]


def _foreign_clause(pool: Pool) -> str:
    near = [clause for text in pool.nearby for clause, _ in clauses_of(text)]
    return pool.rng.choice(near if near and pool.rng.random() < 0.6 else pool.clauses)


def exchanged(text: str, pool: Pool) -> Faulty | None:
    """Two parts change places: names, numbers, the sides of "of", "from … to"."""
    rng = pool.rng
    pairs = [(m.span(1), m.span(2)) for m in re.finditer(r"\b(\w[\w'-]+) of (\w[\w'-]+)", text)]
    pairs += [(m.span(1), m.span(2)) for m in re.finditer(r"from (\w[\w'-]+) to (\w[\w'-]+)", text)]
    for finder in (_NAME, _NUMBER):
        spans = [m.span() for m in finder.finditer(text) if m.start() > 0]
        pairs += list(pairwise(spans)) * 2
    pairs = [(a, b) for a, b in pairs if text[slice(*a)].lower() != text[slice(*b)].lower()]
    if not pairs:
        return None
    (a, b), (c, d) = rng.choice(pairs)
    first, second = text[a:b], text[c:d]
    new = text[:a] + second + text[b:c] + first + text[d:]
    at = c + len(second) - len(first)
    return new, [(a, a + len(second)), (at, at + len(first))]


def other_words(text: str, pool: Pool) -> Faulty | None:
    """One to three words become others of their kind."""
    rng = pool.rng
    places = [m for m in _WORD.finditer(text) if len(m.group()) > 3 and m.group().islower()]
    places = [m for m in places if m.group() not in SMALL]
    if not places:
        return None
    chosen = sorted(rng.sample(places, min(len(places), rng.choice([1, 1, 2, 3]))), key=_start)
    out, spans, last = "", [], 0
    for match in chosen:
        new = pool.word_like(match.group())
        if new is None:
            continue
        out += text[last : match.start()]
        spans.append((len(out), len(out) + len(new)))
        out, last = out + new, match.end()
    return (out + text[last:], spans) if spans else None


def _start(match: re.Match[str]) -> int:
    return match.start()


def repeated(text: str, pool: Pool) -> Faulty | None:
    """Some words twice."""
    words = text.split(" ")
    if len(words) < 6:
        return None
    size = pool.rng.randint(2, min(6, len(words) - 2))
    start = pool.rng.randrange(0, len(words) - size)
    part = " ".join(words[start : start + size])
    at = len(" ".join(words[: start + size])) + 1
    return text[:at] + part + " " + text[at:], [(at, at + len(part))]


def other_sentence(text: str, pool: Pool) -> Faulty | None:
    """The translation of another sentence of the same document."""
    near = [t for t in pool.nearby if t != text and 0.5 < len(t) / max(1, len(text)) < 2]
    if not near:
        return None
    new = pool.rng.choice(near)
    return new, [(0, len(new))]


Maker = Callable[[str, Pool], Faulty | None]
MAKERS: dict[Maker, float] = {
    number: 1.2,
    name: 2.2,
    opposite: 1.6,
    negation: 0.7,
    dropped: 1.6,
    cut_short: 0.3,
    other_clause: 1.2,
    added: 0.6,
    exchanged: 1.2,
    other_words: 2.4,
    repeated: 0.25,
    other_sentence: 0.3,
}
"""Makers and how often each is used, relative to the others."""


def make(text: str, pool: Pool) -> Faulty | None:
    """One fault of a random kind; rarely two."""
    makers, weights = list(MAKERS), list(MAKERS.values())
    for _ in range(10):
        found = pool.rng.choices(makers, weights)[0](text, pool)
        if found and found[0] != text:
            break
    else:
        return None
    if pool.rng.random() < 0.15 and found[1]:
        found = _second(found, pool) or found
    return found


def _second(first: Faulty, pool: Pool) -> Faulty | None:
    """A second fault behind or before the first, whose spans move along."""
    text, spans = first
    more = pool.rng.choice([other_words, name, opposite, number])(text, pool)
    if more is None or any(a < d and c < b for a, b in spans for c, d in more[1]):
        return None
    grown = len(more[0]) - len(text)
    if len(more[1]) != 1:
        return None
    at = more[1][0][0]
    moved = [(a + grown, b + grown) if a >= at else (a, b) for a, b in spans]
    return more[0], moved + more[1]
