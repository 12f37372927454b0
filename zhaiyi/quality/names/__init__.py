"""Names: terms that the target lacks, renderings the user forbids, names from nowhere.

A missing name alone is no error, but for a person's by the rules of pinyin: English says "the city"
where Chinese repeats the name. It is reported when something stands in its place: a name in the
target that no term of the source explains, or another name said more often than the source says it
("Hunan, Hunan, Hunan"); and when it is one that translators do not leave out
(`zhaiyi.quality.names.left_out`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from zhaiyi.core.document import Finding, Span, Term
from zhaiyi.lexicon.pinyin import looks_like, syllables
from zhaiyi.lexicon.places import english_names, english_places, known_places, provinces
from zhaiyi.lexicon.sounds import SOUNDS
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names import bodies, homeland, lands, letters, misheard, offices, pairs
from zhaiyi.quality.names.left_out import in_larger, lost, named_by_head, translated
from zhaiyi.quality.names.strange import strange_names
from zhaiyi.quality.told import abbreviation, otherwise_called
from zhaiyi.terminology import find_term, in_text, uses
from zhaiyi.terminology.english.target_use import find_name, plain, variants

_SIMILAR = 75.0
"""Similarity (Indel ratio, 0..100) from which two names count as spellings of one."""
_ALIKE = 70.0
"""Likewise for a name and the pinyin of its transliteration."""
_TRANSLITERATED = re.compile(f"[{''.join(sorted(SOUNDS))}]{{3,10}}")
_SAME = 90.0
"""From here on they are one name, where its spelling is not settled."""
_IMPLIED = frozenset(
    {"Tibetan", "China", "Chinese", "Beijing", "Sino", "Washington", "European", "PRC", "States"}
)
"""What a Chinese text may mean without saying it (我国, 首都)."""
_REPORTERS = re.compile(r"[（(][^（()）]{0,6}记者[^（()）]*[)）]")
_JAPANESE = re.compile(
    r"(?=.{5})(?:(?:[kgnhbmpr]y|sh|ch|ts|[kgsztdnhbpmyrwjf])?[aiueo]|n(?![aiueo]))+", re.IGNORECASE
)
"""A name in the syllables of Japanese: Kurozaki, which stands for Iwasaki."""
_PRONOUN = re.compile(r"[\"“]?(?:He|She)\b")
_UNIT = re.compile(r"\A (?:Province|Municipality|Autonomous Region)\b")
_NAMED = frozenset({"person", "place"})
_BODIES = frozenset({"organisation", "media"})
_BODY = 3
"""Characters from which on the name of a body is told when it is dropped; shorter ones are often
implied (波音 beside 737)."""


def check(segment: SegmentPair) -> Iterable[Finding]:
    """Findings of kind ``name``: errors where the user's glossary is not kept, warnings else."""
    segment = replace(segment, terms=otherwise_called(segment.terms))
    yield from _forbidden(segment)
    if segment.role == "translation":
        missing = list(_missing(segment))
        yield from missing
        told = {finding.source_span for finding in missing}
        others = offices.displaced(segment)
        yield from (finding for finding in others if finding.source_span not in told)
        yield from letters.lost_letters(segment)
        yield from letters.made_persons(segment)
        yield from misheard.misheard(segment)
        yield from misheard.twice(segment)
        yield from misheard.someone_else(segment)
        yield from bodies.replaced_bodies(segment)
        yield from bodies.lost_topics(segment)
        yield from bodies.into_words(segment)
        yield from bodies.replaced_unions(segment)
        yield from pairs.one_for_both(segment)
    yield from offices.invented(segment)
    yield from homeland.mistaken(segment)
    yield from homeland.another_s(segment)
    yield from lands.macao_as_australia(segment)
    yield from lands.taken_for_another(segment)
    yield from bodies.raised(segment)
    yield from letters.agencies(segment)
    yield from _added(segment)


def score(source: str, target: str, terms: Sequence[Term]) -> tuple[int, int]:
    """(right, total): how many of the terms that occur in `source` the `target` uses."""
    present = {o.term.source: o.term for o in in_text(source, terms)}.values()
    return sum(uses(t, target) for t in present), len(present)


