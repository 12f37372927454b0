"""What condensing, headlines and bare names are learned from."""

from __future__ import annotations

import random

from training.condense import worth
from training.names import bare_names
from training.summaries import ASKS, drafts, headlines

PASSAGE = (
    "The port of Shantou, which was opened in 1860 and has been enlarged several times since then, "
    "handled 3.2 million tonnes of goods in the first half of the year, according to Li Ming."
)
GOOD = "The port of Shantou handled 3.2 million tonnes of goods in the half year, says Li Ming."


def prompt(name: str, text: str) -> str:
    return f"[{name}] {text}"


def test_a_condensation_keeps_and_invents_nothing() -> None:
    assert worth(PASSAGE, GOOD) > 0


def test_what_is_no_condensation_is_worth_nothing() -> None:
    for text in (
        PASSAGE,
        GOOD.rstrip("."),
        GOOD.replace("3.2", "3.3"),
        GOOD.replace("Li Ming", "Wang Ming"),
        "The port handled many goods in the first half of the year.",
        "30 " + GOOD[4:],
        f"{GOOD} It was opened then.",
        '"' + GOOD,
        "Ships bring wares, crates, parcels, lumber, oil, grain and iron to Shantou says Li Ming.",
    ):
        assert worth(PASSAGE, text) == 0, text


def test_the_shorter_of_two_that_keep_as_much_is_worth_more() -> None:
    assert worth(PASSAGE, GOOD) > worth(PASSAGE, GOOD.replace("of goods", "of goods and goods"))


def test_long_sentences_and_long_neighbours_are_condensed() -> None:
    lines = [("wmt19", "短。"), ("wmt19", "长。"), ("wmt20", "别。")]
    english = {"短。": "Rain fell today.", "长。": PASSAGE, "别。": "A short one."}
    made = drafts(lines, english, prompt, lambda text: f"<{text}>", random.Random(1))
    assert {draft.text for draft in made} == {PASSAGE, f"Rain fell today. {PASSAGE}"}
    assert made[0].prompt == f"[condense] {made[0].text}"
    assert made[0].asks == tuple(f"<{ask.format(made[0].text)}>" for ask in ASKS)


def test_a_title_is_the_headline_of_what_follows() -> None:
    title, lead = "汕头港上半年吞吐量大增", "汕头" * 20 + "。"
    lines = [("wmt19", title), ("wmt19", lead), ("wmt19", lead)]
    english = {title: "Shantou port grows fast.", lead: PASSAGE}
    (example,) = headlines(lines, english, prompt, "<end>")
    assert example.prompt == f"[headline] {PASSAGE}"
    assert example.target == "Shantou port grows fast<end>"
    assert headlines([("wmt18", title), *lines[1:]], english, prompt, "<end>") == []


def test_names_are_those_that_the_tables_agree_on() -> None:
    parts = [
        {"zh": "岩崎", "latin": "iwasaki", "count": "9"},
        {"zh": "马里", "latin": "mary", "count": "2"},
        {"zh": "马里", "latin": "mali", "count": "2"},
        {"zh": "安娜", "latin": "anna", "count": "1"},
        {"zh": "保罗", "latin": "paul", "count": "5"},
    ]
    dictionary = [
        {"simplified": "岩崎", "english": "Iwasaki"},
        {"simplified": "保罗", "english": "Paolo"},
    ]
    divisions = [
        {"zh": "澄海区", "pinyin": "cheng hai qu", "english": "Chenghai District"},
        {"zh": "和田县", "pinyin": "he tian xian", "english": "Hotan County"},
    ]
    names = set(bare_names(parts, dictionary, divisions, random.Random(1)))
    assert ("岩崎", "Iwasaki") in names
    assert ("澄海区", "Chenghai District") in names
    assert not {zh for zh, _ in names} & {"和田县", "保罗", "安娜"}
    assert ("岩崎·岩崎", "Iwasaki Iwasaki") in names
