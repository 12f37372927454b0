"""Measures speed, and writes the page of it.

    python -m benchmarks                        # everything: docs/performance.md and its plots
    python -m benchmarks --only engines,brief   # some parts; the others' last results stay
    python -m benchmarks --only engines --engines openvino,llama.cpp --share 0.2
    python -m benchmarks --page                 # the page alone, from the last results

Each part runs in a process of its own. Its results are kept as JSON in `out/bench`, from which the
page is made.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.parts import CARD, PARTS, Options, load_part
from zhaiyi.cli.outputs import write_atomically
from zhaiyi.core.errors import UsageError, ZhaiyiError

RESULTS = Path("out/bench")
PAGE = Path("docs/performance.md")
_INTRODUCTION = (
    "Made by `make bench`; do not edit. Machines of one kind differ and change from hour to hour: "
    "only ratios within one run compare, which is why each part measures what it is compared with."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the parts that are asked for and writes the page; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    given = _parser().parse_args(words)
    try:
        names = _names(given.only)
        code = 0
        if not given.page:
            several = len(names) > 1
            code = _each(words, names) if several else _one(names[0], given)
        write_page(given.results, given.output)
    except ZhaiyiError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return error.exit_code
    return code


def _parser() -> argparse.ArgumentParser:
    lines = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("benchmarks", description=__doc__, formatter_class=lines)
    parser.add_argument("files", nargs="*", type=Path, help="articles of the part brief")
    parser.add_argument("--only", default="", help=f"parts, of {','.join(PARTS)}")
    parser.add_argument("--page", action="store_true", help="measure nothing")
    parser.add_argument("--model", default="auto", help="card of briefs and batches")
    parser.add_argument("--card", default=CARD, help="card whose weights all engines run")
    parser.add_argument("--engines", default="", help="only these, separated by commas")
    parser.add_argument("--quality", choices=("fast", "best"))
    parser.add_argument("--share", type=float, default=1.0, help="of every amount of work")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--output", type=Path, default=PAGE)
    return parser


def _names(only: str) -> list[str]:
    names = [name for name in only.split(",") if name] or list(PARTS)
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise UsageError(f"no part {unknown[0]}: there are {', '.join(PARTS)}")
    return names


def _each(words: Sequence[str], names: Sequence[str]) -> int:
    """A process for each part; one that fails does not keep the others from running."""
    codes = []
    for name in names:
        print(f"== {name}", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "benchmarks", *words, "--only", name]
        codes.append(subprocess.run(command, check=False).returncode)
    return max(codes)


def _one(name: str, given: argparse.Namespace) -> int:
    options = Options(
        given.model,
        given.card,
        given.quality,
        tuple(given.files),
        tuple(each for each in given.engines.split(",") if each),
        given.share,
    )
    data = load_part(name).measure(options)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_atomically(given.results / f"{name}.json", text.encode())
    return 0


def write_page(results: Path, output: Path) -> None:
    """The page and its plots from the results that are there."""
    parts = [f"# Performance\n\n{_INTRODUCTION}"]
    for heading, text, plots in _sections(results):
        parts.append(f"## {heading}\n\n{text}")
        for name, plot in plots:
            write_atomically(output.parent / name, plot.encode())
    write_atomically(output, ("\n\n".join(parts) + "\n").encode())


def _sections(results: Path) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for name in PARTS:
        path = results / f"{name}.json"
        if path.is_file():
            section = load_part(name).tell_results(json.loads(path.read_text(encoding="utf-8")))
            yield section.heading, section.text, list(section.plots.items())


if __name__ == "__main__":
    sys.exit(main())
