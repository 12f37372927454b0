from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.errors import EngineError, ModelMissing
from zhaiyi.core.settings import load_settings
from zhaiyi.engines.base import Decoding, Engine, Request, Result
from zhaiyi.engines.registry import ENGINES, load_factory, make_engine
from zhaiyi.engines.scripted import ScriptedEngine, pretend
from zhaiyi.models.cards import load_card
from zhaiyi.models.store import Store


def requests(*sources: str) -> list[Request]:
    return [Request(str(n), source) for n, source in enumerate(sources)]


def texts(results: list[Result]) -> dict[str, str]:
    return {result.id: result.text for result in results}


def test_answers_are_canned_computed_or_made_by_rule() -> None:
    canned = ScriptedEngine({"你好": "Hello"})
    answers = texts(list(canned.generate(requests("你好", "再见"))))
    assert answers["0"] == "Hello"
    assert answers["1"].startswith("[en] ")
    computed = ScriptedEngine(lambda request: request.source.upper())
    assert texts(list(computed.generate(requests("abc")))) == {"0": "ABC"}


def test_digits_latin_words_and_hints_stay() -> None:
    text = pretend("汕头有6.1万人用APP，30%满意。", "Glossary: 汕头=Shantou; 6.1万=61,000")
    assert text.startswith("[en] Shantou ")
    assert "61,000" in text
    assert "APP, 30%" in text


@given(st.text())
def test_no_chinese_character_is_left(text: str) -> None:
    assert not any("\u4e00" <= character <= "\u9fff" for character in pretend(text))


def test_after_a_cancel_no_further_micro_batch_is_computed() -> None:
    cancel = threading.Event()
    engine = ScriptedEngine(batch=2, on_step=lambda step: (step == 2 and cancel.set()) or None)
    results = list(engine.generate(requests(*"一二三四五六七"), cancel))
    assert engine.stats.steps == 2
    assert [r.finish for r in results].count("cancelled") == 3
    assert len(results) == 7


def test_urgent_requests_come_first_and_decodings_are_not_mixed() -> None:
    rows = [
        Request("late", "一", priority=5),
        Request("beam", "二", decoding=Decoding(beam=3)),
        Request("soon", "三"),
    ]
    engine = ScriptedEngine()
    order = [result.id for result in engine.generate(rows)]
    assert order[-1] == "late"
    assert engine.stats.steps == 3


def test_results_may_come_out_of_order() -> None:
    engine = ScriptedEngine(batch=1, delays=lambda request: 2 if request.id == "0" else 0)
    order = [result.id for result in engine.generate(requests(*"一二三四"))]
    assert order == ["1", "0", "2", "3"] or order == ["1", "2", "0", "3"]


def test_a_failure_comes_at_its_step() -> None:
    engine = ScriptedEngine(batch=1, fail_at=2)
    running = engine.generate(requests(*"一二三"))
    assert next(running).id == "0"
    with pytest.raises(EngineError):
        next(running)


def test_output_is_cut_at_the_limit_and_says_so() -> None:
    engine = ScriptedEngine({"长": "one two three four"})
    [result] = engine.generate([Request("0", "长", max_new_tokens=2)])
    assert (result.text, result.finish) == ("one two", "length")


def test_as_many_candidates_as_asked() -> None:
    [result] = ScriptedEngine().generate([Request("0", "长", decoding=Decoding(candidates=3))])
    assert len(result.candidates) == 3


# -- the registry ----------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, offline=True)


def test_every_registered_engine_can_be_imported() -> None:
    for name in ENGINES:
        assert callable(load_factory(name))


def test_a_card_gets_its_engine(store: Store) -> None:
    engine = make_engine(load_card("scripted"), store, load_settings())
    assert isinstance(engine, Engine)
    assert engine.signature.startswith("scripted")


def test_a_model_that_is_not_there_is_told_before_work(store: Store) -> None:
    with pytest.raises(ModelMissing, match="zhaiyi models pull"):
        make_engine(load_card("qwen2.5-coder-0.5b"), store, load_settings())


def test_a_checkpoint_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(ModelMissing, match=r"hy-mt-1\.8b"):
        make_engine(load_card("hy-mt-1.8b"), store, load_settings())
