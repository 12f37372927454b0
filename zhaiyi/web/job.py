"""One piece of work for one visitor, with its latest state. Nothing is written to disk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from zhaiyi import __version__
from zhaiyi.core.document import Brief, Provenance, Run
from zhaiyi.core.errors import UsageError, ZhaiyiError
from zhaiyi.core.events import ArticleRead, Event, Finished, Notice, Progress, Revising
from zhaiyi.render.edit import edited
from zhaiyi.translation.state import BriefState
from zhaiyi.web.lease import EngineLease
from zhaiyi.web.remedies import on_page, remedy, without_commands

Work = Callable[[EngineLease], Iterator[Event]]
Again = Callable[[EngineLease, Brief], Iterator[Event]]
"""Work on a brief that is there already."""
Edit = Callable[[Brief, str, str], Brief]
"""`zhaiyi.render.edit.edited`, with the dictionary and the encoder of the service."""
Aid = dict[str, Any]
"""See `zhaiyi.render.aid`."""
Phase = Literal["waiting", "working", "parked", "done", "stopped", "failed", "stored"]
ENDED = frozenset({"done", "stopped", "failed", "stored"})

BROKEN = "Something broke on the server, not in your text: please try again."


@dataclass(frozen=True, slots=True)
class State:
    """How a job stands. `version` grows with each change; `position` counts from 1 while the job
    waits, else 0; `wait` and `seconds_left` are estimates in seconds, None while unknown;
    `remedy` is what a visitor can do about `error` (see `remedies`); `stopping` is True from Stop
    to the end of the running micro-batch; `redoing` are the ids of the sentences that are being
    translated again."""

    version: int
    phase: Phase
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    position: int = 0
    wait: float | None = None
    notices: tuple[str, ...] = ()
    error: str = ""
    remedy: str = ""
    stopping: bool = False
    redoing: tuple[int, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether no more is to come."""
        return self.phase in ENDED


