"""Source to Article: every line gets its kind, then its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhaiyi.article import bylines, kinds
from zhaiyi.article.characters import trim
from zhaiyi.article.datelines import dateline_end, reporter_of, title_after
from zhaiyi.article.lines import Paragraph, joined, units
from zhaiyi.article.metadata import is_label
from zhaiyi.article.outline import outline
from zhaiyi.article.repeats import mark_repeats, without_site
from zhaiyi.article.sentences import dot_ends_sentences, split_paragraph
from zhaiyi.core.document import Article, Block, Sentence, SentenceKind, Source, Span
from zhaiyi.text.language import is_foreign

_WHOLE = frozenset({"title", "subhead", "byline", "source", "boilerplate"})
"""Kinds whose lines are one sentence whatever marks stand in them."""
_BRACKETS = re.compile(r"(?:[（(【\[〔][^（）()【】\[\]〔〕\n]{1,120}[）)】\]〕]\s*){2,}")
_BRACKET = re.compile(r"[（(【\[〔][^（）()【】\[\]〔〕\n]{1,120}[）)】\]〕]")
_OPENING_BYLINE = re.compile(r"[（(][^（）()\n]{3,40}[）)](?=[^\n]{10})")
"""（文/某某网 王小明） before the first sentence."""
_HEADLINE = re.compile(r"(?:[#＃][^#＃\n]{1,30}[#＃]\s*)*【[^【】\n]{8,80}】(?=[^\n]{10})")
"""【外卖员雨中救人】6月12日，…: the headline that a post or an item of a digest has in its line."""
_CELL = re.compile(r"[^\t]+")
_LONGEST_CELL = 40
"""Characters up to which a cell of a table is one sentence whatever stands in it."""
_LONGEST_TITLE_BEHIND = 60
_ORIGINAL = re.compile(r"[（(]?(?:原(?:标题|標題|题)|题|題)\s?[：:]\s*")


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    kind: SentenceKind


def parse(source: Source) -> Article:
    """The structure of a source; pure, linear in its length, never fails on any text.

    The text of a sentence may hold line breaks where the source was hard-wrapped.
    """
    text = source.text
    paragraphs = list(units(text, _blocks(source)))
    dot = dot_ends_sentences(text)
    sentences: list[Sentence] = []
    for number, (paragraph, kind) in enumerate(
        zip(paragraphs, outline(text, paragraphs, source.meta.get("title", "")), strict=True)
    ):
        for piece in _pieces(text, paragraph, kind, dot):
            sentences.append(_sentence(text, len(sentences), piece, number))
    with_lede = _mark_lede(sentences, paragraphs)
    return _article(source, mark_repeats(with_lede))


def _blocks(source: Source) -> tuple[Block, ...]:
    """The blocks that say something of structure. Those of plain text are its bare lines: only
    the text as a whole shows whether it is hard-wrapped."""
    plain = source.format == "txt" and all(block.role == "paragraph" for block in source.blocks)
    return () if plain else source.blocks


def _sentence(text: str, at: int, piece: _Piece, paragraph: int) -> Sentence:
    words = text[piece.span.start : piece.span.end]
    return Sentence(
        at, *piece.span, words, piece.kind, paragraph=paragraph, foreign=is_foreign(words)
    )


def _pieces(text: str, paragraph: Paragraph, kind: SentenceKind, dot: bool) -> Iterator[_Piece]:
    start, end = paragraph.start, paragraph.end
    if kind in _WHOLE:
        yield _Piece(Span(start, end), kind)
        return
    if paragraph.role == "table":
        yield from (_Piece(span, kind) for span in _cells(text, start, end, dot))
        return
    if kind == "body":
        for piece in _opening(text, start, end):
            yield piece
            start = trim(text, piece.span.end, end)[0]
    if start < end:
        yield from _finish(text, list(_split(text, start, end, dot)), kind)


def _opening(text: str, start: int, end: int) -> Iterator[_Piece]:
    """What may stand before the first sentence in its line: dateline, title or byline, headline."""
    headline: SentenceKind = "subhead" if start else "title"
    if (body := dateline_end(text, start, end)) > start:
        yield _Piece(Span(*trim(text, start, body)), "dateline")
        start = trim(text, body, end)[0]
        if start < end and _is_title_behind(text, start, end):
            yield _Piece(Span(start, end), "title")
            return
    by = _OPENING_BYLINE.match(text, start, end)
    if by and kinds.fixed_kind(by.group()) == "byline":
        yield _Piece(Span(start, by.end()), "byline")
        start = trim(text, by.end(), end)[0]
    if head := _HEADLINE.match(text, start, end):
        yield _Piece(Span(start, head.end()), headline)


def _is_title_behind(text: str, start: int, end: int) -> bool:
    """题：……, or a short line without a mark at its end: the report's title behind its dateline."""
    if title_after(text, start, end) >= 0:
        return "。" not in text[start : min(end, start + 80)]
    line = text[start:end]
    if len(line) > _LONGEST_TITLE_BEHIND or line[-1] in ".．":
        return False
    return not kinds.closes_with_mark(line) and kinds.is_title(line)


