"""Where the terms of a document occur in a Chinese text: longest match wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon, Token, foreign, regional
from zhaiyi.lexicon.sounds import NAME_SOUNDS, SOUNDS, is_sound, mostly_sounds
from zhaiyi.lexicon.tables import mapping
from zhaiyi.terminology.adjacent import character_before, word_before, word_behind
from zhaiyi.terminology.bodies.sides import around_side
from zhaiyi.terminology.hidden_edges import PARTIES, hidden_edges
from zhaiyi.text.script import HAN

_DIGIT_BEFORE = re.compile(r"[0-9０-９一二三四五六七八九十〇零两几]$")
_UNITS = frozenset("日月年时分点号")
_LATIN = re.compile(r"[^\W_\d]", re.ASCII)
_ATTACHED = frozenset("人队籍版市省县区州镇乡村港站男女式方语裔系产")
"""One character that may follow a name inside one word: 中国队, 美国籍, 高雄港."""
_BEHIND = frozenset("在说和与同对将已称也是的被到从就")
"""Words of one character that the segmenter makes part of a name that it does not know."""
_PREPOSITIONS = frozenset("向对与同和给被由让据以从请就于")
_AFTER_PERSON = frozenset("通于处请")
"""The same behind a person: 卢拉|通(电话)."""
_NATIONAL = ("China ", "Chinese ", "National ", "State ")
_SAYS_NATIONAL = re.compile("[中国]|全国")
_DOTS = "·•‧・"
"""What stands between the parts of a foreign name."""
_TAIL_OF_PART = re.compile(f"[{''.join(sorted(SOUNDS))}][{_DOTS}]")
_SIDE_OF_PLACE = re.compile(
    f"(?=([{HAN}]{{2}})[东西南北](?:站|区(?!域)|大门|街道|、[^，。；]{{2,12}}站))"
)
"""A part or a station called by a place of two characters and a side of it: 阳江|西区间."""
_COMMITTEE = re.compile("[省市县縣区區州旗盟镇鎮乡鄉]委")
"""What begins the title of a Party secretary."""
_WAY = re.compile(f"(?=([{HAN}]{{2}})[至往])|(?<=[至往])([{HAN}]{{2}})")
"""Places of two characters on the way from one to another: 由|上水|至|罗湖."""
_ENDING = re.compile("[科诺罗索切]?娃|[娜娅]|斯基|斯卡娅|维奇|维尔")
_OTHER_TAGS = frozenset("vpcdumqrat")
_SPEECH = frozenset("说称")
_HYPHENS = frozenset("-－‐–")
LONG = 5
"""From this length a name is taken even where the segmenter sees other words."""
_CERTAIN = {"person": 3, "place": 4}
"""The same for names of the dictionary: three characters of a person's name seldom meet by chance
(局长卢宠茂到访, where the segmenter sees 卢宠茂到)."""
REACH = 200
"""Characters before and behind a name in which it is told what the name means."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`term` stands at ``text[start:end]``."""

    term: Term
    start: int
    end: int


class Words(NamedTuple):
    """The segmenter's words of a text, and where a name may begin or end in it; None: anywhere."""

    tokens: Sequence[Token] = ()
    edges: frozenset[int] | None = None


def in_text(
    text: str, terms: Sequence[Term], lexicon: Lexicon | None = None
) -> tuple[Occurrence, ...]:
    """Occurrences of `terms` in `text`, in order, without overlap, the longest at each place.

    With a lexicon, matches across word boundaries are refused too; without one only what the
    characters around a match show (``26日电``, ``·``, Latin letters). User terms are never refused.
    """
    if lexicon is None:
        return in_words(text, Words(), terms)
    tokens = lexicon.tokens(text)
    return in_words(text, Words(tokens, word_edges(tokens, lexicon)), terms, lexicon)


def in_words(
    text: str, words: Words, terms: Sequence[Term], lexicon: Lexicon | None = None
) -> tuple[Occurrence, ...]:
    """`in_text` for a text whose words are known."""
    begin: defaultdict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda t: (-len(t.source), t.origin != "user")):
        begin[term.source[:1]].append(term)
    elsewhere = tuple(t.source for t in terms if t.kind == "place" and t.target != "China")
    found: list[Occurrence] = []
    position = 0
    while position < len(text):
        here = begin.get(text[position], ())
        fitting = (t for t in here if _fits(text, position, t, words, lexicon))
        match = next((t for t in fitting if not _local_body(text, position, t, elsewhere)), None)
        if match:
            found.append(Occurrence(match, position, position + len(match.source)))
        position += len(match.source) if match else 1
    return tuple(found)


def _fits(text: str, start: int, term: Term, words: Words, lexicon: Lexicon | None) -> bool:
    if not text.startswith(term.source, start):
        return False
    end = start + len(term.source)
    if term.origin == "user":
        return True
    cut = words.edges is not None and not {start, end} <= words.edges
    if cut and not _stands_firm(term):
        return False
    foreigner = term.kind == "person" and is_sound(term.source[-1])
    if foreigner and is_lengthened(end, words.tokens):
        return term.origin != "dictionary"
    told = term.origin == "dictionary" and term.kind == "person" and mostly_sounds(term.source)
    if told and lexicon and _goes_on(text, start, end, words.tokens, lexicon):
        return False
    if foreigner and lexicon and is_half_of_double(text, start, end, words.tokens, lexicon):
        return term.origin != "dictionary"
    return context_allows(text, start, end)


