"""The end of a served page: articles at work are finished, nobody new is taken."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.run import environment
from tests.engines.servers import Answer, ScriptedServer, said
from tests.support import REPO
from tests.web.serving import PATIENT, free_port
from tests.web.test_jobs import LIMITS, Script, settled
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import stoppable
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.web.jobs import Busy, Jobs
from zhaiyi.web.limits import load_limits
from zhaiyi.web.service import Service
from zhaiyi.web.stopping import finish

ARTICLE = "".join(f"市政府说第{n}项工程已经完成。" for n in range(1, 10))
LONG = "".join(
    f"市政府说第{n}项{'道路桥梁学校医院公园港口' * 3}工程已经完成。" for n in range(1, 9)
)
"""So long that the page gives each of four its turn and no more, unless it is told otherwise."""
CITIES = ("汕头", "厦门", "青岛", "大连", "宁波", "珠海")


@contextmanager
def served(
    home: Path, *more: str, model: str = "scripted", **settings: str
) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """`zhaiyi web`, ready for visitors, with further options and settings."""
    port = str(free_port())
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "zhaiyi", "web", "--model", model, "--no-browser"),
            *("--port", port, *more),
        ],
        cwd=REPO,
        env=environment(home, TMPDIR=str(home), **settings),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert line.startswith("Zhaiyi is at "), line
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENT) as client:
            while client.get("/zhaiyi/readiness").status_code != 200:
                time.sleep(0.1)
            yield process, client
    finally:
        process.kill()
        process.wait(timeout=30)
        process.stderr.close()


@contextmanager
def held_back(gate: threading.Event) -> Iterator[ScriptedServer]:
    """A server in place of an engine, which answers sentences once `gate` is open; names, which are
    asked for before them, at once."""

    def answer(path: str, body: Any) -> Answer:
        if path.endswith("/models"):
            return Answer({"data": [{"id": "m"}]})
        is_sentence = "市政府" in json.dumps(body, ensure_ascii=False)
        return replace(said("The project was finished."), gate=gate if is_sentence else None)

    server = ScriptedServer(answer)
    with server.running():
        yield server


def asked(server: ScriptedServer) -> str:
    """All that the server was asked so far."""
    return json.dumps([body for _, body, _ in list(server.asked)], ensure_ascii=False)


def begun(client: httpx.Client, text: str) -> str:
    """The address at which the brief of a text will be."""
    data = {"data": [text, 0, False, "fast"]}
    event = client.post("/gradio_api/call/brief", json=data).json()["event_id"]
    return f"/gradio_api/call/brief/{event}"


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENT
    while not happened():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


@pytest.mark.process
def test_a_stop_finishes_what_is_at_work_and_takes_nobody_new(tmp_path: Path) -> None:
    gate = threading.Event()
    settings = {"ZHAIYI_WEB_STOP": "300"}
    with (
        held_back(gate) as server,
        served(tmp_path, model="openai-api", ZHAIYI_API_URL=server.url, **settings) as started,
        ThreadPoolExecutor(1) as visitor,
    ):
        process, client = started
        answer = visitor.submit(client.get, begun(client, ARTICLE))
        wait_until(lambda: "第3项" in asked(server))
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: client.get("/zhaiyi/readiness").status_code == 503)
        assert "being stopped" in client.get("/zhaiyi/readiness").text
        assert "being stopped" in client.get(begun(client, ARTICLE)).text
        gate.set()
        assert "The project was finished." in answer.result(timeout=PATIENT).text
        assert process.wait(timeout=PATIENT) == 0
        assert process.stderr is not None
        assert "1 articles are finished first" in process.stderr.read()
        assert not list(tmp_path.glob("zhaiyi-*")), "the folder of the uploads is left behind"


@pytest.mark.process
def test_many_visitors_share_servers_behind_the_page(tmp_path: Path) -> None:
    """Six articles at once, more than one engine on this machine takes, over two servers."""
    gate = threading.Event()
    with held_back(gate) as one, held_back(gate) as two:
        urls = f"{one.url},{two.url}"
        model = {"model": "openai-api", "ZHAIYI_API_URL": urls, "ZHAIYI_API_PARALLEL": "64"}
        with (
            served(tmp_path, "--workers", "6", **model) as (_, client),
            ThreadPoolExecutor(6) as visitors,
        ):
            texts = [LONG.replace("市政府", f"{name}市政府") for name in CITIES]
            answers = [visitors.submit(client.get, begun(client, text)) for text in texts]
            try:
                wait_until(lambda: all(name in asked(one) + asked(two) for name in CITIES))
            finally:
                gate.set()
            assert len(one.asked) > 1
            assert len(two.asked) > 1
            for answer in answers:
                assert "event: complete" in answer.result(timeout=PATIENT).text


@pytest.mark.process
def test_with_nobody_there_it_ends_at_once(tmp_path: Path) -> None:
    with served(tmp_path) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENT) == 0
        assert process.stderr is not None
        assert "finished first" not in process.stderr.read()


def test_a_job_that_takes_too_long_is_not_waited_for(tmp_path: Path) -> None:
    held = threading.Event()
    engine = ScriptedEngine(on_step=lambda step: held.wait(60) or None)
    zhaiyi = Zhaiyi(model=engine, settings=Settings(home=tmp_path, memory=False))
    service = Service(zhaiyi, load_limits(stop=0.3))
    service.brief_text(ARTICLE, BriefOptions())
    told: list[str] = []
    finish(service, told.append)
    assert service.jobs.at_work() == 1
    assert len(told) == 1
    with pytest.raises(Busy, match="being stopped"):
        service.brief_text(ARTICLE, BriefOptions())
    held.set()
    service.close()


def test_jobs_in_line_still_get_their_turn() -> None:
    first, second = Script(), Script()
    jobs = Jobs(LIMITS)
    at_work = jobs.submit(first)
    first.begun()  # the turn is its own before another can ask for it
    in_line = jobs.submit(second)
    jobs.drain()
    with pytest.raises(Busy, match="being stopped"):
        jobs.submit(Script())
    first.step(3)
    assert settled(jobs, at_work, "done").phase == "done"
    second.begun()
    second.step(3)
    assert settled(jobs, in_line, "done").phase == "done"
    jobs.close()


def test_the_second_signal_ends_the_program() -> None:
    with stoppable() as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
