"""Zhaiyi (摘译): a Chinese news article in, a linked and checked English brief out.

    from zhaiyi import Zhaiyi
    z = Zhaiyi()
    brief = z.brief(text)

Importing the package loads nothing heavy: `Zhaiyi` is imported when it is first asked for.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from zhaiyi.core.version import __version__

__all__ = ["Zhaiyi", "__version__"]

if TYPE_CHECKING:
    from zhaiyi.pipeline import Zhaiyi


logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name == "Zhaiyi":
        from zhaiyi.pipeline import Zhaiyi

        return Zhaiyi
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
