"""Leases: when a job may use the engine, and that nothing is lost or done twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import REPO
from tests.web.test_jobs import Clock, settled
from zhaiyi.core.document import Article
from zhaiyi.core.errors import EngineError
from zhaiyi.core.events import Notice
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Request, Result
from zhaiyi.engines.scripted import ScriptedEngine, pretend
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.models.cards import Role
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.translation.jobs import Job, ask
from zhaiyi.translation.scheduler import Scheduler
from zhaiyi.translation.state import BriefState
from zhaiyi.web.jobs import Jobs
from zhaiyi.web.lease import EngineLease
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.service import Service

ARTICLE = (REPO / "samples" / "shantou-smart-city.txt").read_text(encoding="utf-8")
SHORT = "第9号公告\n\n本市今年新建公园9座。"


def requests(count: int) -> list[Request]:
    return [Request(str(n), f"第{n}句。") for n in range(count)]


class Working:
    """One job that asks for `count` things at once, in a thread of its own."""

    def __init__(self, engine: ScriptedEngine, lease: EngineLease, count: int) -> None:
        self.results: list[Result] = []
        self.error: BaseException | None = None
        self.worker = EngineWorker(engine)
        engines: dict[Role, EngineWorker] = {"translator": self.worker, "summarizer": self.worker}
        self._scheduler = Scheduler(engines, lease.stopping, lease)
        self._jobs = [self._each(request) for request in requests(count)]
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _each(self, request: Request) -> Job[None]:
        self.results.extend((yield from ask([request])))

    def _run(self) -> None:
        try:
            list(self._scheduler.run(self._jobs, BriefState(Article("", ()))))
        except EngineError as error:
            self.error = error

    def ended(self) -> None:
        self._thread.join(60)
        assert not self._thread.is_alive()
        self.worker.close()


def test_what_a_taken_lease_left_is_done_in_the_next() -> None:
    asked: list[str] = []
    again = threading.Event()
    lease = EngineLease(again.set, granted=True)

    def answer(request: Request) -> str:
        asked.append(request.id)
        return request.source

    def on_step(step: int) -> None:
        if step == 2:
            lease.take_back()

    working = Working(ScriptedEngine(answer, batch=2, on_step=on_step), lease, 7)
    assert again.wait(60), "the job asks for its lease again"
    assert len(asked) == 4, "the running micro-batch is the last"
    lease.grant()
    working.ended()
    assert sorted(result.id for result in working.results) == [str(n) for n in range(7)]
    assert {result.finish for result in working.results} == {"stop"}
    assert max(Counter(asked).values()) == 1, "nothing is done twice"


def test_who_is_stopped_while_waiting_gets_everything_cancelled() -> None:
    asked = threading.Event()
    lease = EngineLease(asked.set)
    working = Working(ScriptedEngine(), lease, 3)
    assert asked.wait(60)
    lease.stop()
    working.ended()
    assert [result.finish for result in working.results] == ["cancelled"] * 3
    assert working.worker.stats.steps == 0


def test_what_may_not_be_sent_is_held_and_sent_with_the_lease() -> None:
    asked = threading.Event()
    lease = EngineLease(asked.set)
    working = Working(ScriptedEngine(), lease, 3)
    assert asked.wait(60)
    assert working.results == []
    lease.grant()
    working.ended()
    assert {result.id for result in working.results} == {"0", "1", "2"}


def test_who_is_stopped_after_the_lease_was_taken_ends() -> None:
    again = threading.Event()
    lease = EngineLease(again.set, granted=True)
    engine = ScriptedEngine(batch=1, on_step=lambda step: lease.take_back())
    working = Working(engine, lease, 3)
    assert again.wait(60)
    lease.stop()
    working.ended()
    finishes = Counter(result.finish for result in working.results)
    assert finishes == {"stop": 1, "cancelled": 2}


def test_who_lost_its_lease_before_it_woke_asks_for_it_again() -> None:
    asked: list[None] = []

    def ask_for_it() -> None:
        asked.append(None)
        lease.grant()
        if len(asked) == 1:
            lease.take_back()

    lease = EngineLease(ask_for_it)
    given: list[bool] = []
    waiter = threading.Thread(target=lambda: given.append(lease.wait()), daemon=True)
    waiter.start()
    waiter.join(60)
    assert given == [True]
    assert len(asked) == 2


def test_work_that_has_ended_asks_for_no_further_lease() -> None:
    asked: list[None] = []
    lease = EngineLease(lambda: asked.append(None), granted=True)
    working = Working(ScriptedEngine(), lease, 3)
    working.ended()
    lease.take_back()
    lease.grant()
    assert asked == []
    assert len(working.results) == 3


def test_a_listener_that_leaves_holds_no_lease_up() -> None:
    lease = EngineLease(granted=True)
    worker = EngineWorker(ScriptedEngine(batch=1))
    scheduler = Scheduler({"translator": worker}, lease.stopping, lease)

    def telling(name: str) -> Job[None]:
        yield from ask([Request(name, name)])
        yield Notice(name)

    events = scheduler.run([telling("a"), telling("b")], BriefState(Article("", ())))
    assert isinstance(next(events), Notice)
    events.close()  # type: ignore[attr-defined]
    lease.take_back()
    lease.grant()
    worker.close()


def test_what_the_engine_raises_is_passed_on() -> None:
    working = Working(ScriptedEngine(fail_at=1), EngineLease(granted=True), 3)
    working.ended()
    assert isinstance(working.error, EngineError)


class Stepper:
    """Lets the engine go on one micro-batch at a time, and counts what it was asked for."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.steps = 0
        self._left = threading.Semaphore(0)
        self._began = threading.Semaphore(0)

    def answer(self, request: Request) -> str:
        self.asked[f"{request.decoding} {request.prompt}"] += 1
        return pretend(request.source, request.prompt or "")

    def on_step(self, step: int) -> None:
        self.steps = step
        self._began.release()
        assert self._left.acquire(timeout=60)

    def begun(self) -> None:
        """Waits until the next micro-batch is on its way."""
        assert self._began.acquire(timeout=60)

    def allow(self, batches: int) -> None:
        for _ in range(batches):
            self._left.release()


