"""The endpoints, as docs/api.md tells to call them, and the routes beside them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.support import REPO
from tests.web.serving import PATIENT, Server

pytestmark = pytest.mark.process

DOCS = (REPO / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:7860"


def example(language: str, containing: str = "") -> str:
    found = re.findall(rf"```{language}\n(.*?)```", DOCS, re.S)
    return next(code for code in found if containing in code)


def call(server: Server, name: str, *data: Any) -> list[tuple[str, Any]]:
    """Events of a call over plain HTTP: name and data of each."""
    url = f"{server.url}gradio_api/call/{name}"
    body, headers = json.dumps({"data": data}), {"content-type": "application/json"}
    event = httpx.post(url, content=body, headers=headers, timeout=PATIENT).json()["event_id"]
    lines = httpx.get(f"{url}/{event}", timeout=PATIENT).text.splitlines()
    names = [line[7:] for line in lines if line.startswith("event: ")]
    found = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    return list(zip(names, found, strict=True))


def run_python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENT, check=True
    ).stdout


def test_the_python_example_runs_as_it_stands(server: Server) -> None:
    code = example("python")
    assert f'"{ADDRESS}/"' in code
    said = run_python(code.replace(f"{ADDRESS}/", server.url))
    assert "[en] Shantou" in said
    assert re.search(r"^done \d+ of \d+$", said, re.M)
    assert re.search(r"\[\d.*\]$", said), "each summary sentence names its sources"


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_curl_example_runs_as_it_stands(server: Server) -> None:
    script = example("sh").replace(ADDRESS, server.url.rstrip("/"))
    result = subprocess.run(
        ["bash", "-eu", "-c", script], capture_output=True, text=True, timeout=PATIENT, check=True
    )
    assert "event: complete" in result.stdout
    assert "Shantou" in result.stdout


def test_the_tool_example_runs_as_it_stands(server: Server) -> None:
    code = example("python", containing="ClientSession")
    assert f'"{ADDRESS}/gradio_api/mcp/"' in code
    said = run_python(code.replace(f"{ADDRESS}/", server.url))
    assert "brief, translate" in said
    assert "['[en] Shantou " in said
    assert re.search(r"^\[en\] .*Shantou", said, re.M), "the headline"


def test_a_brief_streams_and_ends_whole(server: Server) -> None:
    text = (REPO / "samples" / "quake-flash.txt").read_text(encoding="utf-8")
    messages = [data[0] for _, data in call(server, "brief", text, 0, False, "fast") if data]
    assert messages[-1]["phase"] == "done"
    brief = messages[-1]["brief"]
    assert brief["schema"] == "zhaiyi.brief/1"
    assert brief["run"]["complete"]
    wanted = [s["id"] for s in brief["article"]["sentences"] if s["repeat_of"] is None]
    assert [t["source"] for t in brief["translation"]] == wanted


def test_lines_come_back_in_their_order(server: Server) -> None:
    lines = ["第一行。", "", "English", "第四行有6.1万人。"]
    done = call(server, "translate", lines, "fast")[-1][1][0]
    assert done["phase"] == "done"
    assert done["lines"][1:3] == ["", "English"]
    assert all(done["lines"][i].startswith("[en]") for i in (0, 3))


def test_twenty_visitors_at_once_each_get_their_own(server: Server) -> None:
    texts = [f"第{n}号公告\n\n" + f"本市今年新建公园{n}座。" * (1 + n % 5) for n in range(1, 21)]
    with ThreadPoolExecutor(len(texts)) as visitors:
        answers = visitors.map(lambda text: call(server, "brief", text, 0, False, "fast"), texts)
    for text, answer in zip(texts, answers, strict=True):
        message = answer[-1][1][0]
        assert message["phase"] == "done"
        assert message["brief"]["article"]["text"] == text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("brief", ["This is an English text about nothing.", 0, False, "fast"], "Chinese"),
        ("brief", ["", 0, False, "fast"], "text is empty: give a Chinese article"),
        ("brief", ["中文" * 20_000, 0, False, "fast"], "20,000"),
        ("brief", ["中文。", 0, False, "slow"], "unknown quality"),
        ("translate", [["行"] * 501, "fast"], "at most 500 lines"),
        ("brief", [None, 0, False, "fast"], "text is to be a string, not null"),
        ("brief", [["中文。"], 0, False, "fast"], "text is to be a string, not a list"),
        ("brief", ["中文。", "x", False, "fast"], "sentences is to be a whole number"),
        ("brief", ["中文。", 1.5, False, "fast"], "not 1.5"),
        ("brief", ["中文。", -5, False, "fast"], "not -5"),
        ("brief", ["中文。", True, False, "fast"], "sentences"),
        ("brief", ["中文。", None, False, "fast"], "sentences"),
        ("brief", ["中文。", 0, "yes", "fast"], "summary_only is to be true or false"),
        ("brief", ["中文。", 0, False, ["fast"]], "unknown quality a list"),
        ("brief", ["中文\ud800。", 0, False, "fast"], "half a character"),
        ("translate", [["\ud800"], "fast"], "lines[0] holds half a character"),
        ("translate", [None, "fast"], "lines is to be a list of strings, not null"),
        ("translate", ["两行", "fast"], "lines is to be a list of strings, not a string"),
        ("translate", [["行", None], "fast"], "lines[1] is to be a string, not null"),
        ("translate", [[3], "fast"], "lines[0] is to be a string, not a number"),
        ("translate", [{"a": "行"}, "fast"], "not an object"),
        ("translate", [["行"], None], "unknown quality null"),
        ("translate", [], "2 values are needed, 0 came"),
        ("brief", ["中文。"], "4 values are needed, 1 came"),
        ("translate", [["行"], "fast", 3], "2 values are needed, 3 came"),
        ("check", [["行"], []], "zh and en are to be of one length, not 1 and 0"),
        ("check", [["行", " "], ["A", "B"]], "a pair has no Chinese"),
        ("check", [["行"] * 501, ["A"] * 501], "at most 500 pairs"),
        ("check", [["行"], "A"], "en is to be a list of strings"),
    ],
)
def test_what_is_wrong_is_one_line(server: Server, name: str, data: Any, said: str) -> None:
    event, error = call(server, name, *data)[-1]
    assert event == "error"
    text = error if isinstance(error, str) else json.dumps(error, ensure_ascii=False)
    assert said in text
    assert "Traceback" not in text
    assert not re.search("Options|Start|paste", text), "a program has no controls"


@pytest.mark.parametrize("path", ["zhaiyi/download/guess/html", "zhaiyi/download/x/exe"])
def test_a_guessed_download_gives_nothing(server: Server, path: str) -> None:
    assert httpx.get(f"{server.url}{path}", timeout=PATIENT).status_code == 404


def test_no_sign_of_life_for_a_stranger(server: Server) -> None:
    assert httpx.post(f"{server.url}zhaiyi/alive/guess", timeout=PATIENT).status_code == 404


def test_somebody_s_translation_is_checked(server: Server) -> None:
    zh = ["项目投资6.1万元。", "图书馆将于7月25日重新开放。"]
    en = ["The project costs 6.1 million yuan.", "The library will reopen on July 25."]
    event, [message] = call(server, "check", zh, en)[-1]
    assert event == "complete"
    assert (message["phase"], message["done"], message["total"]) == ("done", 2, 2)
    wrong, right = message["rows"]
    assert [finding["kind"] for finding in wrong["findings"]] == ["number"]
    assert wrong["level"] != "sure"
    assert (right["zh"], right["en"], right["findings"]) == (zh[1], en[1], [])


def test_only_these_endpoints_are_public(server: Server) -> None:
    info = httpx.get(f"{server.url}gradio_api/info", timeout=PATIENT).json()
    assert set(info["named_endpoints"]) == {"/brief", "/translate", "/check"}
    assert info["unnamed_endpoints"] == {}


def test_the_page_names_no_other_host(server: Server) -> None:
    answer = httpx.get(server.url, timeout=PATIENT)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert not re.search(
        r"(?:src|href)=[\"']?https?://(?!127\.0\.0\.1)[^\"'>]*\.(?:js|css|woff)", answer.text
    )
