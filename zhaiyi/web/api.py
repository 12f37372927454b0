"""The public endpoints: ``/brief``, ``/translate``, ``/check``, streaming, also as MCP tools. See
docs/api.md. Their docstrings are what a program is told of them, so they keep to the form that
Gradio reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr
from gradio.events import api

from zhaiyi.core.errors import UsageError, ZhaiyiError
from zhaiyi.core.options import BriefOptions
from zhaiyi.examine import record
from zhaiyi.examine.judge import PORTION
from zhaiyi.render.render_json import to_dict
from zhaiyi.web import arguments
from zhaiyi.web.jobs import State
from zhaiyi.web.service import Service

SENT = "the text"
"""What errors call the text that a program sent."""


class Api:
    """The endpoints of one server."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._checking = asyncio.Semaphore(1)

    def publish(self) -> None:
        """Adds the endpoints to the Blocks that are open."""
        api(self.brief, api_name="brief", concurrency_limit=None)
        api(self.translate, api_name="translate", concurrency_limit=None)
        api(self.check, api_name="check", concurrency_limit=None)

    async def brief(
        self,
        text: str,
        sentences: int = 0,
        summary_only: bool = False,
        quality: str = "fast",
    ) -> AsyncIterator[dict[str, Any]]:
        """Brief a Chinese news article in English: headline, summary with the Chinese sentences
        that each summary sentence stands on, full translation, and what the checks found.

        Args:
            text: The whole article in Chinese, its title in the first line.
            sentences: Length of the summary in sentences; 0 chooses by the article's length.
            summary_only: Leave out the full translation.
            quality: "fast", or "best", which takes about twice as long.

        Returns:
            Messages with phase, done, total, seconds_left and brief: the JSON of schema
            zhaiyi.brief/1 as far as it has come. The last one has the phase "done".
        """
        try:
            whole = arguments.article("text", text)
            options = BriefOptions(
                arguments.count("sentences", sentences) or None,
                arguments.choice("summary_only", summary_only),
                arguments.quality(quality),
            )
            token = await asyncio.to_thread(self._service.brief_text, whole, options, name=SENT)
            async for state in self._states(token):
                brief = self._service.jobs.brief(token)
                tree = await asyncio.to_thread(to_dict, brief) if brief is not None else None
                yield _message(state) | {"brief": tree}
        except ZhaiyiError as error:
            raise gr.Error(error.bare, print_exception=False) from None

    async def translate(
        self, lines: list[str], quality: str = "fast"
    ) -> AsyncIterator[dict[str, Any]]:
        """Translate Chinese lines into English, one line for each, with checked numbers and names.

        Args:
            lines: The Chinese lines.
            quality: "fast", or "best", which takes about twice as long.

        Returns:
            Messages with phase, done, total, seconds_left and lines: the English of each line,
            null where it is still to come. The last one has the phase "done".
        """
        try:
            wanted = arguments.lines("lines", lines)
            token = self._service.translate(wanted, arguments.quality(quality))
            async for state in self._states(token):
                brief = self._service.jobs.brief(token)
                done = {t.source: t.text for t in brief.translations} if brief else {}
                yield _message(state) | {"lines": [done.get(i) for i in range(len(wanted))]}
        except ZhaiyiError as error:
            raise gr.Error(error.bare, print_exception=False) from None

    async def check(self, zh: list[str], en: list[str]) -> AsyncIterator[dict[str, Any]]:
        """Check an English translation of Chinese sentences, whoever made it: wrong numbers, dates
        and names, what was left out, and how sure each sentence is.

        Args:
            zh: The Chinese sentences, in order.
            en: The English of each.

        Returns:
            Messages with phase, done, total and rows. The last one has the phase "done" and in
            rows for each sentence zh, en, confidence (0 to 1, null without an estimator), level
            ("sure", "look" or "doubtful"), findings, and the doubtful parts as [start, end].
        """
        try:
            chinese, english = arguments.lines("zh", zh), arguments.lines("en", en)
            if len(chinese) != len(english):
                raise UsageError(
                    f"zh and en are to be of one length, not {len(chinese)} and {len(english)}"
                )
            async with self._checking:
                found = self._service.check(list(zip(chinese, english, strict=True)))
                rows: list[dict[str, Any]] = []
                while (one := await asyncio.to_thread(next, found, None)) is not None:
                    rows.append(record(one))
                    if len(rows) % PORTION == 0:
                        yield _checked("working", len(rows), len(chinese))
            yield _checked("done", len(rows), len(chinese)) | {"rows": rows}
        except ZhaiyiError as error:
            raise gr.Error(error.bare, print_exception=False) from None

    async def _states(self, token: str) -> AsyncIterator[State]:
        """The job's states as they change; it is forgotten behind the last one. Raises what it
        failed with."""
        jobs, shown = self._service.jobs, -1
        try:
            while True:
                state = jobs.look(token)
                if state.phase == "failed":
                    raise ZhaiyiError(state.error)
                if state.version != shown:
                    shown = state.version
                    yield state
                if state.ended:
                    return
                await asyncio.sleep(self._service.limits.poll)
        finally:
            jobs.forget(token)


def _checked(phase: str, done: int, total: int) -> dict[str, Any]:
    return {"phase": phase, "done": done, "total": total, "rows": None}


def _message(state: State) -> dict[str, Any]:
    return {
        "phase": state.phase,
        "done": state.done,
        "total": state.total,
        "seconds_left": state.seconds_left,
    }
