"""People known in a field: 高芙 is Gauff in an article on tennis. Pure.

`data/fields.tsv` has the fields, each with the words that show it, and their people. A rare name
holds where one of these words stands in the article, another one where two do; a name that many
spell otherwise (尼尔森: Nelson, Nielsen) only beside the full one. The words of some fields stand
in articles of all kinds (`broad`: 研究, 集团): there a rare name wants two, any other the full one
or two and a role right before it (导演诺兰).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import rows
from zhaiyi.terminology.persons.known import Known, by_short, known_of, stands_alone

_BROAD = "broad"
_KINDS = frozenset({"cue", _BROAD})
_ROLES = (
    "[学作画艺音企钢舞银专]家|演员|导演|影[星帝后]|歌[手星]|诗人|指挥|主演|设计师|建筑师|摄影师|宇航员|航天员"
    "|创始人|总裁|董事长|首席执行官|教授|得主|获得者|主持人|分析师|策略师"
)
_SURE = 2
"""So many words of a field show that an article is about it."""


def people_of_fields(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """The people that an article names, in short and in full, written as in `texts`; `plain` are
    these in Simplified characters."""
    written, whole = "\n".join(texts), "\n".join(plain)
    shown = {field: sum(cue in whole for cue in cues) for field, (_, cues) in _fields().items()}
    for short, people in _people().items():
        if short not in whole:
            continue
        meant = [p for p in people if _holds(p, p.cues[0], shown[p.cues[0]], whole)]
        if stands_alone(short, whole) and len({p.target for p in meant}) == 1:
            yield from meant[0].terms(written, whole)


def _holds(person: Known, field: str, shown: int, whole: str) -> bool:
    """Whether a person is meant in an article that has so many words of the field."""
    if shown and any(full in whole for full in person.full):
        return True
    broad = _fields()[field][0] == _BROAD
    if shown <= broad or not person.is_usual:
        return False
    if person.is_rare or re.search(f"(?:{_ROLES}){re.escape(person.short)}", whole):
        return True
    return shown >= _SURE and not broad


@cache
def _fields() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The kind of each field, and the words that show it."""
    kinds = (row for row in rows("fields") if row[1] in _KINDS)
    return {field: (kind, tuple(words.split())) for field, kind, words, *_ in kinds}


@cache
def _people() -> dict[str, list[Known]]:
    """By the short name; the cue of a person is the name of the field."""
    people = (row for row in rows("fields") if row[1] not in _KINDS)
    return by_short(known_of(row, row[:1]) for row in people)
