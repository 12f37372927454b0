"""The marks of key sentences, on the articles that every clone has."""

from __future__ import annotations

import csv

from benchmarks.keys import MARKS, figures, fingerprint, lead, marked_articles, ours


def test_the_marks_hold_ids_and_hashes_and_no_text() -> None:
    with MARKS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["origin"] for row in rows}) >= 12
    assert all(row["id"].isdigit() and len(row["sha256"]) == 16 for row in rows)


def test_the_samples_are_those_that_were_marked_and_ours_beats_the_lead() -> None:
    samples = [m for m in marked_articles() if m.name.startswith("samples/")]
    assert len(samples) == 6
    for marked in samples:
        assert marked.kept <= set(marked.eligible), marked.name
    assert figures(samples, ours)[0] >= figures(samples, lead)[0]


def test_a_fingerprint_does_not_know_white_space() -> None:
    assert fingerprint(" 图书馆。\n") == fingerprint("图书馆。") != fingerprint("图书馆")
