"""The invariants of reading and of the article's structure on many thousand changed texts; by hand,
before a release. (Coverage-guided fuzzing: `tests/fuzz`.)"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.formats.test_properties import SEEDS
from tests.fuzz import fuzz_article, fuzz_reading
from tests.support import REPO

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
ROUNDS = 5_000
PIECES = ("。", "”", "（", "\n", "\x00", "\ud800", "\u2028", "\ufeff", "1", "第", "<p>", "—", "𠀀")
SAMPLES = tuple(path.read_bytes() for path in sorted((REPO / "samples").glob("*.txt")))


def changed(data: bytes, chance: random.Random) -> bytes:
    """Bytes cut, doubled, put in or flipped at a few places."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 1, 3, 50, 500)))
        piece = chance.choice(PIECES).encode("utf-8", "surrogatepass")
        new = (b"", data[start:end] * 2, piece, bytes([chance.randrange(256)]))
        data = data[:start] + chance.choice(new) + data[end:]
    return data


def fuzz(check: Callable[[bytes], None], seeds: Sequence[bytes], heads: int) -> None:
    for number in range(ROUNDS):
        chance = random.Random(number)
        data = changed(chance.choice(seeds), chance)
        given = bytes([chance.randrange(heads)]) + data
        try:
            check(given)
        except Exception as error:
            error.add_note(f"round {number}: {given[:300]!r}")
            raise


def test_articles() -> None:
    corpus = Path(fuzz_article.__file__).parent / "corpus" / "article"
    fuzz(fuzz_article.check, [*SAMPLES, *(p.read_bytes() for p in sorted(corpus.iterdir()))], 256)


def test_readers() -> None:
    fuzz(
        fuzz_reading.check, [*SEEDS, *(sample[:3000] for sample in SAMPLES)], len(fuzz_reading.WAYS)
    )
