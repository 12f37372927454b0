"""Which English goes where, as pure functions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.article import parse
from zhaiyi.core.document import Article, Block, Sentence, Source
from zhaiyi.formats import read_text
from zhaiyi.formats.writing.blocks import fill, pairs_by_block, spread

WORDS = st.text("abc xyz,.", max_size=60)
CHINESE = st.text("一二三四五 ", min_size=1, max_size=20).filter(str.strip)


@given(WORDS, st.lists(CHINESE, min_size=1, max_size=6))
def test_spreading_loses_and_moves_no_word(text: str, shares: list[str]) -> None:
    parts = spread(text, shares)
    assert len(parts) == len(shares)
    assert " ".join(" ".join(parts).split()) == " ".join(text.split())


def test_a_longer_share_gets_more() -> None:
    assert spread("one two three four", ["一", "二三四五六七八九"])[1].count(" ") >= 2


@given(st.lists(st.tuples(CHINESE, WORDS.filter(str.strip)), min_size=1, max_size=5))
def test_filling_keeps_every_word_in_order(pairs: list[tuple[str, str]]) -> None:
    text = "".join(source for source, _ in pairs)
    slots = [text[: len(text) // 2], text[len(text) // 2 :]]
    filled = fill(slots, pairs)
    assert filled is not None
    assert "".join("".join(filled).split()) == "".join("".join(t for _, t in pairs).split())


def test_a_sentence_stays_in_its_slot() -> None:
    pairs = [("今天晴。", "It is fine today."), ("明天雨。", "Rain tomorrow.")]
    assert fill(["今天晴。", "明天雨。"], pairs) == ["It is fine today. ", "Rain tomorrow."]


def test_a_name_in_its_own_slot_stays_there() -> None:
    filled = fill(
        ["他用", "Python", "写程序。"], [("他用Python写程序。", "He writes in Python daily.")]
    )
    assert filled is not None
    assert filled[1].strip() == "Python"
    assert "".join(filled).split() == ["He", "writes", "in", "Python", "daily."]


def test_a_piece_that_is_not_what_was_read_is_refused() -> None:
    assert fill(["今天"], [("明天", "Tomorrow")]) is None


def test_what_has_no_english_keeps_its_chinese_in_its_slots() -> None:
    assert fill(["今", "天"], [("今天", "今天")]) == ["今", "天"]


def test_a_sentence_over_two_blocks_is_parted() -> None:
    text = "今天天气\n非常好。"
    blocks = (Block(0, 4, "cue", 0, "cue[1]"), Block(5, 9, "cue", 0, "cue[2]"))
    article = Article(text, (Sentence(0, 0, 9, text),), source=Source("a", text, blocks=blocks))
    first, second = pairs_by_block(article, {0: "The weather is very good today."})
    assert f"{first.english} {second.english}" == "The weather is very good today."
    assert first.english
    assert second.english


def test_a_repeat_gets_the_english_of_what_it_repeats() -> None:
    source = read_text(
        "汕头推进智慧城市建设\n\n市民可以放心出行。\n\n汕头推进智慧城市建设\n\n工程完工。"
    )
    article = parse(source)
    repeats = [s for s in article.sentences if s.repeat_of is not None]
    assert repeats
    english = {s.id: f"E{s.id}." for s in article.sentences if s.repeat_of is None}
    blocks = pairs_by_block(article, english)
    assert all(block.english.startswith("E") for block in blocks)


def test_who_speaks_stays_in_the_slot_before_the_colon() -> None:
    source = "总指挥何兰英：下一步是桥面铺装。"
    english = "Chief commander He Lanying: at 9:40 the paving of the bridge deck begins."
    texts = fill(["总指挥何兰英：", "下一步是", "桥面铺装。"], [(source, english)])
    assert texts is not None
    assert texts[0].strip() == "Chief commander He Lanying:"
    assert "".join(texts) == english
