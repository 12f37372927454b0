"""What one article comes to: the files of it, and what a report says of it.

A maker turns a `Source` into a `Product` and tells the events of the pipeline as they happen.
`BriefMaker` serves ``zhaiyi brief``, `PairsMaker` ``zhaiyi translate``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from zhaiyi.article import parse
from zhaiyi.core.document import Article, Brief, Finding, Run, Source, Term, Translation
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.events import (
    ArticleRead,
    Event,
    Finished,
    Notice,
    Progress,
    TranslationReady,
    reading_notices,
)
from zhaiyi.engines.base import Cancel
from zhaiyi.formats import ensure_chinese
from zhaiyi.formats.writing import WRITERS, rewrite
from zhaiyi.lexicon import Lexicon
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.render import render, render_pairs
from zhaiyi.render.aid import reading_aid
from zhaiyi.render.look import Look, Shape
from zhaiyi.render.render_txt import to_text

SAME = "same"
"""The format of the input itself, English in its place."""
Hear = Callable[[Event], None]
Known = Mapping[int, Translation]
"""Sentences that an interrupted run has finished, by id."""


@dataclass(frozen=True, slots=True)
class Product:
    """`files` are bytes by format; `row` is plain data for the report; `summary` is for people."""

    files: Mapping[str, bytes]
    row: Mapping[str, Any]
    complete: bool = True
    summary: str = ""
    run: Run = field(default_factory=Run)

    @property
    def untranslated(self) -> int:
        """Sentences without English."""
        return int(self.row["sentences_by_status"].get("failed", 0))


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of one article. `original` is its file, for the format `SAME`."""

    source: Source
    formats: Sequence[str]
    original: Path | None = None
    known: Known = field(default_factory=dict)
    terms: Sequence[Term] = ()
    """The article's own, from a glossary that lies beside it."""


class Maker(Protocol):
    """Makes the files of one article. Raises what the pipeline raises."""

    def make(self, order: Order, hear: Hear, cancel: Cancel) -> Product: ...


@dataclass(frozen=True)
class BriefMaker:
    """Briefs, with `options` the same for all."""

    zhaiyi: Zhaiyi
    options: BriefOptions
    bilingual: bool = False
    shape: Shape = "list"
    lexicon: Lexicon = field(default_factory=Lexicon)

    def make(self, order: Order, hear: Hear, cancel: Cancel) -> Product:
        _check_same(order, None)
        brief = self._brief(order, hear, cancel)
        english = {t.source: t.text for t in brief.translations}
        return Product(
            {
                name: _same(order, brief.article, english, self.bilingual, hear)
                if name == SAME
                else self._render(brief, name)
                for name in order.formats
            },
            brief_row(brief),
            brief.run.complete,
            to_text(brief, translation=False, look=Look(shape=self.shape)),
            brief.run,
        )

    def _render(self, brief: Brief, name: str) -> bytes:
        """The file; a reading page carries pinyin and English of each Chinese word."""
        aid = reading_aid(brief.article, self.lexicon) if name == "html" else None
        return render(brief, name, aid=aid, shape=self.shape)

    def _brief(self, order: Order, hear: Hear, cancel: Cancel) -> Brief:
        events = self.zhaiyi.stream(
            order.source, self.options, cancel, order.terms, known=order.known
        )
        for event in events:
            hear(event)
            if isinstance(event, Finished):
                return event.brief
        raise AssertionError("a stream ends with Finished")


@dataclass(frozen=True)
class PairsMaker:
    """Translations, sentence by sentence."""

    zhaiyi: Zhaiyi
    force: bool = False
    bilingual: bool = False
    only: str | None = None
    """The one input format that can be given back; None takes each as it is."""

    def make(self, order: Order, hear: Hear, cancel: Cancel) -> Product:
        source = order.source
        _check_same(order, self.only)
        if not self.force:
            ensure_chinese(source.text, source.name)
        article = parse(source)
        hear(ArticleRead(article))
        for notice in reading_notices(source):
            hear(notice)
        done = self._translate(article, order, hear, cancel)
        english = {i: t.text for i, t in done.items()}
        pairs = [(s.text, english.get(s.id, "")) for s in article.sentences]
        findings = {n: done[s.id].findings for n, s in enumerate(article.sentences) if s.id in done}
        title = source.name.rpartition("/")[2]
        files = {
            name: _same(order, article, english, self.bilingual, hear)
            if name == SAME
            else render_pairs(pairs, name, title=title, findings=findings).encode()
            for name in order.formats
        }
        row = translation_row(article, done.values(), ())
        return Product(files, row, all(target for _, target in pairs))

    def _translate(
        self, article: Article, order: Order, hear: Hear, cancel: Cancel
    ) -> dict[int, Translation]:
        ids = {sentence.id for sentence in article.sentences}
        done = {i: translation for i, translation in order.known.items() if i in ids}
        open_ = [s for s in article.sentences if s.id not in done]
        texts = [s.text for s in open_]
        events = self.zhaiyi.stream_lines(texts, cancel, glossary=order.terms) if texts else ()
        for event in events:
            match event:
                case Notice():
                    hear(event)
                case TranslationReady(translation, "final"):
                    found = replace(translation, source=open_[translation.source].id)
                    done[found.source] = found
                    hear(TranslationReady(found))
                    hear(Progress("translate", len(done), len(article.sentences)))
                    for message in unkept_terms(found):
                        hear(Notice(f"sentence {found.source + 1}: {message}"))
                case _:
                    pass
        return done


