"""How a job is shown: plain values that Gradio sends as JSON and the page draws as text."""

from __future__ import annotations

from typing import Any

from zhaiyi.document import Brief
from zhaiyi.render import FORMATS
from zhaiyi.render.render_json import to_dict
from zhaiyi.web.jobs import State

Json = dict[str, Any]

NO_VIEW: Json = {"brief": None, "state": {}}


def view(brief: Brief | None, state: State) -> Json:
    """Value of the reading view."""
    if brief is None:
        return NO_VIEW
    return {"brief": to_dict(brief), "state": {"working": not state.ended}}


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
        "stored": stored_line(brief) if brief is not None and state.phase == "stored" else "",
        "exports": [{"name": n, "title": f.title} for n, f in FORMATS.items()] if offered else [],
    }


def trouble(message: str, *, forget: bool = False) -> Json:
    """A status that only tells what went wrong; `forget` lets the tab forget its job."""
    blank = status("", State(0, "failed", error=message), None)
    return blank if forget else {k: v for k, v in blank.items() if k != "keep"}


def stored_line(brief: Brief) -> str:
    """Says that a brief was not made just now, and by what."""
    made = brief.run.started[:10]
    when = f" on {made}" if made else ""
    return (
        f"A stored brief, made{when} by {brief.provenance.translator}. "
        "Its text is in the box above: Start makes it anew."
    )
