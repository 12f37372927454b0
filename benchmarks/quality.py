"""The page on quality, from figures that other commands have stored.

    zhaiyi eval ../shared/eval/newstest2021-dev.tsv --format json > out/eval/newstest2021-dev.json
    python -m benchmarks.checks ../shared/eval/newstest2021-dev.tsv --json out/eval/checks.json
    python -m benchmarks.quality [FILE…] [--checks out/eval/checks.json] [--output docs/quality.md]

FILEs are reports of ``zhaiyi eval --format json``; without any, all of ``out/eval``. No model is
needed. Beside them stand the gain and cost of each setting (`benchmarks/experiments.tsv`) and
outputs that a reader marked as bad and no check flags (`tests/data/outputs-marked.tsv`).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.blind import SECOND, Fewer, Pair, fewer, read_blind
from benchmarks.marked import Marked, read_marked
from zhaiyi.cli.eval import to_table
from zhaiyi.cli.outputs import write_atomically
from zhaiyi.core.errors import UnreadableInput, ZhaiyiError
from zhaiyi.evaluate import Report, Row

STORED = Path("out/eval")
OUTPUT = Path("docs/quality.md")
EXPERIMENTS = Path(__file__).with_name("experiments.tsv")
CONFIDENCE = Path(__file__).with_name("confidence.md")
"""What the confidence is worth, written after a calibration (`training.estimator.calibrate`)."""
NAMES = Path(__file__).with_name("names.md")
"""What recognition and the checks of names are worth (`benchmarks.recognition`, `.names`)."""
EXAMPLES = 2
"""Failures shown of each kind."""
_KINDS = {
    "name": "Names",
    "number": "Numbers and dates",
    "negation": "Negation",
    "omission": "Left out",
    "invention": "Made up",
    "meaning": "Wrong meaning",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page is made of: the reports of `zhaiyi eval` by the name of their table, and the
    study of the checks (None if it was not made)."""

    reports: Mapping[str, Report]
    checks: Mapping[str, Any] | None


def page(figures: Figures, experiments: Path = EXPERIMENTS) -> str:
    """The whole page in Markdown."""
    head = (
        "# Quality",
        "Made by `python -m benchmarks.quality`; do not edit. Its docstring names the commands that"
        " make the figures.",
    )
    body = "\n\n".join(_sections(figures, experiments))
    return "\n\n".join((*head, _contents(body), body)) + "\n"


def _sections(figures: Figures, experiments: Path) -> list[str]:
    return [
        *_translation(figures.reports),
        *_checks(figures.checks),
        *_marked(figures.checks),
        *_blind(),
        CONFIDENCE.read_text(encoding="utf-8").strip(),
        NAMES.read_text(encoding="utf-8").strip(),
        *_experiments(experiments),
        *_failures(figures.checks),
    ]


def _contents(body: str) -> str:
    """A list of the headings in `body`, each with GitHub's link to it."""
    titles = re.findall(r"^## (.+)$", body, re.M)
    return "\n".join(f"- [{title}](#{_anchor(title)})" for title in titles)


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _translation(reports: Mapping[str, Report]) -> Iterator[str]:
    yield "## Translation, beside other systems"
    if not reports:
        yield "No report is stored yet: `zhaiyi eval TABLE --format json > out/eval/TABLE.json`."
        return
    yield (
        "*numbers*, *names*: share of the source's quantities and terms (names, and words of news"
        " that the list has) that the English has; *or"
        " flagged* counts a wrong quantity that is flagged as well. The others' outputs are stored"
        " ones. Measure and check read quantities with the same reader: where it errs, neither"
        " shows it."
    )
    for name, report in reports.items():
        yield f"### {name}"
        yield to_table(report)


def _checks(checks: Mapping[str, Any] | None) -> Iterator[str]:
    yield "## What the checks find"
    if checks is None:
        yield "Not measured yet: `python -m benchmarks.checks TABLE --json out/eval/checks.json`."
        return
    yield (
        f"Human references of {checks['table']}, clean and damaged on purpose, then the stored"
        " outputs of other systems; names are known as in an article. *flagged*: share with a"
        " warning or an error by any check; beside it the three checks that flag most. Of the clean"
        " references that are flagged, most are wrong: a date left out, a figure mistyped."
    )
    rows = [
        [
            line["name"],
            str(line["pairs"]),
            _percent(line["flagged"]),
            ", ".join(f"{name} {_percent(share)}" for name, share in _largest(line["checks"])),
        ]
        for line in checks["lines"]
    ]
    yield _table(["what", "pairs", "flagged", "most by"], rows)


def _largest(shares: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda item: -item[1])[:3]


def _marked(checks: Mapping[str, Any] | None) -> Iterator[str]:
    if checks is None:
        return
    marked = checks["marked"]
    yield "## Flags on our own outputs, against a reader's marks"
    precision = marked["found"] / max(marked["flagged"], 1)
    recall = marked["found"] / max(marked["bad"], 1)
    yield (
        f"{marked['outputs']} outputs of the default model, each read against its source"
        f" (`tests/data/outputs-marked.tsv`): {marked['bad']} need a look. The checks flag"
        f" {marked['flagged']}, of which {marked['found']} rightly: **precision"
        f" {_percent(precision)}, recall {_percent(recall)}**. A flag is to be trusted; a sentence"
        " without one is not yet right. By the kind of fault (a sentence may have several):"
    )
    rows = [
        [kind, str(all_), str(found), _percent(found / max(all_, 1))]
        for kind, (found, all_) in marked["kinds"].items()
    ]
    yield _table(["fault", "marked", "flagged", "recall"], rows)


