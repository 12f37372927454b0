"""The page's own words in each interface language: `assets/page.*.json`, for Python and script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

from zhaiyi.render.assets import LANGUAGES


@cache
def page_asset(name: str) -> str:
    """A file of this package's assets as text."""
    return resources.files("zhaiyi.web").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def page_words(language: str) -> Mapping[str, str]:
    """The words of one language; English for a language that the page does not speak."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    words: dict[str, str] = json.loads(page_asset(f"page.{chosen}.json"))
    return words
