"""Which hypothesis is best, and what is tried next: retry as data, without an engine.

`LADDER` holds the steps in order: a sentence that was answered instead of translated again, as
words that someone wrote; the sentence again, its answer begun with the one date that it missed;
again with the names that it missed in Latin letters; again with the constraints it violated named;
a beam search; clause by clause. Each is tried only while the best hypothesis so far has findings
that count, and while the document's budget lasts. Of hypotheses to which the checks object alike,
the one that the translator was surest of is kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhaiyi.article import split_clauses
from zhaiyi.core.document import Finding, Term, Told
from zhaiyi.engines.base import PLAIN, Decoding
from zhaiyi.models.cards import Role
from zhaiyi.translation.constraints import Constraints, Pair

WEIGHT = {"error": 3.0, "warning": 1.0, "info": 0.0}
COSMETIC = frozenset({"quotes"})
"""Findings that are shown but not worth another translation."""
LONG_CHARS = 150
"""A longer sentence is cut into pieces from the first step on: a small model loses its thread in
it, and a batch would wait for it alone."""
PIECE_CHARS = 120
"""At most so many characters has a piece of a long sentence."""
CLAUSE_CHARS = 48
"""A sentence is cut into clauses of about this length in the last step."""
DOUBT_CHARS = 100
"""A longer sentence is not tried again for a mere doubt: of five among the 974 of newstest2021-dev
none came out better, and one that is long ends late, so that a brief waits for it alone."""
_SPELT = frozenset({"person", "place"})
"""Names that are spelt, not translated."""
_CARRIER = "有人在纸上写道：“{}”"
_CARRIED = re.compile(r"[^\"“:]{3,60}[,:]?\s*[\"“](.+)[\"”][.,]?", re.S)
_QUOTES = '“”"「」『』'


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One target with its findings; `cut` if it ran into the length limit; `by` names the step
    that made it; `mended` if a number was put right by rule; `told` what the model tells of it."""

    text: str
    findings: tuple[Finding, ...] = ()
    cut: bool = False
    by: str = "first"
    mended: bool = False
    told: Told | None = None


@dataclass(slots=True)
class Budget:
    """Characters of source that retries may still send again, for a whole document."""

    left: float

    def take(self, cost: float) -> bool:
        """Spends `cost` if it is there."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass(frozen=True, slots=True)
class Means:
    """What retries may use. `hints`: the translator takes them. Only who is `thorough` pays for a
    beam search behind another retry, and for a mere doubt of a long sentence. `rewriter`: there is
    a model beside the translator that takes hints."""

    hints: bool = True
    thorough: bool = True
    rewriter: bool = False


EVERYTHING = Means()


@dataclass(frozen=True, slots=True)
class Step:
    """One way to translate a sentence: `pieces` go to the engine each on its own and are joined
    with a space. `told` is what the prompt may tell; `opening` is what the answer is begun with,
    of a single piece. `carried`: the piece is put into a sentence as what someone wrote, and its
    English is to be taken out again. `role` is whose engine is asked."""

    name: str
    prompt: str
    pieces: tuple[str, ...]
    decoding: Decoding
    told: tuple[Pair, ...] = ()
    opening: str = ""
    carried: bool = False
    role: Role = "translator"

    def pairs(self, piece: str) -> tuple[Pair, ...]:
        """What the prompt of a piece tells: all of it to the whole, to a part what it holds."""
        whole = len(self.pieces) == 1
        return tuple(pair for pair in self.told if whole or pair[0] in piece)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder before it is fitted to a sentence. It costs `cost` times what a first
    step at the same source costs. `doubt`: also a mere doubt is worth it. `against`: only where a
    check of this kind objects. `carries` the sentence in another; `opens` the answer; `spells` the
    missed names in the source; `names` what was violated, before all else; `clauses`: the sentence
    is cut small; `beside`: the model beside a translator that takes no hints is told them."""

    name: str
    cost: float
    prompt: str = "translate"
    beam: int = 1
    doubt: bool = False
    against: str = ""
    carries: bool = False
    opens: bool = False
    spells: bool = False
    names: bool = False
    clauses: bool = False
    beside: bool = False


LADDER = (
    Rung("carried", 1.2, doubt=True, against="answered", carries=True),
    Rung("rewritten", 1.0, "retranslate", doubt=True, beside=True),
    Rung("opening", 1.0, doubt=True, opens=True),
    Rung("spelt", 1.0, "retranslate", doubt=True, against="name", spells=True),
    Rung("constraints", 1.0, "retranslate", doubt=True, names=True),
    Rung("beam", 2.5, beam=4),
    Rung("clauses", 1.2, clauses=True),
)


_MEAN = 2.0
"""What a mean log-probability weighs beside a doubt of the translator's own mark."""


def penalty(findings: Sequence[Finding]) -> float:
    """Weight of what the checks found; 0 means nothing that counts."""
    return sum(WEIGHT[finding.severity] for finding in findings)


