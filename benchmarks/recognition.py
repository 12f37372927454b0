"""Where names stand in a Chinese sentence: the rules alone, LAC alone, and both, against marks.

    python -m benchmarks.recognition ../shared/eval/newstest2021-dev.tsv [--held-out]
        [--errors SYSTEM]

`tests/data/recognition-marked.tsv` has the marks of sentences of the table (where the names stand,
no text), `tests/data/recognition-own.txt` sentences of our own with theirs; what LAC counts for was
set on these. `--held-out` takes the 55 of `recognition-held-out.tsv` alone. Each sentence is read
by itself, which is harder than within an article. A name is found if its ends are found exactly,
with a right kind; places that follow each other without a gap, and a place right before a body, are
joined on both sides, since 屯堡乡马者村 may be read as one place or two. For each kind: precision,
recall, F1; *any*: the ends alone.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checks import read_rows
from benchmarks.names import digest
from zhaiyi.core.document import Article
from zhaiyi.core.errors import ModelError
from zhaiyi.core.settings import load_settings
from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.tables import mapping
from zhaiyi.models.store import Store
from zhaiyi.recognition import installed_recogniser
from zhaiyi.terminology import find_terms, foreign_candidates, in_text
from zhaiyi.text.script import HAN
from zhaiyi.translation.sources import lines_as_article

DATA = Path(__file__).parents[1] / "tests/data"
KINDS = ("person", "place", "body", "work")
OTHER = "other"
_OURS = {"organisation": "body", "media": "body", "title": "work", "person": "person"}
_LAC = {"PER": "person", "LOC": "place", "ORG": "body", "nw": "work"}
_MARK = re.compile(r"\[([a-z/]+):([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A name at ``text[start:end]`` of any of `kinds`."""

    start: int
    end: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A sentence with all of its names."""

    id: str
    text: str
    marks: tuple[Mark, ...]


System = Callable[[str], Iterable[Mark]]


def read_own() -> Iterator[MarkedText]:
    """Our own sentences."""
    for number, line in enumerate(_lines("recognition-own.txt")):
        yield _own(f"own.{number}", line)


def read_marks(table: Path, marks: str = "recognition-marked.tsv") -> Iterator[MarkedText]:
    """The marked sentences of `table`. Raises ValueError where one is another than was marked."""
    texts = {row["id"]: row["zh"] for row in read_rows(table, None)}
    for line in _lines(marks):
        name, digits, spans = line.split("\t")
        if digest(texts.get(name, "")) != digits:
            raise ValueError(f"{table} is not the table that was marked: {name}")
        yield MarkedText(name, texts[name], tuple(map(_span, spans.split())))


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _span(written: str) -> Mark:
    place, _, kind = written.partition(":")
    start, _, end = place.partition("-")
    return Mark(int(start), int(end), frozenset(kind.split("/")))


def _own(name: str, line: str) -> MarkedText:
    text, marks = "", []
    position = 0
    for found in _MARK.finditer(line):
        text += line[position : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[2]), frozenset(found[1].split("/"))))
        text += found[2]
        position = found.end()
    return MarkedText(name, text + line[position:], tuple(marks))


def joined(marks: Iterable[Mark]) -> list[Mark]:
    """Places without a gap between them as one, and with the body behind them."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.start):
        last = found[-1] if found else None
        if last and last.end == mark.start and "place" in last.kinds and _follows(mark):
            found[-1] = Mark(last.start, mark.end, mark.kinds)
        else:
            found.append(mark)
    return found


def _follows(mark: Mark) -> bool:
    return not mark.kinds.isdisjoint({"place", "body"})


@dataclass
class Tally:
    """Right, found and marked, by kind."""

    right: Counter[str]
    found: Counter[str]
    marked: Counter[str]

    def line(self, kind: str) -> str:
        """Precision, recall and F1 of one kind, in per cent."""
        right, found, marked = self.right[kind], self.found[kind], self.marked[kind]
        precision, recall = right / max(1, found), right / max(1, marked)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:6.1%} {recall:6.1%} {f1:6.1%} ({marked})"


def tally(texts: Sequence[MarkedText], system: System, errors: bool = False) -> Tally:
    """What `system` finds of the marks; with `errors` prints what it misses (-) and adds (+)."""
    made = Tally(Counter(), Counter(), Counter())
    for each in texts:
        ignored = [m for m in each.marks if OTHER in m.kinds]
        wanted = joined(m for m in each.marks if OTHER not in m.kinds)
        found = joined(m for m in system(each.text) if _counts(m, each.text, ignored))
        _count(made, wanted, found)
        if errors:
            _print_errors(each, wanted, found)
    return made


