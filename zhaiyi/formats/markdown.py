"""Markdown (CommonMark with tables): its text without the markup.

Anchor: ``line[n]``, the first line of the block in the file. A link becomes its text, a picture its
description in a caption block of its own, a table a block for each row, a front matter of
``key: value`` lines the source's meta.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from zhaiyi.core.document import BlockRole
from zhaiyi.formats.characters import unwrap
from zhaiyi.formats.draft import Piece, ReadingJob, SourceDraft, assemble, line_blocks
from zhaiyi.formats.loose_html import LooseHtml
from zhaiyi.formats.plain import decoded
from zhaiyi.formats.raised import settled
from zhaiyi.text.script import count_han

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n---[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(
    r"^(title|author|byline|date|source|sitename)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M | re.I
)
_KEY = re.compile(r"\s*[A-Za-z_][\w -]{0,40}:(?:\s|\Z)", re.ASCII)
"""How a front matter begins; text between two rules does not."""
_KEYS = {"author": "byline", "source": "sitename"}
_MARKUP = 4
"""A file may hold this many times as many characters as its text before it is refused unseen."""
_LEAST = 0.5
"""Share of the Chinese that must come through; less, and it is no Markdown: nesting without end."""
_MARKS = re.compile(r"[\[\]`*_<~!\\]")
_MAX_MARKS = 5_000
_BREAK = "\ue000br\ue000"
_EMPHASIS = ("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close")
_INDENT = "\u3000"


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a Markdown file."""
    found = decoded(data, job, _MARKUP)
    meta, skipped = _front_matter(found.text)
    body = "\n" * found.text.count("\n", 0, skipped) + found.text[skipped:]
    html = LooseHtml()
    text, blocks = assemble(_pieces(_tokens(body, job), html), job)
    if count_han(text) + html.hidden < _LEAST * count_han(body):
        return SourceDraft(found.text, line_blocks(found.text), meta, found.encoding, found.notes)
    return SourceDraft(text, blocks, meta, found.encoding, found.notes)


def _tokens(text: str, job: ReadingJob) -> Sequence[Token]:
    """Blocks first, then the markup inside each: where that has so many marks that the parser's
    time is no longer bounded, they stay as they are."""
    machine = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    machine.core.ruler.disable("inline")
    env: dict[str, Any] = {}
    tokens = machine.parse(text, env)
    for token in tokens:
        if token.type == "inline":
            job.deadline.check()
            token.children = _children(token, machine, env)
    return tokens


def _children(token: Token, machine: MarkdownIt, env: dict[str, Any]) -> list[Token]:
    if len(_MARKS.findall(token.content)) > _MAX_MARKS:
        return [Token("text", "", 0, content=token.content)]
    children: list[Token] = []
    machine.inline.parse(token.content, machine, env, children)
    return children


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """Its fields and the offset at which the body begins."""
    found = _FRONT.match(text)
    if not found or not _KEY.match(found[1]):
        return {}, 0
    fields = _FIELD.findall(found[1])
    return {_KEYS.get(k.lower(), k.lower()): v.strip("\"'") for k, v in fields}, found.end()


def _pieces(tokens: Sequence[Token], html: LooseHtml) -> Iterator[Piece]:
    lists = line = 0
    role: BlockRole = "paragraph"
    level = 0
    row: list[str] | None = None
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists -= 1
        elif token.type == "heading_open":
            role, level = "heading", int(token.tag[1:])
        elif token.type == "heading_close":
            role, level = "paragraph", 0
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield Piece("\t".join(row), "table", 0, f"line[{line}]")
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_inline(token, html)[0].replace("\n", " "))
        else:
            in_list = lists > 0 and role == "paragraph"
            place = ("list", lists) if in_list else (role, level)
            yield from _leaf(token, *place, line, html)  # type: ignore[arg-type]


def _leaf(token: Token, role: BlockRole, level: int, line: int, html: LooseHtml) -> Iterator[Piece]:
    """Pieces of one token that holds text."""
    anchor = f"line[{line}]"
    if token.type == "inline":
        text, captions = _inline(token, html)
        yield Piece(text, role, level, anchor)
        yield from (Piece(caption, "caption", 0, anchor) for caption in captions)
    elif token.type in {"fence", "code_block"}:
        yield Piece(html.pass_through(token.content), anchor=anchor)
    elif token.type == "html_block":
        yield Piece(settled(html.shown(token.content)), anchor=anchor)
        html.end_paragraph()


def _inline(token: Token, html: LooseHtml) -> tuple[str, list[str]]:
    """Text of inline content, and the descriptions of its pictures; without what HTML hides."""
    parts: list[str] = []
    captions: list[str] = []
    children = token.children or []
    behind = [child.content for child in children[1:]] + [""] * bool(children)
    for child, after in zip(children, behind, strict=True):
        if child.type == "image":
            captions.append(child.content)
        elif child.type == "html_inline":
            parts.append(html.shown(child.content).replace("\n", _BREAK))
        elif child.type == "hardbreak":
            parts.append(_BREAK)
        elif child.type == "softbreak":
            parts.append(_BREAK if after.startswith(_INDENT) else "\n")
        elif child.type in _EMPHASIS and _is_sign("".join(parts[-1:]), after):
            parts.append(html.pass_through(child.markup))
        elif child.type in {"text", "code_inline", "text_special"}:
            parts.append(html.pass_through(child.content))
    text = _BREAK.join(settled(line) for line in "".join(parts).split(_BREAK))
    return "\n".join(unwrap(line).strip() for line in text.split(_BREAK)), captions


def _is_sign(before: str, after: str) -> bool:
    """Between two digits a mark is a sign of the text (3*4, 5~~6): without it they would be one
    figure."""
    return before[-1:].isdigit() and after[:1].isdigit()
