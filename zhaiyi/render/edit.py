"""A sentence of a brief changed by hand. Pure.

A hand-written sentence is the reader's own: nothing later overwrites it. But a slip of the hand is
an error as much as a model's, so the checks look at it like at any other, and what stood there
before is kept beside it. What it says of terms is counted anew.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zhaiyi.core.document import Brief, Finding, Headline, SummarySentence, Translation
from zhaiyi.core.errors import UsageError
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentRole, Similarity
from zhaiyi.quality.document import known_of, present
from zhaiyi.quality.registry import run_checks
from zhaiyi.render.inert import encodable
from zhaiyi.salience.encoder import Encoder, cosine
from zhaiyi.terminology import count
from zhaiyi.text.script import has_han

MAX_CHARS = 4_000
"""Longest sentence that is taken."""
NEARBY = 5
"""Sentences on either side with which a target may have been mixed up."""
EDITED = Finding("edited", "info", "Changed by hand.")
_PLACE = re.compile(r"h|[mt][1-9][0-9]{0,6}")


def edited(
    brief: Brief,
    ref: str,
    text: str,
    lexicon: Lexicon | None = None,
    encoder: Encoder | None = None,
) -> Brief:
    """`brief` with the English at `ref` replaced: ``h`` headline, ``m2`` summary sentence,
    ``t5`` translation of sentence 5; numbers count from 1. The findings are those of the checks on
    the new text; without `lexicon` and `encoder` the checks that need them are left out.

    Raises `UsageError` for a place that the brief has not, and for an empty or too long text.
    """
    words = " ".join(encodable(text).split())
    if not words:
        raise UsageError("the sentence is empty: write one, or press Esc to keep the old one")
    if len(words) > MAX_CHARS:
        raise UsageError(f"the sentence is too long: at most {MAX_CHARS:,} characters")
    if not _PLACE.fullmatch(ref):
        raise UsageError(f"there is no sentence {ref[:20]!r} in this brief")
    editor = _Editor(brief, words, lexicon, encoder)
    if ref == "h":
        return editor.headline()
    number = int(ref[1:])
    return editor.summary(number) if ref[0] == "m" else editor.translation(number)


class _Editor:
    """Puts one text into one place of a brief."""

    def __init__(
        self, brief: Brief, text: str, lexicon: Lexicon | None, encoder: Encoder | None
    ) -> None:
        self._brief = brief
        self._text = text
        self._lexicon = lexicon
        self._encoder = encoder

    def headline(self) -> Brief:
        old = self._brief.headline
        was_edited = any(finding.kind == EDITED.kind for finding in old.findings)
        findings = (EDITED, *self._check(self._sources(old.sources), "headline"))
        machine = old.machine if was_edited else old.text
        new = Headline(self._text, old.sources, findings, machine)
        return replace(self._brief, headline=new)

    def summary(self, number: int) -> Brief:
        if number > len(self._brief.summary):
            raise UsageError(f"this brief has no summary sentence {number}")
        old = self._brief.summary[number - 1]
        findings = self._check(self._sources(old.sources), "summary")
        machine = old.machine if old.status == "edited" else old.text
        support = self._support(old)
        new = SummarySentence(self._text, old.sources, support, "edited", findings, machine)
        made = (*self._brief.summary[: number - 1], new, *self._brief.summary[number:])
        return replace(self._brief, summary=made)

    def translation(self, number: int) -> Brief:
        sentences = self._brief.article.sentences
        if number > len(sentences) or sentences[number - 1].repeat_of is not None:
            raise UsageError(f"this brief has no translation of a sentence {number}")
        rows = {t.source: t for t in self._brief.translations}
        old = rows.get(number - 1, Translation(number - 1, ""))
        findings = self._check((number - 1,), "translation")
        machine = old.machine if old.status == "edited" else old.text
        rows[number - 1] = Translation(number - 1, self._text, "edited", findings, machine)
        translations = tuple(rows[i] for i in sorted(rows))
        pairs = [(sentences[t.source].text, t.text) for t in translations if t.text]
        terms = count(self._brief.terms, pairs)
        return replace(self._brief, translations=translations, terms=terms)

    # -- what the checks are given -------------------------------------------------------------

    def _sources(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        known = len(self._brief.article.sentences)
        return tuple(i for i in ids if 0 <= i < known)

    def _check(self, ids: tuple[int, ...], role: SegmentRole) -> tuple[Finding, ...]:
        """What the checks find beside the sentences `ids`. A text that is not Chinese has nothing
        that they could hold against its English."""
        sentences = [self._brief.article.sentences[i] for i in ids]
        source = "".join(s.text for s in sentences).strip()
        if not has_han(source) or any(s.foreign for s in sentences):
            return ()
        known = known_of(self._brief.article, self._lexicon)
        return run_checks(
            known.pair(
                source,
                self._text,
                role=role,
                kind=sentences[0].kind,
                terms=present(source, self._brief.terms, self._lexicon),
                similarity=self._similarity(ids[0]) if role == "translation" else None,
            )
        )

    def _similarity(self, index: int) -> Similarity | None:
        """With the sentence's own source and with those around it."""
        if self._encoder is None:
            return None
        sentences = self._brief.article.sentences
        nearby = range(max(0, index - NEARBY), min(len(sentences), index + NEARBY + 1))
        vectors = self._encoder.encode([self._text, *(sentences[i].text for i in nearby)])
        scores = dict(zip(nearby, cosine(vectors[:1], vectors[1:])[0].tolist(), strict=True))
        own = scores.pop(index)
        neighbour = max(scores, key=scores.__getitem__, default=None)
        return Similarity(own, scores[neighbour] if neighbour is not None else -1.0, neighbour)

    def _support(self, old: SummarySentence) -> float:
        """With the best of its sources or with all joined, whichever is higher, 0..1."""
        sources = [self._brief.article.sentences[i].text for i in self._sources(old.sources)]
        if self._encoder is None or not sources:
            return old.support
        vectors = self._encoder.encode([self._text, "".join(sources), *sources])
        return round(max(0.0, float(cosine(vectors[:1], vectors[1:]).max())), 3)
