"""What the translator itself makes of targets that somebody else wrote.

The default model is taught to end each translation with a mark: whether readers would find a major
fault in it (see `zhaiyi.engines.told`). It sets one behind another's words too, in one step.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhaiyi.core.document import Told
from zhaiyi.engines.base import Request
from zhaiyi.engines.choice import Model
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.examine.pairs import Pair
from zhaiyi.models.formats import ChatFormat
from zhaiyi.translation.prompts import load_prompt


class Opinion:
    """Asks the engine of a chat model that sets marks."""

    def __init__(self, engine: EngineWorker, chat: ChatFormat) -> None:
        self._engine, self._chat = engine, chat

    @classmethod
    def of(cls, model: Model) -> Opinion | None:
        """None where the model sets no marks."""
        chat = model.card.chat
        return cls(model.engine, chat) if chat is not None and chat.marks else None

    def told(self, pairs: Sequence[Pair]) -> list[Told | None]:
        """For each pair in order; None where nothing was said of it, or a side is empty. Raises
        `EngineError`, `ModelDamaged`."""
        requests = [
            Request(f"check/{i}", pair.source, self._prompt(pair), max_new_tokens=1)
            for i, pair in enumerate(pairs)
            if pair.source.strip() and pair.target.strip()
        ]
        results = {result.id: result for result in self._engine.generate(requests)}
        found = (results.get(f"check/{i}") for i in range(len(pairs)))
        return [next(iter(result.told), None) if result else None for result in found]

    def _prompt(self, pair: Pair) -> str:
        question = load_prompt("translate").render(source=pair.source, glossary="")
        return self._chat.wrap(question, pair.target)
