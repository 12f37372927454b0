"""Which model plays which role in a run, and its engine: one resident model for each card."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from zhaiyi.core.errors import MissingPackage, ModelError, ModelMissing
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Engine
from zhaiyi.engines.registry import make_engine
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.models.cards import DEFAULT_CARD, Card, Role, all_cards, load_card
from zhaiyi.models.store import Store

AUTO = "auto"
KEY_SENTENCES = "the summary is the translated key sentences"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Model:
    """A card with its engine. Cards of equal name share one engine."""

    card: Card
    engine: EngineWorker


class Models:
    """Finds the models of a run when they are first needed. Safe to share between threads.

    `chosen` names a card, or ``auto`` (of the installed cards that have the role the one of the
    lowest rank), or holds an `Engine` of the caller's own, which then plays the scripted card.
    What ``auto`` had to pass over, and what a user should know of the choice, is in `notices`.
    """

    def __init__(self, chosen: dict[Role, str | Engine], settings: Settings) -> None:
        self._chosen = chosen
        self._settings = settings
        self._store = Store.from_settings(settings)
        self._engines: dict[str, EngineWorker] = {}
        self._models: dict[Role, Model] = {}
        self._broken: dict[str, ModelError] = {}
        """Cards that ``auto`` no longer takes: they were found broken while they loaded."""
        self._lock = Lock()
        self.notices: list[str] = []

    def model(self, role: Role) -> Model:
        """Raises `ModelMissing` (with the command that fetches it) or `ModelDamaged`."""
        with self._lock:
            if role not in self._models:
                self._models[role] = found = self._found(role)
                _log.info("%s is %s", role, found.engine.signature)
            return self._models[role]

    def ready(self, role: Role) -> Model:
        """The model of a role, loaded. One that ``auto`` took and that does not load gives way to
        the next, with a notice. Raises as `model` does."""
        while True:
            model = self.model(role)
            started = time.perf_counter()
            try:
                model.engine.load()
            except ModelError as error:
                if self._chosen[role] != AUTO:
                    raise
                self._pass_over(model, error)
            else:
                took = time.perf_counter() - started
                _log.debug("%s %s: in memory after %.2f s", role, model.card.name, took)
                return model

    def close(self) -> None:
        """Frees every model."""
        with self._lock:
            engines = tuple(self._engines.values())
            self._engines.clear()
            self._models.clear()
        for engine in engines:
            engine.close()

    def _pass_over(self, model: Model, error: ModelError) -> None:
        with self._lock:
            self._broken[model.card.name] = error
            self._engines.pop(model.card.name, None)
            self._models = {r: m for r, m in self._models.items() if m is not model}
        model.engine.close()

    def _found(self, role: Role) -> Model:
        """The model of a role. Beside a translator without chat that was named for both, the best
        installed model that can summarise does so; without any, the translator stands in."""
        try:
            model = self._find(role)
        except ModelMissing:
            if role != "summarizer" or self._chosen["translator"] != AUTO:
                raise
            model = self._find("translator")
        if role == "summarizer" and model.card.chat is None:
            with suppress(ModelError, MissingPackage):
                return self._automatic(role)
            self._note(f"{model.card.name} only translates: {KEY_SENTENCES}")
        return model

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
        broken: list[ModelError | MissingPackage] = []
        for card in _candidates(role):
            try:
                if error := self._broken.get(card.name):
                    raise error
                model = self._made(card)
                if not self._store.is_proven(card):
                    remedy = f"zhaiyi models pull {card.name}"
                    raise ModelMissing(f"the model {card.name} has not proved itself: {remedy}")
            except ModelMissing as error:
                if missing is None or card.name == DEFAULT_CARD:
                    missing = error
            except (ModelError, MissingPackage) as error:
                broken.append(error)
            else:
                self._say(broken, card)
                return model
        if broken:
            raise broken[0]
        raise missing or ModelMissing("no model is installed: zhaiyi models pull")

    def _say(self, broken: list[ModelError | MissingPackage], card: Card) -> None:
        for error in broken:
            self._note(f"{error} (the model {card.name} is used instead)")

    def _note(self, line: str) -> None:
        if line not in self.notices:
            self.notices.append(line)

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
    """The cards that `auto` may take, the best first. A card that was not run where Zhaiyi was made
    is taken too: who installed it wants it."""
    able = (card for card in all_cards() if role in card.roles and card.automatic)
    return iter(sorted(able, key=lambda card: card.rank))
