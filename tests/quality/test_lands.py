"""Countries that the English takes for others are told."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.registry import run_checks

CANADA = Term("加拿大", "Canada", "dictionary", "place", aliases=("Canadian",))
CAMBODIA = Term("柬埔寨", "Cambodia", "dictionary", "place", aliases=("Cambodian",))


def told(source: str, target: str, home: str, *terms: Term) -> list[str]:
    pair = SegmentPair(source, target, terms=terms, home=home)
    found = run_checks(pair, ("names",))
    return [f.message for f in found if "Macao" in f.message or "speaks of" in f.message]


@pytest.mark.parametrize(
    ("source", "target", "home"),
    [
        ("本澳市民踴躍參加。", "Many Australians took part.", ""),
        ("內地蔬菜供澳三十年。", "Vegetables went to Australia for thirty years.", "MO"),
        ("澳门官员说，蔬菜供澳稳定。", "The Macao official said supplies to Australia hold.", ""),
        ("本澳居民與在澳學生同獲資助。", "Residents and students in Australia got aid.", "MO"),
    ],
)
def test_macao_is_no_australia(source: str, target: str, home: str) -> None:
    assert told(source, target, home)


@pytest.mark.parametrize(
    ("source", "target", "home"),
    [
        ("蔬菜供澳稳定。", "The supply of vegetables to Australia is stable.", ""),
        ("本澳青年赴澳留学。", "Young people of Macao went to study in Australia.", "MO"),
        ("澳门商人在澳开店。", "The Macao merchant opened a shop in Australia.", ""),
        ("澳门居民在澳洲留学，供澳蔬菜充足。", "He studied in Australia.", "MO"),
        ("本澳市民踴躍參加。", "Many residents of Macao took part.", "MO"),
    ],
)
def test_australia_stands_where_it_may_be_meant(source: str, target: str, home: str) -> None:
    assert not told(source, target, home)


@pytest.mark.parametrize(
    ("source", "target", "term"),
    [
        ("加拿大联邦参议员到场。", "Canadian and U.S. senators came.", CANADA),
        ("柬埔寨政府致歉。", "The US government apologized.", CAMBODIA),
        ("柬埔寨副首相致辞。", "A leader of the People's Republic of China spoke.", CAMBODIA),
    ],
)
def test_a_country_taken_for_another_is_told(source: str, target: str, term: Term) -> None:
    assert told(source, target, "", term)


@pytest.mark.parametrize(
    ("source", "target", "terms"),
    [
        ("加拿大与美国参议员到场。", "Canadian and U.S. senators came.", (CANADA,)),
        ("加拿大总理批评关税。", "Canada's prime minister criticized the US tariffs.", (CANADA,)),
        ("加拿大总理与总统通话。", "Canada's leader spoke with the US president.", (CANADA,)),
        ("柬埔寨谴责封锁。", "Cambodia condemned the U.S. embargo.", (CAMBODIA,)),
        ("加拿大采购F-35。", "Canada buys U.S.-made F-35s.", (CANADA,)),
        (
            "加拿大政府回应关税。",
            "Canada's government answered the tariffs of the US government.",
            (CANADA,),
        ),
        ("特朗普访问加拿大。", "U.S. President Trump went to Canada.", (CANADA,)),
        ("加拿大罚款一亿元。", "Canada imposed a fine of 14 million U.S. dollars.", (CANADA,)),
        ("工信部发布通知。", "The MIIT of the People's Republic of China gave notice.", ()),
        ("柬埔寨与我国建交。", "It has ties with the People's Republic of China.", (CAMBODIA,)),
    ],
)
def test_a_country_that_may_be_meant_is_not(
    source: str, target: str, terms: tuple[Term, ...]
) -> None:
    assert not told(source, target, "", *terms)
