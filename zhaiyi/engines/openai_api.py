"""Any server that speaks OpenAI's protocol: vLLM, SGLang, llama-server, Ollama.

Many requests are under way at once, of all callers; the server batches them. That is how a team
runs Zhaiyi on its GPUs. What can pass is tried again with growing pauses (as long as the server
asks for, if it does); what cannot ends its caller's work with a line that says what to mend.
Several servers of one model share the work (`api_servers`).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from zhaiyi.core.errors import EngineError, ModelMissing
from zhaiyi.core.logs import quiet
from zhaiyi.core.settings import Settings
from zhaiyi.engines.api_loop import Loop, arrived
from zhaiyi.engines.api_servers import LONGEST_WAIT, Address, Addresses, Server
from zhaiyi.engines.base import ContinuousEngine, FinishReason, Request, Result
from zhaiyi.engines.costs import ON_GPU
from zhaiyi.models.cards import Card
from zhaiyi.models.formats import ApiFormat

if TYPE_CHECKING:
    import httpx

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Answers that may be another one the next time."""
_TOO_LONG = re.compile(r"context|too (?:long|large|many)|maximum|exceed|token", re.IGNORECASE)
_THOUGHT = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)\s*", re.DOTALL)
_TICK = 0.05
"""Seconds between looks at what callers want."""


