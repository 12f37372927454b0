"""Visitors over HTTP, as their browsers speak to the page: coming, going, coming back, and that
nobody gets at what is another's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.load import articles
from benchmarks.visitor import Handlers, Visit, Visitor
from tests.support import REPO
from tests.web.serving import PATIENT, Server, running

pytestmark = pytest.mark.process

ARTICLE = (REPO / "samples" / "shantou-smart-city.txt").read_text(encoding="utf-8")
SHORT = "汕头建设智慧城市\n\n汕头市政府12日宣布，项目明年完成。居民表示欢迎。"

FIRST = 6
"""Micro-batches until something is translated: the first are for names."""

Opened = Callable[[], Visitor]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that parks a job after a second."""
    with running(tmp_path_factory.mktemp("home"), grace="1") as started:
        yield started


@pytest.fixture(autouse=True)
def gate(server: Server) -> Iterator[None]:
    yield
    server.allow(None)
    server.wait_for_rest()  # what is left over takes no step of the next test's


@asynccontextmanager
async def page(server: Server) -> AsyncIterator[Opened]:
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENT) as client:
        handlers = Handlers.read((await client.get("config")).json())
        yield lambda: Visitor(client, handlers)


def on_page(server: Server, act: Callable[[Opened], Awaitable[Any]]) -> Any:
    async def whole() -> Any:
        async with page(server) as opened:
            return await act(opened)

    return asyncio.run(whole())


async def begun(visitor: Visitor, text: str) -> str:
    """The token of a job, of whose translation something has been seen; then the tab is closed."""
    token = await visitor.start(text)
    async for view, _ in visitor.follow(token):
        if some_english(view):
            break
    return token


def some_english(view: dict[str, Any]) -> bool:
    """Whether a translation is shown."""
    return any(name[0] == "t" and name[1:].isdigit() for name in view["parts"] or ())


async def to_the_end(visitor: Visitor, token: str, text: str) -> Visit:
    visit = Visit(text)
    async for view, status in visitor.follow(token):
        visit.see(view, status)
    return visit


def steps_of(server: Server, text: str) -> int:
    """Micro-batches that a whole run of an article takes."""
    before = server.allow(None)
    on_page(server, lambda opened: opened().read(text))
    return server.allow(None) - before


@pytest.fixture(scope="module")
def short(server: Server) -> int:
    """Micro-batches of a whole run of `SHORT`."""
    return steps_of(server, SHORT)


def settled_steps(server: Server, short: int) -> int:
    """Micro-batches so far, those of a short article left out that goes through the engine last:
    meanwhile whatever is still to be done takes its turns."""
    server.allow(None)
    on_page(server, lambda opened: opened().read(SHORT))
    return server.allow(None) - short


def test_a_closed_tab_parks_the_job_and_a_reload_goes_on_where_it_was(
    server: Server, short: int
) -> None:
    whole = steps_of(server, ARTICLE)
    before = server.allow(FIRST)
    token = on_page(server, lambda opened: begun(opened(), ARTICLE))
    server.wait_for_rest()
    at_rest = settled_steps(server, short)
    assert at_rest - before <= FIRST + 2, "a parked job takes no further micro-batch"
    visit = on_page(server, lambda opened: to_the_end(opened(), token, ARTICLE))
    assert not visit.fault
    gone_on = settled_steps(server, short) - short - before
    assert gone_on <= whole + 2, "it began again instead of going on"


def test_a_reload_in_the_middle_sees_the_same_job(server: Server) -> None:
    server.allow(FIRST)
    token = on_page(server, lambda opened: begun(opened(), ARTICLE))
    server.allow(None)
    assert not on_page(server, lambda opened: to_the_end(opened(), token, ARTICLE)).fault
    again = on_page(server, lambda opened: to_the_end(opened(), token, ARTICLE))
    assert not again.fault, "a reload afterwards shows the result"
    assert again.paintings == 1


def test_a_caller_who_leaves_ends_the_work(server: Server, short: int) -> None:
    before = server.allow(1)
    url = f"{server.url}gradio_api/call/brief"
    event = httpx.post(url, json={"data": [ARTICLE, 0, False, "fast"]}, timeout=PATIENT).json()
    with httpx.stream("GET", f"{url}/{event['event_id']}", timeout=PATIENT) as stream:
        next(line for line in stream.iter_lines() if line.startswith("data: "))
    server.wait_for_rest()
    assert settled_steps(server, short) - before <= 3


