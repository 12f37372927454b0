"""Names in a target that nothing of its source explains: no term, Latin letters or pinyin, nor the
short name of a country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from zhaiyi.lexicon.pinyin import looks_like, syllables
from zhaiyi.lexicon.places import english_places, known_places, provinces
from zhaiyi.lexicon.tables import words
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names.abbreviations import abbreviated
from zhaiyi.quantities import countries_of
from zhaiyi.terminology import find_term
from zhaiyi.terminology.english.target_use import plain
from zhaiyi.text.script import han_runs

_CAPITAL = re.compile(r"(?<![\w'’])[A-Z][\w'’-]*[a-z][\w'’-]*(?:[ ][A-Z][\w'’-]*[a-z][\w'’-]*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"“‘'(—–-]\s*)$")


def strange_names(segment: SegmentPair) -> list[str]:
    """Names in the target that neither the terms nor the source (Latin letters, pinyin) explain.

    Capitals at the start of a sentence do not count unless another capitalised word follows.
    """
    target = plain(segment.target)
    covered = [s for t in segment.terms for s in find_term(t, segment.target)]
    source = plain(segment.source).casefold()
    sounds = _pinyin_forms(segment.source) | abbreviated(segment.source) | _home(segment.home)
    return [
        name
        for start, name in _capitalised(target)
        if not any(s.start < start + len(name) and start < s.end for s in covered)
        and not _explained(name, source, sounds)
    ]


def _capitalised(target: str) -> Iterator[tuple[int, str]]:
    capital = words("english", "capital")
    for match in _CAPITAL.finditer(target):
        parts, start = match[0].split(" "), match.start()
        first = bool(_SENTENCE_START.search(target[:start]))
        if first and len(parts) == 1 and not _certain(parts[0]):
            continue
        while parts and parts[0] in capital:
            start += len(parts[0]) + 1
            parts = parts[1:]
        while parts and parts[-1] in capital:
            parts = parts[:-1]
        yield from _pieces(start, parts)


def _pieces(start: int, parts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Runs of words that can be pinyin, runs of others, and places that a hyphen joins, each:
    ``Yanqing | Nature Reserve``, ``China | Germany``."""
    for (_, joined), group in groupby(parts, key=lambda w: (looks_like(w, 2), _joins_places(w))):
        piece = list(group)
        for name in re.split("[ -]", " ".join(piece)) if joined else [" ".join(piece)]:
            yield start, re.sub(r"'s$", "", name)
            start += len(name) + 1


def _joins_places(word: str) -> bool:
    """Whether a hyphen joins places that readers know: the Beijing-Nanjing railway."""
    parts = re.sub(r"'s$", "", word).split("-")
    return len(parts) > 1 and all(part in known_places() | provinces() for part in parts)


def _certain(word: str) -> bool:
    return looks_like(word) or word in english_places() or _joins_places(word)


def _explained(name: str, source: str, sounds: frozenset[str]) -> bool:
    words = re.findall(r"[a-z]+", name.casefold().replace("'", "").replace("-", ""))
    return "".join(words) in sounds or all(word in source for word in words)


def _home(home: str | None) -> frozenset[str]:
    """English for the country of the article's home, which 我国 or 全国 may stand for."""
    return frozenset(name.casefold().replace(" ", "") for name in countries_of(home))


def _pinyin_forms(source: str) -> frozenset[str]:
    """Readings of one to four characters in a row, joined."""
    forms: set[str] = set()
    for run in han_runs(source):
        parts = [s.replace("ü", "u") for s in syllables(run)]
        forms |= {"".join(parts[i : i + n]) for i in range(len(parts)) for n in range(1, 6)}
    return frozenset(forms)
