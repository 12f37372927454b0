"""What is told of a plain translation that does not keep the user's glossary."""

from __future__ import annotations

import io
import json
import threading

import pytest

from zhaiyi.batch.products import Order, PairsMaker
from zhaiyi.cli.terminal import Terminal
from zhaiyi.cli.translate import filter_lines
from zhaiyi.core.document import Term
from zhaiyi.core.events import Event, Notice
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import Stop
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.formats import read_text
from zhaiyi.pipeline import Zhaiyi

ENGLISH = {
    "水务局昨天召开会议。": "The water office held a meeting yesterday.",
    "河长在河边散步。": "The river steward walked along the river.",
}
TERMS = (Term("水务局", "Water Bureau", "user"), Term("河长", "River Steward", "user"))
SAID = "水务局 is not rendered as the glossary says: Water Bureau"


@pytest.fixture
def zhaiyi() -> Zhaiyi:
    settings = Settings(memory=False, offline=True)
    return Zhaiyi(ScriptedEngine(ENGLISH), glossary=TERMS, settings=settings)


def test_a_file_s_sentence_is_named_and_json_lines_say_why(zhaiyi: Zhaiyi) -> None:
    heard: list[Event] = []
    order = Order(read_text("\n".join(ENGLISH)), ["jsonl"])
    with zhaiyi:
        product = PairsMaker(zhaiyi).make(order, heard.append, threading.Event())
    assert [e.message for e in heard if isinstance(e, Notice)] == [f"sentence 1: {SAID}"]
    lost, kept = map(json.loads, product.files["jsonl"].splitlines())
    assert SAID in lost["findings"]
    assert kept == {
        "source": "河长在河边散步。",
        "target": "The River Steward walked along the river.",
    }


def test_a_filter_names_the_line_on_stderr(
    zhaiyi: Zhaiyi, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "\n".join(["", *ENGLISH, ""])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    with zhaiyi, Terminal() as terminal:
        assert filter_lines(zhaiyi, None, terminal, Stop()) == 0
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 3
    assert [line for line in err.splitlines() if "glossary" in line] == [f"zhaiyi: line 2: {SAID}"]
