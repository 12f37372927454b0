"""kill -9 again and again in a batch on the default model; by hand, before a release."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from benchmarks.command import Desktop
from benchmarks.kill import KILLS, SEED, Ordeal
from zhaiyi.core.settings import Settings
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.real, pytest.mark.kill, pytest.mark.timeout(3600)]
ARTICLES = 6


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_a_batch_on_the_real_model_that_is_killed_ends_whole(tmp_path: Path) -> None:
    settings = Settings()
    Store(settings.home, settings.offline).ensure(load_card(DEFAULT_CARD))
    desk = Desktop.laid_out(tmp_path, DEFAULT_CARD, ARTICLES)
    ordeal = Ordeal(desk.folder, desk.command("out"), desk.environment, desk.folder / "out")
    moments = random.Random(SEED)
    for _ in range(KILLS // 2):
        ordeal.start_and_kill(moments.randint(1, 6), moments.random())
    ordeal.finish(ARTICLES)
    assert ordeal.reported
    assert ordeal.faults == []
