"""我国 in a paper abroad is the country of the paper."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("（吉隆坡12日讯）外交部表示，我国护照持有人可以免签证入境。", "Malaysia"),
        ("（新加坡3日讯）我国人口略有增加。", "Singapore"),
    ],
)
def test_a_paper_abroad_means_its_own_country(line: str, country: str) -> None:
    assert targets(line)["我国"] == country


@pytest.mark.parametrize(
    "line",
    [
        "（北京12日电）我国护照持有人可以免签证入境。",
        "我国人口略有增加。",
        "（吉隆坡12日讯）伊朗外长来访时说：“我国不会让步。”",
    ],
)
def test_nothing_is_told_in_china_or_where_a_foreigner_may_speak(line: str) -> None:
    assert "我国" not in targets(line)
