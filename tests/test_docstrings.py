"""A public function says what it raises (CONTRIBUTING.md, "Style")."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.support import REPO

PACKAGE = REPO / "zhaiyi"
HELP = {"cli/memory.py: export", "cli/memory.py: prune", "cli/model_commands.py: models_pull"}
"""Commands: their docstrings are what ``--help`` shows."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = tuple[str, Function, str]
"""A function with its full name and what is said of it."""


def trees() -> dict[str, ast.Module]:
    """The files of the package by their place in it."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
    }


def our_errors(modules: list[ast.Module]) -> set[str]:
    """Names of the classes that stem from `ZhaiyiError`."""
    classes = [n for tree in modules for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    found, before = {"ZhaiyiError"}, 0
    while len(found) > before:
        before = len(found)
        found |= {c.name for c in classes if found & {ast.unparse(base) for base in c.bases}}
    return found


def public(node: ast.Module | ast.ClassDef, said: str = "", name: str = "") -> Iterator[Documented]:
    """Functions and methods by name, each with what it, its class and its module say."""
    said += ast.get_docstring(node) or ""
    for each in node.body:
        if not isinstance(each, ast.ClassDef | Function) or each.name.startswith("_"):
            continue
        if isinstance(each, ast.ClassDef):
            yield from public(each, said, f"{name}{each.name}.")
        else:
            yield f"{name}{each.name}", each, said + (ast.get_docstring(each) or "")


def raised(node: ast.AST, errors: set[str]) -> Iterator[str]:
    """Names of our errors that leave a body, those of functions within it and those that it catches
    itself left out."""
    held = node.body if isinstance(node, ast.Try) and errors & set(caught(node)) else []
    for each in ast.iter_child_nodes(node):
        if each in held or isinstance(each, Function | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(each, ast.Raise) and each.exc is not None:
            what = each.exc.func if isinstance(each.exc, ast.Call) else each.exc
            yield from {ast.unparse(what)} & errors
        yield from raised(each, errors)


def caught(block: ast.Try) -> Iterator[str]:
    for handler in block.handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        yield from (ast.unparse(kind) for kind in kinds if kind is not None)


def test_a_public_function_that_raises_an_error_of_ours_says_so() -> None:
    modules = trees()
    errors = our_errors(list(modules.values()))
    assert "UnreadableInput" in errors
    silent = {
        f"{place}: {name}"
        for place, tree in modules.items()
        for name, function, said in public(tree)
        if any(raised(function, errors)) and "raise" not in said.lower()
    }
    assert silent <= HELP


def test_a_function_that_says_nothing_of_its_error_is_seen() -> None:
    tree = ast.parse(
        "class Fault(ZhaiyiError): ...\n"
        "def silent():\n    raise Fault('x') from None\n"
        "def told():\n    'Raises `Fault`.'\n    raise Fault\n"
        "def catches():\n    try:\n        raise Fault\n    except Fault:\n        pass\n"
        "def turns():\n    try:\n        go()\n    except Fault:\n        raise Fault\n"
        "def lends():\n    def inner():\n        raise Fault\n    return inner\n"
    )
    errors = our_errors([tree])
    raising = {name: said for name, function, said in public(tree) if any(raised(function, errors))}
    assert raising == {"silent": "", "turns": "", "told": "Raises `Fault`."}
