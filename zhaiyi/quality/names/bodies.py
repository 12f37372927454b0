"""Bodies that have become other ones: the House of Representatives for the Congress, an Olympic
committee for a gymnastics association; and firms whose name is put into words.

A body is told by what it is for. Where the English lacks that, or names another body that the
source has not, the reader is misled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhaiyi.core.document import Finding, Span, Term
from zhaiyi.lexicon import Lexicon, Token, bodies
from zhaiyi.lexicon.pinyin import join, syllables
from zhaiyi.quality.base import SegmentPair
from zhaiyi.terminology import find_term, in_text, uses
from zhaiyi.terminology.english.target_use import find_name, plain, variants

_ORGANS = ("协会", "联合会", "委员会", "联盟", "基金会", "研究院", "研究所", "学会", "总会")
_ENGLISH = re.compile(
    r"\b[A-Z]\w+(?: (?:and|of|for|the|&|[A-Z][\w'’]*))* (?:Association|Federation|Committee|Union|"
    r"Alliance|Foundation|Institute|Society|Commission|Council|Academy)\b"
)
_FIRMS = frozenset(
    ["电气", "科技", "集团", "股份", "药业", "重工", "电子", "智能", "能源", "生物", "汽车", "地产"]
)
_PARLIAMENT = re.compile("国会(?![山议选])")
_ANY_PARLIAMENT = re.compile(
    r"\b(?:Congress|Parliament|Diet|Assembly|Capitol|Knesset|Duma|legislat|lawmaker|MPs?\b|Bundestag)",
    re.IGNORECASE,
)
_LOCAL_PARTY = re.compile(
    "(?:中国共产党|中國共產黨|中共)[^，。；、]{2,12}?(?:[省市县縣区區州盟旗])[^，。；、]{0,8}?(?:委员会|委員會)"
    "|[省市县縣区區州][委][^，。；、]{0,4}(?:委员|委員|全会|全會|全体会议|全體會議)"
)
_HIGHER = (
    (
        re.compile(r"Central Committee", re.IGNORECASE),
        re.compile("中央|中全[会會]|中[委纪宣组联办紀組聯辦]|政治局|[总總][书書][记記]"),
    ),
    (
        re.compile(r"Standing Committee", re.IGNORECASE),
        re.compile("常委|常[务務设設]|人大|政[协協]"),
    ),
)
"""Bodies in English, and the Chinese that may stand for them."""
_STEM = 5
_UNIONS = tuple(
    (re.compile(zh), re.compile(en))
    for zh, en in (
        ("[欧歐](?:盟|洲|委|元|[议議])", r"\bEU\b|\bE\.U\.|Europe|\bbloc\b|Brussels|MEP"),
        ("北[约約]|北大西洋", r"\bNATO\b|\bNato\b|North Atlantic|\b[Aa]lliance\b|\bbloc\b"),
        (
            "东盟|東[盟協协]|东南亚国家|東南亞國家|东亚|亚细安",
            r"\bASEAN\b|\bAsean\b|Southeast Asia|\bbloc\b",
        ),
        (
            "[联聯][合]?[国國]|安理[会會]|教科文|世[卫衛]|世界[卫衛]生|儿基|人权理|维和",
            r"\bUN\b|\bU\.N\.|\bUN[A-Z]+\b|United Nations|Security Council|world body",
        ),
        ("非盟|非洲[联聯]盟", r"\bAU\b|African Union|\bbloc\b"),
    )
)
"""Unions of states, and by what English may mean them."""
_LOOSE = frozenset({"Europe", "bloc", "Alliance", "alliance", "Brussels", "Southeast Asia", "MEP"})
"""Of that, what may be said for other reasons."""


def replaced_bodies(segment: SegmentPair) -> Iterator[Finding]:
    """A body of the source that the English lacks while it has one that the source does not."""
    present = {o.term.source: o.term for o in in_text(segment.source, segment.terms)}.values()
    missing = [t for t in present if _is_body(t) and not uses(t, segment.target)]
    lost = [(t.source, variants(t)) for t in missing]
    lost += [(word, ()) for word in _parliaments(segment)]
    others = list(_other_bodies(segment)) if lost else []
    for word, names in lost:
        other = next((o for o in others if not _akin(o[0], names)), None)
        if other:
            start = segment.source.find(word)
            message = f"{word} has become {other[0]}"
            yield Finding("name", "warning", message, Span(start, start + len(word)), other[1])
            return


def replaced_unions(segment: SegmentPair) -> Iterator[Finding]:
    """A union of states that has become another one: NATO for 欧盟."""
    lost = [(m, en) for zh, en in _UNIONS if (m := zh.search(segment.source))]
    lost = [(m, en) for m, en in lost if not en.search(segment.target)]
    new = (en.search(segment.target) for zh, en in _UNIONS if not zh.search(segment.source))
    other = next((m for m in new if m and m[0] not in _LOOSE), None)
    if lost and other:
        said = lost[0][0]
        message = f"{said[0]} has become {other[0]}"
        yield Finding("name", "warning", message, Span(*said.span()), Span(*other.span()))


def raised(segment: SegmentPair) -> Iterator[Finding]:
    """A provincial committee of the Party made the Central Committee, and its members made the
    standing committee. Only where the source speaks of a local one, and of none higher."""
    local = _LOCAL_PARTY.search(segment.source)
    if local is None:
        return
    for body, own in _HIGHER:
        found = body.search(segment.target)
        if found and not own.search(segment.source):
            message = f"{local[0]} has become the {found[0]}"
            yield Finding("name", "warning", message, Span(*local.span()), Span(*found.span()))
            return


def _akin(name: str, names: Sequence[str]) -> bool:
    """Whether one name holds the other: Chinese coast guard of China Coast Guard."""
    plain_name, others = name.casefold(), [other.casefold() for other in names]
    return any(plain_name in other or other in plain_name for other in others)


def _parliaments(segment: SegmentPair) -> Iterator[str]:
    """国会, which is another word in each country, where the English has none of them."""
    said = _PARLIAMENT.search(segment.source) and "议院" not in segment.source
    if said and not _ANY_PARLIAMENT.search(segment.target):
        yield "国会"


def _is_body(term: Term) -> bool:
    return term.kind == "organisation" and term.origin == "dictionary" and len(term.source) > 1


def _other_bodies(segment: SegmentPair) -> Iterator[tuple[str, Span]]:
    """Bodies of our list in the English that no term of the source explains."""
    covered = [s for term in segment.terms for s in find_term(term, segment.target)]
    for name in sorted(bodies.english()):
        if name in segment.target:
            for span in find_name(name, segment.target):
                said = any(word in segment.source for word in bodies.chinese(name))
                if not said and not any(s.start < span.end and span.start < s.end for s in covered):
                    yield name, span


def lost_topics(segment: SegmentPair) -> Iterator[Finding]:
    """A body that no list has, of which the English has a body but not what it is for."""
    lexicon = segment.lexicon
    if lexicon is None or not _ENGLISH.search(segment.target):
        return
    covered = [(o.start, o.end) for o in in_text(segment.source, segment.terms)]
    english = plain(segment.target).casefold()
    tokens = lexicon.tokens(segment.source)
    for topic in _topics(tokens):
        stems = _stems(topic.text, lexicon)
        free = not any(s < topic.end and topic.start < e for s, e in covered)
        if stems and free and not any(stem in english for stem in stems):
            message = f"the body of {topic.text} ({sorted(stems)[0]}…) has become another one"
            yield Finding("name", "warning", message, Span(topic.start, topic.end))


def _topics(tokens: Sequence[Token]) -> Iterator[Token]:
    """What stands before an association and behind a place: 美国|体操|协会."""
    for place, topic, organ in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if organ.text in _ORGANS and len(topic.text) > 1 and place.tag == "ns":
            yield topic


def _stems(word: str, lexicon: Lexicon) -> frozenset[str]:
    entry = lexicon.lookup(word)
    found = " ".join(entry.glosses) if entry else ""
    return frozenset(w[:_STEM] for w in re.findall(r"[a-z]{4,}", found.casefold()))


def into_words(segment: SegmentPair) -> Iterator[Finding]:
    """A firm whose name is no word, and of which the English says what a character of it means:
    Cloud Line Electrical for 云岭电气."""
    lexicon = segment.lexicon
    covered = [(o.start, o.end) for o in in_text(segment.source, segment.terms)]
    tokens = lexicon.tokens(segment.source) if lexicon else ()
    for name, kind in pairwise(tokens):
        if kind.text not in _FIRMS or len(name.text) != 2 or lexicon is None:
            continue
        free = not any(s < name.end and name.start < e for s, e in covered)
        if not free or lexicon.knows(name.text) or name.tag not in ("ns", "nr", "nz"):
            continue
        if join(syllables(name.text)).casefold() in plain(segment.target).casefold():
            continue
        meant = [w for c in name.text for w in _meanings(c, lexicon)]
        said = next((w for w in meant if re.search(rf"\b{w.capitalize()}\b", segment.target)), "")
        if said:
            message = f"the name {name.text} is put into words ({said.capitalize()})"
            yield Finding("name", "warning", message, Span(name.start, name.end))


def _meanings(character: str, lexicon: Lexicon) -> tuple[str, ...]:
    entry = lexicon.lookup(character)
    return tuple(re.findall(r"\b[a-z]{4,}\b", " ".join(entry.glosses))) if entry else ()
