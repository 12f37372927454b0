"""Students of Firefox Translations (Bergamot): small, fast, made for one pair of languages.

The package `fxtranslate` computes them, greedily and one sentence at a time; it takes neither a
length limit nor other decoding, so limits are kept here, on what comes out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from zhaiyi.core.errors import EngineError, MissingPackage
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import NEVER, Cancel, Engine, FinishReason, Request, Result, damaged
from zhaiyi.models.cards import Card
from zhaiyi.models.formats import Seq2SeqFormat


class FirefoxEngine(Engine):
    """Runs the student in `folder`: ``model.*.bin``, the vocabularies that `form` names and, where
    it is there, the list of likely words ``lex.*.bin``."""

    def __init__(self, folder: Path, signature: str, form: Seq2SeqFormat) -> None:
        super().__init__()
        self._folder = folder
        self._signature = signature
        self._form = form
        self._student: _Student | None = None
        self._source: Any = None
        self._target: Any = None

    @property
    def signature(self) -> str:
        return self._signature

    def load(self) -> None:
        if self._student is not None:
            return
        from sentencepiece import SentencePieceProcessor

        try:
            sides = [
                (self._folder / name).read_bytes()
                for name in (self._form.source_spm, self._form.target_spm)
            ]
            self._source, self._target = (SentencePieceProcessor(model_proto=s) for s in sides)
            self._student = _Student(self._folder, sides[0], sides[1])
        except (OSError, RuntimeError, ValueError, LookupError, _Panic) as error:
            raise damaged(self._folder, error) from error

    def close(self) -> None:
        if self._student is not None:
            self._student.close()
            self._student = None

    def count_tokens(self, text: str) -> int:
        self.load()
        return len(self._source.encode(text))

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.load()
        for request in sorted(requests, key=lambda r: r.priority):
            if cancel.is_set():
                yield Result(request.id, "", finish="cancelled")
            else:
                yield self._translated(request)

    def _translated(self, request: Request) -> Result:
        started = time.perf_counter()
        tokens = self._source.encode(request.source)
        shortened = len(tokens) > self._form.max_tokens
        source = self._source.decode(tokens[: self._form.max_tokens]) if shortened else None
        text = self._computed(request.source if source is None else source)
        written = self._target.encode(text)
        cut = len(written) > request.max_new_tokens
        if cut:
            written = written[: request.max_new_tokens]
            text = str(self._target.decode(written)).strip()
        finish: FinishReason = "length" if cut or shortened else "stop"
        self.stats.steps += 1
        self.stats.prompt_tokens += len(tokens)
        self.stats.output_tokens += len(written)
        self.stats.seconds += time.perf_counter() - started
        return Result(request.id, text, finish, (text,), None, len(tokens), len(written))

    def _computed(self, source: str) -> str:
        """The English of a source; nothing for one without text, which a student would fill."""
        if not source.strip():
            return ""
        assert self._student is not None
        try:
            return self._student.translate(source).strip()
        except (ValueError, _Panic) as error:
            reason = " ".join(str(error).split())[:200]
            raise EngineError(f"the model broke while it worked: {reason}") from error


class _Panic(Exception):
    """The package's own checks failed. What it raises then derives from BaseException, so that
    nothing but a stop of the program would be meant by it."""


class _Student:
    """The model, on a thread of its own: it may not leave the thread that it was made on."""

    def __init__(self, folder: Path, source: bytes, target: bytes) -> None:
        self._inbox: SimpleQueue[str | None] = SimpleQueue()
        self._outbox: SimpleQueue[str | BaseException] = SimpleQueue()
        arguments = (folder, source, target)
        threading.Thread(target=self._serve, args=arguments, name="firefox", daemon=True).start()
        self._answer()

    def translate(self, text: str) -> str:
        """One sentence. Raises `ValueError` or `_Panic`."""
        self._inbox.put(text)
        return self._answer()

    def close(self) -> None:
        """Ends the thread; the model goes with it."""
        self._inbox.put(None)

    def _answer(self) -> str:
        answer = self._outbox.get()
        if not isinstance(answer, BaseException):
            return answer
        if type(answer).__name__ == "PanicException":  # in no module that could be imported
            raise _Panic(str(answer)) from answer
        raise answer

    def _serve(self, folder: Path, source: bytes, target: bytes) -> None:
        try:
            model = _loaded(folder, source, target)
        except BaseException as error:  # handed to the thread that waits, whatever it is
            self._outbox.put(error.with_traceback(None))
            return
        self._outbox.put("")
        while (text := self._inbox.get()) is not None:
            try:
                self._outbox.put(str(model.translate(text)))
            except BaseException as error:  # the same; its traceback would hold the model
                self._outbox.put(error.with_traceback(None))


def _loaded(folder: Path, source: bytes, target: bytes) -> Any:
    import fxtranslate

    lists = sorted(folder.glob("lex.*.bin"))
    model = sorted(folder.glob("model.*.bin"))[0]
    likely = lists[0].read_bytes() if lists else None
    return fxtranslate.Translator(model.read_bytes(), source, target, likely)


def from_card(card: Card, folder: Path, settings: Settings) -> FirefoxEngine:
    """The engine of a card; its files lie in `folder`. Raises `MissingPackage`."""
    if find_spec("fxtranslate") is None:
        raise MissingPackage("fxtranslate", f"the model {card.name}")
    assert card.seq2seq is not None
    weights = next((f.sha256 for f in card.files if f.sha256), None) or "unknown"
    signature = f"{card.name}/{weights[:12]} int8 fxtranslate/{version('fxtranslate')}"
    return FirefoxEngine(folder, signature, card.seq2seq)
