"""What of a sentence goes to the engine, and what needs none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhaiyi.article import dateline_end
from zhaiyi.core.document import Article, Sentence, SentenceKind, Source
from zhaiyi.terminology import in_text
from zhaiyi.text.script import has_han
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.rules import render_formula

FORMULAIC = frozenset({"dateline", "byline", "source", "caption"})
LEFT_OUT = frozenset({"boilerplate"})


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


def title_of(article: Article) -> Sentence | None:
    """The sentence that is the title, if there is one."""
    return next((s for s in article.sentences if s.kind == "title"), None)


def by_rule(sentence: Sentence, context: DocumentContext) -> str | None:
    """What needs no engine: foreign and blank text as it is, formulaic lines by rule."""
    if sentence.foreign or not has_han(sentence.text):
        return sentence.text
    if sentence.kind in FORMULAIC:
        return render_formula(sentence, context.lexicon, context.terms)
    return None


def segment_of(sentence: Sentence, article: Article, context: DocumentContext) -> SourceSegment:
    """The sentence with its terms and numbers found; a title without the name of its site, a line
    without its dateline: these are put back by rule."""
    text, prefix, suffix = sentence.text.strip(), "", ""
    if sentence == title_of(article) and (site := site_of(article, context)):
        text, suffix = article.title, site
    elif opening := _dateline(sentence, context):
        prefix, text = opening
    constraints = context.constraints(text)
    return SourceSegment(sentence.id, text, sentence.kind, prefix, suffix, constraints)


def site_of(article: Article, context: DocumentContext) -> str:
    """English of what stands behind the title (``-新华网`` → `` - Xinhuanet``), if known."""
    title, sentence = article.title, title_of(article)
    if not title or sentence is None or not sentence.text.strip().startswith(title):
        return ""
    rest = sentence.text.strip()[len(title) :].strip(" -_—|｜·－")
    found = in_text(rest, context.terms, context.lexicon) if rest else ()
    whole = [o.term.target for o in found if (o.start, o.end) == (0, len(rest))]
    return f" - {whole[0]}" if whole else ""


def _dateline(sentence: Sentence, context: DocumentContext) -> tuple[str, str] | None:
    """English of the dateline that opens a sentence, and the text behind it; None if there is none
    or not all of it is known. Only single lines have one: an article's stand apart."""
    text = sentence.text.strip()
    end = dateline_end(text, 0, len(text)) if sentence.kind == "body" and text else 0
    rest = text[end:].strip()
    if not end or not has_han(rest):
        return None
    opening = replace(sentence, text=text[:end].rstrip(" ：:，,—-"), kind="dateline")
    english = render_formula(opening, context.lexicon, context.terms)
    return (f"{english} ", rest) if english else None
