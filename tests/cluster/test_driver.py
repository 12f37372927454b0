"""From names to results as a user sees them, with actors of this process in place of Ray's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import listing, messages, zhaiyi
from tests.cluster.fake_ray import FakeRay
from tests.cluster.test_maker import LINE, work
from zhaiyi.batch.work import Work
from zhaiyi.cluster import pool as pools
from zhaiyi.cluster.driver import Result, Start, run
from zhaiyi.cluster.maker import PartitionMaker
from zhaiyi.core.errors import UsageError
from zhaiyi.pipeline import BriefOptions

pytest.importorskip("pyarrow", reason="tables need pyarrow (zhaiyi[cluster])")

CHINESE = LINE.format(1, 2, 3)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(CHINESE, encoding="utf-8")
    return tmp_path


def ran(home: Path, wanted: Work, **how: Any) -> tuple[Result, list[str]]:
    """A run over the folder `in` into `out`, and what it told."""
    told: list[str] = []
    ray = FakeRay(lambda: PartitionMaker(wanted, str(home / "out")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pools, "import_ray", lambda: ray)
        patch.setattr(pools, "_LOOK", 0.0)
        start = Start(**how)
        result = run([str(home / "in")], home / "out", wanted, start=start, tell=told.append)
    return result, told


def test_a_text_that_was_refused_is_made_by_force_in_the_same_folder(home: Path) -> None:
    (home / "in" / "b.txt").write_text("No word of this one is Chinese.", encoding="utf-8")
    first, _ = ran(home, work(home))
    assert (first.articles, len(first.failures)) == (1, 1)
    forced = work(home, options=BriefOptions(force=True))
    again, _ = ran(home, forced, retry_failed=True)
    assert (again.before, again.articles, again.failures) == (1, 1, [])


def test_a_folder_made_with_other_settings_is_refused(home: Path) -> None:
    mine = work(home)
    ran(home, mine)
    for other in (
        replace(mine, formats=("json",)),
        replace(mine, field="text"),
        replace(mine, options=BriefOptions(sentences=1)),
        replace(mine, command="translate"),
    ):
        with pytest.raises(UsageError, match="was made with other settings"):
            ran(home, other)
    again, _ = ran(home, replace(mine, formats=("tmx", "json")))
    assert (again.before, again.articles) == (1, 0)


def test_what_a_batch_tells_of_an_article_is_told_once(home: Path) -> None:
    (home / "in" / "b.txt").write_text(CHINESE, encoding="utf-8")
    (home / "in" / "glossary.tsv").write_text("市民\tTownsfolk\n", encoding="utf-8")
    _, told = ran(home, work(home), characters=1)
    words = f"terms are taken from {home / 'in' / 'glossary.tsv'}"
    assert told.count(words) == 1
    batch = zhaiyi("brief", home / "in", "--out", "batch", "--model", "scripted", home=home)
    assert messages(batch).count(f"zhaiyi: {words}") == 1


def test_a_file_in_its_own_format_is_called_as_in_a_batch(home: Path) -> None:
    (home / "in" / "Upper.TXT").write_text(CHINESE, encoding="utf-8")
    ran(home, work(home, command="translate", formats=("same",)))
    command = ("translate", "in", "--same-format", "--out", "batch", "--model", "scripted")
    assert zhaiyi(*command, home=home).returncode == 0
    called = ["Upper.en.TXT", "a.en.txt"]
    for folder in (home / "out", home / "batch"):
        assert [name for name in listing(folder) if ".en." in name] == called


def test_without_an_estimator_nothing_passes_as_not_doubtful(home: Path) -> None:
    with pytest.raises(UsageError, match="--fail-on doubtful needs the estimator"):
        ran(home, work(home, doubts=True))
    command = ("brief", "in", "--model", "scripted", "--fail-on", "doubtful")
    batch = zhaiyi(*command, "--out", "batch", home=home)
    assert batch.returncode == UsageError.exit_code
    assert "--fail-on doubtful needs the estimator" in messages(batch)[-1]
