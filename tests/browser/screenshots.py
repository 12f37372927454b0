"""Pictures of the page: ``python -m tests.browser.screenshots docs`` writes them as PNG.

What is shown is the stored brief of the first sample (samples/briefs, made by `make samples`); what
is shown at work is the same brief once more, its answers given out again by the scripted engine.
Without a stored brief the scripted engine makes up its own English, and a line says so.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, chromium_path
from tests.support import REPO
from tests.web.serving import Server, running
from zhaiyi.web.samples import find_samples

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
LARGEST = 300_000
"""Bytes of a picture."""
READY = ".zy-rows .zy-w"

Picture = Callable[[Any, Server], Any]


def empty(browser: Any, server: Server) -> Any:
    return opened(browser, server, DESK)


def working(browser: Any, server: Server) -> Any:
    page = opened(browser, server, DESK)
    server.allow(3)
    page.fill("#zp-text textarea", find_samples()[0].text)
    page.locator("#zp-start").click()
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page.mouse.move(2, 2)
    return settled(page)


def done(browser: Any, server: Server) -> Any:
    """With a Chinese word under the pointer."""
    page = finished(browser, server, DESK)
    page.locator(".zy-summary .zy-key").nth(1).locator(".zy-w").nth(4).hover()
    return settled(page)


def findings(browser: Any, server: Server) -> Any:
    """From the list of findings down to where the article begins."""
    page = finished(browser, server, DESK)
    page.evaluate("document.querySelector('.zy-checks').scrollIntoView()")
    return settled(page)


def pinyin(browser: Any, server: Server) -> Any:
    page = finished(browser, server, DESK)
    page.locator(".zy-ruby").click()
    page.evaluate("document.querySelector('.zy-tools').scrollIntoView()")
    return settled(page)


def phone(browser: Any, server: Server) -> Any:
    return finished(browser, server, PHONE)


def dark(browser: Any, server: Server) -> Any:
    page = finished(browser, server, DESK | {"color_scheme": "dark"})
    page.locator('[data-ref="m1"] .zy-text').hover()
    return settled(page)


PICTURES: dict[str, Picture] = {
    "empty": empty,
    "working": working,
    "done": done,
    "findings": findings,
    "pinyin": pinyin,
    "phone": phone,
    "dark": dark,
}


def opened(browser: Any, server: Server, options: dict[str, Any]) -> Any:
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.goto(server.url)
    page.locator(".zp-card").first.wait_for()
    return settled(page)


def finished(browser: Any, server: Server, options: dict[str, Any]) -> Any:
    server.allow(None)
    page = opened(browser, server, options)
    page.locator(".zp-card").first.click()
    page.locator(READY).first.wait_for()
    page.mouse.move(2, 2)
    return settled(page)


def settled(page: Any) -> Any:
    page.wait_for_timeout(700)
    return page


def take(browser: Any, server: Server, folder: Path) -> None:
    """Writes every picture. Raises `SystemExit` for one that is too large for the repository."""
    for name, picture in PICTURES.items():
        path = folder / f"{name}.png"
        page = picture(browser, server)
        page.screenshot(path=path)
        page.context.close()
        shrink(path)
        if path.stat().st_size > LARGEST:
            raise SystemExit(f"{path}: more than {LARGEST:,} bytes; show less of the page")


def shrink(path: Path) -> None:
    """The same picture with 256 colours of its own: a third of the bytes, and nobody sees it."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main(folder: Path) -> None:
    """Writes the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    first = find_samples(REPO / "samples")[0]
    if first.stored is None:
        print(f"no stored brief of {first.name}: run `make samples` first", file=sys.stderr)
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home), REPO / "samples", first.stored) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        take(browser, server, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
