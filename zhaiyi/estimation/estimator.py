"""Reads pairs with the encoder, and gives each a calibrated confidence.

The encoder is multilingual-e5-small (Wang et al. 2024) that was taught on judgements of
professional translators (MQM; Freitag et al. 2021): source and target in one sequence, one output
for the sentence, one for each word piece. It runs on OpenVINO as
`zhaiyi.models.convert.estimator` wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhaiyi.core.errors import ModelDamaged
from zhaiyi.estimation.base import Estimate, Evidence, Pair, Reader, Reading
from zhaiyi.estimation.curves import Curves, level_of, load_curves
from zhaiyi.estimation.features import features
from zhaiyi.estimation.heads import Heads
from zhaiyi.estimation.spans import doubtful_parts
from zhaiyi.models.convert.e5 import BLOCK, BLOCK_BYTES, BOS, EOS, Floats, unpacked
from zhaiyi.models.convert.estimator import GRAPH, HEADS, PIECES, WORDS
from zhaiyi.models.convert.pieces import Encoded, Pieces, Tokenizer
from zhaiyi.models.openvino_import import openvino

SOURCE_PIECES, TARGET_PIECES = 150, 190
"""What lies behind so many pieces of a side is not read: about 220 characters, 140 words."""
BATCH = 4
"""Pairs of like length that are read at once."""
SUSPECT, LEFT_OUT = 0.0, 0.0
"""Logits from which a piece of the target or of the source is pointed at: more likely than not."""


class PairReader:
    """The encoder in the prepared folder of its card; loaded on first use, safe to share.

    `threads` 0 leaves the number to the runtime.
    """

    def __init__(self, folder: Path, signature: str, threads: int = 0) -> None:
        self.signature = signature
        self._folder, self._threads = folder, threads
        self._lock = Lock()

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """One reading for each pair, in order. Raises `ModelDamaged` if the model does not load."""
        with self._lock:
            parts = self._loaded
            rows = [_Row.of(i, pair, parts.tokenizer) for i, pair in enumerate(pairs)]
            readings: dict[int, Reading] = {}
            for batch in _batches(rows):
                readings |= self._read(batch, parts)
        return [readings[i] for i in range(len(pairs))]

    def _read(self, batch: Sequence[_Row], parts: _Parts) -> dict[int, Reading]:
        width = max(len(row.ids) for row in batch)
        ids = np.full((len(batch), width), -1, np.int64)
        for place, row in enumerate(batch):
            ids[place, : len(row.ids)] = row.ids
        real = (ids >= 0).astype(np.float32)
        hidden = parts.run(parts.states(ids), real)
        starts = np.array([row.start for row in batch])
        pieces, sentence = parts.heads(hidden, real, starts)
        return {
            row.number: row.reading(pieces[place], sentence[place])
            for place, row in enumerate(batch)
        }

    @cached_property
    def _loaded(self) -> _Parts:
        try:
            return _Parts.load(self._folder, self._threads)
        except Exception as error:  # the libraries raise bare Exception or RuntimeError
            raise ModelDamaged(
                f"the estimator in {self._folder.name} does not load: "
                "zhaiyi models pull --force estimator-news"
            ) from error


@dataclass(frozen=True)
class _Row:
    """A pair as the encoder takes it: source, target and what parts them."""

    number: int
    pair: Pair
    ids: list[int]
    source: Encoded
    target: Encoded

    @classmethod
    def of(cls, number: int, pair: Pair, tokenizer: Tokenizer) -> _Row:
        source, target = tokenizer.encode(pair)
        source, target = source.cut(SOURCE_PIECES), target.cut(TARGET_PIECES)
        return cls(number, pair, [BOS, *source.ids, EOS, EOS, *target.ids, EOS], source, target)

    @property
    def start(self) -> int:
        """Where the target begins."""
        return len(self.source.ids) + 3

    def reading(self, pieces: Floats, sentence: Floats) -> Reading:
        of_source = pieces[1 : 1 + len(self.source.ids), 2]
        of_target = pieces[self.start : self.start + len(self.target.ids), 0]
        major, minor, points = (float(value) for value in sentence)
        return Reading(
            major,
            minor,
            points,
            float(of_target.max(initial=-10.0)),
            doubtful_parts(self.pair[1], self.target.spans, of_target.tolist(), SUSPECT),
            doubtful_parts(self.pair[0], self.source.spans, of_source.tolist(), LEFT_OUT),
        )


def _batches(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    ordered = sorted(rows, key=lambda row: len(row.ids))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


class _Parts:
    """What is loaded: tokenizer, embedding (read from the disk row by row), graph, heads."""

    def __init__(self, tokenizer: Tokenizer, words: Any, graph: Any, heads: Heads) -> None:
        self.tokenizer, self.heads = tokenizer, heads
        self._words, self._graph = words, graph

    @classmethod
    def load(cls, folder: Path, threads: int) -> _Parts:
        tokenizer = Tokenizer(Pieces.load(folder / PIECES))
        heads = Heads.load(folder / HEADS)
        row = heads.places.shape[1] // BLOCK * BLOCK_BYTES
        words = np.memmap(folder / WORDS, np.uint8, "r").reshape(-1, row)
        # Activations in int8 save more than half of the time, and change the points by less than
        # 0.005; the rest is the same on every processor.
        properties: dict[str, Any] = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": heads.places.shape[1],
        }
        if threads:
            properties["INFERENCE_NUM_THREADS"] = threads
        core = openvino().Core()
        graph = core.compile_model(str(folder / GRAPH), "CPU", properties)
        return cls(tokenizer, words, graph, heads)

    def states(self, ids: NDArray[np.int64]) -> Floats:
        """Embeddings of words and places, (rows, length, width)."""
        unique, where = np.unique(np.maximum(ids, 0), return_inverse=True)
        width = self.heads.places.shape[1]
        table = unpacked(np.asarray(self._words[unique]).reshape(-1, BLOCK_BYTES))
        words = table.reshape(len(unique), width)[where.reshape(ids.shape)]
        summed: Floats = words + self.heads.places[: ids.shape[1]]
        return summed

    def run(self, states: Floats, real: Floats) -> Floats:
        hidden: Floats = self._graph({"states": states, "real": real})["hidden"]
        return hidden


GENERAL_CURVE = "general curve"
"""How a translator is told of whose outputs nobody has marked."""


class Estimator:
    """Confidence of targets. `translator` is the signature of what wrote them, empty where nobody
    knows. Without a `reader` it stands on checks, lengths and log-probabilities alone, where a
    curve for these was fitted."""

    def __init__(
        self, reader: Reader | None, translator: str = "", curves: Curves | None = None
    ) -> None:
        self._reader, self._translator, self._curves = reader, translator, curves

    @property
    def signature(self) -> str:
        """What decides the estimates besides the pairs."""
        return self._reader.signature if self._reader else ""

    def __str__(self) -> str:
        """As a provenance names it."""
        return f"{self.signature}, {self.curve}"

    @property
    def curve(self) -> str:
        """Whose marks the confidence stands on: of this very translator, or of others."""
        known = (self._curves or load_curves()).knows(self._translator)
        return "calibrated for this translator" if known else GENERAL_CURVE

    def for_anybody(self) -> Estimator:
        """The same encoder for translations of unknown origin, by the general curve."""
        return Estimator(self._reader, "", self._curves)

    def estimate(
        self, pairs: Sequence[Pair], evidence: Sequence[Evidence] | None = None
    ) -> list[Estimate | None]:
        """One estimate for each (source, target), in order; None where no curve can use what is
        known. `evidence` is in the order of the pairs. Raises `ModelDamaged`."""
        readings: Sequence[Reading | None] = (
            self._reader.read(pairs) if self._reader else [None] * len(pairs)
        )
        known = evidence if evidence is not None else [Evidence()] * len(pairs)
        return [
            self._estimated(pair, reading, more)
            for pair, reading, more in zip(pairs, readings, known, strict=True)
        ]

    def _estimated(
        self, pair: Pair, reading: Reading | None, evidence: Evidence
    ) -> Estimate | None:
        found = features(pair, reading, evidence)
        curve = (self._curves or load_curves()).of(self._translator, found)
        if curve is None:
            return None
        confidence = curve.confidence(found)
        level = level_of(confidence, curve, found["objections"])
        if reading is None or level == "sure":
            return Estimate(confidence, level)
        return Estimate(confidence, level, reading.suspect, reading.left_out)
