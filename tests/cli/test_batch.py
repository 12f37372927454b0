"""What becomes of each article of a batch, with a maker that needs no model."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

import pytest

from tests.scripts import ARTICLE, Stage
from zhaiyi.article import parse
from zhaiyi.batch.glossaries import Glossaries
from zhaiyi.batch.inputs import Input
from zhaiyi.batch.journal import FOLDER, Journal
from zhaiyi.batch.products import BriefMaker, Hear, Maker, Order, Product, translation_row
from zhaiyi.batch.work import Work
from zhaiyi.cli.batch import Batch, Setup, make_agenda
from zhaiyi.cli.outputs import write_atomically
from zhaiyi.cli.request import BatchOptions, Tally, Wanted, gather
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.document import Translation
from zhaiyi.core.errors import EngineError, ModelMissing, UnreadableInput, UsageError
from zhaiyi.core.events import ArticleRead, Progress, TranslationReady
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import Stop
from zhaiyi.engines.base import Cancel
from zhaiyi.pipeline import BriefOptions, Zhaiyi

TEXT = "市民可以放心出行。\n工程已经全部完工。\n"


@dataclass
class FakeMaker:
    """Gives each sentence back with its number. `faults` are raised for the named stems; `flags`
    are stems whose first sentence is flagged (or failed)."""

    faults: Mapping[str, BaseException] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    known: dict[str, dict[int, Translation]] = field(default_factory=dict)
    stop_at: str = ""
    stop: Stop | None = None
    doubts: Mapping[str, float] = field(default_factory=dict)
    """Confidence of the first sentence of a stem; below 0.3 it is doubtful."""

    def make(self, order: Order, hear: Hear, cancel: Cancel) -> Product:
        name = Path(order.source.name).stem
        self.made.append(name)
        self.known[name] = dict(order.known)
        article = parse(order.source)
        hear(ArticleRead(article))
        if name in self.faults:
            raise self.faults[name]
        done = []
        for sentence in article.sentences:
            if self.stop_at == name and sentence.id == 1 and self.stop is not None:
                self.stop.exit_code = 130
                self.stop.set()
                break
            status: Any = self.flags.get(name, "ok") if sentence.id == 0 else "ok"
            sure = self.doubts.get(name) if sentence.id == 0 else None
            level: Any = None if sure is None else "doubtful" if sure < 0.3 else "look"
            text = f"{name} {sentence.id}"
            done.append(Translation(sentence.id, text, status, confidence=sure, level=level))
            hear(TranslationReady(done[-1]))
            hear(Progress("translate", len(done), len(article.sentences)))
        data = "\n".join(t.text for t in done).encode()
        row = translation_row(article, done, ())
        return Product(dict.fromkeys(order.formats, data), row, len(done) == len(article.sentences))


@pytest.fixture
def articles(tmp_path: Path) -> list[Input]:
    paths = [tmp_path / "in" / f"{name}.txt" for name in ("a", "b", "c")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return [Input(str(path), path) for path in paths]


@pytest.fixture
def memoryless() -> Iterator[tuple[Zhaiyi, Stage]]:
    """A service that keeps nothing, with an engine that remembers what it was asked."""
    stage = Stage()
    with Zhaiyi(model=stage, settings=Settings(memory=False)) as service:
        yield service, stage


@dataclass
class Outcome:
    code: int
    tally: Tally


def run(
    articles: Sequence[Input],
    maker: Maker,
    folder: Path,
    *,
    formats: Sequence[str] = ("txt",),
    fail_on: str | None = None,
    translator: str = "auto",
    by: str = "model",
    stop: Stop | None = None,
    **options: Any,
) -> Outcome:
    wanted = Wanted([], folder=folder, fail_on=fail_on)
    settings = Settings(home=folder.parent / "home")
    choice = BatchOptions(**options)
    work = Work(formats=formats, translator=translator, settings=settings)
    setup = Setup(work, wanted, choice)
    tally = Tally()
    with Journal(folder) as journal, Terminal(quiet=True) as terminal:
        glossaries = Glossaries()
        agenda = make_agenda(setup, articles, journal, glossaries)
        signal = stop or Stop()
        batch = Batch(setup, maker, journal, agenda, glossaries, terminal, signal, tally, by)
        return Outcome(batch.run(), tally)


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return found


def test_everything_is_made_once_and_not_again(articles: list[Input], tmp_path: Path) -> None:
    first, second, out = FakeMaker(), FakeMaker(), tmp_path / "out"
    assert run(articles, first, out).code == 0
    assert sorted(first.made) == ["a", "b", "c"]
    assert (out / "a.txt").read_text() == "a 0\na 1"
    assert run(articles, second, out).code == 0
    assert second.made == []
    assert report(out)["totals"]["done"] == 3


def test_a_bad_article_is_set_aside_with_its_reason(articles: list[Input], tmp_path: Path) -> None:
    out = tmp_path / "out"
    articles[1].path.write_bytes(b"")  # type: ignore[union-attr]
    outcome = run(articles, FakeMaker(faults={"c": EngineError("c.txt: it broke")}), out)
    assert outcome.code == 1
    assert outcome.tally.done == 1
    states = {a["input"]: (a["state"], a["error"]) for a in report(out)["articles"]}
    assert states["../in/c.txt"] == ("failed", "c.txt: it broke")
    assert "empty" in states["../in/b.txt"][1]
    assert (out / "a.txt").exists()
    assert not (out / "b.txt").exists()


def test_a_fault_of_ours_in_one_article_does_not_lose_the_others(
    articles: list[Input], tmp_path: Path
) -> None:
    outcome = run(articles, FakeMaker(faults={"b": KeyError("x")}), tmp_path / "out")
    assert (outcome.code, outcome.tally.done) == (1, 2)
    assert "fault in Zhaiyi" in str(outcome.tally.failures[0][1])


def test_failed_ones_wait_for_retry_failed(articles: list[Input], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(articles, FakeMaker(faults={"b": EngineError("b.txt: it broke")}), out)
    again = FakeMaker()
    outcome = run(articles, again, out)
    assert (again.made, outcome.code) == ([], 1)
    assert "--retry-failed" in str(outcome.tally.failures[0][1])
    retried = FakeMaker()
    assert run(articles, retried, out, retry_failed=True).code == 0
    assert retried.made == ["b"]


def test_a_failed_article_that_was_mended_is_made(articles: list[Input], tmp_path: Path) -> None:
    out = tmp_path / "out"
    path = articles[0].path
    assert path is not None
    path.write_bytes(b"")
    run(articles, FakeMaker(), out)
    path.write_text(TEXT, encoding="utf-8")
    mended = FakeMaker()
    assert run(articles, mended, out).code == 0
    assert mended.made == ["a"]


def test_articles_with_failed_sentences_are_retried_too(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(articles, FakeMaker(flags={"a": "failed"}), out)
    again = FakeMaker()
    run(articles, again, out, retry_failed=True)
    assert again.made == ["a"]


def test_what_exists_is_left_alone_unless_overwritten(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_atomically(out / "a.txt", b"mine")
    assert run(articles, FakeMaker(), out).code == 0
    assert (out / "a.txt").read_bytes() == b"mine"
    assert run(articles, FakeMaker(), out, overwrite=True).code == 0
    assert (out / "a.txt").read_bytes() == b"a 0\na 1"


def test_a_format_that_is_missing_is_added_and_the_others_stay(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(articles, FakeMaker(), out)
    (out / "a.txt").write_bytes(b"edited")
    run(articles, FakeMaker(), out, formats=("txt", "html"))
    assert (out / "a.txt").read_bytes() == b"edited"
    assert (out / "a.html").exists()
    [row] = [a for a in report(out)["articles"] if a["input"] == "../in/a.txt"]
    assert row["files"] == {"txt": "a.txt", "html": "a.html"}


def test_a_changed_article_is_told_and_not_overwritten(
    articles: list[Input], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run(articles, FakeMaker(), out)
    articles[0].path.write_text(TEXT * 2, encoding="utf-8")  # type: ignore[union-attr]
    again = FakeMaker()
    with Journal(out) as journal:
        work = Work(formats=["txt"], settings=Settings(home=tmp_path))
        setup = Setup(work, Wanted([], folder=out), BatchOptions())
        decision = make_agenda(setup, articles, journal, Glossaries()).decisions[articles[0]]
    assert "has changed" in decision.note
    run(articles, again, out)
    assert again.made == []


def test_a_stop_keeps_what_is_finished_and_the_next_start_goes_on(
    articles: list[Input], tmp_path: Path
) -> None:
    out, stop = tmp_path / "out", Stop()
    outcome = run(articles, FakeMaker(stop_at="b", stop=stop), out, stop=stop, jobs=1)
    assert outcome.code == 130
    assert (out / "b.txt").read_text() == "b 0"
    assert not (out / "c.txt").exists()
    assert report(out)["run"]["stopped"] is True
    again = FakeMaker()
    assert run(articles, again, out, jobs=1).code == 0
    assert again.made == ["b", "c"]
    assert again.known["b"] == {0: Translation(0, "b 0")}
    assert (out / "b.txt").read_text() == "b 0\nb 1"


def test_sentences_made_with_other_settings_are_not_taken_over(
    articles: list[Input], tmp_path: Path
) -> None:
    out, stop = tmp_path / "out", Stop()
    run(articles, FakeMaker(stop_at="b", stop=stop), out, stop=stop, jobs=1)
    again = FakeMaker()
    run(articles, again, out, jobs=1, translator="other")
    assert again.known["b"] == {}


def test_flags_decide_the_exit_code_where_asked(articles: list[Input], tmp_path: Path) -> None:
    def code(name: str, fail_on: str | None) -> int:
        return run(
            articles, FakeMaker(flags={"a": "flagged"}), tmp_path / name, fail_on=fail_on
        ).code

    assert code("x", None) == 0
    assert code("y", "failed") == 0
    assert code("z", "flagged") == 1
    assert code("z", "flagged") == 1, "also when it was made by an earlier run"


def test_a_missing_model_ends_the_batch(articles: list[Input], tmp_path: Path) -> None:
    missing = ModelMissing("no model: zhaiyi models pull")
    with pytest.raises(ModelMissing):
        run(articles, FakeMaker(faults={"a": missing}), tmp_path / "out", jobs=1)


def test_names_are_kept_between_runs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    first = Input("a.txt", tmp_path / "a.txt")
    second = Input("a.md", tmp_path / "a.md")
    out = tmp_path / "out"
    run([first], FakeMaker(), out, formats=("html",))
    maker = FakeMaker()
    run([first, second], maker, out, formats=("html",))
    assert maker.made == ["a"]
    assert {path.name for path in out.glob("a*")} == {"a.html", "a.md.html"}


def test_an_article_named_report_does_not_meet_the_report(tmp_path: Path) -> None:
    for name in ("report.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    names = [Input(name, tmp_path / name) for name in ("report.txt", "b.txt")]
    run(names, FakeMaker(), tmp_path / "out", formats=("html",))
    assert (tmp_path / "out" / "report.txt.html").exists()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    with Journal(folder):
        yield


def test_two_batches_never_share_a_folder(articles: list[Input], tmp_path: Path) -> None:
    with held(tmp_path / "out"), pytest.raises(UsageError, match="another zhaiyi"):
        run(articles, FakeMaker(), tmp_path / "out")


def test_several_articles_are_at_work_at_once(articles: list[Input], tmp_path: Path) -> None:
    met = threading.Barrier(3, timeout=100)

    class Meeting(FakeMaker):
        def make(self, order: Order, hear: Hear, cancel: Cancel) -> Product:
            met.wait()
            return super().make(order, hear, cancel)

    assert run(articles, Meeting(), tmp_path / "out", jobs=3).code == 0


def test_the_report_shows_findings_across_articles_and_is_inert(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    hostile = articles[0].path
    assert hostile is not None
    hostile.write_text("<script>alert(1)</script>市民可以放心出行。", encoding="utf-8")
    run(articles, FakeMaker(flags=dict.fromkeys("ab", "failed")), out)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "failed (2)" in page
    assert 'href="b.txt"' in page
    found = report(out)
    assert found["schema"] == "zhaiyi.report/1"
    assert found["totals"]["findings_by_kind"] == {"failed": 2}
    assert found["totals"]["flagged"] == 2


def test_the_report_goes_from_the_most_doubtful_down(articles: list[Input], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(articles, FakeMaker(doubts={"a": 0.5, "b": 0.2, "c": 0.1}), out)
    found = report(out)
    assert [Path(article["input"]).stem for article in found["articles"]] == ["b", "c", "a"]
    assert found["totals"]["sentences_by_level"] == {"doubtful": 2, "look": 1}
    page = (out / "report.html").read_text(encoding="utf-8")
    least_sure = page[page.index('id="doubtful"') :]
    assert least_sure.index("c 0") < least_sure.index("b 0")
    assert "a 0" not in least_sure
    assert "2 doubtful" in page


def test_what_failed_stands_first_and_what_is_flagged_before_the_rest(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    faults = {"c": UnreadableInput("c.txt: no")}
    run(articles, FakeMaker(faults=faults, flags={"b": "flagged"}), out)
    assert [Path(a["input"]).stem for a in report(out)["articles"]] == ["c", "b", "a"]
    assert 'id="doubtful"' not in (out / "report.html").read_text(encoding="utf-8")


def test_the_journal_is_hidden_in_the_folder(articles: list[Input], tmp_path: Path) -> None:
    run(articles, FakeMaker(), tmp_path / "out")
    lines = (tmp_path / "out" / FOLDER / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line) for line in lines)


def test_a_changed_glossary_beside_the_articles_is_told(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(articles, FakeMaker(), out)
    (tmp_path / "in" / "glossary.tsv").write_text("市民\tresidents\n", encoding="utf-8")
    assert Glossaries().fingerprint(articles[0]) != articles[0].fingerprint()
    again = FakeMaker()
    run(articles, again, out, overwrite=True)
    assert sorted(again.made) == ["a", "b", "c"]


def test_results_are_never_taken_for_articles(articles: list[Input], tmp_path: Path) -> None:
    def found(folder: Path, out: Path) -> list[str]:
        tally, wanted = Tally(), Wanted([str(folder)], folder=out, recursive=True)
        with Terminal(quiet=True) as terminal:
            return sorted(item.path.name for item in gather(wanted, tally, terminal) if item.path)

    beside, below = tmp_path / "in", tmp_path / "in" / "out"
    run(articles, FakeMaker(), beside, formats=("html",))
    assert (beside / "a.html").exists()
    assert found(beside, beside) == ["a.txt", "b.txt", "c.txt"]
    (beside / "page.html").write_text("<p>市民可以放心出行。</p>", encoding="utf-8")
    assert "page.html" in found(beside, beside)
    run(articles, FakeMaker(), below, formats=("html",))
    assert "out" not in {Path(name).parts[0] for name in found(beside, below)}
    assert found(below.parent, below).count("a.html") == 1, "that of the other batch"


# -- names that a disk cannot hold ---------------------------------------------------------------


@pytest.mark.parametrize("stem", ["x" * 247, "汕" * 82, "x" * 200])
def test_a_long_name_is_shortened_and_the_others_are_made(
    articles: list[Input], tmp_path: Path, stem: str
) -> None:
    path = tmp_path / "in" / f"{stem}.txt"
    path.write_text(TEXT, encoding="utf-8")
    twin = path.with_name(f"{stem[:-1]}y.txt")
    twin.write_text(TEXT, encoding="utf-8")
    wanted = [*articles, Input(str(path), path), Input(str(twin), twin)]
    out = tmp_path / "out"
    for formats in (("html",), ("html", "txt", "same")):
        assert run(wanted, FakeMaker(), out, formats=formats).code == 0
    made = sorted(p.name for p in out.glob(f"{stem[:20]}*"))
    assert len(made) == 6, "three of each, apart from one another"
    again = FakeMaker()
    assert run(wanted, again, out, formats=("html",)).code == 0
    assert again.made == [], "they have the same names the next time"


def test_a_way_that_no_disk_takes_fails_its_article_alone(
    articles: list[Input], tmp_path: Path
) -> None:
    """The folders below --out are as deep as those of the articles, and --out lies deep itself."""
    out = tmp_path / "out"
    deep = Input(articles[0].name, articles[0].path, PurePath(*["x" * 250] * 17))
    outcome = run([deep, *articles[1:]], FakeMaker(), out)
    assert (outcome.code, outcome.tally.done) == (1, 2)
    assert "cannot be written" in str(outcome.tally.failures[0][1])


def test_a_name_too_long_for_any_disk_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    tally = Tally()
    with Terminal(quiet=True) as terminal:
        wanted = Wanted([str(tmp_path / "a.txt"), "x" * 300], folder=tmp_path / "out")
        found = gather(wanted, tally, terminal)
    outcome = run(found, FakeMaker(), tmp_path / "out")
    assert outcome.tally.done == 1
    assert len(outcome.tally.failures) == 1


# -- a folder that a stranger has sent -----------------------------------------------------------


def test_a_journal_does_not_lead_out_of_the_folder(articles: list[Input], tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / FOLDER).mkdir(parents=True)
    (out / "way").symlink_to(tmp_path)
    names = ("../a", "way/b", str(tmp_path / "c"))
    lines = [
        {"kind": "begun", "item": f"../in/{stem}.txt", "name": name}
        for stem, name in zip("abc", names, strict=True)
    ]
    journal = out / FOLDER / "journal.jsonl"
    journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    before = sorted(tmp_path.glob("*.txt"))
    assert run(articles, FakeMaker(), out).code == 0
    assert sorted(tmp_path.glob("*.txt")) == before
    assert sorted(path.name for path in out.glob("*.txt")) == ["a.txt", "b.txt", "c.txt"]


def test_two_articles_of_one_name_in_the_journal_are_kept_apart(
    articles: list[Input], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / FOLDER).mkdir(parents=True)
    lines = [{"kind": "begun", "item": f"../in/{stem}.txt", "name": "one"} for stem in "ab"]
    journal = out / FOLDER / "journal.jsonl"
    journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    assert run(articles, FakeMaker(), out).code == 0
    assert len(list(out.glob("*.txt"))) == 3


# -- what is promised lasts ----------------------------------------------------------------------


def test_files_and_their_names_are_on_the_disk_before_the_journal_says_done(
    articles: list[Input], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    journal = out / FOLDER / "journal.jsonl"
    synced: set[int] = set()
    told: list[str] = []
    really = os.fsync

    def fsync(descriptor: int) -> None:
        number = os.fstat(descriptor).st_ino
        if number != journal.stat().st_ino:
            synced.add(number)
        elif b'"done"' in (line := journal.read_bytes().splitlines()[-1]):
            record = json.loads(line)
            files = [out / name for name in record["files"].values()]
            assert {path.stat().st_ino for path in (out, *files)} <= synced
            told.append(record["item"])
            synced.clear()
        really(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    run(articles, FakeMaker(), out, formats=("txt", "html"), jobs=1)
    assert set(told) == {"../in/a.txt", "../in/b.txt", "../in/c.txt"}


# -- sentences of an interrupted run -------------------------------------------------------------


def test_sentences_that_were_flagged_and_are_done_with_are_taken_over(
    articles: list[Input], tmp_path: Path
) -> None:
    out, stop = tmp_path / "out", Stop()
    maker = FakeMaker(stop_at="b", stop=stop, flags={"b": "flagged"})
    run(articles, maker, out, stop=stop, jobs=1)
    again = FakeMaker()
    run(articles, again, out, jobs=1)
    assert again.known["b"] == {0: Translation(0, "b 0", "flagged")}


def test_sentences_of_another_model_are_not_taken_over(
    articles: list[Input], tmp_path: Path
) -> None:
    out, stop = tmp_path / "out", Stop()
    run(articles, FakeMaker(stop_at="b", stop=stop), out, stop=stop, jobs=1)
    again = FakeMaker()
    run(articles, again, out, jobs=1, by="another model")
    assert again.known["b"] == {}


def content_of(path: Path) -> dict[str, Any]:
    """A brief in JSON, without what tells of the run that made it."""
    tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {name: part for name, part in tree.items() if name != "run"}


def test_a_killed_brief_goes_on_from_the_sentences_of_its_journal(
    tmp_path: Path, memoryless: tuple[Zhaiyi, Stage]
) -> None:
    service, stage = memoryless
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    article, out = Input("a.txt", path), tmp_path / "out"
    maker = BriefMaker(service, BriefOptions())
    assert run([article], maker, out, formats=("json",)).code == 0
    whole, asked = content_of(out / "a.json"), len(stage.sources)
    journal = out / FOLDER / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(line for line in lines if b'"done"' not in line))
    stage.play()
    assert run([article], maker, out, formats=("json",)).code == 0
    assert asked > 0
    assert stage.sources == []
    assert content_of(out / "a.json") == whole
    segments = [r for r in map(json.loads, journal.read_text().splitlines()) if "id" in r]
    assert len({r["id"] for r in segments}) == len(segments), "none was made or noted twice"
