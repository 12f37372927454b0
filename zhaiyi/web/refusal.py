"""How a visitor is turned away before the page sees what he asks."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

_POLICY_VIOLATION = 1008
"""Of a websocket's close (RFC 6455)."""
_REASON = 100
"""Characters of a reason that a close may give."""


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, text: str, reason: str
) -> None:
    """Answers with a status and a text; a websocket is closed for `reason`."""
    if scope["type"] == "websocket":
        close = {"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": reason[:_REASON]}
        await send(close)
    else:
        await PlainTextResponse(text, status)(scope, receive, send)
