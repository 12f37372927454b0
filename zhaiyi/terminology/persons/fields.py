"""People known in a field: 高芙 is Gauff in an article on tennis. Pure.

`data/fields.tsv` has the fields, each with the words that show it, and their people. A rare name
holds where one of these words stands in the article, another one where two do; a name that many
spell otherwise (尼尔森: Nelson, Nielsen) only beside the full one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import aliases, rows
from zhaiyi.terminology.persons.known import BEGIN, END, Known

_SURE = 2
"""So many words of a field show that an article is about it."""


def people_of_fields(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """The people that an article names, in short and in full, written as in `texts`; `plain` are
    these in Simplified characters."""
    written, whole = "\n".join(texts), "\n".join(plain)
    shown = {field: sum(cue in whole for cue in cues) for field, cues in _fields().items()}
    for short, people in _people().items():
        if short not in whole:
            continue
        meant = [p for p in people if _holds(p, max(shown[field] for field in p.cues), whole)]
        alone = re.search(f"{BEGIN}{re.escape(short)}{END}", whole)
        if alone and len({p.target for p in meant}) == 1:
            yield from meant[0].terms(written, whole)


def _holds(person: Known, shown: int, whole: str) -> bool:
    if shown and any(full in whole for full in person.full):
        return True
    return person.is_usual and (shown >= _SURE or (shown > 0 and person.is_rare))


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    """The words that show each field."""
    found: dict[str, tuple[str, ...]] = {}
    for field, kind, *rest in rows("fields"):
        if kind == "cue":
            found[field] = (*found.get(field, ()), *rest[0].split())
    return found


@cache
def _people() -> dict[str, list[Known]]:
    """By the short name; the cues of a person are the names of fields."""
    found: dict[str, list[Known]] = defaultdict(list)
    for row in rows("fields"):
        if row[1] != "cue":
            field, short, target = row[:3]
            full, others = aliases(row, 3), aliases(row, 5)
            name = row[4] if len(row) > 4 and row[4] else target
            found[short].append(Known((field,), short, target, full, name, others))
    return dict(found)
