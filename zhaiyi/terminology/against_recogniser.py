"""Names of the dictionary against what a recogniser and the lists of foreign names say. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhaiyi.core.document import TermOrigin
from zhaiyi.lexicon import Lexicon, Name, Token
from zhaiyi.lexicon.sounds import NAME_SOUNDS, is_sound, mostly_sounds
from zhaiyi.terminology import recogniser
from zhaiyi.terminology.recogniser import (
    SAID_PERSON,
    SAID_PLACE,
    is_listed,
    may_be_foreign,
    mostly_other,
)

_SHORT_SOUNDS = 3
_DOTS = frozenset("·•-－")
_GROUND = frozenset("山河江湖海岛湾港城古新老大小东西南北")
"""What may stand beside a name of a place without being a part of it: 武隆|山体."""


def is_certain(word: str, name: Name, lexicon: Lexicon) -> bool:
    """Whether `word` is that name wherever it stands: those that were written by hand and the
    countries are, but not a foreign person's short name, which may be a piece of a longer one
    (希拉克 in 希拉克略)."""
    return lexicon.is_own(word) and not (name.kind == "person" and is_sound(word))


def told_longer(
    text: str, start: int, end: int, name: Name, said: Sequence[Token], lexicon: Lexicon
) -> bool:
    """霍尔木兹 in 霍尔木兹甘省, 田东 in 黑田东彦: whether the recogniser sees a longer name there,
    of which the rest is no name by itself."""
    word, place = text[start:end], name.kind == "place"
    if is_certain(word, name, lexicon):
        return False
    for token in said:
        if token.start > start or token.end < end or token.tag not in recogniser.NAMED:
            continue
        if place and token.tag == recogniser.PERSON and _is_within(token, start, end, lexicon):
            return True
        if mostly_sounds(recogniser.stem(word)):
            around = text[token.start : start], recogniser.stem(text[end : token.end])
            rest = [part for part in around if part and part not in _GROUND]
            if any(set(part) <= NAME_SOUNDS and part not in lexicon.names for part in rest):
                return True
    return False


def _is_within(person: Token, start: int, end: int, lexicon: Lexicon) -> bool:
    """田东 in 黑田东彦: inside the name of a person, of which the rest is no name by itself."""
    around = person.text[: start - person.start], person.text[end - person.start :]
    rest = [part for part in around if part]
    return bool(rest) and not any(part in lexicon.names or part in _DOTS for part in rest)


def _is_ambiguous(word: str, name: Name) -> bool:
    """阿伦 is a town, Aalen, and many a person is called Allen: the lists of foreign names have a
    short word of sounds often, and seldom for the name that the dictionary gives."""
    short = len(word) <= _SHORT_SOUNDS and " " not in name.target
    return short and mostly_other(word, name.target)


def as_told(
    word: str, name: tuple[Name, TermOrigin], tag: str | None
) -> tuple[Name, TermOrigin] | None:
    """A foreign town's name, or one of no kind, that the recogniser reads as a person's (副总统罗德
    里格斯); None where it is rather somebody else's."""
    found, origin = name
    if found.kind == "other" and tag == SAID_PERSON and is_sound(word):
        return replace(found, kind="person"), origin
    if found.kind != "place" or not is_sound(word):
        return name
    if tag != SAID_PLACE and _is_ambiguous(word, found):
        return None
    if tag == SAID_PERSON and origin == "gazetteer" and (is_listed(word) or may_be_foreign(word)):
        return replace(found, kind="person"), origin
    return name
