"""A service on the scripted engine. Gradio uses names that its own dependencies deprecate."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
QUIET = (
    "ignore::DeprecationWarning:gradio",
    "ignore::DeprecationWarning:starlette",
    "ignore::DeprecationWarning:websockets",
    "ignore::DeprecationWarning:gradio_client",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            for rule in QUIET:
                item.add_marker(pytest.mark.filterwarnings(rule))
