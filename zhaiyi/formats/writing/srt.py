"""Subtitles: each cue keeps its number, its times, its place and its formatting."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from zhaiyi.core.document import Article
from zhaiyi.formats.writing.blocks import BlockPairs, Written, fill, squeezed

_TAGS = r"(?:</?[a-zA-Z][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\})"
_TAG = re.compile(f"({_TAGS})")
_TIMES = re.compile(
    r"(?P<head>(?:^|\n)[ \t]*(?:\d+[ \t]*\n[ \t]*)?"
    r"\d{1,4}:\d\d:\d\d[,.:]\d{1,4}[ \t]*-->[ \t]*\d{1,4}:\d\d:\d\d[,.:]\d{1,4}[^\n]*\n)"
)
_AHEAD = 50
"""Blocks among which a cue is looked for."""
_WIDTH = 42
"""Characters of a line of English subtitles, as broadcasters have it."""


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> Written:
    """The subtitle file in English, in UTF-8, with the line ends it had."""
    encoding = article.source.encoding
    text = data.decode(encoding, "replace")
    end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") or encoding == "utf-8-sig" else ""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    waiting = deque(blocks)
    unplaced: list[BlockPairs] = []
    new = "".join(_cues(plain, waiting, unplaced, bilingual))
    left = tuple(block for block in (*unplaced, *waiting) if block.is_translated)
    return Written((mark + new.replace("\n", end)).encode("utf-8", "replace"), left)


def _cues(
    text: str, waiting: deque[BlockPairs], unplaced: list[BlockPairs], bilingual: bool
) -> Iterator[str]:
    """The text, the content of every cue that is a block replaced. Blocks that the file lacks, and
    others behind them do not, go to `unplaced`."""
    pieces = _TIMES.split(text)
    yield pieces[0]
    for head, body in zip(pieces[1::2], pieces[2::2], strict=True):
        content = body.rstrip("\n")
        rest = body[len(content) :]
        yield head
        here = _place(_visible(content), waiting)
        if here is None:
            yield body
            continue
        unplaced.extend(waiting.popleft() for _ in range(here))
        yield _english(content, waiting.popleft(), bilingual) + rest


def _place(visible: str, waiting: deque[BlockPairs]) -> int | None:
    """Which of the next blocks the cue is."""
    following = islice(waiting, _AHEAD)
    return next((n for n, b in enumerate(following) if _visible(b.text) == visible), None)


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
