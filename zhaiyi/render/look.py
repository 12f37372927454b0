"""How a brief is to look in the files that leave a choice. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Shape = Literal["list", "bullets", "paragraph"]


@dataclass(frozen=True, slots=True)
class Look:
    """`aid` is what `zhaiyi.render.aid.reading_aid` made, for the reading page. `shape` is the
    summary's: a numbered ``list`` with the key sentences below each sentence, ``bullets`` without
    them, or one ``paragraph``; where nothing stands beside it each sentence still names its
    sources."""

    aid: Mapping[str, Any] | None = None
    shape: Shape = "list"

    @property
    def paragraph(self) -> bool:
        """Whether the summary runs on."""
        return self.shape == "paragraph"


PLAIN = Look()
