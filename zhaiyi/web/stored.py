"""A brief that comes from a visitor's browser: the shapes are checked by `from_json`, here what the
rest of Zhaiyi takes for granted of a brief that it made itself. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable

from zhaiyi.core.document import Article, Brief, Finding, Span
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.render.render_json import to_dict


def sound(brief: Brief) -> Brief:
    """`brief`, if its parts fit together and can be said again in JSON. Raises
    `UnreadableInput`."""
    if not _sayable(brief):
        raise UnreadableInput("this brief is damaged: it holds what JSON cannot say; make it anew")
    if not (_article(brief.article) and _references(brief) and _findings(brief)):
        raise UnreadableInput("this brief is damaged: its parts do not fit together; make it anew")
    return brief


def _sayable(brief: Brief) -> bool:
    """Without lone surrogates, and without numbers that are none."""
    try:
        json.dumps(to_dict(brief), ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True


def _article(article: Article) -> bool:
    """Sentences in order, numbered, and where they say they are."""
    end = 0
    for index, sentence in enumerate(article.sentences):
        if sentence.id != index or not end <= sentence.start <= sentence.end <= len(article.text):
            return False
        if article.text[sentence.start : sentence.end] != sentence.text:
            return False
        if sentence.repeat_of is not None and not 0 <= sentence.repeat_of < index:
            return False
        end = sentence.end
    size = len(article.source.text)
    return all(0 <= block.start <= block.end <= size for block in article.source.blocks)


def _references(brief: Brief) -> bool:
    """Every id is a sentence, and every sentence is translated at most once."""
    count = len(brief.article.sentences)
    translated = [translation.source for translation in brief.translations]
    ids = [
        *translated,
        *brief.headline.sources,
        *brief.highlights.key,
        *(i for group in brief.highlights.groups for i in group),
        *(i for sentence in brief.summary for i in sentence.sources),
    ]
    fit = len(set(translated)) == len(translated) and len(brief.highlights.scores) <= count
    return fit and all(0 <= i < count for i in ids)


def _findings(brief: Brief) -> bool:
    of = [brief.headline.findings, *(t.findings for t in brief.translations)]
    return all(_spans(found) for found in (*of, *(s.findings for s in brief.summary)))


def _spans(findings: Iterable[Finding]) -> bool:
    spans = (span for f in findings for span in (f.source_span, f.target_span))
    return all(span is None or _is_span(span) for span in spans)


def _is_span(span: Span) -> bool:
    return 0 <= span.start <= span.end
