"""Jobs and their scheduler: what is asked for is sent at once, nothing more is begun after a
cancel, and who waits for translations is told when they come, change, or will not come."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from zhaiyi.core.document import Article, Translation
from zhaiyi.core.errors import EngineError
from zhaiyi.core.events import Event, Notice, Standing, TranslationReady
from zhaiyi.engines.base import LATER, NEVER, NEXT, Cancel, Engine, Request, Result
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.models.cards import Role
from zhaiyi.translation.jobs import Job, Start, ask, translations
from zhaiyi.translation.scheduler import Scheduler
from zhaiyi.translation.state import BriefState
from zhaiyi.translation.urgency import Urgency

EMPTY = BriefState(Article("", ()))


class _Recorder(Engine):
    """Answers at once and remembers which requests came together."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []
        self.requests: list[Request] = []

    @property
    def signature(self) -> str:
        return "recorder"

    def load(self) -> None: ...

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.calls.append([r.id for r in requests])
        self.requests += requests
        yield from (Result(r.id, r.source, prompt_tokens=2, output_tokens=3) for r in requests)


def asking(*names: str, told: Event | None = None, **how: Any) -> Job[None]:
    """Asks for one thing after the other."""
    for name in names:
        yield from ask([Request(name, name)], **how)
        if told is not None:
            yield told


def telling(ids: Sequence[int], given: list[object], final: bool = False) -> Job[None]:
    """Notes every translation that it is given."""
    while (found := (yield from translations(ids, final=final))) is not None:
        given.append([translation.text for translation in found])
    given.append(None)


def ready(source: int, text: str, standing: Standing = "final") -> TranslationReady:
    return TranslationReady(Translation(source, text), standing)


def both(engine: Engine) -> dict[Role, EngineWorker]:
    worker = EngineWorker(engine)
    return {"translator": worker, "summarizer": worker}


def run(engine: Engine, *jobs: Job[object], cancel: Cancel = NEVER, **more: Any) -> list[Event]:
    return list(Scheduler(both(engine), cancel, **more).run(jobs, EMPTY))


def test_follow_ups_are_worked_off_too() -> None:
    engine = _Recorder()
    events = run(engine, asking("a", "repair a", told=Notice("done")), asking("b"))
    assert engine.calls[0] == ["a", "b"]
    assert sorted(name for call in engine.calls for name in call) == ["a", "b", "repair a"]
    assert events == [Notice("done"), Notice("done")]


def test_it_goes_on_until_nothing_is_asked_for() -> None:
    engine = _Recorder()
    scheduler = Scheduler(both(engine))
    list(scheduler.run([asking("1", "2", "3")], EMPTY))
    assert engine.calls == [["1"], ["2"], ["3"]]
    assert scheduler.tokens == {"prompt": 6, "output": 9, "translate": 15}


def test_two_models_each_get_their_own() -> None:
    one, two = _Recorder(), _Recorder()
    engines: dict[Role, EngineWorker] = {
        "translator": EngineWorker(one),
        "summarizer": EngineWorker(two),
    }
    jobs = [asking("a"), asking("s", role="summarizer")]
    list(Scheduler(engines).run(jobs, EMPTY))
    assert (one.calls, two.calls) == ([["a"]], [["s"]])


def test_the_results_of_one_ask_come_together_and_in_its_order() -> None:
    given: list[str] = []

    def job() -> Job[None]:
        requests = [Request(str(n), f"第{n}句。") for n in range(5)]
        given.extend(r.id for r in (yield from ask(requests)))

    run(ScriptedEngine(batch=2, delays=lambda r: 5 - int(r.id)), job())
    assert given == list("01234")


def test_nothing_is_asked_for_nothing() -> None:
    given: list[object] = []

    def job() -> Job[None]:
        given.append((yield from ask([])))

    engine = _Recorder()
    run(engine, job())
    assert (given, engine.calls) == ([()], [])


def test_a_job_may_start_others() -> None:
    engine = _Recorder()

    def first() -> Job[None]:
        yield from ask([Request("name", "name")])
        yield Start((asking("a"), asking("b")))

    run(engine, first())
    assert engine.calls == [["name"], ["a", "b"]]


# -- a cancel


def test_nothing_more_is_begun_after_a_cancel() -> None:
    engine, cancel = _Recorder(), threading.Event()
    finishes: list[str] = []

    def job() -> Job[None]:
        yield from ask([Request("a", "a")])
        cancel.set()
        (result,) = yield from ask([Request("never", "never")])
        finishes.append(result.finish)

    run(engine, job(), cancel=cancel)
    assert (engine.calls, finishes) == ([["a"]], ["cancelled"])


def test_what_goes_wrong_in_the_engine_is_raised_here() -> None:
    with pytest.raises(EngineError, match="told to fail"):
        run(ScriptedEngine(fail_at=1), asking("a"))


def test_an_engine_that_gives_something_back_undone_is_not_asked_again() -> None:
    class Refusing(_Recorder):
        def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
            self.calls.append([r.id for r in requests])
            return (Result(r.id, "", "cancelled") for r in requests)

    engine = Refusing()
    run(engine, asking("a"))
    assert engine.calls == [["a"]]


