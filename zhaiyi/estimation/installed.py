"""The estimator of this machine."""

from __future__ import annotations

from zhaiyi.core.errors import ModelMissing
from zhaiyi.estimation.estimator import PairReader
from zhaiyi.models.cards import ESTIMATOR_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.models.store.prepared import folder_name


def installed_reader(store: Store, threads: int = 0) -> PairReader | None:
    """The encoder of the estimator's card, None where it was not fetched. Loads nothing. Raises
    `ModelDamaged`."""
    card = load_card(ESTIMATOR_CARD)
    try:
        folder = store.prepared(card)
    except ModelMissing:
        return None
    return PairReader(folder, folder_name(card), threads)
