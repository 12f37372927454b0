"""Jobs without a browser: places in line, limits, stopping, parking, forgetting."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.briefs import sample_brief
from zhaiyi.core.document import Translation
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.events import ArticleRead, Event, Notice, Progress, TranslationReady
from zhaiyi.engines.base import LATER
from zhaiyi.translation.sources import lines_as_article
from zhaiyi.web.jobs import BROKEN, OPENING, Busy, Jobs, State, Unknown, Work
from zhaiyi.web.lease import EngineLease
from zhaiyi.web.limits import WebLimits

LIMITS = WebLimits(running=1, room=0, waiting=2, grace=60, keep=600)
SENTENCES = ["第一句。", "第二句。", "第三句。"]


class Clock:
    """Time that only a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Script:
    """Work that goes on sentence by sentence when the test says so."""

    def __init__(self) -> None:
        self.steps = threading.Semaphore(0)
        self.arrived = threading.Semaphore(0)
        self.started = 0

    def __call__(self, lease: EngineLease) -> Iterator[Event]:
        self.started += 1
        yield ArticleRead(lines_as_article(SENTENCES))
        for number in range(len(SENTENCES)):
            if not lease.wait():
                return
            if number == 0:
                self.arrived.release()
            self.steps.acquire(timeout=60)
            if not lease.wait():
                return
            yield TranslationReady(Translation(number, f"Sentence {number}"))
            yield Progress("translate", number + 1, len(SENTENCES), 1.0)
            self.arrived.release()

    def step(self, times: int = 1) -> None:
        for _ in range(times):
            self.steps.release()
            assert self.arrived.acquire(timeout=60)

    def begun(self) -> None:
        assert self.arrived.acquire(timeout=60)

    def unblock(self) -> None:
        self.steps.release()


