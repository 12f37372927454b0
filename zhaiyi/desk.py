"""The desk of one document: which sentences are translated, in which rounds, and what follows.

First round: title and key sentences, so that headline and summary come soon, and as many of the
longest others as fill a micro-batch. Second: the rest, together with the summary sentences and
repairs that the first asked for. A third and later only for what the checks still object to.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from zhaiyi.document import Article, Sentence, Source, Translation
from zhaiyi.draft import Draft
from zhaiyi.engines.base import Cancel, Engine
from zhaiyi.events import Event, Progress, TranslationReady
from zhaiyi.formulas import render_formula
from zhaiyi.lexicon import Lexicon
from zhaiyi.repair import Budget
from zhaiyi.script import has_han
from zhaiyi.summarize import HeadlineWriter, Summarizer, make_groups
from zhaiyi.terms import in_text
from zhaiyi.translate import Setting, Translator, Unit, Wrap
from zhaiyi.work import NOTHING, Outcome, Role, run_rounds

REPAIR_SHARE = 0.3
"""Repair may send this share of the document's characters to the engine again."""
FIRST_ROUND = 32
"""Sentences of the first round: as many as share a micro-batch well. Smaller first rounds were
tried (the key sentences alone; sixteen): the summary came hardly sooner, the whole much later."""
FORMULAIC = frozenset({"dateline", "byline", "source", "caption"})
LEFT_OUT = frozenset({"boilerplate"})


