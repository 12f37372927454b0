"""``zhaiyi doctor --url``: whether a page that is served elsewhere does its work.

What the server says is shown in one line, without control characters: it may be anybody's.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from zhaiyi.cli.doctor import Diagnosis, say
from zhaiyi.core.resources import folder
from zhaiyi.core.version import __version__
from zhaiyi.formats.characters import one_line

_SAMPLE = "quake-flash.txt"
_MARK = "ZhaiyiReader"
"""The reader's script is part of the page, whatever its words."""
_PAUSE = 2.0
_WAIT = 900.0
"""Seconds that the model may take until it is there."""
_SILENCE = 300.0
"""Seconds that a running brief may say nothing."""
_LONGEST = 5_000_000


class Fault(Exception):
    """What is wrong with the served page, in one line."""


def run_smoke(url: str, client: httpx.Client | None = None) -> int:
    """Prints what was tried, line by line; 1 if the page does not do its work, else 0."""
    base = url if "://" in url else f"https://{url}"
    with client or httpx.Client(timeout=60.0, follow_redirects=True) as asked:
        for subject, step in (("page", _page), ("model", _model), ("brief", _brief)):
            try:
                words = step(asked, f"{base.rstrip('/')}/")
            except (Fault, httpx.HTTPError, httpx.InvalidURL) as error:
                say(Diagnosis("bad", subject, one_line(str(error) or type(error).__name__, 300)))
                return 1
            except (ValueError, LookupError, TypeError):
                say(Diagnosis("bad", subject, "its answer is not what this version gives"))
                return 1
            say(Diagnosis("ok", subject, one_line(words, 300)))
    return 0


def _page(client: httpx.Client, base: str) -> str:
    answer = client.get(base)
    if answer.status_code != httpx.codes.OK:
        hint = "asleep, private, or another address?"
        raise Fault(f"{base} answers {answer.status_code} ({hint})")
    if _MARK not in answer.text:
        raise Fault(f"{base} is not Zhaiyi's page; a Space's own address is https://NAME.hf.space")
    return base


def _model(client: httpx.Client, base: str, pause: Callable[[float], None] = time.sleep) -> str:
    """Waits while the page says that the model is on its way."""
    end, line = time.monotonic() + _WAIT, ""
    while time.monotonic() < end:
        answer = client.get(f"{base}zhaiyi/ready")
        known = answer.json() if answer.status_code == httpx.codes.OK else None
        if not isinstance(known, dict):
            raise Fault(
                f"it does not say whether the model is there (it answers {answer.status_code})"
            )
        if known["ready"]:
            return "ready"
        if known["trouble"]:
            raise Fault(str(known["trouble"]))
        line = str(known.get("line") or "it is not loaded")
        pause(_PAUSE)
    raise Fault(f"not ready after {_WAIT:g} seconds: {line}")


def _brief(client: httpx.Client, base: str) -> str:
    """Has a short article briefed over the public API."""
    text = (folder("samples") / _SAMPLE).read_text(encoding="utf-8")
    call = f"{base}gradio_api/call/brief"
    began = time.monotonic()
    answer = client.post(call, json={"data": [text, 0, False, "fast"]})
    if answer.status_code != httpx.codes.OK:
        raise Fault(f"its API answers {answer.status_code}")
    event = str(answer.json()["event_id"])
    with client.stream("GET", f"{call}/{event}", timeout=_SILENCE) as stream:
        brief = _finished(_events(stream))
    made = time.monotonic() - began
    version, translator = brief["provenance"]["version"], brief["provenance"]["translator"]
    other = "" if version == __version__ else f" (here: {__version__})"
    count = len(brief["translation"])
    return f"{count} sentences in {made:.0f} s by {translator}, Zhaiyi {version}{other}"


def _events(stream: httpx.Response) -> Iterator[tuple[str, Any]]:
    """Name and data of each event of the stream."""
    name, size = "", 0
    for line in stream.iter_lines():
        size += len(line)
        if size > _LONGEST:
            raise Fault("its API sends without end")
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            yield name, json.loads(line[6:])


def _finished(events: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """The brief of the last message. Raises `Fault` unless it is whole."""
    message: Any = None
    for name, data in events:
        if name == "error":
            raise Fault(f"it says: {data.get('error') if isinstance(data, dict) else data}")
        if isinstance(data, list) and data:
            message = data[0]
    phase = message.get("phase") if isinstance(message, dict) else None
    brief = message.get("brief") if isinstance(message, dict) else None
    if phase != "done" or not isinstance(brief, dict) or not brief["run"]["complete"]:
        raise Fault(f"the brief was not finished (its phase: {phase})")
    return brief