def _counts(mark: Mark, text: str, ignored: Sequence[Mark]) -> bool:
    han = re.search(f"[{HAN}]", text[mark.start : mark.end])
    return bool(han) and not any(i.start < mark.end and mark.start < i.end for i in ignored)


def _count(made: Tally, wanted: Sequence[Mark], found: Sequence[Mark]) -> None:
    places = {(m.start, m.end): m for m in wanted}
    for mark in wanted:
        made.marked.update([_first(mark), "any"])
    for mark in found:
        same = places.get((mark.start, mark.end))
        made.found.update(["any"])
        made.right.update(["any"] if same else [])
        fits = same is not None and not same.kinds.isdisjoint(mark.kinds)
        kind = _first(same) if same and fits else _first(mark)
        made.found.update([kind])
        made.right.update([kind] if fits else [])


def _first(mark: Mark) -> str:
    """The one kind that a name of several counts under."""
    return next((kind for kind in KINDS if kind in mark.kinds), "?")


def _print_errors(each: MarkedText, wanted: Sequence[Mark], found: Sequence[Mark]) -> None:
    def told(marks: Iterable[Mark], others: Sequence[Mark]) -> Iterator[str]:
        for m in marks:
            same = [o for o in others if (o.start, o.end) == (m.start, m.end)]
            if not any(not o.kinds.isdisjoint(m.kinds) for o in same):
                yield f"{each.text[m.start : m.end]}:{'/'.join(sorted(m.kinds))}"

    lost, added = list(told(wanted, found)), list(told(found, wanted))
    if lost or added:
        print(f"{each.id}  - {' '.join(lost)}  + {' '.join(added)}\n    {each.text}")


def rules(lexicon: Lexicon, reader: Reader | None = None) -> System:
    """The terms of a sentence and its foreign candidates, with or without a recogniser."""

    def system(text: str) -> Iterator[Mark]:
        article = lines_as_article([text])
        tokens = reader([text])[0] if reader else None
        readings = {text: tokens} if tokens is not None else {}
        yield from _ours(article, text, lexicon, readings)

    return system


Reader = Callable[[Sequence[str]], Sequence[tuple[Token, ...]]]


def _ours(
    article: Article, text: str, lexicon: Lexicon, readings: dict[str, tuple[Token, ...]]
) -> Iterator[Mark]:
    terms = find_terms(article, lexicon, (), readings)
    for o in in_text(text, terms, lexicon):
        if o.term.source in mapping("news_words"):
            continue  # told, but no name
        kind = o.term.kind
        kinds = {"place", "body"} if kind == "other" else {_OURS.get(kind, kind)}
        yield Mark(o.start, o.end, frozenset(kinds))
    for name in foreign_candidates(article, lexicon, terms, readings):
        for found in re.finditer(re.escape(name), text):
            yield Mark(*found.span(), frozenset({"person", "place"}))


def alone(reader: Reader) -> System:
    """What the recogniser says, as it says it."""

    def system(text: str) -> Iterator[Mark]:
        for token in reader([text])[0]:
            if kind := _LAC.get(token.tag):
                yield Mark(token.start, token.end, frozenset({kind}))

    return system


def _systems(lexicon: Lexicon) -> Iterator[tuple[str, System]]:
    yield "rules", rules(lexicon)
    recogniser = installed_recogniser(Store.from_settings(load_settings()))
    if recogniser is not None:
        yield "lac", alone(recogniser.read)
        yield "both", rules(lexicon, recogniser.read)


def _chosen(table: Path | None, held_out: bool) -> Iterator[MarkedText]:
    if held_out and table is None:
        raise ValueError("--held-out needs the table")
    if held_out and table is not None:
        yield from read_marks(table, "recognition-held-out.tsv")
        return
    yield from read_own()
    if table is not None:
        yield from read_marks(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for each system and kind. The exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("table", type=Path, nargs="?", help="without it only our own sentences")
    parser.add_argument("--held-out", action="store_true", help="only what nothing was set on")
    parser.add_argument("--errors", default="", metavar="SYSTEM", help="list what it gets wrong")
    options = parser.parse_args(arguments)
    try:
        texts = list(_chosen(options.table, options.held_out))
        lexicon = Lexicon()
        print(f"{len(texts)} sentences; precision, recall, F1 (marked)")
        for name, system in _systems(lexicon):
            list(system(texts[0].text))
            start = time.perf_counter()
            made = tally(texts, system, name == options.errors)
            took = (time.perf_counter() - start) / len(texts) * 1000
            for kind in ("any", *KINDS):
                print(f"{name:8}{kind:8}{made.line(kind)}")
            print(f"{name:8}{took:.1f} ms a sentence")
    except (OSError, ValueError, ModelError) as error:
        parser.exit(1, f"benchmarks.recognition: {error}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