Make = Callable[..., Service]


@pytest.fixture
def stepper() -> Stepper:
    return Stepper()


@pytest.fixture
def make(tmp_path: Path, stepper: Stepper, clock: Clock) -> Iterator[Make]:
    made: list[Service] = []

    def service(**limits: int) -> Service:
        allowed = WebLimits(**({"room": 0} | limits))  # type: ignore[arg-type]
        engine = ScriptedEngine(stepper.answer, batch=4, on_step=stepper.on_step)
        zhaiyi = Zhaiyi(model=engine, settings=Settings(home=tmp_path, offline=True))
        made.append(Service(zhaiyi, allowed, Jobs(allowed, clock)))
        made[-1].warm()
        return made[-1]

    yield service
    stepper.allow(1000)
    for each in made:
        each.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_parked_article_takes_no_micro_batch_and_goes_on_where_it_was(
    make: Make, stepper: Stepper, clock: Clock
) -> None:
    service = make()
    token = service.brief_text(ARTICLE, BriefOptions())
    stepper.begun()
    stepper.allow(2)
    stepper.begun()
    stepper.begun()
    clock.now = 61.0
    service.jobs.sweep()
    stepper.allow(1)  # the running one may end
    before = stepper.steps
    other = service.brief_text(SHORT, BriefOptions())
    stepper.allow(20)
    settled(service.jobs, other, "done")
    sources = {source for prompt in stepper.asked for source in [prompt] if "公告" in source}
    assert sources, "the other one was served"
    assert stepper.steps > before
    half = sum(stepper.asked.values())
    clock.now = 100.0
    stepper.allow(1000)
    state = settled(service.jobs, token, "done")
    assert sum(stepper.asked.values()) > half
    assert max(stepper.asked.values()) == 1, "no request was computed twice"
    brief = service.jobs.brief(token)
    assert brief is not None
    assert brief.run.complete
    assert state.done == state.total


def test_key_sentences_come_at_once_whoever_has_the_engine(make: Make, stepper: Stepper) -> None:
    service = make(running=1)
    first = service.brief_text(ARTICLE, BriefOptions())
    stepper.begun()
    second = service.brief_text(SHORT, BriefOptions())
    assert settled(service.jobs, second, "waiting").position == 1
    brief = service.jobs.brief(second)
    assert brief is not None
    assert brief.highlights.key
    stepper.allow(1000)
    settled(service.jobs, first, "done")
    settled(service.jobs, second, "done")


def test_a_short_article_ends_before_a_long_one_that_came_first(
    make: Make, stepper: Stepper
) -> None:
    service = make()
    long = service.brief_text(ARTICLE * 3, BriefOptions())
    stepper.begun()
    short = service.brief_text(SHORT, BriefOptions())
    while not ends_soon(service.jobs, short):
        stepper.allow(1)
        stepper.begun()
    assert service.jobs.look(long).phase == "working"


def ends_soon(jobs: Jobs, token: str) -> bool:
    """Whether a job is done or soon will be. The engine is held meanwhile, so that on a busy
    machine a job's thread can ask for what it needs before the others are served again."""
    pause = threading.Event()
    return any(jobs.look(token).phase == "done" or pause.wait(0.02) for _ in range(15))


def test_stop_ends_after_the_running_micro_batch(make: Make, stepper: Stepper) -> None:
    service = make()
    token = service.brief_text(ARTICLE, BriefOptions())
    stepper.begun()
    service.jobs.stop(token)
    assert service.jobs.look(token).stopping
    running = stepper.steps
    stepper.allow(1000)
    settled(service.jobs, token, "stopped")
    assert stepper.steps == running
