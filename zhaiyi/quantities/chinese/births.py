"""Weeks at which a child is born too early: 30周的早产儿. Pure."""

from __future__ import annotations

import re

from zhaiyi.quantities.quantity import Quantity

_EARLY = re.compile("的?早产(?!率)(?P<child>儿|宝宝|婴儿|男婴|女婴)?")
_OTHER_WEEKS = re.compile("(?:提[前早]|早了?|出生|产后)[了仅才约近刚时满有]{0,3}$")
"""Before the weeks that a birth is early by, or that a child is old."""
_LEAST = 20
"""Weeks at which a child may be born; of fewer, 提前 or 出生 may stand anywhere."""


def early_birth(plain: str, q: Quantity) -> re.Match[str] | None:
    """What says behind the weeks `q` of a simplified text that a birth came as early as that."""
    if q.kind != "duration" or q.unit != "week" or q.low < _LEAST:
        return None
    if _OTHER_WEEKS.search(plain, max(0, q.start - 8), q.start):
        return None
    return _EARLY.match(plain, q.end)
