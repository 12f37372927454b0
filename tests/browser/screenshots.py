"""Pictures of the page: ``python -m tests.browser.screenshots docs/screenshots``.

The samples with a stored brief show it; what is shown at work is the scripted engine's.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, chromium_path
from tests.support import REPO
from tests.web.serving import Server, running

SAMPLE = "A city in Brussels"
WORKING = (REPO / "samples" / "yunling-results.txt").read_text(encoding="utf-8")
DESK = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}


def open_page(browser: Any, server: Server, **options: Any) -> Any:
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.goto(server.url)
    page.locator(".zp-card").first.wait_for()
    return page


def finish(page: Any) -> Any:
    page.get_by_role("button", name=SAMPLE).click()
    page.locator(".zp-export").first.wait_for()
    page.wait_for_timeout(500)
    return page


def take(browser: Any, server: Server, folder: Path) -> None:
    page = open_page(browser, server, **DESK)
    page.screenshot(path=folder / "empty.png")
    server.allow(2)
    page.fill("#zp-text textarea", WORKING)
    page.get_by_role("button", name="Start").click()
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "working.png")
    server.allow(None)
    page = finish(open_page(browser, server, **DESK))
    page.screenshot(path=folder / "done.png")
    page.evaluate("document.querySelector('.zy-checks').scrollIntoView()")
    page.screenshot(path=folder / "findings.png")
    finish(open_page(browser, server, **PHONE)).screenshot(path=folder / "phone.png")
    dark = open_page(browser, server, **DESK, color_scheme="dark")
    finish(dark).screenshot(path=folder / "dark.png")


def main(folder: Path) -> None:
    """Writes the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        take(browser, server, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
