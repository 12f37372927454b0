"""The report of a batch folder: `report.json` for programs, `report.html` for people.

Both are made from the journal's entries, so that they cover all articles of the folder, whichever
run made them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from zhaiyi.batch.journal import Entry
from zhaiyi.batch.products import is_flagged
from zhaiyi.batch.speed import in_words
from zhaiyi.render.assets import csp_hash
from zhaiyi.render.inert import encodable, printable

SCHEMA = "zhaiyi.report/1"
_EMPTY = {
    "title": "",
    "characters": 0,
    "sentences": 0,
    "sentences_by_status": {},
    "sentences_by_level": {},
    "doubtful": [],
    "findings": [],
    "unconfirmed_terms": [],
}
"""The row of an article that was not made."""
MOST_DOUBTFUL = 100
"""Doubtful sentences that the page shows; `report.json` has all."""
_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"
_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The run that the report closes: what it took, and what it ran on."""

    version: str
    command: str
    ended: str
    seconds: float
    machine: str
    stopped: bool = False


def make_report(entries: Iterable[Entry], run: RunFacts) -> dict[str, Any]:
    """The report as plain data. Articles in the order of their doubt."""
    articles = sorted(map(_article, entries), key=_doubt)
    return {
        "schema": SCHEMA,
        "run": {
            "version": run.version,
            "command": run.command,
            "ended": run.ended,
            "seconds": round(run.seconds, 1),
            "machine": run.machine,
            "stopped": run.stopped,
        },
        "totals": _totals(articles),
        "articles": articles,
    }


def _article(entry: Entry) -> dict[str, Any]:
    return {
        "input": entry.item,
        "state": "unfinished" if entry.state == "open" else entry.state,
        "error": entry.error,
        "files": entry.files if entry.state == "done" else {},
        "flagged": is_flagged(entry.row),
        **_EMPTY,
        **entry.row,
    }


def _doubt(article: Mapping[str, Any]) -> tuple[bool, float, float, str]:
    """First what is not done, then by the share of sentences that are doubtful or without English,
    then by the share that a check objects to; equals by name."""
    status, level = article["sentences_by_status"], article["sentences_by_level"]
    whole = max(1, sum(status.values()))
    doubtful = max(level.get("doubtful", 0), status.get("failed", 0)) / whole
    flagged = (status.get("flagged", 0) + status.get("failed", 0)) / whole
    return article["state"] == "done", -doubtful, -flagged, article["input"]


def _totals(articles: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    states = Counter(article["state"] for article in articles)
    sentences: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for article in articles:
        sentences.update(article.get("sentences_by_status", {}))
        levels.update(article.get("sentences_by_level", {}))
        kinds.update(finding["kind"] for finding in article.get("findings", ()))
    return {
        "articles": len(articles),
        "done": states["done"],
        "failed": states["failed"],
        "unfinished": states["unfinished"],
        "flagged": sum(bool(article["flagged"]) for article in articles),
        "sentences": sum(article.get("sentences", 0) for article in articles),
        "characters": sum(article.get("characters", 0) for article in articles),
        "sentences_by_status": dict(sentences),
        "sentences_by_level": dict(levels),
        "findings_by_kind": dict(kinds.most_common()),
    }


def to_json(report: Mapping[str, Any]) -> bytes:
    """The report as a JSON file."""
    text = json.dumps(report, ensure_ascii=False, indent=1)
    return (encodable(text) + "\n").encode()


def to_html(report: Mapping[str, Any]) -> bytes:
    """The report as a page that needs nothing else; text of articles is inert in it."""
    css = _asset("report.css")
    page = _environment().get_template("report.html")
    text = page.render(
        report=report,
        totals=report["totals"],
        run=report["run"],
        groups=_by_kind(report["articles"]),
        doubtful=_least_sure(report["articles"]),
        most=MOST_DOUBTFUL,
        css=Markup(css),
        policy=f"default-src 'none'; style-src {csp_hash(css)}; {_NOTHING_ELSE}",
    )
    return encodable(printable(text)).encode()


def _least_sure(articles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Doubtful sentences of all articles, the least sure first."""
    found = [
        {**sentence, "input": article["input"]}
        for article in articles
        for sentence in article["doubtful"]
    ]
    return sorted(found, key=lambda sentence: sentence["confidence"])


def _by_kind(articles: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Findings across all articles, the gravest and most frequent kinds first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for article in articles:
        for finding in article.get("findings", ()):
            groups.setdefault(finding["kind"], []).append({**finding, "input": article["input"]})
    return sorted(groups.items(), key=lambda group: (_gravity(group[1]), -len(group[1])))


def _gravity(findings: Iterable[Mapping[str, Any]]) -> int:
    found = {finding["severity"] for finding in findings}
    return next((n for n, severity in enumerate(_SEVERITIES) if severity in found), 9)


@cache
def _asset(name: str) -> str:
    return resources.files("zhaiyi.batch").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = _address
    environment.filters["time"] = in_words
    return environment


def _address(path: str) -> str:
    """A path as an address. The name of a file may be no UTF-8; it leads there by its bytes."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte: a strange journal
        return quote(encodable(path))
