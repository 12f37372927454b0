"""What went wrong, for whoever has no command line: the page, and programs that call it. Pure."""

from __future__ import annotations

import re

from zhaiyi.core.errors import ModelError, NotChinese, ZhaiyiError

_COMMAND = re.compile(r"--[a-z]|\bZHAIYI_|\bzhaiyi [a-z]")
"""What only a user of the command line, or whoever runs the server, can make use of."""
_CLAUSE = re.compile(r"(?<=[;:,])\s|\s(?=\()|(?<=[.!?])\s")


def remedy(error: ZhaiyiError) -> str:
    """What a visitor can do about an error with the page's own controls: one of its words
    (``remedy_…`` in `assets/page.*.json`), empty where there is nothing."""
    return "remedy_anyway" if isinstance(error, NotChinese) else ""


def on_page(error: ZhaiyiError) -> str:
    """The line that a visitor or a program is told for an error; it names no control."""
    if isinstance(error, ModelError):
        return str(error)  # for whoever runs the server: nobody else can mend it
    return without_commands(error.bare)


def without_commands(line: str) -> str:
    """`line` without the clauses that name an option, a setting or a command."""
    if not _COMMAND.search(line):
        return line
    clauses = [clause for clause in _CLAUSE.split(line) if not _COMMAND.search(clause)]
    return " ".join(clauses).rstrip(" ;:,")
