"""The command `zhaiyi`: one painter of the pipeline's events.

Results go to stdout, progress and messages to stderr. Exit codes: 0 done, 1 some inputs failed,
2 wrong usage or unreadable input, 3 no model, 130 and 143 stopped by a signal.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

from zhaiyi.core.errors import ZhaiyiError


def main() -> NoReturn:
    """Runs the command and leaves with its exit code. A traceback only with ZHAIYI_DEBUG=1."""
    _open_closed_streams()
    from zhaiyi.cli.app import app
    from zhaiyi.cli.terminal import complain

    debug = bool(os.environ.get("ZHAIYI_DEBUG"))
    code = None
    try:
        code = app(prog_name="zhaiyi", standalone_mode=False)
    except ZhaiyiError as error:
        if debug:
            raise
        complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain("stopped at once; what was written before is kept")
        _leave_at_once(130)
    except BrokenPipeError:
        # The reader of our output has gone (`zhaiyi … | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except Exception as error:  # the last line of defence: a user is never shown a traceback
        if hasattr(error, "format_message"):  # wrong usage, told by the parser of the command line
            _show(error)
        if debug:
            raise
        where = "a fault in Zhaiyi itself (ZHAIYI_DEBUG=1 shows where)"
        complain(f"{where}: {type(error).__name__}: {error}")
        sys.exit(1)
    if code in (130, 143):  # the parser of the command line gives an interrupt this number
        _leave_at_once(code)
    sys.exit(code or 0)


_STREAMS = (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_WRONLY), ("stderr", "w", os.O_WRONLY))


def _open_closed_streams() -> None:
    """A standard stream that the caller has closed reads as empty and swallows what is written. Any
    file that is opened would have its number else, and get what libraries write to it."""
    for name, mode, flags in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


def _leave_at_once(code: int) -> NoReturn:
    """Ends the process without the interpreter's own end: that waits for what its threads hold, and
    aborts where one of them is just writing a line."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _show(error: Any) -> NoReturn:
    """What the parser has to say, with what the user typed made inert."""
    from zhaiyi.render.inert import printable

    words = io.StringIO()
    error.show(words)
    print(printable(words.getvalue()), end="", file=sys.stderr, flush=True)
    sys.exit(error.exit_code)
