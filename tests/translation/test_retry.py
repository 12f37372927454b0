"""Which hypothesis is kept and what is tried next: decisions as data, without an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.document import Finding, Severity, Term, Told
from zhaiyi.translation.constraints import Constraints
from zhaiyi.translation.retry import (
    CLAUSE_CHARS,
    DOUBT_CHARS,
    Budget,
    Hypothesis,
    Means,
    Step,
    best_of,
    next_step,
    penalty,
)

SHORT = "图书馆有20万册书。"
LONG = "，".join(f"第{n}个阅览室今天向所有居民开放" for n in "一二三四五六七") + "。"
CONSTRAINTS = Constraints((), (("云溪", "Yunxi"),), (("20万", "200,000"),))
RICH = 1e9
STEPS = ("constraints", "beam", "clauses")
"""The steps of a sentence that misses no date; ``opening`` goes before."""


def bad(text: str = "x", *kinds: str, by: str = "first", cut: bool = False) -> Hypothesis:
    return Hypothesis(text, tuple(Finding(kind, "error", "m") for kind in kinds), cut, by)


def climb(
    source: str, constraints: Constraints, hints: bool, budget: Budget, *kinds: str
) -> list[Step]:
    """Every step of a sentence that never gets better."""
    hypotheses, steps = [bad("x", *kinds)], []
    while step := next_step(source, constraints, hypotheses, budget, Means(hints=hints)):
        steps.append(step)
        hypotheses.append(bad("x", *kinds, by=step.name))
        assert len(steps) <= len(STEPS) + 1, "a step came again"
    return steps


def test_a_good_attempt_is_not_tried_again() -> None:
    info = Finding("similarity", "info", "m")
    assert next_step(SHORT, CONSTRAINTS, [Hypothesis("good", (info,))], Budget(RICH)) is None


def test_an_empty_or_cut_attempt_is_tried_again_even_without_findings() -> None:
    for hypothesis in (Hypothesis(""), Hypothesis("half", cut=True)):
        assert next_step(SHORT, CONSTRAINTS, [hypothesis], Budget(RICH)) is not None


def test_each_step_is_tried_once_in_order() -> None:
    names = [step.name for step in climb(LONG, CONSTRAINTS, True, Budget(RICH), "number")]
    assert names == list(STEPS)


def test_a_date_that_was_missed_opens_the_next_answer() -> None:
    constraints = replace(CONSTRAINTS, opening="On the 25th,")
    first, second = climb(SHORT, constraints, True, Budget(RICH), "number")[:2]
    assert (first.name, first.opening) == ("opening", "On the 25th,")
    assert (second.name, second.opening) == ("constraints", "")


WATER = Term("沱沱河", "Tuotuo River", "dictionary", "place", "", ("Tuotuo",))
BODY = Term("水利厅", "Department of Water Resources", "dictionary", "organisation")


def test_a_name_that_was_missed_stands_in_latin_letters_in_the_next_source() -> None:
    constraints = Constraints((WATER, BODY), (("沱沱河", "Tuotuo River"),))
    lost = Hypothesis("The Toto flows.", (Finding("name", "warning", "m"),))
    step = next_step("水利厅测量沱沱河。", constraints, [lost], Budget(RICH))
    assert step is not None
    assert (step.name, step.pieces) == ("spelt", ("水利厅测量Tuotuo River。",))
    assert step.told == ()


def test_names_that_are_there_are_not_spelt() -> None:
    constraints = Constraints((WATER,), (("沱沱河", "Tuotuo River"),))
    found = Hypothesis("The Tuotuo flows.", (Finding("name", "warning", "m"),))
    step = next_step("测量沱沱河。", constraints, [found], Budget(RICH))
    assert step is not None
    assert step.name == "constraints"
    other = Hypothesis("The Toto flows.", (Finding("number", "warning", "m"),))
    step = next_step("测量沱沱河。", constraints, [other], Budget(RICH))
    assert step is not None
    assert step.name == "constraints"


def test_a_mere_doubt_is_tried_again_once() -> None:
    doubt = Hypothesis("x", (Finding("similarity", "warning", "m"),))
    step = next_step(LONG, CONSTRAINTS, [doubt], Budget(RICH))
    assert step is not None
    again = Hypothesis("y", doubt.findings, by=step.name)
    assert next_step(LONG, CONSTRAINTS, [doubt, again], Budget(RICH)) is None


def test_who_is_in_a_hurry_lets_a_mere_doubt_of_a_long_sentence_stand() -> None:
    hurried = Means(thorough=False)
    assert len(SHORT) <= DOUBT_CHARS < len(LONG)
    for source, severity, tried in (
        (LONG, "warning", False),
        (LONG, "error", True),
        (SHORT, "warning", True),
    ):
        hypothesis = Hypothesis("x", (Finding("name", severity, "m"),))  # type: ignore[arg-type]
        step = next_step(source, CONSTRAINTS, [hypothesis], Budget(RICH), hurried)
        assert (step is not None) is tried


def test_the_first_step_names_the_facts_quantities_first() -> None:
    step = climb(SHORT, CONSTRAINTS, True, Budget(RICH), "number")[0]
    assert step.prompt == "retranslate"
    assert step.pairs(SHORT) == (("20万", "200,000"), ("云溪", "Yunxi"))
    assert step.pieces == (SHORT,)


def test_without_facts_to_name_or_tokens_to_forbid_the_beam_comes_first() -> None:
    assert climb(SHORT, Constraints(), True, Budget(RICH), "number")[0].name == "beam"
    assert climb(SHORT, CONSTRAINTS, False, Budget(RICH), "number")[0].name == "beam"


def test_chinese_tokens_are_forbidden_in_every_step() -> None:
    steps = climb(LONG, CONSTRAINTS, True, Budget(RICH), "leftover")
    assert [step.name for step in steps] == list(STEPS)
    assert all(step.decoding.target_only for step in steps)


def test_a_missing_quotation_mark_is_shown_but_not_worth_another_try() -> None:
    doubt = Hypothesis("He said so.", (Finding("quotes", "warning", "no marks"),))
    assert next_step(SHORT, CONSTRAINTS, [doubt], Budget(RICH)) is None


def test_loops_and_cut_output_are_decoded_against_repetition() -> None:
    for hypothesis in (bad("a a a", "repetition"), bad("a a", cut=True)):
        step = next_step(SHORT, CONSTRAINTS, [hypothesis], Budget(RICH))
        assert step is not None
        assert step.decoding.no_repeat_ngram > 0
        assert step.decoding.repetition_penalty > 1


def test_clauses_cover_the_sentence_and_get_only_their_own_facts() -> None:
    constraints = Constraints((), (("第一个", "first"), ("第七个", "seventh")))
    step = climb(LONG, constraints, True, Budget(RICH), "number")[-1]
    assert "".join(step.pieces) == LONG
    assert len(step.pieces) > 1
    assert all(len(piece) <= CLAUSE_CHARS for piece in step.pieces)
    assert step.pairs(step.pieces[0]) == (("第一个", "first"),)
    assert step.pairs(step.pieces[-1]) == (("第七个", "seventh"),)


def test_a_short_sentence_is_not_cut() -> None:
    assert [s.name for s in climb(SHORT, CONSTRAINTS, True, Budget(RICH), "x")] == [
        "constraints",
        "beam",
    ]


def test_the_budget_bounds_the_retries() -> None:
    assert climb(LONG, CONSTRAINTS, True, Budget(0), "number") == []
    budget = Budget(len(LONG))
    assert [s.name for s in climb(LONG, CONSTRAINTS, True, budget, "number")] == ["constraints"]
    assert budget.left == 0


def test_a_refused_cost_leaves_the_budget_alone() -> None:
    budget = Budget(10)
    assert not budget.take(11)
    assert budget.take(10)
    assert budget.left == 0


_SEVERITIES: Sequence[Severity] = ("info", "warning", "error")
_FINDINGS = st.lists(
    st.builds(Finding, st.sampled_from("ab"), st.sampled_from(_SEVERITIES), st.just("m")),
    max_size=3,
).map(tuple)
_HYPOTHESES = st.lists(
    st.builds(Hypothesis, st.sampled_from(["", "x", "y"]), _FINDINGS, st.booleans()), min_size=1
)


@given(_HYPOTHESES)
def test_the_kept_attempt_is_never_worse_than_the_first(hypotheses: list[Hypothesis]) -> None:
    best = best_of(hypotheses)
    first = hypotheses[0]
    assert best.text or not any(hypothesis.text for hypothesis in hypotheses)
    if first.text and not first.cut:
        assert penalty(best.findings) <= penalty(first.findings)


@given(_HYPOTHESES)
def test_of_equals_the_earliest_is_kept(hypotheses: list[Hypothesis]) -> None:
    assert best_of([*hypotheses, *hypotheses]) is best_of(hypotheses)


@given(st.text(max_size=120), st.floats(0, 500), st.booleans())
def test_the_steps_end_and_cost_no_more_than_there_is(
    source: str, left: float, hints: bool
) -> None:
    budget = Budget(left)
    names = [step.name for step in climb(source, CONSTRAINTS, hints, budget, "number", "leftover")]
    assert names == [name for name in STEPS if name in names]
    assert 0 <= budget.left <= left


# --- of equals the surest -----------------------------------------------------------------------


def said(text: str, mean: float, *kinds: str, doubt: float | None = 0.5) -> Hypothesis:
    return replace(bad(text, *kinds), told=Told(20, mean, 2 * mean, doubt))


def test_of_hypotheses_alike_to_the_checks_the_surest_is_kept() -> None:
    sure, unsure = said("sure", -0.2), said("unsure", -0.4)
    assert best_of([unsure, sure]) is sure
    assert best_of([sure, unsure]) is sure
    assert best_of([said("marked", -0.2, doubt=0.9), sure]) is sure
    assert best_of([unsure, said("sure", -0.1, "number")]) is unsure
    assert best_of([unsure, Hypothesis("silent")]) is unsure


def test_the_first_stays_where_the_translator_sets_no_mark() -> None:
    first = Hypothesis("x")
    assert best_of([first, Hypothesis("y")]) is first
    first = said("x", -0.4, doubt=None)
    assert best_of([first, said("y", -0.2, doubt=None)]) is first
