"""Listed names with quotation marks: “十一”假期 is the National Day holiday. Pure.

A list has the name without marks (十一假期), or with Chinese ones where it is none without them
(“走出去”); an article may write either, with marks of any kind around a part or the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.terminology.matching import REACH, context_allows
from zhaiyi.terminology.other_spellings import tone_marks
from zhaiyi.text.script import HAN

_MARKED = re.compile(rf"[“‘「『\"']([{HAN}]{{1,6}})[”’」』\"']([{HAN}]{{0,6}})")
_LEAST = 4
"""Characters of a name that stands for itself, whatever stands in marks."""


def quoted(
    text: str, plain: str, edges: frozenset[int], lexicon: Lexicon
) -> Iterator[tuple[Term, int, int]]:
    """Terms for those that `text` has, with their places; they end where one of `edges` is.
    `plain` is the text in Simplified characters."""
    for found in _MARKED.finditer(plain):
        ends = (end for end in range(found.end(), found.end(1), -1) if end in edges)
        names = ((_listed(plain, found, end, lexicon), end) for end in ends)
        word, end = next((each for each in names if each[0]), ("", 0))
        if known := lexicon.name(word):
            source, (name, origin) = text[found.start() : end], known
            reading = tone_marks(source, lexicon)
            term = Term(source, name.target, origin, name.kind, reading, name.aliases)
            yield term, found.start(), end


def _listed(text: str, found: re.Match[str], end: int, lexicon: Lexicon) -> str:
    """The name of the lists that stands there up to `end`; empty for none."""
    start, rest = found.start(), text[found.start(2) : end]
    bare = found[1] + rest
    names = [f"“{found[1]}”{rest}", *([bare] if rest and len(bare) >= _LEAST else ())]
    for name in (n for n in names if lexicon.is_own(n)):
        led, behind = text[max(0, start - REACH) : start], text[end : end + REACH]
        around = f"{led}{name}{behind}"
        return name if context_allows(around, len(led), len(led) + len(name)) else ""
    return ""
