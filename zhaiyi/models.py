"""Which model plays which role in a run, and its engine: one resident model for each card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from zhaiyi.cards import Card, all_cards, load_card
from zhaiyi.engines.base import Engine
from zhaiyi.engines.registry import make_engine
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.errors import ModelError, ModelMissing
from zhaiyi.settings import Settings
from zhaiyi.store import Store
from zhaiyi.work import Role

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Model:
    """A card with its engine. Cards of equal name share one engine."""

    card: Card
    engine: EngineWorker


class Models:
    """Finds the models of a run when they are first needed. Safe to share between threads.

    `chosen` names a card, or ``auto`` (the first installed card, in the order of `all_cards`, that
    has the role), or holds an `Engine` of the caller's own, which then plays the scripted card.
    """

    def __init__(self, chosen: dict[Role, str | Engine], settings: Settings) -> None:
        self._chosen = chosen
        self._settings = settings
        self._store = Store(settings.home, settings.offline)
        self._engines: dict[str, EngineWorker] = {}
        self._models: dict[Role, Model] = {}
        self._lock = Lock()
        self.notices: list[str] = []

    def model(self, role: Role) -> Model:
        """Raises `ModelMissing` (with the command that fetches it) or `ModelDamaged`."""
        with self._lock:
            if role not in self._models:
                self._models[role] = self._find(role)
            return self._models[role]

    def close(self) -> None:
        """Frees every model."""
        with self._lock:
            engines = tuple(self._engines.values())
            self._engines.clear()
            self._models.clear()
        for engine in engines:
            engine.close()

    def _find(self, role: Role) -> Model:
        chosen = self._chosen[role]
        if isinstance(chosen, Engine):
            return Model(load_card("scripted"), self._shared(chosen))
        if chosen != AUTO:
            return self._made(load_card(chosen))
        return self._automatic(role)

    def _automatic(self, role: Role) -> Model:
        """The best installed card; a broken one is left out, with a notice."""
        missing: ModelMissing | None = None
        broken: list[ModelError] = []
        for card in _candidates(role):
            try:
                model = self._made(card)
            except ModelMissing as error:
                missing = missing or error
            except ModelError as error:
                broken.append(error)
            else:
                self._say(broken, card)
                return model
        if broken:
            raise broken[0]
        raise missing or ModelMissing("no model is installed: zhaiyi models pull")

    def _say(self, broken: list[ModelError], card: Card) -> None:
        lines = (f"{error} (the model {card.name} is used instead)" for error in broken)
        self.notices.extend(line for line in lines if line not in self.notices)

    def _shared(self, engine: Engine) -> EngineWorker:
        """One worker for an engine of the caller's own, also where it plays both roles."""
        return self._engines.setdefault(f"engine {id(engine)}", _worker(engine))

    def _made(self, card: Card) -> Model:
        if card.name not in self._engines:
            self._engines[card.name] = _worker(make_engine(card, self._store, self._settings))
        return Model(card, self._engines[card.name])


def _worker(engine: Engine) -> EngineWorker:
    return engine if isinstance(engine, EngineWorker) else EngineWorker(engine)


def _candidates(role: Role) -> Iterator[Card]:
    """The cards that `auto` may take: real ones that this version runs."""
    return (
        card
        for card in all_cards()
        if role in card.roles and card.engine != "scripted" and card.runnable_here
    )
