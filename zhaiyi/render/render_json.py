"""A brief as JSON, schema ``zhaiyi.brief/1``, and back without loss. Pure.

Beyond the contract of the design the file holds what a brief needs to come back whole: paragraph
and foreign of each sentence, the highlights' groups, kind, aliases and forbidden targets of terms,
and ``article.lang``, the script's language tag, which is derived and not read back.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from zhaiyi.core.document import Article, Brief, Headline, SummarySentence, Translation
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.plaindata import parse_json
from zhaiyi.render.langtag import language_tag
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.text.script import SURROGATE

SCHEMA = "zhaiyi.brief/1"


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The brief in UTF-8, indented, with a line end."""
    return (to_json(brief) + "\n").encode("utf-8")


def to_json(brief: Brief, *, indent: int | None = 1) -> str:
    """`brief` as JSON text; lone surrogates are written as escapes, so that it is valid UTF-8."""
    text = json.dumps(to_dict(brief), ensure_ascii=False, indent=indent, allow_nan=False)
    return SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_dict(brief: Brief) -> dict[str, Any]:
    """The same as plain lists and mappings: what the page's reader takes."""
    tree = {
        "schema": SCHEMA,
        "article": _article(brief),
        "title": english_dict(brief.headline),
        "translation": [english_dict(t) for t in brief.translations],
        "summary": [english_dict(s) for s in brief.summary],
        "terms": [asdict(term) for term in brief.terms],
        "highlights": {"key": brief.highlights.key, "groups": brief.highlights.groups},
        "provenance": _fields(brief.provenance),
        "run": _fields(brief.run),
    }
    plain: dict[str, Any] = _plain(tree)
    return plain


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def english_dict(record: Headline | Translation | SummarySentence) -> dict[str, Any]:
    """Headline, translation or summary sentence as a mapping. The machine's text stands only where
    a person has changed it."""
    return {name: value for name, value in asdict(record).items() if name != "machine" or value}


def _article(brief: Brief) -> dict[str, Any]:
    article, scores, key = brief.article, brief.highlights.scores, frozenset(brief.highlights.key)
    sentences = [
        asdict(s)
        | {
            "score": scores[i] if i < len(scores) else None,
            "highlight": s.id in key,
        }
        for i, s in enumerate(article.sentences)
    ]
    return {
        "text": article.text,
        "lang": language_tag(article.text),
        "title": article.title,
        "dateline": article.dateline,
        "byline": article.byline,
        "source": _source(article),
        "sentences": sentences,
    }


def _source(article: Article) -> dict[str, Any]:
    """The source; its text only where it is not the article's."""
    source = article.source
    same = source.text == article.text
    return {
        "name": source.name,
        "format": source.format,
        "encoding": source.encoding,
        "meta": source.meta,
        "blocks": [asdict(block) for block in source.blocks],
        **({} if same else {"text": source.text}),
    }


def _plain(value: Any) -> Any:
    """`value` with JSON's types only. A number that JSON has not (NaN, infinity) becomes null."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)


@cache
def _adapter() -> TypeAdapter[Brief]:
    return TypeAdapter(Brief)


def from_json(text: str | bytes) -> Brief:
    """The brief that `to_json` wrote. Raises `UnreadableInput` with one line that says what is
    wrong with the text."""
    try:
        tree = parse_json(text)
    except ValueError as error:
        raise UnreadableInput(f"this is not a brief: not valid JSON ({error})") from error
    return from_dict(tree)


def from_dict(tree: Any) -> Brief:
    """The brief of `to_dict`. Raises `UnreadableInput`."""
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        found = tree.get("schema") if isinstance(tree, dict) else None
        raise UnreadableInput(
            f"this is not a brief: expected schema {SCHEMA}, found {found!r}; make it anew"
        )
    try:
        return _adapter().validate_python(_arguments(tree))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UnreadableInput(f"this brief is damaged at {where}: {first['msg']}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableInput(f"this brief is damaged: {error!r} is missing") from error


def _arguments(tree: dict[str, Any]) -> dict[str, Any]:
    article = tree["article"]
    source = {"text": article["text"]} | article["source"]
    scores = [s.get("score") for s in article["sentences"]]
    known = next((i for i, score in enumerate(scores) if score is None), len(scores))
    marked = [s["id"] for s in article["sentences"] if s.get("highlight")]
    highlights = tree.get("highlights", {"key": marked, "groups": [[i] for i in marked]})
    return {
        "article": article | {"source": source},
        "highlights": highlights | {"scores": scores[:known]},
        "headline": tree["title"],
        "translations": tree["translation"],
        "summary": tree["summary"],
        "terms": tree["terms"],
        "provenance": tree["provenance"],
        "run": tree["run"],
    }


__all__ = ["SCHEMA", "from_dict", "from_json", "to_dict", "to_json", "write"]
