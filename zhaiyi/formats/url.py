"""Fetch a page by http or https, within bounds of time and size, from public addresses only.

Every hop resolves its host once, refuses it if any address is not public, and connects to the very
address that was looked at: the URL's host is replaced by it, while the Host header and TLS's server
name keep the real one (httpx's ``sni_hostname``). So a name that resolves to another address the
second time (DNS rebinding) gains nothing. Redirects are followed by hand, each hop looked at anew.
Proxies from the environment are not used: they would resolve the name themselves. When the time is
over, every connection is shut, so that no thread stays behind with a server that trickles.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import unquote

import httpx
import stamina

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.logs import quiet
from zhaiyi.formats import registry
from zhaiyi.formats.addresses import is_public
from zhaiyi.formats.characters import one_line
from zhaiyi.formats.limits import Deadline, ReadLimits
from zhaiyi.formats.load import check_size

Resolve = Callable[[str, int], list[str]]
"""Host and port → its addresses. Raises `OSError`."""

_log = logging.getLogger(__name__)
_MAX_HOPS = 5
_ATTEMPTS = 3
_TRANSIENT = frozenset((429, 502, 503, 504))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PIECE = 1 << 16
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Zhaiyi)",
    "Accept": "text/html,application/xhtml+xml,text/*;q=0.9,application/pdf;q=0.8,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.3",
    "Accept-Encoding": "gzip, deflate",
}
_UNNAMED = frozenset(("", "application/octet-stream", "binary/octet-stream"))


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: `url` after redirects, `format` and `charset` as the server named them."""

    data: bytes
    url: str
    path: str
    format: str | None
    charset: str | None


class _Retry(Exception):
    """A server's answer that may be another one in a moment."""


def fetch(
    url: str,
    limits: ReadLimits,
    *,
    allow_private: bool = False,
    transport: httpx.BaseTransport | None = None,
    resolve: Resolve | None = None,
) -> Page:
    """Fetch `url`. Raises `UnreadableInput`, one line.

    `transport` and `resolve` stand in for the network in tests. The work goes on in a thread of its
    own, because neither name resolution nor a server that sends its headers byte by byte can be
    stopped from inside.
    """
    url = one_line(url, 500)
    deadline = Deadline(url, limits.seconds)
    guarded = Guarded(transport or httpx.HTTPTransport(), resolve or addresses, allow_private)
    lines = guarded.lines
    try:
        return _within(
            limits.seconds, url, lambda: _attempts(url, limits, deadline, guarded), lines
        )
    finally:
        lines.close()


def _within(seconds: float, url: str, work: Callable[[], Page], lines: Lines) -> Page:
    result: list[Page | BaseException] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:  # handed over to the caller's thread
            result.append(error)

    thread = threading.Thread(target=run, daemon=True, name="zhaiyi-fetch")
    thread.start()
    thread.join(seconds + 1.0)
    if not result:
        lines.cut()
        raise UnreadableInput(f"{url} did not answer within {seconds:g} seconds")
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


class Lines:
    """The connections of one fetch. httpcore tells of each as it is made (its ``trace``); of each a
    second handle is kept, because TLS takes the first one over while it still shakes hands."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handles: list[socket.socket] = []
        self._over = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Takes note of a new connection."""
        if event != "connection.connect_tcp.complete":
            return
        handle = info["return_value"].get_extra_info("socket").dup()
        with self._lock:
            self._handles.append(handle)
            over = self._over
        if over:
            self.cut()

    def cut(self) -> None:
        """Shuts every connection, now and to come: whoever reads from one finds its end."""
        with self._lock:
            self._over = True
            for handle in self._handles:
                with suppress(OSError):  # the other side was quicker
                    handle.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Lets go of the handles; a connection that is still to come is shut at once."""
        with self._lock:
            self._over = True
            for handle in self._handles:
                handle.close()
            self._handles.clear()


class Guarded(httpx.BaseTransport):
    """Lets a request through to the one address that was checked. Raises `UnreadableInput`."""

    def __init__(self, inner: httpx.BaseTransport, resolve: Resolve, allow_private: bool) -> None:
        self._inner = inner
        self._resolve = resolve
        self._allow_private = allow_private
        self.lines = Lines()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Resolve, check, pin, send."""
        address = self._checked(request.url)
        request.extensions = {
            **request.extensions,
            "sni_hostname": request.url.raw_host.decode("ascii"),
            "trace": self.lines.trace,
        }
        request.url = request.url.copy_with(host=address)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()

    def _checked(self, url: httpx.URL) -> str:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = self._resolve(url.raw_host.decode("ascii"), port)
        except (OSError, UnicodeError) as error:
            raise UnreadableInput(
                f"{url} cannot be reached: no address for {url.host}; is this machine offline?"
            ) from error
        if not found:
            raise UnreadableInput(f"{url} cannot be reached: no address for {url.host}")
        if not self._allow_private and not all(map(is_public, found)):
            raise UnreadableInput(
                f"{url} leads to a private address", "; --allow-private goes there anyway"
            )
        return found[0]


