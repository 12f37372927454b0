"""``--cluster`` as a user gives it: a small cluster of this machine, the scripted engine."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.run import begun, in_a_process_of_its_own, listing, messages, zhaiyi
from tests.cli.test_kill import article
from tests.cluster.test_maker import files, rows
from zhaiyi.cli.options import with_cluster_value

needs_ray = pytest.mark.skipif(
    find_spec("ray") is None,
    reason="needs Ray: pip install zhaiyi[cluster]",
)
needs_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
SMALL = ("--partition", "600")
SCRIPTED = ("-f", "json", "--model", "scripted")


def fill(home: Path, count: int) -> None:
    (home / "in").mkdir()
    for number in range(count):
        path = home / "in" / f"a{number:03}.txt"
        path.write_text(article(number), encoding="utf-8")


def actors() -> dict[int, int]:
    """Processes of actors of ours, each with the process that started it."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes()
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        if words.startswith(b"ray::PartitionMaker"):
            found[int(path.name)] = parent
    return found


def wait_for_parts(out: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    """Until so many partitions are written."""
    marks = out / "tables" / "articles.parquet"
    end = time.monotonic() + 500
    while len(list(marks.glob("*.parquet"))) < count:
        if process.poll() is not None:
            told = process.communicate()[1].decode()
            pytest.fail(f"it ended before it could be disturbed: {told}")
        assert time.monotonic() < end, "it makes nothing"
        time.sleep(0.1)


def check_whole(out: Path, batch: Path, count: int) -> None:
    """Every article once, and as the batch makes it."""
    assert files(out) == files(batch)
    made = rows(out, "articles")
    assert sorted(row["name"] for row in made) == [f"a{n:03}" for n in range(count)]
    sentences = [(row["article"], row["id"]) for row in rows(out, "sentences")]
    assert len(sentences) == len(set(sentences)) == sum(row["sentences"] for row in made)


def batch_of(home: Path) -> Path:
    """The same articles made by the batch."""
    result = zhaiyi("brief", "in", "--out", "batch", *SCRIPTED, home=home)
    assert result.returncode == 0, result.stderr
    return home / "batch"


@pytest.fixture
def no_actor_of_ours() -> set[int]:
    """Actors of other tests, which are let be."""
    return set(actors())


@needs_ray
@needs_proc
@pytest.mark.process
@pytest.mark.timeout(900)
def test_a_cluster_of_one_machine_whose_actor_dies(
    tmp_path: Path, no_actor_of_ours: set[int]
) -> None:
    fill(tmp_path, 40)
    command = ("brief", "in", "--out", "out", *SCRIPTED, *SMALL, "--cluster", "--actors", "2")
    more = {"ZHAIYI_SCRIPTED_SECONDS": "0.02", "ZHAIYI_MEMORY": "false"}
    how = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE}
    with begun(*command, home=tmp_path, more=more, **how) as process:
        wait_for_parts(tmp_path / "out", 1, process)
        victim = min(set(actors()) - no_actor_of_ours)
        os.kill(victim, signal.SIGKILL)
        _, told = process.communicate(timeout=600)
    assert process.returncode == 0, told
    assert b"1 actors died and were replaced" in told
    check_whole(tmp_path / "out", batch_of(tmp_path), 40)


def test_a_bare_cluster_is_one_of_this_machine_and_takes_no_input_for_an_address() -> None:
    assert with_cluster_value(["brief", "--cluster", "in"]) == ["brief", "--cluster=local", "in"]
    assert with_cluster_value(["brief", "in", "--cluster"]) == ["brief", "in", "--cluster=local"]
    for address in ("10.0.0.1:6379", "head:6379", "ray://head:10001", "auto", "[::1]:6379"):
        given = ["brief", "in", "--cluster", address]
        assert with_cluster_value(given) == given
    kept = ["brief", "--", "--cluster"]
    assert with_cluster_value(kept) == kept


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("in",), "--cluster makes a batch: name its folder with --out DIR"),
        (("in", "--out", "out", "--dry-run"), "--dry-run and --cluster"),
        (("--out", "out"), "name at least one file"),
        (("in", "--out", "full"), "holds files of others"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    pytest.importorskip("ray", reason="needs Ray: pip install zhaiyi[cluster]")
    fill(tmp_path, 1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    result = zhaiyi("brief", *options, *SCRIPTED, "--cluster", home=tmp_path)
    assert result.returncode == 2
    (line,) = messages(result)
    assert words in line


def test_without_ray_the_extra_is_named(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    (tmp_path / "ray.py").write_text("raise ImportError('no ray here')\n", encoding="utf-8")
    python_path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", os.getcwd())])
    result = in_a_process_of_its_own(
        "brief",
        "in",
        "--out",
        "out",
        *SCRIPTED,
        "--cluster",
        home=tmp_path,
        more={"PYTHONPATH": python_path},
    )
    assert result.returncode == 2
    assert "pip install zhaiyi[cluster]" in messages(result)[-1]
    assert listing(tmp_path / "in") == ["a000.txt"]


@needs_ray
@pytest.mark.process
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_a_stop_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path: Path) -> None:
    fill(tmp_path, 24)
    command = ("brief", "in", "--out", "out", *SCRIPTED, *SMALL, "--cluster")
    more = {"ZHAIYI_SCRIPTED_SECONDS": "0.2", "ZHAIYI_MEMORY": "false"}
    how = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE}
    with begun(*command, home=tmp_path, more=more, **how) as process:
        wait_for_parts(tmp_path / "out", 1, process)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=200)
    assert process.returncode == 143, told
    assert b"the same command goes on" in told
    kept = len(rows(tmp_path / "out", "articles"))
    assert 0 < kept < 24
    with begun(*command, home=tmp_path, more={"ZHAIYI_MEMORY": "false"}, **how) as again:
        _, told = again.communicate(timeout=600)
    assert again.returncode == 0, told
    assert f"made before and left as they are: {kept} ".encode() in told
    check_whole(tmp_path / "out", batch_of(tmp_path), 24)