def unkept_terms(translation: Translation) -> list[str]:
    """Where the user's glossary was not kept, in words: the errors among what is said of names."""
    found = translation.findings
    return [f.message for f in found if (f.kind, f.severity) == ("name", "error")]


def _check_same(order: Order, only: str | None) -> None:
    """Before any work: can the format be given back? Raises `UnreadableInput`."""
    if SAME not in order.formats:
        return
    found = order.source.format
    if only and found != only:
        raise UnreadableInput(
            f"{order.source.name} is {found}: --format {only} gives {only} files back as {only}"
        )
    if found not in WRITERS:
        raise UnreadableInput(
            f"{order.source.name}: {found} cannot be given back as {found}, only "
            f"{', '.join(WRITERS)} can: leave --same-format out, or name a --format"
        )


def _same(
    order: Order, article: Article, english: Mapping[int, str], bilingual: bool, hear: Hear
) -> bytes:
    """The article in the format that it came in."""
    try:
        data = order.original.read_bytes() if order.original else article.text.encode()
    except OSError as error:
        raise UnreadableInput(f"{order.source.name}: {error.strerror}") from error

    def tell(message: str) -> None:
        hear(Notice(message))

    return rewrite(data, article, english, bilingual=bilingual, tell=tell)


# -- rows of the report ----------------------------------------------------------------------------


def brief_row(brief: Brief) -> dict[str, Any]:
    """What the report says of a brief: headline, counts, every finding with its sentence."""
    row = translation_row(brief.article, brief.translations, brief.terms)
    findings = [
        *_notes("title", 0, "", brief.headline.text, brief.headline.findings),
        *row["findings"],
    ]
    for number, sentence in enumerate(brief.summary, 1):
        findings += _notes("summary", number, "", sentence.text, sentence.findings)
    return row | {
        "title": brief.headline.text or row["title"],
        "findings": findings,
        "summary": [sentence.text for sentence in brief.summary],
        "summary_by_status": dict(Counter(s.status for s in brief.summary)),
        "seconds": brief.run.seconds.get("total", 0.0),
        "tokens": dict(brief.run.tokens),
        "complete": brief.run.complete,
    }


def translation_row(
    article: Article, translations: Iterable[Translation], terms: Sequence[Term]
) -> dict[str, Any]:
    """The same of a plain translation."""
    texts = {s.id: s.text for s in article.sentences}
    given = sorted(translations, key=lambda t: t.source)
    findings: list[dict[str, Any]] = []
    for translation in given:
        where = (translation.source + 1, texts[translation.source], translation.text)
        findings += _notes("translation", *where, translation.findings)
        if translation.status == "failed" and not translation.findings:
            findings += _notes("translation", *where, (_FAILED,))
    return {
        "title": article.title,
        "characters": len(article.text),
        "sentences": len(article.sentences),
        "sentences_by_status": dict(Counter(t.status for t in given)),
        "sentences_by_level": dict(Counter(t.level for t in given if t.level)),
        "doubtful": [
            {
                "number": t.source + 1,
                "confidence": t.confidence or 0.0,
                "source": texts[t.source],
                "target": t.text,
            }
            for t in given
            if t.level == "doubtful" and t.text
        ],
        "findings": findings,
        "unconfirmed_terms": [f"{t.target} ({t.source})" for t in terms if not t.confirmed],
    }


_FAILED = Finding("failed", "error", "This sentence could not be translated.")


def _notes(
    part: str, number: int, source: str, target: str, findings: Iterable[Finding]
) -> list[dict[str, Any]]:
    return [
        {
            "part": part,
            "number": number,
            "kind": finding.kind,
            "severity": finding.severity,
            "message": finding.message,
            "source": source,
            "target": target,
        }
        for finding in findings
    ]


def is_flagged(row: Mapping[str, Any]) -> bool:
    """Whether a reader should look at something: a flagged or failed sentence."""
    sentences, summary = row.get("sentences_by_status", {}), row.get("summary_by_status", {})
    return bool(sentences.get("flagged") or sentences.get("failed") or summary.get("flagged"))


def is_doubtful(row: Mapping[str, Any]) -> bool:
    """Whether the estimator doubts a sentence, or one was not translated."""
    failed = row.get("sentences_by_status", {}).get("failed", 0)
    return bool(failed or row.get("sentences_by_level", {}).get("doubtful"))
