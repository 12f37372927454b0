"""TMX: what is written is read again, and what others wrote is read as far as it goes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.tmx import TranslationUnit, primary, read, write


def written(*units: TranslationUnit) -> bytes:
    file = io.BytesIO()
    assert write(file, units, kind="test", language="zh", version="1") == len(units)
    return file.getvalue()


def found(text: str | bytes) -> list[TranslationUnit]:
    data = text.encode() if isinstance(text, str) else text
    return list(read(io.BytesIO(data), "x.tmx"))


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=20)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.builds(
            TranslationUnit,
            st.tuples(
                st.tuples(st.sampled_from(["zh", "zh-Hant"]), _TEXT.map(str.strip)),
                st.tuples(st.just("en-GB"), _TEXT.map(str.strip)),
            ),
            st.sampled_from(["", "k1"]),
            st.dictionaries(st.sampled_from(["x-status", "x-time"]), _TEXT.filter(bool)),
            st.sampled_from([0.0, 1.7e9]),
            st.just("Zhaiyi"),
        ),
        max_size=4,
    )
)
def test_what_was_written_is_read_again(units: list[TranslationUnit]) -> None:
    assert found(written(*units)) == units


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_written(text: str) -> None:
    [unit] = found(written(TranslationUnit((("zh", text), ("en", "x")), text, {"x": text})))
    assert unit.text("en") == "x"


def test_a_large_file_is_read_unit_by_unit() -> None:
    unit = TranslationUnit((("zh", "一"), ("en", "one")))
    first = next(read(io.BytesIO(written(*[unit] * 5000)), "x.tmx"))
    assert first.text("zh") == "一"


_UNIT = (
    '<tu><tuv xml:lang="{}"><seg>一<bpt>&lt;b&gt;<sub>code</sub></bpt>二<!-- no --></seg>'
    "</tuv></tu>"
)


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("<tmx>", "zh"),
        ('<tmx xmlns="http://www.lisa.org/tmx14">', "ZH_cn"),
        ('<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx>', "zh-Hant-TW"),
    ],
)
def test_another_tools_file_is_read(head: str, language: str) -> None:
    [unit] = found(f"{head}<header creationtool='CAT'/><body>{_UNIT.format(language)}</body></tmx>")
    assert unit.text("zh") == "一二"
    assert unit.tool == "CAT"


@pytest.mark.parametrize(
    "text",
    [
        "", "no xml", "<a/>", "<tmx/>", "<tmx><tu/></tmx>", "<tmx><body>",
        "<tmx><body>" + "<a>" * 100_000,
        '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx><body><tu>&a;</tu></body></tmx>',
        '<!DOCTYPE tmx [<!ENTITY % a "aaaa"> %a;]><tmx><body/></tmx>',
        "<tmx><body><tu>&nothing;</tu></body></tmx>",
    ],
)  # fmt: skip
def test_what_is_no_tmx_is_told_in_one_line(text: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^x\.tmx: is not a TMX file \(.+\)$"):
        found(text)


@pytest.mark.parametrize(
    ("tag", "language"), [("zh-Hans-CN", "zh"), ("ZH_cn", "zh"), ("en", "en"), ("", "")]
)
def test_regions_and_scripts_do_not_count(tag: str, language: str) -> None:
    assert primary(tag) == language


def test_a_time_that_is_none_is_no_time() -> None:
    for stamp in ("yesterday", "99999999T000000Z", "20260230T000000Z"):
        text = f'<tmx><body><tu changedate="{stamp}"/></body></tmx>'
        assert found(text)[0].changed == 0.0


def test_a_file_that_breaks_off_gives_what_stood_before_it() -> None:
    units: Any = read(io.BytesIO(b"<tmx><body><tu/><tu/>" + b"<a/>" * 99), "x.tmx")
    with pytest.raises(UnreadableInput):
        list(units)
