"""Sentence splitting on the gold set: Zhaiyi beside others, and the time it takes by length.

    python benchmarks/splitting.py            both tables
    python benchmarks/splitting.py --no-time  quality alone

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
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.article import gold
from zhaiyi.article import parse, split_sentences
from zhaiyi.document import Source, Span

Splitter = Callable[[str], list[Span]]
LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--no-time", action="store_true", help="leave out the table of times")
    arguments = options.parse_args()
    print_quality()
    if not arguments.no_time:
        print_times()


def print_quality() -> None:
    print(f"{'':28}{'open':>16}{'blind':>16}")
    print(f"{'boundary F1':28}{'all':>8}{'inside':>8}{'all':>8}{'inside':>8}")
    for name, split in splitters():
        row = "".join(f"{_f1(split, part, inner):8.4f}" for part, inner in _COLUMNS)
        print(f"{name:28}{row}")
    print(f"\n{'kinds right (parse)':28}{_kinds('open'):8.4f}{'':8}{_kinds('blind'):8.4f}")


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
            print(f"{name:28}  not installed ({missing.name})")


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


def print_times() -> None:
    """Seconds by length: articles, and texts made to be slow."""
    article = "\n".join(passage.text for passage in gold.load())
    samples = {
        "articles": article,
        "one line": article.replace("\n", ""),
        "quotes never closed": "“汉字。",
        "brackets": "（【[(",
        "closing marks": "”）。",
        "no mark at all": "汉",
        "short lines": "汉字\n",
        "dots and digits": "1.2a.b.",
        "names": "张三 ",
        "dashes and bars": "- | _ ",
        "full stops": "......。",
    }
    print(f"\n{'parse, seconds':28}" + "".join(f"{length:>10,}" for length in LENGTHS))
    for name, sample in samples.items():
        row = "".join(f"{_seconds(sample, length):10.3f}" for length in LENGTHS)
        print(f"{name:28}{row}", flush=True)


def _seconds(sample: str, length: int) -> float:
    text = (sample * (length // len(sample) + 1))[:length]
    started = time.perf_counter()
    parse(Source(name="timed", text=text))
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
