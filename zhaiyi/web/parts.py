"""A brief in parts, each a piece of JSON of its own, for values that Gradio streams.

Gradio sends what has changed between two values of a stream. Its comparison goes astray where lists
stand in lists (`gradio.utils.diff` shifts the deletions of an inner list by those of its
neighbours), and a deep one is what costs most when many people watch. In parts a value is flat: a
sentence that has not changed is one equal string. `assets/parts.js` puts the parts together.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from zhaiyi.core.document import Brief
from zhaiyi.render.render_json import english_dict, to_dict

Parts = dict[str, str]
WHOLE = ("article", "title", "terms")


class Splitter:
    """Splits the states of one growing brief; what has not changed is not written again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Any, str]] = {}
        self._frame: tuple[Any, Parts] | None = None

    def split(self, brief: Brief) -> Parts:
        """``head`` (schema, highlights, provenance, run), ``article``, ``title``, ``terms``, one
        ``t…`` for each translation and one ``m…`` for each summary sentence, in order."""
        rows = {f"t{t.source}": t for t in brief.translations}
        summary = {f"m{i}": sentence for i, sentence in enumerate(brief.summary)}
        written = {
            name: self._written(name, record)
            for name, record in {"title": brief.headline, **rows, **summary}.items()
        }
        terms = self._written("terms", brief.terms)
        return {**self._framed(brief), "terms": terms, **written}

    def _written(self, name: str, record: Any) -> str:
        before = self._known.get(name)
        if before is not None and (before[0] is record or before[0] == record):
            return before[1]
        tree = [asdict(each) for each in record] if name == "terms" else english_dict(record)
        self._known[name] = (record, _json(tree))
        return self._known[name][1]

    def _framed(self, brief: Brief) -> Parts:
        key = (brief.article, brief.highlights, brief.provenance, brief.run)
        before = self._frame
        if before is None or not all(
            old is new or (i and old == new)
            for i, (old, new) in enumerate(zip(before[0], key, strict=True))
        ):
            tree = to_dict(replace(brief, translations=(), summary=(), terms=()))
            article = tree.pop("article")
            head = {name: tree[name] for name in ("schema", "highlights", "provenance", "run")}
            self._frame = before = (key, {"head": _json(head), "article": _json(article)})
        return before[1]


def join(parts: Parts) -> dict[str, Any]:
    """What `to_dict` says of the brief: the Python twin of `assets/parts.js`."""
    tree = {name: json.loads(text) for name, text in parts.items()}
    rows = sorted((name for name in tree if name[0] == "t" and name[1:].isdigit()), key=_number)
    summary = sorted((name for name in tree if name[0] == "m"), key=_number)
    return {
        **tree["head"],
        **{name: tree[name] for name in WHOLE},
        "translation": [tree[name] for name in rows],
        "summary": [tree[name] for name in summary],
    }


def _number(name: str) -> int:
    return int(name[1:])


def _json(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
