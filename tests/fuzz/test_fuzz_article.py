"""Replays what fuzzing found, and seeds made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.fuzz_article import check

CORPUS = Path(__file__).parent / "corpus" / "article"


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_replay(path: Path) -> None:
    check(path.read_bytes())


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x00\x05\xff\xfe\n\xed\xa0\x80"])
def test_degenerate_inputs(data: bytes) -> None:
    check(data)
