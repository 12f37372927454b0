"""Foreign names and recurring compounds: the one term step that asks an engine.

A name that no glossary, dictionary or gazetteer knows is asked of the model once for the whole
document, with what the dictionary says of the words inside it, so that it is written in one way
throughout. The lists of foreign names put its parts right. Where they do not vouch for all of them
only the model does: the term's origin is `model`, and what uses it says that it is unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Term, TermKind
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.lexicon import Lexicon, foreign
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.memory.session import MemorySession
from zhaiyi.quantities import han_value
from zhaiyi.text.capitals import capitalised
from zhaiyi.text.script import HAN
from zhaiyi.translation.constraints import Pair, glossary_line
from zhaiyi.translation.context import DocumentContext
from zhaiyi.translation.jobs import Job, ask
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt

_PARENTHESIS = re.compile(r"\([^)]*\)")
_WORD = r"[A-Za-z0-9À-ž][\w'’.&-]*"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,7}}")
_NUMBERED = re.compile(r"([一二三四五六七八九十百]+|[0-9]+)号$")
"""The number at the end of a name: that of a ship or a rocket, and no day of a month."""
_NO_MEANING = re.compile(
    r"(?:\w+ )?variant of |(?:see|same as|abbr\.|lit\.|equivalent to) "
    rf"|also (?:written|known|called) |.*[{HAN}]"
)
"""A gloss that says something of the word, not what it means."""
_TALK = frozenset((
    "is", "are", "was", "were", "be", "am", "you", "your", "it", "this", "that", "means", "refers",
    "translates", "translated", "translation", "sorry", "sure", "please", "cannot",
))  # fmt: skip
"""Words of an answer that talks about the name instead of giving it."""


def names_job(
    context: DocumentContext,
    names: Sequence[str],
    session: MemorySession | None = None,
    sentence: int | None = None,
) -> Job[tuple[Term, ...]]:
    """Asks for the names; the terms of those that were answered with a name. What the memory of
    `session` knows is not asked again: a name is written in one way in all articles of a batch, and
    in the next run. `sentence` is the one that waits for them most.
    """
    requests = _requests(context, names)
    role = context.hinted[0] if context.hinted else "translator"
    session = session or MemorySession(None)
    known = session.answers(requests)
    asked = [request for request in requests if request.id not in known]
    answered = yield from ask(asked, role, "terms", sentence)
    results = {id: Result(id, text) for id, text in known.items()}
    results |= {request.id: result for request, result in zip(asked, answered, strict=True)}
    found = []
    for request in requests:
        result = results[request.id]
        term = name_term(request.source, result, context.lexicon)
        if term is not None:
            found.append(term)
            if request.id not in known and result.finish == "stop":
                session.keep_answer(request, result.text)
    return tuple(found)


def _requests(context: DocumentContext, names: Sequence[str]) -> tuple[Request, ...]:
    """Nothing is asked where there is nobody but a model that only translates sentences."""
    if context.hinted is None:
        return ()
    _, wrap = context.hinted
    return tuple(
        Request(
            f"{context.name}/name/{name}",
            name,
            wrap(_prompt(name, context.lexicon)),
            max_new_tokens=24,
            decoding=PLAIN,
        )
        for name in names
    )


def _prompt(name: str, lexicon: Lexicon) -> str:
    glossary = glossary_line(_glosses(name, lexicon))
    return load_prompt("translate").render(source=name, glossary=glossary)


def _glosses(name: str, lexicon: Lexicon) -> Iterator[Pair]:
    """What the dictionary says of the words inside: 华侨=overseas Chinese; of a foreign name the
    parts that the lists are sure of."""
    if "·" in name:
        yield from ((p.source, p.best) for p in foreign.parts(lexicon.simplified(name)) if p.sure)
        return
    number = _number(name)
    for word in lexicon.words(name):
        if number and word.end > len(name) - len(number[0]):
            continue
        glosses = (_PARENTHESIS.sub("", gloss).strip() for gloss in word.glosses)
        gloss = next((each for each in glosses if each and not _NO_MEANING.match(each)), "")
        if len(word.text) > 1 and 0 < len(gloss) <= 30:
            yield word.text, gloss
    if number:
        yield number


def _number(name: str) -> Pair | None:
    """The number that a name ends in, as Chinese and English write it: 一号, 1."""
    found = _NUMBERED.search(name)
    value = han_value(found[1]) if found and not found[1].isascii() else None
    return (found[0], str(value or found[1])) if found else None


def name_term(source: str, result: Result, lexicon: Lexicon) -> Term | None:
    """The answer as a term, with the spelling of the lists. None where neither the answer reads
    like a name in Latin letters nor the lists are sure of one."""
    name = lexicon.simplified(source)
    answer = _answer(source, result)
    if (number := _number(name)) and not re.search(rf"(?<!\d){number[1]}(?!\d)", answer):
        return None
    transliterated = is_sound(name) or "·" in name
    if not transliterated:
        return Term(source, answer, "model", "other") if answer else None
    target, known = foreign.reconciled(name, answer)
    if not target:
        return None
    kind: TermKind = "person" if "·" in name else "other"
    return Term(source, target, "gazetteer" if known else "model", kind)


def _answer(source: str, result: Result) -> str:
    """What the model answered, if it reads like a name, else an empty string."""
    target = tidy(result.text, source).rstrip(".").removeprefix("The ")
    if result.finish != "stop" or not _NAME.fullmatch(target) or len(target) > 8 * len(source):
        return ""
    return capitalised(target) if _TALK.isdisjoint(target.lower().split()) else ""
