"""Persons called by surname and form of address alone: 王女士, 李教授, 陈某.

Small models make names of the whole (Wang Nvshi) or leave it out (a woman). The surname is read as
one, the form of address is given in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Token
from zhaiyi.lexicon.pinyin import surname, surname_length
from zhaiyi.terminology.adjacent import character_before

_MARKS = (("甲", "jia"), ("乙", "yi"), ("丙", "bing"), ("丁", "ding"), ("戊", "wu"), ("己", "ji"))
"""What courts tell nameless persons apart by, and how it is read."""
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
    **{f"某{mark}": (f"{{}} Mou{sound}", "{}") for mark, sound in _MARKS},
    "某": ("{}", "{} Mou"),
}
"""English of a form of address, what is written first; {} is the surname."""
_NOT_BEFORE = tuple("老小阿·")
_NO_NAMES = ("p", "c", "d", "u", "v", "r")
"""Parts of speech of what is no surname here: 向先生道歉."""


def addressed(
    text: str,
    tokens: Sequence[Token],
    reader: Callable[[int], Callable[[str], str] | None] = lambda start: None,
) -> Iterator[tuple[Term, int, int]]:
    """Terms for the persons of `text` (simplified) that are called so, with their places. `reader`
    says how a surname at a place is read, where not by pinyin."""
    for before, token in pairwise([None, *tokens]):
        if token is None or (before is not None and before.tag.startswith("m")):
            continue  # 一张教授
        start = token.start
        cut = surname_length(text[start : start + 3])
        form = next((f for f in _FORMS if text.startswith(f, start + cut)), "") if cut else ""
        end = start + cut + len(form)
        if (
            form
            and _is_surname(token, cut, end)
            and character_before(text, start) not in _NOT_BEFORE
        ):
            name = (reader(start) or surname)(text[start : start + cut])
            if not name:
                continue  # 金女士 of Malaysia
            first, *others = (each.format(name) for each in _FORMS[form])
            term = Term(text[start:end], first, "recognised", "person", aliases=tuple(others))
            yield term, start, end


def _is_surname(token: Token, cut: int, end: int) -> bool:
    """Whether the segmenter leaves room for one: a word by itself, or one with the form."""
    if len(token.text) > cut:
        return token.end == end
    return cut == 2 or not token.tag.startswith(_NO_NAMES)
