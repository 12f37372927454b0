"""What a visitor may ask for, as work for `Jobs`. Knows nothing of Gradio."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from zhaiyi.core.document import Brief, Source, Term
from zhaiyi.core.errors import ModelMissing, UnreadableInput, UsageError
from zhaiyi.core.events import Event, TermsFound
from zhaiyi.core.options import BriefOptions
from zhaiyi.core.settings import Quality
from zhaiyi.engines.base import EngineStats
from zhaiyi.estimation import Estimator
from zhaiyi.examine import Examined, Pair, examine
from zhaiyi.formats import ReadLimits, read, read_text
from zhaiyi.formats.load import choose_format
from zhaiyi.models.store import Progress, ProgressStep
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.render import from_json
from zhaiyi.render.aid import reading_aid
from zhaiyi.render.edit import edited
from zhaiyi.revise import changed_term, revise
from zhaiyi.web.jobs import Jobs
from zhaiyi.web.lease import EngineLease
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.stored import sound
from zhaiyi.web.uploads import Upload, Uploads

PASTED = "pasted text"
PLAIN = frozenset({"txt", "md", "srt"})
"""Formats that are text as they stand."""
FINISHED = frozenset({"ok", "repaired"})
"""What a translation is that needs no second try."""
AT_ONCE = 2
"""Articles that are taken apart at the same time: more would only slow each other down."""
PATIENCE = 0.5
"""Seconds that an article's translation lets others be taken apart first."""
STAGES = {
    "wait": "Another process is fetching the model",
    "fetch": "The model is being fetched, once",
    "verify": "The model is being verified",
    "prepare": "The model is being prepared, once",
}


class Reception:
    """Articles are taken apart a few at a time, and what can wait lets them go first: the key
    sentences of many that come together are there soon, whatever else is being worked on."""

    def __init__(self, at_once: int) -> None:
        self._room = threading.Semaphore(at_once)
        self._change = threading.Condition()
        self._inside = 0

    @contextmanager
    def enter(self) -> Iterator[None]:
        """For the time that an article is taken apart."""
        with self._change:
            self._inside += 1
        try:
            with self._room:
                yield
        finally:
            with self._change:
                self._inside -= 1
                self._change.notify_all()

    def let_pass(self, seconds: float = PATIENCE) -> None:
        """Waits while articles are being taken apart, but no longer than `seconds`."""
        with self._change:
            self._change.wait_for(lambda: not self._inside, seconds)


