"""Source and target of a plain translation, side by side. Pure but for the package's own files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from zhaiyi.core.document import Finding
from zhaiyi.render.columns import wrap
from zhaiyi.render.inert import encodable, markdown, one_line
from zhaiyi.render.langtag import language_tag
from zhaiyi.render.render_html import shell, template
from zhaiyi.render.render_md import table
from zhaiyi.render.words import english

Pairs = Sequence[tuple[str, str]]
Findings = Mapping[int, Sequence[Finding]]
"""What the checks object to, by the index of the pair; only JSON lines tell it."""


def write_txt(pairs: Pairs, title: str, findings: Findings) -> str:
    """Each source with its target below it, and an empty line between pairs."""
    head = [one_line(title)] if title else []
    blocks = [f"{wrap(one_line(zh))}\n{wrap(one_line(en))}" for zh, en in pairs]
    return "\n\n".join([*head, *blocks]) + "\n"


def write_md(pairs: Pairs, title: str, findings: Findings) -> str:
    """A table of two columns."""
    words = english()
    lines = table(
        (words("source"), words("translation")),
        ((markdown(zh), markdown(en)) for zh, en in pairs),
    )
    head = f"# {markdown(title)}\n\n" if title else ""
    return head + "\n".join(lines) + "\n"


def write_html(pairs: Pairs, title: str, findings: Findings) -> str:
    """A page of two columns, in the dress of the reading view and without script."""
    values = {
        "pairs": pairs,
        "title": title,
        "lang": language_tag("".join(zh for zh, _ in pairs)),
        "words": english(),
    }
    return encodable(template("pairs.html").render(shell() | values))


def write_jsonl(pairs: Pairs, title: str, findings: Findings) -> str:
    """One object with ``source`` and ``target`` a line, and with the messages of its ``findings``
    where there are any. `title` has no place here."""
    records = (
        {"source": encodable(zh), "target": encodable(en), **_doubts(findings.get(index, ()))}
        for index, (zh, en) in enumerate(pairs)
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def _doubts(findings: Sequence[Finding]) -> dict[str, list[str]]:
    messages = [encodable(f.message) for f in findings if f.severity != "info"]
    return {"findings": messages} if messages else {}
