"""The server: Gradio's app with two routes of ours and a policy that keeps the page to itself."""

from __future__ import annotations

import json
import os
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Unpack

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhaiyi.core.errors import ModelMissing, UsageError, ZhaiyiError
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import stoppable
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Progress, Store
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.web.actions import Actions
from zhaiyi.web.api import Api
from zhaiyi.web.hosts import Doorkeeper, allowed
from zhaiyi.web.limits import Serving, WebLimits, load_limits
from zhaiyi.web.metrics import Signs
from zhaiyi.web.page import build, head, theme
from zhaiyi.web.routes import Routes
from zhaiyi.web.samples import Sample, find_samples
from zhaiyi.web.service import Service
from zhaiyi.web.sign_in import Accounts, SignIn, way_of
from zhaiyi.web.stopping import finish
from zhaiyi.web.uploads import Intake

HOST, PORT = "127.0.0.1", 7860
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'"
)
"""Gradio needs inline scripts and eval; what this forbids is asking any other host."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Guard:
    """Adds `HEADERS` to every answer that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", ())}
                more = [(name, value) for name, value in HEADERS if name not in present]
                message = {**message, "headers": [*message.get("headers", ()), *more]}
            await send(message)

        await self._app(scope, receive, guarded)


def make_page(service: Service, samples: Sequence[Sample] | None = None) -> gr.Blocks:
    """The page of a service, ready to be launched; by default with the samples of Zhaiyi."""
    samples = find_samples() if samples is None else samples
    return build(Actions(service, samples), samples, Api(service).publish)


def launch(
    service: Service,
    *,
    host: str,
    port: int | None,
    samples: Sequence[Sample] | None = None,
    quiet: bool = False,
) -> tuple[gr.Blocks, str]:
    """Starts the server; its page and local address. Raises `UsageError` for a taken port, or
    accounts that cannot be read."""
    options = _options(service, host, port)
    service.uploads.folder = Path(get_upload_folder())
    page = make_page(service, samples)
    page.queue(default_concurrency_limit=None, max_size=None)
    try:
        with redirect_stdout(StringIO() if quiet else sys.stdout):  # it tells of MCP in any case
            _, url, _ = page.launch(**options, quiet=quiet, prevent_thread_lock=True)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used ({error}): choose another with --port"
        ) from None
    answer_in_json(page)
    return page, url


def answer_in_json(page: gr.Blocks) -> None:
    """Lets the MCP tools answer in JSON: Gradio writes a mapping as Python does."""
    if page.mcp_server_obj is not None:
        page.mcp_server_obj.postprocess_output_data = _json_contents  # type: ignore[method-assign]


def _json_contents(data: list[Any], root_url: str) -> list[Any]:
    from mcp.types import TextContent

    return [TextContent(type="text", text=json.dumps(each, ensure_ascii=False)) for each in data]


def _options(service: Service, host: str, port: int | None) -> dict[str, Any]:
    way = way_of(service.limits)
    return {
        "auth": way.knows if isinstance(way, Accounts) else None,
        "server_name": host,
        "server_port": port or None,
        "share": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": True,
        "enable_monitoring": False,
        "show_error": False,
        "run_history": False,
        "footer_links": ["api"],
        "head": head(),
        "theme": theme(),
        "max_file_size": service.limits.max_bytes,
        "app_kwargs": {
            "routes": [*Routes(service).all(), *Signs(service).all()],
            "middleware": [
                Middleware(Guard),
                Middleware(Doorkeeper, allowed(host, service.limits.hosts)),
                *([Middleware(SignIn, way)] if way is not None else []),
                Middleware(Intake, service.uploads, service.limits.max_bytes),
            ],
        },
    }


def serve(settings: Settings, **how: Unpack[Serving]) -> None:
    """Serves the page until Ctrl-C or SIGTERM. Raises `UsageError` for a taken port, or for a model
    that there is no card of."""
    settings, model = forgetful(settings), how.get("model")
    card = load_card(model or DEFAULT_CARD)
    store = Store.from_settings(settings)
    wanted = partial(store.ensure, card) if how.get("fetch") and not settings.offline else None
    service = Service(Zhaiyi(model=model, settings=settings), _limits(how))
    try:
        with own_upload_folder(), stoppable() as stop:
            host, port = how.get("host", HOST), how.get("port", PORT)
            page, url = launch(service, host=host, port=port, quiet=True)
            tell(f"Zhaiyi is at {url} (Ctrl-C ends it)")
            if how.get("browser") and has_screen(os.environ, sys.platform):
                webbrowser.open(url)
            threading.Thread(target=_warm, args=(service, wanted), name="warm", daemon=True).start()
            stop.wait()
            finish(service, tell)
            page.close(verbose=False)
    finally:
        service.close()


def _limits(how: Serving) -> WebLimits:
    """Those of the environment, but for what `how` says."""
    given = {
        "hosts": how.get("hosts"),
        "allow_private": how.get("allow_private") or None,
        "running": how.get("workers"),
    }
    return load_limits(**{name: value for name, value in given.items() if value is not None})


@contextmanager
def own_upload_folder() -> Iterator[None]:
    """For the time of a server, a folder for the uploads that no other program of Gradio's uses,
    so that they can be counted; it goes with the server."""
    above = os.environ.get("GRADIO_TEMP_DIR")
    if above:
        Path(above).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="zhaiyi-", dir=above, ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        try:
            yield
        finally:
            os.environ.pop("GRADIO_TEMP_DIR")
            if above:
                os.environ["GRADIO_TEMP_DIR"] = above


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser would come up in a window, and not in the terminal."""
    desk = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return platform in {"darwin", "win32"} or bool(desk)


def forgetful(settings: Settings) -> Settings:
    """The page keeps no translations of its visitors, unless somebody switched that on."""
    if "memory" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"memory": False})


def tell(line: str) -> None:
    """One line to whoever started the server."""
    print(line, file=sys.stderr, flush=True)


def _warm(service: Service, fetch: Callable[[Progress], object] | None) -> None:
    """A missing model is fetched, or told here and to every visitor who presses Start."""
    try:
        try:
            service.warm()
        except ModelMissing:
            if fetch is None:
                raise
            service.prepare(fetch)
            service.warm()
    except ZhaiyiError as error:
        service.trouble = str(error)
        tell(f"No article can be translated yet: {error}")
