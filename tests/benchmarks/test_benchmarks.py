"""The measuring commands on the scripted model: what they write, not how fast it was."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import engines, hints, samples, tuning
from benchmarks import words as news_words
from benchmarks.__main__ import main
from benchmarks.blind import SECOND, Verdict, fewer, read_blind
from benchmarks.fixed import small_articles, spread
from benchmarks.kinds import KINDS, kind_here
from benchmarks.memory import PeakMemory
from benchmarks.page import bars, curve
from tests.cli.run import ARTICLE
from tests.models.fakes import CARD
from tests.tiny import make_tiny
from zhaiyi.core.resources import folder
from zhaiyi.render import from_json

SCRIPTED = ["--model", "scripted"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHAIYI_HOME", str(tmp_path / "home"))
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_page_puts_the_brief_beside_the_bare_engine(tmp_path: Path, article: Path) -> None:
    page = tmp_path / "docs" / "performance.md"
    results = tmp_path / "results"
    where = ["--results", str(results), "--output", str(page)]
    assert main([str(article), *SCRIPTED, "--only", "brief", *where]) == 0
    text = page.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| harbour |")]
    assert len(rows) == 3
    for words in ("scripted/1", "anonymous memory", "machine:", "brief ÷ bare", "repair"):
        assert words in text
    assert str(tmp_path) not in text
    plot = ElementTree.fromstring(
        (page.parent / f"performance-brief-{kind_here()}.svg").read_bytes()
    )
    assert "harbour" in "".join(plot.itertext())

    page.unlink()
    assert main(["--page", *where]) == 0
    assert page.read_text(encoding="utf-8") == text


@pytest.mark.filterwarnings("ignore:invalid escape sequence")  # of splitters beside ours
def test_a_part_that_is_not_measured_again_keeps_its_place(tmp_path: Path, article: Path) -> None:
    page, results = tmp_path / "performance.md", tmp_path / "results"
    where = ["--results", str(results), "--output", str(page), *SCRIPTED]
    assert main([str(article), "--only", "brief", *where]) == 0
    assert main(["--only", "lengths", "--share", "0.01", *where]) == 0
    headings = [line for line in page.read_text("utf-8").splitlines() if line.startswith("#")]
    assert headings == [
        "# Performance",
        f"## {KINDS[kind_here()]}",
        "### The whole brief beside the bare engine",
        "### Reading and splitting, by length",
    ]


def test_what_was_measured_on_another_kind_of_processor_stays(
    tmp_path: Path, article: Path
) -> None:
    page, results = tmp_path / "performance.md", tmp_path / "results"
    where = ["--results", str(results), "--output", str(page), *SCRIPTED]
    assert main([str(article), "--only", "brief", *where]) == 0
    other = next(kind for kind in KINDS if kind != kind_here())
    shutil.copytree(results / kind_here(), results / other)
    assert main([str(article), "--only", "brief", *where]) == 0
    text = page.read_text("utf-8")
    assert text.count("### The whole brief beside the bare engine") == 2
    for kind in (kind_here(), other):
        assert f"(performance-brief-{kind}.svg)" in text
        assert (tmp_path / f"performance-brief-{kind}.svg").is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.txt", "--only", "brief"], "none.txt"),
        (["--only", "fast"], "no part fast: there are engines, brief"),
        (["--only", "engines", "--engines", "gpu"], "no engine gpu to measure"),
    ],
)
def test_bad_input_is_told_in_one_line(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "performance.md"
    assert main([*words, *SCRIPTED, "--output", str(page)]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not page.exists()


@pytest.mark.process
def test_a_batch_is_put_beside_one_by_one_and_the_memory(tmp_path: Path, article: Path) -> None:
    page = tmp_path / "performance.md"
    where = ["--results", str(tmp_path / "results"), "--output", str(page)]
    assert main(["--only", "batch", "--share", "0.1", *SCRIPTED, *where]) == 0
    text = page.read_text(encoding="utf-8")
    assert "one by one ÷ in one batch" in text
    assert "| 2 |" in text
    assert (tmp_path / f"performance-batch-{kind_here()}.svg").is_file()


def test_engines_get_the_same_weights_and_their_chrf_stands_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHAIYI_HOME", str(tmp_path / "home"))
    card = tiny_card(tmp_path / "card")
    words = ["--only", "engines", "--engines", "openvino,ct2", "--share", "0.02"]
    text = page_of([*words, "--card", str(card)], tmp_path)
    ours, before = (
        next(line for line in text.splitlines() if line.startswith(f"| {name} |")).split(" | ")
        for name in (engines.OURS, engines.BEFORE)
    )
    assert ours[4] == "1.00"
    assert float(before[4]) > 0
    assert ours[5] == ours[6].rstrip(" |")
    assert float(ours[5]) >= 0
    assert "× the best of ct2" in text


def page_of(words: list[str], folder: Path) -> str:
    """What the command writes into a page in `folder`."""
    page = folder / "performance.md"
    where = ["--results", str(folder / "results"), "--output", str(page)]
    assert main([*words, *where]) == 0
    return page.read_text(encoding="utf-8")


def tiny_card(folder: Path) -> Path:
    """A card of the tiny model of `tests.tiny`, which lies beside it."""
    folder.mkdir()
    gguf = make_tiny(folder).gguf
    card = folder / "tiny.toml"
    source = f'''[[files.sources]]\nkind = "path"\npath = "{gguf}"\n'''
    text = CARD.format(
        convert="gguf-openvino",
        size=gguf.stat().st_size,
        sha256=hashlib.sha256(gguf.read_bytes()).hexdigest(),
        sources=source,
    )
    text = text.replace('engine = "ct2"', 'engine = "openvino"').replace("<end>", "<|im_end|>")
    card.write_text(text, encoding="utf-8")
    return card


@pytest.mark.process
def test_every_setting_of_the_default_engine_stands_beside_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHAIYI_HOME", str(tmp_path / "home"))
    card = tiny_card(tmp_path / "card")
    words = ["--only", "tuning", "--share", "0.05", "--model", str(card)]
    lines = page_of(words, tmp_path).splitlines()
    cells = {line.split(" | ")[0][2:]: line.split(" | ") for line in lines if " | " in line}
    assert set(tuning.SETTINGS) < set(cells)
    assert cells["as shipped"][2] == "1.00"


def test_plots_and_shares_are_what_they_are_given() -> None:
    drawn = ElementTree.fromstring(bars("<Speed>", {"a & b": 2.0, "ours": 4.0}, "ours"))
    widths = [float(r.get("width", 0)) for r in drawn.iter(f"{SVG}rect")][1:]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)
    line = ElementTree.fromstring(curve("Growth", [(1, 2), (2, 4)], "articles", "seconds"))
    assert len(list(line.iter(f"{SVG}circle"))) == 2
    assert spread(range(10), 5) == [0, 2, 4, 6, 8]
    assert spread([1, 2], 9) == [1, 2]


def test_small_articles_share_no_sentence() -> None:
    found = [line for text in small_articles(20) for line in text.splitlines()]
    assert len(small_articles(20)) == 20
    assert len(found) == len(set(found))


def test_memory_of_a_child_process_counts() -> None:
    hold = "import time; kept = bytearray(80_000_000); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with PeakMemory() as peak:
            pass
        child.kill()
    assert peak.bytes is None or peak.bytes > 80_000_000


def test_every_sample_gets_its_brief(tmp_path: Path, article: Path) -> None:
    assert samples.main([*SCRIPTED, "--out", str(tmp_path / "briefs")]) == 0
    written = {path.stem: path for path in (tmp_path / "briefs").iterdir()}
    assert written.keys() == {path.stem for path in folder("samples").glob("*.txt")}
    finished = from_json(written["quake-flash"].read_bytes())
    assert finished.run.complete
    assert finished.article.source.name == "quake-flash.txt"
    assert finished.provenance.translator == "scripted/1"


def test_names_are_held_against_what_translators_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.tsv"
    rows = (
        "1\t汕头市副市长林依民说。\tShantou Vice Mayor Lin Yimin said so.",
        "2\t他来自汕头。\tHe came.",
    )
    table.write_text("id\tzh\ten\n" + "\n".join(rows) + "\n", encoding="utf-8")
    kept = tmp_path / "out" / "hints.json"
    assert hints.main([str(table), "--suspects", "--json", str(kept)]) == 0
    assert "2\ttold\tdictionary place\t汕头=Shantou" in capsys.readouterr().out
    whole = next(line for line in json.loads(kept.read_text("utf-8")) if line["name"] == "all")
    assert whole["names"] > 2
    assert whole["agree"] == round((whole["names"] - 1) / whole["names"], 4)


def test_a_word_is_right_where_every_sentence_has_a_form_of_it(tmp_path: Path) -> None:
    table = tmp_path / "words.tsv"
    lines = [
        "# note",
        "死缓\tsuspended death sentence\tdeath with reprieve",
        "叫停\thalt\t\t项目被叫停。",
    ]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    row, other = news_words.read(table)
    forms = ("suspended death sentence", "death with reprieve")
    assert (row.word, row.forms, len(row.sentences)) == ("死缓", forms, 2)
    assert other.sentences == ("项目被叫停。",)
    assert news_words.is_right(("reverse",), ("The car was reversing.",))
    assert news_words.is_right(forms, ("Two suspended death sentences", "Death with reprieve"))
    assert not news_words.is_right(forms, ("A suspended death sentence", "The death penalty"))


def test_outputs_read_blind_are_counted_by_sentence() -> None:
    right, wrong = Verdict(False, False), Verdict(True, True)
    pairs = [(wrong, right)] * 6 + [(wrong, wrong)] * 2 + [(right, right)] * 12
    found = fewer(pairs, lambda verdict: verdict.major)
    assert (found.before, found.now, found.share) == (8, 2, 0.75)
    assert found.low <= found.share <= found.high
    first, second = read_blind(), read_blind(SECOND)
    assert len(first) == len(second) == 200
    assert first.keys().isdisjoint(second)
    for pair in (*first.values(), *second.values()):
        assert all(v.needs_look or not v.major for v in pair)
