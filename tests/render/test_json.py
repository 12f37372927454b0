from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from tests.briefs import growing_briefs, hostile_brief, sample_brief, summary_only_brief
from tests.render.strategies import briefs
from zhaiyi.core.document import Brief
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.render import from_json, render, to_json


@pytest.mark.parametrize(
    "brief", [sample_brief(), hostile_brief(), summary_only_brief(), *growing_briefs()]
)
def test_a_brief_comes_back_whole(brief: Brief) -> None:
    assert from_json(to_json(brief)) == brief
    assert from_json(render(brief, "json")) == brief


@given(briefs())
@settings(max_examples=60, deadline=None)
def test_any_brief_comes_back_whole(brief: Brief) -> None:
    assert from_json(render(brief, "json")) == brief


def test_the_file_keeps_the_contract_of_the_design() -> None:
    tree = json.loads(render(sample_brief(), "json"))
    assert tree["schema"] == "zhaiyi.brief/1"
    contract = {
        "schema", "article", "title", "translation", "summary", "terms", "provenance", "run",
    }  # fmt: skip
    assert contract <= set(tree)
    sentence = tree["article"]["sentences"][4]
    assert {"id", "start", "end", "text", "kind", "repeat_of", "score", "highlight"} <= set(
        sentence
    )
    assert sentence["repeat_of"] == 2
    assert tree["article"]["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert [s["id"] for s in tree["article"]["sentences"] if s["highlight"]] == [2, 5, 10, 14, 16]
    finding = next(t for t in tree["translation"] if t["source"] == 14)["findings"][0]
    assert finding["source_span"] == [10, 14]
    assert tree["article"]["lang"] == "zh-Hans"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not valid JSON"),
        ("[]", "expected schema"),
        ('{"schema": "zhaiyi.brief/9"}', "zhaiyi.brief/9"),
        ('{"schema": "zhaiyi.brief/1"}', "article"),
    ],
)
def test_what_is_not_a_brief_is_refused_in_one_line(text: str, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says) as caught:
        from_json(text)
    assert "\n" not in str(caught.value)


def test_a_wrong_value_is_named() -> None:
    tree = json.loads(to_json(sample_brief()))
    tree["translation"][0]["status"] = "perfect"
    with pytest.raises(UnreadableInput, match=r"translations\.0\.status"):
        from_json(json.dumps(tree))