def best_of(hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """The one with the least penalty, of equals the surest, of these the earliest; an empty one
    only if all are."""
    return min(
        hypotheses,
        key=lambda h: (not h.text, penalty(h.findings) + 3.0 * h.cut, _unsureness(h.told)),
    )


def _unsureness(told: Told | None) -> float:
    """How little a translator was sure of its words; infinite where it sets no mark."""
    if told is None or told.doubt is None:
        return math.inf
    return told.doubt - _MEAN * told.mean


def first_step(source: str, constraints: Constraints, decoding: Decoding) -> Step:
    """The first step at `source`, in pieces if it is long."""
    return Step("first", "translate", _pieces(source), decoding, constraints.all)


def next_step(
    source: str,
    constraints: Constraints,
    hypotheses: Sequence[Hypothesis],
    budget: Budget,
    means: Means = EVERYTHING,
) -> Step | None:
    """What to try after `hypotheses`, or None if the best is good enough or nothing is left to
    try."""
    best = best_of(hypotheses)
    if not _doubtful(best):
        return None
    done = {hypothesis.by for hypothesis in hypotheses}
    spared = not means.thorough and "constraints" in done
    serious, kinds = _serious(best), _kinds(hypotheses)
    if not (serious or means.thorough) and len(source) > DOUBT_CHARS:
        return None
    for rung in LADDER:
        if rung.name in done or (spared and rung.beam > 1) or not (serious or rung.doubt):
            continue
        if (rung.against and rung.against not in kinds) or (rung.beside and not means.rewriter):
            continue
        put = _spelt(source, constraints.terms, best.text) if rung.spells else source
        if rung.spells and put == source:
            continue
        step = _fitted(rung, put, constraints, _decoding(hypotheses, rung.beam), means.hints)
        if step is not None:
            return step if budget.take(rung.cost * len(source)) else None
    return None


def _fitted(
    rung: Rung, source: str, constraints: Constraints, decoding: Decoding, hints: bool
) -> Step | None:
    """The step that a rung is for this sentence; None where it would change nothing."""
    pieces = _cut(source, CLAUSE_CHARS) if rung.clauses else _pieces(source)
    told, opening = constraints.all, ""
    if rung.carries:
        # A model that took the sentence for its task does not, where somebody writes it.
        pieces, decoding = (_CARRIER.format(source.strip(_QUOTES)),), PLAIN
    if rung.clauses and len(pieces) < 2:
        return None
    if rung.opens:
        opening = constraints.opening
        if not opening or len(pieces) > 1:
            return None
    if rung.names:
        told = constraints.quantities + constraints.names
        if not (hints and told) and decoding == PLAIN:
            return None
    if rung.spells:
        told = tuple(pair for pair in told if pair[0] in source)
    role: Role = "summarizer" if rung.beside else "translator"
    return Step(rung.name, rung.prompt, pieces, decoding, told, opening, rung.carries, role)


def _spelt(source: str, terms: Sequence[Term], target: str) -> str:
    """The source with the names that `target` lacks in Latin letters: a translator copies what it
    will not take from a hint (可可西里 as Hoh Xil)."""
    for term in sorted(terms, key=lambda term: -len(term.source)):
        known = any(form in target for form in (term.target, *term.aliases))
        if term.kind in _SPELT and term.target[:1].isupper() and not known:
            source = source.replace(term.source, term.target)
    return source


def put_down(text: str) -> str:
    """What someone wrote, in the English of a carried sentence; empty where that cannot be told."""
    found = _CARRIED.fullmatch(text.strip())
    return found[1].strip(" ,") if found else ""


def _doubtful(best: Hypothesis) -> bool:
    """Whether anything speaks against it that is worth another translation."""
    worth = [finding for finding in best.findings if finding.kind not in COSMETIC]
    return not best.text or best.cut or penalty(worth) > 0


def _serious(best: Hypothesis) -> bool:
    """A mere doubt is worth one more try, an error all of them."""
    errors = any(finding.severity == "error" for finding in best.findings)
    return not best.text or best.cut or errors


def _decoding(hypotheses: Sequence[Hypothesis], beam: int = 1) -> Decoding:
    """Forbids what went wrong before: loops."""
    kinds = _kinds(hypotheses)
    loops = "repetition" in kinds or any(h.cut for h in hypotheses)
    return Decoding(
        beam=beam,
        target_only=True,
        repetition_penalty=1.15 if loops else 1.0,
        no_repeat_ngram=6 if loops else 0,
    )


def _kinds(hypotheses: Sequence[Hypothesis]) -> frozenset[str]:
    """Kinds of the findings that count, of all hypotheses."""
    return frozenset(f.kind for h in hypotheses for f in h.findings if WEIGHT[f.severity] > 0)


def _pieces(source: str) -> tuple[str, ...]:
    """What of `source` goes to the engine at one time: nearly always the whole."""
    return _cut(source, PIECE_CHARS) if len(source) > LONG_CHARS else (source,)


def _cut(source: str, limit: int) -> tuple[str, ...]:
    pieces = (source[span.start : span.end].strip() for span in split_clauses(source, limit))
    return tuple(piece for piece in pieces if piece)
