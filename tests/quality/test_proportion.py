"""Similarity and clauses: vectors come in as numbers, so these tests need no model."""

from __future__ import annotations

from zhaiyi.lexicon import Lexicon
from zhaiyi.quality import clauses, similarity
from zhaiyi.quality.base import SegmentPair, Similarity

LEXICON = Lexicon()

SOURCE = "北京市气象台26日发布预报称，夜间有小到中雨，最低气温为23℃，市民出行应携带雨具。"
WHOLE = (
    "The Beijing Meteorological Observatory said on the 26th that there would be light to moderate "
    "rain at night with a low of 23 degrees, and that people should take umbrellas."
)


def test_a_neighbour_that_is_nearer_shows_a_swap() -> None:
    assert list(similarity.check(SegmentPair(SOURCE, WHOLE, similarity=Similarity(0.3, 0.7, 4))))
    assert not list(
        similarity.check(SegmentPair(SOURCE, WHOLE, similarity=Similarity(0.65, 0.7, 4)))
    )


def test_hardly_any_similarity_is_a_warning() -> None:
    assert list(similarity.check(SegmentPair(SOURCE, WHOLE, similarity=Similarity(0.05))))
    assert not list(similarity.check(SegmentPair(SOURCE, WHOLE, similarity=Similarity(0.4))))


def test_without_vectors_similarity_is_silent() -> None:
    assert not list(similarity.check(SegmentPair(SOURCE, WHOLE)))


def test_a_whole_translation_has_its_clauses() -> None:
    assert not list(
        clauses.check(SegmentPair(SOURCE, WHOLE, similarity=Similarity(0.7), lexicon=LEXICON))
    )


def test_a_clause_dropped_shows_and_a_summary_may_drop_it() -> None:
    short = "The Beijing Meteorological Observatory issued a forecast."
    near = Similarity(0.45)
    (finding,) = clauses.check(SegmentPair(SOURCE, short, similarity=near, lexicon=LEXICON))
    assert finding.severity == "warning"
    assert not list(
        clauses.check(SegmentPair(SOURCE, short, role="summary", similarity=near, lexicon=LEXICON))
    )


def test_much_more_than_the_source_shows() -> None:
    long = WHOLE + " Officials in three other provinces have also promised to build new roads."
    assert list(
        clauses.check(
            SegmentPair(
                "夜间有小到中雨，最低气温为23℃。", long, similarity=Similarity(0.3), lexicon=LEXICON
            )
        )
    )
