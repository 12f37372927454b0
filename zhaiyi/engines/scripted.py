"""A stand-in that answers by rule: deterministic, at once, without a model.

Tests give it the answers, the order and the failures they need; without any it turns a Chinese
sentence into pronounceable nonsense that keeps digits, Latin words and the prompt's hints, so that
everything around an engine can be seen working.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from zhaiyi.core.errors import EngineError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.models.cards import Card
from zhaiyi.text.script import HAN

Answers = Mapping[str, str] | Callable[[Request], str]

_HAN = re.compile(f"[{HAN}]+")
_HINT = re.compile(r"([^\s;:=，。]+)=([^;\n]+)")
_PUNCTUATION = str.maketrans(
    {"，": ", ", "。": ". ", "、": ", ", "；": "; ", "：": ": ", "！": "! ", "？": "? "}
    | {"“": ' "', "”": '" ', "「": ' "', "」": '" ', "《": ' "', "》": '" ', "—": "-"}
    | {"（": " (", "）": ") ", "【": " (", "】": ") ", "·": " "}
)
_CONSONANTS, _VOWELS = "bdfgklmnprst", "aeiou"


class ScriptedEngine(Engine):
    """Engine of the card `scripted`.

    `answers` maps a source to its English, or computes it from the request (None: the rule above);
    a source that the mapping lacks is answered by the rule. `batch` is the size of a micro-batch.
    `delays` tells how many micro-batches later a request's result is given out; `fail_at` is the
    micro-batch, counted from 1, that raises `EngineError`; `on_step` is called before each with
    its number, so that a test may set a cancel at an exact point. `seconds` is what a micro-batch
    takes, so that a person can watch a run stream.
    """

    def __init__(
        self,
        answers: Answers | None = None,
        *,
        batch: int = 8,
        delays: Callable[[Request], int] | None = None,
        fail_at: int | None = None,
        on_step: Callable[[int], None] | None = None,
        seconds: float = 0.0,
    ) -> None:
        super().__init__()
        self._answers = answers
        self._batch = batch
        self._delays = delays or (lambda request: 0)
        self._fail_at = fail_at
        self._on_step = on_step or (lambda step: None)
        self._seconds = seconds
        self.loaded = False

    @property
    def signature(self) -> str:
        return "scripted/1"

    def load(self) -> None:
        self.loaded = True

    def close(self) -> None:
        self.loaded = False

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.load()
        held: list[tuple[int, Result]] = []
        for batch in _micro_batches(requests, self._batch):
            if cancel.is_set():
                yield from (Result(request.id, "", "cancelled") for request in batch)
                continue
            self._step()
            held += [(self.stats.steps + self._delays(r), self._answer(r)) for r in batch]
            yield from (result for due, result in held if due <= self.stats.steps)
            held = [(due, result) for due, result in held if due > self.stats.steps]
        yield from (result for _, result in sorted(held, key=lambda item: item[0]))

    def _step(self) -> None:
        self.stats.steps += 1
        self._on_step(self.stats.steps)
        if self.stats.steps == self._fail_at:
            raise EngineError(f"the scripted engine was told to fail at step {self._fail_at}")
        if self._seconds:
            time.sleep(self._seconds)
            self.stats.seconds += self._seconds

    def _answer(self, request: Request) -> Result:
        words = self._text(request).split(" ")
        written = min(len(words), request.max_new_tokens)
        text = " ".join(words[:written]).strip()
        prompt_tokens = self.count_tokens(request.prompt or request.source)
        self.stats.prompt_tokens += prompt_tokens
        self.stats.output_tokens += written
        return Result(
            request.id,
            text,
            "stop" if len(words) <= request.max_new_tokens else "length",
            candidates=(text,) * request.decoding.candidates,
            score=0.0,
            prompt_tokens=prompt_tokens,
            output_tokens=written,
        )

    def _text(self, request: Request) -> str:
        if callable(self._answers):
            return self._answers(request)
        if self._answers is not None and request.source in self._answers:
            return self._answers[request.source]
        return pretend(request.source, request.prompt or "")


def from_card(card: Card, folder: Path, settings: Settings) -> ScriptedEngine:
    """The engine of a card; it has no files."""
    return ScriptedEngine(seconds=settings.scripted_seconds)


def _micro_batches(requests: Sequence[Request], size: int) -> Iterator[list[Request]]:
    """Lowest priority number first; requests of different decoding never together."""
    ordered = sorted(requests, key=lambda r: (r.priority, repr(r.decoding)))
    for _, group in groupby(ordered, key=lambda r: r.decoding):
        rows = list(group)
        yield from (rows[i : i + size] for i in range(0, len(rows), size))


def pretend(source: str, prompt: str = "") -> str:
    """English-looking text for `source`: hints of the prompt (``汕头=Shantou``) and everything that
    is not Chinese stay, each pair of Chinese characters becomes a word by its code points."""
    hints = sorted(_HINT.findall(prompt), key=lambda hint: -len(hint[0]))
    for chinese, english in hints:
        source = source.replace(chinese, f" {english.strip()} ")
    text = unicodedata.normalize("NFKC", source.translate(_PUNCTUATION))
    text = _HAN.sub(lambda match: _words(match.group()), text)
    text = re.sub(r"\s+([,.;:!?)])", r"\1", re.sub(r"([(])\s+", r"\1", " ".join(text.split())))
    return f"[en] {text}" if text else ""


def _words(run: str) -> str:
    pairs = (run[i : i + 2] for i in range(0, len(run), 2))
    return " " + " ".join("".join(map(_syllable, pair)) for pair in pairs) + " "


def _syllable(character: str) -> str:
    code = ord(character)
    return _CONSONANTS[code % 12] + _VOWELS[code // 12 % 5]
