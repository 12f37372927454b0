"""Who may use a page that is not for everybody: who has signed in, at Gradio's form or at a proxy.

Gradio asks for name and password, but guards only its own routes, and not all of them; so
everything but the form itself is shut here until it knows who is asking. A proxy that signs people
in says who is asking in a header. What monitors ask for (`zhaiyi.web.metrics`) is open to all.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from zhaiyi.core.errors import UsageError
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.refusal import refuse

PAUSE = 1.0
"""Seconds that an answer to a wrong password takes."""
_OPEN = frozenset({
    "/zhaiyi/health", "/zhaiyi/readiness", "/zhaiyi/metrics",
    "/gradio_api/startup-events",  # Gradio asks itself when it starts
})  # fmt: skip
_FORM = frozenset({
    "/", "/login", "/logout", "/theme.css", "/gradio_api/theme.css", "/favicon.ico",
    "/manifest.json", "/robots.txt",
})  # fmt: skip
"""What the form needs; Gradio itself gives ``/`` only as the form to who has not signed in."""
_REFUSAL = "Sign in first: this page is not for everybody.\n"
_FORM_FILES = ("/assets/", "/static/", "/svelte/")


class Way(Protocol):
    """A way to sign in."""

    def admits(self, asked: HTTPConnection) -> bool:
        """Whether who asks has signed in, or needs what is asked to do so."""


@dataclass(frozen=True)
class Accounts:
    """Names with their passwords, for Gradio's form."""

    passwords: Mapping[str, str] = field(repr=False)

    async def knows(self, name: str, password: str) -> bool:
        """Whether name and password belong together; a wrong one is answered slowly."""
        wanted = self.passwords.get(name, "")
        same = hmac.compare_digest(wanted.encode(), password.encode("utf-8", "surrogatepass"))
        if same and wanted:
            return True
        await asyncio.sleep(PAUSE)
        return False

    def admits(self, asked: HTTPConnection) -> bool:
        """By the cookie that Gradio's form has given."""
        path = asked.url.path.rstrip("/") or "/"
        if path in _FORM or path.startswith(_FORM_FILES):
            return True
        app = asked.scope["app"]  # Gradio's, which keeps who has signed in
        kinds = ("access-token", "access-token-unsecure")
        given = (asked.cookies.get(f"{kind}-{app.cookie_id}") for kind in kinds)
        return any(token in app.tokens for token in given if token)


@dataclass(frozen=True)
class ProxyHeader:
    """The header in which a proxy says whom it has signed in."""

    name: str

    def admits(self, asked: HTTPConnection) -> bool:
        """By the header alone: nobody but the proxy may reach the server."""
        return bool(asked.headers.get(self.name, "").strip())


class SignIn:
    """Turns away, with 401 and one line, whom a `Way` does not admit."""

    def __init__(self, app: ASGIApp, way: Way) -> None:
        self._app = app
        self._way = way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if asked.url.path.rstrip("/") in _OPEN or self._way.admits(asked):
            await self._app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 401, _REFUSAL, "not signed in")


def way_of(limits: WebLimits) -> Accounts | ProxyHeader | None:
    """How to sign in, by setting; None for a page that is for everybody. Raises `UsageError`."""
    if limits.auth and limits.user_header:
        raise UsageError("ZHAIYI_WEB_AUTH and ZHAIYI_WEB_USER_HEADER are both set: choose one")
    if limits.user_header:
        if not limits.user_header.replace("-", "").isalnum():
            raise UsageError(f"ZHAIYI_WEB_USER_HEADER: {limits.user_header!r} is no header's name")
        return ProxyHeader(limits.user_header)
    return read_accounts(Path(limits.auth)) if limits.auth else None


def read_accounts(path: Path) -> Accounts:
    """The accounts in a file: ``name:password`` a line, empty lines and those that begin with ``#``
    left out. Raises `UsageError`, which never quotes a password."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(f"ZHAIYI_WEB_AUTH: {path} cannot be read: {reason}") from error
    passwords: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, password = line.partition(":")
        if not name.strip() or not password:
            raise UsageError(f"ZHAIYI_WEB_AUTH: {path}, line {number}: write name:password")
        if name.strip() in passwords:
            raise UsageError(f"ZHAIYI_WEB_AUTH: {path}, line {number}: {name.strip()} comes twice")
        passwords[name.strip()] = password
    if not passwords:
        raise UsageError(f"ZHAIYI_WEB_AUTH: {path} names nobody: write name:password in a line")
    return Accounts(passwords)
