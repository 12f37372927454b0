"""Loops: words, phrases or clauses that come again and again without the source doing so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from zhaiyi.core.document import Finding, Span
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.text import Word, excerpt, runs, words

SHORT_BLOCK, SHORT_TIMES = 3, 3
"""Up to three words must follow themselves three times: "one by one, one by one" is English."""
LONG_TIMES = 2
LIST_TIMES = 3
CLAUSE_WORDS = 7
"""From seven words on a phrase that comes twice anywhere is suspicious."""
WORDS_A_CHARACTER = 3
"""A phrase said twice is excused where the source says twice at least one character for so many of
its words (中国驻英国使馆 twice for "of the Chinese embassy in the United Kingdom")."""

_EMPHASIS = frozenset(
    ("very", "no", "yes", "ha", "bye", "really", "so", "again", "many", "much", "far", "long")
)
_SUFFIXES = frozenset(("ltd", "inc", "co", "llc", "etc", "corp", "jr", "sr"))

_DOUBLED = re.compile(r"\b([A-Za-z]{3,})(?: and)? \1\b(?!-)", re.IGNORECASE)
_PHRASE_TWICE = re.compile(
    r"\b((?:(?!and\b)[A-Za-z'’-]+ ){1,4}(?!and\b)[A-Za-z'’-]{3,}) and \1"
    r"(?=[,.;:!?\"”)]|$| (?:of|in|on|for|to|with|by|from|at|was|were|is|are|that|which|who)\b)"
)
"""Two words or more joined with themselves, and with nothing behind that tells them apart."""
_SAID_TWICE = frozenset(
    (
        *("that", "had", "more", "less", "worse", "over", "round", "around", "through"),
        *("time", "hours", "days", "weeks", "months", "years", "miles"),
    )
)
"""English doubles these (what he had had, more and more, over and over), and any comparative."""
_ALIKE = re.compile(r"([^\W\d_])[^\W\d_]{0,3}[和与與及、]\1")
"""Two things that begin alike (军方与军工单位, the military and military institutions)."""
_SYLLABLE = 6
"""Letters of the longest syllable of a Chinese name, which may be doubled (Yang Yang)."""

_SOURCE_LOOP = re.compile(r"([^\W\d_]{1,8}?)(?:[，,、！!。·\s“”]*\1){2}")
_SOURCE_TWICE = re.compile(r"([^\W_]{5,}).*?\1|([^\W_]{2,}).{0,10}?\2")
_CHARACTERS = re.compile(r"([^\W\d_]{1,12}?-?)\1{5,}")
_ITEM = re.compile(r"(?:[^,;、]|(?<=\d),(?=\d))+")


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A finding for the first loop in the target, if the source does not repeat itself as well.

    An error for what a model does when it is stuck: the same word or phrase three times on end, the
    same item three times in a list ("Hunan, Hunan, Hunan"), a long phrase twice on end; a warning
    for a phrase of seven words or more that comes twice apart, and for a word that follows itself
    ("Municipal Municipal", "duty and duty", "key areas and key areas"). Numbers are no loop (21,
    21, 21), nor is emphasis (very, very, very).
    """
    target = segment.target
    for span, times in _loops(target, words(target)):
        if not _source_repeats(segment.source, times):
            yield _finding("error", target, span, f"{times} times in a row")
            return
    again, length = _twice(words(target))
    if again and length > WORDS_A_CHARACTER * _longest_repeat(segment.source):
        yield _finding("warning", target, again, "twice")
    phrases = list(_PHRASE_TWICE.finditer(target))
    if phrases and not _source_repeats(segment.source, LONG_TIMES):
        yield _finding("warning", target, Span(*phrases[0].span(1)), "twice in a row")
        return
    for match in _DOUBLED.finditer(target):
        # Of "day after day and day after day" the middle is "day and day".
        within = any(p.start() <= match.start() and match.end() <= p.end() for p in phrases)
        if not (within or _meant_twice(match, segment.source)):
            yield _finding("warning", target, Span(*match.span(1)), "twice in a row")
            return


