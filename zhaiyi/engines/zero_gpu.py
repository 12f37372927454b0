"""ZeroGPU: Spaces whose GPU is lent for the length of a decorated function's call.

The function runs in a forked process that sees what was loaded before. So the main process loads
the models, and each micro-batch is one call: an engine's key and its rows go over, tokens come
back. A cancel acts between micro-batches. Tried with a stand-in for the package `spaces`; not run
on ZeroGPU.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from zhaiyi.engines.base import NEVER, Cancel, Request

Rows = list[list[list[int]]]
Decorator = Callable[[Callable[..., Rows]], Callable[..., Rows]]


class Computes(Protocol):
    """What an engine on a GPU has: new tokens of every candidate of every row."""

    def computed(
        self, batch: Sequence[Request], ids: list[list[int]], cancel: Cancel
    ) -> list[list[list[int]]]: ...


_engines: dict[int, Computes] = {}
_lent: list[Callable[..., Rows]] = []


def lend(decorator: Decorator) -> None:
    """From now on every micro-batch runs in a function that `decorator` (``spaces.GPU``) wraps."""
    _lent[:] = [decorator(_work)]


def on_gpu(
    engine: Computes, batch: Sequence[Request], ids: list[list[int]], cancel: Cancel
) -> Rows:
    """The engine's tokens: computed here, or by the decorated function."""
    if not _lent:
        return engine.computed(batch, ids, cancel)
    _engines[id(engine)] = engine
    return _lent[0](id(engine), tuple(batch), ids)


def _work(key: int, batch: Sequence[Request], ids: list[list[int]]) -> Rows:
    return _engines[key].computed(batch, ids, NEVER)


def forget(engine: Any) -> None:
    """The engine is closed."""
    _engines.pop(id(engine), None)
