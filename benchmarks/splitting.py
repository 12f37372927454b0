"""Sentence splitting and line kinds on the gold set: Zhaiyi beside other splitters.

    python -m benchmarks.splitting [--output docs/splitting.md]

Others are used where they are installed (``pip install pysbd sentencex blingfire snownlp zhon``).
Each is given one line at a time, since none of them ends a sentence at a line break by itself:
that is to their advantage. ``all`` counts every sentence end of the gold set, ``inside`` only the
ends within a line, where splitters differ.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.article import gold
from zhaiyi.article import parse, split_sentences
from zhaiyi.cli.outputs import write_atomically
from zhaiyi.core.document import Source, Span

Splitter = Callable[[str], list[Span]]


_PAGE = """# Sentence splitting and structure, beside other splitters

Made by `python -m benchmarks.splitting --output docs/splitting.md`; do not edit. The gold set is \
`tests/data/structure` (its README says how it was made and decided). Every other splitter gets \
one line at a time, to its advantage. *all*: every sentence end; *inside*: only the ends within \
a line, where splitters differ. *open* passages may be read by whoever works on the splitter, \
*blind* ones are only scored.

{table}

{versions}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table and writes the page if one is named; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, help="page to write")
    given = parser.parse_args(arguments)
    table = quality_table()
    if given.output is not None:
        page = _PAGE.format(table=table, versions=_versions())
        write_atomically(given.output, page.encode())
    print(table)
    return 0


def _versions() -> str:
    """Which release of each was used."""
    names = ("zhaiyi", *(name.split(" ")[0] for name in _OTHERS))
    found = {dist.name.lower(): dist.version for dist in metadata.distributions()}
    return ", ".join(f"{name} {found[name]}" for name in names if name in found) + "."


def quality_table() -> str:
    """Markdown: F1 of sentence ends for each splitter, and below it how many kinds are right."""
    passages = gold.load()
    sentences = sum(len(passage.sentences) for passage in passages)
    head = ["boundary F1", "open: all", "open: inside", "blind: all", "blind: inside"]
    rows = [head, ["---", *["---:"] * 4]]
    for name, split in splitters():
        rows.append([name, *(f"{_f1(split, part, inner):.4f}" for part, inner in _COLUMNS)])
    rows.append(
        ["kinds right (zhaiyi parse)", f"{_kinds('open'):.4f}", "", f"{_kinds('blind'):.4f}", ""]
    )
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"{sentences} sentences in {len(passages)} passages.\n\n{table}"


_COLUMNS = (("open", False), ("open", True), ("blind", False), ("blind", True))


def _f1(split: Splitter, part: str, inner: bool) -> float:
    passages = gold.load(part)
    return gold.total(gold.boundaries(p, split(p.text), inner_only=inner) for p in passages).f1


def _kinds(part: str) -> float:
    right = total = 0
    for passage in gold.load(part):
        article = parse(Source(name=passage.name, text=passage.text))
        found = {sentence.end: sentence.kind for sentence in article.sentences}
        right += sum(found.get(one.span.end) == one.kind for one in passage.sentences)
        total += len(passage.sentences)
    return right / total


def splitters() -> Iterator[tuple[str, Splitter]]:
    yield "zhaiyi parse", _parse
    yield "zhaiyi split_sentences", split_sentences
    yield "regular expression", _by_line(_by_expression)
    for name, make in _OTHERS.items():
        try:
            yield name, _by_line(make())
        except ImportError as missing:
            print(f"{name} is left out: {missing.name} is not installed", file=sys.stderr)


def _parse(text: str) -> list[Span]:
    sentences = parse(Source(name="gold", text=text)).sentences
    return [Span(sentence.start, sentence.end) for sentence in sentences]


_END = re.compile(r"[。！？!?…]+[”’」』）)\"]*")


def _by_expression(line: str) -> list[str]:
    """What most scripts use: after an end mark and the closing marks behind it."""
    return _END.sub(lambda match: match.group() + "\n", line).split("\n")


def _by_line(split: Callable[[str], list[str]]) -> Splitter:
    """Finds the pieces that a splitter gives back as spans of the whole text."""

    def whole(text: str) -> list[Span]:
        return [
            span
            for line in re.finditer(r"[^\n]+", text)
            for span in _spans(text, line.start(), split(line.group()))
        ]

    return whole


def _spans(text: str, at: int, pieces: list[str]) -> Iterator[Span]:
    """Pieces are matched by their visible characters: some splitters change the white space."""
    for piece in pieces:
        start = at
        for character in piece:
            if not character.isspace():
                found = text.find(character, at)
                at = found + 1 if found >= 0 else at
        if at > start:
            yield Span(start, at)


def _pysbd() -> Callable[[str], list[str]]:
    segmenter = importlib.import_module("pysbd").Segmenter(language="zh", clean=False)
    return lambda line: list(segmenter.segment(line))


def _sentencex() -> Callable[[str], list[str]]:
    segment = importlib.import_module("sentencex").segment
    return lambda line: list(segment("zh", line))


def _blingfire() -> Callable[[str], list[str]]:
    split = importlib.import_module("blingfire").text_to_sentences
    return lambda line: str(split(line)).split("\n")


def _snownlp() -> Callable[[str], list[str]]:
    """Cuts at commas too and drops every mark; the marks are given back to the piece before."""
    normal = importlib.import_module("snownlp.normal")

    def split(line: str) -> list[str]:
        starts, at = [0], 0
        for piece in normal.get_sentences(line):
            at = max(at, line.find(piece, at))
            starts.append(at)
            at += len(piece)
        return [line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]

    return split


def _zhon() -> Callable[[str], list[str]]:
    sentence = re.compile(importlib.import_module("zhon.hanzi").sentence)

    def split(line: str) -> list[str]:
        ends = [match.end() for match in sentence.finditer(line)]
        bounds = [0, *ends, len(line)]
        return [line[a:b] for a, b in pairwise(bounds) if a < b]

    return split


_OTHERS: dict[str, Callable[[], Callable[[str], list[str]]]] = {
    "pysbd (zh)": _pysbd,
    "sentencex (zh)": _sentencex,
    "blingfire": _blingfire,
    "snownlp": _snownlp,
    "zhon": _zhon,
}


if __name__ == "__main__":
    sys.exit(main())