def _forbidden(segment: SegmentPair) -> Iterator[Finding]:
    for term in segment.terms:
        for name in term.forbidden:
            for span in find_name(name, segment.target):
                message = f"“{name}” is a rendering of {term.source} that the glossary forbids"
                where = _source_span(term, segment.source)
                yield Finding("name", "error", f"{message}: use {term.target}", where, span)


def _missing(segment: SegmentPair) -> Iterator[Finding]:
    present = {o.term.source: o.term for o in in_text(segment.source, segment.terms)}
    missing = [
        t
        for t in present.values()
        if not uses(t, segment.target)
        and (
            t.origin == "user" or not (abbreviation(t, segment.target) or named_by_head(t, segment))
        )
    ]
    reporters = _REPORTERS.findall(segment.source)
    for term in missing:
        if term.origin == "user":
            message = f"{term.source} is not rendered as the glossary says: {term.target}"
            yield Finding("name", "error", message, _source_span(term, segment.source))
    strict = [t for t in missing if t.origin != "user" and _is_person(t, reporters)]
    strict = [t for t in strict if not _as_pronoun(segment) and not _is_handle(t, segment.source)]
    others = [t for t in missing if t.origin != "user" and t.confirmed and t.kind in _NAMED]
    others = [t for t in others if not in_larger(t, segment.source, segment.terms)]
    others = _replaced(segment, tuple(present.values()), others) if others else []
    unsaid = [t for t in missing if t.origin != "user" and t not in others]
    others += translated(segment, unsaid)
    dropped = [t for t in missing if t.origin != "user" and _dropped(t, segment)]
    for term in lost(segment, missing):
        if term.origin != "user" and term not in (*strict, *others, *dropped):
            message = f"the name {term.source} ({term.target}) is left out"
            yield Finding("name", "warning", message, _source_span(term, segment.source))
    for term in dict.fromkeys((*strict, *others, *dropped)):
        message = f"the name {term.source} ({term.target}) is missing or written otherwise"
        yield Finding("name", "warning", message, _source_span(term, segment.source))


def _is_person(term: Term, reporters: Iterable[str]) -> bool:
    """A person's name by the rules of pinyin: translators of news keep it in 98 of 100 sentences,
    but for the names of an agency's reporters."""
    named = term.origin == "recognised" and term.kind == "person"
    return named and not any(term.source in names for names in reporters)


def _is_handle(term: Term, source: str) -> bool:
    """SealWu吴一凡: the name is given in Latin letters too, of which the English may keep one."""
    start = source.find(term.source)
    return start > 0 and source[start - 1].isascii() and source[start - 1].isalpha()


def _as_pronoun(segment: SegmentPair) -> bool:
    """Whether the English begins with a pronoun and has no name that nobody explains: 顾金成说 may
    be "he says" behind a sentence that names him."""
    return bool(_PRONOUN.match(segment.target)) and not strange_names(segment)


def _dropped(term: Term, segment: SegmentPair) -> bool:
    """A medium or an organisation of which not even a word of its name is left. The name of a site
    behind a headline, or of an agency before its reporters, may go."""
    if term.kind not in _BODIES or not term.confirmed or len(term.source) < _BODY:
        return False
    before, _, after = segment.source.partition(term.source)
    byline = not before.strip() and after.startswith("记者") and not after.endswith("。")
    if byline or re.search(r"[-—_|｜]\s*$", before):
        return False
    stems = {w[:5] for v in variants(term) for w in re.findall("[a-z]{3,}", v.casefold())}
    english = segment.target.casefold()
    return not any(stem in english for stem in stems - {"the", "and", "for"})


def _source_span(term: Term, source: str) -> Span | None:
    start = source.find(term.source)
    return Span(start, start + len(term.source)) if start >= 0 else None


def _replaced(segment: SegmentPair, present: Sequence[Term], missing: Sequence[Term]) -> list[Term]:
    """Those of `missing` in whose place the target seems to say another name."""
    if _repeated(segment, present):
        return list(missing)
    strange = [name for name in strange_names(segment) if not _heard(name, segment.source)]
    return [
        t
        for t in missing
        if any(_stands_for(name, t) for name in strange)
        and not any(_respelt(name, t) for name in strange)
    ]


