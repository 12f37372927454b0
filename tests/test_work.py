"""Rounds: what waits shares a call of the engine, what results ask for waits for the next."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence

from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.events import Notice
from zhaiyi.work import NOTHING, Outcome, Task, run_rounds


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


def test_follow_ups_share_the_next_round() -> None:
    engine = _Recorder()
    first = [
        _task("a", Outcome(events=(Notice("a done"),), tasks=(_task("repair a"),))),
        _task("b"),
    ]
    events = list(
        run_rounds(
            {"translator": engine, "summarizer": engine}, [first, [_task("c")]], NEVER, Counter()
        )
    )
    assert engine.calls == [["a", "b"], ["repair a", "c"]]
    assert events == [Notice("a done")]


def test_rounds_go_on_until_nothing_is_asked_for() -> None:
    engine = _Recorder()
    chain = Outcome(tasks=(_task("2", Outcome(tasks=(_task("3"),))),))
    tokens: Counter[str] = Counter()
    list(
        run_rounds(
            {"translator": engine, "summarizer": engine}, [[_task("1", chain)]], NEVER, tokens
        )
    )
    assert engine.calls == [["1"], ["2"], ["3"]]
    assert tokens == {"prompt": 6, "output": 9, "translate": 15}


def test_two_models_each_get_their_own() -> None:
    one, two = _Recorder(), _Recorder()
    tasks = [_task("a"), Task(Request("s", "s"), lambda result: NOTHING, "summarizer")]
    list(run_rounds({"translator": one, "summarizer": two}, [tasks], NEVER, Counter()))
    assert (one.calls, two.calls) == ([["a"]], [["s"]])


def test_cancel_starts_no_further_round() -> None:
    engine, cancel = _Recorder(), threading.Event()

    def stop(result: Result) -> Outcome:
        cancel.set()
        return Outcome(tasks=(_task("never"),))

    first = [Task(Request("a", "a"), stop)]
    engines = {"translator": engine, "summarizer": engine}
    list(run_rounds(engines, [first, [_task("b")]], cancel, Counter()))  # type: ignore[arg-type]
    assert engine.calls == [["a"]]
