"""Imports CTranslate2 without what it drags along.

`import ctranslate2` imports torch and transformers whenever they are installed, for its own
converters: seconds of start-up and hundreds of megabytes that the default path never uses. For
the time of that one import both are made to look absent, which the package is written to handle.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

_HIDDEN = ("torch", "transformers")


@cache
def ctranslate2() -> Any:
    """The module `ctranslate2`, imported once; torch and transformers stay importable after."""
    hidden = [name for name in _HIDDEN if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import ctranslate2 as module
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
    return module
