"""What happens when a visitor does something. Handlers put work in line and poll: none blocks the
event loop, and whatever goes wrong becomes one line on the page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from zhaiyi.core.document import Term
from zhaiyi.core.errors import UnreadableInput, UsageError, ZhaiyiError
from zhaiyi.core.options import BriefOptions
from zhaiyi.core.settings import Quality
from zhaiyi.web import cards
from zhaiyi.web.form import can_be_read
from zhaiyi.web.jobs import State, Unknown
from zhaiyi.web.paint import NO_VIEW, Json, status, trouble, view
from zhaiyi.web.parts import Splitter
from zhaiyi.web.remedies import on_page
from zhaiyi.web.samples import Sample
from zhaiyi.web.service import Service
from zhaiyi.web.share import visitor
from zhaiyi.web.uploads import Upload

MAX_GLOSSARY = 1_000_000
NOT_SHARED = "This server does not open addresses from links: look at it and press Start."
SLOW_DOWN = 5
"""A long article is painted less often: at most a sixth of the time goes into painting it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The form as the visitor left it. `tab` is ``text``, ``file`` or ``address``."""

    tab: str
    text: str
    uploads: Sequence[Upload]
    address: str
    terms: Sequence[Term]
    options: BriefOptions
    owner: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a painting shows, whether the key sentences are there, and its processor seconds."""

    view: Json
    status: Json
    highlights: bool
    cost: float


def asked_tab(tab: str, **held: Sequence[object]) -> str:
    """The tab that is meant, of those that `held` names with what they hold: the open one, or,
    where that is empty, the only one that is not. Who is quick presses Start before the server has
    heard that another tab was opened."""
    full = [name for name, value in held.items() if value]
    return full[0] if len(full) == 1 else tab


