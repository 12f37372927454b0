"""The whole path once on the real default model: a text goes in, and a visitor reads the brief."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.real.facts import changed_in_silence
from tests.support import REPO
from tests.web.serving import free_port
from tests.web.test_start import started
from zhaiyi.core.settings import Settings
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.render.render_json import from_json
from zhaiyi.text.script import has_han

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

pytestmark = [pytest.mark.real, pytest.mark.timeout(1800)]

ARTICLE = (REPO / "samples" / "quake-flash.txt").read_text(encoding="utf-8")
MINUTES = 5
"""Longer than any machine needs for five sentences."""


@pytest.fixture
def started_page(chromium: Any) -> Iterator[Any]:
    """The page that ``python app.py`` serves on the default model, in a new visitor's browser."""
    settings = Settings()
    Store(settings.home, settings.offline).ensure(load_card(DEFAULT_CARD))
    port = str(free_port())
    more = {"PORT": port, "ZHAIYI_MODEL": DEFAULT_CARD, "ZHAIYI_MEMORY": "false"}
    with started(["app.py"], settings.home, **more):
        context = chromium.new_context(reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(MINUTES * 60_000)
        page.goto(f"http://127.0.0.1:{port}/")
        page.locator(".zp-card").first.wait_for()
        yield page
        context.close()


def test_a_pasted_article_becomes_a_brief_to_rely_on(started_page: Any, tmp_path: Path) -> None:
    page = started_page
    page.fill("#zp-text textarea", ARTICLE)
    page.get_by_role("button", name="Start").click()
    page.locator(".zy-summary .zy-key").first.wait_for()
    page.locator(".zp-exportbutton").wait_for()
    expect(page.locator(".zp-line")).to_have_text("Finished.")
    expect(page.locator(".zy-wait, .is-missing")).to_have_count(0)

    english = page.locator(".zy-rows .zy-en .zy-text").all_inner_texts()
    assert len(english) >= 5
    assert not any(has_han(text) for text in english)
    headline = page.inner_text(".zy-headline")
    assert headline

    page.click('[data-ref="m1"] .zy-text')
    assert page.locator(".zy-rows .is-lit").count() >= 2  # the source and its translation

    page.locator(".zp-exportbutton").click()
    with page.expect_download() as download:
        page.locator(".zp-export", has_text="JSON").click()
    download.value.save_as(tmp_path / "brief.json")
    brief = from_json((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert brief.provenance.translator.startswith(f"{DEFAULT_CARD}/")
    assert brief.headline.text == headline
    assert changed_in_silence(brief) == []
