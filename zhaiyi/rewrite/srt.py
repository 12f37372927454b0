"""Subtitles: each cue keeps its number, its times, its place and its formatting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.document import Article
from zhaiyi.rewrite.blocks import BlockPairs, fill, squeezed

_TAGS = r"(?:</?[a-zA-Z][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\})"
_TAG = re.compile(f"({_TAGS})")
_TIMES = re.compile(
    r"(?P<head>(?:^|\n)[ \t]*(?:\d+[ \t]*\n[ \t]*)?"
    r"\d{1,4}:\d\d:\d\d[,.:]\d{1,4}[ \t]*-->[ \t]*\d{1,4}:\d\d:\d\d[,.:]\d{1,4}[^\n]*\n)"
)
_WIDTH = 42
"""Characters of a line of English subtitles, as broadcasters have it."""


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> bytes:
    """The subtitle file in English, in UTF-8, with the line ends it had."""
    encoding = article.source.encoding
    text = data.decode(encoding, "replace")
    end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") or encoding == "utf-8-sig" else ""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    new = "".join(_cues(plain, iter(blocks), bilingual))
    return (mark + new.replace("\n", end)).encode("utf-8", "replace")


def _cues(text: str, blocks: Iterator[BlockPairs], bilingual: bool) -> Iterator[str]:
    """The text, the content of every cue that is a block replaced."""
    pieces = _TIMES.split(text)
    yield pieces[0]
    block = next(blocks, None)
    for head, body in zip(pieces[1::2], pieces[2::2], strict=True):
        content = body.rstrip("\n")
        rest = body[len(content) :]
        yield head
        if block is not None and _visible(content) == _visible(block.text):
            yield _english(content, block, bilingual) + rest
            block = next(blocks, None)
        else:
            yield body


def _visible(content: str) -> str:
    return squeezed(_TAG.sub("", content))


def _english(content: str, block: BlockPairs, bilingual: bool) -> str:
    if not block.is_translated:
        return content
    pieces = _TAG.split(content)
    opening, slots, closing = _ends(pieces)
    if len([slot for slot in slots if slot.strip()]) <= 1:
        english = opening + _wrapped(block.english) + closing
    else:
        texts = fill(slots[::2], block.pairs) or [block.english]
        tags = [*slots[1::2], ""]
        inner = "".join(text + tag for text, tag in zip(texts, tags, strict=False))
        english = opening + inner.strip() + closing
    return f"{content}\n{english}" if bilingual else english


def _ends(pieces: Sequence[str]) -> tuple[str, list[str], str]:
    """Tags before all text, text with the tags in it, tags behind all text."""
    filled = [n for n in range(0, len(pieces), 2) if pieces[n].strip()]
    if not filled:
        return "", list(pieces), ""
    first, last = filled[0], filled[-1]
    before, behind = "".join(pieces[:first]), "".join(pieces[last + 1 :])
    return before.strip(), list(pieces[first : last + 1]), behind.strip()


def _wrapped(text: str) -> str:
    """On as few lines as fit, these of like length."""
    lines = -(-len(text) // _WIDTH)
    if lines < 2:
        return text
    words, limit = text.split(), len(text) / lines
    found: list[str] = []
    line = ""
    for word in words:
        if line and len(line) + len(word) / 2 > limit and len(found) < lines - 1:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*found, line])
