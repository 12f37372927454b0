"""The server's own routes: what the page needs and Gradio need not carry. All but `ready` and
`open` are known by the token of a job alone, and answer 404 to any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from zhaiyi.core.document import Brief
from zhaiyi.core.errors import UnreadableInput, UsageError, ZhaiyiError
from zhaiyi.render import FORMATS, render
from zhaiyi.render.render_json import to_dict
from zhaiyi.web.cards import card
from zhaiyi.web.jobs import Busy, Unknown
from zhaiyi.web.remedies import on_page
from zhaiyi.web.service import Service
from zhaiyi.web.share import visitor

MAX_BODY = 3_000_000
"""Bytes of a posted brief."""
MAX_REQUEST = 20_000
"""Bytes of a posted edit or term."""
PLACES = {"translation": "t", "summary": "m", "title": "h"}
NO_STORE = {"cache-control": "no-store"}

Answer = Callable[..., Any]


def told(handler: Answer) -> Answer:
    """What Zhaiyi raises on purpose becomes a status and one line."""

    @wraps(handler)
    async def answer(self: Routes, request: Request) -> Response:
        try:
            response: Response = await handler(self, request)
        except Unknown as error:
            return _line(error, 404)
        except Busy as error:
            return _line(error, 503)
        except ZhaiyiError as error:
            return _line(error, 400)
        return response

    return answer


@dataclass(frozen=True, slots=True)
class Routes:
    """Downloads, edits, changed terms, signs of life. What a handler raises, `told` answers."""

    service: Service

    def all(self) -> list[Route]:
        """To be mounted in front of Gradio's own."""
        return [
            Route("/zhaiyi/download/{token}/{format}", self.download),
            Route("/zhaiyi/brief/{token}", self.brief),
            Route("/zhaiyi/words/{token}", self.words),
            Route("/zhaiyi/card/{token}", self.card),
            Route("/zhaiyi/ready", self.ready),
            Route("/zhaiyi/alive/{token}", self.alive, methods=["POST"]),
            Route("/zhaiyi/edit/{token}", self.edit, methods=["POST"]),
            Route("/zhaiyi/redo/{token}", self.redo, methods=["POST"]),
            Route("/zhaiyi/goon/{token}", self.go_on, methods=["POST"]),
            Route("/zhaiyi/open", self.open, methods=["POST"]),
        ]

    @told
    async def download(self, request: Request) -> Response:
        """``GET zhaiyi/download/{token}/{format}``: the file, made now, with what was written by
        hand. ``?summary=paragraph`` lets the summary run on."""
        name = request.path_params["format"]
        token = request.path_params["token"]
        brief = self.service.jobs.brief(token)
        if name not in FORMATS or brief is None:
            raise Unknown("There is nothing to download.")
        paragraph = request.query_params.get("summary") == "paragraph"
        aid = await run_in_threadpool(self.service.words, token) if name == "html" else None
        data = await run_in_threadpool(render, brief, name, aid=aid, paragraph=paragraph)
        headers = NO_STORE | {
            "content-disposition": _disposition(brief.headline.text, FORMATS[name].suffix),
            "content-security-policy": "sandbox; default-src 'none'",
        }
        return Response(data, media_type=FORMATS[name].mime, headers=headers)

    @told
    async def brief(self, request: Request) -> Response:
        """``GET zhaiyi/brief/{token}``: the whole brief as JSON, for the browser to keep."""
        found = self.service.jobs.brief(request.path_params["token"])
        return await _as_json(found) if found else Response(status_code=204)

    @told
    async def words(self, request: Request) -> Response:
        """``GET zhaiyi/words/{token}``: pinyin and English of the article's words."""
        aid = await run_in_threadpool(self.service.words, request.path_params["token"])
        return JSONResponse(aid, headers=NO_STORE) if aid else Response(status_code=204)

    @told
    async def card(self, request: Request) -> Response:
        """``GET zhaiyi/card/{token}?seen=…``: what the reading list shows of a job (`cards.card`);
        nothing while it is what was seen. A sign of life."""
        token = request.path_params["token"]
        state = self.service.jobs.look(token)
        brief = await run_in_threadpool(self.service.jobs.brief, token)
        shown = await run_in_threadpool(card, brief, state)
        if shown["seen"] == request.query_params.get("seen"):
            return Response(status_code=204)
        return JSONResponse(shown, headers=NO_STORE)

    @told
    async def alive(self, request: Request) -> Response:
        """``POST zhaiyi/alive/{token}``: the visitor's page is still open."""
        self.service.jobs.look(request.path_params["token"])
        return Response(status_code=204)

    async def ready(self, request: Request) -> Response:
        """``GET zhaiyi/ready``: a line while the model is being fetched, else an empty one; and
        whether an article can be translated at once, or why not."""
        service = self.service
        tree = {"line": service.preparing, "ready": service.ready, "trouble": service.trouble}
        return JSONResponse(tree, headers=NO_STORE)

    @told
    async def edit(self, request: Request) -> Response:
        """``POST zhaiyi/edit/{token}`` with ``{"id", "text", "part"}``: the visitor's own words for
        a sentence (`part` is ``translation``, ``summary`` or ``title``); no text gives the
        machine's back. Answers with the brief."""
        body = await _posted(request, MAX_REQUEST)
        part, number, text = body.get("part", "translation"), body.get("id", 0), body.get("text")
        if (
            not isinstance(part, str)
            or part not in PLACES
            or not _is_count(number)
            or not isinstance(text, str | None)
        ):
            raise UsageError('an edit is {"id": number, "text": words, "part": place}')
        ref = "h" if part == "title" else f"{PLACES[part]}{number + 1}"
        token = request.path_params["token"]
        edit = self.service.jobs.edit
        return await _as_json(await run_in_threadpool(edit, token, ref, text or None))

    @told
    async def redo(self, request: Request) -> Response:
        """``POST zhaiyi/revise/{token}`` with ``{"source", "target"}``: the sentences that use the
        term are done again."""
        body = await _posted(request, MAX_REQUEST)
        source, target = body.get("source"), body.get("target")
        if not isinstance(source, str) or not isinstance(target, str):
            raise UsageError('a term is {"source": Chinese, "target": English}')
        await run_in_threadpool(self.service.revise, request.path_params["token"], source, target)
        return Response(status_code=204)

    @told
    async def go_on(self, request: Request) -> Response:
        """``POST zhaiyi/goon/{token}``: a stopped article is finished."""
        await run_in_threadpool(self.service.go_on, request.path_params["token"])
        return Response(status_code=204)

    @told
    async def open(self, request: Request) -> Response:
        """``POST zhaiyi/open`` with a brief as JSON: ``{"token"}`` of a job that holds it."""
        data = await _body(request, MAX_BODY)
        owner = visitor(request.client.host if request.client else "", request.headers)
        token = await run_in_threadpool(self.service.open, data, owner)
        return JSONResponse({"token": token}, headers=NO_STORE)


