"""Kinds of processor, as the page of measurements tells them apart."""

from __future__ import annotations

import os

from zhaiyi.cli.doctor import processor_flags
from zhaiyi.engines.openvino import held_back

KINDS = {
    "vnni": "Processors with AVX-512 and VNNI",
    "avx2": "Processors with AVX2 alone",
    "other": "Other processors",
}
"""Names of folders → headings, in the order of the page."""


def kind_here() -> str:
    """The kind of this machine, or of the one that the environment holds it to."""
    flags = processor_flags()
    if flags & {"avx512_vnni"} and not held_back(os.environ):
        return "vnni"
    return "avx2" if "avx2" in flags else "other"
