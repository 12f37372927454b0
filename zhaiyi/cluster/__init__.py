"""A batch over many machines, on Ray: partitions of articles, actors that each keep a warm engine.

* `feed`: the articles behind the names, one after another, of any length
* `partitions`: articles in groups of about the same number of characters: the unit of the work
* `places`: the folder that results go to, on a disk or at an address
* `tables`: what is told of articles and sentences, as Parquet and JSON Lines
* `maker`: makes one partition; knows nothing of Ray
* `pool`: the only part that knows Ray: who does which partition, and what becomes of the dead
* `driver`: from names to results

A partition is done when its last table is written; a second start leaves its articles out. So an
actor, a machine or the driver may die at any moment: what was being made is made again.

    from zhaiyi.cluster import Work, run
    result = run(["archive"], "briefs", Work(formats=("html", "json")), address="10.0.0.1:6379")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhaiyi.batch.work import Work
    from zhaiyi.cluster.driver import Result, Start, run

__all__ = ["Result", "Start", "Work", "run"]

_WHERE = {
    "Result": "cluster.driver",
    "Start": "cluster.driver",
    "Work": "batch.work",
    "run": "cluster.driver",
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"zhaiyi.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