def test_stop_over_http_keeps_what_is_done(server: Server) -> None:
    async def act(opened: Opened) -> Visit:
        visitor, visit, stopped = opened(), Visit(ARTICLE), False
        token = await visitor.start(ARTICLE)
        async for view, status in visitor.follow(token):
            visit.see(view, status)
            if some_english(view) and not stopped:
                stopped = True
                await opened().tap("stop", [token])
                server.allow(1)
        return visit

    server.allow(FIRST)
    visit = on_page(server, act)
    assert visit.status["phase"] == "stopped"
    assert visit.brief is not None
    assert 0 < len(visit.brief["translation"]) < 30


def test_two_visitors_see_their_own_and_no_token_of_the_other(server: Server) -> None:
    texts = articles(2)

    async def act(opened: Opened) -> list[tuple[str, Visit, str]]:
        async def one(text: str) -> tuple[str, Visit, str]:
            visitor, visit = opened(), Visit(text)
            token, seen = await visitor.start(text), []
            async for view, status in visitor.follow(token):
                visit.see(view, status)
                seen.append(json.dumps([view, status], ensure_ascii=False))
            return token, visit, "".join(seen)

        return list(await asyncio.gather(*map(one, texts)))

    (token, visit, seen), (other, others, others_seen) = on_page(server, act)
    assert not visit.fault
    assert not others.fault
    assert texts[0][:8] not in others_seen
    assert token not in others_seen
    assert texts[1][:8] not in seen
    assert other not in seen
    shown = (
        httpx.get(server.url, timeout=PATIENT).text
        + httpx.get(f"{server.url}config", timeout=PATIENT).text
    )
    for secret in (token, other, texts[0][:8], texts[1][:8]):
        assert secret not in shown


GUESSES = ("", "guess", "A" * 32, "..%2f..%2fetc", "%00", "*")
PLACES = [
    ("GET", "download/{}/html"),
    ("GET", "brief/{}"),
    ("GET", "words/{}"),
    ("POST", "alive/{}"),
    ("POST", "edit/{}"),
    ("POST", "redo/{}"),
]


@pytest.mark.parametrize(("method", "place"), PLACES)
def test_a_guessed_token_opens_nothing(server: Server, ready: str, method: str, place: str) -> None:
    token = ready
    body = {"id": 0, "text": "x", "source": "汕头", "target": "x"} if method == "POST" else None
    for guess in (*GUESSES, token[:-1], f"{token}x", token.swapcase()):
        url = f"{server.url}zhaiyi/{place.format(guess)}"
        assert httpx.request(method, url, json=body, timeout=PATIENT).status_code in (404, 405)


def finished(server: Server, text: str = SHORT) -> str:
    async def act(opened: Opened) -> str:
        visitor = opened()
        token = await visitor.start(text)
        assert not (await to_the_end(visitor, token, text)).fault
        return token

    return str(on_page(server, act))


@pytest.fixture(scope="module")
def ready(server: Server) -> str:
    """The token of a finished brief that no test changes."""
    return finished(server)


def post(server: Server, place: str, body: Any) -> httpx.Response:
    return httpx.post(f"{server.url}zhaiyi/{place}", json=body, timeout=PATIENT)


def download(server: Server, token: str, name: str) -> str:
    return httpx.get(f"{server.url}zhaiyi/download/{token}/{name}", timeout=PATIENT).text


def test_an_edit_is_in_every_export_and_can_be_taken_back(server: Server) -> None:
    token = finished(server)
    before = download(server, token, "txt")
    edited = post(server, f"edit/{token}", {"id": 1, "text": "My own words."})
    assert edited.json()["translation"][1]["status"] == "edited"
    for name in ("html", "md", "json", "txt", "tmx"):
        assert "My own words." in download(server, token, name)
    post(server, f"edit/{token}", {"id": 1, "text": None})
    assert download(server, token, "txt") == before


