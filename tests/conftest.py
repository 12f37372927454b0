"""What holds for all tests: their tiers by folder (`make quick`, `make test`, `make slow`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.vnni import exact_products

HERE = Path(__file__).parent
FOLDERS = {"browser": pytest.mark.browser, "real": pytest.mark.real}
STARTING = frozenset({"server", "page_server"})
"""Fixtures that start the page in a process of its own."""


def pytest_configure() -> None:
    exact_products()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what lies in a folder of its kind or needs a process, before ``-m`` looks for marks."""
    for item in items:
        if mark := FOLDERS.get(item.path.relative_to(HERE).parts[0]):
            item.add_marker(mark)
        if isinstance(item, pytest.Function) and STARTING & set(item.fixturenames):
            item.add_marker(pytest.mark.process)
