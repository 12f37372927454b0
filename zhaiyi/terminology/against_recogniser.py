"""Names of the dictionary against what a recogniser and the lists of foreign names say. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zhaiyi.core.document import TermOrigin
from zhaiyi.lexicon import Lexicon, Name, Token, foreign
from zhaiyi.lexicon.sounds import NAME_SOUNDS, is_sound, mostly_sounds
from zhaiyi.lexicon.tables import words
from zhaiyi.terminology import recogniser
from zhaiyi.terminology.recogniser import (
    SAID_PERSON,
    SAID_PLACE,
    is_listed,
    may_be_foreign,
    mostly_other,
)
from zhaiyi.text.script import HAN

_SHORT_SOUNDS = 3
_DOTS = frozenset("·•-－")
_GROUND = frozenset("山河江湖海岛湾港城古新老大小东西南北")
"""What may stand beside a name of a place without being a part of it: 武隆|山体."""

_COORDINATED = re.compile(f"(?<=[{HAN}]{{2}})[{''.join(sorted(NAME_SOUNDS))}]{{2,5}}[和与、]$")
"""A foreign name before another one."""


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


def is_titled_person(
    text: str,
    start: int,
    end: int,
    name: tuple[Name, TermOrigin],
    tag: str | None,
    lexicon: Lexicon,
) -> bool:
    """Whether a foreign place of the lists stands where a title has its person: 选手辛布, and the
    second of two in 队员沃勒和韦德尔. Countries and what several lists have are places (选手伦敦
    夺冠), as is what the recogniser reads as one."""
    word, (found, origin) = text[start:end], name
    if found.kind != "place" or tag == SAID_PLACE or not mostly_sounds(word):
        return False
    if lexicon.is_chinese(word):
        return False
    if lexicon.is_own(word) or (origin == "dictionary" and lexicon.is_abroad(word)):
        return False
    led = _COORDINATED.sub("", text[:start])
    return led.endswith(tuple(words("person_cues", "lone")))


def as_person(word: str, name: tuple[Name, TermOrigin]) -> tuple[Name, TermOrigin] | None:
    """The person of a foreign place's name where the lists of foreign names mostly spell it so."""
    bearers = foreign.parts(word)
    if not bearers or not foreign.same_name(bearers[0].best, name[0].target):
        return None
    return replace(name[0], kind="person"), name[1]


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
