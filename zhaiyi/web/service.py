"""What a visitor may ask for, as work for `Jobs`. Knows nothing of Gradio."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.desk import lines_as_article
from zhaiyi.document import Source, Term
from zhaiyi.engines.base import Cancel
from zhaiyi.errors import InputError, ModelMissing, UnreadableInput
from zhaiyi.events import ArticleRead, Event, TranslationReady
from zhaiyi.events import Progress as ProgressEvent
from zhaiyi.glossary import load_glossary
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.reading import ReadLimits, read, read_text
from zhaiyi.settings import Quality
from zhaiyi.store import Progress, ProgressStep
from zhaiyi.web.jobs import Jobs
from zhaiyi.web.limits import WebLimits

PASTED = "pasted text"
STAGES = {
    "wait": "Another process is fetching the model",
    "fetch": "The model is being fetched, once",
    "verify": "The model is being verified",
    "prepare": "The model is being prepared, once",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a visitor sent, already in memory. `name` is only shown and gives the suffix."""

    name: str
    data: bytes


def take_upload(path: Path, max_bytes: int) -> Upload:
    """Reads an uploaded file and deletes it from the server. Raises `UnreadableInput`."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= max_bytes else b""
    except OSError as error:
        raise UnreadableInput(f"{path.name}: the upload is gone: choose the file again") from error
    finally:
        path.unlink(missing_ok=True)
    if size > max_bytes:
        raise UnreadableInput(f"{path.name} is too large: more than {max_bytes:,} bytes")
    return Upload(path.name, data)


def take_glossary(path: Path, max_bytes: int) -> tuple[Term, ...]:
    """The terms of an uploaded glossary, which is deleted. Raises `UnreadableInput`."""
    try:
        if path.stat().st_size > max_bytes:
            raise UnreadableInput(f"{path.name} is too large for a glossary")
        return load_glossary(path)
    except InputError as error:
        raise UnreadableInput(str(error).replace(str(path), path.name)) from None
    except OSError as error:
        raise UnreadableInput(f"{path.name}: the upload is gone: choose the file again") from error
    finally:
        path.unlink(missing_ok=True)


class Service:
    """One pipeline for all visitors, and their jobs. `preparing` is a line for the visitor while
    the model is being fetched, else empty."""

    def __init__(self, zhaiyi: Zhaiyi, limits: WebLimits, jobs: Jobs | None = None) -> None:
        self.limits = limits
        self.jobs = jobs or Jobs(limits)
        self._zhaiyi = zhaiyi
        self._opening = threading.Lock()
        self.preparing = ""

    def close(self) -> None:
        """Stops the jobs and frees the models."""
        self.jobs.close()
        self._zhaiyi.close()

    def warm(self) -> None:
        """Loads the models and the dictionary, so that the first visitor need not wait for them.
        Raises `ModelError`."""
        with self._opening:
            self._zhaiyi.warm()

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

    def brief_text(self, text: str, options: BriefOptions, terms: Sequence[Term] = ()) -> str:
        """Puts a pasted text in line; the job's token. Raises `InputError`, `Busy`."""
        source = read_text(text, PASTED, self._read_limits())
        return self._brief(lambda: source, options, terms)

    def brief_upload(
        self, upload: Upload, options: BriefOptions, terms: Sequence[Term] = ()
    ) -> str:
        """Puts an uploaded file in line. Raises `Busy`; what is wrong with it shows in the job."""
        limits = self._read_limits()
        return self._brief(
            lambda: read(upload.data, name=upload.name, limits=limits), options, terms
        )

    def brief_address(self, url: str, options: BriefOptions, terms: Sequence[Term] = ()) -> str:
        """Puts the article at an address in line; addresses within this network are refused."""
        address = url.strip()
        if "://" not in address:
            address = f"https://{address}"
        if not address.lower().startswith(("http://", "https://")):
            raise UnreadableInput("an address begins with https:// or http://")
        limits = self._read_limits()
        return self._brief(lambda: read(address, limits=limits), options, terms)

    def translate(self, texts: Sequence[str], quality: Quality | None = None) -> str:
        """Puts lines in line for translation. Raises `UnreadableInput`, `Busy`."""
        limits = self.limits
        if len(texts) > limits.max_lines or sum(map(len, texts)) > limits.max_chars:
            raise UnreadableInput(
                f"too much for one call: at most {limits.max_lines} lines and "
                f"{limits.max_chars:,} characters; send it in parts"
            )
        return self.jobs.submit(lambda cancel: self._lines(texts, quality, cancel))

    # -- inside ------------------------------------------------------------------------------------

    def _read_limits(self) -> ReadLimits:
        return ReadLimits(max_bytes=self.limits.max_bytes, max_chars=self.limits.max_chars)

    def _brief(
        self, source: Callable[[], Source], options: BriefOptions, terms: Sequence[Term]
    ) -> str:
        zhaiyi = self._with_terms(terms)

        def work(cancel: Cancel) -> Iterator[Event]:
            return self._opened(zhaiyi.stream(source(), options, cancel))

        return self.jobs.submit(work)

    def _opened(self, events: Iterator[Event]) -> Iterator[Event]:
        """The models are chosen before the first event; two threads must not both do that."""
        with self._opening:
            try:
                first = next(events)
            except ModelMissing as error:
                if not self.preparing:
                    raise
                again = "Press Start again when it is there."
                raise ModelMissing(f"{self.preparing} {again}") from error
        yield first
        yield from events

    def _lines(
        self, texts: Sequence[str], quality: Quality | None, cancel: Cancel
    ) -> Iterator[Event]:
        yield ArticleRead(lines_as_article(texts))
        self.warm()
        for done, translation in enumerate(self._zhaiyi.translate(texts, cancel, quality), 1):
            yield TranslationReady(translation)
            yield ProgressEvent("translate", done, len(texts))

    def _with_terms(self, terms: Sequence[Term]) -> Zhaiyi:
        """The same pipeline with one visitor's glossary: it shares models, encoder, lexicon."""
        if not terms:
            return self._zhaiyi
        own = copy.copy(self._zhaiyi)
        own._glossary = (*own._glossary, *terms)
        return own
