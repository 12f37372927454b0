"""The end of a served page: nobody new is taken, who is being served is served to the end."""

from __future__ import annotations

import time
from collections.abc import Callable

from zhaiyi.web.service import Service

LAST_LOOK = 1.0
"""Seconds in which a visitor's page fetches what was done last."""
_LOOK = 0.1


def finish(service: Service, tell: Callable[[str], None]) -> None:
    """Lets the jobs of a page come to their ends, for `WebLimits.stop` seconds at most."""
    service.drain()
    left = service.jobs.at_work()
    if not left:
        return
    tell(f"Stopping: {left} articles are finished first (Ctrl-C again ends it at once)")
    end = time.monotonic() + service.limits.stop
    while service.jobs.at_work() and time.monotonic() < end:
        time.sleep(_LOOK)
    if not service.jobs.at_work():
        time.sleep(LAST_LOOK)
