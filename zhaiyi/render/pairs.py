"""Source and target of a plain translation, side by side. Pure but for the package's own files."""

from __future__ import annotations

import json
from collections.abc import Sequence

from zhaiyi.render.columns import wrap
from zhaiyi.render.inert import encodable, markdown, one_line
from zhaiyi.render.langtag import language_tag
from zhaiyi.render.render_html import shell, template
from zhaiyi.render.render_md import table
from zhaiyi.render.words import english

Pairs = Sequence[tuple[str, str]]


def write_txt(pairs: Pairs, title: str) -> str:
    """Each source with its target below it, and an empty line between pairs."""
    head = [one_line(title)] if title else []
    blocks = [f"{wrap(one_line(zh))}\n{wrap(one_line(en))}" for zh, en in pairs]
    return "\n\n".join([*head, *blocks]) + "\n"


def write_md(pairs: Pairs, title: str) -> str:
    """A table of two columns."""
    words = english()
    lines = table(
        (words("source"), words("translation")),
        ((markdown(zh), markdown(en)) for zh, en in pairs),
    )
    head = f"# {markdown(title)}\n\n" if title else ""
    return head + "\n".join(lines) + "\n"


def write_html(pairs: Pairs, title: str) -> str:
    """A page of two columns, in the dress of the reading view and without script."""
    values = {
        "pairs": pairs,
        "title": title,
        "lang": language_tag("".join(zh for zh, _ in pairs)),
        "words": english(),
    }
    return encodable(template("pairs.html").render(shell() | values))


def write_jsonl(pairs: Pairs, title: str) -> str:
    """One object with ``source`` and ``target`` a line. `title` has no place here."""
    lines = (
        json.dumps({"source": encodable(zh), "target": encodable(en)}, ensure_ascii=False)
        for zh, en in pairs
    )
    return "".join(f"{line}\n" for line in lines)
