"""Books, chapter by chapter."""

from __future__ import annotations

import pytest

from tests.formats.makers import archive, book, texts
from zhaiyi.article import parse
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import ReadLimits, read
from zhaiyi.formats.writing import rewrite

CHAPTERS = {
    "a.xhtml": "<h1>第一章</h1><p>甲。</p><p>乙。</p>",
    "b c.xhtml": "<h1>第二章</h1><p>丙。</p>",
}


def test_chapters_in_the_order_of_the_spine() -> None:
    source = read(book(CHAPTERS))
    assert source.format == "epub"
    assert texts(source) == ["第一章", "甲。", "乙。", "第二章", "丙。"]
    assert [block.anchor for block in source.blocks] == [
        "chapter-2/h1[1]", "chapter-2/p[1]", "chapter-2/p[2]", "chapter-3/h1[1]", "chapter-3/p[1]",
    ]  # fmt: skip
    assert source.meta["title"] == "书名"
    assert source.meta["byline"] == "作者"


def test_a_missing_chapter_does_no_harm() -> None:
    assert texts(read(book({"missing.xhtml": "", "a.xhtml": "<p>甲</p>"}))) == ["甲"]


def test_drm_is_named() -> None:
    encryption = '<encryption><x><CipherReference URI="OPS/a.xhtml"/></x></encryption>'
    with pytest.raises(UnreadableInput, match="DRM"):
        read(book({"a.xhtml": "<p>甲</p>"}, **{"META-INF/encryption.xml": encryption}))


def test_no_book() -> None:
    with pytest.raises(UnreadableInput, match="no EPUB"):
        read(archive({"a": "b"}), format="epub")


def test_too_many_chapters() -> None:
    many = {f"{n}.xhtml": "<p>甲</p>" for n in range(5)}
    with pytest.raises(UnreadableInput, match="5 chapters"):
        read(book(many), limits=ReadLimits(max_pages=4))


def test_quotations_equations_and_struck_text_of_a_chapter_come_back_in_english() -> None:
    figure = "<math xmlns='http://www.w3.org/1998/Math/MathML'><mn>5.3</mn><mo>%</mo></math>"
    data = book({"a.xhtml": f"<p>他说<q>水价</q>涨了<del>六成</del>{figure}左右。</p>"})
    article = parse(read(data, name="a.epub"))
    assert texts(article.source) == ["他说“水价”涨了5.3%左右。"]
    after = read(rewrite(data, article, {0: "Prices rose."}), name="a.epub")
    assert texts(after) == ["Prices rose."]
