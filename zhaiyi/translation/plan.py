"""The desk of one document: which sentences are translated, in which order, and what follows.

Title and key sentences go first, so that headline and summary come soon; repairs and summary
sentences follow as soon as what they stand on is there, before the rest of the document.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from zhaiyi.article import dateline_end
from zhaiyi.cards import Role
from zhaiyi.document import Article, Sentence, SentenceKind, Source, Translation
from zhaiyi.engines.base import Cancel, Result
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.events import Event, Notice, Progress, TermsFound, TranslationReady
from zhaiyi.memory.session import Recall
from zhaiyi.script import has_han
from zhaiyi.summary.sentences import HeadlineWriter, Summarizer, make_groups
from zhaiyi.terms import in_text, short_forms
from zhaiyi.translation.names import MAX_NAMES, name_requests, name_term
from zhaiyi.translation.retry import Budget
from zhaiyi.translation.rules import render_formula
from zhaiyi.translation.scheduler import NOTHING, Outcome, Task, run_tasks
from zhaiyi.translation.segment import Setting, Translator, Unit, Wrap
from zhaiyi.translation.state import Draft

REPAIR_SHARE = 0.3
"""Repair may send this share of the document's characters to the engine again."""
LATER = 1
"""Priority of sentences that neither headline nor summary needs."""
FORMULAIC = frozenset({"dateline", "byline", "source", "caption"})
LEFT_OUT = frozenset({"boilerplate"})


