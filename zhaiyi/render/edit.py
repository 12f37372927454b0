"""A sentence of a brief changed by hand. Pure.

A hand-written sentence is the reader's own: findings on what stood there before go, and nothing
later overwrites it. What it says of terms is counted anew.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zhaiyi.document import Brief, Finding, Headline, SummarySentence, Translation
from zhaiyi.errors import UsageError
from zhaiyi.render.inert import encodable
from zhaiyi.terms import count

MAX_CHARS = 4_000
"""Longest sentence that is taken."""
EDITED = Finding("edited", "info", "Changed by hand.")
_PLACE = re.compile(r"h|[mt][1-9][0-9]{0,6}")


def edited(brief: Brief, ref: str, text: str) -> Brief:
    """`brief` with the English at `ref` replaced: ``h`` headline, ``m2`` summary sentence,
    ``t5`` translation of sentence 5; numbers count from 1.

    Raises `UsageError` for a place that the brief has not, and for an empty or too long text.
    """
    words = " ".join(encodable(text).split())
    if not words:
        raise UsageError("the sentence is empty: write one, or press Esc to keep the old one")
    if len(words) > MAX_CHARS:
        raise UsageError(f"the sentence is too long: at most {MAX_CHARS:,} characters")
    if not _PLACE.fullmatch(ref):
        raise UsageError(f"there is no sentence {ref[:20]!r} in this brief")
    if ref == "h":
        return replace(brief, headline=Headline(words, brief.headline.sources, (EDITED,)))
    number = int(ref[1:])
    change = _summary if ref[0] == "m" else _translation
    return change(brief, number, words)


def _summary(brief: Brief, number: int, text: str) -> Brief:
    if number > len(brief.summary):
        raise UsageError(f"this brief has no summary sentence {number}")
    old = brief.summary[number - 1]
    new = SummarySentence(text, old.sources, old.support, "edited")
    made = (*brief.summary[: number - 1], new, *brief.summary[number:])
    return replace(brief, summary=made)


def _translation(brief: Brief, number: int, text: str) -> Brief:
    sentences = brief.article.sentences
    if number > len(sentences) or sentences[number - 1].repeat_of is not None:
        raise UsageError(f"this brief has no translation of a sentence {number}")
    rows = {t.source: t for t in brief.translations}
    rows[number - 1] = Translation(number - 1, text, "edited")
    translations = tuple(rows[i] for i in sorted(rows))
    pairs = [(sentences[t.source].text, t.text) for t in translations if t.text]
    return replace(brief, translations=translations, terms=count(brief.terms, pairs))
