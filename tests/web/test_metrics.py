"""What a monitor is told: health, readiness, metrics; nothing of what visitors read."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.web.serving import PATIENT, Server
from zhaiyi.core.errors import MissingPackage
from zhaiyi.core.settings import Settings
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.web import metrics
from zhaiyi.web.limits import load_limits
from zhaiyi.web.service import Service

ARTICLE = "汕头市民只需打开手机，就能办理6.1万件业务。市政府负责人说，这项工作已经完成了三成。"


def figures(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_the_served_page_answers_a_monitor(server: Server) -> None:
    for _ in range(1000):
        ready = httpx.get(f"{server.url}zhaiyi/readiness", timeout=PATIENT)
        if ready.status_code == 200:
            break
        assert ready.status_code == 503
        time.sleep(0.1)
    assert ready.text == "ready\n"
    assert httpx.get(f"{server.url}zhaiyi/health", timeout=PATIENT).text == "ok\n"


@pytest.fixture
def service(tmp_path: Path) -> Service:
    settings = Settings(home=tmp_path, memory=False)
    return Service(Zhaiyi(model=ScriptedEngine(), settings=settings), load_limits())


def test_what_was_done_is_counted(service: Service) -> None:
    pytest.importorskip("prometheus_client", reason="needs prometheus-client (zhaiyi[metrics])")
    before = figures(metrics.exposition(service).decode())
    assert before["zhaiyi_ready"] == 0
    assert before['zhaiyi_jobs{state="kept"}'] == 0
    service.warm()
    token = service.brief_text(ARTICLE, BriefOptions())
    end = time.monotonic() + PATIENT
    while service.jobs.at_work() and time.monotonic() < end:
        time.sleep(0.02)
    text = metrics.exposition(service).decode()
    after = figures(text)
    service.close()
    assert after["zhaiyi_ready"] == 1
    assert after['zhaiyi_jobs{state="kept"}'] == 1
    assert after['zhaiyi_jobs{state="running"}'] == 0
    assert after['zhaiyi_kept_sentences{level="unknown"}'] == 2  # no estimator is installed
    assert token not in text
    assert "汕头" not in text


def test_before_the_model_is_there_nobody_is_sent_here(service: Service) -> None:
    app = Starlette(routes=metrics.Signs(service).all())
    with TestClient(app) as client:
        service.preparing = "The model is being fetched: 7%."
        assert client.get("/zhaiyi/readiness").status_code == 503
        assert client.get("/zhaiyi/readiness").text == "The model is being fetched: 7%.\n"
        assert client.get("/zhaiyi/health").status_code == 200
        service.warm()
        assert client.get("/zhaiyi/readiness").status_code == 200
    service.close()


def test_without_the_package_the_extra_is_named(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(MissingPackage, match=r"pip install zhaiyi\[metrics\]"):
        metrics.exposition(service)
    service.close()
