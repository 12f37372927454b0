"""Character classes and the joining of lines that every reader of laid-out text needs."""

from __future__ import annotations

import re

from zhaiyi.text.script import HAN, SURROGATE

_KANA_AND_FORMS = "\u3000-\u303f\u3040-\u30ff\uff00-\uff60\uffe0-\uffe6"
_WIDE = HAN + _KANA_AND_FORMS + "\u2014\u2018\u2019\u201c\u201d\u2026"
_BREAK_AT_CHINESE = re.compile(f"(?<=[{_WIDE}])[ \t]*\n\\s*|[ \t]*\n\\s*(?=[{_WIDE}])")
_BREAK = re.compile(r"[ \t]*\n\s*")
_WIDE_ONE = re.compile(f"[{_WIDE}]")
OTHER_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What programs take for the end of a line, beside the line feed: the set of `str.splitlines`."""
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SAMPLE = 100_000
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")


def is_wide(character: str) -> bool:
    """True for Han, kana, and the punctuation set with them: no space is written beside it."""
    return _WIDE_ONE.match(character) is not None


def unwrap(text: str) -> str:
    """Take the line breaks out of wrapped text: nothing beside Chinese, a space elsewhere."""
    return _BREAK.sub(" ", _BREAK_AT_CHINESE.sub("", text))


def glue(first: str, second: str) -> str:
    """Join two lines of one paragraph: no space where either side of the seam is Chinese."""
    if not first or not second or is_wide(first[-1]) or is_wide(second[0]):
        return first + second
    return f"{first} {second}"


def clean_ends(text: str) -> str:
    """Every kind of line end becomes ``\\n``."""
    return _LINE_ENDS.sub("\n", text)


def clean_surrogates(text: str) -> str:
    """Surrogate pairs become their character, lone surrogates U+FFFD."""
    if SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_blank(text: str) -> bool:
    """True when nothing in the text can be seen."""
    return all(c.isspace() or c in _INVISIBLE for c in text)


def one_line(name: str, longest: int = 200) -> str:
    """A name that is safe in a message: no control characters, no surrogates, not endless."""
    name = SURROGATE.sub("\ufffd", _UNSAFE.sub(" ", name))
    return name if len(name) <= longest else name[: longest - 1] + "…"


def control_count(text: str) -> int:
    """Control characters that no text file holds (tab, line and page ends are fine), in the first
    100,000 characters."""
    return sum(1 for c in text[:_SAMPLE] if (c < " " and c not in "\t\n\r\f\v\x1b") or c == "\x7f")


def control_share(text: str) -> float:
    """Share that these have of the first 100,000 characters."""
    return control_count(text) / len(text[:_SAMPLE]) if text else 0.0
