"""A partition made is what the batch makes, and its tables hold the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.cli.run import zhaiyi
from tests.cluster.test_feed import PAGES, crawl
from zhaiyi.batch.inputs import Refused, Search
from zhaiyi.batch.work import Work
from zhaiyi.cluster.feed import feed
from zhaiyi.cluster.maker import Outcome, PartitionMaker, write_failure
from zhaiyi.cluster.partitions import in_partitions, partition
from zhaiyi.cluster.places import Place, as_given
from zhaiyi.cluster.tables import keys_in
from zhaiyi.core.settings import load_settings
from zhaiyi.pipeline import BriefOptions
from zhaiyi.render.render_json import from_json

pq = pytest.importorskip("pyarrow.parquet", reason="tables need pyarrow (zhaiyi[cluster])")

LINE = "第{0}号工程投资{1}万元，已在{2}月完工，市民可以使用。"
ARTICLES = st.lists(
    st.lists(
        st.tuples(st.integers(1, 99), st.integers(1, 9999), st.integers(1, 12)),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=5,
)


def work(home: Path, **how: Any) -> Work:
    settings = load_settings(home=home, memory=False)
    return Work(**{"model": "scripted", "settings": settings, "formats": ("json", "tmx"), **how})


def made(folder: Path, out: Path, wanted: Work, characters: int = 40) -> list[Outcome]:
    """Every partition of a folder, one after another, by one actor."""
    maker = PartitionMaker(wanted, str(out))
    found = feed([str(folder)], Search(out=out, field=wanted.field), out)
    items = [each for each in found if not isinstance(each, Refused)]
    return [maker.make(part) for part in in_partitions(items, characters)]


def files(folder: Path) -> dict[str, Any]:
    """What lies in a folder of results, without what differs from run to run."""
    found: dict[str, Any] = {}
    for path in folder.glob("*.*"):
        if path.suffix == ".json":
            found[path.name] = json.loads(path.read_bytes()) | {"run": None}
        elif path.is_file():
            found[path.name] = path.read_bytes()
    return {name: data for name, data in found.items() if not name.startswith("report.")}


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """A table as JSON Lines has it, held against what Parquet has."""
    lines = [
        json.loads(line)
        for path in sorted((out / "tables" / f"{table}.jsonl").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    if table != "failures":
        assert pq.read_table(out / "tables" / f"{table}.parquet").to_pylist() == lines
    return lines


@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(ARTICLES, st.integers(20, 200))
def test_the_output_is_the_batchs(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Any], characters: int
) -> None:
    home = tmp_path_factory.mktemp("equal")
    (home / "in").mkdir()
    for n, lines in enumerate(articles):
        text = "\n".join(LINE.format(*line) for line in lines)
        (home / "in" / f"a{n}.txt").write_text(text, encoding="utf-8")
    (home / "in" / "empty.txt").touch()
    command = ("--out", home / "batch", "-f", "json,tmx", "--model", "scripted")
    batch = zhaiyi("brief", home / "in", *command, home=home, more={"ZHAIYI_MEMORY": "false"})
    outcomes = made(home / "in", home / "cluster", work(home), characters)
    assert batch.returncode == 1
    assert files(home / "cluster") == files(home / "batch")
    assert sum(each.articles for each in outcomes) == len(articles)
    assert [name for each in outcomes for name, _ in each.failures] == [
        str(home / "in" / "empty.txt")
    ]
    sentences = rows(home / "cluster", "sentences")
    for row in rows(home / "cluster", "articles"):
        brief = from_json((home / "batch" / f"{row['name']}.json").read_bytes())
        targets = [each.text for each in brief.translations]
        own = [each for each in sentences if each["article"] == row["key"]]
        assert [each["target"] for each in own] == targets
        assert all(row["text"][s["start"] : s["end"]] == s["source"] for s in own)
        assert row["translation"] == "\n".join(targets)
        assert json.loads(row["provenance"])["translator"] == "scripted/1"


def test_translations_and_the_files_own_format(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINE.format(1, 2, 3), encoding="utf-8")
    wanted = work(tmp_path, command="translate", formats=("jsonl", "same"))
    (outcome,) = made(tmp_path / "in", tmp_path / "out", wanted)
    assert (outcome.articles, outcome.sentences) == (1, 1)
    english = (tmp_path / "out" / "a.en.txt").read_text(encoding="utf-8").strip()
    assert english == rows(tmp_path / "out", "sentences")[0]["target"]
    assert (tmp_path / "out" / "a.jsonl").is_file()


def test_pages_of_a_crawl_keep_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.warc.gz").write_bytes(crawl(PAGES))
    made(tmp_path / "in", tmp_path / "out", work(tmp_path))
    assert [row["url"] for row in rows(tmp_path / "out", "articles")] == [PAGES[0][0], PAGES[3][0]]


def test_an_address_is_read_and_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINE.format(1, 2, 3), encoding="utf-8")
    address = (tmp_path / "out").as_uri()
    assert as_given(Path(address)) == address
    assert as_given(Path("s3://bucket/folder")) == "s3://bucket/folder"
    maker = PartitionMaker(work(tmp_path), address)
    found = feed([(tmp_path / "in").as_uri()], Search(), Path("/"))
    items = tuple(each for each in found if not isinstance(each, Refused))
    assert maker.make(partition(items)).failures == []
    assert sorted(files(tmp_path / "out")) == ["a.json", "a.tmx"]
    assert rows(tmp_path / "out", "articles")[0]["key"] == (tmp_path / "in" / "a.txt").as_uri()
    place = Place(address)
    assert place.names("tables/nothing") == []
    assert place.read("nothing") is None
    assert not place.is_empty()


def test_without_a_model_there_is_a_fault_and_nothing_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINE.format(1, 2, 3), encoding="utf-8")
    wanted = work(tmp_path, model="opus-mt-zh-en", options=BriefOptions())
    (outcome,) = made(tmp_path / "in", tmp_path / "out", wanted)
    assert outcome.fault is not None
    assert outcome.fault.kind == "ModelMissing"
    assert not (tmp_path / "out" / "tables").exists()


def test_what_nobody_lived_to_make_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE.format(1, 2, 3), encoding="utf-8")
    (item,) = feed([str(tmp_path / "a.txt")], Search(), tmp_path / "out")
    assert not isinstance(item, Refused)
    outcome = write_failure(Place(str(tmp_path / "out")), partition((item,)), "it died")
    assert outcome.failures == [(item.label, f"{item.label}: it died")]
    assert rows(tmp_path / "out", "failures")[0]["key"] == item.key
    (mark,) = (tmp_path / "out" / "tables" / "articles.parquet").iterdir()
    assert keys_in(mark.read_bytes()) == []
