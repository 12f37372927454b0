"""Continuous batches: requests join and leave at any step, lanes take turns, nothing is lost; and
the same in a process of its own, which may die."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.continuous import Letters
from tests.support import REPO
from zhaiyi.core.errors import EngineError, ModelDamaged
from zhaiyi.engines.base import NEVER, Decoding, Request, Result
from zhaiyi.engines.child import ChildEngine
from zhaiyi.engines.turns import Continuous, OpenLane
from zhaiyi.engines.worker import Answer, EngineWorker

FACTORY = "tests.engines.continuous:Letters"


def child(rows: int = 4, **arguments: object) -> ChildEngine:
    return ChildEngine(FACTORY, {"rows": rows, **arguments}, "letters", rows)


@pytest.fixture
def engine() -> Iterator[ChildEngine]:
    made = child()
    yield made
    made.close()


def requests(*sources: str) -> list[Request]:
    return [Request(f"r{i}", source, max_new_tokens=99) for i, source in enumerate(sources)]


def answered(results: list[Result]) -> dict[str, str]:
    assert len({r.id for r in results}) == len(results)
    return {r.id: r.text for r in results}


@given(
    st.lists(st.text("abcdef", min_size=1, max_size=9), max_size=12),
    st.integers(1, 5),
    st.integers(1, 4),
)
def test_each_request_comes_back_once_and_rows_are_never_exceeded(
    sources: list[str], rows: int, beam: int
) -> None:
    engine = Letters(rows)
    asked = [Request(str(i), s, decoding=Decoding(beam=beam)) for i, s in enumerate(sources)]
    results = list(engine.generate(asked))
    assert answered(results) == {str(i): s.upper() for i, s in enumerate(sources)}
    assert engine.most * beam <= max(rows, beam)
    assert not engine.running


def test_a_cancel_computes_no_further_step() -> None:
    engine, cancel = Letters(2), threading.Event()
    results = []
    for result in engine.generate(requests("a", "bbbb", "cccc"), cancel):
        results.append(result)
        cancel.set()
    assert [r.finish for r in results] == ["stop", "cancelled", "cancelled"]
    assert engine.stats.steps == 1
    assert not engine.running


def test_who_stops_listening_leaves_nothing_running() -> None:
    engine = Letters()
    listening = engine.generate(requests("a", "bbbb"))
    next(listening)
    listening.close()
    assert not engine.running


def test_what_is_sent_later_joins_the_running_batch() -> None:
    sent = threading.Event()
    engine: Letters = Letters(4, gate=lambda: engine.stats.steps < 20 or sent.wait(60))
    worker = EngineWorker(engine)
    answers: SimpleQueue[Answer | None] = SimpleQueue()
    lane = worker.lane(answers)
    lane.send([Request("long", "x" * 60, max_new_tokens=99), Request("short", "x")])
    first = answers.get(timeout=60)
    lane.send([Request("late", "yy")])
    sent.set()
    second, third = answers.get(timeout=60), answers.get(timeout=60)
    worker.close()
    assert [r.id for r in (first, second, third) if isinstance(r, Result)] == [
        "short", "late", "long",
    ]  # fmt: skip
    assert engine.stats.steps <= 62


def test_a_short_job_is_not_starved_by_a_long_one() -> None:
    begun, sent = threading.Event(), threading.Event()
    answers = SimpleQueue[Answer | None]()
    answered_before: list[int] = []

    def before_each_step() -> None:
        begun.set()
        assert sent.wait(60)
        answered_before.append(answers.qsize())

    worker = EngineWorker(Letters(2, gate=before_each_step))
    long = threading.Thread(target=lambda: list(worker.generate(requests(*["x" * 9] * 60))))
    long.start()
    assert begun.wait(60)
    worker.lane(answers).send(requests("ab", "cd"))
    sent.set()
    long.join(60)
    assert not long.is_alive()
    worker.close()
    both = [answers.get(timeout=60) for _ in range(2)]
    assert answered([each for each in both if isinstance(each, Result)]) == {"r0": "AB", "r1": "CD"}
    assert len(answered_before) >= 270
    assert answered_before.index(2) <= 30


def test_an_error_that_one_request_met_ends_its_caller_s_work_alone() -> None:
    engine = Letters(4, pause=0.005)
    worker = EngineWorker(engine)
    answers, others = SimpleQueue[Answer | None](), SimpleQueue[Answer | None]()
    one, other = worker.lane(answers), worker.lane(others)
    other.send(requests("x" * 9))
    one.send(requests("y" * 99, "refused"))
    answer = answers.get(timeout=60)
    assert isinstance(answer, EngineError)
    assert str(answer) == "the letters refuse this one"
    assert others.get(timeout=60) == Result("r0", "X" * 9, "stop", ("X" * 9,), None, 1, 9)
    one.send(requests("ab"))
    again = answers.get(timeout=60)
    assert isinstance(again, Result)
    assert again.text == "AB", "what he asked before is not answered any more"
    with pytest.raises(EngineError, match="refuse"):
        list(Letters().generate(requests("refused")))
    worker.close()


def test_the_headline_of_one_goes_before_what_another_can_wait_for() -> None:
    engine = Letters(1)
    turns, answers = Continuous(engine), SimpleQueue[Answer | None]()
    long, late = OpenLane(answers, NEVER), OpenLane(answers, NEVER)
    turns.add(long, [Request(f"rest {i}", "aa", priority=1) for i in range(3)])
    turns.advance()
    turns.add(late, [Request("headline", "bb", priority=-1), Request("rest", "bb", priority=1)])
    order = []
    while not turns.idle:
        turns.advance()
        while not answers.empty():
            answer = answers.get()
            assert isinstance(answer, Result)
            order.append(answer.id)
    assert order[:2] == ["rest 0", "headline"]
    assert sorted(order) == ["headline", "rest", "rest 0", "rest 1", "rest 2"]


def test_one_lane_is_cancelled_and_the_other_goes_on() -> None:
    cancel, answers = threading.Event(), SimpleQueue[Answer | None]()
    engine: Letters = Letters(4, gate=lambda: engine.stats.steps < 20 or cancel.wait(60))
    worker = EngineWorker(engine)
    lane = worker.lane(answers, cancel)
    lane.send(requests("x" * 90, "x" * 90, "x" * 90, "x" * 90, "x" * 90))
    other: list[Result] = []
    thread = threading.Thread(target=lambda: other.extend(worker.generate(requests("y" * 30))))
    thread.start()
    cancel.set()
    ended = [answers.get(timeout=60) for _ in range(5)]
    thread.join(60)
    worker.close()
    assert {r.finish for r in ended if isinstance(r, Result)} == {"cancelled"}
    assert [r.text for r in other] == ["Y" * 30]


def test_a_broken_engine_tells_all_and_works_again() -> None:
    worker = EngineWorker(Letters())
    with pytest.raises(EngineError, match="the letters broke"):
        list(worker.generate(requests("aaa", "break")))
    assert answered(list(worker.generate(requests("a")))) == {"r0": "A"}
    worker.close()


# -- in a process of its own


def test_the_child_answers_and_counts(engine: ChildEngine) -> None:
    sources = ["好", "abc", "d" * 50, "<|im_end|>", "\ud800"]
    assert answered(list(engine.generate(requests(*sources)))) == {
        f"r{i}": source.upper() for i, source in enumerate(sources)
    }
    assert engine.stats.steps >= 50


def test_the_parent_goes_on_while_the_child_computes(tmp_path: Path) -> None:
    """The child waits in its step for what the parent does meanwhile."""
    gate = tmp_path / "gate"
    worker = EngineWorker(child(gate=str(gate)))
    worker.load()
    ticks, done = 0, threading.Event()
    thread = threading.Thread(target=lambda: (list(worker.generate(requests("abc"))), done.set()))
    thread.start()
    while not done.wait(0.01):
        ticks += 1
        if ticks == 20:
            gate.touch()
    worker.close()
    thread.join(60)
    assert ticks >= 20


def test_a_model_that_does_not_load_is_told_in_a_line() -> None:
    engine = child(damaged=True)
    with pytest.raises(ModelDamaged, match="the letters are damaged"):
        engine.load()


def test_a_child_that_dies_is_told_and_started_again(engine: ChildEngine) -> None:
    with pytest.raises(EngineError, match="process ended"):
        list(engine.generate(requests("aaaa", "die")))
    assert answered(list(engine.generate(requests("ab")))) == {"r0": "AB"}


def test_a_child_that_breaks_goes_on(engine: ChildEngine) -> None:
    with pytest.raises(EngineError, match="the letters broke"):
        list(engine.generate(requests("aaaa", "break")))
    assert answered(list(engine.generate(requests("ab")))) == {"r0": "AB"}


@pytest.mark.process
def test_the_child_ends_with_its_parent() -> None:
    """Also where the parent is killed and can tell nobody."""
    script = (
        "import os, signal; from tests.engines.test_continuous import child, requests\n"
        "engine = child(); engine.load()\n"
        "print(engine._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True, timeout=200
    )
    pid = int(ended.stdout.split()[-1])
    _wait_until(lambda: not _runs(pid))


@pytest.mark.process
def test_a_script_needs_no_main_guard(tmp_path: object) -> None:
    script = (
        "from tests.engines.test_continuous import child, requests\n"
        "engine = child()\n"
        "print([r.text for r in engine.generate(requests('ab'))])\n"
        "engine.close()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-"], input=script, cwd=REPO, capture_output=True, text=True, timeout=200
    )
    assert ended.stdout == "['AB']\n"


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        pass
    if os.path.isdir("/proc/self"):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to that")
