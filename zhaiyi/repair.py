"""Which attempt is best, and what is tried next: repair as data, without an engine.

The steps in order: a sentence that was answered instead of translated again, as words that someone
said; the sentence again, its answer begun with the one date that it missed; again
with the facts it missed named (and, where Chinese was left over, with Chinese tokens forbidden); a
beam search; clause by clause. Each is tried only while the best attempt so far has findings that
count, and while the document's budget lasts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from zhaiyi.article import split_clauses
from zhaiyi.document import Finding
from zhaiyi.engines.base import PLAIN, Decoding
from zhaiyi.hints import Facts, Pair

WEIGHT = {"error": 3.0, "warning": 1.0, "info": 0.0}
COSMETIC = frozenset({"quotes"})
"""Findings that are shown but not worth another translation."""
LONG_CHARS = 150
"""A longer sentence is cut into pieces from the first attempt on: a small model loses its thread in
it, and a batch would wait for it alone."""
PIECE_CHARS = 120
"""At most so many characters has a piece of a long sentence."""
CLAUSE_CHARS = 48
"""A sentence is cut into clauses of about this length in the last step."""
_CARRIER = "有人在纸上写道：“{}”"
_CARRIED = re.compile(r"[^\"“:]{3,60}[,:]?\s*[\"“](.+)[\"”][.,]?", re.S)
_QUOTES = '“”"「」『』'


@dataclass(frozen=True, slots=True)
class Attempt:
    """One target with its findings; `cut` if it ran into the length limit; `by` names the step
    that made it; `mended` if a number was put right by rule."""

    text: str
    findings: tuple[Finding, ...] = ()
    cut: bool = False
    by: str = "first"
    mended: bool = False


@dataclass(slots=True)
class Budget:
    """Characters of source that repair may still send again, for a whole document."""

    left: float

    def take(self, cost: float) -> bool:
        """Spends `cost` if it is there."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass(frozen=True, slots=True)
class Step:
    """One way to try again: `pieces` are translated each on its own and joined with a space.
    `opening` is what the answer is begun with, of a single piece; `carried` if the piece is put
    into a sentence as what someone says, and its English is to be taken out again."""

    name: str
    prompt: str
    pieces: tuple[str, ...]
    decoding: Decoding
    facts: Callable[[str], tuple[Pair, ...]] = field(compare=False)
    opening: str = ""
    carried: bool = False


def penalty(findings: Sequence[Finding]) -> float:
    """Weight of what the checks found; 0 means nothing that counts."""
    return sum(WEIGHT[finding.severity] for finding in findings)


def best_of(attempts: Sequence[Attempt]) -> Attempt:
    """The attempt with the least penalty, the earliest of equals; an empty one only if all are."""
    return min(attempts, key=lambda a: (not a.text, penalty(a.findings) + 3.0 * a.cut))


def first_step(source: str, facts: Facts, decoding: Decoding) -> Step:
    """The first attempt at `source`, in pieces if it is long."""
    return Step("first", "translate", _pieces(source), decoding, _inside(source, facts.all))


def next_step(
    source: str,
    facts: Facts,
    attempts: Sequence[Attempt],
    hints: bool,
    budget: Budget,
    thorough: bool = True,
) -> Step | None:
    """What to try after `attempts`, or None if it is good enough or nothing is left to try. Only
    who is `thorough` pays for a beam search behind another retry."""
    best = best_of(attempts)
    worth = [finding for finding in best.findings if finding.kind not in COSMETIC]
    if best.text and not best.cut and penalty(worth) == 0:
        return None
    done = {attempt.by for attempt in attempts}
    ladder = _LADDER if _serious(best) else {name: _LADDER[name] for name in _DOUBTS}
    for name, (make, cost) in ladder.items():
        spared = name == "beam" and "facts" in done and not thorough
        skipped = name in done or spared
        step = None if skipped else make(source, facts, attempts, hints)
        if step is not None:
            return step if budget.take(cost * len(source)) else None
    return None


