"""What went wrong, in the words of the page: whoever reads it has no command line. Pure."""

from __future__ import annotations

import re

from zhaiyi.core.errors import ModelError, NotChinese, ZhaiyiError

_COMMAND = re.compile(r"--[a-z]|\bZHAIYI_|\bzhaiyi [a-z]")
"""What only a user of the command line, or whoever runs the server, can make use of."""
_CLAUSE = re.compile(r"(?<=[;:,])\s|\s(?=\()|(?<=[.!?])\s")
_ANYWAY = "tick “Go on in any case” under Options, and press Start again"


def on_page(error: ZhaiyiError) -> str:
    """The line that a visitor is shown for an error."""
    if isinstance(error, NotChinese):
        return f"{without_commands(error.bare)}; {_ANYWAY}"
    if isinstance(error, ModelError):
        return str(error)  # for whoever runs the server: nobody else can mend it
    return without_commands(error.bare)


def without_commands(line: str) -> str:
    """`line` without the clauses that name an option, a setting or a command."""
    if not _COMMAND.search(line):
        return line
    clauses = [clause for clause in _CLAUSE.split(line) if not _COMMAND.search(clause)]
    return " ".join(clauses).rstrip(" ;:,")
