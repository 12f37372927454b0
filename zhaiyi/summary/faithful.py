"""Whether a condensed sentence only leaves out: English against the English it was made from.

A small model that is asked for a shorter sentence also swaps subjects, joins what does not belong
together and invents verbs, with every name and number right, so that no check against the Chinese
sees it. What can be trusted is compression by deletion (Knight & Marcu 2002, "Summarization beyond
sentence extraction"; Clarke & Lapata 2008, "Global inference for sentence compression"): every
content word of the short sentence stands in the long one, in the same order, what denies or
weakens a word stays with it, and no subject loses its verb to another. Only words that stand
alone in time (months, days, years) may move.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from zhaiyi.lexicon.tables import words
from zhaiyi.quality.coverage import stem
from zhaiyi.summary.clauses import keeps_reprieve

_TOKEN = re.compile(
    r"[$€£¥]?\d[\d.,:]*\d%?|[$€£¥]?\d%?|[^\W\d_][\w'’]*(?:\.(?=[A-Z]\b)\w)*"
    r"|[,;:.!?()“”\"—–]"
)
_TIME = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember"
    r"|ober|ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:19|20)\d\d|morning|afternoon"
    r"|evening|night|today|yesterday|tomorrow"
)
_NEGATION = words("condensing", "negation")
_MODAL = words("condensing", "modal")
_BOUND = words("condensing", "bound")
_OFFICE = words("condensing", "office")
_CLASSES = (_NEGATION, _MODAL, _BOUND, _OFFICE)
_CLAIMS = re.compile(
    r"claim|alleg|suspect|accus|believ|rumou?r|predict|expect|may|might|could|den(?:y|ied|ies)|said"
    r"|say|told|argu|think|warn|insist|question|doubt|if|whether|unless"
)
_AUXILIARY = words("condensing", "auxiliary")
_PAST = words("condensing", "past")
_LITTLE = words("condensing", "little")
"""Words that may come and go. What denies, weakens or bounds is not among them."""
_STOPS = frozenset(',;:.!?()“”"—–')
_NAME = re.compile(r"[A-Z][\w'’]*(?: [A-Z][\w'’]*)*")
_MARKS = frozenset(",;:.!?()—–")
_JOINTS = frozenset({"and", "or", "but", "while"})
_HANGING = frozenset(
    {"including", "such", "namely", "especially", "which", "who", "whose", "where"}
)
"""Words that open what belongs to the one thing right before them."""
_REACH = 4
"""Tokens within which a modifier stands before its word."""
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "ly", "e")


class Token(NamedTuple):
    """A word or mark of an English text. `stem` is empty for marks and for words that say nothing
    by themselves."""

    text: str
    stem: str


def only_leaves_out(short: str, long: str, meant: Container[str] = ()) -> bool:
    """Whether `short` says nothing that `long` does not. One common word may be another one, if it
    is among the stems `meant` by the Chinese (see `zhaiyi.quality.coverage.stem`)."""
    ours, theirs = tokens(short), tokens(long)
    if not keeps_reprieve(short, long):
        return False
    strange = _strange(ours, theirs)
    if len(strange) > 1 or any(not ours[i].text.islower() for i in strange):
        return False
    if any(stem(ours[i].text) not in meant for i in strange):
        return False
    kept = [i for i, token in enumerate(ours) if token.stem and i not in strange]
    kept = [i for i in kept if not _moves(ours, i)]
    found = (_forward(ours, theirs, kept), _backward(ours, theirs, kept))
    return any(
        places
        and _modifiers_kept(ours, theirs, places)
        and _no_verb_changes_hands(ours, theirs, places)
        for places in found
    )


def only_rearranges(short: str, long: str) -> bool:
    """Whether a headline has all its words from `long`, in whatever order, each with what denies
    or weakens it, and names no more than one name, so that none can take another's place."""
    ours, theirs = tokens(short), tokens(long)
    names = _NAME.findall(short)
    if names and " " not in names[0] and names[0].lower() in long.split():
        names = names[1:]
    return (
        bool(ours)
        and len(names) <= 1
        and keeps_reprieve(short, long)
        and not _strange(ours, theirs)
        and all(_stands_so(ours, i, theirs) for i, token in enumerate(ours) if token.stem)
    )


def _stands_so(ours: Sequence[Token], i: int, theirs: Sequence[Token]) -> bool:
    """Whether the word is somewhere in theirs with the same modifiers before it."""
    places = (j for j, token in enumerate(theirs) if token.stem == ours[i].stem)
    return any(_classes(ours, i) == _classes(theirs, j) for j in places)


def tokens(text: str) -> list[Token]:
    """Words and marks in order."""
    found = (match.group() for match in _TOKEN.finditer(text.replace("-", " ")))
    return [Token(text, _stem(text)) for text in found]


def _stem(text: str) -> str:
    word = text.casefold().replace("’", "'").removesuffix("'s").strip("'")
    empty = word in _LITTLE or word in words("emptywords", "en")
    little = word.isalpha() and (len(word) < 3 or empty)
    if text in _STOPS or little:
        return ""
    if any(word in group for group in _CLASSES) or word in _AUXILIARY:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:7]


