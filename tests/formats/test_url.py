"""Addresses on the web: where they may lead, how long, how large."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx
import pytest
import stamina

from tests.formats.makers import page, texts
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import ReadLimits, read
from zhaiyi.formats.addresses import is_public
from zhaiyi.formats.url import content_type, fetch

TITLE = "市图书馆新馆昨日开放"
PARAGRAPHS = [
    "昨日下午,市图书馆新馆正式向公众开放,接待读者超过六千人次。",
    "新馆藏书一百二十万册。",
]
LIMITS = ReadLimits(seconds=10)
PUBLIC = "93.184.216.34"


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3):
        yield


class Handler(BaseHTTPRequestHandler):
    """A site with one page of each kind."""

    tries: ClassVar[dict[str, int]] = {}
    pages: ClassVar[dict[str, tuple[str, bytes]]] = {
        "/article": ("text/html", page(TITLE, PARAGRAPHS).encode()),
        "/gbk": ("text/html; charset=gb2312", page(TITLE, PARAGRAPHS).encode("gb18030")),
        "/plain": ("text/plain", "汉字文本".encode()),
        "/picture": ("image/png", b"\x89PNG"),
        "/large": ("text/plain", b"x" * 400_000),
    }

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/hop":
            self._answer(302, "text/plain", b"", Location="/article")
        elif path == "/loop":
            self._answer(302, "text/plain", b"", Location="/loop")
        elif path == "/file":
            self._answer(302, "text/plain", b"", Location="file:///etc/passwd")
        elif path == "/zipped":
            data = gzip.compress(self.pages["/article"][1])
            self._answer(200, "text/html", data, **{"Content-Encoding": "gzip"})
        elif path == "/bomb":
            data = gzip.compress(b" " * 30_000_000)
            self._answer(200, "text/html", data, **{"Content-Encoding": "gzip"})
        elif path == "/brotli":
            self._answer(200, "text/html", b"\x1b", **{"Content-Encoding": "br"})
        elif path == "/later":
            self.tries[path] = self.tries.get(path, 0) + 1
            status = 503 if self.tries[path] < 3 else 200
            self._answer(status, "text/html", self.pages["/article"][1])
        elif path in self.pages:
            self._answer(200, *self.pages[path])
        else:
            self._answer(404, "text/html", b"")

    def _answer(self, status: int, kind: str, data: bytes, **headers: str) -> None:
        self.send_response(status)
        sizes = {"Content-Type": kind, "Content-Length": str(len(data))}
        for name, value in {**sizes, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """No noise in the tests."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/article", "/gbk", "/hop", "/zipped", "/later"])
def test_pages_are_read(site: str, path: str) -> None:
    source = read(site + path, allow_private=True, limits=LIMITS)
    assert texts(source) == [TITLE, *PARAGRAPHS]
    assert source.format == "html"
    assert source.name == site + path
    assert source.meta["url"] == site + ("/article" if path == "/hop" else path)


def test_the_content_type_decides_the_format(site: str) -> None:
    assert read(site + "/plain", allow_private=True).format == "txt"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/picture", "image/png"),
        ("/nowhere", "404"),
        ("/loop", "redirects more than"),
        ("/file", "only http and https"),
        ("/brotli", "br"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(site: str, path: str, message: str) -> None:
    with pytest.raises(UnreadableInput, match=message) as found:
        read(site + path, allow_private=True, limits=LIMITS)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_size_is_bounded_while_it_streams(site: str, path: str) -> None:
    with pytest.raises(UnreadableInput, match="ZHAIYI_MAX_BYTES"):
        read(site + path, allow_private=True, limits=ReadLimits(max_bytes=100_000))


def test_this_machine_is_refused_by_default(site: str) -> None:
    with pytest.raises(UnreadableInput, match="--allow-private"):
        read(site + "/article")


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f.1",
        "127.1",
        "0",
        "[::ffff:7f00:1]",
        "[::]",
        "user:pw@127.0.0.1",
        "a.b@[::1]",
    ],
)
def test_this_machine_by_other_names(host: str) -> None:
    with pytest.raises(UnreadableInput, match="--allow-private"):
        read(f"http://{host}/article", limits=LIMITS)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
        "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:53aa:64c::", "::127.0.0.1", "fe80::1%eth0", "x",
        # What some versions of Python call global:
        "192.0.0.8", "192.0.0.9", "192.0.0.10", "192.0.0.170", "192.88.99.1", "192.0.2.1",
        "198.18.0.1", "198.51.100.7", "203.0.113.7", "240.0.0.1", "3fff::1", "3fff:fff::1",
        "2001:db8::1", "2001:1::1", "2001:2::1", "2001:3::1", "2001:20::1", "2001:30::1", "5f00::1",
        "64:ff9b:1::1", "64:ff9b:1:fffe::7f00:1", "100::1", "100:0:0:1::1", "4000::1", "fe80::",
        "::ffff:192.0.0.8", "64:ff9b::c058:6301", "2002:c058:6301::1", "::ffff:0:127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "192.0.1.1", "192.88.98.1", "100.128.0.1", "172.32.0.1", "198.20.0.1", "223.255.255.1",
        "2001:200::1", "2400:3200::1", "2a00:1450::1", "3fff:1000::1",
    ],
)  # fmt: skip
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