def _blind() -> Iterator[str]:
    found = read_blind()
    news, flores = _origins(found)
    yield "## Before and now, read blind"
    yield (
        f"{len(found)} sentences whose outputs nobody had looked at, {len(news)} of newstest2021"
        f" and {len(flores)} of FLORES devtest, each translated by the default model of November 25"
        " (adapter `news-v2`, the hints and checks of that day) and of November 27 (`news-v5`); in"
        " two readings of a hundred sentences. Each time four runs of a large language model read"
        " them, mixed, nobody both outputs of a sentence, with the rules of the other readings:"
        " would an editor have to change what it says? *major*: a reader would be told something"
        " wrong that matters. Verdicts: `tests/data/read-blind.tsv`."
    )
    yield _fewer_faults(news, flores)
    news, flores = _origins(read_blind(SECOND))
    yield (
        f"**{len(news) + len(flores)} other sentences**, {len(news)} of newstest2021 and"
        f" {len(flores)} of FLORES devtest, drawn by a seed, with the names, words, hints and"
        " checks of November 28 at night (commit 481f816) for those of November 27, read in the"
        " same way by four other runs. Of FLORES nobody had seen an output; of the sentences of"
        " newstest2021 other runs had read earlier outputs for the marks of the confidence, and no"
        " word or name was taken from those. Verdicts: `tests/data/read-blind-second.tsv`."
    )
    yield _fewer_faults(news, flores)


def _origins(found: Mapping[str, Pair]) -> tuple[list[Pair], list[Pair]]:
    """Those of newstest2021 and the others."""
    news = [pair for id, pair in found.items() if id.startswith("newstest")]
    return news, [pair for id, pair in found.items() if not id.startswith("newstest")]


def _fewer_faults(news: list[Pair], flores: list[Pair]) -> str:
    rows = [
        _fewer(f"{name}: {what}", fewer(pairs, fault))
        for name, pairs in (("newstest2021", news), ("FLORES", flores), ("all", news + flores))
        for what, fault in (
            ("needs a look", lambda verdict: verdict.needs_look),
            ("major fault", lambda verdict: verdict.major),
        )
    ]
    return _table(["what", "before", "now", "fewer (95 % interval)"], rows)


def _fewer(name: str, found: Fewer) -> list[str]:
    between = f"{found.share:.0%} ({found.low:.0%} to {found.high:.0%})"
    return [name, str(found.before), str(found.now), between]


def _experiments(path: Path) -> Iterator[str]:
    yield "## What each setting gives and costs"
    for group, rows in groupby(_records(path), key=lambda row: row["group"]):
        yield f"**{group}**"
        header = ["setting", "BLEU", "chrF", "cost", "other", "command"]
        yield _table(header, [[row[name] for name in header] for row in rows])


def _failures(checks: Mapping[str, Any] | None) -> Iterator[str]:
    yield "## Where it fails, and no check sees it"
    yield (
        "Wrong relations (*with* for *at*, *one of* lost, who did what to whom) have all the right"
        " words in them: no check here can see them. A name that no dictionary has is spelt as the"
        " model hears it. A clause is missed only where it is long."
    )
    missed = set(checks["marked"]["missed"]) if checks else None
    bad = [m for m in read_marked() if m.needs_look and (missed is None or _key(m) in missed)]
    for kind, title in _KINDS.items():
        shown = [m for m in bad if m.kinds[0] == kind and len(m.output) < 220][:EXAMPLES]
        if shown:
            yield f"**{title}**"
            yield "\n".join(_example(m) for m in shown)


def _key(marked: Marked) -> str:
    return f"{marked.origin} {marked.id}"


def _example(marked: Marked) -> str:
    return f"- {marked.source}\n  → {marked.output}\n  — {marked.reason} (`{marked.origin}`)"


# -- reading what is stored --------------------------------------------------------------------


def read_figures(files: Sequence[Path], checks: Path) -> Figures:
    """The stored reports. Raises `UnreadableInput` for a file that is none."""
    chosen = files or sorted(path for path in STORED.glob("*.json") if path != checks)
    reports = {path.stem: _report(path) for path in chosen}
    return Figures(reports, _json(checks) if checks.exists() else None)


def _report(path: Path) -> Report:
    data = _json(path)
    try:
        rows = tuple(Row(**row) for row in data["rows"])
        return Report(rows, data["signatures"], data["sentences"], data["translator"])
    except (KeyError, TypeError) as error:
        message = f"{path} is no report: make it with zhaiyi eval --format json"
        raise UnreadableInput(message) from error


def _json(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{path} cannot be read as JSON: make it anew") from error
    return data


def _records(path: Path) -> list[dict[str, str]]:
    lines = [n for n in path.read_text(encoding="utf-8").splitlines() if not n.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


# -- Markdown ----------------------------------------------------------------------------------


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the page; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="reports of zhaiyi eval")
    parser.add_argument("--checks", type=Path, default=STORED / "checks.json")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(arguments)
    try:
        text = page(read_figures(options.files, options.checks))
        write_atomically(options.output, text.encode())
    except ZhaiyiError as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