async def _as_json(brief: Brief) -> Response:
    tree = await run_in_threadpool(to_dict, brief)
    return await run_in_threadpool(partial(JSONResponse, tree, headers=NO_STORE))


async def _body(request: Request, limit: int) -> bytes:
    """The posted bytes, of which no more than `limit` are ever held. They have to call themselves
    JSON: a form of another site cannot."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnreadableInput("post JSON, with the header Content-Type: application/json")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise UnreadableInput(f"too large: at most {limit:,} bytes")
    return bytes(data)


async def _posted(request: Request, limit: int) -> dict[str, Any]:
    try:
        tree = json.loads(await _body(request, limit))
        json.dumps(tree, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UsageError("this holds half a character (a lone surrogate)") from None
    except (ValueError, RecursionError):
        tree = None
    if not isinstance(tree, dict):
        raise UsageError("this is no JSON object")
    return tree


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _line(error: ZhaiyiError, status: int) -> Response:
    return PlainTextResponse(on_page(error), status, headers=NO_STORE)


def _disposition(title: str, suffix: str) -> str:
    """A file name from the headline, escaped as RFC 6266 wants it."""
    name = quote(f"{title[:60].strip(' .') or 'brief'}{suffix}", safe="", errors="replace")
    return f"attachment; filename=\"brief{suffix}\"; filename*=UTF-8''{name}"
