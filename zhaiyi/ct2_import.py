"""Imports CTranslate2 without what it drags along.

`import ctranslate2` imports torch and transformers whenever they are installed, for its own
converters: seconds of start-up and hundreds of megabytes that the default path never uses. For
the time of that one import both are made to look absent, which the package is written to handle.

Its int8 products go to oneDNN on processors that are not Intel's. Where these have no AVX-512 VNNI,
oneDNN adds pairs of products in 16 bits and cuts off what is larger: results are wrong, not merely
rounded (the logits of the tests' tiny model correlate with those in float32 by 0.67 instead of
0.9999). Intel's MKL, which the package brings along, adds them whole: there it is asked for.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_HIDDEN = ("torch", "transformers")
_VNNI = "avx512_vnni"
"""AVX-VNNI, without AVX-512, does not help: oneDNN's int8 products have no kernel for it."""
_WITH_VNNI = re.compile(
    r"(?:AVX512_CORE_(?:VNNI|BF16|FP16|AMX.*)|AVX10.*|ALL|DEFAULT)", re.IGNORECASE
)
"""Values of ONEDNN_MAX_CPU_ISA under which oneDNN still takes VNNI."""


@cache
def ctranslate2() -> Any:
    """The module `ctranslate2`, imported once; torch and transformers stay importable after."""
    if not has_vnni(_processor(), os.environ):
        os.environ.setdefault("CT2_USE_MKL", "1")
    hidden = [name for name in _HIDDEN if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import ctranslate2 as module
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
    return module


def has_vnni(processor: str, environment: Mapping[str, str]) -> bool:
    """True if oneDNN multiplies int8 with VNNI.

    `processor` is what Linux says of it (/proc/cpuinfo; where it says nothing of flags, as on other
    systems and processors, there is nothing to mend: True). `environment` may hold oneDNN back.
    """
    limits = (environment.get(name) for name in ("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"))
    if any(limit and not _WITH_VNNI.fullmatch(limit) for limit in limits):
        return False
    return "flags" not in processor or _VNNI in processor.split()


def _processor() -> str:
    """/proc/cpuinfo, or nothing where there is none."""
    with suppress(OSError):
        return Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    return ""
