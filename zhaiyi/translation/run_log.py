"""What a run took: wall time and tokens by stage, for the run block of a brief."""

from __future__ import annotations

import os
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from zhaiyi.core.document import Run


@dataclass
class RunLog:
    """`seconds` are wall time by stage; `tokens` those of prompt, output, and each stage."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tokens: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the wall time of the block to the seconds of `stage`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - started

    def run(self, started: datetime, complete: bool) -> Run:
        """The run block of what began at `started`."""
        begun = started.isoformat(timespec="seconds")
        return self.noted(Run(begun, machine=machine(), complete=complete))

    def noted(self, run: Run) -> Run:
        """The run with what this log holds."""
        seconds = {stage: round(value, 3) for stage, value in self.seconds.items()}
        return replace(run, seconds=seconds, tokens=dict(self.tokens))


def machine() -> str:
    """Processor and number of cores, in words."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
