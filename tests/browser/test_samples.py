"""The samples as `make samples` leaves them: each has its stored brief, and opens at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.samples import brief_samples
from tests.support import REPO
from tests.web.serving import Server, running
from zhaiyi.core.settings import Settings
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.render import from_json

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SAMPLES = 6


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all samples with their briefs, made by the command's own function."""
    folder = tmp_path_factory.mktemp("samples")
    for path in (REPO / "samples").glob("*.txt"):
        shutil.copy(path, folder)
    settings = Settings(home=tmp_path_factory.mktemp("home"), offline=True, memory=False)
    with Zhaiyi(model=ScriptedEngine(), settings=settings) as zhaiyi:
        brief_samples(sorted(folder.glob("*.txt")), folder / "briefs", zhaiyi)
    return folder


@pytest.fixture(scope="module")
def server(stored: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("home"), stored) as started:
        started.allow(0)
        yield started


def test_every_sample_opens_at_once_without_a_model(
    chromium: Any, server: Server, stored: Path
) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 860}).new_page()
    page.goto(server.url)
    page.locator(".zp-card").nth(SAMPLES - 1).wait_for()
    assert page.locator(".zp-card", has_text="stored brief").count() == SAMPLES
    assert page.locator(".zp-card", has_text="made when you click").count() == 0
    left = {
        from_json(path.read_bytes()).headline.text for path in (stored / "briefs").glob("*.json")
    }
    assert len(left) == SAMPLES
    for card in page.locator(".zp-card").all():
        card.click()
        page.wait_for_function(
            "left => left.includes(document.querySelector('.zy-headline')?.textContent)"
            " && document.querySelector('.zp-line').textContent.startsWith('A stored brief')",
            arg=sorted(left),
        )
        left.remove(page.inner_text(".zy-headline"))
        assert page.locator(".zp-export").count() == 9
        assert page.locator(".zy-coming, .is-missing").count() == 0
    page.context.close()
