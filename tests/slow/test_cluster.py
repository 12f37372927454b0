"""Three machines' worth of Ray in one: a node that is killed, a driver that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import begun
from tests.cluster.test_command import SCRIPTED, SMALL, batch_of, check_whole, fill, wait_for_parts
from tests.cluster.test_maker import rows
from tests.support import REPO

ARTICLES = 90
QUIET = {"ZHAIYI_SCRIPTED_SECONDS": "0.05", "ZHAIYI_MEMORY": "false"}


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head and two more nodes, each with two processors."""
    pytest.importorskip("ray", reason="needs Ray: pip install zhaiyi[cluster]")
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", str(REPO))  # for the processes of the nodes
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 2})
    try:
        yield made
    finally:
        made.shutdown()


def started(home: Path, address: str) -> subprocess.Popen[bytes]:
    command = ("brief", "in", "--out", "out", *SCRIPTED, *SMALL, "--cluster", address)
    how = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE}
    return begun(*command, home=home, more=QUIET, **how)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_killed_node_and_a_killed_driver_lose_nothing(tmp_path: Path, cluster: Any) -> None:
    second = cluster.add_node(num_cpus=2)
    cluster.add_node(num_cpus=2)
    cluster.wait_for_nodes(timeout=240)
    fill(tmp_path, ARTICLES)
    out = tmp_path / "out"
    first = started(tmp_path, cluster.address)
    wait_for_parts(out, 3, first)
    cluster.remove_node(second, allow_graceful=False)
    before = len(list((out / "tables" / "articles.parquet").iterdir()))
    wait_for_parts(out, before + 2, first)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    time.sleep(5)  # Ray ends the actors of a driver that is gone
    there = {path.name: path.stat().st_mtime_ns for path in parts(out)}
    assert 0 < len(there) < ARTICLES
    again = started(tmp_path, cluster.address)
    _, told = again.communicate(timeout=600)
    assert again.returncode == 0, told
    assert b"made before and left as they are" in told
    kept = {path.name: path.stat().st_mtime_ns for path in parts(out)}
    assert there.items() <= kept.items(), "what was done was made again"
    check_whole(out, batch_of(tmp_path), ARTICLES)
    assert len(rows(out, "articles")) == ARTICLES


def parts(out: Path) -> list[Path]:
    return sorted((out / "tables" / "articles.parquet").glob("part-*"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_two_actors_with_the_real_model(tmp_path: Path) -> None:
    """The default model, from the usual home; skipped where it is not installed."""
    pytest.importorskip("ray", reason="needs Ray: pip install zhaiyi[cluster]")
    from zhaiyi.core.errors import ModelError
    from zhaiyi.core.settings import load_settings
    from zhaiyi.engines.choice import Models

    settings = load_settings()
    try:
        Models({"translator": "auto", "summarizer": "auto"}, settings).model("translator")
    except ModelError as error:
        pytest.skip(str(error))
    fill(tmp_path, 4)
    command = ("brief", "in", "--out", "out", "-f", "json", "--cluster", "--actors", "2")
    more = {"ZHAIYI_HOME": str(settings.home), "ZHAIYI_MEMORY": "false"}
    process = begun(*command, home=tmp_path, more=more, stderr=subprocess.PIPE)
    _, told = process.communicate(timeout=800)
    assert process.returncode == 0, told
    made = rows(tmp_path / "out", "articles")
    assert [row["name"] for row in made] == [f"a{n:03}" for n in range(4)]
    assert all(row["headline"] and row["translation"] for row in made)
