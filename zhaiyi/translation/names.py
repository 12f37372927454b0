"""Foreign names and recurring compounds: the one term step that asks an engine.

A name that no glossary, dictionary or gazetteer knows is asked of the model once for the whole
document, with what the dictionary says of the words inside it, so that it is written in one way
throughout. Only the model vouches for it: the term's origin is `model`, and what uses it says that
it is unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.document import Term
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.lexicon import Lexicon
from zhaiyi.translation.constraints import Pair, glossary_line
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.segment import Wrap

MAX_NAMES = 12
"""Names asked for one document; those that come first."""

_PARENTHESIS = re.compile(r"\([^)]*\)")
_WORD = r"[A-Za-z0-9À-ž][\w'’.&-]*"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,7}}")
_SMALL = frozenset((
    "of", "the", "and", "for", "in", "on", "to", "a", "an",
    "de", "da", "di", "del", "der", "la", "le", "el", "van", "von", "al", "bin",
))  # fmt: skip
_TALK = frozenset((
    "is", "are", "was", "were", "be", "am", "you", "your", "it", "this", "that", "means", "refers",
    "translates", "translated", "translation", "sorry", "sure", "please", "cannot",
))  # fmt: skip
"""Words of an answer that talks about the name instead of giving it."""


def name_requests(
    names: Sequence[str], wrap: Wrap, lexicon: Lexicon, document: str
) -> tuple[Request, ...]:
    """What to ask for the first `MAX_NAMES` of the names; `document` keeps the ids apart."""
    return tuple(
        _request(f"{document}/name/{index}", name, wrap, lexicon)
        for index, name in enumerate(names[:MAX_NAMES])
    )


def _request(request_id: str, name: str, wrap: Wrap, lexicon: Lexicon) -> Request:
    prompt = load_prompt("translate").render(
        source=name, glossary=glossary_line(_glosses(name, lexicon))
    )
    decoding = PLAIN
    return Request(request_id, name, wrap(prompt), max_new_tokens=24, decoding=decoding)


def _glosses(name: str, lexicon: Lexicon) -> Iterator[Pair]:
    """What the dictionary says of the words inside: 华侨=overseas Chinese."""
    if "·" in name:
        return
    for word in lexicon.words(name):
        gloss = _PARENTHESIS.sub("", word.glosses[0]).strip() if word.glosses else ""
        if len(word.text) > 1 and 0 < len(gloss) <= 30:
            yield word.text, gloss


def name_term(source: str, result: Result) -> Term | None:
    """The answer as a term; None where it does not read like a name in Latin letters."""
    target = tidy(result.text, source).rstrip(".").removeprefix("The ")
    if result.finish != "stop" or not _NAME.fullmatch(target) or len(target) > 8 * len(source):
        return None
    if not _TALK.isdisjoint(target.lower().split()):
        return None
    return Term(source, _capitalised(target), "model", "other")


def _capitalised(name: str) -> str:
    """Every word that is not small with a capital: the form of a name."""
    words = name.split(" ")
    return " ".join(w if w in _SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words))
