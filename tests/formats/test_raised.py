"""Exponents and indices keep their place; marks of notes do not glue to a figure."""

from __future__ import annotations

import pytest

from tests.formats.makers import book, texts, word_xml
from zhaiyi.formats import read

CASES = [
    ("距离约为1.5×10<sup>8</sup>公里", "距离约为1.5×10⁸公里"),
    ("下降了10<sup>3</sup>倍", "下降了10³倍"),
    ("约10<sup>-3</sup>克", "约10⁻³克"),
    ("面积5 km<sup>2</sup>,合5公里<sup>2</sup>", "面积5 km²,合5公里²"),
    ("排放CO<sub>2</sub>三吨", "排放CO₂三吨"),
    ("铯的<sup>137</sup>Cs含量", "铯的¹³⁷Cs含量"),
    ("增长5.2%<sup>2</sup>,达6元<sup>3</sup>", "增长5.2%[2],达6元[3]"),
    ("公司<sup>1</sup>说,", "公司[1]说,"),
    ("共10<sup>[2]</sup>家", "共10[2]家"),
    ("PM<sub>2.5</sub>浓度", "PM2.5浓度"),
]
LINKED = ("共10<sup><a href='#n'>8</a></sup>家", "共10[8]家")


@pytest.mark.parametrize(("markup", "text"), [*CASES, LINKED])
def test_in_html_epub_and_markdown(markup: str, text: str) -> None:
    assert texts(read(f"<p>{markup}</p>".encode(), format="html")) == [text]
    assert texts(read(f"{markup}\n".encode(), format="md")) == [text]
    assert texts(read(f"<div>{markup}</div>\n".encode(), format="md")) == [text]
    assert texts(read(book({"c.xhtml": f"<p>{markup}</p>"}))) == [text]


@pytest.mark.parametrize(("markup", "text"), CASES)
def test_in_word(markup: str, text: str) -> None:
    body = f"<w:p><w:r><w:t>{markup}</w:t></w:r></w:p>"
    for tag, align in (("sup", "superscript"), ("sub", "subscript")):
        run = f'</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="{align}"/></w:rPr><w:t>'
        body = body.replace(f"<{tag}>", run).replace(f"</{tag}>", "</w:t></w:r><w:r><w:t>")
    assert texts(read(word_xml(body), format="docx")) == [text]


def test_a_span_that_its_style_raises() -> None:
    markup = "<p>约10<span style='vertical-align: super'>8</span>公里</p>"
    assert texts(read(markup.encode(), format="html")) == ["约10⁸公里"]


def test_a_raised_hyphen_that_is_no_text_of_word_stays() -> None:
    body = (
        "<w:p><w:r><w:t>氯离子Cl</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:noBreakHyphen/></w:r>'
        "<w:r><w:t>很多。</w:t></w:r></w:p>"
    )
    assert texts(read(word_xml(body), format="docx")) == ["氯离子Cl-很多。"]
