"""What the folders for a GPU's machine say for themselves, since the product is not there, is the
same as what the product says."""

from __future__ import annotations

import numpy as np
import pytest

from zhaiyi.engines import hf_gguf
from zhaiyi.models.convert import e5, estimator

pytest.importorskip("torch")

from training import base
from training.estimator import encoder, recipe

NAMES = ["token_embd.weight", "output_norm.weight", "output.weight"] + [
    f"blk.{block}.{part}.{kind}"
    for block in (0, 27)
    for part in ("attn_norm", "ffn_norm", "attn_q", "attn_output", "ffn_gate", "ffn_down")
    for kind in ("weight", "bias")
]


@pytest.mark.parametrize("name", NAMES)
def test_tensors_have_one_name(name: str) -> None:
    assert base.torch_name(name) == hf_gguf._name(name)


def test_the_estimator_is_written_in_the_format_that_is_read() -> None:
    assert recipe.FORMAT == estimator.FORMAT
    assert recipe.MATRICES == estimator._MATRICES


def test_blocks_of_four_bits_are_read_alike() -> None:
    blocks = np.random.default_rng(3).integers(0, 256, (64, 18), dtype=np.uint8)
    blocks[:, :2] = np.linspace(-1, 1, 64, dtype="<f2").view(np.uint8).reshape(-1, 2)
    assert np.array_equal(encoder.unpacked(blocks), e5.unpacked(blocks))
