"""The scores of `zhaiyi eval`: the table, what is kept of a run, and the measures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import REPO
from zhaiyi.core.document import Finding, Translation
from zhaiyi.core.errors import EngineError, UnreadableInput, UsageError, ZhaiyiError
from zhaiyi.evaluate import (
    KeptOutputs,
    Line,
    Output,
    Report,
    Row,
    Table,
    evaluate,
    read_table,
    sample,
    translate_missing,
)
from zhaiyi.evaluate.outputs import DOCUMENT
from zhaiyi.lexicon import Lexicon

HEADER = "id\tzh\ten\tother\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    return path


# -- the table -------------------------------------------------------------------------------


def test_cells_are_taken_as_they_are_but_for_entities_of_web_services(tmp_path: Path) -> None:
    path = written(
        tmp_path, HEADER + '1\t他说“好”。\t"Good," he said.\tHe said &quot;well&quot;.\n'
    )
    table = read_table(path)
    assert table.systems == ("other",)
    [line] = table.lines
    assert line.reference == '"Good," he said.'
    assert line.outputs == {"other": 'He said "well".'}


def test_columns_choose_systems_and_the_reference_may_be_one(tmp_path: Path) -> None:
    path = written(tmp_path, "id\tzh\ten\ta\tb\n1\t好。\tGood.\tA.\tB.\n")
    assert read_table(path, ["b", "en"]).lines[0].outputs == {"b": "B.", "en": "Good."}
    assert read_table(path, []).systems == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        (HEADER, "no sentences"),
        ("id\tzh\nx\t好\n", "no column en"),
        ("zh,en,id\n好,good,1\n", "no column id"),
        (f"{'长' * 5000}\n", "no column id .*says: 长{200}…\\)"),
        (HEADER + "1\t好\tGood.\n", "line 2: 3 cells"),
        (HEADER + "1\t好\tGood.\tFine.\n2\t \tGood.\tFine.\n", "line 3: the column zh is empty"),
        ("id\tzh\ten\ta\ta\n1\t好\tGood.\tA\tA\n", "twice"),
    ],
)
def test_a_bad_table_is_named_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words) as caught:
        read_table(written(tmp_path, text))
    assert "t.tsv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_that_is_not_there_or_not_utf_8(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_table(tmp_path / "none.tsv")
    path = tmp_path / "g.tsv"
    path.write_bytes((HEADER + "1\t好\tGood.\tFine.\n").encode("gb18030"))
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        read_table(path)


def test_an_unknown_system_is_wrong_usage(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "1\t好\tGood.\tFine.\n")
    with pytest.raises(UsageError, match="no system nobody"):
        read_table(path, ["nobody"])


@given(
    count=st.integers(1, 60),
    limit=st.integers(1, 70),
    seed=st.none() | st.integers(0, 9),
)
def test_a_sample_keeps_the_order_and_is_always_the_same(
    count: int, limit: int, seed: int | None
) -> None:
    table = Table(tuple(Line(str(n), "好", "Good.") for n in range(count)))
    chosen = sample(table, limit, seed)
    numbers = [int(line.id) for line in chosen.lines]
    assert len(numbers) == min(count, limit)
    assert numbers == sorted(set(numbers))
    assert chosen == sample(table, limit, seed)


def test_the_excerpt_for_everybody_can_be_read() -> None:
    table = read_table(REPO / "tests/data/flores-excerpt.tsv")
    assert len(table.lines) == 100
    assert table.systems == ("argos", "nllb", "opusmt", "bergamot")


# -- our outputs -----------------------------------------------------------------------------


class Echo:
    """Translates by rule and remembers what it was asked; breaks after `breaks_after` texts."""

    def __init__(self, breaks_after: int | None = None) -> None:
        self.asked: list[str] = []
        self.breaks_after = breaks_after

    def __call__(self, texts: Sequence[str]) -> Iterator[Translation]:
        for index in reversed(range(len(texts))):
            if len(self.asked) == self.breaks_after:
                raise EngineError("the engine broke")
            self.asked.append(texts[index])
            yield Translation(index, f"English of {texts[index]}")


def test_a_run_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    sources = [f"第{n}句。" for n in range(2 * DOCUMENT + 5)]
    first, second = Echo(breaks_after=DOCUMENT + 7), Echo()
    with pytest.raises(EngineError):
        list(translate_missing(sources, KeptOutputs(path, "model", "fast"), first))
    kept = KeptOutputs(path, "model", "fast")
    counts = list(translate_missing(sources, kept, second))
    assert sorted(first.asked + second.asked) == sorted(sources)
    assert counts[-1] == len(sources)
    assert all((o := kept.get(s)) and o.text == f"English of {s}" for s in sources)


def test_a_sentence_that_occurs_twice_is_translated_once(tmp_path: Path) -> None:
    echo = Echo()
    kept = KeptOutputs(tmp_path / "kept.jsonl", "model", "fast")
    assert list(translate_missing(["好。", "行。", "好。"], kept, echo)) == [1, 2]
    assert len(echo.asked) == 2


@pytest.mark.parametrize(("translator", "quality"), [("other", "fast"), ("model", "best")])
def test_outputs_belong_to_what_made_them(tmp_path: Path, translator: str, quality: str) -> None:
    path = tmp_path / "kept.jsonl"
    KeptOutputs(path, "model", "fast").add("好。", Translation(0, "Good."), 0.5)
    assert KeptOutputs(path, "model", "fast").missing(["好。"]) == []
    assert KeptOutputs(path, translator, quality).missing(["好。"]) == ["好。"]


def test_what_the_checks_said_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    findings = (Finding("number", "error", "…"), Finding("quotes", "info", "…"))
    translation = Translation(0, "Good.", "flagged", findings)
    KeptOutputs(path, "model", "fast").add("好。", translation, 0.5)
    kept = KeptOutputs(path, "model", "fast").get("好。")
    assert kept == Output("Good.", True, ("number",), 0.5)


@pytest.mark.parametrize("torn", ['{"key": "ab', "5\n", "\n", "[]", '{"key": "ab"}'])
def test_a_torn_line_is_passed_over_and_hurts_no_other(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_text(torn, encoding="utf-8")
    for source in ("好。", "行。"):
        KeptOutputs(path, "model", "fast").add(source, Translation(0, "Good."), 0.5)
    assert KeptOutputs(path, "model", "fast").missing(["好。", "行。"]) == []


@pytest.mark.parametrize(
    "text", ["汕头市很大。\n第二行。\n", "2024\n汕头\n", '{"id": 1, "text": "好"}\n']
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        KeptOutputs(path, "model", "fast")
    assert path.read_text(encoding="utf-8") == text


def test_outputs_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    kept = KeptOutputs(tmp_path / "kept.jsonl", "model", "fast")
    kept.path.mkdir()
    with pytest.raises(ZhaiyiError, match="--outputs"):
        kept.add("好。", Translation(0, "Good."), 0.0)


# -- the measures ----------------------------------------------------------------------------

SOURCES = (
    "汕头市去年接待游客6.1万人次。",
    "图书馆将于7月25日重新开放。",
    "这项工程耗资1.2亿元。",
    "专家认为这种做法值得推广。",
)
REFERENCES = (
    "Shantou received 61,000 visitors last year.",
    "The library will reopen on July 25.",
    "The project cost 120 million yuan.",
    "Experts believe this practice is worth spreading.",
)
BROKEN = (
    "Shantou received 6.1 million visitors last year.",
    "The 图书馆 will reopen on July 25.",
    "The project cost 120 million yuan.",
    "",
)


def row(report: Report, name: str) -> Row:
    return next(row for row in report.rows if row.name == name)


def report(own: Sequence[Output] | None) -> Report:
    lines = (
        Line(str(n), s, r, {"human": r, "broken": b})
        for n, (s, r, b) in enumerate(zip(SOURCES, REFERENCES, BROKEN, strict=True))
    )
    return evaluate(Table(tuple(lines), ("human", "broken")), own, "model/1", Lexicon())


@pytest.fixture(scope="module")
def scored() -> Report:
    """Ours is right but for one number, which is flagged, and one that is not."""
    texts = ["Shantou received 6.1 million visitors last year.", *REFERENCES[1:]]
    texts[2] = "The project cost 12 million yuan."
    own = [Output(text, False, (), 0.5) for text in texts]
    own[0] = Output(texts[0], True, ("number",), 0.5)
    return report(own)


def test_the_reference_itself_is_perfect(scored: Report) -> None:
    human = row(scored, "human")
    assert human.bleu == pytest.approx(100)
    assert human.chrf == pytest.approx(100)
    assert (human.numbers_right, human.names_right) == (1.0, 1.0)
    assert (human.flag_rate, human.leftover, human.empty) == (0.0, 0.0, 0.0)


def test_each_fault_shows_in_its_own_figure(scored: Report) -> None:
    broken = row(scored, "broken")
    assert broken.leftover == 0.25
    assert broken.empty == 0.25
    assert broken.flag_rate == 0.75
    assert broken.numbers_right is not None
    assert broken.numbers_right < 1
    assert broken.numbers_right_or_flagged == 1.0
    assert broken.bleu < row(scored, "human").bleu


def test_our_own_flags_are_those_that_the_user_was_shown(scored: Report) -> None:
    own = row(scored, "zhaiyi")
    assert own.flag_rate == 0.25
    assert own.numbers_right is not None
    assert own.numbers_right_or_flagged is not None
    assert own.numbers_right < own.numbers_right_or_flagged < 1


def test_the_speed_is_ours_alone(scored: Report) -> None:
    own = row(scored, "zhaiyi")
    assert own.seconds == 2.0
    assert own.chars_per_second == sum(map(len, SOURCES)) / 2.0
    assert row(scored, "human").chars_per_second is None


def test_others_are_compared_with_us_and_signatures_say_how(scored: Report) -> None:
    assert row(scored, "zhaiyi").bleu_p is None
    for name in ("human", "broken"):
        other = row(scored, name)
        assert other.bleu_p is not None
        assert other.chrf_p is not None
        assert 0 < other.bleu_p <= 1
    assert "tok:13a" in scored.signatures["bleu"]
    assert "nc:6" in scored.signatures["chrf"]
    assert "bs:1000" in scored.signatures["paired_bootstrap"]


def test_the_report_is_json(scored: Report) -> None:
    data = json.loads(scored.to_json())
    assert [row["name"] for row in data["rows"]] == ["zhaiyi", "human", "broken"]
    assert (data["sentences"], data["translator"]) == (4, "model/1")


def test_without_ours_nothing_is_compared() -> None:
    alone = report(None)
    assert [row.name for row in alone.rows] == ["human", "broken"]
    assert all(row.bleu_p is None and row.seconds is None for row in alone.rows)


def test_shares_of_nothing_are_not_told() -> None:
    table = Table((Line("1", "好。", "Good."),))
    [own] = evaluate(table, [Output("Good.", False, (), 0.1)], "model/1", Lexicon()).rows
    assert own.numbers_right is None
    assert own.names_right is None
