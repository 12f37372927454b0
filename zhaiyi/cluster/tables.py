"""What is told of articles and sentences: rows of plain data, as Parquet and as JSON Lines.

A folder ``tables`` holds one folder for each table, and in it one file for each partition:

* ``articles.parquet/``, ``articles.jsonl/``: a row for each article that was made
* ``sentences.parquet/``, ``sentences.jsonl/``: a row for each of its sentences
* ``failures.jsonl/``: a row for each article that was set aside, with the reason

The file in ``articles.parquet`` is written last: where it is, the partition is done.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from zhaiyi.core.document import Article, Brief, Translation
from zhaiyi.core.errors import MissingPackage
from zhaiyi.core.events import ArticleRead, Event, Finished, TranslationReady
from zhaiyi.core.plaindata import finding_data
from zhaiyi.core.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "tables"
MARK = "articles.parquet"
"""The table whose file says that a partition is done."""
FAILURES = "failures.jsonl"
TABLES = ("sentences.parquet", "sentences.jsonl", FAILURES, "articles.jsonl", MARK)
"""In the order in which they are written."""

Row = Mapping[str, Any]


def part(table: str, id: str) -> str:
    """The file of a partition in a table, seen from the folder of the results."""
    return f"{FOLDER}/{table}/part-{id}.{table.rpartition('.')[2]}"


def id_of(name: str) -> str:
    """The partition whose file is called so."""
    return name.removeprefix("part-").rpartition(".")[0]


@dataclass
class Heard:
    """What is told of one article while it is made. Give `hear` every event."""

    article: Article | None = None
    translations: dict[int, Translation] = field(default_factory=dict)
    brief: Brief | None = None

    def hear(self, event: Event) -> None:
        match event:
            case ArticleRead(article):
                self.article = article
            case TranslationReady(translation, "final"):
                self.translations[translation.source] = translation
            case Finished(brief):
                self.brief = brief
                self.translations = {each.source: each for each in brief.translations}
            case _:
                pass


def article_row(heard: Heard, key: str, name: str, signature: str, url: str = "") -> dict[str, Any]:
    """The row of an article. `signature` is that of the engine that translated it."""
    article, brief = heard.article, heard.brief
    assert article is not None, "an article that was made was read"
    done = [heard.translations[s.id] for s in article.sentences if s.id in heard.translations]
    sure = [each.confidence for each in done if each.confidence is not None]
    provenance = asdict(brief.provenance) if brief else _provenance(signature)
    return {
        "key": key,
        "name": name,
        "url": url or article.source.meta.get("url", ""),
        "title": article.title,
        "headline": brief.headline.text if brief else "",
        "text": article.text,
        "translation": "\n".join(each.text for each in done),
        "summary": [each.text for each in brief.summary] if brief else [],
        "summary_sources": [list(each.sources) for each in brief.summary] if brief else [],
        "characters": len(article.text),
        "sentences": len(article.sentences),
        "flagged": sum(each.status == "flagged" for each in done),
        "failed": sum(each.status == "failed" for each in done),
        "confidence": min(sure, default=None),
        "provenance": json.dumps(provenance, ensure_ascii=False, sort_keys=True),
    }


def _provenance(signature: str) -> dict[str, Any]:
    return {"version": __version__, "translator": signature}


def sentence_rows(heard: Heard, key: str) -> list[dict[str, Any]]:
    """A row for each sentence, in order; one that was not asked for has an empty target."""
    assert heard.article is not None, "an article that was made was read"
    return [
        {
            "article": key,
            "id": sentence.id,
            "kind": sentence.kind,
            "paragraph": sentence.paragraph,
            "start": sentence.start,
            "end": sentence.end,
            "source": sentence.text,
            **_target(heard.translations.get(sentence.id)),
        }
        for sentence in heard.article.sentences
    ]


def _target(done: Translation | None) -> dict[str, Any]:
    return {
        "target": done.text if done else "",
        "status": done.status if done else "",
        "level": done.level if done else None,
        "confidence": done.confidence if done else None,
        "findings": [
            {"source_span": None, "target_span": None, **each}
            for each in finding_data(done.findings if done else ())
        ],
        "suspect": [list(span) for span in done.suspect] if done else [],
        "left_out": [list(span) for span in done.left_out] if done else [],
    }


# -- bytes -----------------------------------------------------------------------------------------


def to_jsonl(rows: Iterable[Row]) -> bytes:
    """One line a row."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return "".join(lines).encode("utf-8", "backslashreplace")


def to_parquet(rows: Sequence[Row], table: str) -> bytes:
    """A Parquet file with the columns of `table`, also where there are no rows. Raises
    `MissingPackage`."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingPackage("zhaiyi[cluster]", "Parquet") from error
    schema = _sentences(pa) if table.startswith("sentences") else _articles(pa)
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows], schema), out)
    return out.getvalue()


def keys_in(parquet: bytes) -> list[str]:
    """The articles of a part of ``articles.parquet``."""
    import pyarrow.parquet as pq

    found: list[str] = pq.read_table(io.BytesIO(parquet), columns=["key"])["key"].to_pylist()
    return found


def _articles(pa: Any) -> pa.Schema:
    texts = ("key", "name", "url", "title", "headline", "text", "translation")
    counts = ("characters", "sentences", "flagged", "failed")
    return pa.schema(
        [
            *((name, pa.string()) for name in texts),
            ("summary", pa.list_(pa.string())),
            ("summary_sources", pa.list_(pa.list_(pa.int32()))),
            *((name, pa.int32()) for name in counts),
            ("confidence", pa.float64()),
            ("provenance", pa.string()),
        ]
    )


def _sentences(pa: Any) -> pa.Schema:
    span = pa.list_(pa.int32())
    words = [(name, pa.string()) for name in ("kind", "severity", "message")]
    finding = pa.struct([*words, ("source_span", span), ("target_span", span)])
    return pa.schema(
        [
            ("article", pa.string()),
            ("id", pa.int32()),
            ("kind", pa.string()),
            *((name, pa.int32()) for name in ("paragraph", "start", "end")),
            *((name, pa.string()) for name in ("source", "target", "status", "level")),
            ("confidence", pa.float64()),
            ("findings", pa.list_(finding)),
            ("suspect", pa.list_(span)),
            ("left_out", pa.list_(span)),
        ]
    )
