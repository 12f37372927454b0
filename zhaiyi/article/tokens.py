"""The marks of a paragraph (ends, quotes, brackets) and which of them belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

MarkKind = Literal["open", "close", "end", "ellipsis", "dot", "sign"]
PairKind = Literal["quote", "title", "bracket"]

_PAIRS: tuple[tuple[str, str, PairKind], ...] = (
    ("“", "”", "quote"),
    ("‘", "’", "quote"),
    ("「", "」", "quote"),
    ("『", "』", "quote"),
    ("﹁", "﹂", "quote"),
    ("〝", "〞", "quote"),
    ("＂", "＂", "quote"),
    ('"', '"', "quote"),
    ("＇", "＇", "quote"),
    ("'", "'", "quote"),
    ("《", "》", "title"),
    ("〈", "〉", "title"),
    ("（", "）", "bracket"),
    ("(", ")", "bracket"),
    ("【", "】", "bracket"),
    ("〖", "〗", "bracket"),
    ("〔", "〕", "bracket"),
    ("［", "］", "bracket"),
    ("[", "]", "bracket"),
    ("｛", "｝", "bracket"),
    ("{", "}", "bracket"),
)
_KIND: dict[str, PairKind] = {opener: kind for opener, _, kind in _PAIRS}
_OPENER_OF = {closer: opener for opener, closer, _ in _PAIRS}
_BOTH = frozenset(opener for opener, closer, _ in _PAIRS if opener == closer)

_PAIR_CLASS = "".join(re.escape(o + c) if o != c else re.escape(o) for o, c, _ in _PAIRS)
MARK = re.compile(
    r"(?P<url>(?:[A-Za-z]{2,10}://|www\.)[!-~]{1,2000}"
    r"|(?<![\w.+-])[A-Za-z0-9_][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
    rf"|(?P<pair>[{_PAIR_CLASS}])"
    r"|(?P<ellipsis>[…⋯]+|\.{3,}|・{3,}|·{3,})"
    r"|(?P<end>[。！？!?｡‼⁉⁇⁈﹗﹖]+)"
    r"|(?P<dot>[.．])"
    r"|(?P<sign>[～~]+|[\U0001f300-\U0001faff\u2600-\u2604\u2606-\u26ff\u2728\u2763\u2764]"
    r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]*)",
    re.ASCII,
)
_AFTER_URL = ".,;:!?'\")]}>"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `partner` is the start of the other half of a matched pair, or -1."""

    start: int
    end: int
    kind: MarkKind
    pair: PairKind | None = None
    partner: int = -1

    @property
    def length(self) -> int:
        """Characters inside a matched pair."""
        return abs(self.partner - self.start) - 1


def marks(text: str, start: int, end: int) -> list[Mark]:
    """All marks of ``text[start:end]`` in order; quotes and brackets without a partner left out.

    Linear: an unmatched opener is dropped from the stack once, when something outside it closes.
    """
    found: list[tuple[int, int, str]] = []
    at = start
    while match := MARK.search(text, at, end):
        at = _url_end(match) if match.lastgroup == "url" else match.end()
        if match.lastgroup != "url" and not _is_apostrophe(text, match.start(), start, end):
            found.append((match.start(), match.end(), str(match.lastgroup)))
    partner = _partners(text, [begin for begin, _, group in found if group == "pair"])
    return [mark for item in found if (mark := _mark(text, item, partner)) is not None]


def _is_apostrophe(text: str, at: int, start: int, end: int) -> bool:
    """O'Brien, the 90's: between two letters or digits of Latin script."""
    if text[at] != "'" or at == start or at + 1 >= end:
        return False
    return all(text[i].isascii() and text[i].isalnum() for i in (at - 1, at + 1))


def _url_end(match: re.Match[str]) -> int:
    """Where an address ends: punctuation after it belongs to the sentence."""
    return match.start() + len(match.group().rstrip(_AFTER_URL))


def _mark(text: str, item: tuple[int, int, str], partner: dict[int, int]) -> Mark | None:
    begin, end, group = item
    if group != "pair":
        return Mark(begin, end, cast(MarkKind, group))
    if begin not in partner:
        return None
    other = partner[begin]
    kind = _KIND[text[min(begin, other)]]
    return Mark(begin, end, "open" if other > begin else "close", kind, other)


def _partners(text: str, positions: list[int]) -> dict[int, int]:
    stack: list[int] = []
    waiting: dict[str, int] = {}
    partner: dict[int, int] = {}
    for at in positions:
        opener = _OPENER_OF.get(text[at], "")
        if waiting.get(opener) and (text[at] not in _KIND or text[at] in _BOTH):
            while True:
                last = stack.pop()
                waiting[text[last]] -= 1
                if text[last] == opener:
                    break
            partner[last], partner[at] = at, last
        elif text[at] in _KIND:
            stack.append(at)
            waiting[text[at]] = waiting.get(text[at], 0) + 1
    return partner
