"""Turns: what a job may ask of the engine, and that nothing is lost or done twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.support import REPO
from tests.web.test_jobs import Clock, settled
from zhaiyi.engines.base import Request, Result
from zhaiyi.engines.scripted import ScriptedEngine, pretend
from zhaiyi.engines.worker import Answer, EngineWorker
from zhaiyi.errors import EngineError
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.settings import Settings
from zhaiyi.web.jobs import Jobs
from zhaiyi.web.lease import Turn, TurnEngine, TurnLane
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.service import Service

ARTICLE = (REPO / "samples" / "shantou-smart-city.txt").read_text(encoding="utf-8")
SHORT = "第9号公告\n\n本市今年新建公园9座。"


def requests(count: int) -> list[Request]:
    return [Request(str(n), f"第{n}句。") for n in range(count)]


def gathered(engine: TurnEngine, wanted: list[Request]) -> tuple[list[Result], threading.Thread]:
    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.extend(engine.generate(wanted)))
    thread.start()
    return results, thread


def test_what_a_taken_turn_left_is_done_in_the_next() -> None:
    asked: list[str] = []
    again = threading.Event()
    turn = Turn(again.set, granted=True)

    def answer(request: Request) -> str:
        asked.append(request.id)
        return request.source

    def on_step(step: int) -> None:
        if step == 2:
            turn.take_back()

    worker = EngineWorker(ScriptedEngine(answer, batch=2, on_step=on_step))
    results, thread = gathered(TurnEngine(worker, turn), requests(7))
    assert again.wait(10), "the job asks for its turn again"
    assert len(asked) == 4, "the running micro-batch is the last"
    turn.grant()
    thread.join(10)
    assert sorted(result.id for result in results) == [str(n) for n in range(7)]
    assert max(Counter(asked).values()) == 1, "nothing is done twice"
    worker.close()


def test_who_is_stopped_while_waiting_gets_everything_cancelled() -> None:
    asked = threading.Event()
    turn = Turn(asked.set)
    worker = EngineWorker(ScriptedEngine())
    results, thread = gathered(TurnEngine(worker, turn), requests(3))
    assert asked.wait(10)
    turn.stop()
    thread.join(10)
    assert [result.finish for result in results] == ["cancelled"] * 3
    assert worker.stats.steps == 0
    worker.close()


def lane_of(
    worker: EngineWorker, turn: Turn, count: int
) -> tuple[TurnLane, SimpleQueue[Answer | None]]:
    answers: SimpleQueue[Answer | None] = SimpleQueue()
    lane = TurnEngine(worker, turn).lane(answers, turn.stopping)
    lane.send(requests(count))
    return lane, answers


def taken(answers: SimpleQueue[Answer | None], count: int) -> list[Result]:
    found = [answers.get(timeout=10) for _ in range(count)]
    assert all(isinstance(answer, Result) for answer in found)
    return [answer for answer in found if isinstance(answer, Result)]


def test_a_lane_holds_what_it_may_not_send_and_sends_it_in_its_turn() -> None:
    asked = threading.Event()
    turn = Turn(asked.set)
    worker = EngineWorker(ScriptedEngine())
    lane, answers = lane_of(worker, turn, 3)
    assert asked.is_set()
    assert answers.empty()
    turn.grant()
    assert {result.id for result in taken(answers, 3)} == {"0", "1", "2"}
    lane.close()
    worker.close()


def test_a_lane_whose_turn_is_taken_goes_on_in_the_next() -> None:
    again, computed = threading.Event(), Counter[str]()
    turn = Turn(again.set, granted=True)

    def answer(request: Request) -> str:
        computed[request.id] += 1
        return request.source

    def on_step(step: int) -> None:
        if step == 1:
            turn.take_back()

    worker = EngineWorker(ScriptedEngine(answer, batch=2, on_step=on_step))
    lane, answers = lane_of(worker, turn, 5)
    first = taken(answers, 2)
    assert again.wait(10)
    assert answers.empty()
    turn.grant()
    rest = taken(answers, 3)
    assert sorted(result.id for result in (*first, *rest)) == list("01234")
    assert max(computed.values()) == 1
    lane.close()
    worker.close()


def test_a_stopped_lane_gives_everything_back_cancelled() -> None:
    turn = Turn()
    worker = EngineWorker(ScriptedEngine())
    lane, answers = lane_of(worker, turn, 3)
    turn.stop()
    assert {result.finish for result in taken(answers, 3)} == {"cancelled"}
    lane.close()
    worker.close()


def test_a_closed_lane_asks_for_no_further_turn() -> None:
    asked: list[None] = []
    turn = Turn(lambda: asked.append(None))
    worker = EngineWorker(ScriptedEngine())
    lane, answers = lane_of(worker, turn, 3)
    lane.close()
    lane.put(Result("0", "", "cancelled"))
    turn.grant()
    worker.load()
    assert len(asked) == 1
    assert answers.empty()
    worker.close()


def test_a_lane_passes_on_what_the_engine_raises() -> None:
    turn = Turn(granted=True)
    worker = EngineWorker(ScriptedEngine(fail_at=1))
    lane, answers = lane_of(worker, turn, 3)
    assert isinstance(answers.get(timeout=10), EngineError)
    lane.close()
    worker.close()


class Stepper:
    """Lets the engine go on one micro-batch at a time, and counts what it was asked for."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.steps = 0
        self._left = threading.Semaphore(0)
        self._began = threading.Semaphore(0)

    def answer(self, request: Request) -> str:
        self.asked[request.prompt or ""] += 1
        return pretend(request.source, request.prompt or "")

    def on_step(self, step: int) -> None:
        self.steps = step
        self._began.release()
        assert self._left.acquire(timeout=30)

    def begun(self) -> None:
        """Waits until the next micro-batch is on its way."""
        assert self._began.acquire(timeout=30)

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
    while service.jobs.look(short).phase != "done":
        stepper.allow(1)
        stepper.begun()
    assert service.jobs.look(long).phase == "working"


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
