"""Beam search over many prompts at once, for the model that is being taught.

What transformers does with `num_beams`, but rows that are done leave the batch, both marks behind a
translation count as one end (a text would else take two beams), and nothing begins when time is up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from training.own import Hypothesis
from training.vocabulary import Vocabulary
from training.write import padded

NEVER = -1e9
"""Log-probability of what is forbidden; finite, so that sums of it stay numbers."""
EVERY = 4
"""Steps after which rows that are done are taken out of the batch."""


@dataclass
class _Row:
    """One prompt: the tokens it may take, and what has ended."""

    most: int
    ended: list[tuple[float, list[int], float | None]] = field(default_factory=list)


class Beams:
    """`width` hypotheses of `model` for each prompt, Chinese tokens forbidden as in the product."""

    def __init__(self, model: Any, vocabulary: Vocabulary, width: int = 4) -> None:
        self.model, self.vocabulary, self.width = model, vocabulary, width
        self.device = next(model.parameters()).device
        self.chinese = torch.tensor(vocabulary.chinese, dtype=torch.long, device=self.device)

    def write(self, prompts: Sequence[str], limits: Sequence[int]) -> list[list[Hypothesis]]:
        """The hypotheses of each prompt, the likeliest (in the mean of its tokens) first; fewer
        than `width` where `limits` tokens did not suffice."""
        ids = [self.vocabulary.encode(prompt) for prompt in prompts]
        rows = [_Row(limit) for limit in limits]
        low = self.device.type == "cuda"
        self.model.eval()
        with torch.no_grad(), torch.autocast(self.device.type, torch.bfloat16, enabled=low):
            _Search(self, ids, rows).run()
        return [self._hypotheses(row) for row in rows]

    def _hypotheses(self, row: _Row) -> list[Hypothesis]:
        best = sorted(row.ended, key=lambda each: -each[0])[: self.width]
        decode = self.vocabulary.decode
        return [Hypothesis(decode(ids).strip(), mean, doubt) for mean, ids, doubt in best]


class _Search:
    """The state of one batch: (rows · width) hypotheses that go on."""

    def __init__(self, beams: Beams, ids: Sequence[Sequence[int]], rows: list[_Row]) -> None:
        from transformers import DynamicCache

        self.beams, self.rows, self.width = beams, list(rows), beams.width
        self.cache: Any = DynamicCache()
        tokens, mask = padded(ids, beams.vocabulary.end)
        self.tokens, self.mask = tokens.to(beams.device), mask.to(beams.device)
        self.written = torch.zeros((len(ids), self.width, 0), dtype=torch.long)
        self.sums = torch.full((len(ids), self.width), NEVER, device=beams.device)
        self.sums[:, 0] = 0.0

    def run(self) -> None:
        logs, doubts = self._logs(self.tokens)
        self._widen()
        logs = logs.repeat_interleave(self.width, dim=0)
        doubts = doubts.repeat_interleave(self.width, dim=0)
        step = 0
        while self.rows:
            step += 1
            tokens = self._choose(logs, doubts, step)
            active = [n for n, row in enumerate(self.rows) if not self._is_done(row, step)]
            if not active:
                return
            if step % EVERY == 0 and len(active) < len(self.rows):
                tokens = self._keep(active, tokens)
            logs, doubts = self._logs(tokens)

    def _is_done(self, row: _Row, step: int) -> bool:
        return len(row.ended) >= self.width or step >= row.most

    def _logs(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """Log-probabilities of the next token of each hypothesis, both marks in one; the share of
        the mark `FAULTY` of both."""
        model, vocabulary = self.beams.model, self.beams.vocabulary
        places = (self.mask.cumsum(dim=1) - 1).clamp(min=0)[:, -tokens.shape[1] :]
        states = model.model(
            input_ids=tokens,
            attention_mask=self.mask,
            position_ids=places,
            past_key_values=self.cache,
            use_cache=True,
        )[0][:, -1]
        logits = model.lm_head(states).float().index_fill_(1, self.beams.chinese, NEVER)
        logs = torch.log_softmax(logits, dim=-1)
        sound, faulty = vocabulary.marks
        both = torch.logaddexp(logs[:, sound], logs[:, faulty])
        doubts = (logs[:, faulty] - both).exp()
        logs[:, sound] = both
        logs[:, faulty] = NEVER
        return logs, doubts

    def _widen(self) -> None:
        """A row becomes `width` rows, of which at first only one counts."""
        index = torch.arange(len(self.rows), device=self.mask.device)
        index = index.repeat_interleave(self.width)
        self.cache.reorder_cache(index)
        self.mask = self.mask[index]

    def _choose(self, logs: Tensor, doubts: Tensor, step: int) -> Tensor:
        """Ends what ends, and makes the best of the others the hypotheses; their last tokens."""
        count, width, size = len(self.rows), self.width, logs.shape[1]
        totals = (self.sums.reshape(-1, 1) + logs).reshape(count, width * size)
        found = totals.topk(2 * width, dim=1)
        parents, tokens = found.indices // size, found.indices % size
        ends = self._ends(tokens)
        self._collect(found.values, parents, tokens, ends, doubts, step)
        # The hypotheses that go on: the best `width` without an end, of 2 · width there are enough.
        order = (found.values + ends * NEVER).topk(width, dim=1).indices
        self.sums = found.values.gather(1, order)
        parents, tokens = parents.gather(1, order), tokens.gather(1, order)
        base = torch.arange(count, device=parents.device)[:, None] * width
        self.cache.reorder_cache((base + parents).reshape(-1))
        spread = parents.cpu()[..., None].expand(-1, -1, self.written.shape[2])
        self.written = torch.cat([self.written.gather(1, spread), tokens.cpu()[..., None]], dim=2)
        self.mask = torch.cat([self.mask, self.mask.new_ones(len(self.mask), 1)], dim=1)
        return tokens.reshape(-1, 1)

    def _ends(self, tokens: Tensor) -> Tensor:
        vocabulary = self.beams.vocabulary
        return (tokens == vocabulary.end) | (tokens == vocabulary.marks[0])

    def _collect(
        self,
        values: Tensor,
        parents: Tensor,
        tokens: Tensor,
        ends: Tensor,
        doubts: Tensor,
        step: int,
    ) -> None:
        """Notes the hypotheses that end now among the first `width` candidates of their row."""
        marked = tokens == self.beams.vocabulary.marks[0]
        doubt = doubts.reshape(len(self.rows), self.width).gather(1, parents)
        columns = [t[:, : self.width].cpu() for t in (ends, values, parents, marked, doubt)]
        for n, column in columns[0].nonzero().tolist():
            row = self.rows[n]
            if self._is_done(row, step - 1):
                continue
            _, value, parent, mark, share = (float(each[n, column]) for each in columns)
            written = self.written[n, int(parent)].tolist()
            row.ended.append((value / step, written, share if mark else None))

    def _keep(self, active: Sequence[int], tokens: Tensor) -> Tensor:
        """Only the rows `active` stay."""
        index = torch.tensor(active)
        self.rows = [self.rows[n] for n in active]
        self.written = self.written[index]
        index = index.to(self.mask.device)
        self.sums = self.sums[index]
        flat = (index[:, None] * self.width + torch.arange(self.width, device=index.device)).ravel()
        self.cache.reorder_cache(flat)
        self.mask = self.mask[flat]
        return tokens[flat]


def chunks(lengths: Sequence[int], rows: int, bucket: int = 2048) -> Iterator[list[int]]:
    """Places in batches of `rows` of like length, within buckets in the order given, so that what
    is done when time is up is a fair part of the whole."""
    for start in range(0, len(lengths), bucket):
        part = sorted(range(start, min(start + bucket, len(lengths))), key=lambda i: lengths[i])
        yield from (part[at : at + rows] for at in range(0, len(part), rows))
