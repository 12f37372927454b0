"""Whether a fetched model is what its publisher measured: thirty sentences, its own stored outputs.

A model whose files could not be tried where Zhaiyi was made carries sentences with references and
with the outputs that this very model gave elsewhere. It translates them here, bare, without checks
and retries, and is kept if its chrF comes close enough to that of the stored outputs.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sacrebleu.metrics.chrf import CHRF

from zhaiyi.core.errors import EngineError, ModelDamaged
from zhaiyi.engines.base import Engine, Request
from zhaiyi.models.cards import Card

_LONGEST = 256
"""Tokens of an answer."""


@dataclass(frozen=True, slots=True)
class Proof:
    """`score` and `stored` are chrF against the references: of what the model gave here, and of
    what it gave where it was measured."""

    score: float
    stored: float
    margin: float
    sentences: int

    @property
    def passed(self) -> bool:
        return self.score >= self.stored - self.margin

    def __str__(self) -> str:
        verdict = "proved itself" if self.passed else "did not prove itself"
        return (
            f"{verdict}: chrF {self.score:.1f} on {self.sentences} sentences, "
            f"{self.stored:.1f} stored, {self.margin:.1f} may be missing"
        )


@dataclass(frozen=True, slots=True)
class ProofLine:
    source: str
    reference: str
    stored: str


def read_proof(card: Card) -> list[ProofLine]:
    """The sentences of the card's proof. Raises `ModelDamaged` for a file that was changed."""
    assert card.proof is not None, f"{card.name} has nothing to prove"
    path = card.folder / card.proof.file
    try:
        data = path.read_bytes()
    except OSError as error:
        words = f"the proof of {card.name} cannot be read ({path}): install Zhaiyi again"
        raise ModelDamaged(words) from error
    if hashlib.sha256(data).hexdigest() != card.proof.sha256:
        raise ModelDamaged(f"the proof of {card.name} was changed ({path}): install Zhaiyi again")
    rows = csv.DictReader(data.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [ProofLine(row["zh"], row["en"], row[card.proof.column]) for row in rows]


def prove(card: Card, engine: Engine) -> Proof:
    """Has the model translate the sentences. Raises `ModelError`, and `EngineError` where it breaks
    over them."""
    assert card.proof is not None, f"{card.name} has nothing to prove"
    lines = read_proof(card)
    references = [[line.reference for line in lines]]
    given = _translated(engine, [line.source for line in lines])
    return Proof(
        CHRF().corpus_score(given, references).score,
        CHRF().corpus_score([line.stored for line in lines], references).score,
        card.proof.margin,
        len(lines),
    )


def _translated(engine: Engine, sources: Sequence[str]) -> list[str]:
    asked = [Request(str(n), source, max_new_tokens=_LONGEST) for n, source in enumerate(sources)]
    answers = {result.id: result.text for result in engine.generate(asked)}
    if len(answers) < len(asked):
        raise EngineError("the model left sentences of its proof without an answer")
    return [answers[request.id] for request in asked]
