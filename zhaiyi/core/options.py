"""What a reader may choose for one brief."""

from __future__ import annotations

from dataclasses import dataclass

from zhaiyi.core.settings import Quality


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What is wanted of one brief. `sentences` None: min(5, a quarter of the article).

    `summary_only` leaves the translation out but for the sentences that the summary stands on.
    `force` goes on with a text that does not look Chinese.
    """

    sentences: int | None = None
    summary_only: bool = False
    quality: Quality | None = None
    force: bool = False
