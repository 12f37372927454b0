"""How a job is shown: plain values that Gradio sends as JSON and the page draws as text."""

from __future__ import annotations

from typing import Any

from zhaiyi.core.document import Brief
from zhaiyi.render import FORMATS
from zhaiyi.web.jobs import State
from zhaiyi.web.parts import Splitter

Json = dict[str, Any]

LINES = frozenset({"jsonl"})
"""Formats for programs that gather many briefs in one file."""
NO_VIEW: Json = {"parts": None, "state": {}}


def view(
    brief: Brief | None, state: State, splitter: Splitter | None = None, token: str = ""
) -> Json:
    """Value of the reading view; a `splitter` remembers what it wrote the last time. `token` says
    whose it is: a page that has gone on to another brief passes over it."""
    if brief is None:
        return NO_VIEW
    return {
        "parts": (splitter or Splitter()).split(brief),
        "state": {
            "working": not state.ended,
            "redoing": list(state.redoing),
            "phase": state.phase,
            "token": token,
        },
    }


def status(token: str, state: State, brief: Brief | None) -> Json:
    """Value of the line above the reading view. `keep` is the token that the tab remembers."""
    offered = brief is not None and state.ended
    return {
        "token": token,
        "keep": token,
        "phase": state.phase,
        "stopping": state.stopping,
        "done": state.done,
        "total": state.total,
        "left": state.seconds_left,
        "position": state.position,
        "wait": state.wait,
        "notices": list(state.notices),
        "error": state.error,
        "remedy": state.remedy,
        "redoing": list(state.redoing),
        "stored": _stored(brief) if brief is not None and state.phase == "stored" else None,
        "exports": [name for name in FORMATS if name not in LINES] if offered else [],
    }


def trouble(message: str, *, forget: bool = False) -> Json:
    """A status that only tells what went wrong; `forget` lets the tab forget its job."""
    blank = status("", State(0, "failed", error=message), None)
    return blank if forget else {k: v for k, v in blank.items() if k != "keep"}


def _stored(brief: Brief) -> Json:
    """When and by what a brief was made that was not made just now."""
    return {"made": brief.run.started[:10], "translator": brief.provenance.translator}
