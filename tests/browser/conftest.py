"""A real Chromium for the browser tests, started once; they are skipped where there is none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.briefs import sample_brief
from tests.support import REPO
from tests.web.serving import Server, running
from zhaiyi.core.document import Brief
from zhaiyi.render import render, to_json

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PATIENT = 100_000
"""Milliseconds that an element may take on a busy machine; what is there is found at once."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """The browser that ZHAIYI_CHROMIUM names, or the system's."""
    named = os.environ.get("ZHAIYI_CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests in this folder last: from the first of them on,
    Playwright keeps an event loop running in the main thread, where no other test could start one
    of its own. After pytest's own ordering by fixtures, which would part them again."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def chromium() -> Iterator[playwright_api.Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium: install it, or name one in ZHAIYI_CHROMIUM")
    playwright_api.expect.set_options(timeout=PATIENT)
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(FLAGS), timeout=PATIENT
        )
        yield browser
        browser.close()


@pytest.fixture
def open_brief(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a brief from disk in a fresh context without network; fails on any script error."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def open_it(brief: Brief, *, hash: str = "", aid: Any = None, **options: Any) -> Any:
        path = tmp_path / "brief.html"
        path.write_bytes(render(brief, "html", aid=aid))
        defaults = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = chromium.new_context(**(defaults | options), offline=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda r: r.url.startswith("file:") or troubles.append(r.url))
        page.goto(path.as_uri() + hash)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert troubles == []


# --- the page -----------------------------------------------------------------------------------

LEAVING = re.compile(r"AbortError|Connection errored out")
"""What Gradio's own client says when a page is left or reloaded while it listens."""


@pytest.fixture(scope="session")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page with two samples, one of them with a stored brief."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("shantou-smart-city", "quake-flash"):
        shutil.copy(REPO / "samples" / f"{name}.txt", folder)
    (folder / "briefs").mkdir()
    stored = folder / "briefs" / "shantou-smart-city.json"
    brief = sample_brief()
    timed = replace(brief, run=replace(brief.run, seconds={"total": 71.5}))
    stored.write_text(to_json(timed), encoding="utf-8")
    with running(tmp_path_factory.mktemp("home"), folder) as server:
        yield server


@pytest.fixture
def visit(chromium: Any, page_server: Server) -> Iterator[Callable[..., Any]]:
    """Opens the page as a new visitor; fails on script errors, dialogs, and requests elsewhere."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def open_it(**options: Any) -> Any:
        defaults = {"viewport": {"width": 1280, "height": 860}, "reduced_motion": "reduce"}
        context = chromium.new_context(**(defaults | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: line.type == "error" and troubles.append(line.text))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda r: is_ours(r.url, page_server) or troubles.append(r.url))
        page.add_init_script("window.hit = () => { window.wasHit = true; }")
        page.goto(page_server.url)
        page.locator(".zp-card").first.wait_for()
        return page

    yield open_it
    page_server.allow(None)
    for context in contexts:
        context.close()
    page_server.wait_for_rest()  # what is left over takes no step of the next visit's
    assert [t for t in troubles if not LEAVING.search(t)] == []


def is_ours(url: str, server: Server) -> bool:
    return url.startswith((server.url, "data:", "blob:"))
