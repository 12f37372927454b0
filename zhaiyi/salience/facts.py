"""How much a sentence tells: its numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.quantities import read_zh
from zhaiyi.terminology import in_text


def count_facts(texts: Iterable[str], terms: Sequence[Term], lexicon: Lexicon) -> list[float]:
    """How many numbers and names each text holds."""
    return [float(len(read_zh(text)) + len(in_text(text, terms, lexicon))) for text in texts]
