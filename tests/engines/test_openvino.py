"""What OpenVINO is told about the processor, and that it then works."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import tiny
from tests.engines.test_contract import openvino, rows
from zhaiyi.engines.openvino import Plan, held_back


@pytest.mark.parametrize(
    "limit", ["AVX2", "avx2", "AVX2_VNNI", "AVX2_VNNI_2", "AVX512_CORE", "AVX512_CORE_VNNI"]
)
def test_a_setting_without_bfloat16_holds_back(limit: str) -> None:
    assert held_back({"ONEDNN_MAX_CPU_ISA": limit})
    assert held_back({"DNNL_MAX_CPU_ISA": limit})


@pytest.mark.parametrize("limit", ["", "ALL", "AVX512_CORE_BF16", "AVX512_CORE_AMX", "no such"])
def test_other_settings_do_not(limit: str) -> None:
    assert not held_back({"ONEDNN_MAX_CPU_ISA": limit})
    assert not held_back({})


@pytest.mark.parametrize("variable", ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"])
def test_it_works_where_the_processor_is_held_back(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It died on a processor with bfloat16 that was held to AVX2, and where it was kept from that,
    rows as wide as a real model's broke it."""
    pytest.importorskip("openvino_genai")
    monkeypatch.setenv(variable, "AVX2")
    for name, value in {"HIDDEN": 256, "HEADS": 4, "FFN": 512}.items():
        monkeypatch.setattr(tiny, name, value)
    with ExitStack() as stack:
        engine = openvino(tmp_path, stack).engine
        results = list(engine.generate(rows(["汕头市", "西班牙"])))
        assert len(results) == 2
        assert {r.finish for r in results} <= {"stop", "length"}
        engine.close()


def test_a_prompt_that_the_cache_cannot_hold_is_cut_off_and_harms_no_other(tmp_path: Path) -> None:
    pytest.importorskip("openvino_genai")
    with ExitStack() as stack:
        engine = openvino(tmp_path, stack).engine
        long = "汕头市" * Plan().cache_tokens
        results = {r.id: r for r in engine.generate(rows([long, "西班牙"]))}
        cut, other = (results[request.id] for request in rows([long, "西班牙"]))
        assert (cut.text, cut.finish) == ("", "length")
        assert other.output_tokens > 0
        engine.close()