def test_an_edit_is_checked_and_the_text_of_the_machine_stays(server: Server) -> None:
    token = finished(server)
    before = json.loads(download(server, token, "json"))["translation"][1]["text"]
    row = post(server, f"edit/{token}", {"id": 1, "text": "It bought 41 buses."}).json()[
        "translation"
    ][1]
    assert row["machine"] == before
    assert "41" in " ".join(f["message"] for f in row["findings"])
    again = json.loads(download(server, token, "json"))["translation"][1]
    assert again == row


def test_a_changed_term_goes_through_and_edits_stay(server: Server) -> None:
    token = finished(server)
    post(server, f"edit/{token}", {"part": "title", "text": "My headline"})
    answer = post(server, f"redo/{token}", {"source": "汕头", "target": "Swatow"})
    assert answer.status_code == 204
    visit = on_page(server, lambda opened: to_the_end(opened(), token, SHORT))
    assert visit.status["phase"] == "done"
    assert visit.brief is not None
    assert visit.brief["title"]["text"] == "My headline"
    assert "Swatow" in visit.brief["translation"][1]["text"]
    assert "Swatow" in download(server, token, "md")


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("edit", {"id": 99, "text": "x"}),
        ("edit", {"id": -1, "text": "x"}),
        ("edit", {"id": "0", "text": "x"}),
        ("edit", {"id": 0, "text": ["x"]}),
        ("edit", {"id": 0, "text": "x", "part": "../../x"}),
        ("edit", {"id": 0, "text": "x" * 30_000}),
        ("edit", [1, 2]),
        ("redo", {"source": "北京", "target": "Beijing"}),
        ("redo", {"source": "汕头", "target": ""}),
        ("redo", {"source": "汕头", "target": 3}),
        ("redo", {"source": None}),
    ],
)
def test_what_cannot_be_done_is_one_line(server: Server, ready: str, place: str, body: Any) -> None:
    answer = post(server, f"{place}/{ready}", body)
    assert answer.status_code == 400
    assert answer.text
    assert "\n" not in answer.text


def test_words_come_with_pinyin(server: Server, ready: str) -> None:
    aid = httpx.get(f"{server.url}zhaiyi/words/{ready}", timeout=PATIENT).json()
    assert any(word[0] == "汕头" for word in aid["words"])


def test_a_kept_brief_is_opened_again(server: Server) -> None:
    kept = httpx.get(f"{server.url}zhaiyi/brief/{finished(server)}", timeout=PATIENT)
    assert kept.headers["cache-control"] == "no-store"
    token = post(server, "open", kept.json()).json()["token"]
    assert httpx.get(f"{server.url}zhaiyi/brief/{token}", timeout=PATIENT).json() == kept.json()
    visit = on_page(server, lambda opened: to_the_end(opened(), token, SHORT))
    assert visit.status["phase"] == "stored"


def test_a_brief_that_was_tampered_with_is_refused(server: Server, ready: str) -> None:
    brief = httpx.get(f"{server.url}zhaiyi/brief/{ready}", timeout=PATIENT).json()
    wrong = [
        {**brief, "schema": "other"},
        {**brief, "translation": [{**brief["translation"][0], "source": 10_000}]},
        {**brief, "translation": brief["translation"][:1] * 2},
        {**brief, "highlights": {"key": [-1], "groups": [[-1]]}},
        {**brief, "article": {**brief["article"], "text": "x"}},
    ]
    for each in wrong:
        answer = post(server, "open", each)
        assert answer.status_code == 400
        assert "\n" not in answer.text
    for raw in (b"", b"[" * 100_000, b"\xff", b"x" * 3_000_001):
        assert (
            httpx.post(f"{server.url}zhaiyi/open", content=raw, timeout=PATIENT).status_code == 400
        )


def test_nobody_s_result_is_dropped_by_opening_others(server: Server) -> None:
    mine = finished(server)
    kept = httpx.get(f"{server.url}zhaiyi/brief/{mine}", timeout=PATIENT).content
    json_type = {"content-type": "application/json"}
    with httpx.Client(base_url=server.url, timeout=PATIENT, headers=json_type) as client:
        tokens = [client.post("zhaiyi/open", content=kept).json()["token"] for _ in range(201)]
        assert client.get(f"zhaiyi/brief/{mine}").status_code == 200
        assert client.get(f"zhaiyi/brief/{tokens[-1]}").status_code == 200
        left = [t for t in tokens if client.get(f"zhaiyi/brief/{t}").status_code == 200]
    assert len(left) == 30, "one visitor's are bounded"


