"""Words of news that the default model renders otherwise when it is told nothing, and when told.

    python -m benchmarks.words [TABLE]

TABLE has lines like those of `zhaiyi/data/names.tsv` (source, kind, target, aliases), of which the
rows of kind ``other`` are tried; that table is the default. Each word stands in two short sentences
and counts as right where both have its target or an alias, in small letters, singular or plural.
Two lines for each word that the model renders otherwise without a hint: what it made of it without
and with one. A word that comes out right needs no row: each hint costs tokens.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from zhaiyi.core.settings import load_settings
from zhaiyi.engines.base import Engine, Request
from zhaiyi.engines.registry import make_engine
from zhaiyi.lexicon.tables import records
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.translation.constraints import glossary_line
from zhaiyi.translation.prompts import load_prompt

NAMES = Path(__file__).resolve().parent.parent / "zhaiyi" / "data" / "names.tsv"
CARRIERS = ("记者了解到，今年以来，{}受到广泛关注。", "26日，有关部门负责人介绍了{}的情况。")

Row = tuple[str, tuple[str, ...]]
"""A word and what it may be called, its target first."""


def read(path: Path) -> list[Row]:
    """The words of a table."""
    rows = [r for r in records(path.read_text(encoding="utf-8")) if len(r) > 2 and r[1] == "other"]
    return [(row[0], (row[2], *filter(None, "".join(row[3:4]).split(";")))) for row in rows]


def made(engine: Engine, rows: Sequence[Row], *, told: bool) -> list[tuple[str, ...]]:
    """The English of each word's sentences."""
    wrap = load_card(DEFAULT_CARD).wrap
    assert wrap is not None
    requests = []
    for number, (word, forms) in enumerate(rows):
        glossary = glossary_line([(word, forms[0])]) if told else ""
        for place, carrier in enumerate(CARRIERS):
            source = carrier.format(word)
            prompt = load_prompt("translate").render(glossary=glossary, source=source)
            requests.append(Request(f"{number} {place}", source, wrap(prompt), max_new_tokens=64))
    texts = {result.id: result.text for result in engine.generate(requests)}
    places = range(len(CARRIERS))
    return [tuple(texts[f"{number} {place}"] for place in places) for number in range(len(rows))]


def is_right(forms: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether each text has one of the forms."""
    stems = [form.casefold().rstrip("s") for form in forms]
    return all(any(stem in text.casefold() for stem in stems) for text in texts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("table", type=Path, nargs="?", default=NAMES)
    rows = read(parser.parse_args(arguments).table)
    settings = load_settings()
    engine = make_engine(load_card(DEFAULT_CARD), Store.from_settings(settings), settings)
    bare, told = (made(engine, rows, told=told) for told in (False, True))
    engine.close()
    right = [
        (is_right(forms, b), is_right(forms, t))
        for (_, forms), b, t in zip(rows, bare, told, strict=True)
    ]
    for (word, forms), without, hinted, (b, t) in zip(rows, bare, told, right, strict=True):
        if not b:
            print(f"{word}\t{forms[0]}\twithout\t{without[0]}")
            print(f"{word}\t{forms[0]}\t{'right' if t else 'all the same'}\t{hinted[0]}")
    counts = [sum(each[i] for each in right) for i in (0, 1)]
    print(f"{len(rows)} words: right without a hint {counts[0]}, with one {counts[1]}")


if __name__ == "__main__":
    main()
