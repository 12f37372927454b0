"""One rendering for each office."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import rows
from zhaiyi.terminology.english import offices


@pytest.mark.parametrize(
    ("source", "english", "wanted"),
    [
        ("副市长林依民说", "Vice mayor Lin Yimin said", "Deputy mayor Lin Yimin said"),
        ("副市长林依民说", "Vice Mayor Lin Yimin said", "Deputy Mayor Lin Yimin said"),
        ("三位副市长", "three vice mayors", "three deputy mayors"),
        ("副市长", "the vice-mayor's plan", "the deputy mayor's plan"),
        ("常务副主席王某", "standing vice chairman Wang", "executive vice chairman Wang"),
        ("外交部发言人毛宁说", "Spokesman Mao Ning said", "Spokesperson Mao Ning said"),
        ("女發言人說", "the spokeswoman said", "the spokeswoman said"),
        ("副总统", "the vice mayor of Kyiv", "the vice mayor of Kyiv"),
        ("代部长受访", "Deputy Minister Siow said", "Acting Minister Siow said"),
        ("代省长受访", "the vice governor said", "the acting governor said"),
        ("代市长和副市长", "the acting mayor, a deputy mayor", "the acting mayor, a deputy mayor"),
        ("財務長受访", "the minister of finance said", "the chief financial officer said"),
        ("加拿大总理受访", "Canadian Premier Carney said", "Canadian Prime Minister Carney said"),
        ("德国总理受访", "The German premier said", "The German chancellor said"),
        ("总理李强会见加拿大总理", "Premier Li Qiang met him", "Premier Li Qiang met him"),
        ("副总统", "advice mayors give", "advice mayors give"),
        ("总书记受访", "The secretary-generals met", "The general secretaries met"),
    ],
)
def test_other_forms_of_an_office_are_put_right(source: str, english: str, wanted: str) -> None:
    assert offices.titled(source, english, ()) == wanted


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("总书记会见联合国秘书长", "Xi met UN Secretary-General Guterres"),
        ("总书记会见苏林", "The general secretary met Secretary General To Lam"),
        ("美国财政部长与日本财相通话", "Bessent called Japanese Finance Minister Katayama"),
        ("美国财政部长会见同行", "The Treasury Secretary met a finance minister"),
        ("南非副总统访华", "South African Deputy President Mashatile came"),
        ("代市长和常务副市长", "the acting mayor and the executive deputy mayor"),
        ("代市长和副职", "the acting mayor and the executive deputy mayor"),
        ("任助理教授、副教授", "assistant professor, then associate professor"),
        ("任总经理助理", "assistant general manager"),
        ("加拿大总理会见省长", "Carney met Canadian premiers"),
        ("卢森堡首相兼财务长", "the finance minister of Luxembourg"),
    ],
)
def test_the_office_of_another_stands(source: str, english: str) -> None:
    assert offices.titled(source, english, ()) == english


def test_the_users_rendering_of_an_office_stands() -> None:
    given = Term("副市长", "vice mayor", "user", "other")
    assert offices.titled("副市长", "the vice mayor", (given,)) == "the vice mayor"


def test_a_form_that_another_office_of_the_sentence_has_stands() -> None:
    english = "the secretary-general and the general secretary"
    assert offices.titled("秘书长和副秘书长", english, ()) == english


def test_the_longest_office_counts() -> None:
    assert [o.source for o in offices.in_source("常务副市长")] == ["常务副市长"]


def test_each_office_has_one_rendering() -> None:
    names = [row[0] for row in rows("offices")]
    assert len(names) == len(set(names))
