"""Which English belongs to which block of the file, and to which piece of text in the block. Pure.

Sentences and blocks are matched by their offsets, blocks and pieces by their visible characters:
`squeezed` says what may differ between a file and what was read of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from zhaiyi.core.document import Article, Sentence
from zhaiyi.text.script import is_han, unify_han

_CLOSERS = frozenset('.,;:!?)]}”’"')
"""No space stands before them."""
_COLON = re.compile(r":(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class BlockPairs:
    """A block's sentences in order, source and English (equal where there is none)."""

    anchor: str
    text: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def english(self) -> str:
        """The block in English."""
        return " ".join(target for _, target in self.pairs if target)

    @property
    def is_translated(self) -> bool:
        """Whether any sentence of it is another one in English."""
        return any(source != target for source, target in self.pairs)


class Written(NamedTuple):
    """A file in English, and the translated blocks whose Chinese was not found in it again."""

    data: bytes
    unplaced: tuple[BlockPairs, ...] = ()


def pairs_by_block(article: Article, english: Mapping[int, str]) -> list[BlockPairs]:
    """Every block of the article's source with its pairs. A sentence that goes over several blocks
    is parted among them, by the length of its Chinese in each."""
    blocks = article.source.blocks
    found: list[list[tuple[str, str]]] = [[] for _ in blocks]
    at = 0
    for sentence in article.sentences:
        while at < len(blocks) and blocks[at].end <= sentence.start:
            at += 1
        target = _target(article, sentence, english)
        parts = list(_parts(article, sentence, at))
        targets = spread(target, [text for _, text in parts]) if target else []
        for (block, text), share in zip(parts, targets or [t for _, t in parts], strict=True):
            found[block].append((text, share))
    return [
        BlockPairs(block.anchor, article.text[block.start : block.end], tuple(pairs))
        for block, pairs in zip(blocks, found, strict=True)
    ]


def _target(article: Article, sentence: Sentence, english: Mapping[int, str]) -> str:
    own = english.get(sentence.id, "")
    if not own and sentence.repeat_of is not None:
        return english.get(sentence.repeat_of, "")
    return own


def _parts(article: Article, sentence: Sentence, at: int) -> Iterator[tuple[int, str]]:
    """The stretches of a sentence in the blocks from `at` on."""
    blocks = article.source.blocks
    while at < len(blocks) and blocks[at].start < sentence.end:
        start, end = max(sentence.start, blocks[at].start), min(sentence.end, blocks[at].end)
        if start < end and article.text[start:end].strip():
            yield at, article.text[start:end]
        at += 1


def spread(text: str, shares: Sequence[str]) -> list[str]:
    """`text` parted at its spaces into as many parts as `shares`, long where these are long. The
    parts joined by spaces are the text again (its runs of white space as one)."""
    words = text.split()
    weights = [max(1, _visible(share)) for share in shares]
    ends = list(accumulate(weights))
    lengths = list(accumulate(len(word) + 1 for word in words))
    total = lengths[-1] if lengths else 0
    parts: list[list[str]] = [[] for _ in shares]
    part = 0
    for word, end in zip(words, lengths, strict=True):
        middle = end - (len(word) + 1) / 2
        while part < len(shares) - 1 and middle * ends[-1] > ends[part] * total:
            part += 1
        parts[part].append(word)
    return [" ".join(part) for part in parts]


def fill(slots: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[str] | None:
    """New texts for the pieces of text `slots` that together are the sources of `pairs`.

    A sentence within one slot stays there; one that goes over several (part of it is bold, or a
    link) is parted among them, a piece that its English holds as it is (a Latin name, a number)
    kept in its own slot. None where slots and sources do not agree.
    """
    pairs = list(pairs)
    if squeezed("".join(slots)) != squeezed("".join(source for source, _ in pairs)):
        return None
    new: list[list[str]] = [[] for _ in slots]
    places = iter(_places(slots))
    for source, target in pairs:
        shares: dict[int, str] = {}
        for character in squeezed(source):
            slot = next(places)
            shares[slot] = shares.get(slot, "") + character
        kept = source == target
        parts = list(shares.values()) if kept else _parted(target, list(shares.values()))
        for slot, part in zip(shares, parts, strict=True):
            new[slot].append(part)
    return _spaced(["".join(_glued(parts)) for parts in new])


def _places(slots: Sequence[str]) -> Iterator[int]:
    """The slot of each visible character."""
    for number, slot in enumerate(slots):
        for _ in range(_visible(slot)):
            yield number


def _parted(target: str, shares: Sequence[str]) -> list[str]:
    """`target` among the slots of one sentence: behind a colon that both have (who speaks is often
    set in bold or colour), around the longest piece that it holds unchanged and once, else by
    length alone."""
    if len(shares) == 1:
        return [target]
    colons = list(_COLON.finditer(target))
    ends = [n for n, share in enumerate(shares[:-1]) if share[-1] in ":："]
    if len(colons) == len(ends) == 1:
        at, slot = colons[0].end(), ends[0] + 1
        return [*_side(target[:at], shares[:slot]), *_side(target[at:], shares[slot:])]
    anchors = [n for n, s in enumerate(shares) if len(s) > 1 and target.count(s) == 1]
    if not anchors:
        return spread(target, shares)
    pivot = max(anchors, key=lambda n: len(shares[n]))
    before, after = target.split(shares[pivot])
    left = _side(before, shares[:pivot])
    right = _side(after, shares[pivot + 1 :])
    middle = shares[pivot]
    if not shares[:pivot]:
        middle = before + middle
    if not shares[pivot + 1 :]:
        middle += after
    return [*left, middle, *right]


def _side(text: str, shares: Sequence[str]) -> list[str]:
    return _parted(text.strip(), shares) if shares else []


def _glued(parts: Sequence[str]) -> Iterator[str]:
    """Sentences of one slot, a space between two."""
    filled = [part for part in parts if part]
    for number, part in enumerate(filled):
        yield part if number == 0 else f" {part}"


def _spaced(texts: list[str]) -> list[str]:
    """A space between two slots, as there is none between Chinese ones."""
    spaced: list[str] = []
    for number, text in enumerate(texts):
        follows = next((t for t in texts[number + 1 :] if t), "")
        spaced.append(f"{text} " if text and follows and _apart(text[-1], follows[0]) else text)
    return spaced


def _apart(last: str, first: str) -> bool:
    """Whether a space belongs between two characters."""
    if last.isspace() or first in _CLOSERS:
        return False
    return not (is_han(last) and is_han(first))


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)


def squeezed(text: str) -> str:
    """What of a text in a file is the same as in what was read of it: all but white space, each
    radical as the character it stands for."""
    return unify_han("".join(text.split()))