class Actions:
    """The handlers of one page."""

    def __init__(self, service: Service, samples: Sequence[Sample]) -> None:
        self._service = service
        self._samples = {sample.name: sample for sample in samples}
        self._usual = next((pace for sample in samples if (pace := sample.pace())), None)

    async def start(
        self,
        tab: str,
        text: str,
        uploads: Mapping[str, Upload],
        address: str,
        terms: Sequence[Term],
        sentences: int,
        summary_only: bool,
        quality: str,
        force: bool,
        before: str,
        request: gr.Request,
    ) -> tuple[str, Any, Any]:
        """Begins what the form asks for: the job's token, or none and a line that says why; or a
        reading list, where it asks for several articles."""
        kind: Quality = "best" if quality == "best" else "fast"
        options = BriefOptions(int(sentences or 0) or None, summary_only, kind, force)
        held = tuple(dict(uploads or ()).values())
        meant = asked_tab(tab, text=text or "", file=held, address=address or "")
        wish = Wish(meant, text or "", held, address or "", terms or (), options, whose(request))
        try:
            if several := self._several(wish):
                items = await asyncio.to_thread(self._begin_list, several)
                return "", gr.skip(), {"items": [asdict(item) for item in items]}
            token = await asyncio.to_thread(self._begin, wish)
        except ZhaiyiError as error:
            return "", trouble(on_page(error)), gr.skip()
        self._service.jobs.leave(before)
        return token, gr.skip(), gr.skip()

    def _several(self, wish: Wish) -> list[tuple[str, Callable[[], str]]]:
        """Names of several files or addresses, and what puts each in line; nothing for one. Raises
        `UsageError` for too many."""
        service, how = self._service, (wish.options, wish.terms, wish.owner)
        wanted: list[tuple[str, Callable[[], str]]] = []
        if wish.tab == "file":
            wanted = [(up.name, partial(service.brief_upload, up, *how)) for up in wish.uploads]
        elif wish.tab == "address":
            urls = dict.fromkeys(wish.address.split())
            wanted = [(url, partial(service.brief_address, url, *how)) for url in urls]
        if len(wanted) > cards.MOST:
            raise UsageError(f"A reading list holds {cards.MOST} articles at most: take some away.")
        return wanted if len(wanted) > 1 else []

    def _begin_list(self, several: Iterable[tuple[str, Callable[[], str]]]) -> list[cards.Listed]:
        items = cards.begin(several)
        for item in items:
            self._service.jobs.mark_listed(item.token)
        return list(items)

    def _begin(self, wish: Wish) -> str:
        service, how = self._service, (wish.options, wish.terms, wish.owner)
        if wish.tab == "file":
            if not wish.uploads:
                raise UnreadableInput(
                    "No file is ready: choose one that can be read, or paste text."
                )
            return service.brief_upload(wish.uploads[0], *how)
        if wish.tab == "address":
            if not wish.address.strip():
                raise UnreadableInput("No address was given: paste one that begins with https://")
            return service.brief_address(wish.address, *how)
        if not wish.text.strip():
            raise UnreadableInput("There is no text yet: paste a Chinese article, or try a sample.")
        return service.brief_text(wish.text, *how)

    async def sample(
        self, before: str, event: gr.EventData, request: gr.Request
    ) -> tuple[str, Any, Any, Any, str]:
        """Shows a sample's stored brief, or makes one. Also fills and opens the paste box."""
        sample = self._samples.get(payload(event, "name"))
        if sample is None:
            return "", trouble("There is no such sample."), gr.skip(), gr.skip(), "text"
        try:
            token = await asyncio.to_thread(self._open, sample, whose(request))
        except ZhaiyiError as error:
            return "", trouble(on_page(error)), sample.text, gr.Tabs(selected="text"), "text"
        self._service.jobs.leave(before)
        return token, gr.skip(), sample.text, gr.Tabs(selected="text"), "text"

    def _open(self, sample: Sample, owner: str) -> str:
        brief = sample.brief()
        if brief is not None:
            return self._service.jobs.keep(brief, owner)
        return self._service.brief_text(sample.text, BriefOptions(), owner=owner)

    async def shared(self, address: str, request: gr.Request) -> tuple[str, Any, Any, Any, Any]:
        """A link from elsewhere names an address: it is opened, if the operator lets it. Where
        addresses may lead into the local network it is only filled in: a stranger's link must not
        make this server ask there."""
        nothing = ("", gr.skip(), gr.skip(), gr.skip(), gr.skip())
        if not address:
            return nothing
        limits, filled = self._service.limits, (address, gr.Tabs(selected="address"), "address")
        if not limits.share:
            return "", trouble(NOT_SHARED), *filled
        if limits.allow_private:
            return "", gr.skip(), *filled
        begin = self._service.brief_address
        try:
            token = await asyncio.to_thread(begin, address, BriefOptions(), (), whose(request))
        except ZhaiyiError as error:
            return "", trouble(on_page(error)), *filled
        return token, gr.skip(), *filled

    async def follow(self, token: str) -> AsyncIterator[tuple[Any, Any]]:
        """The job as it goes on: reading view, status."""
        if not token:
            yield gr.skip(), gr.skip()
            return
        shown: object = None
        pause = soon = self._service.limits.poll / 3
        paint = partial(self._paint, token, Splitter())
        while True:
            try:
                state = self._service.jobs.look(token)
                now = (state.version, state.position, state.wait and round(state.wait))
                drawn = await asyncio.to_thread(paint, state) if now != shown else None
            except Unknown as error:
                # One that was here a moment ago has made way for another, which is shown already.
                if shown is None:
                    yield NO_VIEW, trouble(on_page(error), forget=True)
                return
            if drawn is not None:
                shown = now
                yield drawn.view, drawn.status
                pause = max(self._service.limits.poll, SLOW_DOWN * drawn.cost)
            if state.ended:
                return
            await asyncio.sleep(pause if drawn is None or drawn.highlights else soon)

    def _paint(self, token: str, splitter: Splitter, state: State) -> Drawn:
        began = time.thread_time()
        brief = self._service.jobs.brief(token)
        drawn = view(brief, state, splitter, token), status(token, state, brief)
        highlights = brief is not None and bool(brief.highlights.scores)
        return Drawn(*drawn, highlights, time.thread_time() - began)

    def stop(self, token: str) -> None:
        """Stop: the handler that follows the job shows the rest."""
        self._service.jobs.stop(token)

    async def pace(self) -> Json:
        """What the length hint and the page's first lines need to know. The rate, in characters a
        second, is that of the samples' briefs until this server has made one."""
        most = self._service.limits.max_chars
        return {
            "rate": self._service.jobs.rate() or self._usual,
            "max": most,
            "preparing": self._service.preparing,
            "share": self._service.limits.share,
        }

    async def take_files(
        self, paths: Sequence[str] | None, before: Mapping[str, Upload], request: gr.Request
    ) -> tuple[Mapping[str, Upload], Any]:
        """Uploaded articles go into the session's memory, their files away; a line says so, or why
        one cannot be read. `before` is what was taken already, by the place of its file."""
        taken, troubles = {}, []
        for path in paths or ():
            try:
                upload = dict(before or ()).get(path) or await self._taken(path, whose(request))
                taken[path] = upload
            except ZhaiyiError as error:
                troubles.append(on_page(error))
        if troubles:
            return taken, {"trouble": " ".join(troubles)}
        if not taken:
            return taken, can_be_read()
        names = [upload.name for upload in taken.values()]
        one = {"say": "ready", "name": names[0]}
        return taken, one if len(names) == 1 else {"say": "ready_n", "n": len(names)}

    async def _taken(self, path: str, owner: str) -> Upload:
        take, limit = self._service.uploads.take, self._service.limits.max_bytes
        upload = await asyncio.to_thread(take, Path(path), limit, owner)
        await asyncio.to_thread(self._service.look_at, upload)
        return upload

    async def take_terms(self, path: str | None) -> tuple[Sequence[Term], Any]:
        """An uploaded glossary becomes terms, with a line that counts them; its file goes away."""
        if not path:
            return (), ""
        try:
            take = self._service.uploads.take_terms
            terms = await asyncio.to_thread(take, Path(path), MAX_GLOSSARY)
        except ZhaiyiError as error:
            return (), refused(error)
        count = len(terms)
        line = {"say": "terms_one"} if count == 1 else {"say": "terms_n", "n": count}
        return terms, line


def refused(error: ZhaiyiError) -> Json:
    """The line beside a control whose file was not taken."""
    return {"trouble": on_page(error)}


def payload(event: gr.EventData, name: str) -> str:
    """What the page's script says with an event; empty where it does not."""
    data = event._data
    return str(data.get(name, ""))[:200] if isinstance(data, dict) else ""


def whose(request: gr.Request) -> str:
    """The visitor behind a call of a handler."""
    return visitor(request.client.host if request.client else "", request.headers)