def _split(text: str, start: int, end: int, dot: bool) -> Iterator[Span]:
    """Sentences; several brackets that end a paragraph (（记者 王斌）（完）) stand apart."""
    for span in split_paragraph(text, start, end, dot=dot):
        if _BRACKETS.fullmatch(text, span.start, span.end):
            for match in _BRACKET.finditer(text, span.start, span.end):
                yield Span(match.start(), match.end())
        else:
            yield span


def _cells(text: str, start: int, end: int, dot: bool) -> Iterator[Span]:
    """The sentences of each cell of a row: so its English and its figures stay in their cells."""
    for match in _CELL.finditer(text, start, end):
        cell = Span(*trim(text, *match.span()))
        if cell.end - cell.start > _LONGEST_CELL:
            yield from split_paragraph(text, *cell, dot=dot)
        elif cell.start < cell.end:
            yield cell


def _finish(text: str, spans: Sequence[Span], kind: SentenceKind) -> Iterator[_Piece]:
    """Gives the sentences of a paragraph or caption their kinds, seen from its end."""
    named: list[SentenceKind] = [kind] * len(spans)
    for at in range(len(spans) - 1, 0, -1):
        found = _tail_kind(joined(text[spans[at].start : spans[at].end]))
        if found is None:
            break
        named[at] = found
    if kind == "body" and spans and named[-1] == "caption" and _is_photo_paragraph(text, spans):
        named = ["caption" if one == "body" else one for one in named]
    yield from (_Piece(span, one) for span, one in zip(spans, named, strict=True))


def _tail_kind(sentence: str) -> SentenceKind | None:
    """The kind of a last piece that is no sentence of the article: author, credit, source."""
    if len(sentence) > 120:
        return None
    if kinds.closes_with_mark(sentence) and sentence[-1] not in "）)】":
        opens = sentence.startswith(("图为", "圖為", "图片来源"))
        return "caption" if opens and not kinds.tells_of_picture(sentence) else None
    found = kinds.fixed_kind(sentence)
    if found is None and sentence[0] in "（(" and kinds.is_medium(sentence):
        return "source"
    if found is None and bylines.is_glued(sentence):
        return "byline"
    return found


def _is_photo_paragraph(text: str, spans: Sequence[Span]) -> bool:
    """A short paragraph whose end is a photographer's name describes the photo."""
    return len(spans) <= 4 and kinds.is_credit(text[spans[-1].start : spans[-1].end])


def _mark_lede(sentences: Sequence[Sentence], paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    """The first sentence of the running text is the lede."""
    marked = list(sentences)
    for at, sentence in enumerate(marked):
        role = paragraphs[sentence.paragraph].role
        if sentence.kind == "body" and not sentence.foreign and role in (None, "paragraph"):
            if kinds.is_row(sentence.text) or kinds.is_no_lede(sentence.text):
                continue
            marked[at] = replace(sentence, kind="lede")
            break
    return marked


def _article(source: Source, sentences: tuple[Sentence, ...]) -> Article:
    title = next((s.text for s in sentences if s.kind == "title"), "")
    dateline = next((s.text for s in sentences if s.kind == "dateline"), "")
    return Article(
        text=source.text,
        sentences=sentences,
        title=_plain_title(title) or source.meta.get("title", ""),
        dateline=dateline,
        byline=_byline(sentences, dateline) or source.meta.get("byline", ""),
        source=source,
    )


def _plain_title(title: str) -> str:
    joined = " ".join(line.strip() for line in title.split("\n"))
    return without_site(_ORIGINAL.sub("", joined))


def _byline(sentences: Sequence[Sentence], dateline: str) -> str:
    """Names from a byline, else from the dateline, else from the line of source and editor."""
    for sentence in sentences:
        if sentence.kind == "byline" and not is_label(sentence.text):
            return bylines.names_of(sentence.text)
    if reporter := reporter_of(dateline):
        return reporter
    lines = (bylines.author_in(s.text) for s in sentences if s.kind == "source")
    return next(filter(None, lines), "")
