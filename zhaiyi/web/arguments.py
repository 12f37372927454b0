"""What a program may ask of the endpoints: each value as its documentation says, or one sentence of
what is wrong with it. Pure. Everything here raises `UsageError`."""

from __future__ import annotations

from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import QUALITIES, Quality
from zhaiyi.formats.characters import one_line

MOST = 1000
"""Sentences of a summary."""


def text(name: str, value: object) -> str:
    """A string of whole characters."""
    if not isinstance(value, str):
        raise UsageError(f"{name} is to be a string, not {_kind(value)}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name} holds half a character (a lone surrogate)") from None
    return value


def article(name: str, value: object) -> str:
    """A string that holds something."""
    whole = text(name, value)
    if not whole.strip():
        raise UsageError(f"{name} is empty: give a Chinese article")
    return whole


def lines(name: str, value: object) -> list[str]:
    """A list of strings."""
    if not isinstance(value, list | tuple):
        raise UsageError(f"{name} is to be a list of strings, not {_kind(value)}")
    return [text(f"{name}[{index}]", line) for index, line in enumerate(value)]


def count(name: str, value: object) -> int:
    """A whole number from 0 to `MOST`, also as a float that is whole."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise UsageError(f"{name} is to be a whole number from 0 to {MOST}, not {_shown(value)}")
    return value


def choice(name: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise UsageError(f"{name} is to be true or false, not {_shown(value)}")
    return value


def quality(value: object) -> Quality:
    """One of `QUALITIES`."""
    for known in QUALITIES:
        if value == known:
            return known
    raise UsageError(f"unknown quality {_shown(value)}: choose from {', '.join(QUALITIES)}")


def _shown(value: object) -> str:
    if isinstance(value, str | int | float | bool):
        return one_line(repr(value)[:1000], 60)
    return _kind(value)


def _kind(value: object) -> str:
    names = {str: "a string", list: "a list", dict: "an object", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
