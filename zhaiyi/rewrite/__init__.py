"""A file back in the format it came in, with English in the place of its Chinese.

Each block of a `Source` has an anchor into its file; a writer goes through the file in the order of
the blocks, finds the pieces of text (`slots`) that make up a block, and puts English into them.
Structure, styles, images, links and times are not touched. With `bilingual` the Chinese stays and
the English follows it, block by block.

A block whose text in the file is not what was read (the file has changed since) is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from zhaiyi.document import Article
from zhaiyi.errors import UnreadableInput
from zhaiyi.rewrite.blocks import BlockPairs, pairs_by_block

Writer = Callable[[bytes, Article, list[BlockPairs], bool], bytes]

WRITERS = MappingProxyType(
    {
        "docx": "zhaiyi.rewrite.docx:write",
        "epub": "zhaiyi.rewrite.epub:write",
        "srt": "zhaiyi.rewrite.srt:write",
        "txt": "zhaiyi.rewrite.txt:write",
    }
)
"""Formats that can be given back."""


def rewrite(
    data: bytes, article: Article, english: Mapping[int, str], *, bilingual: bool = False
) -> bytes:
    """The file `data`, from which `article` was read, in English. `english` holds the targets by
    sentence id; a sentence without one keeps its Chinese.

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
    return writer(data, article, pairs_by_block(article, english), bilingual)


__all__ = ["WRITERS", "BlockPairs", "rewrite"]