def _serious(attempt: Attempt) -> bool:
    """A mere doubt is worth one more try, an error all of them."""
    errors = any(finding.severity == "error" for finding in attempt.findings)
    return not attempt.text or attempt.cut or errors


def _kinds(attempts: Sequence[Attempt]) -> set[str]:
    return {f.kind for a in attempts for f in a.findings if WEIGHT[f.severity] > 0}


def _decoding(attempts: Sequence[Attempt], beam: int = 1) -> Decoding:
    """Forbids what went wrong before: loops."""
    kinds = _kinds(attempts)
    loops = "repetition" in kinds or any(a.cut for a in attempts)
    return Decoding(
        beam=beam,
        target_only=True,
        repetition_penalty=1.15 if loops else 1.0,
        no_repeat_ngram=6 if loops else 0,
    )


def _carry(source: str, facts: Facts, attempts: Sequence[Attempt], hints: bool) -> Step | None:
    """A model that took the sentence for its task does not, where somebody says it."""
    if "answered" not in _kinds(attempts):
        return None
    piece = _CARRIER.format(source.strip(_QUOTES))
    step = Step("carried", "translate", (piece,), PLAIN, _inside(source, facts.all))
    return replace(step, carried=True)


def put_down(text: str) -> str:
    """What someone says in the English of a carried sentence; empty where that cannot be told."""
    found = _CARRIED.fullmatch(text.strip())
    return found[1].strip(" ,") if found else ""


def _name_missed(
    source: str, facts: Facts, attempts: Sequence[Attempt], hints: bool
) -> Step | None:
    decoding = _decoding(attempts)
    if not (hints and facts.all) and decoding == PLAIN:
        return None
    pairs = facts.quantities + facts.names
    return Step("facts", "retranslate", _pieces(source), decoding, _inside(source, pairs))


def _open(source: str, facts: Facts, attempts: Sequence[Attempt], hints: bool) -> Step | None:
    if not facts.opening or len(_pieces(source)) > 1:
        return None
    decoding = _decoding(attempts)
    return Step("opening", "translate", (source,), decoding, lambda piece: facts.all, facts.opening)


def _beam(source: str, facts: Facts, attempts: Sequence[Attempt], hints: bool) -> Step | None:
    decoding = _decoding(attempts, beam=4)
    return Step("beam", "translate", _pieces(source), decoding, _inside(source, facts.all))


def _clauses(source: str, facts: Facts, attempts: Sequence[Attempt], hints: bool) -> Step | None:
    pieces = _cut(source, CLAUSE_CHARS)
    if len(pieces) < 2:
        return None
    return Step("clauses", "translate", pieces, _decoding(attempts), _inside(source, facts.all))


def _pieces(source: str) -> tuple[str, ...]:
    """What of `source` goes to the model at one time: nearly always the whole."""
    return _cut(source, PIECE_CHARS) if len(source) > LONG_CHARS else (source,)


def _cut(source: str, limit: int) -> tuple[str, ...]:
    pieces = (source[span.start : span.end].strip() for span in split_clauses(source, limit))
    return tuple(piece for piece in pieces if piece)


def _inside(source: str, pairs: tuple[Pair, ...]) -> Callable[[str], tuple[Pair, ...]]:
    """Those that a piece of `source` holds; the whole holds them all."""
    return lambda piece: tuple(pair for pair in pairs if piece == source or pair[0] in piece)


_Make = Callable[[str, Facts, Sequence[Attempt], bool], Step | None]
# Name of a step → how it is made, and what it costs beside a first attempt at the same source.
_LADDER: dict[str, tuple[_Make, float]] = {
    "carried": (_carry, 1.2),
    "opening": (_open, 1.0),
    "facts": (_name_missed, 1.0),
    "beam": (_beam, 2.5),
    "clauses": (_clauses, 1.2),
}
_DOUBTS = ("carried", "opening", "facts")
"""The steps that a mere doubt is worth."""