def settled(jobs: Jobs, token: str, *phases: str) -> State:
    """The job's state once it has one of the phases."""
    pause = threading.Event()
    for _ in range(6000):
        state = jobs.look(token)
        if state.phase in phases:
            return state
        pause.wait(0.01)
    raise AssertionError(f"still {state.phase}, not {phases}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(clock: Clock) -> Iterator[Jobs]:
    made = Jobs(LIMITS, clock)
    yield made
    made.close()


def line_up(jobs: Jobs, *scripts: Script) -> list[str]:
    """Tokens of the scripts: the first has the turn, the others stand in line behind it."""
    tokens = [jobs.submit(scripts[0])]
    scripts[0].begun()
    for script in scripts[1:]:
        tokens.append(jobs.submit(script))
        assert settled(jobs, tokens[-1], "waiting")
    return tokens


def failing(error: Exception) -> Work:
    def work(lease: EngineLease) -> Iterator[Event]:
        yield Notice("about to fail")
        raise error

    return work


def test_a_job_grows_and_ends(jobs: Jobs) -> None:
    script = Script()
    token = jobs.submit(script)
    script.begun()
    script.step(2)
    brief = jobs.brief(token)
    assert brief is not None
    assert [t.text for t in brief.translations] == ["Sentence 0", "Sentence 1"]
    assert settled(jobs, token, "working").total == 3
    script.step()
    assert settled(jobs, token, "done").done == 3


def test_tokens_cannot_be_guessed_and_open_nothing_else(jobs: Jobs) -> None:
    first, second = jobs.submit(Script()), jobs.submit(Script())
    assert first != second
    assert len(first) >= 32
    for wrong in ("", "x", first[:-1], first + "x"):
        with pytest.raises(Unknown):
            jobs.look(wrong)
        with pytest.raises(Unknown):
            jobs.brief(wrong)
        jobs.stop(wrong)
    assert jobs.look(first).phase != "stopped"


def test_who_waits_knows_the_place_and_moves_up(jobs: Jobs) -> None:
    scripts = [Script() for _ in range(3)]
    first, second, third = line_up(jobs, *scripts)
    assert (jobs.look(second).position, jobs.look(third).position) == (1, 2)
    scripts[0].step(3)
    scripts[1].begun()
    assert settled(jobs, first, "done").done == 3
    assert (jobs.look(third).phase, jobs.look(third).position) == ("waiting", 1)


class Opened(Script):
    """A script that says when its opening may be made, and when all the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Semaphore(0)

    def __call__(self, lease: EngineLease) -> Iterator[Event]:
        yield ArticleRead(lines_as_article(SENTENCES))
        if lease.wait(OPENING):
            self.opened.release()
        yield from super().__call__(lease)


def test_who_waits_in_line_has_the_opening_made(jobs: Jobs) -> None:
    first, second = Script(), Opened()
    line_up(jobs, first, second)
    assert second.opened.acquire(timeout=60)
    assert not second.arrived.acquire(blocking=False), "the rest has to wait for its turn"
    first.step(3)
    second.begun()


def test_nothing_is_begun_while_an_article_is_read(jobs: Jobs) -> None:
    read, waiting = threading.Event(), Opened()

    def slow(lease: EngineLease) -> Iterator[Event]:
        yield ArticleRead(lines_as_article(SENTENCES))
        read.wait(60)

    reading = jobs.submit(slow)
    while not jobs.brief(reading):
        pass
    token = jobs.submit(waiting)
    assert settled(jobs, token, "waiting")
    assert not waiting.opened.acquire(blocking=False)
    read.set()
    assert waiting.opened.acquire(timeout=60)
    waiting.begun()


def test_a_parked_job_in_line_has_nothing_made(jobs: Jobs, clock: Clock) -> None:
    leases: list[EngineLease] = []

    def work(lease: EngineLease) -> Iterator[Event]:
        leases.append(lease)
        return Opened()(lease)

    first = Script()
    turn = jobs.submit(first)
    first.begun()
    token = jobs.submit(work)
    assert settled(jobs, token, "waiting")
    clock.now = 61.0
    jobs.look(turn)
    jobs.sweep()
    assert not leases[0].lets(OPENING)
    assert settled(jobs, token, "waiting")
    assert leases[0].lets(OPENING)
    assert not leases[0].lets(LATER)


def test_the_expected_wait_follows_the_pace_so_far(jobs: Jobs, clock: Clock) -> None:
    scripts = [Script() for _ in range(3)]
    tokens = line_up(jobs, *scripts)
    assert jobs.look(tokens[1]).wait is None
    clock.now = 14.0
    scripts[0].step(3)
    scripts[1].begun()
    assert settled(jobs, tokens[0], "done")
    assert jobs.rate() == pytest.approx(1.0)
    assert jobs.look(tokens[2]).wait == pytest.approx(14.0)


def test_a_full_line_is_told_so(jobs: Jobs) -> None:
    for _ in range(3):
        jobs.submit(Script())
    said = "full, with 3 at work or waiting: please come back in a few minutes"
    with pytest.raises(Busy, match=said):
        jobs.submit(Script())


def test_who_is_turned_away_hears_how_long_it_takes(jobs: Jobs, clock: Clock) -> None:
    done, *scripts = [Script() for _ in range(4)]
    first, *_ = line_up(jobs, done)
    clock.now = 0.1
    done.step(3)
    assert settled(jobs, first, "done")
    line_up(jobs, *scripts)
    with pytest.raises(Busy, match="come back in a minute"):
        jobs.submit(Script())


def test_short_jobs_that_share_the_engine_take_no_place_in_line(clock: Clock) -> None:
    made = Jobs(WebLimits(running=1, room=1000, waiting=2, grace=60, keep=600), clock)
    try:
        for _ in range(6):
            script = Script()
            made.submit(script)
            script.begun()
        assert made.census().running == 6
        assert made.census().waiting == 0
    finally:
        made.close()


def test_stop_keeps_what_is_done_and_serves_the_next(jobs: Jobs) -> None:
    script, other = Script(), Script()
    token, waiting = line_up(jobs, script, other)
    script.step()
    jobs.stop(token)
    script.unblock()
    assert settled(jobs, token, "stopped").done == 1
    brief = jobs.brief(token)
    assert brief is not None
    assert len(brief.translations) == 1
    other.begun()
    assert jobs.look(waiting).phase == "working"


def test_stop_takes_a_waiting_job_out_of_the_line(jobs: Jobs) -> None:
    script, never, behind = Script(), Script(), Script()
    _, token, last = line_up(jobs, script, never, behind)
    jobs.stop(token)
    assert jobs.look(token).phase == "stopped"
    assert jobs.look(last).position == 1
    script.step(3)
    behind.begun()
    brief = jobs.brief(token)
    assert brief is not None
    assert not brief.translations


def test_an_error_is_one_line_and_the_next_job_runs(jobs: Jobs) -> None:
    token = jobs.submit(failing(UnreadableInput("x.txt is empty")))
    state = settled(jobs, token, "failed")
    assert state.error == "x.txt is empty"
    assert state.notices == ("about to fail",)
    script = Script()
    jobs.submit(script)
    script.begun()


def test_a_fault_of_ours_is_logged_and_no_traceback_for_the_visitor(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda details: logged.set())
    token = jobs.submit(failing(RuntimeError("/secret/path")))
    assert settled(jobs, token, "failed").error == BROKEN
    assert logged.wait(60)


def test_a_silent_visitor_parks_the_job_and_coming_back_goes_on(jobs: Jobs, clock: Clock) -> None:
    script = Script()
    token = jobs.submit(script)
    script.begun()
    script.step(2)
    clock.now = 61.0
    jobs.sweep()
    script.unblock()
    assert script.started == 1
    other = Script()
    jobs.submit(other)
    other.begun()
    clock.now = 100.0
    assert settled(jobs, token, "waiting")
    brief = jobs.brief(token)
    assert brief is not None
    assert len(brief.translations) == 2
    other.step(3)
    script.step()
    assert settled(jobs, token, "done").done == 3
    assert script.started == 1, "it goes on, it does not begin again"


def test_looking_keeps_a_job_going(jobs: Jobs, clock: Clock) -> None:
    script = Script()
    token = jobs.submit(script)
    script.begun()
    for now in (50.0, 100.0, 150.0):
        clock.now = now
        assert jobs.look(token).phase == "working"
        jobs.sweep()
    script.step(3)
    assert settled(jobs, token, "done")


def test_results_are_forgotten(jobs: Jobs, clock: Clock) -> None:
    token = jobs.keep(sample_brief())
    assert jobs.look(token).phase == "stored"
    assert jobs.brief(token) == sample_brief()
    clock.now = 590.0
    jobs.sweep()
    assert jobs.brief(token) is not None
    clock.now = 1200.0
    jobs.sweep()
    with pytest.raises(Unknown, match="no longer kept"):
        jobs.look(token)


def test_only_so_many_results_are_held(clock: Clock) -> None:
    jobs = Jobs(WebLimits(kept=2), clock)
    tokens = [jobs.keep(sample_brief()) for _ in range(4)]
    jobs.sweep()
    with pytest.raises(Unknown):
        jobs.brief(tokens[0])
    assert jobs.brief(tokens[-1]) is not None
    jobs.close()


def test_a_job_makes_way_for_the_next(jobs: Jobs) -> None:
    script = Script()
    token = jobs.submit(script)
    script.begun()
    jobs.forget(token)
    script.unblock()
    with pytest.raises(Unknown):
        jobs.look(token)
