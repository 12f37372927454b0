"""Latin originals that the article itself gives: 达索系统(Dassault) → Dassault."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.core.document import Term, TermKind
from zhaiyi.text.script import HAN

_ORIGINAL = re.compile(
    rf"(?P<chinese>[{HAN}·]{{2,20}})[（(]"
    r"(?P<latin>[A-Z][A-Za-zÀ-ɏ.'’&-]*(?: [A-Za-zÀ-ɏ0-9.'’&-]+){0,4})[)）]"
)
_BOUNDARY = "的由在与和及对向被为是将从称说者长员家"


def latin_originals(texts: Sequence[str]) -> tuple[Term, ...]:
    """Terms whose target stands in brackets behind the Chinese name.

    The Chinese name has to be delimited: a name with ``·``, or the whole stretch from a
    punctuation mark or quotation mark to the bracket. Where its start is unsure none is made.
    """
    found: dict[str, Term] = {}
    for text in texts:
        for match in _ORIGINAL.finditer(text):
            chinese, latin = match["chinese"], match["latin"].strip()
            name = _name(chinese, text[: match.start()][-1:])
            if name and not re.fullmatch(r"[A-Z]{1,2}", latin):
                kind: TermKind = "person" if "·" in name else "other"
                found.setdefault(name, Term(name, latin, "article", kind))
    return tuple(found.values())


def _name(chinese: str, before: str) -> str:
    if "·" in chinese:
        return _dotted(chinese)
    return chinese if before in "“‘《「『、" and before and len(chinese) <= 8 else ""


def _dotted(chinese: str) -> str:
    """The name around ``·``; its first part starts behind the last function or title character."""
    head, _, tail = chinese.partition("·")
    cut = max((head.rfind(c) for c in _BOUNDARY), default=-1)
    first = head[cut + 1 :]
    return f"{first}·{tail}" if 1 < len(first) <= 6 else ""
