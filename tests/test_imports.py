"""The shape of the code: imports run one way, as the data does; nothing is too long to read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import REPO

PACKAGE = REPO / "zhaiyi"
# fmt: off
ORDER = (
    "core", "text", "formats", "article", "lexicon", "quantities", "terminology", "salience",
    "quality", "models", "engines", "recognition", "estimation", "memory", "translation", "summary",
    "pipeline", "revise", "render", "batch", "evaluate", "examine", "web",
    "cluster", "cli", "__main__",
)
# fmt: on
"""A module or folder of `zhaiyi` imports only from what stands before it."""

READING = {"chinese", "english"}
ROOMS: dict[str, dict[str, set[str]]] = {
    "quantities": {
        "": set(),
        "chinese": set(),
        "english": set(),
        "comparing": READING,
        "misreadings": {*READING, "comparing", "telling"},
        "telling": {*READING, "comparing", "misreadings"},
        "mending": {*READING, "comparing", "misreadings", "telling"},
    },
    "quality": {
        "": set(),
        "numbers": set(),
        "names": set(),
        "negation": set(),
        "qualifiers": set(),
    },
}
"""Rooms of packages with those that each may import from; "" is what stands beside them."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60

PURE = ("article", "quantities", "terminology", "salience", "quality", "render")
OUTSIDE = {
    "httpx",
    "os",
    "random",
    "requests",
    "socket",
    "subprocess",
    "tempfile",
    "time",
    "urllib",
}
"""What a pure module has no business with."""


def modules() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__"
    )


def top(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Full names of everything that a file imports, late imports included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    """Top names of `zhaiyi` that a file imports, itself left out."""
    names = {name.split(".")[1] for name in imported(path) if name.startswith("zhaiyi.")}
    return names - {top(path), "Zhaiyi", "__version__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_what_stands_before_it(path: Path) -> None:
    assert top(path) in ORDER, f"say in ORDER where {top(path)} stands"
    later = [name for name in ours(path) if ORDER.index(name) > ORDER.index(top(path))]
    assert not later, f"{path.name} imports {later}, which stand after {top(path)}"


@pytest.mark.parametrize(("package", "room"), [(p, r) for p, rooms in ROOMS.items() for r in rooms])
def test_a_room_imports_only_from_those_it_builds_on(package: str, room: str) -> None:
    folder = PACKAGE / package
    shown = folder / "__init__.py"  # what all rooms have for those outside
    for path in {*(folder / room).glob("*.py")} - {shown}:
        names = (name for name in imported(path) if name.startswith(f"zhaiyi.{package}."))
        beside = {name.split(".")[2] for name in names} - {room}
        others = {name for name in beside if (folder / name).is_dir()}
        allowed = ROOMS[package][room]
        assert others <= allowed, f"{path.name} imports from {others - allowed}"


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_reach_for_nothing_outside(name: str) -> None:
    for path in modules():
        if top(path) == name and path.stem != "glossary":  # reads the user's files
            reached = {each.split(".")[0] for each in imported(path)} & OUTSIDE
            assert not reached, f"{path} imports {reached}"


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_are_given_their_dictionary_and_vectors(name: str) -> None:
    for path in modules():
        if top(path) == name:
            calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if type(n) is ast.Call)
            made = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
            assert not made & {"Lexicon", "Encoder"}, f"{path} makes its own {made}"


@pytest.mark.parametrize(
    "path",
    [*modules(), *(REPO / "training").rglob("*.py"), *(REPO / "benchmarks").rglob("*.py")],
    ids=lambda path: str(path.relative_to(REPO)),
)
def test_modules_and_functions_are_short_enough_to_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{node.name}: {lines} lines"


def test_few_modules_stand_beside_the_packages() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 5


def test_every_package_says_what_it_holds() -> None:
    for path in PACKAGE.glob("*/**/__init__.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_table_of_packages_has_them_all_in_their_order() -> None:
    text = (REPO / "docs/architecture.md").read_text(encoding="utf-8")
    table = text.partition("## The packages")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert tuple(name for row in rows for name in re.findall("`(.+?)`", row)) == ORDER[:-1]


@pytest.mark.parametrize("page", ["README.md", "tests/data/README.md", "training/README.md"])
def test_files_of_code_that_a_page_names_are_there(page: str) -> None:
    text = (REPO / page).read_text(encoding="utf-8")
    for name in re.findall(r"`((?:tests|zhaiyi|training|benchmarks|scripts)/[\w/]+\.py)`", text):
        assert (REPO / name).exists(), name


def loaded_by(statement: str, *names: str) -> set[str]:
    """Which of `names` are in `sys.modules` after a statement, in a new interpreter."""
    code = f"import sys\n{statement}\nprint(*set({names!r}) & sys.modules.keys())"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("numpy", "ctranslate2", "gradio", "torch", "transformers", "pydantic", "jinja2")
    assert loaded_by("import zhaiyi", *heavy) == set()


def test_help_loads_nothing_heavy() -> None:
    statement = "import zhaiyi.cli.app"
    heavy = ("numpy", "ctranslate2", "gradio", "torch", "pydantic", "rich", "httpx")
    assert loaded_by(statement, *heavy) == set()


def test_listing_the_models_loads_nothing_to_convert_or_read_with() -> None:
    heavy = ("numpy", "gguf", "ftfy", "charset_normalizer", "pypinyin", "rjieba", "httpx")
    assert loaded_by("import zhaiyi.cli.models", *heavy) == set()


def test_the_default_path_imports_neither_torch_nor_transformers() -> None:
    used = "zhaiyi.engines.ct2, zhaiyi.models.convert, zhaiyi.cli.brief"
    statement = f"from zhaiyi import Zhaiyi; import {used}"
    assert loaded_by(statement, "torch", "transformers", "gradio") == set()
