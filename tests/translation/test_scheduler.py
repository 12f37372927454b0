"""Tasks: what results ask for is sent at once, and nothing more is begun after a cancel."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from zhaiyi.cards import Role
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.errors import EngineError
from zhaiyi.events import Notice
from zhaiyi.translation.scheduler import NOTHING, Outcome, Task, run_tasks


class _Recorder(Engine):
    """Answers at once and remembers which requests came together."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []

    @property
    def signature(self) -> str:
        return "recorder"

    def load(self) -> None: ...

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.calls.append([r.id for r in requests])
        yield from (Result(r.id, r.source, prompt_tokens=2, output_tokens=3) for r in requests)


def _task(name: str, outcome: Outcome = NOTHING) -> Task:
    return Task(Request(name, name), lambda result: outcome)


def _both(engine: Engine) -> dict[Role, EngineWorker]:
    worker = EngineWorker(engine)
    return {"translator": worker, "summarizer": worker}


def test_follow_ups_are_worked_off_too() -> None:
    engine = _Recorder()
    tasks = [
        _task("a", Outcome(events=(Notice("a done"),), tasks=(_task("repair a"),))),
        _task("b"),
    ]
    events = list(run_tasks(_both(engine), tasks, NEVER, Counter()))
    assert engine.calls[0] == ["a", "b"]
    assert sorted(name for call in engine.calls for name in call) == ["a", "b", "repair a"]
    assert events == [Notice("a done")]


def test_it_goes_on_until_nothing_is_asked_for() -> None:
    engine = _Recorder()
    chain = Outcome(tasks=(_task("2", Outcome(tasks=(_task("3"),))),))
    tokens: Counter[str] = Counter()
    list(run_tasks(_both(engine), [_task("1", chain)], NEVER, tokens))
    assert engine.calls == [["1"], ["2"], ["3"]]
    assert tokens == {"prompt": 6, "output": 9, "translate": 15}


def test_two_models_each_get_their_own() -> None:
    one, two = _Recorder(), _Recorder()
    tasks = [_task("a"), Task(Request("s", "s"), lambda result: NOTHING, "summarizer")]
    engines: dict[Role, EngineWorker] = {
        "translator": EngineWorker(one),
        "summarizer": EngineWorker(two),
    }
    list(run_tasks(engines, tasks, NEVER, Counter()))
    assert (one.calls, two.calls) == ([["a"]], [["s"]])


def test_nothing_more_is_begun_after_a_cancel() -> None:
    engine, cancel = _Recorder(), threading.Event()

    def stop(result: Result) -> Outcome:
        cancel.set()
        return Outcome(tasks=(_task("never"),))

    list(run_tasks(_both(engine), [Task(Request("a", "a"), stop)], cancel, Counter()))
    assert engine.calls == [["a"]]


def test_what_goes_wrong_in_the_engine_is_raised_here() -> None:
    with pytest.raises(EngineError, match="told to fail"):
        list(run_tasks(_both(ScriptedEngine(fail_at=1)), [_task("a")], NEVER, Counter()))
