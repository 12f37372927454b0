"""Whether an English text uses the target of a term, whatever its spelling variant.

Case, accents, plural and possessive, hyphens, blanks and apostrophes inside a name do not matter
(``Xi'an`` = ``Xian``, ``Lin Yi-min`` = ``Lin Yimin``, ``U.S.`` = ``US``). Short names and acronyms
must keep their capitals, so that *us* and *may* are no names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from zhaiyi.core.document import Span, Term
from zhaiyi.lexicon.tables import words

_POSSESSIVE = re.compile(r"['’`´](?=s\b)")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_SHORT = 5
"""Up to this many letters a name of one word is told from a common word by its capital."""


def plain(text: str) -> str:
    """`text` without accents, one code point for one, so that offsets stay."""
    return "".join(_base(c) for c in text)


@lru_cache(maxsize=4096)
def _base(char: str) -> str:
    if char.isascii():
        return char
    base = unicodedata.normalize("NFKD", char)[0]
    return {"’": "'", "‘": "'", "ʼ": "'", "ø": "o", "Ø": "O", "ł": "l", "đ": "d", "ı": "i"}.get(
        base, base if not unicodedata.combining(base) else "'"
    )


def _tokens(text: str) -> list[tuple[str, int, int]]:
    flat = plain(text)
    flat = _POSSESSIVE.sub(" ", flat)
    flat = _DOTTED.sub(lambda m: m[0].replace(".", "'"), flat)
    return [
        (m[0].replace("'", ""), m.start(), m.end())
        for m in re.finditer(r"[^\W_]+(?:'[^\W_]+)*'?", flat)
    ]


@lru_cache(maxsize=256)
def _cached(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(_tokens(text))


def find_name(name: str, text: str) -> Iterator[Span]:
    """The places of `text` where `name` stands, as spans of `text`."""
    wanted = "".join(word for word, _, _ in _cached(name))
    if not wanted:
        return
    tokens = _cached(text)
    for first, (word, start, _) in enumerate(tokens):
        if wanted[:1].casefold() != word[:1].casefold() or not _case_fits(name, wanted, word):
            continue
        joined = ""
        for other, _, end in tokens[first : first + len(wanted)]:
            joined += other.casefold()
            if _same(joined, wanted.casefold()):
                yield Span(start, end)
                break
            if len(joined) > len(wanted):
                break


def _case_fits(name: str, wanted: str, word: str) -> bool:
    if not wanted[:1].isupper():
        return True
    if wanted.isupper() and len(wanted) <= _SHORT:
        return word[: len(wanted)].isupper()
    return len(wanted) > _SHORT or " " in name or word[:1].isupper()


def _same(found: str, wanted: str) -> bool:
    ends: tuple[str, ...]
    ends = ("s", "es", "n", "ns") if wanted.endswith("a") else ("s", "es", "ic", "er", "ers")
    ends += ("an", "ans", "ian", "ians") if len(wanted) > _SHORT else ()
    ends += ("i", "is", "ese", "nese") if len(wanted) > 3 else ()
    return found == wanted or (len(wanted) > 1 and found in [wanted + end for end in ends])


def variants(term: Term) -> tuple[str, ...]:
    """Every target that is accepted for `term`, the preferred one first."""
    extra: list[str] = []
    for name in (term.target, *term.aliases):
        if name.startswith("Saint "):
            extra.append(f"St. {name[6:]}")
        if match := re.fullmatch(r"Ministry of ([A-Z]\w+)", name):
            extra.append(f"{match[1]} Ministry")
        if term.kind != "person":
            extra += _spellings(name)
        if match := re.fullmatch(r"University of ([A-Z][\w ]+)", name):
            extra.append(f"{match[1]} University")
    return tuple(dict.fromkeys((term.target, *term.aliases, *_orders(term), *extra)))


_BOTH: tuple[tuple[str, str], ...] = (
    (r"\bUN\b", "United Nations"),
    (r"\bUS\b", "United States"),
    (r"\bUS\b", "American"),
    (r"\bUnited States\b", "US"),
    (r"\bUnited Nations\b", "UN"),
    (r"\bWorld War (?:I|One)\b", "First World War"),
    (r"\bWorld War (?:II|Two)\b", "Second World War"),
    (r"\bWorld War I\b", "World War One"),
    (r"\bWorld War II\b", "World War Two"),
    (r"(?<=[a-z])bour\b", "bor"),
    (r"(?<=[Hh]ar)bor\b", "bour"),
    (r"\bCentre\b", "Center"),
    (r"\bCenter\b", "Centre"),
    (r"\bTheatre\b", "Theater"),
    (r"\bTheater\b", "Theatre"),
    (r"\bDefence\b", "Defense"),
    (r"\bDefense\b", "Defence"),
    (r"\bProgramme\b", "Program"),
    (r"\bProgram\b", "Programme"),
    (r"\bOrganisation\b", "Organization"),
    (r"\bOrganization\b", "Organisation"),
    (r"\bMinistry of\b", "Minister of"),
    (r" Ministry$", " Minister"),
    (r"^(?:US )?Department of ([A-Z]\w+)$", r"\1 Department"),
    (r"^(?:US )?Department of ([A-Z]\w+)$", r"\1 Secretary"),
    (r"^(?:US )?Department of ([A-Z]\w+)$", r"Secretary of \1"),
)
"""Spellings, and who heads a ministry, in place of it: 财政部部长 is the Minister of Finance."""


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[str, ...]:
    """Other ways to write a name of a place, a body or an event."""
    found = (re.sub(pattern, other, name) for pattern, other in _BOTH)
    return tuple(other for other in found if other != name)


def _orders(term: Term) -> tuple[str, ...]:
    parts = term.target.split()
    if term.kind != "person" or len(parts) != 2:
        return ()
    return (f"{parts[1]} {parts[0]}",)


def find_term(term: Term, text: str) -> Iterator[Span]:
    """Where `text` uses the target of `term`, an alias, or a person's surname alone."""
    for name in variants(term):
        yield from find_name(name, text)
    if term.kind == "person":
        yield from _surname_alone(term, text)


def _surname_alone(term: Term, text: str) -> Iterator[Span]:
    """``Lin`` for Lin Yimin, but not inside another name (``Lin Dan``)."""
    for surname in surnames(term):
        for span in find_name(surname, text):
            before = re.search(r"([^\W_][\w'’-]*)[. ]*$", text[: span.start])
            after = re.match(r" ([A-Z][\w'-]+)", text[span.end :])
            if after and after[1] not in words("english", "beside"):
                continue
            if not before or not before[1][:1].isupper() or before[1] in words("english", "beside"):
                yield span


def surnames(term: Term) -> tuple[str, ...]:
    """What a person may be called alone: the first word of a Chinese name, the last of another."""
    parts = term.target.split()
    if len(parts) < 2:
        return ()
    chinese = term.origin in ("recognised", "guessed") and "·" not in term.source
    return (parts[0],) if chinese else (parts[0], parts[-1])


def uses(term: Term, text: str) -> bool:
    """True if the English `text` uses the target of `term`, an alias or a spelling of them."""
    return next(find_term(term, text), None) is not None
