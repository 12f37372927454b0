"""The engine of OpenAI-compatible servers: on llama.cpp's, and on one that misbehaves by script."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest

from tests.cli.run import ARTICLE, messages, zhaiyi
from tests.engines.servers import Answer, ScriptedServer, llama_server, said
from zhaiyi.core.errors import EngineError, ModelMissing, ZhaiyiError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Decoding, Request
from zhaiyi.engines.openai_api import OpenAIEngine, Server, is_here
from zhaiyi.engines.registry import make_engine
from zhaiyi.models.cards import load_card
from zhaiyi.models.formats import ApiFormat
from zhaiyi.models.store import Store


def requests(number: int = 6, **options: Any) -> list[Request]:
    return [Request(f"r{i}", f"句{i}", f"Translate: 句{i}", **options) for i in range(number)]


def engine_on(url: str, model: str = "m", endpoint: Any = "chat", **options: Any) -> OpenAIEngine:
    options = {"attempts": 4, "pause": 0.01, "parallel": 4, **options}
    return OpenAIEngine("api", Server(url, model, **options), ApiFormat(endpoint=endpoint), ["<e>"])


@contextmanager
def scripted(answer: Callable[[str, Any], Answer]) -> Iterator[ScriptedServer]:
    with ScriptedServer(answer).running() as server:
        yield server


def echo(path: str, body: Any) -> Answer:
    return said(body["messages"][0]["content"].replace("Translate:", "English of"))


# -- llama.cpp's server ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("xllamacpp")
    with llama_server(tmp_path_factory.mktemp("llama")) as url:
        yield url


@pytest.mark.parametrize("endpoint", ["chat", "completions"])
def test_llama_server_answers_every_request_within_its_limit(llama: str, endpoint: str) -> None:
    engine = engine_on(llama, model="", endpoint=endpoint)
    results = {r.id: r for r in engine.generate(requests(12, max_new_tokens=9))}
    assert len(results) == 12
    assert all(0 < r.output_tokens <= 9 for r in results.values())
    assert {r.finish for r in results.values()} <= {"stop", "length"}
    assert "tiny" in engine.signature
    again = {r.id: r for r in engine.generate(requests(12, max_new_tokens=9))}
    assert sum(again[key].text == results[key].text for key in results) >= 11


def test_llama_server_says_that_a_prompt_is_too_long(llama: str) -> None:
    [result] = engine_on(llama).generate([Request("0", "x", "汕头市" * 3000)])
    assert (result.text, result.finish) == ("", "length")


@pytest.mark.process
def test_a_brief_on_llama_server_by_the_command(llama: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = zhaiyi(
        "brief", "a.txt", "--model", "openai-api", "--offline", "-o", "a.json",
        home=tmp_path, more={"ZHAIYI_API_URL": llama},
    )  # fmt: skip
    assert done.returncode == 0, messages(done)
    assert b"openai-api/" in (tmp_path / "a.json").read_bytes()


# -- what is sent ----------------------------------------------------------------------------


def test_the_question_is_one_user_turn_with_the_key_in_the_header_only() -> None:
    with scripted(echo) as server:
        engine = engine_on(server.url, key="secret")
        decoding = Decoding(repetition_penalty=1.2, seed=3)
        [result] = engine.generate(requests(1, max_new_tokens=50, decoding=decoding))
        path, body, headers = server.asked[0]
    assert (result.text, result.finish) == ("English of 句0", "stop")
    assert (result.prompt_tokens, result.output_tokens) == (7, 3)
    assert path == "/v1/chat/completions"
    assert body["messages"] == [{"role": "user", "content": "Translate: 句0"}]
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("m", 50, 0)
    assert body["frequency_penalty"] == pytest.approx(0.4)
    assert headers["Authorization"] == "Bearer secret"
    assert "secret" not in engine.signature
    assert "secret" not in str(body)


def test_completions_send_the_whole_prompt_and_what_ends_it() -> None:
    answer = Answer({"choices": [{"text": " Hi ", "finish_reason": "length"}]})
    with scripted(lambda path, body: answer) as server:
        [result] = engine_on(server.url, endpoint="completions").generate(requests(1))
        path, body, _ = server.asked[0]
    assert path == "/v1/completions"
    assert (body["prompt"], body["stop"]) == ("Translate: 句0", ["<e>"])
    assert (result.text, result.finish) == ("Hi", "length")


def test_without_a_model_the_first_of_the_server_is_asked() -> None:
    def answer(path: str, body: Any) -> Answer:
        return Answer({"data": [{"id": "big"}, {"id": "small"}]}) if body is None else said("x")

    with scripted(answer) as server:
        engine = engine_on(server.url, model="")
        list(engine.generate(requests(1)))
        assert server.asked[-1][1]["model"] == "big"
        assert engine.signature.startswith("api/big")


def test_what_a_model_thought_aloud_is_left_out() -> None:
    with scripted(lambda path, body: said("<think>\nHm.\n</think>\n\nHello")) as server:
        [result] = engine_on(server.url).generate(requests(1))
    assert result.text == "Hello"


def test_urgent_ones_are_asked_first_and_only_so_many_at_once() -> None:
    with scripted(echo) as server:
        rows = [*requests(20, priority=1), Request("soon", "急", "急", priority=0)]
        results = list(engine_on(server.url, parallel=3).generate(rows))
        assert len(results) == 21
        assert server.most_busy <= 3
        assert "急" in [body["messages"][0]["content"] for _, body, _ in server.asked[:3]]


# -- what goes wrong -------------------------------------------------------------------------

PASSING = {
    "429": Answer({"error": "slow down"}, 429, {"Retry-After": "0"}),
    "500": Answer({"error": "oops"}, 500),
    "503": Answer(b"<html>busy</html>", 503),
    "cut": Answer(None),
    "no JSON": Answer(b"<html>hello</html>"),
    "a list": Answer([1, 2]),
}


@pytest.mark.parametrize("kind", PASSING)
def test_what_can_pass_is_tried_again(kind: str) -> None:
    seen: dict[str, int] = {}

    def answer(path: str, body: Any) -> Answer:
        text = body["messages"][0]["content"]
        seen[text] = seen.get(text, 0) + 1
        return PASSING[kind] if seen[text] <= 2 else echo(path, body)

    with scripted(answer) as server:
        results = {r.id: r.text for r in engine_on(server.url).generate(requests())}
    assert results == {f"r{i}": f"English of 句{i}" for i in range(6)}
    assert set(seen.values()) == {3}


@pytest.mark.parametrize("kind", PASSING)
def test_what_does_not_pass_ends_in_one_line(kind: str) -> None:
    with (
        scripted(lambda path, body: PASSING[kind]) as server,
        pytest.raises(EngineError, match="no usable answer in 4 tries") as told,
    ):
        list(engine_on(server.url).generate(requests()))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer({"error": {"message": "bad key"}}, 401), r"401 \(bad key\): set ZHAIYI_API_KEY"),
        (Answer({"detail": "Not Found"}, 404), "404 .*check ZHAIYI_API_URL"),
        (Answer({"error": {"message": "no such field"}}, 400), "400 .*no such field"),
        (Answer({"choices": []}), "no text in it"),
        (Answer({"choices": [{"message": {}}]}), "no text in it"),
        (Answer({"hello": "world"}), "OpenAI-compatible"),
    ],
)
def test_what_cannot_pass_is_told_at_once(answer: Answer, told: str) -> None:
    with scripted(lambda path, body: answer) as server:
        with pytest.raises(EngineError, match=told):
            list(engine_on(server.url, parallel=1).generate(requests()))
        assert len(server.asked) == 1


def test_a_server_that_sleeps_is_given_up_and_asked_again() -> None:
    gate, asked = threading.Event(), list[str]()

    def answer(path: str, body: Any) -> Answer:
        asked.append(path)
        return Answer({}, gate=gate) if len(asked) == 1 else said("Awake")

    with scripted(answer) as server:
        [result] = engine_on(server.url, timeout=2.0).generate(requests(1))
        gate.set()
    assert result.text == "Awake"
    assert len(asked) == 2


def test_nobody_at_the_address() -> None:
    with pytest.raises(EngineError, match=r"127\.0\.0\.1:9 gave no usable answer"):
        list(engine_on("http://127.0.0.1:9/v1").generate(requests(1)))
    with pytest.raises(ModelMissing, match="no usable answer"):
        engine_on("http://127.0.0.1:9/v1", model="").load()


def test_no_address_at_all() -> None:
    with pytest.raises(ZhaiyiError, match="http"):
        list(engine_on("localhost:8000").generate(requests(1)))


def test_a_prompt_that_is_too_long_does_not_stop_the_others() -> None:
    def answer(path: str, body: Any) -> Answer:
        if "句3" in body["messages"][0]["content"]:
            message = "This model's maximum context length is 4096 tokens."
            return Answer({"error": {"message": message}}, 400)
        return echo(path, body)

    with scripted(answer) as server:
        results = {r.id: r for r in engine_on(server.url).generate(requests())}
    assert results["r3"].finish == "length"
    assert [r.finish for r in results.values()].count("stop") == 5


# -- stopping --------------------------------------------------------------------------------


def test_after_a_cancel_nothing_more_is_asked_and_nothing_is_waited_for() -> None:
    cancel, gate, asked = threading.Event(), threading.Event(), list[str]()

    def answer(path: str, body: Any) -> Answer:
        asked.append(path)
        return echo(path, body) if len(asked) <= 2 else Answer({}, gate=gate)

    with scripted(answer) as server:
        results = []
        for result in engine_on(server.url, parallel=2).generate(requests(30), cancel):
            results.append(result)
            if len(results) == 2:
                cancel.set()
        gate.set()
    assert len({r.id for r in results}) == 30
    assert [r.finish for r in results].count("cancelled") == 28
    assert len(asked) <= 4


def test_a_caller_that_goes_away_ends_the_work() -> None:
    gate, asked = threading.Event(), list[str]()

    def answer(path: str, body: Any) -> Answer:
        asked.append(path)
        return echo(path, body) if len(asked) == 1 else Answer({}, gate=gate)

    with scripted(answer) as server:
        results = engine_on(server.url, parallel=1).generate(requests(30))
        next(results)
        results.close()  # type: ignore[attr-defined]
        gate.set()
    assert len(asked) <= 2


# -- settings --------------------------------------------------------------------------------


def made(tmp_path: Path, **settings: Any) -> OpenAIEngine:
    engine = make_engine(
        load_card("openai-api"), Store(tmp_path), Settings(home=tmp_path, **settings)
    )
    assert isinstance(engine, OpenAIEngine)
    return engine


def test_an_engine_closed_while_it_connects_leaves_nothing_behind() -> None:
    random = Random(7)
    with scripted(echo) as server:
        for _ in range(60):
            engine = engine_on(server.url)
            for request in requests(random.randint(1, 6)):
                engine.add(request)
            sleep(0.02 * random.random())
            engine.close()
            gc.collect()  # a coroutine that nobody awaited is an error here, not in some other test


def test_the_settings_name_the_server(tmp_path: Path) -> None:
    engine = made(tmp_path, api_url="https://user:pass@gpu.example:8000/v1", api_model="qwen")
    assert engine.signature == "openai-api/qwen chat gpu.example:8000"


def test_without_an_address_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="ZHAIYI_API_URL"):
        made(tmp_path)


def test_offline_only_a_server_on_this_machine_is_asked(tmp_path: Path) -> None:
    made(tmp_path, offline=True, api_url="http://localhost:8000/v1")
    with pytest.raises(ModelMissing, match="--offline"):
        made(tmp_path, offline=True, api_url="http://gpu.example/v1")
    assert [is_here(f"http://{h}/v1") for h in ("127.0.0.1:1", "[::1]:1", "localhost")] == [
        True
    ] * 3
    assert not is_here("http://127.0.0.1.example/v1")


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Settings(api_key="secret"))  # type: ignore[arg-type]
