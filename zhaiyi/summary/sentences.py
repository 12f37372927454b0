"""The English summary: one sentence from each small group of key sentences.

Each starts from the translations of its sources, which have been checked and repaired, and is
condensed by the summarizer; so it knows its sources by construction. What comes out is checked
against the Chinese again. If it says something that its sources do not, or turns away from them,
the translation itself stands in its place, and the status says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from zhaiyi.checks.base import Role, Segment
from zhaiyi.checks.registry import run_checks
from zhaiyi.document import Finding, Headline, SummarySentence, SummaryStatus, Translation
from zhaiyi.encode import cosine
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.events import HeadlineReady, SummaryReady
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.retry import COSMETIC, penalty
from zhaiyi.translation.scheduler import NOTHING, Outcome, Task
from zhaiyi.translation.segment import Setting, Wrap

SHORT_WORDS = 30
"""A single translation of at most so many words is a summary sentence as it is."""
TOLERANCE = 0.15
"""How much less similar to its sources a condensed sentence may be than their translation."""

# Openings that say how the reporter knows, not what is new. Dropped from summary sentences only.
_OPENING = re.compile(
    r"^(?:the (?:reporters?|journalists?) (?:learn(?:ed|t)|understands?|noted|found|was told)"
    r"(?: from [^,]{1,60}?)? that,?|it is (?:understood|reported|learned) that,?"
    r"|according to (?:the )?reports?,|reportedly,|it was reported that)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The key sentences `ids` of one summary sentence, with their text joined."""

    index: int
    ids: tuple[int, ...]
    source: str


@dataclass
class Summarizer:
    """Collects translations of the key sentences and asks for a summary sentence as soon as a
    group is complete. `wrap` None: no chat model, the translations are the summary."""

    name: str
    setting: Setting
    groups: tuple[Group, ...]
    wrap: Wrap | None
    translated: dict[int, Translation] = field(default_factory=dict)

    asked: dict[int, str] = field(default_factory=dict)
    answers: dict[int, Result] = field(default_factory=dict)

    def add(self, translation: Translation) -> Outcome:
        """Takes one translation; the outcome asks for the summary sentences it completes.

        May be called again with a repaired translation of the same sentence: what was asked for
        is then weighed anew against it, without asking twice.
        """
        self.translated[translation.source] = translation
        outcome = NOTHING
        for group in self.groups:
            if translation.source in group.ids and all(i in self.translated for i in group.ids):
                again = group.index in self.asked
                outcome += self._decide(group) if again else self._complete(group)
        return outcome

    def _plain(self, group: Group) -> str:
        texts = (self.translated[i].text for i in group.ids)
        return without_opening(" ".join(text for text in texts if text))

    def _complete(self, group: Group) -> Outcome:
        plain = self._plain(group)
        if not plain:
            return NOTHING
        if self.wrap is None:
            return self._ready(group, self._stand_in(group, plain))
        if len(group.ids) == 1 and len(plain.split()) <= SHORT_WORDS:
            return self._ready(group, self._doubted(group, self._sentence(group, plain)))
        self.asked[group.index] = plain
        request = Request(
            f"{self.name}/summary/{group.index}",
            plain,
            self.wrap(load_prompt("condense").render(translation=plain)),
            max_new_tokens=len(plain) // 3 + 24,
            decoding=PLAIN,
        )
        task = Task(request, lambda r: self._condensed(group, r), "summarizer", "summarize")
        return Outcome(tasks=(task,))

    def _condensed(self, group: Group, result: Result) -> Outcome:
        if result.finish == "cancelled":
            return NOTHING
        self.answers[group.index] = result
        return self._decide(group)

    def _decide(self, group: Group) -> Outcome:
        """The condensed sentence, or the translation where that is safer; nothing while the
        summarizer has not answered."""
        result = self.answers.get(group.index)
        plain = self._plain(group)
        if result is None or not plain:
            return NOTHING
        text = without_opening(tidy(result.text, group.source))
        condensed, stand_in = self._sentence(group, text), self._stand_in(group, plain)
        unrepaired = self.asked[group.index] == plain  # what was repaired must not come back
        stopped = result.finish == "stop"
        good = stopped and unrepaired and self._supported(condensed, stand_in, plain)
        return self._ready(group, self._doubted(group, condensed) if good else stand_in)

    def _doubted(self, group: Group, sentence: SummarySentence) -> SummarySentence:
        """The sentence, flagged if a translation it was made from is: what is wrong there may well
        have gone into it, whatever its own checks say."""
        doubts = [
            f
            for i in group.ids
            for f in self.translated[i].findings
            if f.kind not in COSMETIC and penalty((f,)) > 0
        ]
        if not doubts:
            return sentence
        reason = f"It was made from a translation to be looked at: {doubts[0].message}"
        found = Finding(doubts[0].kind, "warning", reason)
        return replace(sentence, findings=(*sentence.findings, found), status="flagged")

    def _supported(self, condensed: SummarySentence, stand_in: SummarySentence, plain: str) -> bool:
        """A condensed sentence has to be shorter, as close to its sources, and no worse by the
        checks than the translation it came from."""
        return (
            0 < len(condensed.text) < len(plain)
            and condensed.support >= stand_in.support - TOLERANCE
            and penalty(condensed.findings) <= penalty(stand_in.findings)
        )

    def _stand_in(self, group: Group, plain: str) -> SummarySentence:
        """The translation of the sources, with what its own checks found."""
        sentence = self._sentence(group, plain)
        inherited = tuple(f for i in group.ids for f in self.translated[i].findings)
        reason = Finding(
            "replaced", "info", "This is the translation of the key sentence itself, not condensed."
        )
        unplaced = (replace(f, source_span=None, target_span=None) for f in inherited)
        findings = tuple(dict.fromkeys((*sentence.findings, *unplaced)))
        status: SummaryStatus = "flagged" if penalty(findings) > 0 else "replaced"
        return replace(sentence, findings=(*findings, reason), status=status)

    def _sentence(self, group: Group, text: str) -> SummarySentence:
        findings = check_summary(group.source, text, self.setting)
        status: SummaryStatus = "flagged" if penalty(findings) > 0 else "ok"
        support = self._support(group, text)
        return SummarySentence(text, group.ids, support, status, findings)

    def _support(self, group: Group, text: str) -> float:
        """Similarity of the sentence with its sources, 0..1: with the best of them and with all
        joined, whichever is higher."""
        if not text:
            return 0.0
        vectors = self.setting.encoder.encode([text, group.source])
        sources = self.setting.vectors[list(group.ids)]
        best = max(float(cosine(vectors[:1], sources).max()), float(vectors[0] @ vectors[1]))
        return round(max(0.0, min(1.0, best)), 3)

    def _ready(self, group: Group, sentence: SummarySentence) -> Outcome:
        return Outcome(events=(SummaryReady(group.index, len(self.groups), sentence),))


