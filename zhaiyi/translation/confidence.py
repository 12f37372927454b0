"""How sure each sentence is, told beside the work: events in, the same events with it out.

A final translation is shown at once, as a draft, and is final when its estimate is there. Headline
and summary sentences are told at once too, and told again with theirs: the least of their own and
of the translations that they stand on. The engines never wait for an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from zhaiyi.core.document import (
    LEVELS,
    Article,
    Finding,
    Headline,
    Level,
    SummarySentence,
    Translation,
)
from zhaiyi.core.events import Event, HeadlineReady, Notice, SummaryReady, TranslationReady
from zhaiyi.engines.base import NEVER, Cancel
from zhaiyi.estimation import Estimate, Estimator, Evidence
from zhaiyi.estimation.beside import Beside
from zhaiyi.text.script import has_han
from zhaiyi.translation.state import BriefState

DIGITS = 3
"""Places of a confidence: pairs that are read together differ in the last ones."""

_Made = HeadlineReady | SummaryReady
_Told = Headline | SummarySentence


class _Sure(NamedTuple):
    confidence: float
    level: Level


def with_confidence(
    events: Iterable[Event],
    article: Article,
    estimator: Estimator | None,
    state: BriefState,
    cancel: Cancel = NEVER,
) -> Iterator[Event]:
    """The events with confidence. `state` is what is known before. After a
    cancel, and where the estimator breaks, what waits for an estimate is told without one."""
    if estimator is None:
        yield from events
        return
    beside = Beside(estimator)
    work = _Work(article, beside, {i: state.translations[i] for i in state.final})
    try:
        for event in events:
            yield from work.take(event)
            yield from work.told(beside.ready())
        while not cancel.is_set() and (found := beside.wait()):
            yield from work.told(found)
        yield from work.rest()
    finally:
        beside.close()
    if beside.failure:
        yield Notice(f"no confidence: {beside.failure}")


@dataclass(eq=False)
class _Work:
    """What waits for an estimate. `made` are headline and summary as they stand, by place; `own`
    the estimates of their texts; `final` the translations that need no further estimate."""

    article: Article
    beside: Beside
    final: dict[int, Translation]
    held: dict[int, Translation] = field(default_factory=dict)
    made: dict[int, _Made] = field(default_factory=dict)
    own: dict[tuple[int, str], _Sure | None] = field(default_factory=dict)

    def take(self, event: Event) -> Iterator[Event]:
        """Passes an event on; asks for the estimate that it needs."""
        match event:
            case TranslationReady(translation, "final"):
                yield from self._translated(translation)
            case TranslationReady(translation):
                self._forget(translation.source)
                yield event
            case HeadlineReady() | SummaryReady():
                yield self._composed(event)
            case _:
                yield event

    def told(self, found: Iterable[tuple[object, Estimate | None]]) -> Iterator[Event]:
        """What estimates bring: translations that are final now, then what stands on them."""
        for key, estimate in found:
            match key:
                case ("translation", int(i), str(text)):
                    if i in self.held and self.held[i].text == text:
                        yield self._finished(_estimated(self.held.pop(i), estimate))
                case ("made", int(place), str(text)):
                    sure = _Sure(estimate.confidence, estimate.level) if estimate else None
                    self.own[place, text] = sure
        for place, event in self.made.items():
            better = self._with_own(event)
            if better is not None and better != event:
                self.made[place] = better
                yield better

    def rest(self) -> Iterator[Event]:
        """What still waits, without an estimate."""
        for translation in tuple(self.held.values()):
            yield self._finished(translation)
        self.held.clear()

    # -- translations ------------------------------------------------------------------------

    def _translated(self, translation: Translation) -> Iterator[Event]:
        i = translation.source
        self._forget(i)
        source = self.article.sentences[i]
        if not translation.text:
            yield self._finished(replace(translation, confidence=0.0, level="doubtful"))
        elif translation.status == "edited" or source.foreign or not has_han(source.text):
            yield self._finished(translation)
        else:
            self.held[i] = translation
            pair = (source.text, translation.text)
            evidence = Evidence(translation.findings, translation.told)
            self.beside.put(("translation", i, translation.text), pair, evidence)
            yield TranslationReady(translation, "draft")

    def _forget(self, i: int) -> None:
        self.held.pop(i, None)
        self.final.pop(i, None)

    def _finished(self, translation: Translation) -> TranslationReady:
        self.final[translation.source] = translation
        return TranslationReady(translation)

    # -- headline and summary ------------------------------------------------------------------

    def _composed(self, event: _Made) -> _Made:
        """The event as far as its confidence is known; the estimate of a new text is asked for."""
        place, told = _place(event), _content(event)
        if isinstance(event, SummaryReady):  # those behind its end have been left out
            self.made = {i: made for i, made in self.made.items() if i < event.total}
        source = "".join(self.article.sentences[i].text for i in told.sources).strip()
        if told.text and has_han(source) and (place, told.text) not in self.own:
            key = ("made", place, told.text)
            self.beside.put(key, (source, told.text), Evidence(told.findings))
        self.made[place] = self._with_own(event) or event
        return self.made[place]

    def _with_own(self, event: _Made) -> _Made | None:
        """The event with its confidence, once all that it is the least of is known."""
        told = _content(event)
        own = self.own.get((_place(event), told.text))
        if own is None or not self.final.keys() >= set(told.sources):
            return None
        sources = (self.final[i] for i in told.sources)
        all_ = [own, *filter(None, map(_sure, sources))]
        level = min((one.level for one in all_), key=LEVELS.index)
        confidence = round(min(one.confidence for one in all_), DIGITS)
        return _with(event, confidence, _allowed(level, told.findings))


def _place(event: _Made) -> int:
    """-1 for the headline."""
    return event.index if isinstance(event, SummaryReady) else -1


def _content(event: _Made) -> _Told:
    return event.sentence if isinstance(event, SummaryReady) else event.headline


def _with(event: _Made, confidence: float, level: Level) -> _Made:
    if isinstance(event, SummaryReady):
        return replace(event, sentence=replace(event.sentence, confidence=confidence, level=level))
    return HeadlineReady(replace(event.headline, confidence=confidence, level=level))


def _estimated(translation: Translation, estimate: Estimate | None) -> Translation:
    if estimate is None:
        return translation
    return replace(
        translation,
        confidence=round(estimate.confidence, DIGITS),
        level=_allowed(estimate.level, translation.findings),
        suspect=estimate.suspect,
        left_out=estimate.left_out,
    )


def _sure(translation: Translation) -> _Sure | None:
    if translation.confidence is None or translation.level is None:
        return None
    return _Sure(translation.confidence, translation.level)


def _allowed(level: Level, findings: Sequence[Finding]) -> Level:
    """What a check objects to is never sure, whatever its curve says."""
    objected = any(finding.severity != "info" for finding in findings)
    return "look" if level == "sure" and objected else level
