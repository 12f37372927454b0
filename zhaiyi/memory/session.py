"""One document and the translation memory: what is known already, and what is worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zhaiyi.core.document import Translation
from zhaiyi.core.errors import MemoryFailed
from zhaiyi.core.settings import Quality
from zhaiyi.engines.base import Request
from zhaiyi.memory import Key, Memory, MemoryUnit, make_key

METHOD = 3
"""Raised when checks or repair change so much that what was judged before should not stand for
today's verdict: then no machine translation of an older method is taken over."""


class MemorySession:
    """The memory as the work on one document uses it. Without a `memory`, and once the memory has
    failed, nothing is kept and only `given` is known; `failure` then says why, in one line.

    `signature` is the translator's: another model never gets an old answer. `given` are sentences
    of this document that an interrupted run has finished, by id.
    """

    def __init__(
        self,
        memory: Memory | None,
        signature: str = "",
        quality: Quality = "fast",
        given: Mapping[int, Translation] | None = None,
    ):
        self.failure = ""
        self._given = given or {}
        self._memory = memory
        self._signature = signature
        self._quality = quality
        self._keys: dict[int, Key] = {}

    @property
    def is_on(self) -> bool:
        """Whether anything may be known."""
        return self._memory is not None or bool(self._given)

    def known(self, first: Mapping[int, tuple[str, Sequence[Request]]]) -> dict[int, Translation]:
        """Translations of those sentences that were given, whose first requests were answered
        before, or that a person has written; by sentence id. `first` has each sentence as it
        stands and its requests, one for each piece, which may leave a part out that a rule
        translates."""
        given = {i: self._given[i] for i in first if i in self._given}
        return given | self._remembered({i: asked for i, asked in first.items() if i not in given})

    def _remembered(
        self, first: Mapping[int, tuple[str, Sequence[Request]]]
    ) -> dict[int, Translation]:
        if self._memory is None:
            return {}
        made_by = f"{self._signature} method {METHOD}"
        keys = {
            i: make_key(made_by, _prompt(requests), source, self._quality)
            for i, (source, requests) in first.items()
        }
        self._keys |= keys
        units = self._found(keys.values())
        return {
            i: Translation(i, unit.target, unit.status, unit.findings, told=unit.told)
            for i, key in keys.items()
            if (unit := units.get(key)) is not None
        }

    def keep(self, translation: Translation) -> None:
        """Remembers a translation that the engine has made."""
        key = self._keys.get(translation.source)
        if key is None:
            return
        unit = MemoryUnit(
            key.digest,
            key.source,
            translation.text,
            translation.status,
            translation.findings,
            self._signature,
            told=translation.told,
        )
        self._put(unit)

    def answers(self, requests: Sequence[Request]) -> dict[str, str]:
        """What the engine answered before to requests that stand for no sentence (names), so that a
        name is written in one way in all articles; by request id."""
        keys = {request.id: self._answer_key(request) for request in requests}
        units = self._found(keys.values())
        return {id: units[key].target for id, key in keys.items() if key in units}

    def keep_answer(self, request: Request, text: str) -> None:
        """Remembers what the engine answered to a request that stands for no sentence."""
        key = self._answer_key(request)
        unit = MemoryUnit(key.digest, key.source, text, translator=self._signature)
        self._put(unit)

    def _answer_key(self, request: Request) -> Key:
        return make_key(self._signature, request.prompt, request.source, "name")

    def _found(self, keys: Iterable[Key]) -> Mapping[Key, MemoryUnit]:
        try:
            return self._memory.get(keys) if self._memory is not None else {}
        except MemoryFailed as error:
            self._give_up(error)
            return {}

    def _put(self, unit: MemoryUnit) -> None:
        try:
            if self._memory is not None:
                self._memory.put([unit])
        except MemoryFailed as error:
            self._give_up(error)

    def _give_up(self, error: MemoryFailed) -> None:
        self.failure = str(error)
        self._memory = None


def _prompt(requests: Sequence[Request]) -> str | None:
    """All that the model is asked for a sentence; None where it is given the source alone."""
    prompts = [request.prompt for request in requests if request.prompt is not None]
    return "\n".join(prompts) if prompts else None
