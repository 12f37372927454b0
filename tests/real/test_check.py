"""`zhaiyi check` with the real estimator and translator."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.run import messages, zhaiyi
from zhaiyi.core.settings import Settings

ROWS = (
    ("昨天北京下雨，今天放晴。", "It rained in Beijing yesterday; today it cleared up."),
    ("昨天北京下雨，今天放晴。", "Beijing will be closed to cars tomorrow and open again today."),
    ("公司否认了这一说法。", "The company denied this claim."),
    ("公司否认了这一说法。", "The company took over this shop."),
)
"""Each source once with what it says, and once with what it does not."""


def test_the_translator_has_a_word_in_it(prepared: Path, tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    lines = ["zh\ten", *("\t".join(row) for row in ROWS)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked, alone = checked(table), checked(table, "--no-translator")
    assert asked != alone
    assert asked[0] > asked[1] + 0.2
    assert asked[2] > asked[3] + 0.2


def checked(table: Path, *more: str) -> list[float]:
    """The confidence of each row."""
    done = zhaiyi("check", table, "-f", "jsonl", *more, home=Settings().home)
    assert done.returncode == 0, messages(done)
    return [json.loads(line)["confidence"] for line in done.stdout.decode().splitlines()]
