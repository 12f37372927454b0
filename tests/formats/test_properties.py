"""Whatever comes in: a source that keeps its promises, or one `UnreadableInput` in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.formats.makers import archive, page, pdf, word
from zhaiyi.core.document import Source
from zhaiyi.core.errors import InputError
from zhaiyi.formats import ensure_chinese, language_of, read, read_text
from zhaiyi.formats.registry import FORMATS

SEEDS = [
    page("标题在此", ["第一段的文字在这里。", "第二段。"]).encode(),
    word(["标题", "段落"]),
    pdf([[(60, 700, 12, "汉字文本")]]),
    archive({"META-INF/container.xml": "<a/>"}),
    "1\n00:00:01,000 --> 00:00:02,000\n汉字\n".encode(),
    b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    b"<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>\xe6\xb1\x89</w:t><w:tab/></w:r></w:p>"
    b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    b"<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml' "
    b"media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
    "# 题\n\n|a|b|\n|-|-|\n|汉|字|\n".encode(),
]


def holds(source: Source) -> None:
    """The promises of `Source`."""
    at = 0
    for block in source.blocks:
        assert at <= block.start < block.end <= len(source.text)
        assert source.text[block.start : block.end].strip() == source.text[block.start : block.end]
        at = block.end
    source.text.encode("utf-8")
    assert "\r" not in source.text
    assert source.text.strip()
    assert all(isinstance(value, str) for value in source.meta.values())


@contextmanager
def one_line() -> Iterator[None]:
    """Lets an `InputError` of one line pass, nothing else."""
    try:
        yield
    except InputError as error:
        if "\n" in str(error):
            raise


def attempt(data: bytes, form: str | None = None) -> None:
    with one_line():
        holds(read(data, format=form))


@given(st.binary(max_size=400), st.sampled_from([None, *FORMATS]))
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes(data: bytes, form: str | None) -> None:
    attempt(data, form)


@given(st.sampled_from(SEEDS), st.data())
@settings(max_examples=100, deadline=None)
def test_files_with_a_few_bytes_changed(seed: bytes, data: st.DataObject) -> None:
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    attempt(bytes(changed[: data.draw(st.integers(0, len(seed)))]))


anything = st.text(st.characters(), max_size=300)
"""All code points, lone surrogates among them."""


@given(anything)
@settings(max_examples=200, deadline=None)
def test_arbitrary_text(text: str) -> None:
    with one_line():
        holds(read_text(text))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=60))
@settings(deadline=None)
def test_han_text_is_never_touched_without_a_note(text: str) -> None:
    assume("锟斤拷" not in text)
    source = read_text(text)
    assert source.text == text or "notes" in source.meta


@given(anything)
@settings(max_examples=100, deadline=None)
def test_the_gate_has_an_answer_for_everything(text: str) -> None:
    with one_line():
        ensure_chinese(text)
        assert language_of(text) == "Chinese"
