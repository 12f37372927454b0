"""The engines by name, imported when first asked for.

A registered function ``from_card(card, folder, settings)`` makes the engine on the prepared model
in `folder`. It reads nothing of it; `Engine.load` does.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Engine
from zhaiyi.models.cards import Card
from zhaiyi.models.store import Store

FromCard = Callable[[Card, Path, Settings], Engine]

ENGINES: dict[str, str] = {
    "openvino": "zhaiyi.engines.openvino:from_card",
    "ct2": "zhaiyi.engines.ct2:from_card",
    "ct2_seq2seq": "zhaiyi.engines.ct2_seq2seq:from_card",
    "openai_api": "zhaiyi.engines.openai_api:from_card",
    "firefox": "zhaiyi.engines.firefox:from_card",
    "hf": "zhaiyi.engines.hf:from_card",
    "scripted": "zhaiyi.engines.scripted:from_card",
}


def make_engine(card: Card, store: Store, settings: Settings) -> Engine:
    """The engine that `card` names, on its prepared model.

    Raises `ModelMissing` (with the command that fetches it) or `ModelDamaged` before anything is
    loaded, and `UsageError` where this version has no such engine.
    """
    if card.engine not in ENGINES:
        raise UsageError(
            f"the model {card.name} needs the engine {card.engine}, which this version has not"
        )
    return load_factory(card.engine)(card, store.prepared(card), settings)


def load_factory(name: str) -> FromCard:
    """The function registered as `name`. Raises KeyError for an unknown one."""
    module, _, attribute = ENGINES[name].partition(":")
    return cast(FromCard, getattr(import_module(module), attribute))