def _meant_twice(doubled: re.Match[str], source: str) -> bool:
    word, linked = doubled[1], " and " in doubled[0]
    if word.lower() in _EMPHASIS | _SAID_TWICE | _SUFFIXES:
        return True
    name = not linked and doubled[0].istitle() and len(word) <= _SYLLABLE
    return name or (linked and (word.endswith("er") or _ALIKE.search(source) is not None))


def _loops(target: str, found: list[Word]) -> Iterator[tuple[Span, int]]:
    """Loops as (the repeated part the first time, how many times)."""
    if match := _CHARACTERS.search(target):
        start, end = match.span()
        yield Span(start, end), (end - start) // len(match.group(1))
    texts = [word.text for word in found]
    for block in range(1, len(texts) // 2 + 1):
        needed = SHORT_TIMES if block <= SHORT_BLOCK else LONG_TIMES
        for first, times in runs(texts, block):
            part = texts[first : first + block]
            span = Span(found[first].start, found[first + block - 1].end)
            again = found[first + block].start
            if (
                times >= needed
                and not _harmless(part)
                and not (times == LONG_TIMES and _name_resumed(target, span, again))
            ):
                yield span, times
    yield from _listed(target)


def _harmless(part: list[str]) -> bool:
    return all(
        text[0].isdigit() or text in _EMPHASIS or text in _SUFFIXES or len(text) == 1
        for text in part
    )


def _name_resumed(target: str, span: Span, again: int) -> bool:
    """Whether a name ends one clause and opens the next ("… of the Communist Party of China, the
    Communist Party of China will …")."""
    long_words = re.findall(r"[A-Za-z]{4,}", target[span.start : span.end])
    named = all(word[0].isupper() for word in long_words)
    return named and re.search(r"[,;:.]", target[span.end : again]) is not None


def _listed(target: str) -> Iterator[tuple[Span, int]]:
    """Items that come three times or more in a list; the first may follow other words (from Hunan,
    Hubei, Hunan, Hunan)."""
    items = [(" ".join(w.text for w in words(m.group())), m) for m in _ITEM.finditer(target)]
    items = [(re.sub(r"^(?:and|or) ", "", text), m) for text, m in items]
    counts = Counter(text for text, _ in items if text and len(text.split()) <= 4)
    for text, exact in counts.items():
        times = exact + sum(other.endswith(f" {text}") for other, _ in items)
        if exact >= LIST_TIMES - 1 and times >= LIST_TIMES and not _harmless(text.split()):
            match = next(m for item, m in items if item == text)
            yield Span(*_trimmed(target, *match.span())), times


def _twice(found: list[Word]) -> tuple[Span | None, int]:
    """The first phrase of `CLAUSE_WORDS` words or more that comes again later, without overlap,
    where it comes again, and its length in words."""
    texts = [word.text for word in found]
    seen: dict[tuple[str, ...], int] = {}
    for i in range(len(texts) - CLAUSE_WORDS + 1):
        phrase = tuple(texts[i : i + CLAUSE_WORDS])
        first = seen.setdefault(phrase, i)
        if i - first >= CLAUSE_WORDS:
            length = _common(texts[first:i], texts[i:])
            return Span(found[i].start, found[i + length - 1].end), length
    return None, 0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Number of items that both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _longest_repeat(source: str) -> int:
    """Length of the longest run of letters that `source` has twice, without overlap."""
    letters = "".join(filter(str.isalnum, source))
    length = 0
    while _comes_twice(letters, length + 1):
        length += 1
    return length


def _comes_twice(text: str, length: int) -> bool:
    first: dict[str, int] = {}
    starts = range(len(text) - length + 1)
    return any(i - first.setdefault(text[i : i + length], i) >= length for i in starts)


def _source_repeats(source: str, times: int) -> bool:
    looped = _SOURCE_LOOP.search(source) is not None
    return looped or (times == LONG_TIMES and _SOURCE_TWICE.search(source) is not None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _finding(severity: str, target: str, span: Span, how: str) -> Finding:
    text = excerpt(target[span.start : span.end])
    message = f"The English repeats itself: “{text}” comes {how}."
    return Finding("repetition", "error" if severity == "error" else "warning", message, None, span)
