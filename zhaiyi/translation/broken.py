"""Names with a broken character (U+FFFD) put right: Democratic Leader Jeffries.

A model that writes bytes may write a part of a character, in place of a letter or of a blank. Where
one name alone of the sentence is missing, and fits what is left of the word, it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from zhaiyi.core.document import Term
from zhaiyi.terminology import in_text, uses
from zhaiyi.terminology.english.target_use import plain

_BROKEN = re.compile("(?P<before>[A-Za-z'’-]*)\ufffd+(?P<after>[A-Za-z'’-]*)")
_LEAST, _SPELT = 3, 85.0
"""Letters that must be left, and how like those of the name (Indel ratio, 0..100)."""
_WORD = 3
"""Letters from which on what stands before may be a word of its own."""


def mended(text: str, source: str, terms: Sequence[Term]) -> str:
    """`text` with the missing names of `terms` for what is left of them."""
    if "\ufffd" not in text or "\ufffd" in source:
        return text
    missing = {place.term.target for place in in_text(source, terms) if not uses(place.term, text)}
    names = {name for name in missing if " " not in name and name[:1].isupper()}
    return _BROKEN.sub(lambda found: _put_right(found, names), text)


def _put_right(found: re.Match[str], names: set[str]) -> str:
    fitting = {form for name in names for form in _forms(found["before"], found["after"], name)}
    return fitting.pop() if len(fitting) == 1 else found[0]


def _forms(before: str, after: str, name: str) -> Iterator[str]:
    """The name, alone or behind a word before it, if the letters that are left are its own."""
    bare = plain(name)
    lost = len(name) - len(before) - len(after)
    ends = bare.startswith(before) and bare.endswith(after)
    word = not before or len(before) >= _WORD
    if ends and len(before + after) >= _LEAST and 0 < lost <= 2:
        yield name
    elif word and len(after) >= _LEAST and fuzz.ratio(bare[1:], after) >= _SPELT:
        yield f"{before} {name}".lstrip()
