"""The adapter in the package is the one its card names, and says where it is from."""

from __future__ import annotations

import pytest

from training.adapters import METADATA, read_adapter
from training.pack import sha256
from zhaiyi.models.cards import DEFAULT_CARD, Card, load_card


@pytest.fixture(scope="module")
def card() -> Card:
    return load_card(DEFAULT_CARD)


def test_the_card_names_the_file_that_is_there(card: Card) -> None:
    assert card.adapter is not None
    assert [sha256(path) for path in card.adapter_paths] == [
        file.sha256 for file in card.adapter.files
    ]
    assert all(path.stat().st_size <= 10_000_000 for path in card.adapter_paths)


def test_the_file_says_where_it_comes_from(card: Card) -> None:
    assert card.adapter is not None
    adapter = read_adapter(*card.adapter_paths)
    assert set(METADATA) <= adapter.metadata.keys()
    assert adapter.metadata["base_sha256"] == card.adapter.base_sha256
    assert adapter.metadata["licence"] == card.adapter.licence
    assert int(adapter.metadata["rank"]) == adapter.rank
