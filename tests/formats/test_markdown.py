"""Markdown: text without markup."""

from __future__ import annotations

import pytest

from tests.formats.makers import texts
from zhaiyi.core.document import Source
from zhaiyi.formats import read


def md(text: str) -> Source:
    return read(text.encode(), format="md")


def test_blocks_with_roles_and_lines() -> None:
    source = md("# 标题\n\n第一段,\n接着**写**。\n\n- 甲\n- 乙\n  - 丙\n\n> 引文\n")
    assert texts(source) == ["标题", "第一段,接着写。", "甲", "乙", "丙", "引文"]
    assert [b.role for b in source.blocks] == ["heading", "paragraph", *["list"] * 3, "paragraph"]
    assert [b.level for b in source.blocks] == [1, 0, 1, 1, 2, 0]
    assert [b.anchor for b in source.blocks] == [f"line[{n}]" for n in (1, 3, 6, 7, 8, 10)]


def test_links_become_their_text_and_pictures_a_caption() -> None:
    source = md("见[官网](https://example.org)。![消防员在现场](a.jpg)\n")
    assert texts(source) == ["见官网。", "消防员在现场"]
    assert source.blocks[1].role == "caption"


def test_tables_and_breaks() -> None:
    source = md("|年|数|\n|-|-|\n|2019|6.1万|\n\n一行  \n二行\n")
    assert texts(source) == ["年\t数", "2019\t6.1万", "一行\n二行"]
    assert [b.anchor for b in source.blocks] == ["line[1]", "line[3]", "line[5]"]


def test_front_matter_is_meta_and_lines_still_count() -> None:
    source = md('---\ntitle: "新馆开放"\nauthor: 林小明\ndate: 2020-07-26\n---\n\n正文。\n')
    assert texts(source) == ["正文。"]
    assert source.meta == {"title": "新馆开放", "byline": "林小明", "date": "2020-07-26"}
    assert source.blocks[0].anchor == "line[7]"


def test_html_inside_is_taken_off() -> None:
    assert texts(md("甲<br>乙<em>丙</em>\n\n<div>丁</div>\n")) == ["甲\n乙丙", "丁"]


def test_underscores_and_entities() -> None:
    assert texts(md("a_b_c &amp; *强调* ~~删~~ `码`\n")) == ["a_b_c & 强调 删 码"]


def test_nothing_is_lost_in_endless_nesting() -> None:
    assert "深处的字" in read((">" * 5000 + " 深处的字").encode(), format="md").text


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("气温3~~5天回升,高6~~8度。\n", ["气温3~~5天回升,高6~~8度。"]),
        ("原计划~~12~~15万人。\n", ["原计划12~~15万人。"]),
        ("共3*4*5间,**很**大。\n", ["共3*4*5间,很大。"]),
        ("---\n第一段说明情况。\n---\n\n第二段。\n", ["第一段说明情况。", "第二段。"]),
        ("标题一行\n　　第一段。\n　　第二段\n换行。\n", ["标题一行\n第一段。\n第二段换行。"]),
        ("前<!-- 这里是很长的一段注释文字 -->后\n", ["前后"]),
    ],
)
def test_signs_rules_and_indents_of_chinese_writing(markup: str, shown: list[str]) -> None:
    assert texts(md(markup)) == shown