@dataclass
class Desk:
    """Plans and runs the work on `draft`. `wrap` is the summarizer's chat format, if it has one."""

    name: str
    draft: Draft
    setting: Setting
    engines: Mapping[Role, EngineWorker]
    wrap: Wrap | None
    recall: Recall = field(default_factory=lambda: Recall(None))
    names: tuple[str, ...] = ()
    """Names that only the model can render, in the order of their first place."""
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
        yield from self.work(sentences, wanted, cancel)

    def translations(self, cancel: Cancel) -> Iterator[Translation]:
        """Only the finished translations, each once; after a cancel also those whose repair was
        not begun."""
        given, latest = 0, {}
        for event in self.work(list(self.draft.article.sentences), set(), cancel):
            if isinstance(event, TranslationReady):
                latest[event.translation.source] = event.translation
            yield from islice(self._done.values(), given, None)
            given = len(self._done)
        yield from (translation for i, translation in latest.items() if i not in self._done)

    def work(
        self, sentences: Sequence[Sentence], first: set[int], cancel: Cancel
    ) -> Iterator[Event]:
        """Translates `sentences`, those whose id is in `first` before the others, with what
        follows from them: repairs, headline, summary."""
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
        translator.preview = self._summarizer.add
        names = [name for name in self.names if any(name in s.text for s in open_)][:MAX_NAMES]
        asked = self._asked(names, translator, lambda: self._begun(translator, open_, first))
        if not asked:
            immediate += self._begun(translator, open_, first)
        yield from immediate.events
        tasks = (*asked, *immediate.tasks)
        yield from self._painted(run_tasks(self.engines, tasks, cancel, self.draft.tokens))
        if self.recall.failure:
            yield Notice(self.recall.failure)

    # -- planning ----------------------------------------------------------------------------

    def _key_ids(self) -> set[int]:
        title = {s.id for s in self.draft.article.sentences if s.kind == "title"}
        return title | set(self.draft.highlights.key)

    def _begun(
        self, translator: Translator, sentences: Sequence[Sentence], first: set[int]
    ) -> Outcome:
        """First attempts at `sentences`, those of `first` urgent; what the memory knows is there
        at once."""
        units = [self._unit(translator, s) for s in sentences]
        tasks = {u.id: translator.begin(u, self._made, LATER * (u.id not in first)) for u in units}
        texts = {s.id: s.text for s in sentences}
        requests = {i: [task.request for task in pieces] for i, pieces in tasks.items()}
        known = self.recall.known({i: (texts[i], asked) for i, asked in requests.items()})
        unknown = (pieces for i, pieces in tasks.items() if i not in known)
        outcome = Outcome(tasks=tuple(chain.from_iterable(unknown)))
        for translation in known.values():
            outcome += Outcome(events=(TranslationReady(translation),)) + self._then(translation)
        return outcome

    def _asked(
        self, names: Sequence[str], translator: Translator, then: Callable[[], Outcome]
    ) -> tuple[Task, ...]:
        """Asks for the names that only the model can render; once all are answered, they are
        terms of the document, and `then` the sentences follow.

        All of them: a name takes a few steps of a nearly empty batch, but among the prompts of
        the sentences each of these steps would take ten times as long, and the sentences that
        hold the names, often the longest, would start last.
        """
        wrap = self.setting.wrap
        requests = name_requests(names, wrap, self.setting.lexicon, self.name) if wrap else ()
        answers: dict[str, Result] = {}

        def collect(result: Result) -> Outcome:
            answers[result.id] = result
            if len(answers) < len(requests):
                return NOTHING
            found = (name_term(r.source, answers[r.id]) for r in requests)
            terms = (*self.setting.terms, *(term for term in found if term is not None))
            terms += short_forms(terms, [s.text for s in self.draft.article.sentences])
            self.setting = replace(self.setting, terms=terms)
            for part in (translator, self._summarizer, self._headline):
                part.setting = self.setting
            return Outcome(events=(TermsFound(terms),)) + then()

        return tuple(Task(request, collect, stage="terms") for request in requests)

    def _prepare(self) -> None:
        texts = {s.id: s.text for s in self.draft.article.sentences}
        groups = make_groups(self.draft.highlights.groups, texts)
        self._summarizer = Summarizer(self.name, self.setting, groups, self.wrap)
        self._headline = HeadlineWriter(self.name, self.setting, self.wrap)
        self._title = next((s for s in self.draft.article.sentences if s.kind == "title"), None)
        self._site = self._site_name()

    def _unit(self, translator: Translator, sentence: Sentence) -> Unit:
        if self._title is not None and sentence.id == self._title.id and self._site:
            return translator.unit(sentence, self.draft.article.title, suffix=self._site)
        dateline, rest = self._dateline(sentence)
        return (
            translator.unit(sentence, rest, prefix=f"{dateline} ")
            if dateline
            else (translator.unit(sentence))
        )

    def _dateline(self, sentence: Sentence) -> tuple[str, str]:
        """English of the dateline that opens a sentence, and the text behind it; empty if there is
        none or not all of it is known. Only single lines have one: an article's stand apart."""
        text = sentence.text.strip()
        end = dateline_end(text, 0, len(text)) if sentence.kind == "body" and text else 0
        rest = text[end:].strip()
        if not end or not has_han(rest):
            return "", ""
        opening = replace(sentence, text=text[:end].rstrip(" ：:，,—-"), kind="dateline")
        setting = self.setting
        english = render_formula(opening, self.draft.article, setting.lexicon, setting.terms)
        return english or "", rest

    def _site_name(self) -> str:
        """English of what stands behind the title (``-新华网`` → `` - Xinhuanet``), if known."""
        title, sentence = self.draft.article.title, self._title
        if not title or sentence is None or not sentence.text.strip().startswith(title):
            return ""
        rest = sentence.text.strip()[len(title) :].strip(" -_—|｜·－")
        found = in_text(rest, self.setting.terms, self.setting.lexicon) if rest else ()
        whole = [o.term.target for o in found if (o.start, o.end) == (0, len(rest))]
        return f" - {whole[0]}" if whole else ""

    def _by_rule(self, sentence: Sentence) -> str | None:
        """What needs no model: foreign and blank text as it is, formulaic lines by rule."""
        if sentence.foreign or not has_han(sentence.text):
            return sentence.text
        if sentence.kind in FORMULAIC:
            setting = self.setting
            return render_formula(sentence, self.draft.article, setting.lexicon, setting.terms)
        return None

    # -- following up ------------------------------------------------------------------------

    def _made(self, translation: Translation) -> Outcome:
        """What a translation leads to that the engine has made."""
        self.recall.keep(translation)
        return self._then(translation)

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


def is_translated(sentence: Sentence) -> bool:
    """Page furniture is not, and nothing is translated twice."""
    return sentence.repeat_of is None and sentence.kind not in LEFT_OUT


def lines_as_article(texts: Sequence[str]) -> Article:
    """Each text one sentence, whatever it holds; blank ones too. What is a dateline and nothing
    more is known as one."""
    sentences, start = [], 0
    for index, line in enumerate(texts):
        alone = line != "" and dateline_end(line, 0, len(line)) == len(line)
        kind: SentenceKind = "dateline" if alone else "body"
        sentences.append(Sentence(index, start, start + len(line), line, kind, index))
        start += len(line) + 1
    text = "\n".join(texts)
    return Article(text, tuple(sentences), source=Source("lines", text))


def _budget(sentences: Sequence[Sentence]) -> Budget:
    """For a short text at least one repair of its longest sentence, whatever its share."""
    lengths = [len(s.text) for s in sentences]
    return Budget(max(REPAIR_SHARE * sum(lengths), 2.5 * max(lengths, default=0)))
