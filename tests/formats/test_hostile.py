"""Files made to hurt: refused in one clear line, or read, within their bounds."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from tests.formats.makers import W, archive, book, pdf, texts, word_xml
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import ReadLimits, read, read_text


def paragraph(text: str) -> str:
    """A Word document of one paragraph."""
    return f"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"


def refused(data: bytes, message: str, **options: object) -> None:
    with pytest.raises(UnreadableInput, match=message) as found:
        read(data, name="bad", **options)  # type: ignore[arg-type]
    assert "\n" not in str(found.value)
    assert str(found.value).startswith("bad")


def test_zip_bombs() -> None:
    refused(archive({"word/document.xml": b" " * 30_000_000}), "unpack")
    refused(
        word_xml("", styles=" " * 3_000_000), "unpack", limits=ReadLimits(max_unzipped=1_000_000)
    )


@pytest.mark.parametrize("name", ["../../evil", "/etc/passwd", "a/../../b", "..\\evil", "C:\\x"])
def test_names_that_lead_out_of_the_archive(name: str) -> None:
    refused(archive({"word/document.xml": f"<w:document {W}/>", name: "x"}), "outside")


def laughs() -> str:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return f'<!DOCTYPE x [<!ENTITY e0 "哈">{levels}]>'


def test_billion_laughs() -> None:
    document = laughs() + paragraph("&e9;")
    refused(archive({"word/document.xml": document}), "damaged|entities")
    refused(
        book({"a.xhtml": "<p>甲</p>"}, **{"META-INF/encryption.xml": laughs() + "<x>&e9;</x>"}),
        "damaged|entities",
    )


def test_outside_entities_are_not_fetched() -> None:
    inside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + paragraph("甲&e;")
    refused(archive({"word/document.xml": inside}), "entities")


def test_deep_xml() -> None:
    refused(word_xml("<w:p>" * 3000 + "</w:p>" * 3000), "damaged|unpack")


def test_deep_html_is_read_or_refused() -> None:
    deep = "<!doctype html>" + "<div>" * 3000 + "深处的字"
    assert texts(read(deep.encode())) == ["深处的字"]
    refused(("<!doctype html>" + "<div>" * 20_000 + "深处的字").encode(), "nested")


def test_html_of_too_many_tags() -> None:
    refused(b"<!doctype html>" + b"<br>" * 2000, "tags", limits=ReadLimits(max_elements=1000))


@pytest.mark.parametrize("make", [lambda: b"a" * 10_000_000, lambda: "汉".encode() * 400_000])
def test_megabytes_on_one_line(make: Callable[[], bytes]) -> None:
    refused(make(), "ZHAIYI_MAX_CHARS")


def test_a_million_blank_lines() -> None:
    refused(b"\n" * 1_000_000, "too long|empty", limits=ReadLimits(max_chars=2_000_000))
    refused(b"\n" * 1_000_000, "ZHAIYI_MAX_CHARS")
    source = read(b"\n" * 190_000 + "字".encode())
    assert source.blocks[0].anchor == "line[190001]"


@pytest.mark.parametrize("mark", ["[", "a`", "*a_", "![汉](a ", "<汉"])
def test_markdown_of_marks_alone(mark: str) -> None:
    text = mark * (100_000 // len(mark)) + "汉字"
    assert read(text.encode(), format="md").text.endswith("汉字")


def test_a_page_strewn_with_letters() -> None:
    """Each line begins somewhere else, as if each were a column of its own."""
    strewn = [(7.0 * n % 13_999, 11.0 * n % 13_999, 4.0, "汉字") for n in range(4000)]
    assert read(pdf([strewn])).text.count("汉字") > 3000


def test_pdf_streams_that_unpack_too_far() -> None:
    once = zlib.compress(b" " * 40_000_000, 9)
    refused(pdf([[]], packed=once), "unpacks")
    refused(pdf([[]], packed=zlib.compress(once, 9)), "unpacks")


def test_the_limit_of_bytes_names_its_setting() -> None:
    refused(b"a" * 101, "ZHAIYI_MAX_BYTES", limits=ReadLimits(max_bytes=100))


def test_the_limit_of_characters_counts_the_text_not_the_file() -> None:
    limits = ReadLimits(max_chars=10)
    assert read_text("汉" * 10, limits=limits).text == "汉" * 10
    with pytest.raises(UnreadableInput, match="ZHAIYI_MAX_CHARS"):
        read_text("汉" * 11, limits=limits)
    assert read(("<!doctype html><p class='long long long'>" + "汉" * 10).encode(), limits=limits)


def test_time_is_bounded_by_a_setting() -> None:
    refused("<!doctype html><p>汉".encode(), "seconds", limits=ReadLimits(seconds=-1))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text .looks like a PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", r"\.docx"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "program"),
        (b"abc\x00def" * 20, "not text"),
        (bytes(range(256)) * 20, "not text|encoding"),
        (b"\x01\x02\x03\x04\x05" * 50, "not text"),
    ],
)
def test_what_is_not_text(data: bytes, message: str) -> None:
    refused(data, message)
