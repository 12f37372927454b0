"""The curves that ship belong to the model that ships."""

from __future__ import annotations

import csv

from tests.support import REPO
from zhaiyi.estimation import Estimator, load_curves
from zhaiyi.estimation.installed import translator_of
from zhaiyi.models.cards import DEFAULT_CARD, load_card


def test_the_default_translator_is_the_one_that_was_calibrated() -> None:
    """After a change of model or adapter: mark outputs, then training.estimator.calibrate."""
    card = load_card(DEFAULT_CARD)
    signature = f"{card.name}/{card.weights_signature} int8 openvino-genai/1"
    assert load_curves().knows(translator_of(signature))
    assert Estimator(None, translator_of(signature)).curve == "calibrated for this translator"


def test_a_translator_without_marks_has_the_general_curve() -> None:
    assert Estimator(None, "other/123").curve == "general curve"


def test_an_objection_never_makes_a_sentence_surer() -> None:
    card = load_card(DEFAULT_CARD)
    bad = {"points": 1.8, "length": 3.0, "objections": 1.0}
    for translator in (f"{card.name}/{card.weights_signature}", "other"):
        curve = load_curves().of(translator, bad)
        assert curve is not None
        assert curve.confidence(bad) <= curve.confidence(bad | {"objections": 0.0})


def test_marks_of_texts_that_are_not_ours_hold_none() -> None:
    path = REPO / "tests/data/outputs-marked-v3.tsv"
    text = path.read_text(encoding="utf-8")
    assert text.isascii()
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    assert rows[0].keys() == {"origin", "id", "system", "hash", "needs_look", "flagged", "kind"}
    assert sum(row["system"] == "zhaiyi" for row in rows) == 220
