"""The model being taught writes: whole batches, greedy or sampled, until the time is over."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from training.vocabulary import Vocabulary


class Clock:
    """The seconds of a visit, from now on."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.started = seconds, time.monotonic()

    @property
    def gone(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        return self.seconds - self.gone


@dataclass(frozen=True)
class Sampling:
    """Nucleus sampling (Holtzman et al. 2020)."""

    temperature: float = 0.8
    top_p: float = 0.95


def padded(prompts: Sequence[Sequence[int]], filler: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens of the prompts, (prompts, tokens) int64, padded on the left, and their mask."""
    width = max(map(len, prompts))
    ids = torch.full((len(prompts), width), filler)
    mask = torch.zeros_like(ids)
    for row, prompt in enumerate(prompts):
        ids[row, width - len(prompt) :] = torch.tensor(prompt)
        mask[row, width - len(prompt) :] = 1
    return ids, mask


class Writer:
    """Answers of `model`, Chinese tokens forbidden as in the product."""

    def __init__(self, model: Any, vocabulary: Vocabulary, clock: Clock) -> None:
        self.model, self.vocabulary, self.clock = model, vocabulary, clock
        self.device = next(model.parameters()).device
        self.chinese = torch.tensor(vocabulary.chinese, dtype=torch.long, device=self.device)

    def write(
        self,
        prompts: Sequence[str],
        limits: Sequence[int],
        *,
        sampling: Sampling | None = None,
        rows: int = 256,
        reserve: float = 0.0,
        seed: int = 0,
    ) -> dict[int, str]:
        """Index of a prompt → its answer of at most `limits` tokens, greedy without `sampling`.
        Batches of `rows`, short ones first; none begins where less than `reserve` seconds are
        left, so that answers may be missing."""
        ids = [self.vocabulary.encode(prompt) for prompt in prompts]
        order = sorted(range(len(ids)), key=lambda i: (limits[i], len(ids[i])))
        texts: dict[int, str] = {}
        torch.manual_seed(seed)
        self.model.eval()
        for start in range(0, len(order), rows):
            if self.clock.left < reserve:
                break
            part = order[start : start + rows]
            most = max(limits[i] for i in part)
            texts |= dict(
                zip(part, self._batch([ids[i] for i in part], most, sampling), strict=True)
            )
        return texts

    def _batch(
        self, prompts: Sequence[Sequence[int]], most: int, sampling: Sampling | None
    ) -> list[str]:
        ids, mask = padded(prompts, self.vocabulary.end)
        low = self.device.type == "cuda"
        with torch.no_grad(), torch.autocast(self.device.type, torch.bfloat16, enabled=low):
            found = self.model.generate(
                input_ids=ids.to(self.device),
                attention_mask=mask.to(self.device),
                max_new_tokens=most,
                eos_token_id=[self.vocabulary.end, *self.vocabulary.marks],
                pad_token_id=self.vocabulary.end,
                logits_processor=[self._forbid],
                **_choice(sampling),
            )
        return [self._text(row) for row in found[:, ids.shape[1] :].tolist()]

    def _forbid(self, _: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        return scores.index_fill(1, self.chinese, -1e9)

    def _text(self, rows: list[int]) -> str:
        ends = {self.vocabulary.end, *self.vocabulary.marks}
        last = next((i for i, row in enumerate(rows) if row in ends), len(rows))
        return self.vocabulary.decode(rows[:last]).strip()


def _choice(sampling: Sampling | None) -> dict[str, Any]:
    if sampling is None:
        return {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
    return {
        "do_sample": True,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": 0,
    }
