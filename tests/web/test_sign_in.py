"""A page that is not for everybody: who signs in at the form or at a proxy, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.run import messages, zhaiyi
from tests.web.serving import PATIENT, Server, running
from zhaiyi.core.errors import UsageError
from zhaiyi.web import sign_in
from zhaiyi.web.limits import load_limits
from zhaiyi.web.sign_in import Accounts, read_accounts, way_of

ARTICLE = {"data": ["汕头建设智慧城市。市政府表示欢迎。", 0, False, "fast"]}
SHUT = (
    "config", "gradio_api/info", "gradio_api/mcp/", "gradio_api/heartbeat/x", "zhaiyi/ready",
    "zhaiyi/brief/x", "zhaiyi/download/x/html", "gradio_api/file=/etc/hostname", "monitoring/x",
)  # fmt: skip
MONITORED = ("zhaiyi/health", "zhaiyi/readiness")


def accounts(folder: Path, text: str) -> Path:
    (folder / "accounts").write_text(text, encoding="utf-8")
    return folder / "accounts"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    file = accounts(home, "# the desk\nli: good:word \n\n王:口令\n")
    with running(home, auth=str(file)) as server:
        server.allow(None)
        yield server


def briefed(client: httpx.Client) -> str:
    event = client.post("gradio_api/call/brief", json=ARTICLE).json()["event_id"]
    return client.get(f"gradio_api/call/brief/{event}").text


@pytest.mark.process
def test_who_has_not_signed_in_gets_the_form_and_nothing_else(closed: Server) -> None:
    with httpx.Client(base_url=closed.url, timeout=PATIENT) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert "auth_required" in page.text
        assert "汕头" not in page.text
        for path in SHUT:
            assert client.get(path).status_code == 401, path
        for path in ("gradio_api/call/brief", "gradio_api/cancel", "zhaiyi/open"):
            assert client.post(path, json=ARTICLE).status_code == 401, path
        for path in MONITORED:
            assert client.get(path).status_code == 200, path
        wrong = client.post("login", data={"username": "li", "password": "good"})
        assert wrong.status_code == 400
        assert client.get("config").status_code == 401
        client.cookies.set("access-token-unsecure-x", "x")
        assert client.get("config").status_code == 401


@pytest.mark.process
@pytest.mark.parametrize(("name", "password"), [("li", " good:word "), ("王", "口令")])
def test_who_signs_in_has_the_whole_page(closed: Server, name: str, password: str) -> None:
    with httpx.Client(base_url=closed.url, timeout=PATIENT) as client:
        given = {"username": name, "password": password}
        assert client.post("login", data=given).status_code == 200
        assert client.get("zhaiyi/ready").json()["ready"] is True
        assert client.get("config").status_code == 200
        assert '"translation"' in briefed(client)
        client.cookies.clear()
        assert client.get("config").status_code == 401


@pytest.mark.process
def test_a_proxy_says_who_is_asking(tmp_path: Path) -> None:
    with (
        running(tmp_path, user_header="X-Forwarded-User") as server,
        httpx.Client(base_url=server.url, timeout=PATIENT) as client,
    ):
        server.allow(None)
        for path in ("", *SHUT):
            assert client.get(path).status_code == 401, path
            assert client.get(path, headers={"X-Forwarded-User": ""}).status_code == 401, path
        for path in MONITORED:
            assert client.get(path).status_code == 200, path
        client.headers["x-forwarded-user"] = "li"
        assert client.get("").status_code == 200
        assert '"translation"' in briefed(client)


def test_a_wrong_password_and_an_unknown_name_are_answered_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in, "PAUSE", 0.0)
    known = Accounts({"li": "good"})
    asked = [("li", "good"), ("li", "goo"), ("li", ""), ("wang", ""), ("wang", "good"), ("", "")]
    answers = [asyncio.run(known.knows(*each)) for each in asked]
    assert answers == [True, False, False, False, False, False]
    assert "good" not in repr(known)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("li", "line 1: write name:password"),
        ("# nobody\n", "names nobody"),
        ("\nli:secret\nli:other\n", "line 3: li comes twice"),
        (":secret\n", "line 1"),
        ("li:\n", "line 1"),
    ],
)
def test_a_file_that_is_no_list_of_accounts(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        read_accounts(accounts(tmp_path, text))
    assert "secret" not in str(caught.value)


def test_the_settings_are_checked_before_anybody_is_served(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose one"):
        way_of(load_limits(auth="x", user_header="X-User"))
    with pytest.raises(UsageError, match="no header's name"):
        way_of(load_limits(user_header="X User"))
    assert way_of(load_limits()) is None
    more = {"ZHAIYI_WEB_AUTH": str(tmp_path / "nosuch")}
    result = zhaiyi("web", "--model", "scripted", "--no-browser", home=tmp_path, more=more)
    assert result.returncode == 2
    assert "ZHAIYI_WEB_AUTH" in messages(result)[-1]
    assert "nosuch" in messages(result)[-1]
