"""Which script a text is written in: one answer for money, names, font and voice."""

from __future__ import annotations

import pytest

from zhaiyi.render.langtag import language_tag
from zhaiyi.text.traditional import each_traditional, is_traditional, simplified

QUOTED = (
    "展览开幕当天，馆长向来宾介绍了这批书信的来历，并说明其中三封为何没有写完。"
    "信封背面还留着一行字：「願與君歲歲相見」。"
)


@pytest.mark.parametrize(
    "text",
    ["汕頭華僑試驗區", "空置廿載的糧倉", "光緒年間建橋", "台北市里長范雲", f"書展：{QUOTED[-10:]}"],
)
def test_short_lines_tell_their_script(text: str) -> None:
    assert is_traditional(text)
    assert language_tag(text) == "zh-Hant"


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "港股收市", "著名画家林芳出版著作", "老人著书四卷", "钱鍾书手稿展出"),
        *("於先生今日到访", QUOTED),
    ],
)
def test_a_character_of_both_scripts_or_a_quotation_does_not_make_a_text_traditional(
    text: str,
) -> None:
    assert not is_traditional(text)
    assert language_tag(text) == "zh-Hans"


def test_what_is_simplified_already_stays() -> None:
    assert simplified("著作权归作者所有") == "著作权归作者所有"
    assert simplified("著作權歸作者所有") == "著作权归作者所有"


def test_a_line_that_does_not_tell_is_as_the_article_is() -> None:
    assert each_traditional(["台北市中山北路", "記者會昨天舉行。"]) == (True, True)
    assert each_traditional(["台北市中山北路", "发布会昨天举行。"]) == (False, False)
    assert each_traditional(["書", "发布会昨天在台北举行，各界人士出席。"]) == (True, False)
