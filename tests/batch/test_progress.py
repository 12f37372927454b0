"""How far a batch is, and how long the rest takes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from zhaiyi.batch.progress import BatchProgress
from zhaiyi.batch.speed import in_words, measured, recall, remember
from zhaiyi.batch.worker_pool import Begun, Ended, Told, run_crew


def test_articles_not_yet_read_count_as_long_as_those_that_were() -> None:
    progress = BatchProgress(4)
    assert progress.seconds_left(1.0) is None
    progress.read("a", 10, 1000)
    progress.advance("a", 5, 10)
    assert progress.share == pytest.approx(500 / 4000)
    assert progress.seconds_left(10.0) == pytest.approx(3500 / 50)
    progress.finish("a")
    assert (progress.finished, progress.sentences, progress.at_work) == (1, 5, 0)


def test_a_batch_ends_at_one() -> None:
    progress = BatchProgress(2)
    for name in "ab":
        progress.read(name, 3, 30)
        progress.advance(name, 3, 3)
        progress.finish(name)
    assert progress.share == 1.0
    assert progress.seconds_left(3.0) == 0.0


def test_speed_is_measured_over_working_time_alone() -> None:
    timeline = [(0.0, 0), (10.0, 300), (20.0, 300), (10_000.0, 0), (10_010.0, 300)]
    assert measured(timeline) == pytest.approx(30.0)
    assert measured([(0.0, 0), (1.0, 20)]) is None, "too little to say"
    assert measured([]) is None


def test_a_figure_is_kept_for_the_machine(tmp_path: Path) -> None:
    remember(tmp_path, "brief/auto/fast", 42.123)
    remember(tmp_path, "other", 1.0)
    found = recall(tmp_path, "brief/auto/fast")
    assert found is not None
    assert found.seconds(421) == pytest.approx(10, rel=0.01)
    assert recall(tmp_path, "none") is None
    for odd in ("[]", "[" * 100_000, '{"other": NaN}', '{"other": "fast"}', '{"other": -1}'):
        (tmp_path / "speed.json").write_text(odd)
        assert recall(tmp_path, "other") is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (40, "40 s"), (600, "10 min"), (12_000, "3 h 20 min")]
)
def test_times_are_said_as_one_says_them(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


# -- the crew --------------------------------------------------------------------------------------


def test_every_job_is_done_once_and_its_words_come_in_order() -> None:
    never = threading.Event()

    def work(job: int, tell: object) -> int:
        assert callable(tell)
        tell("first")
        tell("second")
        if job == 3:
            raise ValueError("three")
        return job * 2

    heard: dict[int, list[object]] = {}
    for report in run_crew(range(10), work, 3, never):
        heard.setdefault(report.job, []).append(report)
    assert set(heard) == set(range(10))
    for job, reports in heard.items():
        assert isinstance(reports[0], Begun)
        assert [r.word for r in reports if isinstance(r, Told)] == ["first", "second"]
        end = reports[-1]
        assert isinstance(end, Ended)
        assert isinstance(end.error, ValueError) if job == 3 else end.outcome == job * 2


def test_after_a_cancel_no_job_is_begun() -> None:
    cancel = threading.Event()
    begun = 0
    for report in run_crew(iter(range(1000)), lambda job, tell: cancel.set(), 2, cancel):
        begun += isinstance(report, Begun)
    assert begun <= 3


def test_no_more_jobs_are_taken_than_there_are_workers() -> None:
    taken: list[int] = []

    def jobs() -> object:
        for n in range(50):
            taken.append(n)
            yield n

    done = 0
    for report in run_crew(jobs(), lambda job, tell: None, 2, threading.Event()):  # type: ignore[arg-type,var-annotated]
        done += isinstance(report, Ended)
        assert len(taken) <= done + 2 + 256
    assert done == 50
