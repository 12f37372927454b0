"""Railways and roads with the full names of their ends in brackets: 大（理）瑞（丽）铁路. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.text.script import HAN

_KINDS = {
    "高速铁路": "High-Speed Railway",
    "城际铁路": "Intercity Railway",
    "高速公路": "Expressway",
    "高铁": "High-Speed Railway",
    "铁路": "Railway",
    "高速": "Expressway",
    "公路": "Highway",
}
_END = f"([{HAN}])[（(]([{HAN}]{{1,3}})[）)]"
_PATTERN = re.compile(f"{_END}(?:至|到|-)?{_END}({'|'.join(_KINDS)})")


def routes(written: Sequence[str], plain: Sequence[str], lexicon: Lexicon) -> Iterator[Term]:
    """Those that an article names, as it writes them; `plain` are its texts in Simplified
    characters."""
    for text, simple in zip(written, plain, strict=True):
        for found in _PATTERN.finditer(simple):
            ends = _place(found[1] + found[2], lexicon), _place(found[3] + found[4], lexicon)
            if all(ends):
                target = f"{'-'.join(ends)} {_KINDS[found[5]]}"
                source = text[found.start() : found.end()]
                yield Term(source, target, "recognised", "place", aliases=("-".join(ends),))


def _place(word: str, lexicon: Lexicon) -> str:
    """English of a Chinese place; empty for any other word."""
    found = lexicon.name(word)
    return found[0].target if found and lexicon.is_chinese(word) else ""
