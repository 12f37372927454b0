"""Further parallel text out of public repositories, as one table that `training.prepare` reads.

    python -m training.collect MOZILLA.git OPUS_TESTSETS.git COMMENTARY.git out/more.tsv

The three are clones (git directories) of mozilla/firefox-translations-models,
Helsinki-NLP/OPUS-MT-testsets and Exchen0/Chinese-English-NMT. Of the first: the English of
Firefox's smaller model for newstest2017-2020, beside that of the larger one in the shared data. Of
the second: people's translations, newstest2017-2019 and, the other way round, 2019 and 2020 out of
English; TICO-19. Of the third: ten thousand sentences of News Commentary. Nothing of newstest2021
or later is read. Columns: `id` (set and line), `zh`, `en`.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

Row = tuple[str, str, str]

MODEL = "bergamot-base-memory"
BY_MODEL = ("wmt17", "wmt18", "wmt19", "wmt20")
BY_PEOPLE = (
    ("2017", "zh-en"),
    ("2018", "zh-en"),
    ("2019", "zh-en"),
    ("2019", "en-zh"),
    ("2020", "en-zh"),
)
"""Year and direction; what is in both directions, one text under two names, comes once."""


def lines_of(git: Path, path: str) -> list[str]:
    """The lines of a file in the newest commit. Raises `CalledProcessError` where it is missing."""
    found = subprocess.run(
        ["git", "--git-dir", str(git), "show", f"HEAD:{path}"], check=True, capture_output=True
    )
    return found.stdout.decode("utf-8").removesuffix("\n").split("\n")


def rows(mozilla: Path, opus: Path, commentary: Path) -> Iterator[Row]:
    """Everything, set by set."""
    for name in BY_MODEL:
        zh = lines_of(mozilla, f"evaluation/zh-en/{name}.zh")
        en = lines_of(mozilla, f"evaluation/zh-en/{name}.{MODEL}.en")
        yield from paired(f"{name}-model", zh, en)
    for year, direction in BY_PEOPLE:
        test = f"datasets/statmt/wmt_newstest/{year}/{direction}/newstest{year}"
        back = "-back" if direction == "en-zh" else "-people"
        zh, en = lines_of(opus, f"{test}.zh"), lines_of(opus, f"{test}.en")
        yield from paired(f"wmt{year[2:]}{back}", zh, en)
    test = "datasets/tico19/testsets/en-zh/tico19-test"
    yield from paired("tico19", lines_of(opus, f"{test}.zh"), lines_of(opus, f"{test}.en"))
    parsed = [json.loads(line) for line in lines_of(commentary, "data/train_10k.jsonl") if line]
    yield from paired("commentary", [p["zh"] for p in parsed], [p["en"] for p in parsed])


def paired(name: str, zh: Sequence[str], en: Sequence[str]) -> Iterator[Row]:
    """Rows of two texts line by line. Raises `SystemExit` where they differ in length."""
    if len(zh) != len(en):
        raise SystemExit(f"{name}: {len(zh)} Chinese lines beside {len(en)} English ones")
    for number, (source, target) in enumerate(zip(zh, en, strict=True), 1):
        clean = (" ".join(text.split()) for text in (source, target))
        yield (f"{name}.{number}", *clean)  # type: ignore[misc]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.collect", description=__doc__)
    for name in ("mozilla", "opus", "commentary"):
        parser.add_argument(name, type=Path, help="git directory")
    parser.add_argument("table", type=Path, help="to write")
    options = parser.parse_args(arguments)
    with options.table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(("id", "zh", "en"))
        writer.writerows(rows(options.mozilla, options.opus, options.commentary))


if __name__ == "__main__":
    main()
