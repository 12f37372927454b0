"""A visitor of the page without a browser: presses Start and watches, over HTTP as the page does.

Gradio's queue is spoken to directly (`queue/join`, then the events of `queue/data`), so that what
is measured is the page's whole way: the form's handler, the job, and every painting of it.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from gradio_client.utils import apply_diff

from zhaiyi.web.parts import join


@dataclass(frozen=True, slots=True)
class Handlers:
    """The page's handlers by name, with what its form holds when it is opened."""

    ids: dict[str, int]
    form: list[Any]
    text: int
    """Place of the text among the form's values."""

    @classmethod
    def read(cls, config: dict[str, Any]) -> Handlers:
        """From the page's ``/config``."""
        parts = {part["id"]: part["props"] for part in config["components"]}
        ids = {each["api_name"]: each["id"] for each in config["dependencies"]}
        start = next(each for each in config["dependencies"] if each["id"] == ids["start"])
        form = [parts[i].get("value") for i in start["inputs"]]
        names = [parts[i].get("elem_id") for i in start["inputs"]]
        return cls(ids, form, names.index("zp-text"))


@dataclass
class Visit:
    """What a visitor saw: seconds from Start to the key sentences, to the headline and to the end,
    the last state and the last brief, and whether the brief was ever another's."""

    text: str
    highlights: float | None = None
    seconds: float | None = None
    status: dict[str, Any] = field(default_factory=dict)
    brief: dict[str, Any] | None = None
    paintings: int = 0
    headline: float | None = None

    def see(self, view: dict[str, Any], status: dict[str, Any]) -> None:
        """Takes in one painting."""
        self.paintings += 1
        self.status = status
        if view["parts"]:
            self.brief = join(view["parts"])

    @property
    def own(self) -> bool:
        """The finished brief is of this visitor's text, and whole."""
        return not self.fault

    @property
    def fault(self) -> str:
        """What is wrong with the result, in words."""
        brief, phase = self.brief, self.status.get("phase")
        if brief is None or phase != "done":
            return f"it ended as {phase}: {self.status.get('error')}"
        if brief["article"]["text"].strip() != self.text.strip():
            return "it is of another text"
        done = {t["source"] for t in brief["translation"] if t["text"]}
        lacking = [
            s["text"]
            for s in brief["article"]["sentences"]
            if s["repeat_of"] is None and s["kind"] != "boilerplate" and s["id"] not in done
        ]
        return f"without a translation: {lacking[0]}" if lacking else ""


class Visitor:
    """One session of the page. `client` has the page's address as its base."""

    def __init__(self, client: httpx.AsyncClient, handlers: Handlers) -> None:
        self._client = client
        self._handlers = handlers
        self._session = secrets.token_hex(8)

    async def start(self, text: str) -> str:
        """Presses Start; the job's token. Raises `RuntimeError` with what the page said."""
        form = list(self._handlers.form)
        form[self._handlers.text] = text
        last = await self.press("start", form)
        if not last or not last[0]:
            raise RuntimeError(f"the page did not start: {last}")
        return str(last[0])

    async def press(self, name: str, data: list[Any]) -> list[Any]:
        """Calls a handler; its last outputs. Raises `RuntimeError` if it fails."""
        last: list[Any] = []
        async for outputs in self._call(name, data):
            last = outputs
        return last

    async def tap(self, name: str, data: list[Any]) -> None:
        """Calls a handler that does not stand in the queue."""
        body = {"data": data, "fn_index": self._handlers.ids[name], "session_hash": self._session}
        (await self._client.post("gradio_api/run/predict", json=body)).raise_for_status()

    async def upload(self, name: str, data: bytes) -> str:
        """Drops a file; where the server put it."""
        answer = await self._client.post("gradio_api/upload", files={"files": (name, data)})
        answer.raise_for_status()
        return str(answer.json()[0])

    async def follow(self, token: str) -> AsyncIterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The reading view's and the status line's values, as they are painted."""
        async for view, status in self._call("follow", [token]):
            yield view, status

    async def read(self, text: str) -> Visit:
        """Starts and watches to the end."""
        visit, began = Visit(text), time.perf_counter()
        async for view, status in self.follow(await self.start(text)):
            visit.see(view, status)
            if visit.highlights is None and visit.brief and visit.brief["highlights"]["key"]:
                visit.highlights = time.perf_counter() - began
            if visit.headline is None and visit.brief and visit.brief["title"]["text"]:
                visit.headline = time.perf_counter() - began
        visit.seconds = time.perf_counter() - began
        return visit

    async def _call(self, name: str, data: list[Any]) -> AsyncIterator[list[Any]]:
        """All outputs of a handler, again each time that one of them changes."""
        body = {
            "data": data,
            "fn_index": self._handlers.ids[name],
            "session_hash": self._session,
            "trigger_id": None,
            "event_data": None,
        }
        joined = await self._client.post("gradio_api/queue/join", json=body)
        joined.raise_for_status()
        event, outputs = joined.json()["event_id"], []
        async for message in self._messages():
            if message.get("event_id") != event:
                continue
            found = message.get("output", {}).get("data") or []
            if message["msg"] == "process_generating":
                outputs = _patched(outputs, found)
                yield outputs
            elif message["msg"] == "process_completed":
                if not message.get("success", True):
                    raise RuntimeError(f"{name} failed: {message['output']}")
                if found and not outputs:
                    yield found
                return

    async def _messages(self) -> AsyncIterator[dict[str, Any]]:
        address = f"gradio_api/queue/data?session_hash={self._session}"
        async with self._client.stream("GET", address, timeout=None) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])


def _patched(outputs: list[Any], found: list[Any]) -> list[Any]:
    """The first message holds whole values, each later one what has changed in them."""
    if not outputs:
        return list(found)
    return [apply_diff(old, change) for old, change in zip(outputs, found, strict=True)]