class Service:
    """One pipeline for all visitors, and their jobs. `preparing` is a line for the visitor while
    the model is being fetched, else empty;
    `ready` is True once the models are loaded, `trouble` says why they cannot be."""

    def __init__(self, zhaiyi: Zhaiyi, limits: WebLimits, jobs: Jobs | None = None) -> None:
        self.limits = limits
        edit = partial(edited, lexicon=zhaiyi.lexicon, encoder=zhaiyi.encoder)
        self.jobs = jobs or Jobs(limits, edit=edit)
        self.uploads = Uploads(max(limits.uploads, limits.max_bytes))
        self._zhaiyi = zhaiyi
        self._reception = Reception(AT_ONCE)
        self.preparing = ""
        self.ready = False
        self.trouble = ""
        self._stopping = False

    def drain(self) -> None:
        """Takes no more articles, and says so to whoever sends visitors here."""
        self._stopping = True
        self.ready, self.trouble = False, "The page is being stopped."
        self.jobs.drain()

    def close(self) -> None:
        """Stops the jobs and frees the models."""
        self.jobs.close()
        self._zhaiyi.close()

    def warm(self) -> None:
        """Loads the models and the dictionary, so that the first visitor need not wait for them.
        Raises `ModelError`."""
        self._zhaiyi.warm()
        self.ready = not self._stopping

    def translator_stats(self) -> EngineStats:
        """Counters of the engine that translates. Raises `ModelError`."""
        return self._zhaiyi.models.model("translator").engine.stats

    def prepare(self, ensure: Callable[[Progress], object]) -> None:
        """Fetches the model beside the running page: `ensure` is told where to report."""
        self.preparing = f"{STAGES['fetch']}."
        try:
            ensure(self._report)
        finally:
            self.preparing = ""

    def _report(self, step: ProgressStep) -> None:
        if step.stage in STAGES:
            share = f": {step.done / step.total:.0%}" if step.total else ""
            self.preparing = f"{STAGES[step.stage]}{share}."

    def brief_text(
        self,
        text: str,
        options: BriefOptions,
        terms: Sequence[Term] = (),
        owner: str = "",
        name: str = PASTED,
    ) -> str:
        """Puts a text in line; the job's token. `owner` says whose it is (`share.visitor`), `name`
        what errors call it. Raises `InputError`, `Busy`."""
        source = read_text(text, name, self._read_limits())
        return self._brief(lambda: source, options, terms, owner)

    def brief_upload(
        self, upload: Upload, options: BriefOptions, terms: Sequence[Term] = (), owner: str = ""
    ) -> str:
        """Puts an uploaded file in line. Raises `Busy`; what is wrong with it shows in the job."""
        limits = self._read_limits()
        self.uploads.touch(upload)
        return self._brief(
            lambda: read(upload.data, name=upload.name, limits=limits), options, terms, owner
        )

    def look_at(self, upload: Upload) -> None:
        """Raises `UnreadableInput` for an upload that is no text and no document that can be
        read; a document is opened only when it is worked on."""
        if choose_format(upload.data, upload.name, None) in PLAIN:
            read(upload.data, name=upload.name, limits=self._read_limits())

    def brief_address(
        self, url: str, options: BriefOptions, terms: Sequence[Term] = (), owner: str = ""
    ) -> str:
        """Puts the article at an address in line; addresses within this network are refused. Raises
        `UnreadableInput`, `Busy`."""
        address = url.strip()
        if "://" not in address:
            address = f"https://{address}"
        if not address.lower().startswith(("http://", "https://")):
            raise UnreadableInput("an address begins with https:// or http://")
        limits, private = self._read_limits(), self.limits.allow_private
        return self._brief(
            lambda: read(address, limits=limits, allow_private=private), options, terms, owner
        )

    def translate(self, texts: Sequence[str], quality: Quality | None = None) -> str:
        """Puts lines in line for translation. Raises `UnreadableInput`, `Busy`."""
        limits = self.limits
        if len(texts) > limits.max_lines or sum(map(len, texts)) > limits.max_chars:
            raise UnreadableInput(
                f"too much for one call: at most {limits.max_lines} lines and "
                f"{limits.max_chars:,} characters; send it in parts"
            )
        return self.jobs.submit(
            lambda lease: self._own(lease).stream_lines(texts, lease.stopping, quality)
        )

    def check(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Examined]:
        """What checks and estimator say of somebody's translation, pair by pair. Raises
        `UnreadableInput`, `UsageError` at the first."""
        limits, size = self.limits, sum(len(zh) + len(en) for zh, en in pairs)
        if len(pairs) > limits.max_lines or size > 4 * limits.max_chars:
            raise UnreadableInput(
                f"too much for one call: at most {limits.max_lines} pairs and "
                f"{4 * limits.max_chars:,} characters; send it in parts"
            )
        if not all(zh.strip() for zh, _ in pairs):
            raise UsageError("a pair has no Chinese: leave it out")
        known = self._zhaiyi.estimator
        estimator = known.for_anybody() if known else Estimator(None)
        numbered = [Pair(zh, en, f"pair {n}") for n, (zh, en) in enumerate(pairs, 1)]
        return examine(numbered, estimator, self._zhaiyi.names, self._zhaiyi.encoder)

    def revise(self, token: str, source: str, target: str) -> None:
        """Has the sentences of a job's brief that use a term done again, with `target` as its
        English. Raises `Unknown`, `Busy`, and `UsageError` for what cannot be a term."""
        brief = self.jobs.brief(token)
        if brief is None:
            raise UsageError("the article is not read yet: wait a moment")
        changed_term(brief, source, target)
        self.jobs.again(
            token,
            lambda lease, now: revise(
                self._own(lease), now, changed_term(now, source, target), lease.stopping
            ),
        )

    def go_on(self, token: str) -> None:
        """Has a stopped job's article finished: what is done stays. Raises `Unknown`, `Busy`, and
        `UsageError` where there is nothing to go on with."""
        brief = self.jobs.brief(token)
        if brief is None or self.jobs.look(token).phase != "stopped":
            raise UsageError("there is nothing to go on with: press Start")
        self.jobs.again(token, self._rest)

    def _rest(self, lease: EngineLease, brief: Brief) -> Iterator[Event]:
        """The whole way once more, without the sentences that stand already."""
        settings = brief.provenance.settings
        options = BriefOptions(
            settings.get("sentences"),
            bool(settings.get("summary_only")),
            settings.get("quality"),
            force=True,
        )
        known = {t.source: t for t in brief.translations if t.text and t.status in FINISHED}
        terms = [term for term in brief.terms if term.origin == "user"]
        source = brief.article.source
        return self._own(lease).stream(source, options, lease.stopping, terms, known)

    def open(self, data: bytes, owner: str = "") -> str:
        """Takes a brief that a visitor's browser kept, as JSON; its token. Raises
        `UnreadableInput`."""
        limits = self._read_limits()
        if len(data) > limits.max_bytes:
            raise UnreadableInput(f"too large: at most {limits.max_bytes:,} bytes")
        try:
            brief = sound(from_json(data))
        except RecursionError:
            raise UnreadableInput("this is not a brief: its JSON is nested too deep") from None
        if len(brief.article.text) > limits.max_chars:
            raise UnreadableInput(f"too long: at most {limits.max_chars:,} characters")
        return self.jobs.keep(brief, owner)

    def words(self, token: str) -> dict[str, Any] | None:
        """The reading aid of a job's article; None while it is not read. Raises `Unknown`."""
        brief = self.jobs.brief(token)
        if brief is None:
            return None
        return self.jobs.aid(token, lambda: reading_aid(brief.article, self._zhaiyi.lexicon))

    # -- inside ------------------------------------------------------------------------------------

    def _read_limits(self) -> ReadLimits:
        return ReadLimits(max_bytes=self.limits.max_bytes, max_chars=self.limits.max_chars)

    def _brief(
        self,
        source: Callable[[], Source],
        options: BriefOptions,
        terms: Sequence[Term],
        owner: str,
    ) -> str:
        def work(lease: EngineLease) -> Iterator[Event]:
            zhaiyi = self._own(lease)
            yield from self._opened(zhaiyi.stream(source(), options, lease.stopping, terms))

        return self.jobs.submit(work, owner)

    def _opened(self, events: Iterator[Event]) -> Iterator[Event]:
        """The events; a few articles at a time up to their terms, then all of them."""
        with self._reception.enter():
            try:
                for event in events:
                    yield event
                    if isinstance(event, TermsFound):
                        break
            except ModelMissing as error:
                if not self.preparing:
                    raise
                again = "Please try again when it is there."
                raise ModelMissing(f"{self.preparing} {again}") from error
        self._reception.let_pass()
        yield from events

    def _own(self, lease: EngineLease) -> Zhaiyi:
        """The pipeline as one job sees it: it uses the engine while the job holds its lease."""
        return self._zhaiyi.through(lease)