def check_summary(
    source: str, text: str, setting: Setting, role: Role = "summary"
) -> tuple[Finding, ...]:
    """What the checks find in a summary sentence (or a headline) beside all its sources."""
    terms = setting.facts(source).terms
    return run_checks(
        Segment(source, text, role, terms=terms, year=setting.year, month=setting.month)
    )


def without_opening(text: str) -> str:
    """The sentence without “The reporter learned that”."""
    rest = _OPENING.sub("", text, count=1)
    return rest[:1].upper() + rest[1:] if rest else text


@dataclass
class HeadlineWriter:
    """The headline: the translated title or, where there is none, one written for the first key
    sentence's translation."""

    name: str
    setting: Setting
    wrap: Wrap | None

    def from_title(self, translation: Translation, site: str = "") -> Outcome:
        """A headline has no full stop and no name of the site behind it."""
        text = translation.text.removesuffix(site).rstrip().rstrip(".。 ")
        if not text:
            return NOTHING
        headline = Headline(text, (translation.source,), translation.findings)
        return Outcome(events=(HeadlineReady(headline),))

    def from_lead(self, translation: Translation, source: str) -> Outcome:
        """Asks for a headline of `translation`, whose Chinese is `source`."""
        if not translation.text:
            return NOTHING
        if self.wrap is None:
            return self.from_title(translation)
        request = Request(
            f"{self.name}/headline",
            translation.text,
            self.wrap(load_prompt("headline").render(translation=translation.text)),
            max_new_tokens=40,
            decoding=PLAIN,
        )
        done = partial(self._written, translation, source)
        return Outcome(tasks=(Task(request, done, "summarizer", "summarize"),))

    def _written(self, translation: Translation, source: str, result: Result) -> Outcome:
        """What the model wrote, or the translation where that says more than its source."""
        text = tidy(result.text, "").strip('"“”').rstrip(".")
        findings = check_summary(source, text, self.setting, "headline")
        known = check_summary(source, translation.text, self.setting, "headline")
        if result.finish != "stop" or not text or penalty(findings) > penalty(known):
            return self.from_title(translation)
        headline = Headline(text, (translation.source,), findings)
        return Outcome(events=(HeadlineReady(headline),))


def make_groups(groups: Sequence[tuple[int, ...]], texts: Mapping[int, str]) -> tuple[Group, ...]:
    """Groups of ids with the text of their sentences."""
    return tuple(
        Group(index, ids, "".join(texts[i] for i in ids)) for index, ids in enumerate(groups)
    )
