"""Foreign names written in Chinese: the one term step that asks an engine.

A name that no glossary, dictionary or gazetteer knows is asked of the model once for the whole
document, so that it is written in one way throughout. Only the model vouches for it: the term's
origin is `model`, and what uses it says that it is unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.document import Term
from zhaiyi.engines.base import Cancel, Decoding, Engine, Request
from zhaiyi.prompts import load_prompt
from zhaiyi.tidy import tidy
from zhaiyi.translate import Wrap

MAX_NAMES = 12
"""Names asked for one document; those that come first."""

_NAME = re.compile(r"[A-Z][\w'’.-]*(?:[ -](?:[A-Z][\w'’.-]*|of|the|de|da|di|van|von|al|bin|la|le|del|el))*")


def ask_names(
    names: Sequence[str], engine: Engine, wrap: Wrap, document: str, cancel: Cancel
) -> Iterator[Term]:
    """One term for each name whose answer looks like a name in Latin letters."""
    prompt = load_prompt("name")
    requests = [
        Request(
            f"{document}/name/{index}",
            name,
            wrap(prompt.render(source=name)),
            max_new_tokens=24,
            decoding=Decoding(target_only=True),
        )
        for index, name in enumerate(names[:MAX_NAMES])
    ]
    for result in engine.generate(requests, cancel):
        source = names[int(result.id.rsplit("/", 1)[1])]
        target = tidy(result.text, source).rstrip(".")
        if result.finish == "stop" and _NAME.fullmatch(target) and len(target) <= 8 * len(source):
            yield Term(source, target, "model", "other")
