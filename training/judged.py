"""Translations that the model learns its marks from: judged by expert readers, or spoiled by us."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.estimator.prepare import clean_pairs, faulty_rows, judged
from training.filters import plain_quotes, tidy
from training.held_out import read_tsv
from training.mqm import Judged

LONGEST = 180
"""Characters of a source."""
MARKS = Path("tests/data/outputs-marked.tsv")


@dataclass(frozen=True)
class Mark:
    """`fault`: the share of readers who saw a major fault in `en`."""

    id: str
    zh: str
    en: str
    fault: float


def judged_marks(groups: Iterable[Sequence[Judged]]) -> list[Mark]:
    """The translations that `read_judged` gives, of short enough sources."""
    return [
        Mark(judged.id, judged.zh, judged.en, judged.major / judged.readers)
        for group in groups
        for judged in group
        if len(judged.zh) <= LONGEST and judged.en
    ]


def faulty_marks(shared: Path, most: int) -> list[Mark]:
    """Right translations, and beside each two with a fault that was put in on purpose."""
    rng = random.Random(19)
    pairs = clean_pairs(judged(shared / "quality" / "mqm2020.tsv"), shared / "train", rng)
    made = faulty_rows([p for p in pairs if p.trust > 0.6 and len(p.zh) <= LONGEST][:most], rng)
    by_group: dict[int, list[Mark]] = {}
    for row in made:
        mark = Mark(f"made.{row.group}", tidy(row.zh), plain_quotes(row.en), row.major)
        by_group.setdefault(row.group, []).append(mark)
    return [
        mark
        for group in by_group.values()
        for mark in (group[0], *rng.sample(group[1:], min(2, len(group) - 1)))
    ]


def test_marks(shared: Path) -> dict[str, list[Mark]]:
    """What is never learned from: MQM 2021, and outputs of ours that were marked by hand."""
    rows = read_tsv(shared / "quality" / "mqm2021-dev.tsv")
    experts = [
        Mark(_name(r), tidy(r["zh"]), plain_quotes(r["en"]), int(r["major"]) / int(r["raters"]))
        for r in rows
        if len(r["zh"]) <= LONGEST and r["en"]
    ]
    own = [
        Mark(row["id"], row["zh"], row["output"], float(row["needs_look"] == "yes"))
        for row in read_tsv(MARKS)
    ]
    return {"mqm2021": experts, "marks": own}


def _name(row: Mapping[str, str]) -> str:
    return f"{row['doc']}.{row['seg']}.{row['system']}"
