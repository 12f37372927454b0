"""Persons with Chinese names in a text: surname, given name, and what stands around them.

A candidate is a surname of the list with one or two characters behind it. It is taken for a name
when its surroundings say so: a title in front (副市长林依民), a title or verb of speech behind
(林依民说), a byline, or the segmenter's tag ``nr`` together with a second sign. Precision comes
first: a name that is missed costs a hint, one that is made up costs a wrong name in the English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.pinyin import surname_length
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import mapping, words
from zhaiyi.terminology.bodies.sides import no_persons
from zhaiyi.terminology.matching import context_allows, part_of_foreign_name
from zhaiyi.terminology.persons.foreigners import foreigners
from zhaiyi.terminology.persons.recognised_people import (
    FOREIGN,
    read_persons,
    stands_before_name,
    vouched,
)
from zhaiyi.terminology.persons.surroundings import (
    CLOSING,
    ELSEWHERE,
    OF_ELSEWHERE,
    begins_word,
    cut_short,
    is_byline,
    is_firm,
    is_titled,
    starts_with,
)
from zhaiyi.terminology.persons.word_names import known_persons, word_names
from zhaiyi.terminology.recogniser import (
    SAID_PERSON,
    denial,
    is_listed,
    is_person,
    may_be_foreign,
)
from zhaiyi.text.script import HAN

_ENOUGH = 3.0
_COMMON, _COMMON_BUT_SHOWN, _SELDOM = 1.0, 0.5, 0.25
_BEGINS_COMMON = 2.0
"""Against 幸福|感 and 文明|办: a word of the dictionary with one more character behind it."""
_NUMBERED = re.compile(r"[-—－][0-9０-９]")
"""Behind two characters it makes them a type: 武直-10."""
_IDIOM = 4
_FULL = 3
"""Characters of most names."""
_SOUNDS_SHORT, _SOUNDS_FOREIGN = 2.0, 1.5
_COMPOUND, _APART = 1.0, 1.0
_COORDINATED, _OPENS = 0.75, 1.25
_LISTED = 1.25
"""For a name in a row of names: 陈宝国、黄磊、孙红雷."""
_TITLE_BEFORE, _AFTER, _TAG, _REPEATED, _BYLINE = 2.5, 1.5, 1.5, 0.75, 2.5
_SAID, _SAID_SHORT, _DENIED = 3.0, 1.75, 2.5
"""What a recogniser adds where it sees the same name, less to one of two characters, which is often
a word (武直, 安老); and what it takes where it sees none."""
_EXACT = 0.5
"""For a name whose ends a recogniser sees too: 冯骥 in 创始人冯骥谈, where the segmenter has one of
three characters."""
_OPENING = frozenset("（(【[：:/／ 　、，,。！？“\n")
_FUNCTION = frozenset("给对向说把被与和在称从")
_SIDES = frozenset("方朝籍媒裔军")
_FROM_ABROAD = re.compile(
    f"(?:(?<![驻在赴访抵对与和、])(?:{ELSEWHERE})|{OF_ELSEWHERE}|特区政府|美[籍方媒中联])"
    "(?:(?!记者|中国|中方)[^，。；：？！ \\s)）])*$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name found at ``text[start:end]``."""

    name: str
    start: int
    end: int
    score: float


