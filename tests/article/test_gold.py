"""The splitter and the kinds against the hand-made gold set."""

from __future__ import annotations

import opencc
import pytest

from tests.article import gold
from zhaiyi.article import parse
from zhaiyi.core.document import Article, Source, Span


def _parsed(passage: gold.Passage) -> Article:
    return parse(Source(name=passage.name, text=passage.text))


def _spans(article: Article) -> list[Span]:
    return [Span(sentence.start, sentence.end) for sentence in article.sentences]


def test_the_gold_set_is_large_and_varied() -> None:
    passages = gold.load()
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert len(passages) >= 25
    assert len(sentences) >= 400
    blind = sum(len(passage.sentences) for passage in gold.load("blind"))
    assert blind >= len(sentences) / 5


@pytest.mark.parametrize("part", ["open", "blind"])
def test_boundaries(part: str) -> None:
    score = gold.total(gold.boundaries(p, _spans(_parsed(p))) for p in gold.load(part))
    assert score.f1 >= 0.99


@pytest.mark.parametrize("part", ["open", "blind"])
def test_kinds(part: str) -> None:
    """The kind of a gold sentence is that of the sentence found that ends where it ends."""
    right = total = 0
    for passage in gold.load(part):
        found = {sentence.end: sentence.kind for sentence in _parsed(passage).sentences}
        right += sum(found.get(one.span.end) == one.kind for one in passage.sentences)
        total += len(passage.sentences)
    assert right / total >= 0.97


@pytest.mark.parametrize("passage", gold.load(), ids=lambda passage: passage.name)
def test_repeats_and_foreign_passages(passage: gold.Passage) -> None:
    article = _parsed(passage)
    found = {
        (s.start, s.end): (article.sentences[s.repeat_of].text if s.repeat_of is not None else None)
        for s in article.sentences
    }
    foreign = {(s.start, s.end) for s in article.sentences if s.foreign}
    for one in passage.sentences:
        if one.span not in found:
            continue
        first = passage.sentences[one.repeat_of].span if one.repeat_of is not None else None
        assert found[one.span] == (passage.text[slice(*first)] if first else None)
        assert (one.span in foreign) == one.foreign


@pytest.mark.parametrize("conversion", ["s2t", "s2tw", "s2hk", "t2s"])
def test_the_script_makes_no_difference(conversion: str) -> None:
    """Taiwan writes 說, Hong Kong 説, the mainland 说: ends, kinds and repeats are the same."""
    convert = opencc.OpenCC(conversion).convert
    for passage in gold.load():
        text = convert(passage.text)
        if len(text) == len(passage.text):
            other = parse(Source(name=passage.name, text=text)).sentences
            assert [(s.start, s.end, s.kind, s.repeat_of) for s in other] == [
                (s.start, s.end, s.kind, s.repeat_of) for s in _parsed(passage).sentences
            ]


FORMS = {
    "full-width digits": {ord(c): ord(c) + 0xFEE0 for c in "0123456789"},
    "ideographic spaces": str.maketrans(" ", "\u3000"),
    "no-break spaces": str.maketrans(" ", "\u00a0"),
    "half-width marks": str.maketrans("（）：，", "():,"),
    "full-width marks": str.maketrans("():,", "（）：，"),
    "corner brackets": str.maketrans("“”‘’", "「」『』"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_the_form_of_characters_makes_no_difference(form: dict[int, int]) -> None:
    for passage in gold.load():
        other = parse(Source(name=passage.name, text=passage.text.translate(form))).sentences
        assert [(s.start, s.end, s.kind) for s in other] == [
            (s.start, s.end, s.kind) for s in _parsed(passage).sentences
        ]
