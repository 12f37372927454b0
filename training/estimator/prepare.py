"""Makes the folder that the estimator learns from: numbers only, small enough to carry anywhere.

    python -m training.estimator.prepare e5-small-q4.bin ../shared out/estimator

Reads `quality/mqm2020.tsv`, `quality/mqm2021-dev.tsv`, `train/*.tsv` of the shared folder and the
marks of `tests/data`. Writes `base.npz` (the encoder with the word pieces that occur), `learn.npz`,
`faults.npz`, `test.npz`, `marks.npz`. A row is a pair as piece numbers, with votes and labels.
Held out, by document: a seventh of MQM 2020; 2021 and the marks are for tests alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from training.estimator.faults import Pool, make
from zhaiyi.models.convert.e5 import BOS, EOS, E5File
from zhaiyi.models.convert.pieces import Encoded, Tokenizer

SOURCE_PIECES, TARGET_PIECES = 150, 190
HELD_OUT = 7
"""One document of so many is kept aside."""
FAULTS = 5
UNKNOWN = 255


@dataclass
class Row:
    """A pair. Spans are code points of the target with the share of the readers who marked it."""

    zh: str
    en: str
    group: int
    major: float = 0.0
    minor: float = 0.0
    points: float = 0.0
    major_spans: Sequence[tuple[int, int, float]] = ()
    minor_spans: Sequence[tuple[int, int, float]] = ()
    omitted: tuple[int, int] | None = None
    """Code points of the source that the target leaves out; (0, 0): none; None: not known."""
    weight: float = 1.0
    held: bool = False
    made: bool = False
    document: str = ""
    system: str = ""
    raters: int = 1


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def judged(path: Path) -> list[Row]:
    """Rows of an MQM file; the group is the source sentence."""
    rows, groups = [], {}
    for line in read(path):
        key = (line["doc"], line["seg"])
        raters = int(line["raters"])
        spans = json.loads(line["spans"])
        marked = {
            kind: [(s, e, 1 / raters) for s, e, k, *_ in spans if k == kind and 0 <= s < e]
            for kind in "Mm"
        }
        points = sum(5 if k == "M" else 1 for _, _, k, *_ in spans) / raters
        rows.append(
            Row(
                line["zh"],
                line["en"],
                groups.setdefault(key, len(groups)),
                int(line["major"]) / raters,
                int(line["minor"]) / raters,
                points,
                marked["M"],
                marked["m"],
                document=line["doc"],
                system=line["system"],
                raters=raters,
                held=is_held(line["doc"]),
                weight=0.6 + 0.2 * raters,
            )
        )
    return rows


def is_held(document: str) -> bool:
    return hashlib.sha256(document.encode()).digest()[0] % HELD_OUT == 0


def marks(path: Path) -> list[Row]:
    return [
        Row(
            line["zh"], line["output"], i, float(line["needs_look"] == "yes"), system=line["origin"]
        )
        for i, line in enumerate(read(path))
    ]


@dataclass
class Clean:
    """A pair whose English is taken for right, and what it stands beside."""

    zh: str
    en: str
    trust: float
    known: frozenset[str]
    nearby: list[str] = field(default_factory=list)
    next: tuple[str, str] | None = None


def clean_pairs(rows: Sequence[Row], folder: Path, rng: random.Random) -> list[Clean]:
    """Rows that readers found clean, professional translations, and a teacher's."""
    forbidden = {row.zh for row in rows if row.held}
    found = _clean_rows([row for row in rows if not row.held])
    for name, trust in (("parallel", 0.9), ("news-teacher", 0.5)):
        lines = list(read(folder / f"{name}.tsv"))
        for i, line in enumerate(lines):
            zh, en = line["zh"], line["en"]
            if zh in forbidden or not 8 <= len(zh) <= 140 or not 10 < len(en) < 600:
                continue
            near = [other["en"] for other in lines[max(0, i - 3) : i + 4] if other is not line]
            following = lines[i + 1] if i + 1 < len(lines) else None
            after = (following["zh"], following["en"]) if following else None
            found.append(Clean(zh, en, trust, _words(en), near, after))
    rng.shuffle(found)
    return found


