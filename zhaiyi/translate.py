"""One document's sentences into English, one target for each source, with repair.

A sentence is tried greedily with the terms and numbers that it holds as a glossary; the checks look
at what came out. If they object, the steps of `zhaiyi.repair` follow, each in a later round of
work, and the best attempt by the checks is kept: never a worse one than the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from zhaiyi import numbers
from zhaiyi.checks.base import Role as CheckRole
from zhaiyi.checks.base import Segment, Similarity
from zhaiyi.checks.registry import run_checks
from zhaiyi.document import (
    Finding,
    Sentence,
    SentenceKind,
    Term,
    Translation,
    TranslationStatus,
)
from zhaiyi.encode import Encoder, Vectors
from zhaiyi.engines.base import PLAIN, Decoding, Request, Result
from zhaiyi.events import Stage, TranslationReady
from zhaiyi.hints import Facts, Missed, facts_of, glossary_line, missed_in
from zhaiyi.lexicon import Lexicon
from zhaiyi.prompts import load_prompt
from zhaiyi.repair import Attempt, Budget, Step, best_of, first_step, next_step, penalty, put_down
from zhaiyi.settings import Quality
from zhaiyi.terms.spelling import labelled, spelt
from zhaiyi.tidy import tidy
from zhaiyi.work import NOTHING, Outcome, Task

Then = Callable[[Translation], Outcome]
Wrap = Callable[[str], str]
"""Puts one user turn into a model's chat format."""

_TURN = "?"
_COMMON = re.compile(
    r"(?:the|an?|th(?:is|at|ese|ose)|its?|the[yi]r?|h(?:e|is)|she|her|we|our|there|and|but|or|so"
    r"|which|who|when|while|as|if|in|on|at|by|with|for|from|to|of|through|after|before|since|under"
    r"|according|all|each|many|some|not)\b",
    re.IGNORECASE,
)
"""Words that begin with a small letter within a sentence."""
NEARBY = 5
"""Sentences on either side with which a target may have been mixed up."""

MENDED = Finding(
    "number",
    "info",
    "A number was put right by rule (its scale, or “more than”); the model had its digits.",
)
CUT = Finding("length", "error", "The English was cut off: its end is missing.")

