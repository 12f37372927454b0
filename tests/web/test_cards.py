"""A reading list: what the form makes of several files or addresses, and what a card shows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from tests.render.test_doubt import estimated
from tests.support import REPO
from zhaiyi.core.settings import Settings
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.render.view import View
from zhaiyi.web import cards
from zhaiyi.web.actions import Actions
from zhaiyi.web.jobs import State
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.service import Service
from zhaiyi.web.uploads import Upload

REQUEST: Any = SimpleNamespace(client=SimpleNamespace(host="127.0.0.1"), headers={})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    zhaiyi = Zhaiyi(model=ScriptedEngine(), settings=Settings(home=tmp_path, memory=False))
    made = Service(zhaiyi, WebLimits())
    yield made
    made.close()


def start(service: Service, tab: str, *, files: Any = None, address: str = "") -> Any:
    """What Start gives: token, status, list."""
    actions = Actions(service, ())
    chosen = ((), 0, False, "fast", False)
    return asyncio.run(actions.start(tab, "", files or {}, address, *chosen, "", REQUEST))


def ended(service: Service, token: str) -> State:
    for _ in range(2000):
        state = service.jobs.look(token)
        if state.ended:
            return state
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_several_addresses_make_a_list_and_one_bad_one_stops_no_other(service: Service) -> None:
    addresses = "http://127.0.0.1:9/a  http://127.0.0.1:9/b\nfile:///etc/passwd"
    token, _, listed = start(service, "address", address=addresses)
    assert token == ""
    assert [item["name"] for item in listed["items"]] == addresses.split()
    *private, scheme = listed["items"]
    assert "https://" in scheme["error"]
    assert not scheme["token"]
    for item in private:
        assert "private address" in ended(service, item["token"]).error


def test_several_files_make_a_list_and_each_becomes_a_brief(service: Service) -> None:
    names = ("quake-flash.txt", "water-notice.txt")
    data = {name: (REPO / "samples" / name).read_bytes() for name in names}
    files = {f"/up/{name}": Upload(name, content) for name, content in data.items()}
    _, _, listed = start(service, "file", files=files)
    assert [item["name"] for item in listed["items"]] == list(names)
    for item in listed["items"]:
        state = ended(service, item["token"])
        card = cards.card(service.jobs.brief(item["token"]), state)
        assert card["phase"] == "done"
        assert card["headline"]
        assert len(card["lines"]) <= cards.LINES


def test_one_file_or_address_is_no_list(service: Service) -> None:
    upload = Upload("a.txt", (REPO / "samples" / "quake-flash.txt").read_bytes())
    token, _, listed = start(service, "file", files={"/up/a.txt": upload})
    assert token
    assert listed == gr.skip()
    assert ended(service, token).phase == "done"
    token, _, listed = start(service, "address", address=" http://127.0.0.1:9/a\n")
    assert token
    assert listed == gr.skip()


def test_a_list_holds_only_so_many(service: Service) -> None:
    addresses = " ".join(f"https://example.org/{n}" for n in range(cards.MOST + 1))
    token, status, listed = start(service, "address", address=addresses)
    assert token == ""
    assert f"{cards.MOST} articles at most" in status["error"]
    assert listed == gr.skip()


def test_what_is_listed_stays_when_its_visitor_goes_on(service: Service) -> None:
    _, _, listed = start(service, "address", address="http://127.0.0.1:9/a http://127.0.0.1:9/b")
    token = listed["items"][0]["token"]
    service.jobs.leave(token)
    assert service.jobs.look(token)
    alone, _, _ = start(service, "address", address="http://127.0.0.1:9/c")
    service.jobs.leave(alone)
    with pytest.raises(Exception, match="no longer kept"):
        service.jobs.look(alone)


@pytest.mark.parametrize(
    ("limits", "begun", "said"),
    [
        (WebLimits(), True, ""),
        (WebLimits(share=False), False, "does not open addresses from links"),
        (WebLimits(allow_private=True), False, ""),
    ],
)
def test_a_link_from_elsewhere_opens_only_where_the_operator_lets_it(
    tmp_path: Path, limits: WebLimits, begun: bool, said: str
) -> None:
    zhaiyi = Zhaiyi(model=ScriptedEngine(), settings=Settings(home=tmp_path, memory=False))
    service = Service(zhaiyi, limits)
    shared = Actions(service, ()).shared("http://127.0.0.1:9/a", REQUEST)
    token, status, address, *_ = asyncio.run(shared)
    assert bool(token) is begun
    assert address == "http://127.0.0.1:9/a"
    assert said in (status.get("error") or "")
    service.close()


def test_a_card_tells_the_confidence_and_what_there_is_to_check() -> None:
    brief = estimated()
    card = cards.card(brief, State(7, "done", position=0))
    assert card["headline"] == brief.headline.text
    assert card["lines"] == [sentence.text for sentence in brief.summary[:2]]
    assert card["check"] == View(brief).check_count
    levels = [t.level for t in brief.translations]
    assert card["counts"]["doubtful"] == levels.count("doubtful")
    assert card["seen"] != cards.card(brief, State(7, "done", position=1))["seen"]


def test_a_card_of_an_article_that_is_not_read_yet() -> None:
    card = cards.card(None, State(1, "waiting", position=3))
    assert (card["phase"], card["position"], card.get("headline")) == ("waiting", 3, None)
