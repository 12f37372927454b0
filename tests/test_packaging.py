"""The wheel: built as pip builds it, installed outside the repository, with all its data."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.support import REPO
from zhaiyi.core.errors import MissingPackage, require
from zhaiyi.core.version import __version__

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> dict[str, str]:
    """Package to version, as a lock file pins them."""
    lines = (REPO / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ;")[0].split("==") for line in lines if line and line[0] != "#")


def canonical(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match.group()).lower()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="building the wheel needs hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=REPO, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.mark.process
def test_the_wheel_carries_cards_prompts_samples_and_page_assets(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("models", "prompts", "samples"):
        for path in (REPO / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"zhaiyi/_data/{path.relative_to(REPO)}" in names
    for path in (REPO / "zhaiyi").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert str(path.relative_to(REPO)) in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not any(name.startswith("tests") for name in names)


@pytest.mark.process
def test_installed_outside_the_repository_it_works(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=False)
    bin = place / ("Scripts" if os.name == "nt" else "bin")
    site = next(place.glob("lib/python*/site-packages"))
    # The dependencies are those of this environment; only Zhaiyi itself is installed.
    here = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(here), encoding="utf-8")
    target = ["--target", str(site), "--no-deps", "--no-index", "--no-compile", str(wheel)]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *target], check=True)
    (tmp_path / "a.txt").write_text("汕头市民只需打开手机，就能办理6.1万件业务。", encoding="utf-8")
    unset = ("PYTHONPATH", "ZHAIYI_HOME")
    environment = {k: v for k, v in os.environ.items() if k not in unset}
    code = (
        "import zhaiyi, pathlib\n"
        f"assert pathlib.Path(zhaiyi.__file__).is_relative_to({str(place)!r}), zhaiyi.__file__\n"
        "from zhaiyi.models.cards import all_cards\n"
        "from zhaiyi.translation.prompts import load_prompt\n"
        "from zhaiyi.core.resources import folder\n"
        "assert len(all_cards()) > 5 and load_prompt('translate')\n"
        "assert all(path.is_file() for path in all_cards()[0].adapter_paths)\n"
        "assert any(folder('samples').iterdir())\n"
    )
    python = [str(bin / "python"), "-c", code]
    subprocess.run(python, cwd=tmp_path, env=environment, check=True)
    command = [str(bin / "python"), "-m", "zhaiyi", "brief", "a.txt", "--model", "scripted", "-q"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert "汕头市民" in result.stdout.decode()


# -- the files that install it ---------------------------------------------------------------


LOCKS = ("requirements-core.txt", "requirements.txt", "requirements-dev.txt")


def test_every_dependency_is_pinned() -> None:
    pins = locked("requirements-core.txt")
    missing = [r for r in PROJECT["dependencies"] if canonical(r) not in pins]
    assert not missing, f"run make lock: {missing}"


def test_every_package_that_is_imported_is_declared() -> None:
    """Also those that some other package would bring along by chance."""
    owners = metadata.packages_distributions()
    declared = {canonical(r) for r in PROJECT["dependencies"]}
    for extra in ("hf", "firefox", "cluster", "metrics", "web", "eval"):
        declared |= {canonical(r) for r in PROJECT["optional-dependencies"][extra]}
    for path in (REPO / "zhaiyi").rglob("*.py"):
        for name in third_party(path):
            known = {canonical(owner) for owner in owners.get(name, [])}
            assert known & declared, f"{path} imports {name}, which pyproject.toml does not name"


def third_party(path: Path) -> set[str]:
    """Top names of what a file imports from outside the standard library and Zhaiyi."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"zhaiyi"}


def test_what_a_first_brief_installs_has_no_torch() -> None:
    assert not {"torch", "transformers"} & locked("requirements-core.txt").keys()
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    assert "$(call install,requirements-core.txt)" in makefile


def test_a_space_gets_all_that_the_design_names() -> None:
    """One flat file: a Space sees no other."""
    complete = locked("requirements.txt")
    assert {"transformers", "sentencepiece", "torch", "gradio"} <= complete.keys()
    assert complete["torch"] == "2.13.0"
    text = (REPO / "requirements.txt").read_text(encoding="utf-8")
    assert not [line for line in text.splitlines() if line.startswith("-")]


def test_the_core_is_a_part_of_the_complete_set() -> None:
    core, complete = (
        set((REPO / name).read_text(encoding="utf-8").splitlines()) for name in LOCKS[:2]
    )
    assert not core - complete


def test_both_locks_agree() -> None:
    runtime, development = locked("requirements.txt"), locked("requirements-dev.txt")
    differing = {n: v for n, v in runtime.items() if development.get(n, v) != v}
    # A package may be pinned twice for two Pythons; then the development lock has one of the two.
    text = (REPO / "requirements.txt").read_text(encoding="utf-8")
    assert not {n for n in differing if f"{n}=={development[n]}" not in text}


def test_everything_is_pinned_exactly_and_names_no_host() -> None:
    for name in (*LOCKS, "Makefile", "pyproject.toml"):
        text = (REPO / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
    for name in LOCKS:
        assert all(version for version in locked(name).values())


def test_the_version_is_in_one_place_and_in_the_changelog() -> None:
    changelog = REPO / "CHANGELOG.md"
    if not changelog.is_file():
        pytest.skip("no changelog yet")
    assert __version__ in changelog.read_text(encoding="utf-8")


def test_every_file_fits_a_space() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPO, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        path = REPO / name
        assert not path.is_file() or path.stat().st_size <= 10_000_000, name


def test_the_page_and_the_measuring_are_extras_that_a_message_names() -> None:
    core = {canonical(r) for r in PROJECT["dependencies"]}
    assert len(core) <= 40
    assert not core & {"gradio", "mcp", "starlette", "sacrebleu", "ray", "pyarrow"}
    extras = PROJECT["optional-dependencies"]
    assert {"web", "eval", "hf", "firefox", "cluster", "all"} <= extras.keys()
    require("json", "zhaiyi[web]", "the page")
    with pytest.raises(MissingPackage, match=r"the page needs .* pip install zhaiyi\[web\]"):
        require("no_such_module", "zhaiyi[web]", "the page")
