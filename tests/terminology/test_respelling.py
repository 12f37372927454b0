"""A foreign name in the document's one spelling."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.terminology.english.respelling import respelt

COMMISSIONER = Term("科丽娜·克雷楚", "Corina Cretu", "model", "person")
SOURCE = "科丽娜·克雷楚在布鲁塞尔表示"


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ("Krina Krechu said in Brussels", "Corina Cretu said in Brussels"),
        ("In Brussels Karine Creuze said", "In Brussels Corina Cretu said"),
        ("Kelina Keleichu said in Brussels", "Corina Cretu said in Brussels"),
        ("Corina Cretu said", "Corina Cretu said"),
        ("Cretu said", "Cretu said"),
        ("the commissioner said in Brussels", "the commissioner said in Brussels"),
        ("John Smith said in Brussels", "John Smith said in Brussels"),
    ],
)
def test_a_variant_becomes_the_documents_spelling(english: str, wanted: str) -> None:
    assert respelt(SOURCE, english, (COMMISSIONER,)) == wanted


def test_two_that_may_be_meant_are_left_alone() -> None:
    term = Term("博索纳罗", "Bolsonaro", "dictionary", "person")
    english = "Bossonaro met Bolsonara."
    assert respelt("博索纳罗", english, (term,)) == english


def test_the_name_of_another_term_is_not_taken() -> None:
    first = Term("汉森", "Hansen", "gazetteer", "person")
    other = Term("汉逊", "Hanson", "gazetteer", "person")
    assert respelt("汉森和汉逊", "Hanson spoke.", (first, other)) == "Hanson spoke."


def test_a_chinese_name_is_left_to_its_own_rules() -> None:
    term = Term("林依民", "Lin Yimin", "recognised", "person")
    assert respelt("林依民", "Lin Yiming spoke.", (term,)) == "Lin Yiming spoke."


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ("the deputy mayor of Urgas City", "the deputy mayor of Burgas City"),
        ("the deputy mayor of Burgass", "the deputy mayor of Burgass"),
        ("the deputy mayor of Bulgaria", "the deputy mayor of Bulgaria"),
        ("the deputy mayor of Burgas", "the deputy mayor of Burgas"),
    ],
)
def test_a_place_abroad_that_lost_a_letter_gets_it_back(english: str, wanted: str) -> None:
    burgas = Term("布尔加斯", "Burgas", "gazetteer", "place")
    assert respelt("布尔加斯市副市长", english, (burgas,)) == wanted


def test_a_city_that_the_source_calls_one_gets_its_letter_back_too() -> None:
    burgas = Term("布尔加斯市", "Burgas", "gazetteer", "place")
    source = "保加利亚布尔加斯市副市长说。"
    assert (
        respelt(source, "the deputy mayor of Urgas City", [burgas])
        == "the deputy mayor of Burgas City"
    )


def test_the_people_of_a_country_are_not_the_country() -> None:
    term = Term("尼日利亚", "Nigeria", "gazetteer", "place")
    assert respelt("尼日利亚人", "Nigerian troops", (term,)) == "Nigerian troops"
