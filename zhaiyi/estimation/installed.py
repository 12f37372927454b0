"""The estimator of this machine."""

from __future__ import annotations

import logging
import os
from threading import Lock

from zhaiyi.core.errors import ModelError
from zhaiyi.core.settings import Settings
from zhaiyi.estimation.base import Reader
from zhaiyi.estimation.estimator import Estimator, PairReader
from zhaiyi.models.cards import ESTIMATOR_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.models.store.prepared import folder_name


def translator_of(signature: str) -> str:
    """What a translator's curve goes by: card and weights, without engine and its version."""
    return signature.partition(" ")[0]


def installed_reader(store: Store, threads: int = 0) -> PairReader | None:
    """The encoder of the estimator's card, None where it was not fetched. Loads nothing. Raises
    `ModelDamaged`."""
    card = load_card(ESTIMATOR_CARD)
    folder = store.found(card)
    return PairReader(folder, folder_name(card), threads) if folder else None


_log = logging.getLogger(__name__)


class Confidence:
    """The estimator of a service: on the reader that was `given`, or the installed one, which is
    looked for when it is first wanted. Safe to share between threads."""

    def __init__(self, settings: Settings, given: Reader | None = None) -> None:
        self._settings = settings
        self._lock = Lock()
        self._reader = given
        self._looked = self.is_given = given is not None

    def of(self, signature: str) -> Estimator | None:
        """For the engine of this signature; None where no estimator is installed, or it is
        damaged: the log says so once."""
        with self._lock:
            if not self._looked:
                self._looked = True
                self._reader = self._look()
        return Estimator(self._reader, translator_of(signature)) if self._reader else None

    def _look(self) -> Reader | None:
        store = Store.from_settings(self._settings)
        try:
            reader = installed_reader(store, _threads(self._settings.threads))
        except ModelError as error:
            _log.warning("no confidence: %s", error)
            return None
        if reader is None:
            _log.info("no confidence: zhaiyi models pull %s fetches the estimator", ESTIMATOR_CARD)
        return reader


def _threads(wanted: int) -> int:
    """A quarter of the processor: the translator has the rest at the same time."""
    return max(1, (wanted or os.cpu_count() or 1) // 4)
