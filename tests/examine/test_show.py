"""What a reader of a check sees: the least sure first, and nothing in a file runs."""

from __future__ import annotations

import json
import re

from zhaiyi.core.document import Finding, Span
from zhaiyi.estimation import Estimate
from zhaiyi.examine import FORMATS, Examined, Pair

EVIL = "</style><script>alert(1)</script>\x1b[2J\ud83d{{ 7*7 }}"
FOUND = [
    Examined(Pair("汕头市。", "Shantou.", "line 2"), (), Estimate(0.93, "sure")),
    Examined(
        Pair("客场取胜。", "It won at home.", "line 3"),
        (Finding("number", "warning", "61,000 is missing", Span(0, 1), Span(0, 2)),),
        Estimate(0.11, "doubtful", (Span(7, 14),), (Span(0, 2),)),
    ),
    Examined(Pair(EVIL, EVIL, EVIL), (), Estimate(0.5, "look", (Span(0, 20),))),
]


def test_the_table_begins_with_the_least_sure_and_says_why() -> None:
    text = FORMATS["table"](FOUND).decode()
    assert text.startswith("3 sentences: 1 sure, 1 to look at, 1 doubtful\n")
    order = [text.index(word) for word in ("It won", "alert", "Shantou")]
    assert order == sorted(order)
    assert "61,000 is missing" in text
    assert "doubtful: at home" in text
    assert "left out? 客场" in text
    assert "\x1b" not in text


def test_json_lines_keep_the_order_and_have_everything() -> None:
    rows = [json.loads(line) for line in FORMATS["jsonl"](FOUND).decode().splitlines()]
    assert [row["level"] for row in rows] == ["sure", "doubtful", "look"]
    assert rows[1]["zh"] == "客场取胜。"
    assert rows[1]["suspect"] == [[7, 14]]
    assert rows[1]["left_out"] == [[0, 2]]
    assert rows[1]["findings"][0]["target_span"] == [0, 2]
    assert rows[0]["confidence"] == 0.93


def test_the_page_marks_words_and_holds_no_code() -> None:
    text = FORMATS["html"](FOUND).decode()
    assert "It won <u>at home</u>." in text
    assert "<u>客场</u>取胜。" in text
    assert not re.search(r"<script|</style>.*</style>", text, re.DOTALL)
    assert "49" not in text.replace("{{ 7*7 }}", "")
    assert text.index("It won") < text.index("Shantou.")
    assert "\x1b" not in text


def test_without_an_estimator_nothing_is_sure() -> None:
    error = Finding("empty", "error", "nothing was translated")
    found = [
        Examined(Pair("汕头", "Shantou", "1"), (), None),
        Examined(Pair("汕头", "", "2"), (error,), None),
    ]
    rows = [json.loads(line) for line in FORMATS["jsonl"](found).decode().splitlines()]
    assert [row["level"] for row in rows] == ["look", "doubtful"]
    assert [row["confidence"] for row in rows] == [None, None]
    assert "models pull estimator-news" in FORMATS["html"](found).decode()
