"""The schema that `zhaiyi schema` prints holds for every brief there is."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.briefs import growing_briefs, hostile_brief, sample_brief, summary_only_brief
from tests.cli.run import zhaiyi
from tests.support import REPO
from zhaiyi.render import render, to_json
from zhaiyi.render.edit import edited
from zhaiyi.render.schema import brief_schema

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

STORED = sorted((REPO / "samples" / "briefs").glob("*.json"))


def faults(tree: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(brief_schema())
    return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(tree)]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(brief_schema())


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_every_stored_brief_follows_it(path: Path) -> None:
    assert faults(json.loads(path.read_text(encoding="utf-8"))) == []


def test_growing_hostile_and_edited_briefs_follow_it() -> None:
    own = edited(edited(sample_brief(), "t15", "41 buses"), "h", "My own")
    for brief in (sample_brief(), own, hostile_brief(), summary_only_brief(), *growing_briefs()):
        assert faults(json.loads(to_json(brief))) == []


@pytest.mark.parametrize("path", ["schema", "article", "translation", "terms", "run"])
def test_a_brief_without_a_part_does_not(path: str) -> None:
    tree = copy.deepcopy(json.loads(to_json(sample_brief())))
    del tree[path]
    assert faults(tree)


def test_the_command_prints_it(tmp_path: Path) -> None:
    result = zhaiyi("schema", home=tmp_path)
    assert result.returncode == 0
    assert json.loads(result.stdout) == brief_schema()


def test_jsonl_is_the_same_brief_on_one_line() -> None:
    data = render(sample_brief(), "jsonl")
    assert data.count(b"\n") == 1
    assert json.loads(data) == json.loads(render(sample_brief(), "json"))
