"""Several servers of one model: shared by open work, left out when they fail, none of it lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.servers import Answer
from tests.engines.test_openai_api import echo, engine_on, requests, scripted
from tests.support import REPO
from zhaiyi.core.errors import EngineError, ModelMissing
from zhaiyi.core.settings import Settings
from zhaiyi.engines.api_servers import LONGEST_WAIT, Addresses, Server
from zhaiyi.engines.openai_api import from_card, is_here
from zhaiyi.models.cards import load_card


def test_addresses_are_parted_by_commas_or_spaces_and_taken_once() -> None:
    server = Server("http://a:1/v1/, http://b:2/v1 http://a:1/v1")
    assert server.urls == ("http://a:1/v1", "http://b:2/v1")
    assert server.host == "a:1+b:2"
    assert is_here("http://localhost:1/v1,http://127.0.0.1:2/v1")
    assert not is_here("http://localhost:1/v1,http://gpu.example/v1")


@given(st.lists(st.sampled_from(["ask", "end", "fail", "wait"]), max_size=60), st.integers(1, 4))
def test_the_least_busy_of_those_that_work_is_asked(steps: list[str], count: int) -> None:
    now = [0.0]
    urls = ",".join(f"http://h{n}/v1" for n in range(count))
    addresses = Addresses(Server(urls, parallel=2), lambda: now[0])
    held: list[tuple[Any, ExitStack]] = []
    for step in steps:
        if step == "ask":
            fit = [each for each in addresses.all if each.out <= now[0]]
            least = min((each.open + each.faults for each in fit), default=None)
            stack = ExitStack()
            address = stack.enter_context(addresses.asked())
            held.append((address, stack))
            if fit:
                assert address in fit
                assert address.open - 1 + address.faults == least
            else:
                assert address.out == min(each.out for each in addresses.all)
        elif step == "wait":
            now[0] += LONGEST_WAIT / 3
        elif held:
            address, stack = held.pop(0)
            stack.close()
            if step == "fail":
                addresses.failed(address)
                assert now[0] < address.out <= now[0] + LONGEST_WAIT
            else:
                addresses.answered(address)
                assert address.out == 0
        assert 2 <= addresses.room <= 2 * count
    for _, stack in held:
        stack.close()
    assert all(each.open == 0 for each in addresses.all)


def test_work_is_spread() -> None:
    """Each answers only together with the other: none is quicker, however busy the machine is."""
    ready = threading.Semaphore(0), threading.Semaphore(0)

    def paired(own: int) -> Callable[[str, Any], Answer]:
        def answer(path: str, body: Any) -> Answer:
            ready[own].release()
            ready[1 - own].acquire(timeout=20)
            return echo(path, body)

        return answer

    with scripted(paired(0)) as one, scripted(paired(1)) as two:
        engine = engine_on(f"{one.url}, {two.url}")
        results = list(engine.generate(requests(40)))
    assert {r.text for r in results} == {f"English of 句{i}" for i in range(40)}
    assert len(one.asked) + len(two.asked) == 40
    assert min(len(one.asked), len(two.asked)) >= 10


def test_a_slow_server_is_given_less() -> None:
    gate = threading.Event()
    held = threading.Semaphore(2)

    def slowly(path: str, body: Any) -> Answer:
        answer = echo(path, body)
        if held.acquire(blocking=False):
            answer.gate = gate
        return answer

    with scripted(slowly) as slow, scripted(echo) as quick:
        engine = engine_on(f"{slow.url}, {quick.url}", parallel=1)
        results = []
        for result in engine.generate(requests(12)):
            results.append(result)
            if len(results) == 9:
                gate.set()
        gate.set()
    assert len(results) == 12
    assert len(slow.asked) < len(quick.asked)


@pytest.mark.parametrize("fault", [Answer(None), Answer({}, 503), Answer(b"no JSON")])
def test_what_a_failing_server_was_asked_goes_to_the_other(fault: Answer) -> None:
    with scripted(lambda path, body: fault) as bad, scripted(echo) as good:
        engine = engine_on(f"{bad.url}, {good.url}")
        results = list(engine.generate(requests(20)))
    assert {r.text for r in results} == {f"English of 句{i}" for i in range(20)}
    assert 1 <= len(bad.asked) < 10


def test_a_server_that_comes_back_is_asked_again() -> None:
    broken = threading.Event()
    broken.set()

    def sometimes(path: str, body: Any) -> Answer:
        return Answer({}, 503, {"Retry-After": "0"}) if broken.is_set() else echo(path, body)

    with scripted(sometimes) as one, scripted(echo) as two:
        engine = engine_on(f"{one.url}, {two.url}")
        list(engine.generate(requests(4)))
        broken.clear()
        before = len(one.asked)
        list(engine.generate(requests(12)))
    assert len(one.asked) > before


def test_all_that_fail_are_told_in_one_line() -> None:
    with scripted(lambda path, body: Answer({}, 503)) as one:
        engine = engine_on(f"{one.url}, {one.url.replace('127.0.0.1', 'localhost')}", attempts=1)
        with pytest.raises(EngineError, match=r"gave no usable answer in 2 tries"):
            list(engine.generate(requests(1)))


def test_each_server_is_asked_for_its_own_model() -> None:
    def named(name: str) -> Any:
        def answer(path: str, body: Any) -> Answer:
            return Answer({"data": [{"id": name}]}) if body is None else echo(path, body)

        return answer

    with scripted(named("a")) as one, scripted(named("b")) as two:
        list(engine_on(f"{one.url},{two.url}", model="").generate(requests(10)))
    for server, name in ((one, "a"), (two, "b")):
        assert {body["model"] for _, body, _ in server.asked if body} == {name}


def test_offline_all_of_them_must_be_here(tmp_path: Path) -> None:
    urls = "http://localhost:1/v1,http://gpu.example/v1"
    settings = Settings(home=tmp_path, api_url=urls, offline=True)
    with pytest.raises(ModelMissing, match="leave --offline out"):
        from_card(load_card("openai-api"), tmp_path, settings)


SERVE = """
import sys, time
from pathlib import Path
from tests.engines.servers import llama_server
with llama_server(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(600)
"""


@pytest.mark.process
def test_two_llama_servers_of_which_one_is_killed(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="needs llama.cpp's server")
    processes = []
    try:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-c", SERVE, str(tmp_path / name)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    env={**os.environ, "PYTHONPATH": str(REPO)},
                )
            )
        urls = [str(p.stdout.readline()).strip() for p in processes if p.stdout]
        engine = engine_on(",".join(urls), model="")
        results = []
        for result in engine.generate(requests(40, max_new_tokens=24)):
            results.append(result)
            if len(results) == 5:
                processes[0].kill()
                processes[0].wait()
    finally:
        for process in processes:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
    assert sorted(r.id for r in results) == sorted(r.id for r in requests(40))
    assert all(r.output_tokens > 0 for r in results)
