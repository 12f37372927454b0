"""What the product would tell the model of Chinese text: of a line, of an article, of many at once.

Names and numbers come from the product's own code, by rule alone (no recogniser), so that the data
are the same on every machine.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from zhaiyi.article import parse
from zhaiyi.core.document import Article, Term
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read_text
from zhaiyi.lexicon import Lexicon
from zhaiyi.terminology import find_terms
from zhaiyi.translation.constraints import Constraints, constraints_of

Found = TypeVar("Found")

CHUNK = 16
"""Texts that a process takes at once."""


def of_line(line: str, lexicon: Lexicon) -> Constraints:
    """What the English of `line`, a document of its own, is held to; nothing for a line that some
    release has spoiled."""
    if (read := _read(line, lexicon)) is None:
        return Constraints()
    return constraints_of(line, read[1], lexicon)


def of_sentences(text: str, lexicon: Lexicon) -> list[tuple[str, Constraints]]:
    """The sentences of an article, each with what its English is held to."""
    if (read := _read(text, lexicon)) is None:
        return []
    article, terms = read
    return [(s.text, constraints_of(s.text, terms, lexicon)) for s in article.sentences]


def _read(text: str, lexicon: Lexicon) -> tuple[Article, tuple[Term, ...]] | None:
    try:
        article = parse(read_text(text))
    except UnreadableInput:
        return None
    return article, find_terms(article, lexicon)


def of_many(
    find: Callable[[str, Lexicon], Found], texts: Sequence[str], lexicon: Lexicon
) -> list[Found]:
    """`find` of each of `texts`, on all processors; it must be a function of a module."""
    context = multiprocessing.get_context("fork")  # the lexicon is large, and only read
    with context.Pool(initializer=_hold, initargs=(lexicon,)) as pool:
        return pool.map(partial(_find, find), texts, chunksize=CHUNK)


_held: dict[str, Lexicon] = {}
"""The lexicon of a process of the pool."""


def _hold(lexicon: Lexicon) -> None:
    _held["lexicon"] = lexicon


def _find(find: Callable[[str, Lexicon], Found], text: str) -> Found:
    return find(text, _held["lexicon"])
