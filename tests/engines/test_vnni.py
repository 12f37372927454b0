"""Which processors multiply int8 wrongly with oneDNN, so that the tests give CTranslate2 MKL."""

from __future__ import annotations

import pytest

from tests.engines.vnni import has_vnni

ZEN_3 = "vendor_id : AuthenticAMD\nflags : fpu sse4_1 avx avx2 fma\n"
ALDER = "vendor_id : GenuineIntel\nflags : fpu avx avx2 avx_vnni\n"
SKYLAKE_X = "vendor_id : GenuineIntel\nflags : fpu avx avx2 avx512f avx512bw\n"
ZEN_4 = "vendor_id : AuthenticAMD\nflags : fpu avx avx2 avx512f avx512_vnni\n"
ARM = "Features : fp asimd asimddp\n"


@pytest.mark.parametrize(
    ("processor", "expected"),
    [(ZEN_3, False), (ALDER, False), (SKYLAKE_X, False), (ZEN_4, True), (ARM, True), ("", True)],
)
def test_a_processor_is_known_by_its_flags(processor: str, expected: bool) -> None:
    assert has_vnni(processor, {}) is expected


@pytest.mark.parametrize("limit", ["AVX2", "avx2", "AVX2_VNNI", "AVX512_CORE", "SSE41"])
def test_a_setting_that_holds_onednn_back_counts(limit: str) -> None:
    assert not has_vnni(ZEN_4, {"ONEDNN_MAX_CPU_ISA": limit})
    assert not has_vnni(ZEN_4, {"DNNL_MAX_CPU_ISA": limit})


@pytest.mark.parametrize("limit", ["", "ALL", "AVX512_CORE_VNNI", "avx512_core_amx"])
def test_one_that_leaves_vnni_does_not(limit: str) -> None:
    assert has_vnni(ZEN_4, {"ONEDNN_MAX_CPU_ISA": limit})
    assert not has_vnni(ZEN_3, {"ONEDNN_MAX_CPU_ISA": limit})
