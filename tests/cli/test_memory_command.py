"""``zhaiyi memory`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import messages, zhaiyi
from zhaiyi.cli.memory import parse_size
from zhaiyi.core.errors import UsageError
from zhaiyi.memory import FILE_NAME, Memory, MemoryUnit


def test_stats_export_import_and_prune(tmp_path: Path) -> None:
    memory = Memory(tmp_path / FILE_NAME)
    memory.put([MemoryUnit("k", "汕头市很大。", "Shantou is big.", translator="model/1")])
    memory.edit("会后", "After the meeting")
    stats = zhaiyi("memory", "stats", home=tmp_path)
    assert stats.returncode == 0, messages(stats)
    assert "1 by machine, 1 by people" in stats.stdout.decode()
    assert "model/1 (1)" in stats.stdout.decode()
    exported = zhaiyi("memory", "export", tmp_path / "out.tmx", home=tmp_path)
    assert "2 sentences written" in exported.stdout.decode()
    other = tmp_path / "other"
    other.mkdir()
    imported = zhaiyi("memory", "import", tmp_path / "out.tmx", home=other)
    assert "1 by people and 1 by machine taken in" in imported.stdout.decode()
    pruned = zhaiyi("memory", "prune", "--size", "0", home=other)
    assert "1 sentences forgotten" in pruned.stdout.decode()
    assert Memory(other / FILE_NAME).stats().edits == 1


def test_wrong_use_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.tmx").write_text("no xml", encoding="utf-8")
    for arguments in (["prune"], ["prune", "--size", "much"], ["import", "bad.tmx"]):
        done = zhaiyi("memory", *arguments, home=tmp_path)
        assert done.returncode == 2
        assert len(messages(done)) == 1
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("200MB", 200_000_000),
        ("1.5 gb", 1_500_000_000),
        ("5000", 5000),
        ("9" * 400 + "GB", 2**63 - 1),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text) == size


def test_no_size() -> None:
    with pytest.raises(UsageError, match="200MB"):
        parse_size("much")