def find_people(
    texts: Sequence[str],
    tokens: Sequence[Sequence[Token]],
    lexicon: Lexicon,
    said: Sequence[Sequence[Token]] = (),
    abroad: Sequence[bool] = (),
) -> tuple[tuple[Person, ...], ...]:
    """The persons of each text; a name certain in one text is known in the others too. `said` are
    a recogniser's tokens of each text, `abroad` tells which of them play outside China."""
    told = tuple(said) or ((),) * len(texts)
    away = tuple(abroad) or (False,) * len(texts)
    read = zip(texts, tokens, told, away, strict=True)
    weighed = [_weighed(t, k, s, a, lexicon) for t, k, s, a in read]
    never = no_persons(texts) | foreigners(texts, tokens, map(_spans, weighed), lexicon)
    candidates = [[c for c in found if c.name not in never] for found in weighed]
    outvoted = _outvoted(texts, candidates, told)
    seen = Counter(c.name for found in candidates for c in found)
    best: dict[str, float] = {}
    for text, found in zip(texts, candidates, strict=True):
        listed = _listed(text, found)
        for c in found:
            score = c.score + (_REPEATED if seen[c.name] > 1 else 0.0)
            score += _LISTED if (c.start, c.end) in listed else 0.0
            best[c.name] = max(best.get(c.name, 0.0), score)
    certain = {name for name, score in best.items() if score >= _ENOUGH} - outvoted
    sure = [[c for c in found if c.name in certain] for found in candidates]
    others = [
        [*_spans(found), *known_persons(parts, lexicon)]
        for found, parts in zip(sure, tokens, strict=True)
    ]
    named = [
        [*found, *(Person(*w, _ENOUGH) for w in words_)]
        for found, words_ in zip(sure, word_names(texts, told, others), strict=True)
    ]
    return tuple(tuple(_choose(found, best)) for found in named)


def _spans(found: Sequence[Person]) -> list[tuple[int, int]]:
    return [(c.start, c.end) for c in found]


def _outvoted(
    texts: Sequence[str], candidates: Sequence[Sequence[Person]], said: Sequence[Sequence[Token]]
) -> frozenset[str]:
    """Names of two characters in which a recogniser more often sees something else (武直, a type of
    helicopter), bylines aside."""
    names = {c.name for found in candidates for c in found if len(c.name) < _FULL}
    votes: Counter[str] = Counter()
    for text, tokens in zip(texts, said, strict=True):
        for name in names if tokens else ():
            for start, end in (m.span() for m in re.finditer(name, text)):
                if not is_byline(text, start, end):
                    votes[name] += 1 if is_person(tokens, start, end) else -1
    return frozenset(name for name, total in votes.items() if total < 0)


def _listed(text: str, found: Sequence[Person]) -> frozenset[tuple[int, int]]:
    """Places of candidates that the segmenter takes for names and that follow each other, a comma
    for lists or an *and* between."""
    likely = [c for c in found if c.score >= _TAG]
    starts = {c.start: c for c in likely}
    pairs = (
        (c, starts[c.end + 1])
        for c in likely
        if text[c.end : c.end + 1] in ("、", "和", "与") and c.end + 1 in starts
    )
    return frozenset((c.start, c.end) for pair in pairs for c in pair)


def people_abroad(texts: Sequence[str], people: Sequence[Sequence[Person]]) -> frozenset[str]:
    """Names of those persons whom the text presents as being from Hong Kong, Taiwan or abroad:
    pinyin is no guide to how they write themselves (张建宗 of Hong Kong is Matthew Cheung)."""
    return frozenset(
        person.name
        for text, found in zip(texts, people, strict=True)
        for person in found
        if _FROM_ABROAD.search(text[: person.start])
    )


def _choose(found: list[Person], best: dict[str, float]) -> Iterator[Person]:
    """The best of candidates that overlap; of equals the longer."""
    taken: set[int] = set()
    for c in sorted(found, key=lambda c: (-best.get(c.name, _ENOUGH), c.start - c.end)):
        if taken.isdisjoint(range(c.start, c.end)):
            taken.update(range(c.start, c.end))
            yield c


