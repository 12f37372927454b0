"""What a step costs: told apart, kept for the next run, never believed blindly."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.engines.makers import CHINESE
from tests.engines.test_contract import openvino, rows
from zhaiyi.engines.costs import ENOUGH, FILE, Costs, Meter, keep_costs, kept_costs, measured

TRUE = Costs(step=0.08, row=0.02, prefill=0.022)


def seen(steps: int = ENOUGH, costs: Costs = TRUE) -> Meter:
    meter = Meter()
    for n in range(steps):
        rows, tokens = 1 + n % 7, 256 * (n % 5 == 0) + 64 * (n % 3 == 0)
        meter.note(rows, tokens, costs.seconds(rows, tokens))
    return meter


def test_the_three_are_told_apart() -> None:
    found = seen().costs()
    assert found is not None
    assert (found.step, found.row, found.prefill) == pytest.approx((0.08, 0.02, 0.022))


def test_too_little_says_nothing() -> None:
    assert seen(ENOUGH - 1).costs() is None
    alike = Meter()
    for _ in range(ENOUGH):
        alike.note(1, 0, 0.1)
    assert alike.costs() is None


def test_nonsense_says_nothing() -> None:
    assert seen(costs=Costs(0.1, -0.01, 0.02)).costs() is None


def test_figures_are_kept_for_each_model(tmp_path: Path) -> None:
    home = tmp_path
    unseen = Meter()
    with measured(home, "a model", unseen):
        assert unseen.known() == Costs()
    assert not (home / FILE).exists()
    meter = Meter()
    with measured(home, "a model", meter):
        meter.take(seen())
        assert meter.known().row == pytest.approx(0.02)
    assert kept_costs(home, "a model").row == pytest.approx(0.02)
    assert kept_costs(home, "another") == Costs()
    fresh = Meter()
    with measured(home, "a model", fresh):
        assert fresh.known().row == pytest.approx(0.02)
    keep_costs(home, "another", TRUE)
    assert kept_costs(home, "a model").row == pytest.approx(0.02)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        json.dumps({"m": 3}),
        json.dumps({"m": {"step": -1.0, "row": 1.0, "prefill": 1.0}}),
        json.dumps({"m": {"step": "x", "row": 1.0, "prefill": 1.0}}),
        '{"m": {"step": NaN, "row": 1.0, "prefill": 1.0}}',
        '{"m": {"step": 1.0, "row": 1e99, "prefill": 1.0}}',
    ],
)
def test_a_spoiled_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert kept_costs(tmp_path, "m") == Costs()
    keep_costs(tmp_path, "m", TRUE)
    assert kept_costs(tmp_path, "m") == TRUE


def test_the_default_engine_notes_every_step_and_every_token_of_the_prompts(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        engine = openvino(tmp_path, stack).engine
        stack.callback(engine.close)
        results = list(engine.generate(rows(CHINESE)))
        meter = engine.stats.meter
        assert 0 < meter.steps <= engine.stats.steps
        assert meter.squares[2] == sum(result.prompt_tokens for result in results)


def test_a_home_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    keep_costs(tmp_path / "not there", "m", TRUE)
    assert kept_costs(tmp_path / "not there", "m") == Costs()
