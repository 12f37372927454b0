"""A brief in parts is the brief, and Gradio's way of sending changes keeps it so."""

from __future__ import annotations

from dataclasses import replace

from gradio.utils import diff
from gradio_client.utils import apply_diff

from tests.briefs import sample_brief
from zhaiyi.core.document import Finding
from zhaiyi.render.render_json import to_dict
from zhaiyi.web.parts import Splitter, join

BRIEF = sample_brief()
DOUBT = Finding("length", "warning", "Something.")


def test_joined_parts_are_the_brief() -> None:
    assert join(Splitter().split(BRIEF)) == to_dict(BRIEF)


def test_findings_that_go_away_arrive_so() -> None:
    doubtful = replace(
        BRIEF, translations=tuple(replace(t, findings=(DOUBT,) * 3) for t in BRIEF.translations)
    )
    clean = replace(BRIEF, translations=tuple(replace(t, findings=()) for t in BRIEF.translations))
    splitter = Splitter()
    before, after = ({"parts": splitter.split(brief)} for brief in (doubtful, clean))
    assert join(apply_diff(before, diff(before, after))["parts"]) == to_dict(clean)


def test_what_has_not_changed_is_the_same_string() -> None:
    splitter = Splitter()
    before = splitter.split(BRIEF)
    first = replace(BRIEF.translations[0], text="New.")
    after = splitter.split(replace(BRIEF, translations=(first, *BRIEF.translations[1:])))
    changed = {name for name in after if after[name] is not before[name]}
    assert changed == {f"t{first.source}"}
