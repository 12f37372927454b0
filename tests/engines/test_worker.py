"""One engine, many callers: the worker thread shares it fairly and passes on what goes wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue

import pytest

from zhaiyi.core.errors import EngineError
from zhaiyi.engines.base import NEVER, Request
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.engines.worker import Answer, EngineWorker


def _requests(name: str, number: int) -> list[Request]:
    return [Request(f"{name}{i}", f"{name}{i}", max_new_tokens=9) for i in range(number)]


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


@pytest.fixture
def worker(gate: threading.Event) -> Iterator[EngineWorker]:
    """Two rows a micro-batch; the first waits for the gate."""
    worker = EngineWorker(ScriptedEngine(batch=2, on_step=lambda _: gate.wait(60)))
    yield worker
    gate.set()
    worker.close()


def test_every_request_comes_back_once(worker: EngineWorker, gate: threading.Event) -> None:
    gate.set()
    results = list(worker.generate(_requests("a", 7)))
    assert sorted(r.id for r in results) == [f"a{i}" for i in range(7)]


def test_a_short_job_is_not_starved_by_a_long_one() -> None:
    gate, computed = threading.Event(), list[str]()

    def answer(request: Request) -> str:
        computed.append(request.id)
        return request.id

    engine = ScriptedEngine(answer, batch=2, on_step=lambda _: gate.wait(60))
    worker = EngineWorker(engine)
    long, short = (
        threading.Thread(target=lambda n=name, m=m: list(worker.generate(_requests(n, m))))
        for name, m in (("long", 40), ("short", 2))
    )
    long.start()
    _wait_until(lambda: engine.stats.steps == 1)
    short.start()
    _wait_until(lambda: worker.waiting == 1)
    gate.set()
    long.join(60)
    short.join(60)
    worker.close()
    assert len(computed) == 42
    assert computed.index("short1") <= 5  # after the running micro-batch and at most one more


def _wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to that")


def test_the_callers_thread_gets_the_error() -> None:
    worker = EngineWorker(ScriptedEngine(fail_at=1))
    with pytest.raises(EngineError, match="told to fail"):
        list(worker.generate(_requests("a", 2)))
    assert [r.id for r in worker.generate(_requests("b", 1))] == ["b0"]
    worker.close()


def test_an_abandoned_job_costs_no_more_steps(gate: threading.Event) -> None:
    engine = ScriptedEngine(batch=1, on_step=lambda step: step == 1 or gate.wait(60))
    worker = EngineWorker(engine)
    results = worker.generate(_requests("a", 500))
    next(results)
    results.close()
    gate.set()
    list(worker.generate(_requests("b", 1)))
    worker.close()
    assert engine.stats.steps <= 4


def test_close_waits_and_may_be_used_again() -> None:
    engine = ScriptedEngine()
    worker = EngineWorker(engine)
    worker.load()
    assert engine.loaded
    worker.close()
    assert not engine.loaded
    assert len(list(worker.generate(_requests("a", 1), NEVER))) == 1
    worker.close()


def test_who_sends_after_the_close_is_told_and_does_not_wait_for_ever() -> None:
    worker = EngineWorker(ScriptedEngine())
    answers: SimpleQueue[Answer | None] = SimpleQueue()
    lane = worker.lane(answers)
    worker.close()
    lane.send(_requests("late", 1))
    error = answers.get(timeout=60)
    assert isinstance(error, EngineError)
    assert "closed" in str(error)


def test_who_comes_while_it_is_being_closed_is_served_and_the_close_ends(
    worker: EngineWorker, gate: threading.Event
) -> None:
    errors, served = list[str](), list[str]()

    def first() -> None:
        with pytest.raises(EngineError) as error:
            list(worker.generate(_requests("first", 5)))
        errors.append(str(error.value))

    def second() -> None:
        served.extend(r.id for r in worker.generate(_requests("second", 1)))

    one, closing, two = (
        threading.Thread(target=target, daemon=True) for target in (first, worker.close, second)
    )
    one.start()
    _wait_until(lambda: worker.stats.steps == 1)
    closing.start()
    _wait_until(lambda: not worker.is_serving)
    two.start()
    _wait_until(lambda: worker.is_serving)
    gate.set()
    for thread in (one, closing, two):
        thread.join(60)
        assert not thread.is_alive()
    assert errors == ["the model was closed while it worked"]
    assert served == ["second0"]