# -- waiting for translations


def test_who_waits_is_told_when_all_are_there_and_whenever_one_changes() -> None:
    given: list[object] = []

    def work() -> Job[None]:
        yield ready(0, "one", "draft")
        yield from ask([Request("a", "a")])
        assert given == []
        yield ready(1, "two")
        yield from ask([Request("b", "b")])
        yield ready(0, "better", "retry")
        yield from ask([Request("c", "c")])
        yield ready(0, "best")

    run(_Recorder(), work(), telling((0, 1), given))
    assert given == [["one", "two"], ["better", "two"], ["best", "two"], None]


def test_who_waits_for_the_end_is_told_only_then() -> None:
    given: list[object] = []

    def work() -> Job[None]:
        yield ready(0, "one", "draft")
        yield from ask([Request("a", "a")])
        yield ready(0, "best")

    run(_Recorder(), telling((0,), given, final=True), work())
    assert given == [["best"], None]


def test_who_waits_for_what_never_comes_is_told_so() -> None:
    given: list[object] = []
    run(_Recorder(), asking("a"), telling((7,), given))
    assert given == [None]


def test_a_hypothesis_that_is_not_whole_wakes_nobody() -> None:
    given: list[object] = []

    def work() -> Job[None]:
        yield ready(0, "", "retry")
        yield from ask([Request("a", "a")])
        assert given == []
        yield ready(0, "whole")

    run(_Recorder(), telling((0,), given), work())
    assert given == [["whole"], None]


def test_what_is_known_before_is_there_at_once() -> None:
    given: list[object] = []
    state = EMPTY.apply(ready(3, "known"))
    list(Scheduler(both(_Recorder())).run([telling((3,), given)], state))
    assert given == [["known"], None]


def test_what_stands_there_now_can_be_had_without_waiting() -> None:
    given: list[object] = []

    def late() -> Job[None]:
        given.append((yield from translations((0,), wait=False)))
        yield ready(0, "one")
        given.append([t.text for t in (yield from translations((0,), wait=False)) or ()])

    run(_Recorder(), late())
    assert given == [None, ["one"]]


# -- the policy


def test_retries_and_summaries_go_before_sentences_that_can_wait() -> None:
    engine = _Recorder()
    jobs = [
        asking("first", segment=1),
        asking("later", segment=2),
        asking("retry", segment=2, stage="repair"),
        asking("summary", role="summarizer", stage="summarize"),
        asking("name", stage="terms"),
    ]
    run(engine, *jobs, urgency=Urgency(summary=(1,)))
    late = {r.id for r in engine.requests if r.priority == LATER}
    assert (late, len(engine.requests)) == ({"later"}, 5)


# -- the gate


class _Gate:
    """A gate that a test opens and closes."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.wanted = threading.Event()
        self.wakers: list[Any] = []

    def lets(self, priority: int) -> bool:
        return self.most is not None and priority <= self.most

    def want(self) -> None:
        self.wanted.set()

    def wait(self, priority: int = LATER) -> bool:
        return True

    def join(self, wake: Any) -> None:
        self.wakers.append(wake)

    def leave(self, wake: Any) -> None:
        self.wakers.remove(wake)

    def open(self) -> None:
        self.most = LATER
        for wake in self.wakers:
            wake()


def test_a_part_of_an_ask_that_a_closed_gate_sent_back_is_asked_again_alone() -> None:
    gate, given, computed = _Gate(LATER), list[str](), Counter[str]()

    def answer(request: Request) -> str:
        computed[request.id] += 1
        return request.source

    def close(step: int) -> None:
        if step == 1:
            gate.most = None

    def job() -> Job[None]:
        requests = [Request(str(n), f"第{n}句。") for n in range(5)]
        given.extend(r.text for r in (yield from ask(requests)))

    engine = ScriptedEngine(answer, batch=2, on_step=close)
    worker = threading.Thread(target=lambda: run(engine, job(), gate=gate))
    worker.start()
    assert gate.wanted.wait(60)
    assert len(computed) == 2, "the running micro-batch is the last"
    gate.open()
    worker.join(60)
    assert given == [f"第{n}句。" for n in range(5)]
    assert max(computed.values()) == 1, "nothing is done twice"
    assert gate.wakers == []


def test_a_gate_open_for_what_is_urgent_lets_that_through_and_nothing_else() -> None:
    gate, computed, some = _Gate(NEXT), list[str](), threading.Event()

    def answer(request: Request) -> str:
        computed.append(request.id)
        some.set()
        return request.source

    jobs = [
        ask([Request("later", "句")], segment=1),
        ask([Request("headline", "标题")], segment=0),
    ]
    work = threading.Thread(
        target=lambda: run(ScriptedEngine(answer), *jobs, gate=gate, urgency=Urgency(0))
    )
    work.start()
    assert gate.wanted.wait(60)
    assert some.wait(60)
    assert computed == ["headline"]
    gate.open()
    work.join(60)
    assert computed == ["headline", "later"]
