"""What a run says, on the terminal and in its log."""

from __future__ import annotations

import sys
import time
from pathlib import Path

STARTED = time.monotonic()


def say(line: str) -> None:
    print(f"{time.monotonic() - STARTED:6.1f} s  {line}", file=sys.stderr, flush=True)


class Log:
    """Standard error and a file at once."""

    def __init__(self, path: Path) -> None:
        self.file, self.screen = path.open("a", encoding="utf-8"), sys.stderr

    def write(self, text: str) -> int:
        self.file.write(text)
        return self.screen.write(text)

    def flush(self) -> None:
        self.file.flush()
        self.screen.flush()
