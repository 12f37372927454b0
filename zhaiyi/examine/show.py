"""What was found in pairs, as a table for a terminal, as JSON lines, as a page to read. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from zhaiyi.core.document import LEVELS, Level, Span
from zhaiyi.examine.judge import Examined
from zhaiyi.render.assets import csp_hash
from zhaiyi.render.inert import encodable, one_line, printable

WORDS: dict[Level, str] = {"sure": "sure", "look": "to look at", "doubtful": "doubtful"}
_WIDTH = 60
_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"


def to_jsonl(examined: Sequence[Examined]) -> bytes:
    """One object a line, in the order of the pairs."""
    lines = (json.dumps(record(one), ensure_ascii=False) for one in examined)
    return "".join(f"{encodable(line)}\n" for line in lines).encode()


def record(one: Examined) -> dict[str, Any]:
    """A pair as plain values; spans are [start, end] in code points."""
    estimate = one.estimate
    return {
        "place": one.pair.place,
        "zh": one.pair.source,
        "en": one.pair.target,
        "confidence": round(estimate.confidence, 4) if estimate else None,
        "level": one.level,
        "suspect": [list(span) for span in estimate.suspect] if estimate else [],
        "left_out": [list(span) for span in estimate.left_out] if estimate else [],
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity,
                "message": finding.message,
                "source_span": list(finding.source_span) if finding.source_span else None,
                "target_span": list(finding.target_span) if finding.target_span else None,
            }
            for finding in one.findings
        ],
    }


def to_table(examined: Sequence[Examined]) -> bytes:
    """The most doubtful first: confidence, level, place, the English, and why."""
    lines = [summary(examined), ""]
    for one in by_doubt(examined):
        share = f"{one.estimate.confidence:4.0%}" if one.estimate else "   –"
        place = one_line(one.pair.place)
        lines.append(f"{share}  {WORDS[one.level]:10}  {place:10}  {_short(one)}")
        lines.extend(f"{'':30}{one_line(reason)}" for reason in reasons(one))
    return (encodable("\n".join(lines)) + "\n").encode()


def by_doubt(examined: Sequence[Examined]) -> list[Examined]:
    """The least sure first."""
    return sorted(
        examined,
        key=lambda one: (
            one.estimate.confidence if one.estimate else LEVELS.index(one.level) / 2,
            -len(one.findings),
        ),
    )


def summary(examined: Sequence[Examined]) -> str:
    """``33 sentences: 21 sure, 9 to look at, 3 doubtful``."""
    counts = Counter(one.level for one in examined)
    said = ", ".join(f"{counts[level]} {WORDS[level]}" for level in reversed(LEVELS))
    return f"{len(examined)} sentence{'' if len(examined) == 1 else 's'}: {said}"


def reasons(one: Examined) -> Iterator[str]:
    """What the checks say, and the words that the estimator doubts."""
    yield from (finding.message for finding in one.findings if finding.severity != "info")
    if one.estimate:
        yield from (f"doubtful: {one.pair.target[a:b]}" for a, b in one.estimate.suspect)
        yield from (f"left out? {one.pair.source[a:b]}" for a, b in one.estimate.left_out)


def _short(one: Examined) -> str:
    text = one_line(one.pair.target) or "(empty)"
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def to_html(examined: Sequence[Examined]) -> bytes:
    """A page that needs nothing else; no text of a file is code in it."""
    css = _asset("check.css")
    rows = [
        {
            "one": one,
            "share": f"{one.estimate.confidence:.0%}" if one.estimate else "–",
            "words": WORDS[one.level],
            "source": _marked(one.pair.source, one.estimate.left_out if one.estimate else ()),
            "target": _marked(one.pair.target, one.estimate.suspect if one.estimate else ()),
        }
        for one in by_doubt(examined)
    ]
    text = _template().render(
        rows=rows,
        summary=summary(examined),
        estimated=any(one.estimate for one in examined),
        css=Markup(css),
        policy=f"default-src 'none'; style-src {csp_hash(css)}; {_NOTHING_ELSE}",
    )
    return encodable(printable(text)).encode()


def _marked(text: str, spans: Sequence[Span]) -> Markup:
    """The text with its doubtful parts underlined."""
    out, last = Markup(""), 0
    for start, end in sorted(spans):
        if start >= last:
            out += escape(text[last:start]) + Markup("<u>") + escape(text[start:end])
            out, last = out + Markup("</u>"), end
    return out + escape(text[last:])


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset("check.html"))


def _asset(name: str) -> str:
    return resources.files("zhaiyi.examine").joinpath(name).read_text(encoding="utf-8")


FORMATS: dict[str, Callable[[Sequence[Examined]], bytes]] = {
    "table": to_table,
    "jsonl": to_jsonl,
    "html": to_html,
}
