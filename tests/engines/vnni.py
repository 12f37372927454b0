"""Whether oneDNN, which computes CTranslate2's int8 products on processors that are not Intel's,
multiplies int8 exactly here.

Without AVX-512 VNNI it adds pairs of products in 16 bits and cuts off what is larger. On the tests'
tiny model, whose weights and activations fill the whole range, that is wrong outright (its logits
correlate with those in float32 by 0.67 instead of 0.9999). The 1.5B model hardly feels it (0.954
with VNNI and without): few of its pairs are that large. Intel's MKL adds them whole, and the tests
ask for it there. It is not the default: on the real model it ran into a time limit that oneDNN
kept by far.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_VNNI = "avx512_vnni"
"""AVX-VNNI, without AVX-512, does not help: oneDNN's int8 products have no kernel for it."""
_WITH_VNNI = re.compile(
    r"(?:AVX512_CORE_(?:VNNI|BF16|FP16|AMX.*)|AVX10.*|ALL|DEFAULT)", re.IGNORECASE
)
"""Values of ONEDNN_MAX_CPU_ISA under which oneDNN still takes VNNI."""


def exact_products() -> None:
    """Asks CTranslate2 for MKL where oneDNN is not exact; before it is first imported."""
    if not has_vnni(_processor(), os.environ):
        os.environ.setdefault("CT2_USE_MKL", "1")


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