def _clean_rows(rows: Sequence[Row]) -> list[Clean]:
    by_group = defaultdict(list)
    by_document = defaultdict(list)
    for row in rows:
        by_group[row.group].append(row)
        by_document[row.document, row.system].append(row)
    found = []
    for beside in by_document.values():
        for i, row in enumerate(beside):
            if row.major > 0 or row.raters < 2 or row.minor > 0.67:
                continue
            known = frozenset().union(*(_words(r.en) for r in by_group[row.group]))
            near = [r.en for r in beside[max(0, i - 3) : i + 4] if r is not row]
            after = beside[i + 1] if i + 1 < len(beside) else None
            clean = after is not None and after.major == 0
            pair = (after.zh, after.en) if after and clean else None
            found.append(Clean(row.zh, row.en, 1.0, known, near, pair))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:!?\"'()“”").lower() for word in text.split())


def faulty_rows(pairs: Sequence[Clean], rng: random.Random) -> list[Row]:
    """For each clean pair itself and a few versions with faults, as one group."""
    pool = Pool(rng)
    for pair in pairs:
        pool.learn(pair.en)
    rows: list[Row] = []
    for group, pair in enumerate(pairs):
        pool.nearby, pool.known = pair.nearby, pair.known
        rows.append(Row(pair.zh, pair.en, group, omitted=(0, 0), weight=pair.trust, made=True))
        for _ in range(FAULTS):
            if made := make(pair.en, pool):
                spans = [(s, e, 1.0) for s, e in made[1]]
                rows.append(_wrong(pair.zh, made[0], group, spans, None if not spans else (0, 0)))
        if pair.next and rng.random() < 0.35 and len(pair.zh) + len(pair.next[0]) < 130:
            rows.extend(_joined(pair, group + len(pairs), rng))
    return rows


def _wrong(
    zh: str, en: str, group: int, spans: Sequence[Any], omitted: tuple[int, int] | None
) -> Row:
    return Row(zh, en, group, 1.0, 0.0, 5.0, spans, omitted=omitted, made=True)


def _joined(pair: Clean, group: int, rng: random.Random) -> list[Row]:
    """Two sentences in one source: translated both, or one of them left out."""
    assert pair.next is not None
    zh, en = pair.zh + pair.next[0], f"{pair.en} {pair.next[1]}"
    both = Row(zh, en, group, omitted=(0, 0), weight=0.7 * pair.trust, made=True)
    if rng.random() < 0.5:
        return [both, _wrong(zh, pair.en, group, [], (len(pair.zh), len(zh)))]
    return [both, _wrong(zh, pair.next[1], group, [], (0, len(pair.zh)))]


