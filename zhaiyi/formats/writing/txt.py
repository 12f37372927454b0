"""Plain text: line for line, indents and empty lines kept."""

from __future__ import annotations

from zhaiyi.core.document import Article
from zhaiyi.formats.writing.blocks import BlockPairs, Written


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> Written:
    """The text in English, in UTF-8; bilingual with each English line below its Chinese one."""
    text, parts, at = article.text, [], 0
    for block, pairs in zip(article.source.blocks, blocks, strict=True):
        parts.append(text[at : block.start])
        chinese = text[block.start : block.end]
        english = pairs.english if pairs.is_translated else ""
        indent = text[text.rfind("\n", 0, block.start) + 1 : block.start]
        both = f"{chinese}\n{indent}{english}" if english else chinese
        parts.append(both if bilingual else english or chinese)
        at = block.end
    return Written(("".join(parts) + text[at:]).encode("utf-8", "replace"))
