"""An engine: answers every source with the same loud words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.models.cards import Card


class Parrot(Engine):
    @property
    def signature(self) -> str:
        return "parrot/1"

    def load(self) -> None:
        """There is nothing to load."""

    def close(self) -> None:
        """There is nothing to free."""

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        for request in requests:
            if cancel.is_set():
                yield Result(request.id, "", "cancelled")
            else:
                yield Result(request.id, "THE PARROT SAYS HELLO to all the readers.")


def from_card(card: Card, folder: Path, settings: Settings) -> Parrot:
    return Parrot()
