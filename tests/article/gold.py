"""Reads the gold set of tests/data/structure and scores a segmentation against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.core.document import SENTENCE_KINDS, Span

FOLDER = Path(__file__).resolve().parent.parent / "data" / "structure"
_LABEL = re.compile(r"(?P<kind>[a-z]+)(?P<foreign>!?)(?:=(?P<repeat>\d+))?")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence as it should be found. `repeat_of` is the index of the one that it repeats."""

    span: Span
    kind: str
    repeat_of: int | None
    foreign: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One file of the gold set: its text, rebuilt exactly, and its sentences."""

    name: str
    part: str
    text: str
    sentences: tuple[GoldSentence, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a comparison; `f1` of sentence boundaries in per cent of one."""

    hits: int
    expected: int
    found: int

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.expected + self.found) if self.expected + self.found else 1.0


def load(part: str | None = None) -> list[Passage]:
    """All passages, or those of one part (``open`` or ``blind``)."""
    passages = [read(path) for path in sorted(FOLDER.glob("*.gold"))]
    return [passage for passage in passages if part in (None, passage.part)]


def read(path: Path) -> Passage:
    """One file of the gold set. Raises ValueError for a line that is none."""
    text, part = "", "open"
    sentences: list[GoldSentence] = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        if line.startswith("# "):
            part = line.removeprefix("# part: ") if line.startswith("# part: ") else part
            continue
        label, _, rest = line.partition("\t")
        if not line:
            text += "\n"
        elif label == "gap":
            text += json.loads(rest)
        else:
            words = _ESCAPE.sub(lambda match: _ESCAPED[match[1]], rest)
            sentences.append(_sentence(path, label, len(text), words))
            text += words
    return Passage(path.stem, part, text, tuple(sentences))


def _sentence(path: Path, label: str, at: int, words: str) -> GoldSentence:
    match = _LABEL.fullmatch(label)
    if not match or match["kind"] not in SENTENCE_KINDS or words.strip() != words or not words:
        raise ValueError(f"{path.name}: no gold sentence: {label}: {words}")
    repeat = int(match["repeat"]) if match["repeat"] else None
    return GoldSentence(Span(at, at + len(words)), match["kind"], repeat, bool(match["foreign"]))


def ends(text: str, spans: Iterable[Span]) -> set[int]:
    """Where sentences end, counted in visible characters so that white space cannot matter."""
    visible = [0]
    for character in text:
        visible.append(visible[-1] + (not character.isspace()))
    return {visible[span.end] for span in spans if text[span.start : span.end].strip()}


def boundaries(passage: Passage, spans: Sequence[Span], *, inner_only: bool = False) -> Score:
    """Compares sentence ends. `inner_only` leaves out the ends of lines, which anyone finds."""
    expected = ends(passage.text, [sentence.span for sentence in passage.sentences])
    found = ends(passage.text, spans)
    if inner_only:
        lines = _line_ends(passage)
        expected, found = expected - lines, found - lines
    return Score(len(expected & found), len(expected), len(found))


def _line_ends(passage: Passage) -> set[int]:
    breaks = [match.start() for match in re.finditer(r"\n|\Z", passage.text)]
    return ends(passage.text, [Span(0, at) for at in breaks if at])


def total(scores: Iterable[Score]) -> Score:
    listed = list(scores)
    return Score(
        sum(score.hits for score in listed),
        sum(score.expected for score in listed),
        sum(score.found for score in listed),
    )
