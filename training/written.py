"""News that was written for teaching: whole articles with their English and condensations of it.

The files of `training/written` are tables without a head, UTF-8, three columns:

    ## what the article is about
    T  title         its English
    S  sentence      its English                        (in the article's order)
    C  1 3           one sentence that condenses the English of S lines 1 and 3

They are our own: runs of a large language model wrote both sides, told which subjects, kinds of
text and difficulties to cover. Two articles of each file were kept back and are learned from by
nothing: tests/data/written-news.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypinyin import lazy_pinyin

from training.examples import Example
from training.filters import BY_HAND, Filter, Pair, passing, plain_quotes, tidy, told
from training.summaries import Prompt

KIND = "written"
TITLE = "title"
"""Kind of the pair that a title and its English are."""
FOLDER = Path(__file__).with_name("written")
WRITTEN: Mapping[str, Filter] = {
    "length": lambda p: 6 <= len(p.zh) <= 180,
    **{name: BY_HAND[name] for name in ("length ratio", "no Chinese left", "numbers")},
}
"""The tests of a pair: above all that an outright slip shows."""
WORDS = (8, 30)
"""Of a condensation. The product asks for at most 24; what is a little longer still teaches."""
SHORTER = 0.9
"""Of the passage's words a condensation has at most this share."""

_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
"""A word with a capital inside a sentence. One that sounds like a Chinese character is mostly a
surname."""


@dataclass(frozen=True)
class Article:
    """One article. `condensed`: (numbers of the sentences from 0, one sentence that says them)."""

    title: Pair
    sentences: Sequence[Pair]
    condensed: Sequence[tuple[tuple[int, ...], str]]


def read_articles(folder: Path = FOLDER) -> list[Article]:
    """The articles of all files ``*.txt`` of `folder`. Raises `ValueError` naming file and line
    where one is not as described above."""
    return [article for path in sorted(folder.glob("*.txt")) for article in _articles(path)]


def written_pairs(articles: Iterable[Article]) -> list[Pair]:
    """Titles, and sentences that can be translated alone, that pass `WRITTEN`."""
    pairs = [each.title for each in articles]
    pairs += [pair for each in articles for pair in _alone(each)]
    return passing(told("written", pairs), WRITTEN)


def _alone(article: Article) -> list[Pair]:
    """The sentences whose English has no surname that only another sentence gives: *Gao* where
    the Chinese says 老人."""
    heard = [frozenset(lazy_pinyin(pair.zh)) for pair in article.sentences]
    everywhere = frozenset[str]().union(*heard)
    return [
        pair
        for pair, here in zip(article.sentences, heard, strict=True)
        if not {word.lower() for word in _CAPITAL.findall(pair.en)} & (everywhere - here)
    ]


def in_order(articles: Iterable[Article]) -> list[tuple[str, str]]:
    """(article, Chinese) of the sentences in their order."""
    return [(each.title.id, pair.zh) for each in articles for pair in each.sentences]


def shorter(articles: Iterable[Article], prompt: Prompt, end: str) -> list[Example]:
    """A headline for the first sentence of each article, and its condensations."""
    return [example for each in articles for example in _shorter(each, prompt, end)]


def _shorter(article: Article, prompt: Prompt, end: str) -> Iterable[Example]:
    title, lead = article.title, article.sentences[0]
    headline = title.en.rstrip(".") + end
    yield Example(title.id, title.zh, prompt("headline", lead.en), headline, "headline")
    for number, (parts, text) in enumerate(article.condensed):
        passage = " ".join(article.sentences[part].en for part in parts)
        words = len(text.split())
        if WORDS[0] <= words <= WORDS[1] and words <= SHORTER * len(passage.split()):
            name = f"{title.id}c{number}"
            yield Example(name, passage, prompt("condense", passage), text + end, "condense")


def _articles(path: Path) -> Iterable[Article]:
    block: list[tuple[str, str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("##"):
            yield from _article(block, f"{path.stem}.{number}")
            block = []
        elif line.strip():
            cells = line.split("\t")
            if len(cells) != 3 or cells[0] not in ("T", "S", "C") or not all(map(str.strip, cells)):
                raise ValueError(
                    f"{path}, line {number}: not three columns that begin with T, S or C"
                )
            block.append((cells[0], cells[1].strip(), cells[2].strip()))
    yield from _article(block, f"{path.stem}.end")


def _article(block: Sequence[tuple[str, str, str]], name: str) -> Iterable[Article]:
    if not block:
        return
    titles = [_pair(name, TITLE, *row[1:]) for row in block if row[0] == "T"]
    sentences = [
        _pair(f"{name}s{number}", KIND, *row[1:])
        for number, row in enumerate(row for row in block if row[0] == "S")
    ]
    if len(titles) != 1 or not sentences:
        raise ValueError(f"{name}: an article has one T line and at least one S line")
    condensed = [
        (tuple(int(part) - 1 for part in row[1].replace(",", " ").split()), plain_quotes(row[2]))
        for row in block
        if row[0] == "C"
    ]
    if any(not 0 <= part < len(sentences) for parts, _ in condensed for part in parts):
        raise ValueError(f"{name}: a C line names an S line that is not there")
    yield Article(titles[0], sentences, condensed)


def _pair(name: str, kind: str, zh: str, en: str) -> Pair:
    return Pair(f"written.{name}", tidy(zh), plain_quotes(en), kind=kind)