def answering(*answers: httpx.Response) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """A network that gives these answers in turn, and what it was asked."""
    seen: list[httpx.Request] = []
    left = iter(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return next(left)

    return httpx.MockTransport(handle), seen


def names(**known: str) -> Callable[[str, int], list[str]]:
    """A resolver of these hosts (dots written as underscores)."""
    table = {name.replace("_", "."): value.split() for name, value in known.items()}
    return lambda host, port: table[host]


def ok() -> httpx.Response:
    return httpx.Response(
        200, headers={"content-type": "text/plain"}, stream=httpx.ByteStream("汉字".encode())
    )


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    transport, seen = answering(ok())
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    found = fetch("https://news.example/a?b=1", LIMITS, transport=transport, resolve=rebinding)
    assert asked == ["news.example"]
    assert found.url == "https://news.example/a?b=1"
    assert seen[0].url.host == PUBLIC
    assert seen[0].headers["host"] == "news.example"
    assert seen[0].extensions["sni_hostname"] == "news.example"


def test_one_private_address_among_public_ones_is_enough() -> None:
    transport, seen = answering()
    resolve = names(news_example=f"{PUBLIC} 10.0.0.1")
    with pytest.raises(UnreadableInput, match="private"):
        fetch("http://news.example/", LIMITS, transport=transport, resolve=resolve)
    assert not seen


@pytest.mark.parametrize(
    "target", ["http://inside.example/", "http://169.254.169.254/latest", "//inside.example/x"]
)
def test_redirects_to_private_addresses_are_refused(target: str) -> None:
    transport, seen = answering(httpx.Response(302, headers={"location": target}))
    resolve = names(
        news_example=PUBLIC, inside_example="192.168.0.9", **{"169_254_169_254": "169.254.169.254"}
    )
    with pytest.raises(UnreadableInput, match="private"):
        fetch("http://news.example/", LIMITS, transport=transport, resolve=resolve)
    assert len(seen) == 1


def test_offline_is_said_in_one_line() -> None:
    def offline(host: str, port: int) -> list[str]:
        raise OSError("Temporary failure in name resolution")

    with pytest.raises(UnreadableInput, match=r"news\.example.*offline") as found:
        fetch("http://news.example/", LIMITS, resolve=offline)
    assert "\n" not in str(found.value)


def test_a_server_that_never_answers_ends() -> None:
    stuck = threading.Event()

    def handle(request: httpx.Request) -> httpx.Response:
        stuck.wait(30)
        return ok()

    with pytest.raises(UnreadableInput, match=r"did not answer|took longer"):
        fetch(
            "http://news.example/",
            ReadLimits(seconds=0.05),
            transport=httpx.MockTransport(handle),
            resolve=names(news_example=PUBLIC),
        )
    stuck.set()


class Trickle:
    """A server on this machine that sends `head` and then one byte after the other, without end.
    `came` is set when it has a visitor, `left` when that one has gone."""

    def __init__(self, head: bytes) -> None:
        self._head = head
        self._ended = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.came, self.left = threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError), self._listening.accept()[0] as visitor:
            self.came.set()
            try:
                visitor.sendall(self._head)
                while not self._ended.wait(0.02):
                    visitor.sendall(b"x")
            except OSError:
                self.left.set()

    def close(self) -> None:
        self._ended.set()
        with suppress(OSError):  # whoever waits for a visitor does not notice that it is closed
            socket.create_connection(self._listening.getsockname(), timeout=10).close()
        self._listening.close()
        self._thread.join()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nx-long: ",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1000000\r\n\r\n",
    ],
)
def test_no_thread_stays_with_a_server_that_trickles(scheme: str, head: bytes) -> None:
    # A TLS record that is announced as a long one, and comes byte by byte.
    server = Trickle(b"\x16\x03\x03\x40\x00\x02" + head if scheme == "https" else head)
    before = set(threading.enumerate())
    try:
        for seconds in (0.2, 2, 20, 100):  # on a busy machine the time is over before it is there
            with pytest.raises(UnreadableInput) as found:
                read(
                    server.url.replace("http", scheme, 1),
                    allow_private=True,
                    limits=ReadLimits(seconds=seconds),
                )
            assert "\n" not in str(found.value)
            if server.came.is_set():
                break
        assert server.left.wait(60), "the connection is still open"
        fetching = [t for t in threading.enumerate() if t.name == "zhaiyi-fetch"]
        for thread in set(fetching) - before:
            thread.join(60)
            assert not thread.is_alive()
    finally:
        server.close()


def test_a_connection_that_breaks_is_tried_again() -> None:
    calls: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        if len(calls) < 3:
            raise httpx.ConnectError("reset")
        return ok()

    transport = httpx.MockTransport(handle)
    found = fetch("http://n.example/", LIMITS, transport=transport, resolve=lambda h, p: [PUBLIC])
    assert found.data.decode() == "汉字"
    assert len(calls) == 3


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://[::1",
        "https://a b/",
        "http://a.example:99999/",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(UnreadableInput) as found:
        read(url, limits=LIMITS)
    assert "\n" not in str(found.value)


def test_a_password_is_not_shown(site: str) -> None:
    source = read(site.replace("://", "://reader:secret@") + "/article", allow_private=True)
    assert source.name == source.meta["url"] == site + "/article"


def test_content_types() -> None:
    assert content_type("Text/HTML; Charset=GBK") == ("text/html", "GBK")
    assert content_type("") == ("", None)