def _strange(ours: Sequence[Token], theirs: Sequence[Token]) -> list[int]:
    """Places of our content words that theirs have not."""
    there = {token.stem for token in theirs}
    return [i for i, token in enumerate(ours) if token.stem and token.stem not in there]


def _moves(ours: Sequence[Token], i: int) -> bool:
    """Whether a word of time, or the day behind a month: it may stand elsewhere."""
    if _TIME.fullmatch(ours[i].text.casefold()):
        return True
    return i > 0 and ours[i].text.isdigit() and bool(_TIME.fullmatch(ours[i - 1].text.casefold()))


def _forward(
    ours: Sequence[Token], theirs: Sequence[Token], kept: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of places (ours, theirs) of the words `kept`, in rising order, each as early as may be;
    empty where one has no place behind the one before it."""
    pairs, start = list[tuple[int, int]](), 0
    for i in kept:
        rest = range(start, len(theirs))
        place = next((j for j in rest if theirs[j].stem == ours[i].stem), None)
        if place is None:
            return []
        pairs.append((i, place))
        start = place + 1
    return pairs


def _backward(
    ours: Sequence[Token], theirs: Sequence[Token], kept: Sequence[int]
) -> list[tuple[int, int]]:
    """Likewise, each as late as may be."""
    mine, other = len(ours) - 1, len(theirs) - 1
    turned = _forward(ours[::-1], theirs[::-1], [mine - i for i in reversed(kept)])
    return [(mine - i, other - j) for i, j in reversed(turned)]


def _modifiers_kept(
    ours: Sequence[Token], theirs: Sequence[Token], places: Sequence[tuple[int, int]]
) -> bool:
    """What denies, weakens or bounds a word of theirs, or makes a deputy of an office, stands
    before it in ours too; and ours has none that theirs has not."""
    return all(_classes(ours, mine) == _classes(theirs, other) for mine, other in places)


def _classes(sentence: Sequence[Token], place: int) -> tuple[bool, ...]:
    """Of which classes a modifier stands right before the word at `place`."""
    before = list[str]()
    for token in reversed(sentence[max(0, place - _REACH) : place]):
        if token.stem or token.text in _STOPS:
            break
        before.append(token.text.casefold())
    denied = [word for word in before if word.endswith(("n't", "n’t"))]
    return tuple(
        any(word in group for word in before) or (group is _NEGATION and bool(denied))
        for group in _CLASSES
    )


def _no_verb_changes_hands(
    ours: Sequence[Token], theirs: Sequence[Token], places: Sequence[tuple[int, int]]
) -> bool:
    """Whether what is left out at the beginning and between two kept words can go without giving a
    verb another subject or object: see `_may_go`."""
    first = theirs[: places[0][1]]
    if any(map(_is_verb, first)) and (not _set_off_end(first) or _has_claim(first)):
        return False
    for (mine, before), (mine_next, after) in pairwise(places):
        gap = theirs[before + 1 : after]
        if not _may_go(gap, ours[mine + 1 : mine_next]) or _hangs_on(gap, theirs[after]):
            return False
    return not _has_tail_claim(theirs[places[-1][1] + 1 :])


def _hangs_on(gap: Sequence[Token], next_: Token) -> bool:
    """Whether what is kept behind `gap` belongs to something in it: five areas, including two."""
    words = [i for i, token in enumerate(gap) if token.stem]
    behind = gap[words[-1] + 1 :] if words else ()
    return bool(words) and any(t.text.casefold() in _HANGING for t in (*behind, next_))


def _may_go(gap: Sequence[Token], joint: Sequence[Token]) -> bool:
    """Whether `gap` may go, in whose place the short sentence has `joint`. What stands between
    marks may. What ends at a mark may, where the short sentence begins a clause there too. All
    else may only if it has neither verb nor mark."""
    marks = [i for i, token in enumerate(gap) if token.text in _MARKS]
    verb = any(map(_is_verb, gap))
    if not marks:
        return not verb
    if not _set_off_end(gap):
        return False
    begins = any(token.text in _JOINTS for token in gap[marks[-1] :])
    if gap[0].text in _MARKS or not (verb or begins):
        return True
    return any(token.text in _MARKS or token.text in _JOINTS for token in joint)


def _set_off_end(gap: Sequence[Token]) -> bool:
    """Whether a mark ends it, words that say nothing by themselves aside."""
    last = next((t for t in reversed(gap) if t.stem or t.text in _STOPS or _is_verb(t)), None)
    return last is not None and last.text in _MARKS


def _is_verb(token: Token) -> bool:
    word = token.text.casefold()
    past = word.endswith("ed") and len(word) > 4 and word == token.text
    return word in _AUXILIARY or word in _PAST or past


def _has_claim(gap: Sequence[Token]) -> bool:
    return any(_CLAIMS.match(token.text.casefold()) for token in gap)


_TAIL = re.compile(
    r"\b(?:said|says|according|claimed|claims|told|if|unless|but|although|denied)\b", re.I
)


def _has_tail_claim(tail: Sequence[Token]) -> bool:
    """Whether what is left out behind says who said it, or takes it back."""
    return bool(_TAIL.search(" ".join(token.text for token in tail)))
