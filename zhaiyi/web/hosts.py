"""Who may call this server, by the names in a request: against pages of other sites that post to
it, and against names that were made to lead here (DNS rebinding). Pure but for the machine's name.

A browser says in ``Host`` what name it was led here by, in ``Sec-Fetch-Site`` and ``Origin`` whose
page is asking; programs that are no browser send neither of the last two.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from zhaiyi.formats.characters import one_line
from zhaiyi.web.refusal import refuse

ANY = "*"
OURS = "/zhaiyi/"
"""Routes that only the page itself asks for."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_OWN = frozenset({"same-origin", "none"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Hosts:
    """`named` are the names that the operator allows, and those of this machine; `numbers` allows
    every bare address too: a page that was led here by DNS always calls by a name."""

    named: frozenset[str]
    numbers: bool = False

    def serves(self, host: str) -> bool:
        """Whether the server answers to the value of a Host header."""
        name = _name(host)
        return ANY in self.named or name in self.named or (self.numbers and _is_number(name))

    def welcomes(self, headers: Headers, *, ours: bool, reading: bool) -> bool:
        """Whether the page that asks is this server's own, or one that may call its API."""
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site")
        if site in _OWN or (origin is None and (reading or site is None)):
            return True
        if origin is None:
            return False
        there = _place(origin)
        if there and there == headers.get("host", "").lower():
            return True
        trusted = ANY in self.named and not ours
        return trusted or (bool(there) and _name(there) in self.named - _LOCAL)


def allowed(bound: str, setting: str, own_name: str | None = None) -> Hosts:
    """What a server that listens at `bound` answers to: its own machine's names, and those of the
    setting (parted by commas; ``*`` is any). One that listens to others answers to every bare
    address and to the machine's name as well."""
    named = {each.strip().lower().rstrip(".") for each in setting.split(",")} - {""}
    if _is_loopback(bound):
        return Hosts(frozenset(named | _LOCAL | {bound.lower()}))
    machine = (own_name or socket.gethostname()).lower()
    return Hosts(frozenset(named | _LOCAL | {bound.lower(), machine, f"{machine}.local"}), True)


class Doorkeeper:
    """Turns away, with 403 and one line, what `Hosts` does not allow."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(scope=scope), scope)
        if not refusal:
            await self._app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 403, refusal, refusal)

    def _refusal(self, headers: Headers, scope: Scope) -> str:
        called = headers.getlist("host") or [""]
        wrong = [host for host in called if not self._hosts.serves(host)]
        if wrong:
            name = one_line(_name(wrong[0]), 100)
            return f"This server does not answer to the name {name!r} (ZHAIYI_WEB_HOSTS allows it)."
        reading = scope["type"] == "http" and scope["method"] in _READING
        ours = OURS in scope["path"]
        if self._hosts.welcomes(headers, ours=ours, reading=reading):
            return ""
        return "This server answers its own page, not those of other sites (see ZHAIYI_WEB_HOSTS)."


def _name(host: str) -> str:
    """The name without port, brackets and the dot at its end."""
    bare = host.strip().lower()
    if bare.startswith("["):
        return bare[1:].partition("]")[0]
    return bare.rpartition(":")[0].rstrip(".") if bare.count(":") == 1 else bare.rstrip(".")


def _place(origin: str) -> str:
    """Host and port of a web page's origin; empty for anything else, such as ``null``."""
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in {"http", "https"} else ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(bound: str) -> bool:
    if bound.lower() in _LOCAL:
        return True
    return _is_number(bound) and ipaddress.ip_address(bound).is_loopback
