"""Persons called by surname and form of address alone: 王女士, 李教授, 陈某.

Small models make names of the whole (Wang Nvshi) or leave it out (a woman). The surname is read as
one, the form of address is given in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Token
from zhaiyi.lexicon.pinyin import surname, surname_length

_FORMS: dict[str, tuple[str, ...]] = {
    "女士": ("Ms. {}", "Ms {}", "Mrs. {}", "Madam {}", "Miss {}"),
    "先生": ("Mr. {}", "Mr {}"),
    "小姐": ("Miss {}", "Ms. {}", "Ms {}"),
    "太太": ("Mrs. {}", "Mrs {}"),
    "教授": ("Professor {}", "Prof. {}"),
    "博士": ("Dr. {}", "Dr {}"),
    "医生": ("Dr. {}", "Dr {}", "Doctor {}"),
    "大夫": ("Dr. {}", "Dr {}", "Doctor {}"),
    "老师": ("teacher {}", "Teacher {}", "Mr. {}", "Ms. {}"),
    "律师": ("lawyer {}", "Attorney {}", "Lawyer {}"),
    "同学": ("{}", "student {}"),
    "某某": ("{}", "{} Moumou"),
    "某": ("{}", "{} Mou"),
}
"""English of a form of address, what is written first; {} is the surname."""
_NOT_BEFORE = tuple("老小阿·")
_NO_NAMES = ("p", "c", "d", "u", "v", "r")
"""Parts of speech of what is no surname here: 向先生道歉."""


def addressed(text: str, tokens: Sequence[Token]) -> Iterator[tuple[Term, int, int]]:
    """Terms for the persons of `text` (simplified) that are called so, with their places."""
    for before, token in pairwise([None, *tokens]):
        if token is None or (before is not None and before.tag.startswith("m")):
            continue  # 一张教授
        start = token.start
        cut = surname_length(text[start : start + 3])
        form = next((f for f in _FORMS if text.startswith(f, start + cut)), "") if cut else ""
        end = start + cut + len(form)
        if form and _is_surname(token, cut, end) and text[:start][-1:] not in _NOT_BEFORE:
            name = surname(text[start : start + cut])
            first, *others = (each.format(name) for each in _FORMS[form])
            term = Term(text[start:end], first, "recognised", "person", aliases=tuple(others))
            yield term, start, end


def _is_surname(token: Token, cut: int, end: int) -> bool:
    """Whether the segmenter leaves room for one: a word by itself, or one with the form."""
    if len(token.text) > cut:
        return token.end == end
    return cut == 2 or not token.tag.startswith(_NO_NAMES)
