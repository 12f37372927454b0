"""The terms of an article: those of --glossary, then those of the file that lies beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock

from zhaiyi.batch.inputs import Input
from zhaiyi.core.document import Term
from zhaiyi.terminology.glossary import find_glossary, load_glossary


def _silent(message: str) -> None:
    """Nobody listens."""


def read_glossaries(
    paths: Iterable[Path], tell: Callable[[str], None] = _silent
) -> tuple[Term, ...]:
    """The terms of all glossary files, in order. `tell` hears what is odd in them."""
    return tuple(term for path in paths for term in load_glossary(path, tell))


class Glossaries:
    """Finds the glossary of each article, reads each file once. Safe to share between threads.

    What `given` says of a word is stronger than what a file beside the article says.
    """

    def __init__(self, given: Iterable[Term] = ()) -> None:
        self._given = frozenset(term.source for term in given)
        self._read: dict[Path, tuple[Term, ...]] = {}
        self._lock = Lock()

    def path(self, article: Input) -> Path | None:
        """The glossary that belongs to an article."""
        return find_glossary(article.path) if article.path is not None else None

    def terms(self, path: Path | None, tell: Callable[[str], None] = _silent) -> tuple[Term, ...]:
        """The terms of a file that `path` found. Raises `UnreadableInput`."""
        if path is None:
            return ()
        with self._lock:
            if path not in self._read:
                found = load_glossary(path, tell)
                self._read[path] = tuple(t for t in found if t.source not in self._given)
            return self._read[path]

    def beside(self, article: Input, tell: Callable[[str], None] = _silent) -> tuple[Term, ...]:
        """The terms that lie beside an article; where they come from is told. Raises
        `UnreadableInput`."""
        path = self.path(article)
        terms = self.terms(path, tell)
        if terms:
            tell(f"terms are taken from {path}")
        return terms

    def fingerprint(self, article: Input) -> str:
        """Of the article and of its glossary: what its output depends on."""
        own = article.fingerprint()
        path = self.path(article)
        if not own or path is None:
            return own
        try:
            beside = path.read_bytes()
        except OSError:
            return own
        return hashlib.sha256(own.encode() + beside).hexdigest()