def _weighed(
    text: str, tokens: Sequence[Token], said: Sequence[Token], abroad: bool, lexicon: Lexicon
) -> list[Person]:
    """The candidates of one text, each place once, with what a recogniser says of them."""
    seen = read_persons(text, tokens, said)
    named = frozenset((t.start, t.end) for t in seen)
    named |= {(s - 1, e) for s, e in named if not surname_length(text[s:e])}  # 解|小东
    best: dict[tuple[int, int], Person] = {}
    for c in _candidates(text, tokens, seen, lexicon):
        score = c.score + (_said(c.name, abroad) if (c.start, c.end) in named else 0.0)
        if not is_byline(text, c.start, c.end):
            score -= _DENIED * denial(said, c.start, c.end, lexicon)
        _keep(Person(c.name, c.start, c.end, score), best)
    for token in vouched(text, seen, abroad, lexicon):
        score = _score(text, token, token.end) + _EXACT
        score += _SAID if len(token.text) >= _FULL else _SAID_SHORT
        _keep(Person(token.text, token.start, token.end, score), best)
    return [
        c
        for c in best.values()
        if not _ends_idiom(text, c.start, c.end, lexicon) and not is_firm(text, c.end)
    ]


def _ends_idiom(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """喻户晓 in 家喻户晓: whether a phrase of four characters begins before a name and holds it."""
    begins = range(max(0, end - _IDIOM), start)
    return any(lexicon.is_common(text[at : at + _IDIOM]) for at in begins)


def _keep(found: Person, best: dict[tuple[int, int], Person]) -> None:
    place = found.start, found.end
    if place not in best or found.score > best[place].score:
        best[place] = found


def _said(name: str, abroad: bool) -> float:
    """A recogniser does not tell 刘易斯 of Atlanta from a Liu of China."""
    given = name[surname_length(name) :]
    if any(c in FOREIGN for c in given) or is_listed(name) or may_be_foreign(name):
        return 0.0
    if is_sound(name) and (abroad or len(name) == _FULL):
        return 0.0
    if len(name) >= _FULL:
        return _SAID
    return _SAID_SHORT + (_SOUNDS_SHORT / 2 if is_sound(name) else 0.0)


def _candidates(
    text: str, tokens: Sequence[Token], said: Sequence[Token], lexicon: Lexicon
) -> Iterator[Person]:
    starts = {t.start: t for t in tokens}
    ends = {t.end for t in (*tokens, *said)}
    for token in (*tokens, *_behind_titles(text, tokens), *said):
        cut = surname_length(lexicon.simplified(text[token.start : token.start + 4]))
        if len(token.text) > 1 and token.tag[:2] != "nr" and lexicon.is_common(token.text):
            continue  # 高兴|地 is no person of the surname Gao
        for given in (2, 1) if cut else ():
            end = token.start + cut + given
            name = text[token.start : end]
            swallowed = _swallowed(starts.get(token.start + cut + 1), lexicon)
            alone = given == 1 and begins_word(text, end)
            edge = alone or end in ends or (given == 2 and (swallowed or cut_short(text, end - 1)))
            if given == 2 and begins_word(text, end - 1):
                continue  # 姜文|新作
            if len(name) != cut + given or not _plausible(name, cut, edge, lexicon):
                continue
            if given == 1 and _NUMBERED.match(text, end):
                continue
            runs_on = swallowed or _runs_on(text, end, starts) or cut_short(text, end)
            if given == 1 and runs_on and not alone:
                continue
            if text[: token.start].rstrip().endswith("·"):
                continue
            if not context_allows(lexicon.simplified(text), token.start, end):
                continue  # 按|周升
            if not part_of_foreign_name(text, token.start, end, tokens):
                score = _score(text, token, end)
                shown = is_titled(text[: token.start]) or is_byline(text, token.start, end)
                doubt = _doubt(lexicon.simplified(name), cut, shown, lexicon)
                yield Person(name, token.start, end, score - doubt)


def _behind_titles(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Surnames that the segmenter has made the end of a word, a title standing before them:
    河长顾|长河 for 河长|顾长河."""
    for token in tokens:
        for cut in range(2, len(token.text)):
            title, rest = token.text[:cut], token.text[cut:]
            if title in words("person_cues", "before") and surname_length(rest) == len(rest):
                yield Token(rest, token.start + cut, token.end, "nr")


def _swallowed(after: Token | None, lexicon: Lexicon) -> bool:
    """True if the segmenter has made one word, which there is none, of the end of a given name and
    the function word behind it: 王礼|稳给."""
    joined = after is not None and len(after.text) == 2 and after.text[1] in _FUNCTION
    return joined and after is not None and not lexicon.knows(after.text)


def _runs_on(text: str, end: int, starts: dict[int, Token]) -> bool:
    """True if a single character follows that may well belong to the given name."""
    after = starts.get(end)
    never, cues = words("person_cues", "never"), words("person_cues", "after")
    return (
        after is not None
        and len(after.text) == 1
        and after.text not in never | cues | CLOSING
        and after.tag[:1] not in "pcux"
    )


def _doubt(name: str, cut: int, shown: bool, lexicon: Lexicon) -> float:
    """What speaks against a name: a given name that is a word (less where a title or a byline has
    `shown` that a name comes), characters of foreign names."""
    doubt = 0.0
    if len(name) - cut == 2 and lexicon.is_common(name[cut:]):
        doubt += _COMMON_BUT_SHOWN if shown else _COMMON
    elif len(name) == _FULL and cut == 1 and not shown and lexicon.is_common(name[:2]):
        doubt += _BEGINS_COMMON
    if any(c in words("person_cues", "seldom") for c in name[cut:]):
        doubt += _SELDOM
    if is_sound(name):
        doubt += _SOUNDS_SHORT if len(name) == 2 else 4.0
        doubt += _SOUNDS_FOREIGN if any(c in FOREIGN for c in name[cut:]) else 0.0
    elif any(c in FOREIGN for c in name[cut:]):
        doubt += 2.5
    elif may_be_foreign(name):
        doubt += _SOUNDS_SHORT
    return doubt


def _plausible(name: str, cut: int, edge: bool, lexicon: Lexicon) -> bool:
    simplified = lexicon.simplified(name)
    if not re.fullmatch(rf"[{HAN}]+", name) or not edge:
        return False
    given = simplified[cut:]
    if given not in words("person_cues", "given") and any(
        c in words("person_cues", "never") for c in given
    ):
        return False
    if len(simplified) > cut + 1 and simplified[cut:] in words("person_cues", "after"):
        return False  # 曾|指出
    if len(name) > 2 and _is_known_person(simplified[:-1], lexicon):
        return False  # 肖邦|遗作
    if stands_before_name(simplified, cut, lexicon) or _is_side(simplified, cut):
        return False
    if not lexicon.may_be_person(simplified):
        return False  # 英语
    return not lexicon.is_common(simplified) and (
        not lexicon.knows(simplified) or lexicon.name(simplified) is None
    )


def _is_side(name: str, cut: int) -> bool:
    """巴方, 马方, 韩朝: a country and what it is a side of."""
    return len(name) == 2 and name[0] in mapping("abbreviations") and name[cut:] in _SIDES


def _is_known_person(name: str, lexicon: Lexicon) -> bool:
    known = lexicon.name(name) if len(name) > 1 else None
    return known is not None and known[0].kind == "person"


def _score(text: str, token: Token, end: int) -> float:
    score = 0.0
    before, after = text[: token.start], text[end:]
    titled = is_titled(before)
    if titled:
        score += _TITLE_BEFORE
    if starts_with(after, "after"):
        score += _AFTER
    if is_byline(text, token.start, end):
        score += _BYLINE
    tagged = token.tag.startswith("nr") and token.tag != SAID_PERSON
    if tagged and token.end == end:
        score += _TAG
    elif tagged and token.end == end - 1:
        score += 1.0
    if (titled or not before or before[-1] in _OPENING) and (not after or after[0] in CLOSING):
        score += 0.75
    elif titled and after[0] in words("person_cues", "joined"):
        score += _COORDINATED
    if end - token.start > 2:
        score += 0.25
    if tagged and surname_length(token.text) == len(token.text):
        score += _COMPOUND if len(token.text) == 2 else _APART
        if (not before or before[-1] in _OPENING) and starts_with(after, "after"):
            score += _OPENS
    return score
