"""A model's guess at a foreign name, and the sound of its characters."""

from __future__ import annotations

import pytest

from zhaiyi.lexicon import foreign, transliteration
from zhaiyi.lexicon.tables import rows


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
    ("part", "guess", "spelling"),
    [
        ("帕尔韦斯卡", "Parveska", "Parveska"),
        ("帕尔韦斯卡", "Novak", "Parveska"),
        ("德莫夫采夫", "Demovich", "Dmovtsev"),
        ("戈林卡耶娃", "", "Golinkayeva"),
        ("克鲁滕贝格", "McKrutenberg", "Krutenberg"),
        ("😀", "Lan", "Lan"),
    ],
)
def test_a_part_that_no_list_has_is_spelt_by_its_likeliest_letters(
    part: str, guess: str, spelling: str
) -> None:
    assert transliteration.chosen(part, guess) == spelling


def test_the_table_of_letters_holds_the_common_characters() -> None:
    assert {"克", "斯", "尔", "贝", "耶"} < {row[0] for row in rows("letters")}
