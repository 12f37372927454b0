"""Foreign names in Chinese characters that no dictionary renders: 科丽娜·克雷楚."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.document import Article, Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.sounds import SOUNDS, TYPICAL
from zhaiyi.terms.matching import in_text

_DOTTED = re.compile(r"[㐀-鿿]{1,6}(?:·[㐀-鿿]{1,6}|·?[A-Z]\.?·?[㐀-鿿]{1,6})+")
_RUN = re.compile(f"[{''.join(sorted(SOUNDS))}]{{3,8}}")


def foreign_candidates(
    article: Article, lexicon: Lexicon, terms: Sequence[Term]
) -> tuple[str, ...]:
    """Transliterated names of `article` without a term, in order of appearance.

    Names with ``·`` are cut where a title or a word of the dictionary ends; other runs must consist
    of characters of transliteration with at least two typical ones, and be no dictionary words.
    """
    found: dict[str, None] = {}
    for sentence in article.sentences:
        if sentence.foreign or sentence.repeat_of is not None:
            continue
        covered = [(o.start, o.end) for o in in_text(sentence.text, terms)]
        for start, end in _spans(sentence.text, lexicon):
            if not any(s < end and start < e for s, e in covered):
                found.setdefault(sentence.text[start:end])
    return tuple(found)


def _spans(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    simplified = lexicon.simplified(text)
    dotted = [
        s for m in _DOTTED.finditer(simplified) if (s := _trim(simplified, *m.span(), lexicon))
    ]
    yield from dotted
    for match in _RUN.finditer(simplified):
        if any(s < match.end() and match.start() < e for s, e in dotted):
            continue
        if span := _run(simplified, *match.span(), lexicon):
            yield span


def _trim(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The name around the dots: from the first to the last character that can be a sound of it.
    None without a dot (B计划)."""
    if "·" not in text[start:end]:
        return None
    first, last = text.index("·", start), text.rindex("·", start, end)
    begin = first
    while begin > start and text[begin - 1] in SOUNDS and first - begin < 6:
        begin -= 1
    finish = last + 1
    while finish < end and text[finish] in SOUNDS:
        finish += 1
    begin = _skip_words(text, begin, first, lexicon)
    return (begin, finish) if first - begin > 1 and finish - last > 2 else None


def _skip_words(text: str, begin: int, dot: int, lexicon: Lexicon) -> int:
    """Moves `begin` behind a word that only ends in characters of sounds (总统|唐纳德·…)."""
    for token in lexicon.tokens(text[:dot]):
        if token.start < begin < token.end:
            return token.end
        if token.start >= begin and token.end < dot and token.tag in ("n", "ns", "p", "c", "v"):
            return max(begin, token.end) if dot - token.end > 1 else begin
    return begin


def _run(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    tokens = [t for t in lexicon.tokens(text) if t.start < end and start < t.end]
    inside = [t for t in tokens if t.start >= start and t.end <= end]
    unknown = [
        t
        for t in inside
        if not lexicon.knows(t.text) and len(t.text) > 2 and sum(c in TYPICAL for c in t.text) > 1
    ]
    return (unknown[0].start, unknown[0].end) if unknown else None
