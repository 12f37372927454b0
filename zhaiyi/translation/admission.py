"""Which requests of a document are sent when, and how urgent they are: the policy, in one place."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from zhaiyi.engines.base import Request
from zhaiyi.translation.jobs import Ask

LATER = 1
"""Priority of sentences that neither headline nor summary needs."""


class Admission(Protocol):
    """Decides over what waits to be sent, again after every answer."""

    def admit(self, waiting: Sequence[Ask], running: int) -> Sequence[Ask]:
        """Those of `waiting` that are sent now. `running` requests of this document are with the
        engines; while there are none, at least one must be let through."""

    def priority(self, ask: Ask) -> int:
        """The priority of an ask's requests: lower numbers are computed first."""


@dataclass(frozen=True, slots=True)
class Eager:
    """Everything is sent as soon as it is asked for, so that it joins the batch that is running.
    First translations of sentences that are not in `first` are computed after all else: retries,
    headline and summary go before them."""

    first: Container[int] = frozenset()

    def admit(self, waiting: Sequence[Ask], running: int) -> Sequence[Ask]:
        return waiting

    def priority(self, ask: Ask) -> int:
        late = ask.stage == "translate" and ask.segment is not None
        return LATER if late and ask.segment not in self.first else 0


def admitted(ask: Ask, admission: Admission) -> tuple[Request, ...]:
    """The requests of an ask with the priority that the policy gives them."""
    priority = admission.priority(ask)
    return tuple(replace(request, priority=priority) for request in ask.requests)
