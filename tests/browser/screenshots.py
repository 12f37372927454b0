"""Pictures of the page: ``python -m tests.browser.screenshots docs [NAME …]`` writes them as PNG.

What is shown is the stored brief of the first sample (samples/briefs, made by `make samples`); what
is shown at work is the same brief once more, its answers given out again by the scripted engine: no
model is needed. Without a stored brief the tests' own, written by hand, is shown, and both the
pictures and a line say so.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.briefs import sample_brief
from tests.browser.conftest import FLAGS, chromium_path
from tests.support import REPO
from tests.web.serving import Server, running
from zhaiyi.render import to_json
from zhaiyi.web.samples import Sample, find_samples

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
LARGEST = 300_000
"""Bytes of a picture."""
BY_HAND = "hand, for the tests"
READY = ".zy-rows .zy-w"
SUMMARY = 1
"""Sentences of the summary that the picture of the work shows at least."""
BATCHES = 20
"""Of the engine's, at most, until it shows them."""

Picture = Callable[[Any, Server, Sample], Any]


def empty(browser: Any, server: Server, sample: Sample) -> Any:
    return opened(browser, server, DESK)


def working(browser: Any, server: Server, sample: Sample) -> Any:
    page = opened(browser, server, DESK)
    server.allow(0)
    page.fill("#zp-text textarea", sample.text)
    page.locator("#zp-start").click()
    page.locator(".zy-summary .zy-key").first.wait_for()
    for _ in range(BATCHES):
        if page.locator(".zy-summary .zy-en .zy-text").count() >= SUMMARY:
            break
        server.allow(1)
        page.wait_for_timeout(500)
    page.mouse.move(2, 2)
    return settled(page)


def done(browser: Any, server: Server, sample: Sample) -> Any:
    """With a Chinese word under the pointer."""
    page = finished(browser, server, DESK)
    page.locator(".zy-summary .zy-key").first.locator(".zy-w").nth(9).hover()
    return settled(page)


def findings(browser: Any, server: Server, sample: Sample) -> Any:
    """From the list of findings down to where the article begins."""
    page = finished(browser, server, DESK)
    page.evaluate("document.querySelector('.zy-checks').scrollIntoView()")
    return settled(page)


def pinyin(browser: Any, server: Server, sample: Sample) -> Any:
    page = finished(browser, server, DESK)
    page.locator(".zy-ruby").click()
    page.evaluate("document.querySelector('.zy-tools').scrollIntoView()")
    return settled(page)


def phone(browser: Any, server: Server, sample: Sample) -> Any:
    return finished(browser, server, PHONE)


def dark(browser: Any, server: Server, sample: Sample) -> Any:
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


def take(browser: Any, server: Server, sample: Sample, folder: Path, names: Sequence[str]) -> None:
    """Writes the pictures. Raises `SystemExit` for one that is too large for the repository."""
    for name in names:
        path = folder / f"{name}.png"
        page = PICTURES[name](browser, server, sample)
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


def samples(folder: Path) -> Path:
    """The samples, in `folder` with a brief by hand for the first if none has a stored one."""
    own = REPO / "samples"
    first = find_samples(own)[0]
    if first.stored is not None:
        return own
    print(
        f"no stored brief of {first.name} (`make samples`): one by hand is shown", file=sys.stderr
    )
    (folder / "briefs").mkdir(parents=True)
    for path in own.glob("*.txt"):
        shutil.copy(path, folder)
    brief = sample_brief()
    by = replace(
        brief.provenance, translator="hand, for the tests", summarizer="hand, for the tests"
    )
    timed = replace(brief.run, seconds={"total": 71.5})
    stored = to_json(replace(brief, provenance=by, run=timed))
    (folder / "briefs" / f"{first.name}.json").write_text(stored, encoding="utf-8")
    (folder / f"{first.name}.txt").write_text(brief.article.text, encoding="utf-8")
    return folder


def main(folder: Path, names: Sequence[str] = ()) -> None:
    """Writes the named pictures, or all, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        shown = samples(Path(home) / "samples")
        first = find_samples(shown)[0]
        with (
            running(Path(home), shown, first.stored) as server,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
            take(browser, server, first, folder, names or tuple(PICTURES))
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