class PageJob:
    """Its own thread writes, any other may read. `seen` is the visitor's last sign of life and
    `asked` when it asked for its turn, both on the clock of `Jobs`; it also minds `reading` (the
    engine has not been asked for yet), `parked`, `listed` (on a reading list), and `done_before`,
    the characters that were done when the turn began."""

    def __init__(
        self, token: str, work: Work | None, seen: float, lease: EngineLease, edit: Edit = edited
    ) -> None:
        self.token = token
        self.seen = seen
        self.owner = ""
        self.lease = lease
        self.reading = work is not None
        self.parked = False
        self.listed = False
        self.asked: float | None = None
        self.done_before = 0.0
        self.thread: threading.Thread | None = None
        self.aid: Aid | None = None
        self._first = work
        self._more: deque[Again] = deque()
        self._lock = threading.Lock()
        self._end: Phase | None = None
        self._version = 0
        self._progress = Progress("read", 0, 0)
        self._notices: tuple[str, ...] = ()
        self._error = ""
        self._remedy = ""
        self._made: BriefState | None = None
        self._size = 0
        self._brief: Brief | None = None
        self._base: Brief | None = None
        self._edit = edit
        self._edits: dict[str, str] = {}
        self._shown: tuple[Brief | None, dict[str, str], Brief | None] = (None, {}, None)
        """The machine's brief and the edits that were last put together, and what came of it."""

    # -- read by others ----------------------------------------------------------------------

    @property
    def ended(self) -> bool:
        """Nothing more will happen unless somebody asks for it."""
        return self._end is not None

    @property
    def phase(self) -> Phase:
        """Where the job stands, as its visitor is told."""
        if self._end is not None:
            return self._end
        if self.parked:
            return "parked"
        return "waiting" if self.asked is not None else "working"

    @property
    def is_brought(self) -> bool:
        """It was finished elsewhere: its visitor, or a sample, has it still."""
        return self._end == "stored"

    @property
    def worth(self) -> int:
        """How much is lost with it: nothing to see, what is kept elsewhere, a part, a whole."""
        if self._end == "failed" and not self._size:
            return 0
        return 1 if self.is_brought else 2 if self._end in ("failed", "stopped") else 3

    @property
    def chars(self) -> int:
        """Characters of the text, or of what is done again; 0 until it is read."""
        return self._size

    @property
    def chars_left(self) -> float:
        """Characters still to be done, by the share of sentences that are."""
        progress = self._progress
        share = progress.done / progress.total if progress.total else 0.0
        return self.chars * (1 - share)

    def state(self, position: int = 0, wait: float | None = None) -> State:
        """How the job stands; its place in line is the caller's knowledge."""
        with self._lock:
            progress = self._progress
            return State(
                self._version,
                self.phase,
                progress.done,
                progress.total,
                progress.seconds_left,
                position,
                wait,
                self._notices,
                self._error,
                self._remedy,
                self._end is None and self.lease.stopping.is_set(),
                self._made.revising if self._made and self._end is None else (),
            )

    def brief(self) -> Brief | None:
        """What is done so far, with the visitor's own sentences; None before the text is read."""
        with self._lock:
            made, edits = self._machine_brief(), dict(self._edits)
            base, before, shown = self._shown
        if base is made and before == edits:
            return shown
        shown = made
        for ref, text in edits.items():
            shown = self._with_edit(shown, ref, text)
        self._shown = (made, edits, shown)
        return shown

    def _with_edit(self, brief: Brief | None, ref: str, text: str) -> Brief | None:
        """A summary sentence that is being made anew has no place for its edit yet."""
        try:
            return self._edit(brief, ref, text) if brief is not None else None
        except UsageError:
            return brief

    def _machine_brief(self) -> Brief | None:
        if self._brief is not None or self._made is None:
            return self._brief
        base = self._base
        if base is not None:
            return self._made.brief(base.provenance, base.run)
        return self._made.brief(Provenance(__version__, "the model", "the model"), Run())

    # -- by hand -------------------------------------------------------------------------------

    def edit(self, ref: str, text: str | None) -> Brief:
        """Puts the visitor's own words in a place (see `render.edit`), or with None the machine's
        back. Raises `UsageError`."""
        brief = self.brief()
        if brief is None:
            raise UsageError("the article is not read yet: wait a moment")
        if text is not None:
            self._edit(brief, ref, text)
        with self._lock:
            self._version += 1
            self._edits.pop(ref, None)
            if text is not None:
                self._edits[ref] = text
        return self.brief() or brief

    # -- the job's own thread ------------------------------------------------------------------

    def run(self) -> None:
        """Does the work, and what was added meanwhile. What Zhaiyi raises on purpose becomes the
        job's error; anything else ends the job too, and goes on to the thread, which logs it."""
        try:
            while (events := self._next()) is not None:
                for event in events:
                    self._note(event)
        except ZhaiyiError as error:
            self._finish("failed", on_page(error), remedy(error))
        finally:
            if self._end is None:
                self._finish("failed", BROKEN)

    def _next(self) -> Iterator[Event] | None:
        """The next piece of work; None when there is none, and then the job has ended."""
        with self._lock:
            self._version += 1
            first, self._first = self._first, None
            if first is not None:
                return first(self.lease)
            base = self._machine_brief()
            if self._more and base is not None and not self.lease.stopping.is_set():
                self._base, self._made, self._brief = base, BriefState.of(base), None
                return self._more.popleft()(self.lease, base)
            self._more.clear()
            self._end = "stopped" if self.lease.stopping.is_set() else "done"
            return None

    def _note(self, event: Event) -> None:
        with self._lock:
            self._version += 1
            if self._made is not None:
                self._made = self._made.apply(event)
            match event:
                case ArticleRead(article):
                    self._made, self._size = BriefState(article), len(article.text)
                case Revising(ids) if self._made:
                    sentences = self._made.article.sentences
                    self._size = sum(len(sentences[i].text) for i in ids)
                    self._progress = Progress("translate", 0, len(ids))
                case Notice(message):
                    self._notices = (*self._notices, without_commands(message))
                case Progress():
                    self._progress = event
                case Finished(brief):
                    self._brief = brief
                case _:
                    pass

    def _finish(self, end: Phase, error: str, remedy: str = "") -> None:
        with self._lock:
            self._version += 1
            self._error, self._remedy = error, remedy
            self._end = end

    # -- asked for by `Jobs` ---------------------------------------------------------------------

    def changed(self) -> None:
        """What the visitor sees has changed: its place, its turn."""
        with self._lock:
            self._version += 1

    def hold(self, brief: Brief) -> None:
        """Makes this the job of a brief that was finished elsewhere."""
        self._brief = brief
        self._made = BriefState.of(brief)
        self._finish("stored", "")

    def add(self, again: Again, lease: EngineLease) -> bool:
        """Adds work on the brief; True when the job had ended and needs a thread for it, which
        then works with `lease`."""
        with self._lock:
            self._version += 1
            self._more.append(again)
            if self._end is None:
                return False
            self._end, self._error, self._remedy, self.lease = None, "", "", lease
            self._progress = Progress("read", 0, 0)
            return True

    def stop(self) -> None:
        """Ends the job after the running micro-batch, or at once while it waits."""
        waiting = self.phase in ("waiting", "parked")
        self.lease.stop()
        if waiting:
            self._finish("stopped", "")
        else:
            self.changed()
