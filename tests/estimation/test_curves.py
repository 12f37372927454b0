"""From numbers to what a reader is told."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from zhaiyi.core.document import Finding, Span, Told
from zhaiyi.estimation import Estimator, Evidence, Reading, load_curves
from zhaiyi.estimation.base import Pair
from zhaiyi.estimation.curves import Curve, Curves, curves_from
from zhaiyi.estimation.features import features
from zhaiyi.estimation.spans import doubtful_parts

BY_POINTS = Curve(("points",), (0.0,), (1.0,), (-2.0,), 0.0, sure=0.8, doubtful=0.2)
BY_LOGPROB = Curve(("points", "logprob_mean"), (0, 0), (1, 1), (0, 5), 3.0, sure=0.8, doubtful=0.2)
WARNING = Finding("number", "warning", "61,000 is missing")
NOTE = Finding("quotes", "info", "quotation marks differ")


class Fixed:
    """Reads points out of the English."""

    signature = "fixed"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        return [
            Reading(0.0, 0.0, float(target), 0.0, (Span(0, 1),), (Span(0, 2),))
            for _, target in pairs
        ]


def estimator(**curves: Sequence[Curve]) -> Estimator:
    return Estimator(Fixed(), "ours", Curves(curves or {"general": [BY_POINTS]}))


def test_levels_follow_the_confidence_and_each_has_its_order() -> None:
    found = estimator().estimate([("汕头", points) for points in ("-2", "0", "2")])
    assert [one and one.level for one in found] == ["sure", "look", "doubtful"]
    shares = [one.confidence for one in found if one]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize(("finding", "level"), [(WARNING, "look"), (NOTE, "sure")])
def test_a_sentence_that_a_check_objects_to_is_never_sure(finding: Finding, level: str) -> None:
    (found,) = estimator().estimate([("汕头", "-9")], [Evidence((finding,))])
    assert found is not None
    assert found.level == level


def test_words_are_pointed_at_only_where_there_is_doubt() -> None:
    sure, doubtful = estimator().estimate([("汕头", "-2"), ("汕头", "2")])
    assert sure is not None
    assert sure.suspect == sure.left_out == ()
    assert doubtful is not None
    assert doubtful.suspect == (Span(0, 1),)
    assert doubtful.left_out == (Span(0, 2),)


def test_logprobs_are_used_where_there_are_any() -> None:
    both = estimator(ours=[BY_LOGPROB], general=[BY_POINTS])
    told = [Told(2, -0.01, -0.02), Told(2, -2.0, -4.0), None]
    evidence = [Evidence(told=one) for one in told]
    first, second, without = both.estimate([("汕头", "0")] * 3, evidence)
    assert first is not None
    assert second is not None
    assert without is not None
    assert first.confidence > second.confidence
    assert without.confidence == pytest.approx(0.5)


def test_where_no_curve_fits_nothing_is_claimed() -> None:
    assert Estimator(None, "ours", Curves({"general": [BY_POINTS]})).estimate([("汕", "a")]) == [
        None
    ]
    assert Estimator(None, "ours", Curves({})).estimate([("汕", "a")]) == [None]


def test_features_leave_out_what_is_not_known() -> None:
    found = features(("汕头，广东。", "Shantou, Guangdong."), None, Evidence((WARNING,)))
    assert found["objections"] == 1
    assert not {"points", "logprob_mean"} & found.keys()


def test_the_translators_own_doubt_counts_where_it_tells_one() -> None:
    pair = ("汕头", "Shantou")
    sound, faulty = (
        features(pair, None, Evidence(told=Told(3, -0.1, -0.2, doubt)))["doubt"]
        for doubt in (0.0, 1.0)
    )
    assert -20 < sound < 0 < faulty < 20
    assert "doubt" not in features(pair, None, Evidence(told=Told(3, -0.1, -0.2)))


def test_curves_are_read_as_they_were_written() -> None:
    load_curves()
    fields = {name: getattr(BY_POINTS, name) for name in BY_POINTS.__slots__}
    text = json.dumps({"curves": {"a": [{**fields, "fitted": 3}]}})
    curves = curves_from(text)
    assert curves.knows("a")
    assert not curves.knows("b")
    assert curves.of("a", {"points": 1.0}) == BY_POINTS


def test_doubtful_pieces_become_whole_words_the_worst_first() -> None:
    text = "The vice mayor of Burgas, Ruska."
    spans = [(0, 3), (3, 8), (8, 14), (14, 17), (17, 21), (21, 24), (24, 25), (25, 29), (29, 31)]
    logits = [-5, -5, -5, -5, 0.2, -5, -5, 0.4, 1.0]
    found = doubtful_parts(text, spans, logits, 0.0)
    assert [text[a:b] for a, b in found] == ["Ruska", "Burgas"]


def test_neighbouring_doubts_are_one_part() -> None:
    text = "won at home again"
    found = doubtful_parts(text, [(0, 3), (3, 6), (6, 11), (11, 17)], [-3, 0.1, 0.3, -3], 0.0)
    assert [text[a:b] for a, b in found] == ["at home"]