def addresses(host: str, port: int) -> list[str]:
    """All addresses of a host, IPv4 first: not every machine has a way to the others."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(f[4][0]) for f in sorted(found, key=lambda f: f[0])))


def _attempts(url: str, limits: ReadLimits, deadline: Deadline, guarded: Guarded) -> Page:
    """A few attempts where the fault may pass."""
    quiet("stamina")  # it has a word on every retry
    try:
        with httpx.Client(transport=guarded, headers=_HEADERS, timeout=limits.seconds) as client:
            for attempt in stamina.retry_context(
                on=(httpx.TransportError, _Retry), attempts=_ATTEMPTS, timeout=limits.seconds
            ):
                with attempt:
                    deadline.check()
                    _log.debug("asking %s, attempt %d", httpx.URL(url).host, attempt.num)
                    return _in_time(lambda: _hops(client, url, limits, deadline), deadline)
    except (httpx.HTTPError, httpx.InvalidURL, _Retry, ssl.SSLError, OSError, ValueError) as error:
        raise UnreadableInput(f"{url} cannot be reached: {_reason(error)}") from error
    raise UnreadableInput(f"{url} cannot be reached")


def _in_time(work: Callable[[], Page], deadline: Deadline) -> Page:
    """What broke because the time is over is not tried again."""
    try:
        return work()
    except (httpx.TransportError, _Retry):
        deadline.check()
        raise


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "its certificate is not valid"
    if isinstance(error, httpx.ConnectError):
        return "no connection; is this machine offline?"
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


def _hops(client: httpx.Client, url: str, limits: ReadLimits, deadline: Deadline) -> Page:
    here = httpx.URL(url)
    for _ in range(_MAX_HOPS + 1):
        if here.scheme not in {"http", "https"} or not here.host:
            raise UnreadableInput(f"{here} is no web address; only http and https are read")
        with client.stream("GET", here, follow_redirects=False, timeout=deadline.left) as response:
            target = response.headers.get("location")
            if response.status_code in _REDIRECTS and target:
                here = here.join(target)
                continue
            _check_status(response.status_code, url)
            return _page(response, here, limits, deadline)
    raise UnreadableInput(f"{url} redirects more than {_MAX_HOPS} times")


def _check_status(status: int, url: str) -> None:
    if status in _TRANSIENT:
        raise _Retry(f"the server answers {status}")
    if status != 200:
        raise UnreadableInput(f"{url} cannot be read: the server answers {status}")


def _page(
    response: httpx.Response, here: httpx.URL, limits: ReadLimits, deadline: Deadline
) -> Page:
    kind, charset = content_type(response.headers.get("content-type", ""))
    form = registry.by_content_type(kind)
    if form is None and kind not in _UNNAMED and not kind.startswith("text/"):
        raise UnreadableInput(f"{here} is not an article: the server calls it {kind[:60]}")
    check_size(_length(response), str(here), limits)
    data = bytearray()
    for piece in _decoded(response):
        data += piece
        check_size(len(data), str(here), limits)
        deadline.check()
    # "text/plain" is what servers say of any file that they do not know, so the name may decide.
    hint = None if form == "txt" else form
    return Page(bytes(data), shown(str(here)), unquote(here.path), hint, charset)


def shown(url: str) -> str:
    """An address as it may be shown and stored: without the password that it may hold."""
    return re.sub(r"(?<=://)[^/?#\s]*@", "", url)


def content_type(header: str) -> tuple[str, str | None]:
    """MIME type in lower case and charset of a Content-Type header."""
    message = Message()
    message["content-type"] = re.sub(r"[\r\n]", " ", header)
    charset = message.get_param("charset")
    kind = header.split(";")[0].strip().lower()
    return kind, charset if isinstance(charset, str) else None


def _length(response: httpx.Response) -> int:
    value = response.headers.get("content-length", "")
    return int(value) if value.isdecimal() and len(value) < 20 else 0


def _decoded(response: httpx.Response) -> Iterator[bytes]:
    """The body, unpacked in small bites, so that a small answer cannot fill the memory at once."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        yield from response.iter_raw(_PIECE)
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise UnreadableInput(
            f"{response.url} came in a packing that was not asked for: {encoding}"
        )
    machine = zlib.decompressobj(47 if "gzip" in encoding else zlib.MAX_WBITS)
    for part in response.iter_raw(_PIECE):
        while part:
            try:
                yield machine.decompress(part, _PIECE)
            except zlib.error as error:
                raise UnreadableInput(f"{response.url} came damaged: {error}") from error
            part = machine.unconsumed_tail
