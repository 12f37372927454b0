"""How a brief is to look in the files that leave a choice. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Look:
    """`aid` is what `zhaiyi.render.aid.reading_aid` made, for the reading page; with `paragraph`
    the summary runs on as one paragraph instead of a list."""

    aid: Mapping[str, Any] | None = None
    paragraph: bool = False


PLAIN = Look()