def _heard(name: str, source: str) -> bool:
    """Whether a transliteration in `source` sounds like `name`: 古鲁格拉姆 (gulugelamu) and
    Gurugram. Chinese writes r as l."""
    heard = plain(name).casefold().replace("r", "l")
    runs = ("".join(syllables(run)) for run in _TRANSLITERATED.findall(source))
    return any(fuzz.ratio(heard, run) >= _ALIKE for run in runs)


def _repeated(segment: SegmentPair, present: Sequence[Term]) -> list[Term]:
    """Terms that the target says more often than the source, by two or more."""
    return [
        term
        for term in present
        if term.kind != "other"  # 中美 is two countries
        and len({s.start for s in find_term(term, segment.target)})
        > segment.source.count(term.source) + 1
    ]


def _is_place(name: str) -> bool:
    """Whether `name`, or its first words (Pacific Ocean), is a place that readers know."""
    parts = name.split()
    starts = (" ".join(parts[:n]) for n in range(len(parts), 0, -1))
    return any(len(start) > 3 and start in known_places() for start in starts)


def _respelt(name: str, term: Term) -> bool:
    """Whether `name` is but another transcription of a place that has no pinyin (Saybag for
    Saybagh, Haixi Mongolian for Haixi Mongol)."""
    if term.kind != "place":
        return False
    first = plain(term.target).split()[0]
    foreign = not looks_like(first) or " " in term.target
    return foreign and len(first) > 4 and fuzz.ratio(name.split()[0], first) >= _SAME


def _stands_for(name: str, term: Term) -> bool:
    """Whether the unexplained `name` can be a wrong rendering of `term`: a similar spelling, pinyin
    for a Chinese name, a country for a country."""
    words = name.split()
    if any(fuzz.ratio(name, v) >= _SIMILAR for v in variants(term)):
        return True
    if term.kind == "person" and _JAPANESE.fullmatch(name) and _JAPANESE.fullmatch(term.target):
        return True
    if name not in _IMPLIED and (name in english_places() or name in english_names(term.kind)):
        return True
    if term.kind == "place" and name not in _IMPLIED and _is_place(name):
        return True
    chinese = looks_like(term.target.split()[0], 2)
    if len(words) > 1:
        return chinese and len(words) == 2 and all(looks_like(w, 2) for w in words)
    if term.kind == "place":
        return looks_like(name) if chinese else looks_like(name, 6)
    return chinese and looks_like(name, 6)


def _added(segment: SegmentPair) -> Iterator[Finding]:
    """Names that the sources do not have: countries, and provinces where no place of the source can
    lie in them; in a summary or headline also what reads like pinyin, which in a translation may be
    a name that no dictionary has."""
    placed = any(term.kind == "place" for term in segment.terms)
    lands = english_places() if placed else english_places() | provinces()
    for name in strange_names(segment):
        words = name.split()
        pinyin = segment.role != "translation" and words and all(looks_like(w) for w in words)
        sure = name in lands or pinyin
        if not sure or name in _IMPLIED or any(_resembles(name, t) for t in segment.terms):
            continue
        start = plain(segment.target).find(name)
        if len(words) == 1 and (len(name) < 5 or _inside_name(segment.target, start, len(name))):
            continue
        message = f"the name {name} is not among the names of the source sentences"
        yield Finding("name", "warning", message, None, Span(start, start + len(name)))


def _inside_name(text: str, start: int, length: int) -> bool:
    """True if a capitalised word or a hyphen stands beside: a part of a longer foreign name."""
    before, after = text[:start], _UNIT.sub("", text[start + length :])
    beside = re.search(r"([A-Z]\w+)-$", before) or re.match(r"-([A-Z]\w+)", after)
    if beside and beside[1] in known_places():
        return False
    named = re.search(r"(?<!\w)(?!(?:The|South|North) $)[A-Z][\w'’-]*[ -]$", before)
    return bool(re.match(r"[ -][A-Z]|-", after) or named)


def _resembles(name: str, term: Term) -> bool:
    """True for a part or an inflection of a known target: Guangdongese of Guangdong."""
    stem = name.casefold()[:4]
    return any(w.casefold().startswith(stem) for v in variants(term) for w in v.split())
