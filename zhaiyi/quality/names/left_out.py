"""Names that the source has and of which the English has no trace: 布尔加斯 without Burgas.

Translators leave names out, but not all alike. On the human references of newstest2021 (974
sentences) they drop one in twenty of the names that every reader knows (中国: "the country"), two
in five of a foreign politician's after the first (博索纳罗: "he"), four in ten of a firm's of two
characters; but next to none of a rarer place or person of three characters and more. What they
seem to drop of those is there in another spelling (Huston, Saybag). Only such names are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from rapidfuzz import fuzz

from zhaiyi.core.document import Term
from zhaiyi.lexicon.pinyin import looks_like, syllables
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import all_words
from zhaiyi.quality.base import SegmentPair
from zhaiyi.terminology import in_text
from zhaiyi.terminology.english.target_use import plain, variants
from zhaiyi.text.traditional import simplified

_STREETS = frozenset({"Street", "Road", "Avenue", "Subdistrict"})
_UNITS = _STREETS | {"District", "County", "Town", "Township", "Village", "Community"}
_TOLD = frozenset({"place", "person"})
_SHORTEST = 3
_BY_RULE = frozenset({"recognised", "gazetteer"})
_TRACE = 60.0
"""Similarity (Indel ratio, 0..100) of a word with a name from which on it may be meant for it."""
_TRACE_ELSE = 72.0
"""Likewise of one that begins with another letter."""
_WORD = re.compile(r"[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)*")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|who|they|their)\b", re.IGNORECASE)
_AND = re.compile("、|[、，,]?(?:和|与|與|及|以及)")
_LISTED = frozenset({"place", "person", "organisation"})
_HOME = frozenset({"中国", "中國"})
"""What English may leave out beside one other: 中国和越南 in a text from China."""
_TITLES = re.compile(r"《[^》]*》|[（(][^（()）]*[)）]|[-—|｜][^，。]{0,12}$")
"""Titles of works, brackets, the site behind a headline: there English is free."""


def lost(segment: SegmentPair, missing: Sequence[Term]) -> Iterator[Term]:
    """Those of `missing` that are told."""
    free = _TITLES.sub("", segment.source)
    traces = [plain(name) for name in _WORD.findall(segment.target)]
    others = _words(form for t in segment.terms if t not in missing for form in variants(t))
    listed = _left_out_of_a_list(segment, missing)
    for term in missing:
        if term in listed and term.source in free and not _traced(term, traces, others):
            yield term
            continue
        told = _is_told(term) and term.source in free and not _traced(term, traces, others)
        told = told and not in_larger(term, segment.source, segment.terms)
        told = told and not _runs_on(term, segment.source)
        if told and not (term.kind == "person" and _PRONOUN.search(segment.target)):
            yield term


def _left_out_of_a_list(segment: SegmentPair, missing: Sequence[Term]) -> list[Term]:
    """Names of a list (江苏、安徽和湖北) all others of which the English has: there translators
    leave none out."""
    found: list[Term] = []
    for names in _lists(segment):
        gone = [name for name in names if name in missing]
        alone = len(names) < 2 or len({name.kind for name in names}) > 1
        alone = alone or (len(names) == 2 and not _HOME.isdisjoint(n.source for n in names))
        if len(gone) == 1 and gone[0].confirmed and gone[0].kind in _LISTED and not alone:
            found += gone
    return found


def _lists(segment: SegmentPair) -> Iterator[list[Term]]:
    """The terms of the source that only commas of enumeration and words for "and" part."""
    run: list[Term] = []
    end = 0
    for place in sorted(in_text(segment.source, segment.terms), key=lambda o: o.start):
        if run and not _AND.fullmatch(segment.source, end, place.start):
            yield run
            run = []
        run.append(place.term)
        end = place.end
    yield run


def translated(segment: SegmentPair, missing: Sequence[Term]) -> Iterator[Term]:
    """Those Chinese places of `missing` whose name seems to be put into words: another name stands
    before their unit (青石区: Qing Stone District)."""
    for term in missing:
        unit = term.target.split()[-1]
        if term.kind == "place" and term.origin in _BY_RULE and unit in _UNITS:
            units = "|".join(_STREETS if unit in _STREETS else {unit})
            if re.search(rf"\b[A-Z]\w+ (?:{units})\b", segment.target):
                yield term


def in_larger(term: Term, source: str, terms: Sequence[Term]) -> bool:
    """Whether another place follows the place at once everywhere: English may leave out the
    province of a county."""
    behind = [source[m.end() :] for m in re.finditer(re.escape(term.source), source)]
    others = tuple(t.source for t in terms if t.kind == "place")
    return term.kind == "place" and all(rest.startswith(others) for rest in behind)


def _runs_on(term: Term, source: str) -> bool:
    """Whether a foreign person's name goes on everywhere: 格里沃 within 格里沃里 is another one."""
    foreign = term.kind == "person" and is_sound(term.source)
    behind = (source[m.end() : m.end() + 1] for m in re.finditer(re.escape(term.source), source))
    return foreign and all(rest and is_sound(rest) for rest in behind)


def named_by_head(term: Term, segment: SegmentPair) -> bool:
    """Whether the body stands only before its head, whom English names without it:
    国务院总理 is the Premier."""
    if (head := _HEADS.get(simplified(term.source))) is None:
        return False
    source, body = simplified(segment.source), simplified(term.source)
    alone = source.count(body) == source.count(body + head[0])
    return alone and re.search(head[1], segment.target, re.IGNORECASE) is not None


_HEADS = {
    "国务院": ("总理", r"\b(?:premier|prime minister)\b"),
    "中共中央": ("总书记", r"\bgeneral secretary\b"),
}
"""Bodies with the title of their head, and English of it."""


def _is_told(term: Term) -> bool:
    """A place or person of three characters at least that not every reader knows; of what only a
    rule has read, places in pinyin."""
    local = term.kind == "place" and looks_like(term.target.split()[0])
    sure = term.confirmed and (term.origin not in ("user", "recognised") or local)
    sure = sure and term.origin != "user"
    named = term.kind in _TOLD and term.target[:1].isupper()
    known = term.source in all_words("familiar")
    return sure and named and len(term.source) >= _SHORTEST and not known


def _traced(term: Term, names: Sequence[str], others: Set[str]) -> bool:
    """Whether one of the names in the English may be meant for the term, by its letters or, of a
    transliteration, by its sound. A word of `others`, which stands for another term, is not."""
    forms = [plain(form).casefold() for form in variants(term)]
    forms += [form.split()[0] for form in forms if " " in form]
    if is_sound(term.source):
        forms.append("".join(syllables(term.source)))
    words = {part.casefold() for name in names for part in (name, *re.split("[ -]", name))}
    words = {word for word in words if not _words([word]) <= others}
    return any(_is_trace(word, form) for word in words for form in forms)


def _words(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, in small letters and without the ending of a possessive."""
    words = (word.casefold() for text in texts for word in re.split("[ -]", plain(text)))
    return frozenset(re.sub("['’]s?$", "", word) for word in words)


def _is_trace(word: str, form: str) -> bool:
    """Whether a word may be meant for a form of the name: Huston, and not Urgents for Burgas."""
    least = _TRACE if word[:1] == form[:1] else _TRACE_ELSE
    return fuzz.ratio(word, form) >= least
