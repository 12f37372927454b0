"""Bytes → text, with the encoding found out.

The order, surest first: the user's word; a byte-order mark; strict UTF-8; UTF-16 without a mark (by
the share of sensible characters in either byte order); two encodings glued together (`mixed`); what
a server or the file itself declares;
GB18030 against Big5-HKSCS by which decoding is likelier as Chinese (`naturalness`), because the
statistics of a general detector err on short Chinese; last, charset-normalizer for all other
encodings, so that a Russian or Japanese text is named as what it is.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.formats import naturalness
from zhaiyi.formats.characters import control_share
from zhaiyi.formats.mixed import mixed

REMEDY = "name it with --encoding (utf-8, gb18030, big5hkscs, utf-16)"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
}
_LATIN = frozenset({"iso8859-1", "cp1252", "latin-1", "iso-8859-1", "windows-1252", "latin1"})
"""Declared by servers that never set a charset: worth nothing."""
_TOLERANCE = 1 / 200
"""Share of undecodable characters up to which a damaged file is still read, with a note."""
_PROBE = 1 << 16
"""Bytes by which a hopeless decoding is given up: replacing is slow."""
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and the encoding it was in; `notes` say what was lost."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(
    data: bytes, name: str, *, override: str | None = None, declared: str | None = None
) -> Decoded:
    """Decode `data`.

    Raises `UnreadableInput` naming file, encoding and remedy; `UsageError` for an override that is
    no text encoding.
    """
    if override:
        return _by_override(data, name, override)
    for found in _guesses(data, declared):
        if found is not None:
            return found
    if b"\x00" in data:
        raise UnreadableInput(f"{name} is not text but binary data: save its text as .txt")
    raise UnreadableInput(f"{name} is in no encoding that Zhaiyi recognises", f"; {REMEDY}")


def _guesses(data: bytes, declared: str | None) -> Iterator[Decoded | None]:
    yield _by_mark(data)
    yield _strict(data, "utf-8") if b"\x00" not in data else None
    yield _utf_16(data)
    yield _mixed(data)
    yield _by_declaration(data, declared)
    yield _damaged_utf_8(data)
    yield _chinese(data)
    yield _other(data)


def _by_override(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        b"ab".decode(encoding, "replace")
        known = codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise UsageError(f"no such text encoding: {encoding[:40]!r}; {REMEDY}") from error
    wide = _WIDER.get(known, known)
    for mark, marked in _MARKS:
        if data.startswith(mark) and (marked == wide or marked.startswith(wide)):
            data, wide = data[len(mark) :], marked
            break
    try:
        return Decoded(data.decode(wide, _surrogates(wide)), known)
    except (UnicodeError, ValueError) as error:
        raise UnreadableInput(
            f"{name} is not in the encoding {encoding}",
            f"; leave --encoding out to have it found, or {REMEDY}",
        ) from error


def _surrogates(encoding: str) -> str:
    """Lone surrogates are let in where an encoding can hold them; `clean_ends` replaces them."""
    return "surrogatepass" if encoding.startswith("utf-") else "strict"


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding, _surrogates(encoding)), encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            return _strict(body, encoding) or _tolerant(body, encoding, 0.02)
    return None


def _tolerant(data: bytes, encoding: str, tolerance: float = _TOLERANCE) -> Decoded | None:
    """Decode with U+FFFD for what is broken, unless more than `tolerance` of it is.

    One broken character at the very end (a download cut short) is always forgiven.
    """
    probe = data[:_PROBE].decode(encoding, "replace")
    if probe.count("\ufffd") > 2 + 4 * tolerance * len(probe):
        return None
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > max(1 if text.endswith("\ufffd") else 0, tolerance * len(text)):
        return None
    what = "character was" if lost == 1 else "characters were"
    return Decoded(text, encoding, (f"{lost} damaged {what} replaced",) if lost else ())


def _damaged_utf_8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes: many whole sequences beyond ASCII speak for it."""
    if b"\x00" in data:
        return None
    found = _tolerant(data, "utf-8")
    if found and sum(c > "\x7f" and c != "\ufffd" for c in found.text) >= 4:
        return found
    return None


def _mixed(data: bytes) -> Decoded | None:
    found = mixed(data)
    return Decoded(found[0], "utf-8", (found[1],)) if found else None


def _utf_16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: nearly every unit must be a sensible character, in one byte order."""
    found = [d for d in (_strict(data, e) for e in ("utf-16-le", "utf-16-be")) if d and d.text]
    best = max(found, key=lambda d: _sense(d.text), default=None)
    return best if best and _sense(best.text) >= _SURE else None


def _sense(text: str) -> float:
    """Share of characters that Chinese text is made of, Han ones weighed by how common they are."""
    sample = naturalness.telling(text)
    good = sum(("\x20" <= c <= "\x7e" or c in "\n\r\t" or naturalness.is_usual(c)) for c in sample)
    return good / len(sample)


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    if not declared or b"\x00" in data:
        return None
    try:
        known = codecs.lookup(declared.strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    if known in _LATIN:
        return None
    wide = _WIDER.get(known, known)
    found = _strict(data, wide)
    # A page that declares the wrong one of the two Chinese encodings is common enough to check.
    if found and naturalness.score(found.text) >= naturalness.NATURAL:
        return found
    return None


def _chinese(data: bytes) -> Decoded | None:
    """The likelier of GB18030 and Big5, if it is likely at all."""
    found = [
        d
        for d in (
            _strict(data, encoding) or _tolerant(data, encoding)
            for encoding in ("gb18030", "big5hkscs", "cp950")
            if b"\x00" not in data
        )
        if d
    ]
    best = max(found, key=lambda d: naturalness.total(d.text), default=None)
    return best if best and naturalness.score(best.text) >= naturalness.NATURAL else None


def _other(data: bytes) -> Decoded | None:
    """Any other encoding, by charset-normalizer; control characters mean that it guessed."""
    import charset_normalizer

    guess = charset_normalizer.from_bytes(data[:200_000]).best()
    if guess is None or b"\x00" in data:
        return None
    found = _strict(data, guess.encoding)
    return found if found and control_share(found.text) < 0.01 else None