def test_one_visitor_s_opened_briefs_do_not_drop_another_s(server: Server) -> None:
    kept = httpx.get(f"{server.url}zhaiyi/brief/{finished(server)}", timeout=PATIENT).content
    json_type = {"content-type": "application/json"}
    with httpx.Client(base_url=server.url, timeout=PATIENT, headers=json_type) as client:

        def opened(address: str) -> str:
            answer = client.post(
                "zhaiyi/open", content=kept, headers={"x-forwarded-for": f"9.9.9.9, {address}"}
            )
            return str(answer.json()["token"])

        mine = opened("1.1.1.1")
        for _ in range(201):
            opened("8.8.8.8")
        assert client.get(f"zhaiyi/brief/{mine}").status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
@pytest.mark.parametrize("place", ["open", "edit/{}", "redo/{}"])
def test_only_json_is_posted(server: Server, ready: str, place: str, kind: str | None) -> None:
    body = httpx.get(f"{server.url}zhaiyi/brief/{ready}", timeout=PATIENT).content
    if place != "open":
        body = json.dumps({"id": 0, "text": "x", "source": "汕头", "target": "x"}).encode()
    headers = {"content-type": kind} if kind else {}
    url = f"{server.url}zhaiyi/{place.format(ready)}"
    answer = httpx.post(url, content=body, headers=headers, timeout=PATIENT)
    assert answer.status_code == 400
    assert "application/json" in answer.text


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("edit", '{"id": 0, "text": "x", "part": ["a"]}'),
        ("edit", '{"id": 0, "text": "x", "part": {}}'),
        ("edit", '{"id": 0, "text": "x", "part": null}'),
        ("edit", '{"id": 0, "text": "half \\ud800"}'),
        ("edit", '{"id": 1e400, "text": "x"}'),
        ("redo", '{"source": "汕头", "target": "\\udc00"}'),
        ("redo", '{"source": "\\ud83d", "target": "x"}'),
    ],
)
def test_odd_values_are_one_line_too(server: Server, ready: str, place: str, body: str) -> None:
    headers = {"content-type": "application/json"}
    url = f"{server.url}zhaiyi/{place}/{ready}"
    answer = httpx.post(url, content=body.encode(), headers=headers, timeout=PATIENT)
    assert answer.status_code == 400
    assert answer.text
    assert "\n" not in answer.text


ODD = [
    lambda brief: brief["translation"][0].update(text="half \ud800"),
    lambda brief: brief["title"].update(text="\udfff"),
    lambda brief: brief["article"]["source"].update(name="\ud800"),
]
NO_NUMBER = [
    lambda brief, number: brief["run"]["seconds"].update(total=number),
    lambda brief, number: brief["article"]["sentences"][0].update(score=number),
    lambda brief, number: brief["translation"][0].update(confidence=number),
]


@pytest.mark.parametrize("spoil", ODD)
def test_a_brief_that_cannot_be_said_again_is_refused(
    server: Server, ready: str, spoil: Callable[[Any], None]
) -> None:
    brief = httpx.get(f"{server.url}zhaiyi/brief/{ready}", timeout=PATIENT).json()
    spoil(brief)
    headers = {"content-type": "application/json"}
    answer = httpx.post(
        f"{server.url}zhaiyi/open", content=json.dumps(brief), headers=headers, timeout=PATIENT
    )
    assert answer.status_code == 400
    assert "\n" not in answer.text


@pytest.mark.parametrize("spoil", NO_NUMBER)
@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_spoils_no_answer(
    server: Server, ready: str, spoil: Callable[[Any, float], None], number: float
) -> None:
    brief = httpx.get(f"{server.url}zhaiyi/brief/{ready}", timeout=PATIENT).json()
    spoil(brief, number)
    headers = {"content-type": "application/json"}
    answer = httpx.post(
        f"{server.url}zhaiyi/open", content=json.dumps(brief), headers=headers, timeout=PATIENT
    )
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        token = answer.json()["token"]
        assert httpx.get(f"{server.url}zhaiyi/brief/{token}", timeout=PATIENT).status_code == 200


