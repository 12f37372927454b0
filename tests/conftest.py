"""What holds for all tests: their tiers by folder (`make quick`, `make test`, `make slow`), and
that a property does not fail because a machine is slow or another example was drawn
(``HYPOTHESIS_RANDOM=1`` draws new ones)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.engines.vnni import exact_products

HERE = Path(__file__).parent
FOLDERS = {"browser": pytest.mark.browser, "real": pytest.mark.real}
STARTING = frozenset({"server", "page_server"})
"""Fixtures that start the page in a process of its own."""


def pytest_configure() -> None:
    exact_products()
    slow = [HealthCheck.too_slow]
    drawn = "HYPOTHESIS_RANDOM" not in os.environ
    patient = settings(deadline=None, suppress_health_check=slow, derandomize=drawn)
    settings.register_profile("patient", patient)
    settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what lies in a folder of its kind or needs a process, before ``-m`` looks for marks."""
    for item in items:
        if mark := FOLDERS.get(item.path.relative_to(HERE).parts[0]):
            item.add_marker(mark)
        if isinstance(item, pytest.Function) and STARTING & set(item.fixturenames):
            item.add_marker(pytest.mark.process)