FIRST: dict[Quality, Decoding] = {
    "fast": PLAIN,
    "best": Decoding(beam=3, candidates=3, target_only=True),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the document when its sentences are translated.

    `wrap` is None for encoder-decoder engines: they get the bare source, and the checks. `vectors`
    (n, d) are those of the document's sentences, in order.
    """

    encoder: Encoder
    lexicon: Lexicon
    vectors: Vectors
    terms: tuple[Term, ...] = ()
    wrap: Wrap | None = None
    hints: bool = True
    quality: Quality = "fast"
    year: int | None = None
    month: int | None = None

    def facts(self, source: str) -> Facts:
        """Terms and quantities of a piece of the document's text."""
        return facts_of(source, self.terms, self.lexicon, self.year, self.month)

    def missed(self, source: str, target: str) -> Missed:
        """Quantities of `source` that `target` has lost or changed."""
        return missed_in(source, target, self.year, self.month)

    @property
    def may_begin(self) -> bool:
        """Whether an answer can be begun for the model: where the strings around a turn are ours,
        not a server's."""
        return self.wrap is not None and not self.wrap(_TURN).endswith(_TURN)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence on its way: `text` is what the engine gets, `prefix` and `suffix` are put around
    the target."""

    id: int
    text: str
    kind: SentenceKind = "body"
    prefix: str = ""
    suffix: str = ""
    facts: Facts = field(default_factory=Facts)


class Translator:
    """Makes the tasks that translate one document. `name` keeps request ids of documents apart."""

    def __init__(self, name: str, setting: Setting, budget: Budget) -> None:
        self.name = name
        self.setting = setting
        self.budget = budget
        self.preview: Then = lambda translation: NOTHING
        """Called with a first attempt that is going to be tried again, if it is whole."""

    def unit(
        self, sentence: Sentence, text: str | None = None, prefix: str = "", suffix: str = ""
    ) -> Unit:
        """The sentence with its terms and numbers found; `text` replaces its own (a title without
        the name of its site, a line without its dateline)."""
        source = sentence.text.strip() if text is None else text
        return Unit(sentence.id, source, sentence.kind, prefix, suffix, self.setting.facts(source))

    def begin(self, unit: Unit, then: Then, priority: int = 0) -> tuple[Task, ...]:
        """The first attempt, a task for each piece that `first_step` cuts the text into. `then` is
        called once, with the translation that is kept."""
        step = first_step(unit.text, unit.facts, FIRST[self.setting.quality])
        return self._step_tasks(unit, step, (), then, "translate", priority)

    def judge(self, unit: Unit, text: str, role: CheckRole = "translation") -> tuple[Finding, ...]:
        """Findings of all checks on a target of `unit`."""
        segment = Segment(
            unit.text,
            text,
            role,
            unit.kind,
            unit.facts.terms,
            self._similarity(unit, text),
            self.setting.year,
            self.setting.month,
        )
        return run_checks(segment)

    def _tried(
        self, unit: Unit, result: Result, by: str, before: tuple[Attempt, ...], then: Then
    ) -> Outcome:
        if result.finish == "cancelled":
            return self._settle(unit, before, then) if before else NOTHING
        attempts = (*before, self._attempt(unit, result, by))
        return self._go_on(unit, attempts, then)

    def _attempt(self, unit: Unit, result: Result, by: str) -> Attempt:
        """The best of the result's candidates by the checks, the engine's order deciding ties."""
        given = result.candidates or (result.text,)
        texts = dict.fromkeys(_spelt(tidy(text, unit.text), unit) for text in given)
        cut = result.finish == "length"
        attempts = [Attempt(text, self.judge(unit, text), cut, by) for text in texts]
        best = best_of(attempts)
        return best_of([best, *self._mended(unit, best)])

    def _mended(self, unit: Unit, attempt: Attempt) -> Iterator[Attempt]:
        """The attempt with those numbers put right whose scale or bound alone is wrong, if any."""
        known = {"year": self.setting.year, "month": self.setting.month}
        text = numbers.mend(unit.text, attempt.text, **known)
        if text != attempt.text:
            findings = (*self.judge(unit, text), MENDED)
            yield replace(attempt, text=text, findings=findings, mended=True)

    def _go_on(self, unit: Unit, attempts: tuple[Attempt, ...], then: Then) -> Outcome:
        best = best_of(attempts)
        named = unit.facts
        if self.setting.hints:
            named = named.again(self.setting.missed(unit.text, best.text))
        if not self.setting.may_begin:
            named = replace(named, opening="")
        thorough = self.setting.quality == "best"
        step = next_step(unit.text, named, attempts, self.setting.hints, self.budget, thorough)
        if step is None:
            return self._settle(unit, attempts, then)
        translation = self._translation(unit, best, attempts)
        soon = Outcome(events=(TranslationReady(translation),))
        if len(attempts) == 1 and best.text and not best.cut:
            soon += self.preview(translation)
        return soon + Outcome(tasks=self._step_tasks(unit, step, attempts, then))

    def _settle(self, unit: Unit, attempts: tuple[Attempt, ...], then: Then) -> Outcome:
        translation = self._translation(unit, best_of(attempts), attempts)
        return Outcome(events=(TranslationReady(translation),)) + then(translation)

    def _translation(self, unit: Unit, best: Attempt, attempts: tuple[Attempt, ...]) -> Translation:
        if not best.text:
            return Translation(unit.id, "", "failed", best.findings)
        findings = (*best.findings, CUT) if best.cut else best.findings
        first = best is attempts[0] and not best.mended
        status: TranslationStatus = "ok" if first else "repaired"
        if penalty(findings) > 0:
            status = "flagged"
        return Translation(unit.id, f"{unit.prefix}{best.text}{unit.suffix}", status, findings)

    def _step_tasks(
        self,
        unit: Unit,
        step: Step,
        attempts: tuple[Attempt, ...],
        then: Then,
        stage: Stage = "repair",
        priority: int = 0,
    ) -> tuple[Task, ...]:
        """Requests of one step: one for each of its pieces; the last result joins them."""
        results: dict[int, Result] = {}

        def collect(index: int, result: Result) -> Outcome:
            results[index] = result
            if len(results) < len(step.pieces):
                return NOTHING
            joined = _begun(step.opening, _join([results[i] for i in range(len(step.pieces))]))
            if step.carried:
                joined = _taken_out(joined)
            return self._tried(unit, joined, step.name, attempts, then)

        prefix = f"{self.name}/{unit.id}/{len(attempts)}"
        requests = (
            self._request(f"{prefix}.{i}" if i else prefix, piece, step, priority)
            for i, piece in enumerate(step.pieces)
        )
        return tuple(
            Task(request, partial(collect, i), stage=stage) for i, request in enumerate(requests)
        )

    def _request(self, request_id: str, piece: str, step: Step, priority: int) -> Request:
        glossary = glossary_line(step.facts(piece)) if self.setting.hints else ""
        prompt = self._prompt(step.prompt, source=piece, glossary=glossary)
        if prompt is not None:
            prompt += step.opening
        return Request(request_id, piece, prompt, max_new_tokens(piece), priority, step.decoding)

    def _prompt(self, name: str, **variables: str) -> str | None:
        if self.setting.wrap is None:
            return None
        if name == "retranslate" and not variables["glossary"]:
            name = "translate"
        return self.setting.wrap(load_prompt(name).render(**variables))

    def _similarity(self, unit: Unit, text: str) -> Similarity | None:
        vectors = self.setting.vectors
        if not text or unit.id >= len(vectors):
            return None
        scores = vectors @ self.setting.encoder.encode([text])[0]
        nearby = range(max(0, unit.id - NEARBY), min(len(vectors), unit.id + NEARBY + 1))
        neighbour = max((i for i in nearby if i != unit.id), key=lambda i: scores[i], default=None)
        best = float(scores[neighbour]) if neighbour is not None else -1.0
        return Similarity(float(scores[unit.id]), best, neighbour)


def _spelt(text: str, unit: Unit) -> str:
    """Names by rule, as the document's terms have them."""
    return labelled(unit.text, spelt(text, unit.facts.terms), unit.facts.terms)


def max_new_tokens(source: str) -> int:
    """Room for the English of `source`: the longest of 12,000 faithful translations of news needed
    0.95 tokens for a character, and short ones up to 20 more."""
    return int(1.2 * len(source)) + 32


def _begun(opening: str, result: Result) -> Result:
    """The result with what its answer was begun with."""
    if not opening or result.finish == "cancelled":
        return result
    texts = tuple(f"{opening} {text}" for text in result.candidates or (result.text,))
    return replace(result, text=texts[0], candidates=texts)


def _taken_out(result: Result) -> Result:
    """The result of a sentence that was carried in another, without that other."""
    texts = tuple(put_down(text) for text in result.candidates or (result.text,))
    return replace(result, text=texts[0], candidates=texts)


def _join(results: Sequence[Result]) -> Result:
    """The results of a sentence's pieces as one."""
    if any(result.finish == "cancelled" for result in results):
        return replace(results[0], text="", finish="cancelled")
    if len(results) == 1:
        return results[0]
    cut = any(result.finish == "length" for result in results)
    text = _sentences([result.text for result in results])
    return Result(results[0].id, text, "length" if cut else "stop", (text,))


def _sentences(texts: Sequence[str]) -> str:
    """One text of several. The model opens each with a capital letter, also where it has ended the
    one before with a comma; common words lose it again there."""
    joined = ""
    for text in filter(None, texts):
        if joined.endswith((",", ";")) and _COMMON.match(text):
            text = f"{text[0].lower()}{text[1:]}"
        joined = f"{joined} {text}" if joined else text
    return joined
