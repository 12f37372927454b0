"""Coverage-guided fuzzing of the article structure.

    pip install atheris
    python tests/fuzz/fuzz_article.py -max_total_time=600 tests/fuzz/corpus/article

`check` is what must hold for any text; `test_fuzz_article.py` replays the corpus with it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from zhaiyi.article import parse, split_clauses, split_sentences
from zhaiyi.article.characters import is_blank
from zhaiyi.core.document import Block, BlockRole, Source

_ROLES: tuple[BlockRole, ...] = ("heading", "paragraph", "list", "table", "caption", "cue")


def check(data: bytes) -> None:
    """Raises AssertionError where an invariant of the article breaks.

    The first two bytes say which block roles the text's lines get and how long clauses may be.
    """
    seed, limit = (*data[:2], 0, 0)[:2]
    text = data[2:].decode("utf-8", errors="replace")
    blocks = _blocks(text, seed) if seed % 2 else ()
    sentences = parse(Source(name="fuzz", text=text, blocks=blocks)).sentences
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert [s.id for s in sentences] == list(range(len(sentences)))
    _assert_covers(text, [(s.start, s.end) for s in sentences])
    _assert_covers(text, [(start, end) for start, end in split_sentences(text)])
    pieces = split_clauses(text, 1 + limit)
    assert "".join(text[start:end] for start, end in pieces) == text


def _blocks(text: str, seed: int) -> tuple[Block, ...]:
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        role = _ROLES[(number + seed) % len(_ROLES)]
        blocks.append(Block(at, at + len(line), role, level=number % 4))
        at += len(line) + 1
    return tuple(blocks)


def _assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert all(map(is_blank, text[at:start]))
        at = end
    assert all(map(is_blank, text[at:]))


def main() -> None:
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    atheris.instrument_all()
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
