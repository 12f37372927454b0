"""``zhaiyi doctor --url`` against pages that do their work and pages that do not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import httpx
import pytest

from tests.web.serving import PATIENT, Server
from zhaiyi.cli.smoke import run_smoke

PAGE = "<script>ZhaiyiReader</script>"
READY = {"line": "", "ready": True, "trouble": ""}


def lines(capfdbinary: pytest.CaptureFixture[bytes]) -> list[str]:
    return capfdbinary.readouterr().out.decode().splitlines()


def test_a_page_that_works(server: Server, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_smoke(server.url.rstrip("/")) == 0
    said = lines(capfdbinary)
    assert [line.split()[:2] for line in said] == [
        ["ok", f"{w}:"] for w in ("page", "model", "brief")
    ]
    assert "scripted" in said[2]


def stream(*events: tuple[str, object]) -> str:
    return "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)


def serving(**answers: object) -> httpx.Client:
    """A client whose server gives these answers: `page`, `ready`, `call`, `events`."""
    usual: dict[str, object] = {"page": PAGE, "ready": READY, "call": {"event_id": "e"}}
    given = usual | answers

    def handle(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        name = "ready" if path.endswith("ready") else "page" if path == "/" else "events"
        found = given["call" if request.method == "POST" else name]
        if isinstance(found, int):
            return httpx.Response(found)
        return httpx.Response(200, text=found if isinstance(found, str) else json.dumps(found))

    return httpx.Client(transport=httpx.MockTransport(handle), timeout=PATIENT)


BAD: list[tuple[Callable[[], httpx.Client], str]] = [
    (lambda: serving(page=404), "page: http://page.example/ answers 404"),
    (lambda: serving(page="<html>"), "page: http://page.example/ is not Zhaiyi's page"),
    (lambda: serving(ready=500), "model: .* answers 500"),
    (lambda: serving(ready={"line": ""}), "model: its answer is not"),
    (lambda: serving(ready="<html>"), "model: its answer is not"),
    (
        lambda: serving(ready=READY | {"ready": False, "trouble": "no \x1b[31mmodel\nhere"}),
        r"model: no  ?\[31mmodel here",
    ),
    (lambda: serving(call=503), "brief: its API answers 503"),
    (lambda: serving(call={}), "brief: its answer is not"),
    (lambda: serving(events=stream(("error", {"error": "too\nmuch"}))), "brief: it says: too much"),
    (lambda: serving(events=""), "brief: the brief was not finished"),
    (lambda: serving(events=stream(("complete", [{"phase": "stopped"}]))), "phase: stopped"),
    (
        lambda: serving(events=stream(("complete", [{"phase": "done", "brief": {"run": 1}}]))),
        "brief: its answer is not",
    ),
]


@pytest.mark.parametrize(("client", "said"), BAD)
def test_a_page_that_does_not(
    client: Callable[[], httpx.Client], said: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run_smoke("http://page.example", client()) == 1
    last = lines(capfdbinary)[-1]
    assert last.startswith("BAD ")
    assert re.search(said, last), last
    assert last.isprintable()


def test_an_address_where_nobody_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_smoke("http://127.0.0.1:9") == 1
    assert len(lines(capfdbinary)) == 1
