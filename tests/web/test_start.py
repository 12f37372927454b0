"""How the page is started: ``python app.py`` and ``zhaiyi web``."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.run import environment, in_a_process_of_its_own, messages, zhaiyi
from tests.support import REPO
from tests.web.serving import PATIENT, free_port


@contextmanager
def started(arguments: list[str], home: Path, **more: str) -> Iterator[str]:
    """The first line on stderr of a server, which is ended with the block."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=REPO,
        env=environment(home, **more),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        yield process.stderr.readline().strip()
    finally:
        process.terminate()
        try:
            process.wait(timeout=100)
        finally:
            process.kill()
            process.wait()
            process.stderr.close()


@pytest.mark.process
def test_app_py_serves_the_page_to_this_machine(tmp_path: Path) -> None:
    port = free_port()
    with started(["app.py"], tmp_path, PORT=str(port), ZHAIYI_MODEL="scripted") as line:
        assert line == f"Zhaiyi is at http://127.0.0.1:{port}/ (Ctrl-C ends it)"
        page = httpx.get(f"http://127.0.0.1:{port}/", timeout=PATIENT)
    assert page.status_code == 200
    assert "ZhaiyiReader" in page.text


@pytest.mark.process
def test_on_a_space_it_listens_to_everybody(tmp_path: Path) -> None:
    port = free_port()
    more = {"PORT": str(port), "ZHAIYI_MODEL": "scripted", "SPACE_ID": "someone/zhaiyi"}
    with started(["app.py"], tmp_path, **more) as line:
        assert line.startswith("Zhaiyi is at http://")
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=PATIENT).status_code == 200


@pytest.mark.process
@pytest.mark.process
def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = in_a_process_of_its_own(
            "web", "--port", port, "--model", "scripted", home=tmp_path
        )
    assert result.returncode == 2
    (line,) = messages(result)
    assert port in line
    assert "--port" in line


@pytest.mark.process
def test_an_unknown_model_is_one_line(tmp_path: Path) -> None:
    port = str(free_port())
    result = zhaiyi("web", "--port", port, "--model", "nosuch", home=tmp_path)
    assert result.returncode == 2
    assert "nosuch" in messages(result)[-1]


@pytest.mark.process
def test_without_a_model_the_page_says_the_command(tmp_path: Path) -> None:
    port = free_port()
    with started(["app.py"], tmp_path, PORT=str(port)) as line:
        assert line == f"Zhaiyi is at http://127.0.0.1:{port}/ (Ctrl-C ends it)"
        url = f"http://127.0.0.1:{port}/gradio_api/call/brief"
        event = httpx.post(
            url, json={"data": ["汕头建设智慧城市。", 0, False, "fast"]}, timeout=PATIENT
        ).json()
        answer = httpx.get(f"{url}/{event['event_id']}", timeout=PATIENT).text
    assert "zhaiyi models pull" in answer
    assert "Traceback" not in answer


@pytest.mark.process
@pytest.mark.parametrize("name", ["RUNNING", "MAX_CHARS"])
def test_a_wrong_limit_is_one_line(tmp_path: Path, name: str) -> None:
    more = {f"ZHAIYI_WEB_{name}": "none"}
    result = zhaiyi("web", "--model", "scripted", home=tmp_path, more=more)
    assert result.returncode == 2
    assert f"ZHAIYI_WEB_{name}" in messages(result)[-1]
