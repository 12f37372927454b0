"""Words of news that the default model renders otherwise when it is told nothing, and when told.

    python -m benchmarks.words [TABLE]

TABLE has lines like those of `zhaiyi/data/news_words.tsv` (source, target, aliases), which is the
default, and may have a sentence as a fourth column; else each word stands in two short sentences.
It counts as right where all of them have its target or an alias, in small letters, whatever their
last e, y or s. Two lines for each word that the model renders
otherwise without a hint: what it made of it without and with one, "right" or "all the same". A word
that comes out right by itself needs no row: each hint costs tokens.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.core.settings import load_settings
from zhaiyi.engines.base import Engine, Request
from zhaiyi.engines.registry import make_engine
from zhaiyi.lexicon.tables import aliases, records
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.translation.constraints import glossary_line
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.segment import max_new_tokens

WORDS = Path(__file__).resolve().parent.parent / "zhaiyi" / "data" / "news_words.tsv"
CARRIERS = ("记者了解到，今年以来，{}受到广泛关注。", "26日，有关部门负责人介绍了{}的情况。")

_ENDING = re.compile("(?:es|[eys])$")


@dataclass(frozen=True)
class Row:
    """A word, what it may be called, its target first, and the sentences that it stands in."""

    word: str
    forms: tuple[str, ...]
    sentences: tuple[str, ...]


def read(path: Path) -> list[Row]:
    """The words of a table."""
    rows = records(path.read_text(encoding="utf-8"))
    return [
        Row(
            row[0],
            (row[1], *aliases(row, 2)),
            row[3:4] or tuple(carrier.format(row[0]) for carrier in CARRIERS),
        )
        for row in rows
    ]


def made(engine: Engine, rows: Sequence[Row], *, told: bool) -> list[tuple[str, ...]]:
    """The English of each word's sentences."""
    wrap = load_card(DEFAULT_CARD).wrap
    assert wrap is not None
    requests = []
    for number, row in enumerate(rows):
        glossary = glossary_line([(row.word, row.forms[0])]) if told else ""
        for place, source in enumerate(row.sentences):
            prompt = load_prompt("translate").render(glossary=glossary, source=source)
            name, room = f"{number} {place}", max_new_tokens(source)
            requests.append(Request(name, source, wrap(prompt), max_new_tokens=room))
    texts = {result.id: result.text for result in engine.generate(requests)}
    return [
        tuple(texts[f"{number} {place}"] for place in range(len(row.sentences)))
        for number, row in enumerate(rows)
    ]


def is_right(forms: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether each text has one of the forms."""
    stems = [_ENDING.sub("", _flat(form)) for form in forms]
    return all(any(stem in _flat(text) for stem in stems) for text in texts)


def _flat(text: str) -> str:
    return text.strip().casefold().replace("-", " ")


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("table", type=Path, nargs="?", default=WORDS)
    rows = read(parser.parse_args(arguments).table)
    settings = load_settings()
    engine = make_engine(load_card(DEFAULT_CARD), Store.from_settings(settings), settings)
    bare = made(engine, rows, told=False)
    wrong = [
        (row, texts)
        for row, texts in zip(rows, bare, strict=True)
        if not is_right(row.forms, texts)
    ]
    told = made(engine, [row for row, _ in wrong], told=True)
    engine.close()
    mended = 0
    for (row, without), hinted in zip(wrong, told, strict=True):
        right = is_right(row.forms, hinted)
        mended += right
        print(f"{row.word}\t{row.forms[0]}\twithout\t{without[0]}")
        print(f"{row.word}\t{row.forms[0]}\t{'right' if right else 'all the same'}\t{hinted[0]}")
    alone = len(rows) - len(wrong)
    print(f"{len(rows)} words: right without a hint {alone}, with one {alone + mended}")


if __name__ == "__main__":
    main()
