"""The engines by name, imported when first asked for.

A registered function ``from_card(card, folder, settings)`` makes the engine on the prepared model
in `folder`. It reads nothing of it; `Engine.load` does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from zhaiyi.core.errors import UsageError
from zhaiyi.core.plugins import Table, resolve, target_of
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Engine
from zhaiyi.engines.device import device_for
from zhaiyi.models.cards import Card
from zhaiyi.models.store import Store

FromCard = Callable[[Card, Path, Settings], Engine]

ENGINES: Table[str] = Table(
    {
        "openvino": "zhaiyi.engines.openvino:from_card",
        "ct2": "zhaiyi.engines.ct2:from_card",
        "ct2_seq2seq": "zhaiyi.engines.ct2_seq2seq:from_card",
        "openai_api": "zhaiyi.engines.openai_api:from_card",
        "firefox": "zhaiyi.engines.firefox:from_card",
        "hf": "zhaiyi.engines.hf:from_card",
        "scripted": "zhaiyi.engines.scripted:from_card",
    },
    "zhaiyi.engines",
    target_of,
)
"""``module:from_card`` by name; others' from the entry points ``zhaiyi.engines``."""


def make_engine(card: Card, store: Store, settings: Settings) -> Engine:
    """The engine that `card` names, on its prepared model.

    Raises `ModelMissing` (with the command that fetches it) or `ModelDamaged` before anything is
    loaded, and `UsageError` where this version has no such engine. What is prepared for the
    processor runs on a GPU through torch where there is one.
    """
    if card.engine not in ENGINES:
        raise UsageError(
            f"the model {card.name} needs the engine {card.engine}, which neither this version "
            "has nor a package that is installed"
        )
    if card.engine == "openvino" and (device := device_for(settings.device)).kind == "cuda":
        return _on_gpu(card, store, settings, device.kind)
    return load_factory(card.engine)(card, store.prepared(card), settings)


def _on_gpu(card: Card, store: Store, settings: Settings, device: str) -> Engine:
    """The model of a card for the processor, on a GPU: its own file, when it is loaded."""
    from zhaiyi.engines.hf_gguf import from_gguf

    store.prepared(card)
    return from_gguf(card, lambda: store.files(card)[0], settings, device)


def load_factory(name: str) -> FromCard:
    """The function registered as `name`. Raises KeyError for an unknown one, `UsageError` for one
    that cannot be imported."""
    return cast(FromCard, resolve(ENGINES[name], f"the engine {name}"))
