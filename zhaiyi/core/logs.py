"""What the program says of its own doings, by Python's `logging`.

A module that has something to say takes ``logging.getLogger(__name__)``. As in any library nobody
hears it until a program asks: `shown` does so for the command line and the page, with the level of
``ZHAIYI_LOG_LEVEL`` (`Settings.log_level`); ``--verbose`` means at least ``info``. Whoever imports
Zhaiyi hangs handlers of their own on the logger ``zhaiyi``. No line holds text of an article.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ROOT = "zhaiyi"
_SILENCE = logging.NullHandler()


@contextmanager
def shown(level: str, write: Callable[[str], None]) -> Iterator[None]:
    """Gives `write` a line for each record from `level` on (``debug`` … ``error``), in this block.
    Names and addresses in a line cannot steer a terminal."""
    logger = logging.getLogger(ROOT)
    before, handler = logger.level, _Lines(write)
    handler.setLevel(level.upper())
    logger.addHandler(handler)
    logger.setLevel(min(handler.level, before or handler.level))
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def quiet(name: str) -> None:
    """Keeps what the logger `name` says from the terminal: without a handler of its own Python
    writes its warnings there. A program's own handlers hear it as before."""
    logging.getLogger(name).addHandler(_SILENCE)


class _Lines(logging.Handler):
    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write(_line(record))
        except Exception:  # logging's own way: what cannot be told must not end the work
            self.handleError(record)


def _line(record: logging.LogRecord) -> str:
    """``info (models): translator is …``, with the error where one is told."""
    place = record.name.removeprefix(f"{ROOT}.")
    text = record.getMessage()
    if record.exc_info and (error := record.exc_info[1]) is not None:
        text = f"{text}: {type(error).__name__}: {error}"
    kept = "".join(c if c.isprintable() else " " for c in text)
    return f"{record.levelname.lower()} ({place}): {' '.join(kept.split())}"