class Packer:
    """Rows to arrays; keeps the piece numbers that occur."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.cache: dict[str, Encoded] = {}
        self.used: dict[int, int] = {}
        for number in (0, 1, 2, 3):
            self._short(number)

    def _short(self, number: int) -> int:
        return self.used.setdefault(number, len(self.used))

    def _encoded(self, text: str) -> Encoded:
        return self.cache[text]

    def pack(self, rows: Sequence[Row]) -> dict[str, np.ndarray]:
        texts = sorted({t for row in rows for t in (row.zh, row.en)} - self.cache.keys())
        self.cache.update(zip(texts, self.tokenizer.encode(texts), strict=True))
        ids, target, offsets, major, minor, left_out = [], [], [0], [], [], []
        for row in rows:
            zh, en = self.cache[row.zh], self.cache[row.en]
            zh_ids, en_ids = zh.ids[:SOURCE_PIECES], en.ids[:TARGET_PIECES]
            whole = [BOS, *zh_ids, EOS, EOS, *en_ids, EOS]
            ids.extend(self._short(number) for number in whole)
            target.append(len(zh_ids) + 3)
            offsets.append(len(ids))
            before, after = [0] * (len(zh_ids) + 3), [0]
            spans = en.spans[: len(en_ids)]
            major.extend(before + _labels(row.en, spans, row.major_spans) + after)
            minor.extend(before + _labels(row.en, spans, row.minor_spans) + after)
            left_out.extend([0, *_omitted(zh.spans[: len(zh_ids)], row), 0, 0])
            left_out.extend([0] * (len(en_ids) + 1))
        return {
            "ids": np.array(ids, np.uint16 if len(self.used) < 65_000 else np.uint32),
            "offsets": np.array(offsets, np.int64),
            "target": np.array(target, np.int16),
            "token_major": np.array(major, np.uint8),
            "token_minor": np.array(minor, np.uint8),
            "left_out": np.array(left_out, np.uint8),
            "group": np.array([r.group for r in rows], np.int32),
            "votes": np.array([[r.major, r.minor, r.points] for r in rows], np.float32),
            "weight": np.array([r.weight for r in rows], np.float32),
            "held": np.array([r.held for r in rows]),
            "characters": np.array([len(r.zh) for r in rows], np.int16),
            "human": np.array(["Human" in r.system or "ref" in r.system for r in rows]),
        }


def _labels(
    text: str, spans: Sequence[tuple[int, int]], marked: Iterable[tuple[int, int, float]]
) -> list[int]:
    """For each piece the share of readers who marked a part of it, in hundredths."""
    out = [0.0] * len(spans)
    for start, end, share in marked:
        for i, (a, b) in enumerate(spans):
            a += len(text[a:b]) - len(text[a:b].lstrip())
            if a < end and start < b:
                out[i] += share
    return [round(100 * min(1.0, value)) for value in out]


def _omitted(spans: Sequence[tuple[int, int]], row: Row) -> list[int]:
    if row.omitted is None:
        return [UNKNOWN] * len(spans)
    start, end = row.omitted
    return [int(a < end and start < b) for a, b in spans]


def write_base(file: E5File, used: dict[int, int], path: Path) -> None:
    """The encoder's blocks as they are, the embedding cut to the pieces that occur."""
    width = file.sizes.width
    words = file.blocks("emb.word").reshape(file.sizes.words, -1)
    arrays: dict[str, np.ndarray] = {"emb.word": words[list(used)].reshape(-1, 18)}
    arrays["pieces"] = np.array(list(used), np.int32)
    for name, (_, size) in file._tensors.items():
        if name == "emb.word":
            continue
        small = name.endswith(".b") or "ln" in name or name in ("emb.pos", "emb.type")
        arrays[name] = file.vector(name) if small else file.blocks(name)
        assert size
    s = file.sizes
    arrays["sizes"] = np.array([width, s.layers, s.heads, s.inner, s.positions], np.int32)
    arrays["epsilon"] = np.array(s.epsilon, np.float64)
    np.savez_compressed(path, **arrays)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.estimator.prepare", description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--marks", type=Path, default=Path("tests/data/outputs-marked.tsv"))
    parser.add_argument("--most", type=int, help="no more clean pairs than this")
    options = parser.parse_args(arguments)
    rng = random.Random(18)
    options.out.mkdir(parents=True, exist_ok=True)
    file = E5File(options.encoder)
    packer = Packer(Tokenizer(file.pieces))
    learn = judged(options.shared / "quality/mqm2020.tsv")
    pairs = clean_pairs(learn, options.shared / "train", rng)[: options.most]
    sets = {
        "learn": learn,
        "faults": faulty_rows(pairs, rng),
        "test": judged(options.shared / "quality/mqm2021-dev.tsv"),
        "marks": marks(options.marks),
    }
    for name, rows in sets.items():
        arrays = packer.pack(rows)
        np.savez_compressed(options.out / f"{name}.npz", **arrays)
        print(
            name, len(rows), "rows", len(arrays["ids"]), "pieces", int(arrays["held"].sum()), "held"
        )
    write_base(file, packer.used, options.out / "base.npz")
    print(len(packer.used), "pieces occur")


if __name__ == "__main__":
    main()
