"""How far the names that the term list gives agree with what translators wrote: without a model.

    python -m benchmarks.hints ../shared/eval/newstest2021-dev.tsv [--columns en,google]
        [--by-rule] [--suspects] [--unknown] [--told FILE] [--json out/eval/hints.json]
    python -m benchmarks.hints ../shared/articles

The table needs the columns id, zh and en, and counts as one article but where a column doc parts
it; a folder holds pairs NAME.zh.txt and NAME.en.txt, which
are compared as whole articles. A name *agrees* when an English text of the sentence has its target
or an alias of it, *exactly* when it has the very words that a prompt would tell. It prints both
shares by origin and kind. The recogniser of this machine helps where one is installed, but for
`--by-rule`. `--told` writes what the first prompt of each sentence would tell, to be compared with
another run's. `--suspects` lists the names that no English text has, `--unknown` the
capitalised words of the reference that no term of the sentence explains: what the list misses.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.checks import read_rows
from zhaiyi.core.document import Term
from zhaiyi.core.settings import load_settings
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names.strange import strange_names
from zhaiyi.recognition import TermFinder
from zhaiyi.terminology import uses
from zhaiyi.terminology.english.target_use import find_name
from zhaiyi.translation.constraints import constraints_of
from zhaiyi.translation.sources import lines_as_article


@dataclass(frozen=True, slots=True)
class Passage:
    """A Chinese text with the English texts that should say the same, the reference first."""

    id: str
    source: str
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A term in a passage: whether an English text has it, whether in the very words of its target;
    `told` if the first prompt would tell it."""

    passage: Passage
    term: Term
    told: bool
    agrees: bool
    exactly: bool


def judge(documents: Sequence[Sequence[Passage]], finder: TermFinder) -> Iterator[Verdict]:
    """Every term of every passage, beside the English; each document has its own term list."""
    for passages in documents:
        terms = finder.terms(lines_as_article([p.source for p in passages]))
        for passage in passages:
            constraints = constraints_of(passage.source, terms, finder.lexicon)
            told = {source for source, _ in constraints.names}
            for term in constraints.terms:
                agrees = any(uses(term, text) for text in passage.english)
                exactly = any(_has(term.target, text) for text in passage.english)
                yield Verdict(passage, term, term.source in told, agrees, exactly)


def _has(name: str, text: str) -> bool:
    return next(find_name(name, text), None) is not None


def unknown_names(passages: Sequence[Passage], finder: TermFinder) -> Iterator[tuple[Passage, str]]:
    """Names of each reference that neither a term nor the pinyin of the source explains."""
    terms = finder.terms(lines_as_article([p.source for p in passages]))
    for passage in passages:
        present = constraints_of(passage.source, terms, finder.lexicon).terms
        segment = SegmentPair(passage.source, passage.english[0], terms=present)
        for name in strange_names(segment):
            yield passage, name


def documents_of(place: Path, columns: Sequence[str]) -> tuple[tuple[Passage, ...], ...]:
    """The table as one document, or each article of a folder as one."""
    if place.is_dir():
        return tuple(_articles(place))
    parts = groupby(read_rows(place, None), key=lambda row: row.get("doc", ""))
    return tuple(
        tuple(Passage(r["id"], r["zh"], tuple(r[c] for c in columns)) for r in rows)
        for _, rows in parts
    )


def _articles(folder: Path) -> Iterator[tuple[Passage, ...]]:
    for chinese in sorted(folder.glob("*.zh.txt")):
        english = chinese.with_name(chinese.name.replace(".zh.", ".en."))
        if english.is_file():
            whole = re.sub(r"\s+", " ", english.read_text(encoding="utf-8"))
            lines = filter(None, chinese.read_text(encoding="utf-8").splitlines())
            yield tuple(Passage(chinese.name, line, (whole,)) for line in lines)


def table(verdicts: Sequence[Verdict]) -> list[dict[str, object]]:
    """Counts by origin and kind, of the names told, and of all, the most frequent first."""
    groups: dict[str, list[Verdict]] = {"all": list(verdicts)}
    groups["told in the first prompt"] = [v for v in verdicts if v.told]
    for name, _ in Counter(_group(v) for v in verdicts).most_common():
        groups[name] = [v for v in verdicts if _group(v) == name]
    return [_line(name, members) for name, members in groups.items()]


def _group(verdict: Verdict) -> str:
    return f"{verdict.term.origin} {verdict.term.kind}"


def _line(name: str, verdicts: Sequence[Verdict]) -> dict[str, object]:
    total = max(1, len(verdicts))
    agree = sum(v.agrees for v in verdicts)
    exact = sum(v.exactly for v in verdicts)
    return {
        "name": name,
        "names": len(verdicts),
        "agree": round(agree / total, 4),
        "exactly": round(exact / total, 4),
    }


def _print_suspects(verdicts: Sequence[Verdict]) -> None:
    for v in verdicts:
        if not v.agrees:
            mark = "told" if v.told else "    "
            print(f"{v.passage.id}\t{mark}\t{_group(v)}\t{v.term.source}={v.term.target}", end="")
            print(f"\t{v.passage.source[:160]}\t{v.passage.english[0][:240]}")


def _write_told(verdicts: Sequence[Verdict], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [v for v in verdicts if v.told]
    with path.open("w", encoding="utf-8") as file:
        for name, found in groupby(told, key=lambda v: v.passage.id):
            print(name, *(f"{v.term.source}={v.term.target}" for v in found), sep="\t", file=file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; with --json writes it too. The exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("place", type=Path, help="a table, or a folder of articles")
    parser.add_argument("--columns", default="en", help="English columns of the table")
    parser.add_argument("--by-rule", action="store_true", help="without the recogniser")
    parser.add_argument("--told", type=Path, default=None, help="write the hints of each sentence")
    parser.add_argument("--suspects", action="store_true", help="list the names nobody wrote")
    parser.add_argument("--unknown", action="store_true", help="list names without a term")
    parser.add_argument("--json", type=Path, default=None, help="keep the figures in this file")
    options = parser.parse_args(arguments)
    finder = TermFinder(Lexicon(), load_settings())
    finder = finder.by_rule if options.by_rule else finder
    documents = documents_of(options.place, options.columns.split(","))
    verdicts = list(judge(documents, finder))
    lines = table(verdicts)
    for line in lines:
        print("{name:30}{names:6}{agree:9.3f}{exactly:9.3f}".format(**line))
    if options.told is not None:
        _write_told(verdicts, options.told)
    if options.suspects:
        _print_suspects(verdicts)
    if options.unknown:
        for passages in documents:
            for passage, name in unknown_names(passages, finder):
                print(f"{passage.id}\t{name}\t{passage.source[:160]}")
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(lines, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
