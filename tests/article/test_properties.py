"""What must hold for any text at all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from zhaiyi.article import parse, split_clauses, split_sentences
from zhaiyi.article.characters import is_blank
from zhaiyi.core.document import SENTENCE_KINDS, Block, Source
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import ReadLimits, read_text

PIECES = [
    *"汉字新华社记者北京月日电图为讯责任编辑来源摄題网",
    *'。！？!?.…⋯“”‘’"（）()【】《》「」『』，、；：,;:|—～·',
    *"\n\r\t \u3000\u200b\u00ad\u2028\x00\x85\ufffd\u202e\ufeff",
    *"aZ9",
    "😀",
    "👨‍👩‍👧",
    "🏴\U000e0067\U000e007f",
    "7月26日电",
    "http://a.b/?c",
    "a@b.cd",
    "3.5",
    "U.S.",
    "相关阅读\n",
    "（完）",
    "עברית",
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=60))
ROLES = st.sampled_from(["heading", "paragraph", "list", "table", "caption", "footnote", "cue"])


def assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    """In order, without overlap or empty ones; nothing visible between them."""
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not is_blank(text[start])
        assert not is_blank(text[end - 1])
        assert all(map(is_blank, text[at:start]))
        at = end
    assert all(map(is_blank, text[at:]))


@settings(deadline=None)
@given(TEXTS)
def test_sentences_cover_the_text(text: str) -> None:
    assert_covers(text, [(start, end) for start, end in split_sentences(text)])


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), ROLES, st.integers(0, 6)), max_size=6))
def test_article_invariants(text: str, cuts: list[tuple[int, str, int]]) -> None:
    bounds = sorted((min(at, len(text)), role, level) for at, role, level in cuts)
    blocks = tuple(
        Block(one[0], two[0], role=one[1], level=one[2])  # type: ignore[arg-type]
        for one, two in pairwise(bounds)
    )
    article = parse(Source(name="any", text=text, blocks=blocks))
    assert article.text == text
    assert_covers(text, [(s.start, s.end) for s in article.sentences])
    for at, sentence in enumerate(article.sentences):
        assert sentence.id == at
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.kind in SENTENCE_KINDS
        assert sentence.repeat_of is None or 0 <= sentence.repeat_of < at
    assert sum(s.kind == "lede" and s.repeat_of is None for s in article.sentences) <= 1


@settings(deadline=None)
@given(TEXTS)
def test_parse_is_a_function(text: str) -> None:
    source = Source(name="any", text=text)
    assert parse(source) == parse(source)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 30))
def test_clauses_partition_the_sentence(text: str, limit: int) -> None:
    pieces = split_clauses(text, limit)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(start < end for start, end in pieces)


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=200, deadline=None)
def test_from_reading_to_sentences(text: str) -> None:
    """All code points, lone surrogates among them: one line that refuses, or an exact article."""
    try:
        article = parse(read_text(text))
    except UnreadableInput:
        return
    article.text.encode("utf-8")
    assert_covers(article.text, [(s.start, s.end) for s in article.sentences])
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


def test_a_megabyte_of_everything() -> None:
    text = ("".join(PIECES) + "\ud800汉" * 3) * 4000
    article = parse(read_text(text, limits=ReadLimits(max_chars=2_000_000)))
    assert len(article.text.encode()) > 1_000_000
    assert_covers(article.text, [(s.start, s.end) for s in article.sentences])
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)