def _stands_firm(term: Term) -> bool:
    """Whether `term` is taken even where the segmenter sees other words."""
    named = term.origin in ("article", "model") and len(term.source) > 2
    if named or term.origin in ("recognised", "guessed"):
        return True
    enough = _CERTAIN.get(term.kind, LONG) if term.origin == "dictionary" else LONG
    return len(term.source) >= enough


def _local_body(text: str, start: int, term: Term, elsewhere: Sequence[str]) -> bool:
    """Whether the dictionary's national body is here one of the place in front: 广东海警局 is not
    the China Coast Guard, 美国证监会 not China's commission."""
    national = term.target.startswith(_NATIONAL) and not _SAYS_NATIONAL.search(term.source)
    if term.origin != "dictionary" or not national or term.source in PARTIES:
        return False
    return text.endswith(tuple(elsewhere), 0, start) if elsewhere else False


def word_edges(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[int]:
    """Offsets where a name may begin or end: word boundaries, and before an attached suffix.

    A word that the dictionary lacks is cut where a name and a known word make it up (北京|市民,
    美国|民主党).
    """
    edges = {0, *(t.end for t in tokens)}
    before: Token | None = None
    for token in tokens:
        if len(token.text) > 2 and token.text[-1] in _ATTACHED:
            edges.add(token.end - 1)
        if len(token.text) > 3 and not lexicon.knows(token.text):
            edges.update(_seams(token, lexicon))
        if len(token.text) == 3 and token.text[2] in _BEHIND and not lexicon.knows(token.text):
            edges.add(token.end - 1)  # 岩崎|在
        edges.update((*_around_person(token, lexicon), *around_side(token, lexicon)))
        if before:
            edges.update(_before_committee(before, token, lexicon))
        if _is_upon_street(token, before):
            edges.add(token.start + 1)  # 东关街|上
        before = token
    text = lexicon.simplified("".join(t.text for t in tokens))
    edges.update(_on_the_way(text), hidden_edges(text, tokens, lexicon))
    for start, end in _before_sides(text, tokens, lexicon):
        edges.discard(end - 1)
        edges.update((start, end))
    return frozenset(edges)


def _on_the_way(text: str) -> Iterator[int]:
    """Edges of a regional place beside *to*, whatever the segmenter sees: 由上|水至."""
    for found in _WAY.finditer(text):
        place = found[1] or found[2]
        if regional.is_known(place):
            yield from found.span(1 if found[1] else 2)


def _before_sides(
    text: str, tokens: Sequence[Token], lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Chinese places before the side that a station or a district is called by, which make another
    place with it: 中山|西站, 黄山|东大门. None begins inside a known word or a longer place:
    沈阳|江西站, 西宁|城东区."""
    if not _SIDE_OF_PLACE.search(text):
        return
    inside = {at for t in tokens if lexicon.knows(t.text) for at in range(t.start + 1, t.end)}
    for found in _SIDE_OF_PLACE.finditer(text):
        start, end = found.span(1)
        other, before = text[end - 1 : end + 1], text[max(0, start - 1) : start + 1]
        apart = start not in inside and not lexicon.is_chinese(before)
        if apart and lexicon.is_chinese(found[1]) and lexicon.is_chinese(other):
            yield start, end


def _around_person(token: Token, lexicon: Lexicon) -> Iterator[int]:
    """Edges of a listed person whom the segmenter joins to function words: 向|普京, 卢拉|通."""
    word = lexicon.simplified(token.text)
    if len(word) < 3 or lexicon.knows(word):
        return
    start = int(word[0] in _PREPOSITIONS)
    for end in (len(word), len(word) - 1):
        listed = lexicon.name(word[start:end]) if lexicon.is_own(word[start:end]) else None
        joined = end == len(word) or word[-1] in _BEHIND or word[-1] in _AFTER_PERSON
        if listed and listed[0].kind == "person" and joined:
            yield from (token.start + start, token.start + end)
            return


def _before_committee(before: Token, token: Token, lexicon: Lexicon) -> Iterator[int]:
    """Edges of a division whose unit the segmenter joins to the title of its Party committee:
    芜湖|县委书记 is 芜湖县, 芜湖县委."""
    if before.end == token.start and _COMMITTEE.match(token.text):
        division = lexicon.simplified(before.text + token.text[0])
        yield from (token.start + 1, token.start + 2) if lexicon.is_chinese(division) else ()


def _is_upon_street(token: Token, before: Token | None) -> bool:
    placed = before is not None and before.tag == "ns" and before.end == token.start
    return placed and len(token.text) == 2 and token.text[0] in "街路" and token.text[1] in "上头边"


def _seams(token: Token, lexicon: Lexicon) -> Iterator[int]:
    word = lexicon.simplified(token.text)
    for cut in range(2, len(word) - 1):
        rest = word[cut:]
        if word[:cut] in lexicon.names and (lexicon.is_common(rest) or lexicon.is_own(rest)):
            yield token.start + cut


def context_allows(text: str, start: int, end: int) -> bool:
    """False where the characters around ``text[start:end]`` show that it is no name by itself."""
    before, after = character_before(text, start), text[end : end + 1]
    if text[start] in _UNITS and _DIGIT_BEFORE.search(before):
        return False
    if _means_else(text, start, end):
        return False
    joined = any(c and c in _DOTS for c in (before, after)) or _TAIL_OF_PART.match(text, end)
    if joined and set(text[start:end]).isdisjoint(_DOTS):
        return False  # 纽埃 in 埃马纽埃尔·马克龙
    inside = text[start], text[end - 1]
    latin_before = _LATIN.match(inside[0]) and _LATIN.match(before or " ")
    latin_after = _LATIN.match(inside[1]) and _LATIN.match(after or " ")
    return not latin_before and not latin_after


def _means_else(text: str, start: int, end: int) -> bool:
    """人大 in 反对的人大多: `zhaiyi/data/contexts.tsv` has what stands beside it then."""
    rows = mapping("contexts")
    beside = rows.get(text[start:end]) or rows.get(f"{text[start]}*")
    if beside is None:
        return False
    before, behind = (None if each == "-" else each for each in beside)
    led, rest = text[max(0, start - REACH) : start], text[end : end + REACH]
    if before is not None and re.search(f"(?:{before})$", led):
        return True
    return behind is not None and re.match(behind, rest) is not None


def part_of_foreign_name(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """True if ``text[start:end]`` is a piece of a longer transliterated name: 安达 in 安达卢西亚.

    It is when it consists of such characters itself and the word beside it is a single one of them
    or again such a piece of two or three, or when a single one stands in front of its first.
    """
    if continues_foreign_name(text, start, tokens):
        return True
    before, after = word_before(tokens, start), word_behind(tokens, end)
    if not is_sound(text[start:end]):
        return False
    if before and _is_counted(text, before):
        before = None  # 27日|杜特尔特
    if any(t and is_piece(t) for t in (before, after)):
        return True
    return bool(after and len(after.text) > 2 and is_sound(after.text[:2]))


def continues_foreign_name(text: str, start: int, tokens: Sequence[Token]) -> bool:
    """True if a single character of sounds in front joins what begins at `start`: 阿|巴西."""
    before = word_before(tokens, start)
    if not before or len(before.text) > 1 or not is_sound(text[start]) or not is_piece(before):
        return False
    return not _is_counted(text, before)


def _goes_on(text: str, start: int, end: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """True if the next character makes a longer foreign name: one of the lists, or one that the
    segmenter does not know, so that it joins the character to a verb (莱文|森说)."""
    behind = text[end : end + 1]
    if not behind or behind in _STANDING or behind not in NAME_SOUNDS:
        return False
    word = word_behind(tokens, end)
    begun = word.text if word else behind
    if len(begun) == 1:
        return bool(foreign.parts(text[start : end + 1])[-1].spellings)
    return len(begun) == 2 and begun[1] in _SPEECH and not lexicon.knows(begun)


def is_half_of_double(
    text: str, start: int, end: int, tokens: Sequence[Token], lexicon: Lexicon
) -> bool:
    """True if a hyphen joins a foreign name to one that no list has: 安古斯-|雷德. Of two that are
    known (特朗普-普京会晤) each is meant."""
    before = word_before(tokens, start - 1) if character_before(text, start) in _HYPHENS else None
    after = word_behind(tokens, end + 1) if text[end : end + 1] in _HYPHENS else None
    beside = (t for t in (before, after) if t)
    return any(is_sound(t.text) and t.text not in lexicon.names for t in beside)


def is_lengthened(end: int, tokens: Sequence[Token]) -> bool:
    """True if what stands behind makes another name of the foreign person that ends there:
    契诃夫|斯基, 格里沃|里."""
    word = word_behind(tokens, end)
    return word is not None and _is_tail(word)


def _is_tail(token: Token) -> bool:
    """Whether a word is the end of a longer foreign name: an ending of surnames, or one character
    of sounds that the segmenter does not take for a verb or a function word."""
    alone = len(token.text) == 1 and is_piece(token) and token.tag[:1] not in _OTHER_TAGS
    return alone or _ENDING.fullmatch(token.text) is not None


def _is_counted(text: str, token: Token) -> bool:
    """Whether a word is the unit of a number in front: 27|日."""
    return token.text in _UNITS and bool(_DIGIT_BEFORE.match(character_before(text, token.start)))


def is_piece(token: Token) -> bool:
    """True for a word of a few characters of sounds that is not more often one by itself."""
    return is_sound(token.text) and token.text not in _STANDING and len(token.text) < 4


_STANDING = frozenset("曾古马丁和的在从向于多因达尔由将第约连通来以")
"""Characters of sounds that are more often words by themselves."""
