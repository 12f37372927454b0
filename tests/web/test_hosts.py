"""By what names a server is called, and whose pages it answers."""

from __future__ import annotations

import json

import httpx
import pytest
from starlette.datastructures import Headers

from tests.web.serving import PATIENT, Server
from zhaiyi.web.hosts import Hosts, allowed
from zhaiyi.web.space import start

OWN = allowed("127.0.0.1", "")
OPEN = allowed("0.0.0.0", "", "box")


@pytest.mark.parametrize(
    ("hosts", "host", "served"),
    [
        (OWN, "127.0.0.1:7860", True),
        (OWN, "localhost", True),
        (OWN, "LOCALHOST.:80", True),
        (OWN, "[::1]:7860", True),
        (OWN, "evil.example", False),
        (OWN, "evil.example:7860", False),
        (OWN, "localhost.evil.example", False),
        (OWN, "127.0.0.1.evil.example", False),
        (OWN, "93.184.216.34", False),
        (OWN, "", False),
        (OWN, "127.0.0.1@evil.example", False),
        (OPEN, "192.168.1.5:7860", True),
        (OPEN, "[fe80::1]:7860", True),
        (OPEN, "box:7860", True),
        (OPEN, "box.local", True),
        (OPEN, "evil.example", False),
        (allowed("127.0.0.1", "news.example, Other.Example"), "other.example:443", True),
        (allowed("127.0.0.1", "news.example"), "sub.news.example", False),
        (allowed("0.0.0.0", "*"), "whatever.example", True),
        (allowed("news.example", ""), "news.example:80", True),
    ],
)
def test_names(hosts: Hosts, host: str, served: bool) -> None:
    assert hosts.serves(host) is served


def welcome(hosts: Hosts, ours: bool = True, reading: bool = False, **headers: str) -> bool:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return hosts.welcomes(Headers(named), ours=ours, reading=reading)


HERE = {"host": "127.0.0.1:7860"}
SPACE = allowed("0.0.0.0", "*")


def test_pages_that_are_answered() -> None:
    assert welcome(OWN, **HERE), "a program that is no browser"
    assert welcome(OWN, **HERE, origin="http://127.0.0.1:7860")
    assert welcome(OWN, **HERE, origin="https://proxy.example", sec_fetch_site="same-origin")
    assert welcome(OWN, reading=True, **HERE, sec_fetch_site="cross-site"), "a link to the page"
    named = allowed("127.0.0.1", "news.example")
    assert welcome(named, **HERE, origin="https://news.example", sec_fetch_site="cross-site")
    assert welcome(SPACE, ours=False, **HERE, origin="https://any.example")


@pytest.mark.parametrize("reading", [True, False])
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://evil.example:7860",
        "null",
        "http://127.0.0.1:9999",
        "http://localhost:9999",
        "file://127.0.0.1:7860",
        "http://[",
        "",
    ],
)
def test_pages_that_are_not(origin: str, reading: bool) -> None:
    assert not welcome(OWN, reading=reading, **HERE, origin=origin)
    assert not welcome(SPACE, reading=reading, **HERE, origin=origin)


def test_a_post_of_another_site_without_origin_is_not() -> None:
    for site in ("cross-site", "same-site"):
        assert not welcome(OWN, **HERE, sec_fetch_site=site)


def test_a_space_is_for_everybody_unless_told() -> None:
    assert start({"SPACE_ID": "a/b"})["hosts"] == "*"
    assert start({"SPACE_ID": "a/b", "ZHAIYI_WEB_HOSTS": "x.example"})["hosts"] is None
    assert start({})["hosts"] is None


PLACES = [
    ("GET", ""),
    ("GET", "config"),
    ("GET", "zhaiyi/ready"),
    ("POST", "zhaiyi/open"),
    ("POST", "gradio_api/call/brief"),
    ("POST", "gradio_api/upload"),
    ("POST", "gradio_api/mcp/"),
    ("GET", "gradio_api/mcp/"),
]


@pytest.mark.parametrize(("method", "place"), PLACES)
@pytest.mark.parametrize(
    "headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}, {"origin": "null"}]
)
def test_the_server_turns_strangers_away(
    server: Server, method: str, place: str, headers: dict[str, str]
) -> None:
    body = {"data": ["汕头。"]} if method == "POST" else None
    answer = httpx.request(
        method, f"{server.url}{place}", json=body, headers=headers, timeout=PATIENT
    )
    assert answer.status_code == 403
    assert "ZHAIYI_WEB_HOSTS" in answer.text
    assert "\n" not in answer.text


def test_tools_still_speak_to_the_server(server: Server) -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-03-26",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    own = server.url.rstrip("/")
    for headers in ({}, {"origin": own}):
        answer = httpx.post(
            f"{server.url}gradio_api/mcp/",
            content=json.dumps(hello),
            headers={
                "content-type": "application/json",
                "accept": "application/json, text/event-stream",
                **headers,
            },
            timeout=PATIENT,
        )
        assert answer.status_code == 200
        assert "serverInfo" in answer.text