def test_the_same_file_of_two_visitors_is_read_by_both(server: Server) -> None:
    async def act(opened: Opened) -> list[Any]:
        one, two = opened(), opened()
        paths = [await v.upload("same.txt", SHORT.encode()) for v in (one, two)]
        pressed = [
            await v.press("take_files", [[_file(path)], None])
            for v, path in zip((one, two), paths, strict=True)
        ]
        return [outputs[1] for outputs in pressed]

    assert on_page(server, act) == [{"say": "ready", "name": "same.txt"}] * 2
    assert not sum(path.stat().st_size for path in server.disk.rglob("*") if path.is_file())


def test_a_card_holds_headline_two_lines_and_what_there_is_to_check(
    server: Server, ready: str
) -> None:
    url = f"{server.url}zhaiyi/card/{ready}"
    card = httpx.get(url, timeout=PATIENT).json()
    assert card["headline"].startswith("[en]")
    assert 1 <= len(card["lines"]) <= 2
    assert card["phase"] == "done"
    assert card["check"] >= 0
    assert httpx.get(f"{url}?seen={card['seen']}", timeout=PATIENT).status_code == 204


def test_the_same_glossary_of_two_visitors_is_read_by_both(server: Server) -> None:
    async def act(opened: Opened) -> list[Any]:
        one, two = opened(), opened()
        data = "汕头\tSwatow\n".encode()
        paths = [await v.upload("terms.tsv", data) for v in (one, two)]
        pressed = [
            await v.press("take_terms", [_file(path)])
            for v, path in zip((one, two), paths, strict=True)
        ]
        return [outputs[1] for outputs in pressed]

    assert on_page(server, act) == [{"say": "terms_one"}] * 2


def test_untaken_uploads_do_not_fill_the_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    with running(home, max_bytes="1000000", uploads="3000000") as server:
        url = f"{server.url}gradio_api/upload"

        def send(data: bytes, *names: str) -> httpx.Response:
            return httpx.post(
                url, files=[("files", (name, data)) for name in names], timeout=PATIENT
            )

        answers = [send(bytes([n]) * 900_000, f"{n}.txt") for n in range(12)]
        assert [answer.status_code for answer in answers] == [200] * 3 + [503] * 9
        assert "again" in answers[-1].text
        assert send(b"x" * 900_000, "a.txt", "b.txt").status_code == 413
        stream = httpx.post(url, content=iter([b"x"]), timeout=PATIENT)
        assert stream.status_code == 411
        lying = sum(path.stat().st_size for path in server.disk.rglob("*") if path.is_file())
        assert lying <= 3_000_000


def test_taken_uploads_do_not_fill_the_memory(tmp_path_factory: pytest.TempPathFactory) -> None:
    async def act(opened: Opened) -> list[Any]:
        said = []
        for number in range(12):
            visitor = opened()
            page = f"<p>{ARTICLE}</p><!-- {number} {'x' * 900_000} -->"
            path = await visitor.upload(f"{number}.html", page.encode())
            said.append((await visitor.press("take_files", [[_file(path)], None]))[1]["say"])
        return said

    home = tmp_path_factory.mktemp("home")
    with running(home, max_bytes="1000000", uploads="3000000") as server:
        assert on_page(server, act) == ["ready"] * 12
        assert 0 < server.held() <= 3_000_000


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd.txt", "/etc/x.txt", "..\\x.txt", "a\nb.txt"]
)
def test_an_upload_s_name_is_no_path(server: Server, name: str) -> None:
    async def act(opened: Opened) -> str:
        visitor = opened()
        path = await visitor.upload(name, SHORT.encode())
        assert Path(path).resolve().is_relative_to(server.disk.resolve())
        outputs = await visitor.press("take_files", [[_file(path)], None])
        return str(outputs[1]["name"])

    assert "/" not in on_page(server, act)
    assert not sum(path.stat().st_size for path in server.disk.rglob("*") if path.is_file())


def test_a_file_that_nobody_uploaded_is_neither_read_nor_removed(
    server: Server, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("汕头的秘密。", encoding="utf-8")

    async def act(opened: Opened) -> list[Any]:
        try:
            return list(await opened().press("take_files", [[_file(str(secret))], None]))
        except RuntimeError:
            return []

    assert "secret" not in json.dumps(on_page(server, act))
    assert secret.exists()


def _file(path: str) -> dict[str, Any]:
    return {"path": path, "orig_name": Path(path).name, "meta": {"_type": "gradio.FileData"}}
