"""The terms of an article by the rules and by the recogniser of this machine."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from zhaiyi.core.document import Article, Term
from zhaiyi.core.errors import ModelError
from zhaiyi.core.settings import Settings
from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.models.cards import RECOGNISER_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.models.store.prepared import folder_name
from zhaiyi.recognition.lac import Recogniser
from zhaiyi.terminology import find_terms, foreign_candidates, recurrent_candidates
from zhaiyi.terminology.recogniser import UNREAD, Readings

_log = logging.getLogger(__name__)
_REMEMBERED = 5_000
"""Sentences whose tokens are kept: an article is read once, for its terms and for its names."""


class Reader(Protocol):
    """What `Recogniser` offers."""

    signature: str

    def preload(self) -> None:
        """Starts loading and does not wait."""
        ...

    def read(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each text."""
        ...


def installed_recogniser(store: Store) -> Recogniser | None:
    """The recogniser that was fetched, None where there is none. Loads nothing. Raises
    `ModelDamaged`."""
    card = load_card(RECOGNISER_CARD)
    folder = store.found(card)
    return Recogniser(folder, folder_name(card)) if folder else None


class TermFinder:
    """Finds terms and unknown names; safe to share between threads.

    The recogniser is the one `given`, or the installed one, which is looked for when it is first
    wanted. Without one, or where it is damaged, the rules work alone, and the log says so once.
    """

    def __init__(self, lexicon: Lexicon, settings: Settings, given: Reader | None = None) -> None:
        self.lexicon = lexicon
        self._settings = settings
        self._lock = Lock()
        self._reader = given
        self._looked = self._given = given is not None
        self._known: dict[str, tuple[Token, ...]] = {}

    @property
    def by_rule(self) -> TermFinder:
        """The same without what is installed."""
        if self._given:
            return self
        other = TermFinder(self.lexicon, self._settings)
        other._looked = True
        return other

    @property
    def provenance(self) -> dict[str, str]:
        """What a result should tell of the recogniser; nothing without one."""
        reader = self._installed()
        return {"recogniser": reader.signature} if reader else {}

    def preload(self) -> None:
        """Starts loading the recogniser and does not wait."""
        if reader := self._installed():
            reader.preload()

    def terms(self, article: Article, user: Sequence[Term] = ()) -> tuple[Term, ...]:
        """`zhaiyi.terminology.find_terms` with what the recogniser says, if there is one."""
        return find_terms(article, self.lexicon, user, self._readings(article))

    def unknown(self, article: Article, terms: Sequence[Term]) -> tuple[str, ...]:
        """Foreign names and recurring compounds of `article` that have no term."""
        readings = self._readings(article)
        foreign = foreign_candidates(article, self.lexicon, terms, readings)
        recurrent = recurrent_candidates(article, self.lexicon, terms)
        return tuple(dict.fromkeys((*foreign, *recurrent)))

    def _readings(self, article: Article) -> Readings:
        reader = self._installed()
        if reader is None:
            return UNREAD
        texts = dict.fromkeys(s.text for s in article.sentences if not s.foreign)
        try:
            return self._read(reader, list(texts))
        except ModelError as error:
            self._give_up(error)
            return UNREAD

    def _read(self, reader: Reader, texts: list[str]) -> Readings:
        known = self._known
        new = [text for text in texts if text not in known]
        read = dict(zip(new, reader.read(new), strict=True))
        found = {text: known.get(text) or read.get(text, ()) for text in texts}
        self._known = found if len(found) <= _REMEMBERED else {}
        return found

    def _installed(self) -> Reader | None:
        with self._lock:
            if not self._looked:
                self._looked = True
                self._reader = self._look()
            return self._reader

    def _look(self) -> Reader | None:
        try:
            found = installed_recogniser(Store.from_settings(self._settings))
        except ModelError as error:
            _log.warning("names are found by rule alone: %s", error)
            return None
        if found is None:
            remedy = f"zhaiyi models pull {RECOGNISER_CARD}"
            _log.info("names are found by rule alone: %s fetches the recogniser", remedy)
        return found

    def _give_up(self, error: ModelError) -> None:
        with self._lock:
            self._reader = None
        _log.warning("names are found by rule alone: %s", error)
