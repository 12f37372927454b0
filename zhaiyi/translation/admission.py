"""Which requests of a document are sent when, and how urgent they are: the policy, in one place."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from zhaiyi.engines.base import Engine, Request, width
from zhaiyi.engines.costs import Costs, measured
from zhaiyi.translation.jobs import Ask

LATER = 1
"""Priority of sentences that neither headline nor summary needs."""
HEADLINE, SUMMARY = -1, 0
"""Priority of what headline (with the names) and summary stand on."""
SHARED = {HEADLINE: 1.0, SUMMARY: 3.0, LATER: 0.0}
"""While this is the most urgent, what waits for its turn may add so many times the fixed part of a
step to each step. Below, the steps of a nearly empty batch are wasted; above, what is urgent comes
late. Chosen with the simulation of tests/translation/simulated.py."""
_OUTPUT_SHARE = 0.45
"""Of its limit of new tokens, an answer uses about this share."""
_PROMPT_SHARE = 0.6
"""Tokens of a character of a prompt."""


class Admission(Protocol):
    """Decides over what waits to be sent, again after every answer."""

    def admit(self, waiting: Sequence[Ask], running: Sequence[Ask]) -> Sequence[Ask]:
        """Those of `waiting` that are sent now. `running` are with the engines, in whole or in
        part; while there are none, at least one must be let through."""

    def priority(self, ask: Ask) -> int:
        """The priority of an ask's requests: lower numbers are computed first."""


@dataclass(frozen=True, slots=True)
class Eager:
    """Everything is sent as soon as it is asked for, so that it joins the batch that is running.
    First translations of sentences that are not in `first` are computed after all else: retries,
    headline and summary go before them."""

    first: Container[int] = frozenset()

    def admit(self, waiting: Sequence[Ask], running: Sequence[Ask]) -> Sequence[Ask]:
        return waiting

    def priority(self, ask: Ask) -> int:
        late = ask.stage == "translate" and ask.segment is not None
        return LATER if late and ask.segment not in self.first else 0


@dataclass(frozen=True, slots=True)
class SummaryFirst:
    """The headline first, then the summary, then all else. `first` are the sentences that these
    stand on, that of the headline in front.

    The most urgent of what is under way or waits is sent at once. Of the rest, the most urgent and
    the longest first, so much joins it as adds no more to a step than `SHARED` allows on a machine
    of these `costs`: for each a row that writes, and its prompt spread over what it writes.
    """

    first: Sequence[int]
    costs: Costs

    def admit(self, waiting: Sequence[Ask], running: Sequence[Ask]) -> Sequence[Ask]:
        ranks = [self._rank(ask) for ask in (*waiting, *running)]
        urgent = min(ranks, default=0)
        if urgent == max(ranks, default=0):
            return waiting
        now = [ask for ask in waiting if self._rank(ask) == urgent]
        rest = [ask for ask in waiting if self._rank(ask) != urgent]
        room = SHARED[urgent] * self.costs.step
        room -= sum(self._load(ask) for ask in running if self._rank(ask) != urgent)
        for ask in sorted(rest, key=lambda ask: (self._rank(ask), -_written(ask))):
            room -= self._load(ask)
            if room < 0:
                break
            now.append(ask)
        return now

    def priority(self, ask: Ask) -> int:
        rank = self._rank(ask)
        late = ask.stage == "translate" and rank == LATER
        return rank if late or rank < LATER else SUMMARY

    def _rank(self, ask: Ask) -> int:
        """What an ask is for: headline and names, the summary, or all else."""
        if ask.stage == "terms" or ask.segment in self.first[:1]:
            return HEADLINE
        return SUMMARY if ask.segment is None or ask.segment in self.first else LATER

    def _load(self, ask: Ask) -> float:
        """Seconds by which an ask makes each of its steps longer."""
        prompts = sum(len(r.prompt or r.source) for r in ask.requests) * _PROMPT_SHARE
        return self.costs.row * _rows(ask) + self.costs.prefill * prompts / max(1, _written(ask))


@contextmanager
def summary_first(first: Sequence[int], engine: Engine, home: Path) -> Iterator[Admission]:
    """The policy for this machine: by what the steps of `engine` have cost so far, else by what was
    kept in `home`, where it is kept again at the end."""
    with measured(home, engine.signature, engine.stats.meter) as costs:
        yield SummaryFirst(first, costs)


def _rows(ask: Ask) -> int:
    return sum(width(request) for request in ask.requests)


def _written(ask: Ask) -> float:
    """Tokens that the longest answer may take."""
    return _OUTPUT_SHARE * max(r.max_new_tokens for r in ask.requests)


def admitted(ask: Ask, admission: Admission) -> tuple[Request, ...]:
    """The requests of an ask with the priority that the policy gives them."""
    priority = admission.priority(ask)
    return tuple(replace(request, priority=priority) for request in ask.requests)
