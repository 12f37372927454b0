"""Measures speed, and writes the page of it.

    python -m benchmarks                        # everything: docs/performance.md and its plots
    python -m benchmarks --only engines,brief   # some parts; the others' last results stay
    ONEDNN_MAX_CPU_ISA=AVX2 CT2_FORCE_CPU_ISA=AVX2 python -m benchmarks --only brief
                                                # as on a processor with AVX2 alone
    python -m benchmarks --only engines --engines openvino,llama.cpp --share 0.2
    python -m benchmarks --page                 # the page alone, from the last results

Each part runs in a process of its own. Its results are kept as JSON in `benchmarks/results`, in a
folder for each kind of processor, and the page is made from all of them: what is measured again
replaces that part on that kind alone, in a new clone too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.kinds import KINDS, kind_here
from benchmarks.parts import CARD, PARTS, Options, Section, load_part
from zhaiyi.cli.outputs import write_atomically
from zhaiyi.core.errors import UsageError, ZhaiyiError

RESULTS = Path("benchmarks/results")
PAGE = Path("docs/performance.md")
_INTRODUCTION = (
    "Made by `make bench`; do not edit. Machines of one kind differ and change from hour to hour: "
    "only ratios within one run compare, which is why each part measures what it is compared with. "
    "Older figures of other parts: [performance-earlier.md](performance-earlier.md)."
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
    write_atomically(given.results / kind_here() / f"{name}.json", f"{text}\n".encode())
    return 0


def write_page(results: Path, output: Path) -> None:
    """The page and its plots from the results that are there, the kinds of processor in order."""
    parts = [f"# Performance\n\n{_INTRODUCTION}"]
    for kind, title in KINDS.items():
        sections = list(_sections(results / kind))
        if sections:
            parts.append(f"## {title}")
        for section in sections:
            parts.append(f"### {section.heading}\n\n{_of_kind(section, kind)}")
            for name, plot in section.plots.items():
                write_atomically(output.parent / _plot(name, kind), plot.encode())
    write_atomically(output, ("\n\n".join(parts) + "\n").encode())


def _of_kind(section: Section, kind: str) -> str:
    """The text of a section with the names of its plots as they are on this kind."""
    text = section.text
    for name in section.plots:
        text = text.replace(f"({name})", f"({_plot(name, kind)})")
    return text


def _plot(name: str, kind: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{kind}{dot}{suffix}"


def _sections(results: Path) -> Iterator[Section]:
    for name in PARTS:
        path = results / f"{name}.json"
        if path.is_file():
            yield load_part(name).tell_results(json.loads(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
