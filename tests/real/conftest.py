"""The real default model: fetched and prepared once, as `make brief` does it, and shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhaiyi.core.document import Brief
from zhaiyi.core.resources import folder
from zhaiyi.core.settings import Settings
from zhaiyi.formats import read
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.pipeline import Zhaiyi


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture(scope="session")
def prepared() -> Path:
    """The folder of the prepared default model; fetched from the card's sources if need be."""
    settings = Settings()
    return Store(settings.home, settings.offline).ensure(load_card(DEFAULT_CARD))


@pytest.fixture(scope="session")
def zhaiyi(prepared: Path) -> Iterator[Zhaiyi]:
    with Zhaiyi(model=DEFAULT_CARD, settings=Settings(memory=False)) as service:
        yield service


@pytest.fixture(scope="session")
def shantou(zhaiyi: Zhaiyi) -> Brief:
    """The brief of the sample that `make brief` shows."""
    return zhaiyi.brief(read(folder("samples") / "shantou-smart-city.txt"))
