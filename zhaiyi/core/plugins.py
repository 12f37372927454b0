"""What other packages add to a table of ours, through entry points.

Ours stand in a table in the source, which needs no metadata; others' come behind it, under names
that ours have not. They are looked for when somebody first asks for more than ours. One that cannot
be loaded is told in the log and left out: a broken plug-in breaks nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from zhaiyi.core.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Value = TypeVar("Value")

_log = logging.getLogger(__name__)


def target_of(entry: EntryPoint) -> str:
    """``module:attribute``, not imported yet."""
    return entry.value


def resolve(target: str, what: str) -> Any:
    """What ``module:attribute`` stands for; `what` names it to the user (the check tone). Raises
    `UsageError` where it cannot be imported."""
    module, _, attribute = target.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        words = " ".join(str(error).split())
        raise UsageError(f"{what} ({module}) cannot be loaded: {words}") from error


class Table(Mapping[str, Value], Generic[Value]):
    """`ours` in their order, then those of the entry points of `group` by name, each as `load`
    makes it of its entry point."""

    def __init__(
        self, ours: Mapping[str, Value], group: str, load: Callable[[EntryPoint], Value]
    ) -> None:
        self._ours = dict(ours)
        self._group = group
        self._load = load
        self._others: dict[str, Value] | None = None
        self._lock = RLock()
        self._reading = False

    def __getitem__(self, name: str) -> Value:
        return self._ours[name] if name in self._ours else self._found()[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._ours
        yield from self._found()

    def __len__(self) -> int:
        return len(self._ours) + len(self._found())

    def is_ours(self, name: str) -> bool:
        """Whether it stands in the source."""
        return name in self._ours

    def _found(self) -> dict[str, Value]:
        """Other threads wait; a plug-in that asks for this table while it is loaded sees ours."""
        if self._others is not None:
            return self._others
        with self._lock:
            if self._others is None and not self._reading:
                self._reading = True
                self._others = dict(self._read())
            return self._others or {}

    def _read(self) -> Iterator[tuple[str, Value]]:
        from importlib.metadata import entry_points

        for entry in sorted(entry_points(group=self._group), key=lambda entry: entry.name):
            where = f"{self._group} {entry.name} of {entry.dist.name if entry.dist else '?'}"
            if entry.name in self._ours:
                _log.warning("%s is left out: Zhaiyi has one of that name", where)
                continue
            try:
                yield entry.name, self._load(entry)
            except Exception as error:
                words = " ".join(str(error).split())
                _log.warning("%s is left out: %s: %s", where, type(error).__name__, words)
