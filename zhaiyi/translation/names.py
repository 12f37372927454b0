"""Foreign names and recurring compounds: the one term step that asks an engine.

A name that no glossary, dictionary or gazetteer knows is asked of the model once for the whole
document, with what the dictionary says of the words inside it, so that it is written in one way
throughout. Only the model vouches for it: the term's origin is `model`, and what uses it says that
it is unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Term
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.lexicon import Lexicon
from zhaiyi.translation.constraints import Pair, glossary_line
from zhaiyi.translation.context import DocumentContext
from zhaiyi.translation.jobs import Job, ask
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt

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


def names_job(context: DocumentContext, names: Sequence[str]) -> Job[tuple[Term, ...]]:
    """Asks for the first `MAX_NAMES` of the names; the terms of those that were answered with a
    name.

    All of them before the first sentence: a name takes a few steps of a nearly empty batch, but
    among the prompts of the sentences each of these steps would take ten times as long, and the
    sentences that hold the names, often the longest, would start last.
    """
    requests = _requests(context, names[:MAX_NAMES])
    results = yield from ask(requests, stage="terms")
    found = (name_term(r.source, result) for r, result in zip(requests, results, strict=True))
    return tuple(term for term in found if term is not None)


def _requests(context: DocumentContext, names: Sequence[str]) -> tuple[Request, ...]:
    """Nothing is asked of a model that only translates sentences."""
    wrap = context.wrap
    if wrap is None:
        return ()
    return tuple(
        Request(
            f"{context.name}/name/{index}",
            name,
            wrap(_prompt(name, context.lexicon)),
            max_new_tokens=24,
            decoding=PLAIN,
        )
        for index, name in enumerate(names)
    )


def _prompt(name: str, lexicon: Lexicon) -> str:
    glossary = glossary_line(_glosses(name, lexicon))
    return load_prompt("translate").render(source=name, glossary=glossary)


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
