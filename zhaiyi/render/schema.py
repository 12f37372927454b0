"""The JSON schema of a brief (draft 2020-12), made from the shapes in `zhaiyi.core.document`. Pure.

A later version may add keys; none goes away and none changes its meaning within ``zhaiyi.brief/1``.
"""

from __future__ import annotations

from typing import Any, get_args

from zhaiyi.core.document import (
    SENTENCE_KINDS,
    BlockRole,
    Severity,
    SummaryStatus,
    TermKind,
    TermOrigin,
    TranslationStatus,
)
from zhaiyi.render.render_json import SCHEMA

LEVELS = ("sure", "look", "doubtful")
_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_FLAG: dict[str, Any] = {"type": "boolean"}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}


def brief_schema() -> dict[str, Any]:
    """The schema of what ``-f json`` writes, as a mapping for JSON."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "A brief of Zhaiyi",
        "description": "Offsets and spans count Unicode code points, half-open. Sentence ids count "
        "from 0 and are places in article.sentences.",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "article": _article(),
                "title": _english({"sources": _list(_COUNT)}),
                "translation": _list(_english({"source": _COUNT}, TranslationStatus)),
                "summary": _list(
                    _english({"sources": _list(_COUNT), "support": _SHARE}, SummaryStatus)
                ),
                "terms": _list(_term()),
                "highlights": _object({"key": _list(_COUNT), "groups": _list(_list(_COUNT))}),
                "provenance": _provenance(),
                "run": _run(),
            },
            optional=("highlights",),
        ),
    }


def _article() -> dict[str, Any]:
    sentence = _object(
        {
            "id": _COUNT,
            "start": _COUNT,
            "end": _COUNT,
            "text": _TEXT,
            "kind": {"enum": list(SENTENCE_KINDS)},
            "paragraph": _COUNT,
            "repeat_of": _or_null(_COUNT),
            "foreign": _FLAG,
            "score": _or_null(_SHARE),
            "highlight": _FLAG,
        }
    )
    return _object(
        {
            "text": _TEXT,
            "lang": _TEXT,
            "title": _TEXT,
            "dateline": _TEXT,
            "byline": _TEXT,
            "source": _source(),
            "sentences": _list(sentence),
        }
    )


def _source() -> dict[str, Any]:
    block = {
        "start": _COUNT,
        "end": _COUNT,
        "role": _one_of(BlockRole),
        "level": _COUNT,
        "anchor": _TEXT,
    }
    return _object(
        {
            "name": _TEXT,
            "format": _TEXT,
            "encoding": _TEXT,
            "meta": {"type": "object", "additionalProperties": _TEXT},
            "blocks": _list(_object(block)),
            "text": _TEXT,
        },
        optional=("text",),
    )


def _english(more: dict[str, Any], status: Any = None) -> dict[str, Any]:
    """A headline, translation or summary sentence. `machine` is what stood there before a person
    wrote the text."""
    finding = {
        "kind": _TEXT,
        "severity": _one_of(Severity),
        "message": _TEXT,
        "source_span": _or_null(_span()),
        "target_span": _or_null(_span()),
    }
    properties = {"text": _TEXT, **more, "findings": _list(_object(finding)), "machine": _TEXT}
    if status is not None:
        properties["status"] = _one_of(status)
    properties |= {"confidence": _or_null(_SHARE), "level": {"enum": [*LEVELS, "", None]}}
    return _object(properties, optional=("machine", "confidence", "level"))


def _term() -> dict[str, Any]:
    return _object(
        {
            "source": _TEXT,
            "target": _TEXT,
            "origin": _one_of(TermOrigin),
            "kind": _one_of(TermKind),
            "pinyin": _TEXT,
            "aliases": _list(_TEXT),
            "forbidden": _list(_TEXT),
            "count": _COUNT,
            "hits": _COUNT,
            "misses": _COUNT,
        }
    )


def _provenance() -> dict[str, Any]:
    return _object(
        {
            "version": _TEXT,
            "translator": _TEXT,
            "summarizer": _TEXT,
            "prompts": {"type": "object", "additionalProperties": _TEXT},
            "encoder": _TEXT,
            "settings": {"type": "object"},
        }
    )


def _run() -> dict[str, Any]:
    numbers = {"type": "object", "additionalProperties": {"type": "number"}}
    return _object(
        {
            "started": _TEXT,
            "seconds": numbers,
            "tokens": numbers,
            "machine": _TEXT,
            "complete": _FLAG,
        }
    )


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(shape: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [shape, {"type": "null"}]}


def _one_of(literal: Any) -> dict[str, Any]:
    return {"enum": list(get_args(literal))}


def _span() -> dict[str, Any]:
    return {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}
