"""Learns from the packed list of foreign names which letters a Chinese character is written for.

    python scripts/pack_sounds.py

Reads ``zhaiyi/data/foreign_names.tsv``; writes ``zhaiyi/data/letters.tsv``, which
`zhaiyi.lexicon.transliteration` reads: for each character the letters and their share, and how
often four, three, two letters and one follow each other in such names. Letters and characters are
aligned by expectation maximisation (Knight and Graehl 1998, "Machine Transliteration").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import log
from pathlib import Path

from zhaiyi.lexicon.hearing import alike
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.transliteration import LONGEST, ORDER, letters

DATA = Path(__file__).parents[1] / "zhaiyi/data"
ROUNDS = 6
SPELLINGS = 2
"""Spellings of a name that are learned from, the most frequent first."""
MOST_COUNT = 8
ALIKE = 0.7
"""From this on a name with other characters than those of transliteration is written by sound."""
RARE = 2e-4
SHARE = 0.004
"""Letters of a character with a smaller share are left out."""
LEAST = (1, 2, 3, 4)
"""How often one letter, two, three and four must follow each other to be kept."""
_LENGTHS = (0.5, 3, 3.5, 2, 0.8, 0.2)
"""What a character is worth at the start, by the number of its letters."""

Shares = Mapping[str, Mapping[str, float]]


def names() -> Iterator[tuple[str, str, int]]:
    """Chinese, letters and count of the names that are written by sound."""
    text = (DATA / "foreign_names.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        chinese, *fields = line.split("\t")
        for field in fields if not line.startswith("#") else ():
            name, _, count = field.rpartition(" ")
            by_sound = is_sound(chinese) or alike(chinese, name) >= ALIKE
            if by_sound and not re.search(r"[\s-]", name):
                yield chinese, letters(name), int(count)


def learned() -> Shares:
    """The shares of the letters of each character."""
    pairs: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for chinese, latin, count in names():
        seen[chinese] += 1
        fits = 2 <= len(chinese) <= 7 and 2 <= len(latin) <= min(14, 4 * len(chinese))
        if fits and seen[chinese] <= SPELLINGS:
            pairs[chinese, latin] += min(count, MOST_COUNT)
    shares: Shares = {}
    for _ in range(ROUNDS):
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (chinese, latin), count in pairs.items():
            _expect(chinese, latin, 1 + log(count), shares, counts)
        shares = {c: _normalised(found) for c, found in counts.items()}
    return shares


def _normalised(counts: Counter[str]) -> dict[str, float]:
    total = sum(counts.values())
    return {piece: n / total for piece, n in counts.items() if n / total > RARE and n > 0.05}


def _expect(
    chinese: str,
    latin: str,
    weight: float,
    shares: Shares,
    counts: Mapping[str, Counter[str]],
) -> None:
    """Adds what each character is written for, over all ways to cut the letters (forward and
    backward)."""
    end = len(latin)
    forward = [{0: 1.0}]
    for character in chinese:
        row: defaultdict[int, float] = defaultdict(float)
        for start, value in forward[-1].items():
            for stop in range(start, min(end, start + LONGEST) + 1):
                row[stop] += value * _share(character, latin[start:stop], shares)
        forward.append({stop: value for stop, value in row.items() if value})
    total = forward[-1].get(end)
    if not total:
        return
    backward = {end: 1.0}
    for at in range(len(chinese) - 1, -1, -1):
        before: defaultdict[int, float] = defaultdict(float)
        for start, value in forward[at].items():
            for stop in range(start, min(end, start + LONGEST) + 1):
                if stop in backward:
                    piece = latin[start:stop]
                    share = _share(chinese[at], piece, shares) * backward[stop]
                    if share:
                        before[start] += share
                        counts[chinese[at]][piece] += weight * value * share / total
        backward = dict(before)


def _share(character: str, piece: str, shares: Shares) -> float:
    if not shares:
        return float(_LENGTHS[len(piece)] * (1 / 26) ** len(piece))
    return shares.get(character, {}).get(piece, 0.0)


def followers() -> Iterator[tuple[str, int]]:
    """Sequences of up to `ORDER` letters that follow each other, with how many names have them;
    ``^`` and ``$`` stand at the ends."""
    counts: Counter[str] = Counter()
    for name in {latin for _, latin, _ in names()}:
        whole = f"^{name}$"
        for stop in range(2, len(whole) + 1):
            for size in range(1, min(ORDER, stop) + 1):
                counts[whole[stop - size : stop]] += 1
    yield from ((s, n) for s, n in sorted(counts.items()) if n >= LEAST[len(s) - 1])


def main() -> None:
    """Writes the table."""
    lines = ["# Made by scripts/pack_sounds.py from foreign_names.tsv; do not edit."]
    for character, found in sorted(learned().items()):
        kept = sorted(((p, s) for p, s in found.items() if s > SHARE), key=lambda x: (-x[1], x[0]))
        lines.append("\t".join([character, *(f"{piece} {share:.4f}" for piece, share in kept)]))
    lines += [f"{sequence}\t{count}" for sequence, count in followers()]
    path = DATA / "letters.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
