"""The command that makes the pictures of the README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.support import REPO

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def shown() -> set[str]:
    """The pictures that the README shows."""
    return set(re.findall(r"docs/([\w-]+)\.png", (REPO / "README.md").read_text(encoding="utf-8")))


def test_the_readme_shows_the_pictures_that_the_command_makes() -> None:
    from tests.browser.screenshots import PICTURES

    assert shown() == set(PICTURES)
    assert {path.stem for path in (REPO / "docs").glob("*.png")} == set(PICTURES)


@pytest.mark.usefixtures("chromium")
def test_the_command_needs_no_model(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "tests.browser.screenshots", str(tmp_path), "done"]
    subprocess.run(run, cwd=REPO, check=True, timeout=280, capture_output=True)
    with Image.open(tmp_path / "done.png") as picture:
        assert picture.size == (1280, 860)
        assert len(picture.getcolors(256) or ()) > 50, "the page is not blank"
