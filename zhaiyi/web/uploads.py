"""Files that visitors send: how long they are kept, and how much of them.

Gradio writes an upload to the disk, under the checksum of its content, and names the place; the
page's handler then takes it: into memory, and off the disk. Both are bounded. `Intake` stands
before Gradio's route and lets an upload in while there is room; `Uploads` takes and keeps them.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhaiyi.core.document import Term
from zhaiyi.core.errors import InputError, UnreadableInput
from zhaiyi.terminology.glossary import load_glossary
from zhaiyi.web.share import Kept, excess

MAX_TERMS = 5_000
"""Terms of one visitor's glossary."""
UNTAKEN = 60.0
"""Seconds after which a file that no handler has taken may make room for another."""
_SMALLEST = 4096
"""Bytes that the smallest file takes on the disk, with its folder."""
_FORM = 100_000
"""Bytes that a form may take around its file."""
_PLACE = "/gradio_api/upload"


class Upload:
    """A file that a visitor sent, in memory. `name` is only shown and gives the suffix; `owner`
    says whose it is (`share.visitor`)."""

    def __init__(self, name: str, data: bytes, owner: str = "") -> None:
        self.name = name
        self.owner = owner
        self.seen = 0.0
        self._data: bytes | None = data

    @property
    def data(self) -> bytes:
        """Raises `UnreadableInput` if it had to make room."""
        if self._data is None:
            raise UnreadableInput(f"{self.name} had to make room for others: choose the file again")
        return self._data

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return len(self._data or b"")

    def drop(self) -> None:
        """Lets go of the bytes."""
        self._data = None


class Uploads:
    """The uploads of one server. `limit` are the bytes that may lie in memory, and so many more on
    the disk, below `folder`; whoever holds the most gives way first."""

    def __init__(
        self, limit: int, folder: Path | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.folder = folder
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._held: WeakSet[Upload] = WeakSet()
        self._arriving: dict[int, int] = {}
        self._sent: Counter[Path] = Counter()
        self._taken: set[Path] = set()

    # -- in memory ---------------------------------------------------------------------------------

    def take(self, path: Path, max_bytes: int, owner: str = "") -> Upload:
        """Reads an uploaded file into memory, off the disk. Raises `UnreadableInput`."""
        with self._taking(path):
            size = path.stat().st_size
            if size > max_bytes:
                raise UnreadableInput(f"{path.name} is too large: more than {max_bytes:,} bytes")
            upload = Upload(path.name, path.read_bytes(), owner)
        self._hold(upload)
        return upload

    def take_terms(self, path: Path, max_bytes: int) -> tuple[Term, ...]:
        """The terms of an uploaded glossary, off the disk. Raises `UnreadableInput`."""
        with self._taking(path):
            if path.stat().st_size > max_bytes:
                raise UnreadableInput(f"{path.name} is too large for a glossary")
            try:
                terms = load_glossary(path)
            except InputError as error:
                raise UnreadableInput(str(error).replace(str(path), path.name)) from None
        if len(terms) > MAX_TERMS:
            raise UnreadableInput(f"{path.name} holds more than {MAX_TERMS:,} terms: shorten it")
        return terms

    def touch(self, upload: Upload) -> None:
        """Its visitor is about to use it."""
        upload.seen = self._clock()

    def in_memory(self) -> int:
        """Bytes of all uploads that somebody still holds."""
        return sum(upload.size for upload in list(self._held))

    def _hold(self, upload: Upload) -> None:
        self.touch(upload)
        with self._lock:
            self._held.add(upload)
            held = [each for each in self._held if each.size]
            kept = [Kept(e.owner, -e.seen, e.size, worth=int(e is upload)) for e in held]
            for index in excess(kept, self._limit):
                held[index].drop()

    # -- on the disk -------------------------------------------------------------------------------

    @contextmanager
    def _taking(self, path: Path) -> Iterator[None]:
        """Two visitors who send the same file are given the same place: it is emptied when each of
        them has taken it, and nobody is still sending."""
        try:
            yield
        except OSError as error:
            raise UnreadableInput(
                f"{path.name}: the upload is gone: choose the file again"
            ) from error
        finally:
            with self._lock:
                place = path.resolve()
                self._sent[place] -= 1
                self._taken.add(place)
                self._tidy()

    def arrive(self, key: int, size: int) -> bool:
        """Whether there is room for an upload of so many bytes. If so, `arrived` has to follow."""
        with self._lock:
            if self._on_disk() + size > self._limit:
                self._clear_untaken()
            if self._on_disk() + size > self._limit:
                return False
            self._arriving[key] = size
            return True

    def arrived(self, key: int, paths: list[Path]) -> None:
        """An upload has ended, well or not; `paths` are its files."""
        with self._lock:
            self._arriving.pop(key, None)
            self._sent.update(path.resolve() for path in paths)
            self._tidy()

    def _tidy(self) -> None:
        """Deletes what everybody has taken, and what broken uploads left behind."""
        if self._arriving:
            return
        for path in [path for path in self._taken if self._sent[path] <= 0]:
            path.unlink(missing_ok=True)
        self._taken = {path for path in self._taken if self._sent[path] > 0}
        self._sent = Counter({p: n for p, n in self._sent.items() if n > 0 and p.exists()})
        for path, _ in self._files():
            if path.parent == self.folder and path.name.startswith("tmp"):
                path.unlink(missing_ok=True)

    def _clear_untaken(self) -> None:
        now = self._clock()
        for path, status in self._files():
            if now - status.st_mtime > UNTAKEN:
                path.unlink(missing_ok=True)
                self._sent.pop(path.resolve(), None)

    def _on_disk(self) -> int:
        """Bytes of the files that lie there, or will, once those that are arriving have."""
        there = [(p, max(s.st_size, _SMALLEST)) for p, s in self._files()]
        whole = sum(size for path, size in there if path.parent != self.folder)
        parts = sum(size for path, size in there if path.parent == self.folder)
        return whole + max(parts, sum(self._arriving.values()))

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        if self.folder is None or not self.folder.is_dir():
            return
        for path in [*self.folder.glob("*"), *self.folder.glob("*/*")]:
            try:
                status = path.stat()
            except OSError:  # taken a moment ago
                continue
            if path.is_file():
                yield path, status


class Intake:
    """Lets an upload through to Gradio's route while there is room for it, and takes note of where
    its files lie."""

    def __init__(self, app: ASGIApp, uploads: Uploads, max_bytes: int) -> None:
        self._app = app
        self._uploads = uploads
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].rstrip("/").endswith(_PLACE):
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        size = int(length) if length.isascii() and length.isdecimal() and len(length) < 16 else -1
        key = id(scope)
        if size < 0:
            refusal = PlainTextResponse("An upload says how long it is (Content-Length).", 411)
        elif size > self._max_bytes + _FORM:
            refusal = PlainTextResponse(f"Too large: at most {self._max_bytes:,} bytes.", 413)
        elif not await run_in_threadpool(self._uploads.arrive, key, size):
            refusal = PlainTextResponse("Too many files at once: try again in a minute.", 503)
        else:
            await self._through(key, scope, receive, send)
            return
        await refusal(scope, receive, send)

    async def _through(self, key: int, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                body.extend(message.get("body", b"")[:_FORM])
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._uploads.arrived(key, _places(bytes(body)))


def _places(body: bytes) -> list[Path]:
    """The paths that Gradio answers with; none where it refused."""
    try:
        found = json.loads(body)
    except ValueError:
        return []
    return (
        [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
    )