@dataclass
class Desk:
    """Plans and runs the work on `draft`. `wrap` is the summarizer's chat format, if it has one."""

    name: str
    draft: Draft
    setting: Setting
    lexicon: Lexicon
    engines: Mapping[Role, Engine]
    wrap: Wrap | None
    total: int = 0
    _done: dict[int, Translation] = field(default_factory=dict)
    _open: dict[int, int] = field(default_factory=dict)
    """Length of each sentence that the engine translates."""

    def events(self, summary_only: bool, cancel: Cancel) -> Iterator[Event]:
        """Translates and summarises; yields everything a painter wants, progress included."""
        sentences = [s for s in self.draft.article.sentences if is_translated(s)]
        wanted = self._key_ids()
        if summary_only:
            sentences = [s for s in sentences if s.id in wanted]
        yield from self._work(sentences, wanted, cancel)

    def translations(self, cancel: Cancel) -> Iterator[Translation]:
        """Only the finished translations, each once; after a cancel also those whose repair was
        not begun."""
        given, latest = 0, {}
        for event in self._work(list(self.draft.article.sentences), set(), cancel):
            if isinstance(event, TranslationReady):
                latest[event.translation.source] = event.translation
            yield from islice(self._done.values(), given, None)
            given = len(self._done)
        yield from (translation for i, translation in latest.items() if i not in self._done)

    # -- planning ----------------------------------------------------------------------------

    def _key_ids(self) -> set[int]:
        title = {s.id for s in self.draft.article.sentences if s.kind == "title"}
        return title | set(self.draft.highlights.key)

    def _work(
        self, sentences: Sequence[Sentence], first: set[int], cancel: Cancel
    ) -> Iterator[Event]:
        self.total = len(sentences)
        ruled = [(s, text) for s in sentences if (text := self._by_rule(s)) is not None]
        by_rule = {s.id for s, _ in ruled}
        open_ = [s for s in sentences if s.id not in by_rule]
        self._open = {s.id: len(s.text) for s in open_}
        translator = Translator(self.name, self.setting, _budget(open_))
        self._prepare()
        immediate = NOTHING
        for sentence, text in ruled:
            translation = Translation(sentence.id, text)
            immediate += Outcome(events=(TranslationReady(translation),)) + self._then(translation)
        units = [self._unit(translator, s) for s in open_]
        tasks = {u.id: translator.begin(u, self._then) for u in units}
        translator.preview = self._summarizer.add
        early = first_round(self._open, first)
        rounds = [
            [*immediate.tasks, *(t for i, t in tasks.items() if i in early)],
            [t for i, t in tasks.items() if i not in early],
        ]
        yield from immediate.events
        yield from self._painted(run_rounds(self.engines, rounds, cancel, self.draft.tokens))

    def _prepare(self) -> None:
        texts = {s.id: s.text for s in self.draft.article.sentences}
        groups = make_groups(self.draft.highlights.groups, texts)
        self._summarizer = Summarizer(self.name, self.setting, groups, self.wrap)
        self._headline = HeadlineWriter(self.name, self.setting, self.wrap)
        self._title = next((s for s in self.draft.article.sentences if s.kind == "title"), None)
        self._site = self._site_name()

    def _unit(self, translator: Translator, sentence: Sentence) -> Unit:
        if self._title is not None and sentence.id == self._title.id and self._site:
            return translator.unit(sentence, self.draft.article.title, self._site)
        return translator.unit(sentence)

    def _site_name(self) -> str:
        """English of what stands behind the title (``-新华网`` → `` - Xinhuanet``), if known."""
        title, sentence = self.draft.article.title, self._title
        if not title or sentence is None or not sentence.text.strip().startswith(title):
            return ""
        rest = sentence.text.strip()[len(title) :].strip(" -_—|｜·－")
        found = in_text(rest, self.setting.terms, self.lexicon) if rest else ()
        whole = [o.term.target for o in found if (o.start, o.end) == (0, len(rest))]
        return f" - {whole[0]}" if whole else ""

    def _by_rule(self, sentence: Sentence) -> str | None:
        """What needs no model: foreign and blank text as it is, formulaic lines by rule."""
        if sentence.foreign or not has_han(sentence.text):
            return sentence.text
        if sentence.kind in FORMULAIC:
            return render_formula(sentence, self.draft.article, self.lexicon, self.setting.terms)
        return None

    # -- following up ------------------------------------------------------------------------

    def _then(self, translation: Translation) -> Outcome:
        """What a finished translation leads to: headline, summary sentences."""
        self._done[translation.source] = translation
        outcome = self._summarizer.add(translation)
        if self._title is not None and translation.source == self._title.id:
            outcome += self._headline.from_title(translation, self._site)
        elif self._title is None and translation.source in self.draft.highlights.key[:1]:
            source = self.draft.article.sentences[translation.source].text
            outcome += self._headline.from_lead(translation, source)
        return outcome

    def _painted(self, events: Iterator[Event]) -> Iterator[Event]:
        """The events, with progress after each finished translation."""
        started = time.perf_counter()
        shown = len(self._done)
        for event in events:
            yield event
            if len(self._done) > shown:
                shown = len(self._done)
                yield Progress("translate", shown, self.total, self._seconds_left(started))

    def _seconds_left(self, started: float) -> float | None:
        """From the characters that the engine has done and the time they took."""
        done = sum(length for i, length in self._open.items() if i in self._done)
        if not done:
            return None
        return (time.perf_counter() - started) * (sum(self._open.values()) - done) / done


def first_round(lengths: Mapping[int, int], wanted: set[int]) -> set[int]:
    """The ids `wanted` first and, to fill a good micro-batch, the longest of the rest: they cost
    the same wherever they go, and a later round without them is over sooner."""
    if not wanted:
        return set(lengths)
    others = sorted((i for i in lengths if i not in wanted), key=lambda i: -lengths[i])
    room = max(0, FIRST_ROUND - len(wanted & lengths.keys()))
    return wanted | set(others[:room])


def is_translated(sentence: Sentence) -> bool:
    """Page furniture is not, and nothing is translated twice."""
    return sentence.repeat_of is None and sentence.kind not in LEFT_OUT


def lines_as_article(texts: Sequence[str]) -> Article:
    """Each text one sentence, whatever it holds; blank ones too."""
    sentences, start = [], 0
    for index, line in enumerate(texts):
        sentences.append(Sentence(index, start, start + len(line), line, "body", index))
        start += len(line) + 1
    text = "\n".join(texts)
    return Article(text, tuple(sentences), source=Source("lines", text))


def _budget(sentences: Sequence[Sentence]) -> Budget:
    """For a short text at least one repair of its longest sentence, whatever its share."""
    lengths = [len(s.text) for s in sentences]
    return Budget(max(REPAIR_SHARE * sum(lengths), 2.5 * max(lengths, default=0)))
