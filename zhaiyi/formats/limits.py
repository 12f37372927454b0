"""What reading one input may cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from zhaiyi.core.errors import UnreadableInput


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Upper bounds for one input; beyond them it is refused with `UnreadableInput`.

    `max_bytes` bounds the file or download, `max_chars` the text (code points), `max_unzipped` the
    bytes that its compressed parts unpack to, `max_ratio` their unpacked over their packed size
    (looked at above 1 MB), `max_depth` the nesting of HTML and XML, `max_elements` their tags,
    `max_pages` the pages of a PDF or the chapters of a book, `seconds` the time.
    """

    max_bytes: int = 20_000_000
    max_chars: int = 200_000
    max_unzipped: int = 200_000_000
    max_ratio: int = 500
    max_depth: int = 5_000
    max_elements: int = 1_000_000
    max_pages: int = 1_000
    seconds: float = 20.0


class Deadline:
    """Counts down from its making; `check` is called between the steps of a reader."""

    def __init__(
        self, name: str, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._name = name
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds that remain, at least 0."""
        return max(0.0, self._end - self._clock())

    def check(self) -> None:
        """Raise `UnreadableInput` when the time is over."""
        if self._clock() > self._end:
            raise UnreadableInput(
                f"{self._name} took longer than {self._seconds:g} seconds to read; "
                "save its text as a .txt file and read that"
            )
