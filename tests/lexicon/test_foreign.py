"""A model's guess at a foreign name, and the sound of its characters."""

from __future__ import annotations

import pytest

from zhaiyi.lexicon import foreign


@pytest.mark.parametrize(
    ("name", "guess", "target"),
    [
        ("科丽娜·克雷楚", "Karine Czepczyński", "Karine Krechu"),
        ("科丽娜·克雷楚", "Corina Cretu", "Corina Cretu"),
        ("克雷楚", "Novak", "Krechu"),
        ("克雷楚", "Cretu", "Cretu"),
    ],
)
def test_a_guess_that_does_not_sound_like_the_name_gives_way(
    name: str, guess: str, target: str
) -> None:
    assert foreign.reconciled(name, guess) == (target, False)


@pytest.mark.parametrize(
    ("part", "sound"), [("布莱克", "Blek"), ("马尔科", "Marko"), ("卢卡申科", "Lukashenko")]
)
def test_characters_are_read_by_their_sound(part: str, sound: str) -> None:
    assert foreign.by_sound(part) == sound
