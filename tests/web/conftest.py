"""Tests of the page without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.serving import Server, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("home")) as started:
        yield started
