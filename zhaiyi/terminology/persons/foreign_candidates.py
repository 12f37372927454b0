"""Foreign names in Chinese characters that no dictionary renders: 科丽娜·克雷楚."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from zhaiyi.core.document import Article, Term
from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.pinyin import surname_length
from zhaiyi.lexicon.sounds import DOTTED_SOUNDS, NAME_SOUNDS, SOUNDS, TYPICAL
from zhaiyi.terminology.matching import in_text, is_piece
from zhaiyi.terminology.recogniser import UNREAD, Readings, unknown_names
from zhaiyi.text.script import HAN

_LONGEST = 10
"""Characters of a part of a name: 别尔德穆哈梅多夫 has eight."""
_PART = f"(?:(?![和与及同会见对向将在的说称是为])[{HAN}]){{1,{_LONGEST}}}"
_DOTTED = re.compile(rf"[{HAN}]{{1,{_LONGEST}}}(?:·{_PART}|·?[A-Z]\.?·?{_PART})+")
_RUN = re.compile(f"[{''.join(sorted(NAME_SOUNDS))}]{{3,10}}")
_FOREIGN_TAGS = frozenset({"nr", "nrt", "ns"})
_AFTER_NAME = frozenset("，。、；：！？）)”》说表称等在的和与时 ")


def foreign_candidates(
    article: Article, lexicon: Lexicon, terms: Sequence[Term], readings: Readings = UNREAD
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
        for start, end in _spans(sentence.text, lexicon, readings.get(sentence.text, ())):
            if not any(s < end and start < e for s, e in covered):
                found.setdefault(sentence.text[start:end])
    lasts = {name.rpartition("·")[2] for name in found if "·" in name}
    return tuple(name for name in found if name not in lasts)  # these follow from the whole name


def _spans(text: str, lexicon: Lexicon, said: Sequence[Token]) -> Iterator[tuple[int, int]]:
    simplified = lexicon.simplified(text)
    dotted = [
        s for m in _DOTTED.finditer(simplified) if (s := _trim(simplified, *m.span(), lexicon))
    ]
    told = [_cut(simplified, *span) for span in unknown_names(said, simplified, lexicon)]
    told = [t for t in told if not any(_is_whole(d, t, told) for d in dotted)]
    dotted = [(s, e) for s, e in dotted if not any(a < e and s < b for a, b in told)]
    yield from (*dotted, *told)
    for match in _RUN.finditer(simplified):
        if any(s < match.end() and match.start() < e for s, e in (*dotted, *told)):
            continue
        if span := _run(simplified, *match.span(), lexicon):
            yield span


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """A name of the recogniser with a dot, without a word behind it: 阿达马·巴罗|时."""
    name = text[start:end]
    return (start, end - 1) if "·" in name and name[-1] in _AFTER_NAME else (start, end)


def _is_whole(
    dotted: tuple[int, int], piece: tuple[int, int], told: Sequence[tuple[int, int]]
) -> bool:
    """Whether the name around a dot holds a `piece` that the recogniser cut off, and begins where
    one of its names does. One character more is rather a word: 埃胡德·乌尔|博士."""
    start, end = dotted
    inside = start <= piece[0] and piece[1] <= end
    cut = any(begin == start and end - finish != 1 for begin, finish in told)
    return inside and cut


def _trim(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The name around the dots: from the first to the last character that can be a sound of it.
    None without a dot (B计划)."""
    if "·" not in text[start:end]:
        return None
    first, last = text.index("·", start), text.rindex("·", start, end)
    begin = first
    while begin > start and text[begin - 1] in DOTTED_SOUNDS and first - begin < _LONGEST:
        begin -= 1
    finish = last + 1
    while finish < end and _goes_on(text, finish, lexicon):
        finish += 1
    begin = _skip_words(text, begin, first, lexicon)
    whole = finish - last > 2 or text[finish : finish + 1] in _AFTER_NAME
    return (begin, finish) if first - begin > 1 and finish - last > 1 and whole else None


def _goes_on(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether the name goes on at `at`: not with the 坚 of 坚持, but with that of 坚科."""
    sound = text[at] in DOTTED_SOUNDS
    return sound and (text[at] in SOUNDS or not lexicon.is_common(text[at : at + 2]))


def _skip_words(text: str, begin: int, dot: int, lexicon: Lexicon) -> int:
    """Moves `begin` behind a word that only ends in characters of sounds (总统|唐纳德·…)."""
    for token in lexicon.tokens(text[:dot]):
        if token.start < begin < token.end:
            return token.end
        if token.start >= begin and token.end < dot and _is_word(token, lexicon):
            return max(begin, token.end) if dot - token.end > 1 else begin
    return begin


def _is_word(token: Token, lexicon: Lexicon) -> bool:
    if token.tag == "ns":
        return token.text in lexicon.names
    return token.tag in ("p", "c", "v") or (token.tag == "n" and len(token.text) > 1)


def _run(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The words of transliteration in a row inside the run, if they make an unknown name."""
    tokens = lexicon.tokens(text)
    before: Token | None = None
    for sounds, group in groupby(tokens, key=lambda t: _is_part(t, start, end)):
        pieces = list(group)
        begin, finish = pieces[0].start, pieces[-1].end
        whole = sounds and not (before and is_piece(before))  # 利斯塔 in 保|利斯塔 is not
        if whole and _is_name(text[begin:finish], pieces, lexicon):
            return begin, finish
        before = pieces[-1]
    return None


def _is_part(token: Token, start: int, end: int) -> bool:
    inside = start <= token.start and token.end <= end
    return inside and token.tag in _FOREIGN_TAGS and len(token.text) > 1


def _is_name(name: str, pieces: Sequence[Token], lexicon: Lexicon) -> bool:
    """Three characters at least that no dictionary knows, and no Chinese person's name: too long
    for one, without a surname, or with characters that only transliterations join."""
    if len(name) < 3 or lexicon.knows(name):
        return False
    typical = sum(c in TYPICAL for c in name)
    foreign = len(name) > 3 or not surname_length(name) or any(t.tag == "nrt" for t in pieces)
    return typical > 1 or (foreign and all(t.tag != "ns" or typical for t in pieces))
