"""Articles behind names: the same as the batch finds, and what only a cluster reads."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from zhaiyi.batch.inputs import Refused, Search, expand
from zhaiyi.batch.naming import distinct_names
from zhaiyi.cluster.feed import Item, feed
from zhaiyi.core.errors import UsageError

TEXT = "汕头市民只需打开手机，就能办理6.1万件业务。"


def items(folder: Path, *names: str | Path, **search: object) -> list[Item]:
    found = list(feed([str(n) for n in names], Search(**search), folder))  # type: ignore[arg-type]
    assert not [each for each in found if isinstance(each, Refused)], found
    return [each for each in found if isinstance(each, Item)]


def refused(folder: Path, *names: str | Path, **search: object) -> str:
    found = list(feed([str(n) for n in names], Search(**search), folder))  # type: ignore[arg-type]
    return " ".join(str(each.error) for each in found if isinstance(each, Refused))


def test_files_folders_lists_and_tables_are_found_and_named_as_in_a_batch(tmp_path: Path) -> None:
    home = tmp_path / "in"
    (home / "deeper").mkdir(parents=True)
    for name in ("a.txt", "a.md", "b.txt", "deeper/b.txt", "glossary.txt", ".hidden.txt"):
        (home / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "list.txt").write_text(f"{home / 'b.txt'}\n# nothing\n", encoding="utf-8")
    row = json.dumps({"text": TEXT}, ensure_ascii=False) + "\n"
    (home / "news.jsonl").write_text(row * 3, encoding="utf-8")
    (home / "more.csv").write_text(f'text,id\n"{TEXT}",1\n', encoding="utf-8")
    names = [str(home), f"@{tmp_path / 'list.txt'}"]
    search = Search(recursive=True, field="text", out=tmp_path / "out")
    batch = list(dict.fromkeys(i for i in expand(names, search) if not isinstance(i, Refused)))
    seen = {str(i.path) + str(i.record): i for i in batch}
    expected = distinct_names(list(seen.values()), {}, ())
    found = items(tmp_path / "out", *names, recursive=True, field="text", out=tmp_path / "out")
    assert {(item.key, item.name) for item in found} == {
        (given.key(tmp_path / "out"), name) for given, name in expected.items()
    }
    assert len(found) == len(expected)


def test_a_record_is_never_called_as_another_file(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    (tmp_path / "news-1.txt").write_text(TEXT, encoding="utf-8")
    found = items(tmp_path / "out", tmp_path, field="text")
    assert len({item.name for item in found}) == 2


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (zhaiyi[cluster])")
    import pyarrow.parquet as pq

    table = pa.table({"body": [TEXT, None, TEXT * 2], "n": [1, 2, 3]})
    pq.write_table(table, tmp_path / "news.parquet")
    found = items(tmp_path, tmp_path / "news.parquet", field="body")
    assert [item.payload for item in found] == [TEXT, "", TEXT * 2]
    assert [item.name for item in found] == ["news-1", "news-2", "news-3"]
    assert "--field (it has body, n)" in refused(tmp_path, tmp_path / "news.parquet")
    assert "no field 'x'" in refused(tmp_path, tmp_path / "news.parquet", field="x")
    (tmp_path / "torn.parquet").write_bytes((tmp_path / "news.parquet").read_bytes()[:60])
    assert "torn.parquet cannot be read" in refused(tmp_path, tmp_path / "torn.parquet", field="n")


def crawl(pages: list[tuple[str, str, str]]) -> bytes:
    """A web archive of pages: address, status, content type."""
    pytest.importorskip("warcio", reason="web archives need warcio (zhaiyi[cluster])")
    return b"".join(gzip.compress(response(*page)) for page in pages)


def response(url: str, status: str, kind: str) -> bytes:
    page = f"<html><body><p>{TEXT}</p></body></html>".encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


PAGES = [
    ("http://example.org/a", "200 OK", "text/html; charset=utf-8"),
    ("http://example.org/gone", "404 Not Found", "text/html"),
    ("http://example.org/a.png", "200 OK", "image/png"),
    ("http://example.org/b", "200 OK", "text/html"),
]


def test_web_archives(tmp_path: Path) -> None:
    data = crawl(PAGES)
    (tmp_path / "crawl.warc.gz").write_bytes(data)
    (tmp_path / "plain.warc").write_bytes(gzip.decompress(data))
    with zipfile.ZipFile(tmp_path / "kept.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", data)
    for name in ("crawl.warc.gz", "plain.warc", "kept.wacz"):
        found = items(tmp_path, tmp_path / name)
        assert [item.url for item in found] == [PAGES[0][0], PAGES[3][0]], name
        assert all(isinstance(i.payload, bytes) and TEXT.encode() in i.payload for i in found)
    assert len({item.key for item in items(tmp_path, tmp_path)}) == 6
    (tmp_path / "torn.warc.gz").write_bytes(b"\x1f\x8bnothing of the kind")
    (tmp_path / "torn.wacz").write_bytes(b"PK nothing of the kind")
    assert "torn.warc.gz cannot be read" in refused(tmp_path, tmp_path / "torn.warc.gz")
    assert "torn.wacz cannot be read" in refused(tmp_path, tmp_path / "torn.wacz")


def test_what_lies_at_an_address(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="addresses need pyarrow (zhaiyi[cluster])")
    import pyarrow.parquet as pq

    home = tmp_path / "in"
    (home / "deeper").mkdir(parents=True)
    (home / "a.txt").write_text(TEXT, encoding="utf-8")
    (home / "deeper" / "b.txt").write_text(TEXT, encoding="utf-8")
    (home / "n.jsonl").write_text(json.dumps({"text": TEXT}) + "\n\n", encoding="utf-8")
    (home / "n.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    pq.write_table(pa.table({"text": [TEXT]}), home / "p.parquet")
    (home / "w.warc.gz").write_bytes(crawl(PAGES))
    address = home.as_uri()
    found = items(tmp_path, address, recursive=True, field="text")
    assert [item.name for item in found] == [
        "a", "deeper/b", "n-1", "n.jsonl-1", "p-1", "w-1", "w-2"
    ]  # fmt: skip
    assert all(item.key.startswith(address) for item in found)
    assert [item.payload for item in found if item.name.startswith("n")] == [TEXT, TEXT]
    assert "is not there" in refused(tmp_path, f"{address}/nothing.txt")


def test_standard_input_is_told_to_go_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no standard input"):
        list(feed(["-"], Search(), tmp_path))
