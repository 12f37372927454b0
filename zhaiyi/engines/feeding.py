"""How fast prompts join a continuous batch in which something more urgent is computed.

Every row of a batch waits for the prompts that are read in its step. All at once, the sentences of
an article would keep its headline waiting for as long as all their prompts take; one after the
other, every step of the headline would read all the weights for a single row. So what is less
urgent joins at a pace: for each step, as much as makes it longer by a share of what a step costs
anyway (see `zhaiyi.engines.costs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zhaiyi.engines.base import LATER, NEXT, NOW, Request, width
from zhaiyi.engines.costs import Costs

SHARES = {NOW: 0.5, NEXT: 1.0}
"""While this is the most urgent in the batch, what is less urgent may make each step longer by so
many times its fixed part; beside anything else all joins at once. Below, the steps of a nearly
empty batch are wasted; above, what is urgent comes late. Chosen with the machine on paper of
tests/translation/simulated.py and measured: `python -m benchmarks --only brief`."""
_PROMPT_SHARE = 0.6
"""Tokens of a character of a prompt."""
_MOST = 192
"""Tokens of a prompt that may be saved for; a longer one joins for the price of these."""


@dataclass(slots=True)
class Feed:
    """Decides before each step what may join: `next_step` first, then `lets` for each request in
    the order of urgency. Seconds of delay are saved from step to step, and spent on prompts."""

    shares: Mapping[int, float] = field(default_factory=lambda: SHARES)
    _saved: float = 0.0
    _urgent: int = LATER
    _costs: Costs = field(default_factory=Costs)

    def next_step(
        self, running: Sequence[Request], waiting: Sequence[Request], costs: Costs
    ) -> None:
        """Before a step: what runs, and what waits, or the most urgent of it."""
        before, self._costs = self._urgent, costs
        self._urgent = min((r.priority for r in (*running, *waiting)), default=LATER)
        if self._urgent < before or self._urgent not in self.shares:
            self._saved = 0.0  # what was saved at the cost of something else
        others = sum(width(r) for r in running if r.priority > self._urgent)
        income = self.shares.get(self._urgent, 0.0) * costs.step - costs.row * others
        most = max(income, costs.prefill * _MOST)
        self._saved = min(self._saved + max(0.0, income), most)

    def lets(self, request: Request) -> bool:
        """Whether a request joins now; what that costs is spent."""
        if request.priority <= self._urgent or self._urgent not in self.shares:
            return True
        prompt = request.prompt if request.prompt is not None else request.source
        price = self._costs.prefill * min(_MOST, _PROMPT_SHARE * len(prompt))
        if price > self._saved:
            return False
        self._saved -= price
        return True
