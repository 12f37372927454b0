"""A reading list: several articles at once, each a card as it comes. Plain values that the page
draws as text (`assets/list.js`, which also sorts them)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from zhaiyi.core.document import Brief
from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.render.doubt import counts
from zhaiyi.render.view import View
from zhaiyi.web.jobs import State
from zhaiyi.web.paint import Json
from zhaiyi.web.remedies import on_page

MOST = 12
"""Articles of one list."""
LINES = 2
"""Sentences of the summary that a card shows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list: its job, or why there is none."""

    name: str
    token: str = ""
    error: str = ""


def begin(wanted: Iterable[tuple[str, Callable[[], str]]]) -> tuple[Listed, ...]:
    """Begins each article; `wanted` are names and what puts one in line. What is wrong with one
    stops no other."""
    return tuple(_begun(name, start) for name, start in wanted)


def _begun(name: str, start: Callable[[], str]) -> Listed:
    try:
        return Listed(name, start())
    except ZhaiyiError as error:
        return Listed(name, error=on_page(error))


def card(brief: Brief | None, state: State) -> Json:
    """What a card shows of a job; `seen` changes whenever any of it does."""
    shown: Json = {
        "seen": f"{state.version}.{state.position}",
        "phase": state.phase,
        "done": state.done,
        "total": state.total,
        "left": state.seconds_left,
        "position": state.position,
        "error": state.error,
        "remedy": state.remedy,
    }
    return shown | (_content(brief) if brief is not None else {})


def _content(brief: Brief) -> Json:
    view, found = View(brief), counts(brief)
    return {
        "headline": brief.headline.text,
        "level": brief.headline.level,
        "chinese": brief.article.title,
        "lang": view.lang,
        "lines": [sentence.text for sentence in brief.summary[:LINES]],
        "counts": asdict(found) if found else None,
        "check": view.check_count,
    }
