"""HTML entities in plain text, as copying out of a page's source leaves them."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Source
from zhaiyi.formats import read, read_text

RAW = "他说：&ldquo;今天&nbsp;很好&#x3002;&rdquo;A&amp;B公司&hellip;&#8230;"
PLAIN = "他说：“今天\xa0很好。”A&B公司……"


@pytest.mark.parametrize("source", [read(RAW.encode()), read_text(RAW)])
def test_entities_become_their_characters_and_a_note_says_so(source: Source) -> None:
    assert source.text == PLAIN
    assert "&ldquo;" in source.meta["notes"]


@pytest.mark.parametrize(
    "text",
    [
        "A&B公司与C&D基金；另有&无名；",
        "用&不是实体;与&notanentity;表示",
        "断行&#10;与&#13;、控制&#1;、空&#0;、半个&#xD800;",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert read_text(text).text == text
