"""Names are put into their own spelling; forms of address beside a surname are terms."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets
from zhaiyi.core.document import Term
from zhaiyi.terminology.english.spelling import labelled, spelt
from zhaiyi.translation.post_edit import tidy

OSTBY = Term("奥斯特比", "Østby", "article", "person")
BINHAI = Term("滨海新区", "Binhai New Area", "dictionary", "place")
STEWARD = Term("河长", "River Steward", "user")
BUREAU = Term("水务局", "Water Bureau, Linshui", "user")
SHAN = Term("单秀芬", "Shan Xiufen", "recognised", "person")
CLIP = Term("短视频", "short video", "user")


@pytest.mark.parametrize(
    ("term", "text", "right"),
    [
        (OSTBY, "Ostby said so, and Ostby's son too.", "Østby said so, and Østby's son too."),
        (OSTBY, "Ostbyer and Osterby are others.", "Ostbyer and Osterby are others."),
        (BINHAI, "in the Binhai New New Area", "in the Binhai New Area"),
        (
            BINHAI,
            "the Binhai New Area Area, Binhai New Area",
            "the Binhai New Area, Binhai New Area",
        ),
        (BINHAI, "the BINHAI NEW AREA", "the BINHAI NEW AREA"),
        (STEWARD, "the RIVER STeward of the county", "the River Steward of the county"),
        (BUREAU, "the Linshui Water Bureau said", "the Water Bureau, Linshui said"),
        (BUREAU, "the Water Bureau, Linshui", "the Water Bureau, Linshui"),
        (BUREAU, "Linshui County Water Bureau said", "Water Bureau, Linshui said"),
        (BUREAU, "the Linshui county's water bureau said", "the Water Bureau, Linshui said"),
        (BUREAU, "the Water Bureau of Linshui County said", "the Water Bureau, Linshui said"),
        (BUREAU, "the Linshui Valley Water Bureau said", None),
        (BUREAU, "the Water Bureau of Linshui's county", None),
        (BUREAU, "Linshui and its Water Bureau", None),
        (SHAN, "Chairwoman Dan Xiufen said so.", "Chairwoman Shan Xiufen said so."),
        (SHAN, "Dan Yi Xiufen said so.", "Shan Xiufen said so."),
        (SHAN, "The beautiful Xiufen, Shan, and Dan Li said so.", None),
        (SHAN, "Shan Xiufen met Li Xiufen.", None),
        (SHAN, "Madam Xiufen sat.", None),
        (CLIP, "Short video is popular, and Short video sells.", None),
    ],
)
def test_a_name_is_put_right(term: Term, text: str, right: str | None) -> None:
    assert spelt(text, [term]) == (right or text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("the Xiangjiang New New District", "the Xiangjiang New District"),
        ("Linshui County County", "Linshui County"),
        ("of the the city", "of the city"),
        ("that that is, he had had it in New York", "that that is, he had had it in New York"),
        ("Walla Walla", "Walla Walla"),
    ],
)
def test_words_said_twice_in_a_name_are_said_once(text: str, right: str) -> None:
    assert tidy(text, "文") == right


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("王女士说，她在现场看到了烟。", "王女士", "Ms. Wang"),
        ("李先生和张教授一起出席了会议。", "李先生", "Mr. Li"),
        ("李先生和张教授一起出席了会议。", "张教授", "Professor Zhang"),
        ("陈某已被警方控制。", "陈某", "Chen"),
        ("犯罪嫌疑人赵某某落网。", "赵某某", "Zhao"),
        ("单女士报了警。", "单女士", "Ms. Shan"),
        ("昨天刘同学报了警。", "刘同学", "Liu"),
        ("欧阳先生没有受伤。", "欧阳先生", "Mr. Ouyang"),
    ],
)
def test_a_surname_with_a_form_of_address_is_a_term(
    sentence: str, source: str, target: str
) -> None:
    assert targets(sentence)[source] == target


@pytest.mark.parametrize(
    "sentence",
    [
        "他向先生道了歉。",
        "各位女士请坐。",
        "这所大学的文学博士很多。",
        "老王女士优先。",
        "几位同学在场。",
    ],
)
def test_no_person_is_made_of_other_words(sentence: str) -> None:
    found = targets(sentence)
    assert not [t for t in found.values() if t.startswith(("Mr", "Ms", "Dr", "Xiang", "Wei"))]


@pytest.mark.parametrize(
    ("source", "text", "right"),
    [
        ("主席 单秀芬：下一步。", "Chairwoman: Next.", "Chairwoman Shan Xiufen: Next."),
        ("单秀芬：下一步。", "Shan Xiufen: Next.", "Shan Xiufen: Next."),
        ("单秀芬说：下一步。", "Chairwoman: Next.", "Chairwoman: Next."),
        ("主席单秀芬：下一步。", "Next, at 9:40, she goes.", "Next, at 9:40, she goes."),
    ],
)
def test_who_speaks_is_named(source: str, text: str, right: str) -> None:
    assert labelled(source, text, [SHAN]) == right


@pytest.mark.parametrize(
    ("english", "wanted"),
    [
        ("Zhang Jike and Lin Xiaozhe came", "Zhang Jike and Lin Xiaozhai came"),
        ("Lin Dan came", "Lin Dan came"),  # another person
        ("Lin came", "Lin came"),
        ("Lin Xiaozhe and Lin Xiaozhi came", "Lin Xiaozhe and Lin Xiaozhi came"),
    ],
)
def test_a_given_name_nearly_right_is_put_right(english: str, wanted: str) -> None:
    term = Term("林小宅", "Lin Xiaozhai", "recognised", "person")
    assert spelt(english, [term]) == wanted
