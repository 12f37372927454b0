"""The names that `import zhaiyi` offers: all there, each from one place, nothing heavy beside."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import zhaiyi
from tests.briefs import sample_brief
from tests.support import REPO
from zhaiyi import export, render


@pytest.mark.parametrize("name", zhaiyi.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(zhaiyi, name) is not None
    assert name in dir(zhaiyi)


def test_what_types_see_is_what_is_offered() -> None:
    tree = ast.parse((REPO / "zhaiyi" / "__init__.py").read_text(encoding="utf-8"))
    (seen,) = (node for node in tree.body if isinstance(node, ast.If))
    names = {
        alias.asname or alias.name
        for node in seen.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert names | {"__version__"} == set(zhaiyi.__all__)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = zhaiyi.nothing_of_the_kind


def test_export_is_what_the_renderers_write() -> None:
    brief = sample_brief()
    assert export(brief, "md") == render.render(brief, "md")


@pytest.mark.process
def test_the_import_alone_loads_nothing_heavy() -> None:
    code = "import sys, zhaiyi; print({'numpy', 'openvino', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
