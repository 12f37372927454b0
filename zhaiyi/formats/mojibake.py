"""Text that was decoded wrongly before it reached us (mojibake): recognised, repaired or refused.

Only text that scores as unnatural is touched. A repair undoes one wrong decoding: encode with the
codec that was used by mistake, decode with the right one; it is accepted when every byte fits and
the result is natural Chinese. Single spoiled marks inside good text (``â€œ``) are left to ftfy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import naturalness
from zhaiyi.text.script import count_han

_BEYOND_REPAIR = re.compile(r"(?:锟斤拷)+|\ufffd+")
"""U+FFFD in UTF-8, read as GBK, is 锟斤拷: the bytes that stood there are gone."""
_MAX_LOST = 0.05
_MIN_LOST = 2
_WRONG_RIGHT = (
    ("sloppy-windows-1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("gb18030", "utf-8"),
    ("big5hkscs", "utf-8"),
    ("latin-1", "gb18030"),
    ("sloppy-windows-1252", "gb18030"),
    ("latin-1", "big5hkscs"),
    ("sloppy-windows-1252", "big5hkscs"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "gb18030"),
)
_EAST_ASIAN = frozenset(("gb18030", "big5hkscs"))
_GAIN = 2.0
"""By how much the repaired text must be the more natural one."""
_MIN_HAN = 2
_MIN_REST = 6
_MAX_MARKS = 1_000_000
"""Characters up to which single spoiled marks are looked for (only markup is longer)."""
_WERE_WRONG = "had been read in a wrong encoding by an earlier program; repaired"
_MIN_ODD = 8
_USUAL = 0.8
"""Share of common characters from which on a line is no result of a wrong decoding."""
_MIN_BAD = 3
_MAX_BAD = 0.02
"""Share of spoiled sequences (`ftfy.badness`) beyond which a text is given up."""


def repair(text: str, name: str, damaged: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, and notes on what was done.

    Raises `UnreadableInput` where too many characters are lost for good. `damaged`, where given,
    is the text that this is judged by (before U+FFFD stood for anything else).
    """
    _refuse_lost(damaged if damaged is not None else text, name)
    if naturalness.score(text) < naturalness.NATURAL and (found := _undo(text)):
        return found
    text, notes = _by_line(text, name)
    _refuse_half_lost(text, name)
    if len(text) > _MAX_MARKS:
        return text, notes
    import ftfy  # here: no command but those that read a text waits for its tables
    from ftfy import badness

    if not badness.is_bad(text):
        return text, notes
    fixed = ftfy.fix_encoding(text)
    if badness.badness(fixed) > max(_MIN_BAD, _MAX_BAD * len(fixed)):
        raise UnreadableInput(_lost(name, "characters were lost in a wrong encoding"))
    if fixed != text and badness.badness(fixed) < badness.badness(text):
        return fixed, (*notes, "characters spoiled by a wrong decoding were repaired")
    return text, notes


def _by_line(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Lines that were decoded wrongly among good ones (a feed and a page merged into one text) are
    repaired each for itself. Raises `UnreadableInput` where such lines are lost, and are more than
    a stray one."""
    lines = text.split("\n")
    repaired, lost = [], []
    for number, line in enumerate(lines):
        if len(lines) == 1 or not _is_odd(line):
            continue
        if found := _undo(line):
            lines[number] = found[0]
            repaired.append(number + 1)
        elif _is_lost(line) or _half_lost(line):
            lost.append(number + 1)
    if sum(len(lines[number - 1]) for number in lost) > _MAX_LOST * len(text):
        why = f"from line {lost[0]} on characters were lost in a wrong encoding"
        raise UnreadableInput(_lost(name, why))
    notes = []
    if repaired:
        notes.append(f"{_named(repaired)} {_WERE_WRONG}")
    if lost:
        notes.append(f"{_named(lost)} could not be repaired: characters are lost")
    return "\n".join(lines), tuple(notes)


def _named(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return f"line {lines[0]}{more}"


def _is_odd(line: str) -> bool:
    """No natural Chinese; a quick look first."""
    beyond = [c for c in line if c > "\x7f"]
    sample = beyond[: _MIN_ODD * 8]
    usual = sum(map(naturalness.is_usual, sample))
    if len(beyond) < _MIN_ODD or usual > _USUAL * len(sample):
        return False
    return naturalness.score(line) < naturalness.NATURAL


def _refuse_lost(text: str, name: str) -> None:
    if _is_lost(text):
        mark = "锟斤拷" if "锟斤拷" in text else "�"
        raise UnreadableInput(_lost(name, f"characters were lost in a wrong encoding ({mark})"))


def _is_lost(text: str) -> bool:
    lost = sum(len(found.group()) for found in _BEYOND_REPAIR.finditer(text))
    return lost > max(_MIN_LOST, _MAX_LOST * len(text))


def _undo(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The most natural of the repairs that fit, if it is natural enough."""
    found = [
        (fixed, wrong, right)
        for wrong, right in _WRONG_RIGHT
        if (fixed := _again(text, wrong, right)) is not None
    ]
    best = max(found, key=lambda f: naturalness.score(f[0]), default=None)
    if best is None or not _convincing(text, best[0], best[1]):
        return None
    wrong = best[1].removeprefix("sloppy-")
    return best[0], (f"the text was {best[2]} read as {wrong} by an earlier program; repaired",)


def _again(text: str, wrong: str, right: str) -> str | None:
    try:
        return _encoded(text, wrong).decode(right)
    except UnicodeError:
        return None


def _encoded(text: str, encoding: str, errors: str = "strict") -> bytes:
    """`text.encode`, with the sloppy encodings of ftfy, which its import registers."""
    import ftfy.bad_codecs  # noqa: F401

    return text.encode(encoding, errors)


def _convincing(text: str, fixed: str, wrong: str) -> bool:
    """Natural, and so much more than before; what a Chinese codec spoils looks like rare Han."""
    better = naturalness.score(fixed)
    return (
        count_han(fixed) >= _MIN_HAN
        and (wrong not in _EAST_ASIAN or 3 * count_han(text) >= sum(c > "\x7f" for c in text))
        and better >= naturalness.NATURAL
        and better - naturalness.score(text) >= _GAIN
    )


def _refuse_half_lost(text: str, name: str) -> None:
    if naturalness.score(text) < naturalness.NATURAL and (why := _half_lost(text)):
        raise UnreadableInput(_lost(name, why))


def _half_lost(text: str) -> str:
    """Says of what would be natural under another decoding, were it not for characters lost, under
    which; empty for all other text."""
    for wrong, right in _WRONG_RIGHT:
        again = _encoded(text, wrong, "replace").decode(right, "replace")
        kept = again.replace("\ufffd", "").replace("?", "")
        if count_han(kept) >= max(_MIN_REST, count_han(again) // 2) and _convincing(
            text, kept, wrong
        ):
            return f"it is {right} read as {wrong}, with losses"
    return ""


def _lost(name: str, why: str) -> str:
    why = why.replace("sloppy-", "")
    return f"{name} is damaged beyond repair by an earlier program: {why}; get the original file"
