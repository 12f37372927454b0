"""What another package adds: installed as any package is, found by its entry points."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.support import REPO
from zhaiyi.core.errors import UsageError
from zhaiyi.core.plugins import Table, resolve, target_of

TOY = Path(__file__).parent / "toy"
WIRE = "汕头市民只需打开手机，就能办理6.1万件业务。/市政府负责人说，这项工作已经完成了三成。/"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the toy package, built and installed."""
    pytest.importorskip("hatchling", reason="building a package needs hatchling")
    target = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    where = ["--no-index", "--target", str(target), str(TOY)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, *where], check=True)
    return target


def run(
    place: Path, home: Path, *arguments: str | Path, code: str = ""
) -> subprocess.CompletedProcess[str]:
    given = [sys.executable, *(["-c", code] if code else ["-m", "zhaiyi", *map(str, arguments)])]
    path = os.pathsep.join([str(place), str(REPO)])
    return subprocess.run(
        given,
        env=environment(home, PYTHONPATH=path),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.process
def test_engine_check_and_formats_of_another_package_are_used(place: Path, tmp_path: Path) -> None:
    (tmp_path / "news.wire").write_text(WIRE, encoding="utf-8")
    card = ("--model", TOY / "parrot.toml")
    out = ("--out", "out", "-f", "headlines,json")
    done = run(place, tmp_path, "brief", "news.wire", *out, *card)
    assert done.returncode == 0, done.stderr
    headline = (tmp_path / "out" / "news.headline").read_text(encoding="utf-8")
    assert "PARROT" in headline.upper()
    brief = (tmp_path / "out" / "news.json").read_text(encoding="utf-8")
    assert '"shouting"' in brief
    assert "parrot/1" in brief


@pytest.mark.process
def test_without_the_package_nothing_of_it_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WIRE, encoding="utf-8")
    done = run(tmp_path, tmp_path, "brief", "a.txt", "--model", TOY / "parrot.toml")
    assert done.returncode == 2
    assert "needs the engine parrot, which neither this version has nor" in done.stderr
    done = run(tmp_path, tmp_path, "brief", "a.txt", "-f", "headlines", "--model", "scripted")
    assert "unknown format headlines" in done.stderr


@pytest.mark.process
def test_a_broken_plug_in_is_told_and_breaks_nothing_else(place: Path, tmp_path: Path) -> None:
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[zhaiyi.renderers]\nnothing = no_such_module:FORMAT\nhtml = os:sep\n"
    )
    path = os.pathsep.join([str(tmp_path), str(place)])
    code = "import logging; logging.basicConfig(); from zhaiyi.render import FORMATS; "
    done = run(Path(path), tmp_path, code=code + "print(*FORMATS)")
    assert "headlines" in done.stdout.split()
    assert "nothing" not in done.stdout
    assert re.search(r"zhaiyi.renderers nothing of broken is left out: ModuleNotFound", done.stderr)
    assert "zhaiyi.renderers html of broken is left out: Zhaiyi has one" in done.stderr


def test_a_table_has_ours_first_and_asks_for_others_only_when_it_must() -> None:
    table = Table({"b": "ours:b"}, "zhaiyi.no_such_group", target_of)
    assert table["b"] == "ours:b"
    assert table.is_ours("b")
    assert list(table) == ["b"]
    assert "c" not in table
    with pytest.raises(KeyError):
        table["c"]


def test_the_document_shows_the_toy_as_it_is() -> None:
    text = (REPO / "docs" / "extending.md").read_text(encoding="utf-8")
    shown = [*TOY.glob("toy_zhaiyi/[a-z]*.py"), TOY / "pyproject.toml", TOY / "parrot.toml"]
    assert len(shown) == 6
    for path in shown:
        assert path.read_text(encoding="utf-8").strip() in text, path.name


def test_threads_that_come_while_plug_ins_are_looked_for_wait_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, go = threading.Event(), threading.Event()

    def slow(*, group: str) -> list[object]:
        asked.set()
        assert go.wait(60)
        return [EntryPoint("mine", "mine:it", group)]

    monkeypatch.setattr("importlib.metadata.entry_points", slow)
    table = Table({"ours": "ours:it"}, "zhaiyi.nothing", target_of)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(tuple, table)
        assert asked.wait(60)
        second = pool.submit(tuple, table)
        go.set()
        assert first.result() == second.result() == ("ours", "mine")


def test_a_plug_in_that_asks_for_its_own_table_sees_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda *, group: [EntryPoint("mine", "mine:it", group)]
    )
    table: Table[str] = Table(
        {"ours": "ours:it"}, "zhaiyi.nothing", lambda entry: seen.append(tuple(table)) or entry.name
    )
    assert tuple(table) == ("ours", "mine")
    assert seen == [("ours",)]


@pytest.mark.parametrize("target", ["no_such_module:it", "os:no_such_thing"])
def test_what_cannot_be_imported_is_told_in_a_line(target: str) -> None:
    with pytest.raises(UsageError, match=r"^the check tone \(\w+\) cannot be loaded: [^\n]+$"):
        resolve(target, "the check tone")