class _Unusable(Exception):
    """An answer that may be better the next time: `wait` is what the server asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class OpenAIEngine(ContinuousEngine):
    """Asks `server`. `name` is the card's, `form` how prompts are sent, `stop` what ends an output
    of the completions endpoint."""

    def __init__(
        self, name: str, server: Server, form: ApiFormat, stop: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._name = name
        self._server = server
        self._form = form
        self._stop = list(stop[:4])  # the protocol takes no more
        self._model = server.model
        self._addresses = Addresses(server)
        self._loop: Loop | None = None
        self._http: httpx.AsyncClient | None = None
        self._under_way: dict[int, Future[None]] = {}
        self._results: SimpleQueue[tuple[int, Result | EngineError]] = SimpleQueue()
        self._numbers = 0
        self.rows = self._addresses.room
        self.stats.meter.usual = ON_GPU

    @property
    def signature(self) -> str:
        named = (each.model for each in self._addresses.all if each.model)
        model = self._model or next(named, "first")
        return f"{self._name}/{model} {self._form.endpoint} {self._server.host}"

    def load(self) -> None:
        """Asks which models the server has, if the settings name none."""
        if not self._model and not any(each.model for each in self._addresses.all):
            # a loop of its own, in a thread: the caller's may run already, as in a notebook
            with ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, self._name_models()).result()

    def add(self, request: Request) -> int:
        self.load()
        if self._loop is None or self._http is None:
            self._loop, self._http = Loop(), self._client()
        self._numbers += 1
        asking = self._told(self._numbers, request, self._http)
        self._under_way[self._numbers] = self._loop.start(asking)
        return self._numbers

    def step(self) -> list[tuple[int, Result | EngineError]]:
        """What has been answered since the last call, for which it waits a moment."""
        started = time.perf_counter()
        self.rows = self._addresses.room
        ended = [
            (number, answer)
            for number, answer in arrived(self._results, _TICK)
            if self._under_way.pop(number, None) is not None
        ]
        for _, answer in ended:
            if isinstance(answer, Result):
                self._count(answer)
        self._rest()
        self.stats.seconds += time.perf_counter() - started
        return ended

    def drop(self, number: int) -> None:
        if (asked := self._under_way.pop(number, None)) is not None:
            asked.cancel()
        self._rest()

    def close(self) -> None:
        for number in tuple(self._under_way):
            self.drop(number)
        self._rest()

    def _rest(self) -> None:
        """Lets go of connections and thread until there is something to ask again."""
        if self._loop is not None and self._http is not None and not self._under_way:
            self._loop.close(self._http.aclose())
            self._loop = self._http = None

    def _count(self, result: Result) -> None:
        self.stats.steps += 1
        self.stats.prompt_tokens += result.prompt_tokens
        self.stats.output_tokens += result.output_tokens

    # -- in the event loop -------------------------------------------------------------------

    async def _told(self, number: int, request: Request, client: httpx.AsyncClient) -> None:
        """Puts what a request is answered with, or the error that it met, to the results."""
        try:
            answer: Result | EngineError = await self._answer(request, client)
        except EngineError as error:
            answer = error
        except Exception as error:  # a fault of ours is not to be waited for
            answer = EngineError(f"asking the server failed: {type(error).__name__}: {error}")
        self._results.put((number, answer))

    def _client(self) -> httpx.AsyncClient:
        import httpx

        key = self._server.key
        return httpx.AsyncClient(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(self._server.timeout, connect=10.0, pool=None),
            limits=httpx.Limits(max_connections=self._server.parallel * len(self._addresses.all)),
        )

    async def _answer(self, request: Request, client: httpx.AsyncClient) -> Result:
        path = "chat/completions" if self._form.endpoint == "chat" else "completions"
        data = await self._asked(client, "POST", path, self._body(request))
        if data is None:
            return Result(request.id, "", finish="length")
        return _result(request, data)

    def _body(self, request: Request) -> dict[str, Any]:
        prompt = request.source if request.prompt is None else request.prompt
        decoding = request.decoding
        body: dict[str, Any] = {
            "max_tokens": request.max_new_tokens,
            "temperature": decoding.temperature,
            "seed": decoding.seed,
            "stream": False,
        }
        if self._form.endpoint == "chat":
            body["messages"] = [{"role": "user", "content": prompt}]
        else:
            body |= {"prompt": prompt, "stop": self._stop}
        if decoding.candidates > 1 and decoding.temperature > 0:
            body["n"] = decoding.candidates
        if decoding.repetition_penalty > 1:  # the protocol's own word for it
            body["frequency_penalty"] = decoding.frequency_penalty
        return body

    async def _name_models(self) -> None:
        """Has the first server that answers name its model; the others do when they are asked."""
        try:
            async with self._client() as client:
                await self._asked(client, "GET", "models")
        except EngineError as error:
            raise ModelMissing(str(error)) from error

    async def _model_of(self, client: httpx.AsyncClient, address: Address) -> str:
        """The model that a server is asked for."""
        if not self._model and not address.model:
            address.model = _first(await self._sent(client, address, "GET", "models"))
            if not address.model:
                raise EngineError(f"the server {address.host} names no model: set ZHAIYI_API_MODEL")
        return self._model or address.model

    # -- one question ------------------------------------------------------------------------

    async def _asked(
        self, client: httpx.AsyncClient, method: str, path: str, body: Any = None
    ) -> dict[str, Any] | None:
        """The server's answer, tried for as often as may help. None: the prompt is too long.
        Raises `EngineError`."""
        import stamina

        quiet("stamina")  # it has a word on every retry
        server = self._server
        try:
            async for attempt in stamina.retry_context(
                on=_pause_after,
                attempts=self._addresses.tries,
                timeout=None,
                wait_initial=server.pause,
                wait_jitter=server.pause,
                wait_max=LONGEST_WAIT / 2,
            ):
                with attempt, self._addresses.asked() as address:
                    return await self._once(client, address, method, path, body)
        except _Unusable as error:
            raise EngineError(
                f"the server {server.host} gave no usable answer in {self._addresses.tries} tries "
                f"({error}): check it, or ZHAIYI_API_URL and ZHAIYI_API_TIMEOUT"
            ) from error
        raise AssertionError("a retry ends with an answer or an error")

    async def _once(
        self, client: httpx.AsyncClient, address: Address, method: str, path: str, body: Any
    ) -> dict[str, Any] | None:
        """One try at one server; one that fails is left out, and another asked at once."""
        try:
            model = await self._model_of(client, address)
            if path == "models":
                return {}
            data = await self._sent(client, address, method, path, {"model": model, **body})
        except _Unusable as error:
            if self._addresses.failed(address, error.wait):
                error.wait = 0.0
            raise
        self._addresses.answered(address)
        return data

    async def _sent(
        self,
        client: httpx.AsyncClient,
        address: Address,
        method: str,
        path: str,
        body: Any = None,
    ) -> dict[str, Any] | None:
        import httpx

        try:
            response = await client.request(method, f"{address.url}/{path}", json=body)
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise EngineError(
                f"{address.url} is no address of a server: "
                "write ZHAIYI_API_URL like http://localhost:8000/v1"
            ) from error
        except httpx.TimeoutException as error:
            raise _Unusable(f"no answer within {self._server.timeout:g} s") from error
        except httpx.HTTPError as error:
            raise _Unusable(_one_line(error) or type(error).__name__) from error
        if response.status_code in _AGAIN:
            wait = _wanted_wait(response.headers.get("Retry-After", ""))
            raise _Unusable(f"status {response.status_code}", wait)
        if response.is_success:
            return _json(response)
        said = _one_line(_reason(response))
        if response.status_code in {400, 413, 422} and _TOO_LONG.search(said):
            return None
        raise self._refusal(response, said, address)

    def _refusal(self, response: httpx.Response, said: str, address: Address) -> EngineError:
        """A refusal in words, with what to mend."""
        model = self._model or address.model
        remedies = {
            401: "set ZHAIYI_API_KEY",
            403: "set ZHAIYI_API_KEY",
            404: f"check ZHAIYI_API_URL (with its /v1) and the model {model}",
        }
        remedy = remedies.get(response.status_code, "check the model and its settings")
        return EngineError(
            f"the server {address.host} refuses with {response.status_code}"
            f"{f' ({said})' if said else ''}: {remedy}"
        )


def _pause_after(error: Exception) -> bool | timedelta:
    """Whether to try again after an error, and in which time if the server said so."""
    if not isinstance(error, _Unusable):
        return False
    return True if error.wait is None else timedelta(seconds=error.wait)


def _wanted_wait(text: str) -> float | None:
    """Seconds of a ``Retry-After``; a date in it counts as no word."""
    try:
        return min(LONGEST_WAIT, max(0.0, float(text)))
    except ValueError:
        return None


def _first(data: dict[str, Any] | None) -> str:
    """The first model that a server names; empty where it names none."""
    models = data.get("data") if data else None
    if not isinstance(models, list) or not models or not isinstance(models[0], dict):
        return ""
    return str(models[0].get("id", ""))


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        data = response.json()
    except ValueError as error:
        raise _Unusable("the answer is not JSON") from error
    if not isinstance(data, dict):
        raise _Unusable("the answer is no JSON object")
    return data


def _result(request: Request, data: dict[str, Any]) -> Result:
    """The result in an answer. Raises `EngineError` where it is in none of the known shapes."""
    try:
        choices = data["choices"]
        texts = tuple(_text(choice) for choice in choices)
        reason = choices[0].get("finish_reason")
        usage = data.get("usage") or {}
        counts = int(usage.get("prompt_tokens", 0)), int(usage.get("completion_tokens", 0))
        finish: FinishReason = "length" if reason == "length" else "stop"
        return Result(request.id, texts[0], finish, texts, None, *counts)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise EngineError(
            f"the server's answer has no text in it ({type(error).__name__}: {error}): "
            "is ZHAIYI_API_URL an OpenAI-compatible address?"
        ) from error


def _text(choice: dict[str, Any]) -> str:
    """Stripped text of one choice, without what a model thought aloud before."""
    message = choice.get("message")
    text = message["content"] if message is not None else choice["text"]
    return _THOUGHT.sub("", text or "").strip()


def _reason(response: httpx.Response) -> str:
    """What the server says of an error, in whichever of the usual places."""
    try:
        data = response.json()
    except ValueError:
        return response.text
    error = data.get("error", data) if isinstance(data, dict) else data
    return str(error.get("message", error) if isinstance(error, dict) else error)


def _one_line(reason: object) -> str:
    return " ".join(str(reason).split())[:200]


def is_here(urls: str) -> bool:
    """True for an address on this machine, or several."""
    return all(_is_here(url) for url in Server(urls).urls)


def _is_here(url: str) -> bool:
    import httpx

    host = httpx.URL(url).host
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def from_card(card: Card, folder: Path, settings: Settings) -> OpenAIEngine:
    """The engine of a card; it has no files. Raises `ModelMissing` where no server is named, or
    where the settings forbid to ask the network for one."""
    assert card.api is not None
    url = settings.api_url or card.api.base_url
    if not url:
        raise ModelMissing(
            f"the model {card.name} needs a server: set ZHAIYI_API_URL, "
            "for example to http://localhost:8000/v1"
        )
    if settings.offline and not is_here(url):
        raise ModelMissing(f"the server of {card.name} is not on this machine: leave --offline out")
    server = Server(
        url,
        settings.api_model or card.api.model,
        settings.api_key.get_secret_value(),
        settings.api_parallel,
        settings.api_timeout,
    )
    return OpenAIEngine(card.name, server, card.api, card.chat.eos if card.chat else ())
