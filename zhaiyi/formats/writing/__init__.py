"""A file back in the format it came in, with English in the place of its Chinese.

Each block of a `Source` has an anchor into its file; a writer goes through the file in the order of
the blocks, finds the pieces of text (`slots`) that make up a block, and puts English into them.
Structure, styles, images, links and times are not touched. With `bilingual` the Chinese stays and
the English follows it, block by block.

A block whose text in the file is not what was read (the file has changed since) is left as it is,
and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from zhaiyi.core.document import Article
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.writing.blocks import BlockPairs, Written, pairs_by_block

Writer = Callable[[bytes, Article, list[BlockPairs], bool], Written]

WRITERS = MappingProxyType(
    {
        "docx": "zhaiyi.formats.writing.docx:write",
        "epub": "zhaiyi.formats.writing.epub:write",
        "srt": "zhaiyi.formats.writing.srt:write",
        "txt": "zhaiyi.formats.writing.txt:write",
    }
)
"""Formats that can be given back."""
_EXCERPT = 20


def rewrite(
    data: bytes,
    article: Article,
    english: Mapping[int, str],
    *,
    bilingual: bool = False,
    tell: Callable[[str], None] = lambda message: None,
) -> bytes:
    """The file `data`, from which `article` was read, in English. `english` holds the targets by
    sentence id; a sentence without one keeps its Chinese. `tell` is called with a line for the user
    where some of the file stays Chinese though its English is there.

    Raises `UnreadableInput` where the format cannot be given back or the file is damaged.
    """
    format = article.source.format
    if format not in WRITERS:
        raise UnreadableInput(
            f"{article.source.name}: {format} cannot be given back as {format}, only "
            f"{', '.join(WRITERS)} can: leave --same-format out, or name another --format"
        )
    module, _, name = WRITERS[format].partition(":")
    writer = cast(Writer, getattr(import_module(module), name))
    blocks = pairs_by_block(article, english)
    written = writer(data, article, blocks, bilingual)
    if written.unplaced:
        first = " ".join(written.unplaced[0].text.split())[:_EXCERPT]
        tell(
            f"{article.source.name}: {len(written.unplaced)} of {len(blocks)} paragraphs were not "
            f"found again in the file and stay Chinese; the first begins with {first}"
        )
    return written.data


__all__ = ["WRITERS", "BlockPairs", "Written", "rewrite"]
