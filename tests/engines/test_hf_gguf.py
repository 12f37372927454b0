"""The way over a GPU, with the tiny model on the processor through the same code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
from safetensors.numpy import save_file

from tests.engines.makers import CHINESE
from tests.engines.test_contract import CHAT, make_checkpoint, rows
from tests.tiny import FFN, HIDDEN, make_tiny
from zhaiyi.core.errors import ModelDamaged
from zhaiyi.engines import zero_gpu
from zhaiyi.engines.base import NEVER, Request
from zhaiyi.engines.hf import HfEngine
from zhaiyi.engines.hf_gguf import HfGgufEngine


def engine_of(gguf: Path, *adapter: Path) -> HfGgufEngine:
    return HfGgufEngine(
        lambda: gguf, "tiny", adapter=adapter, ends=CHAT.eos, device="cpu", threads=1
    )


def logits(engine: HfEngine, text: str) -> np.ndarray:
    engine.load()
    ids = engine._prompt(Request("0", text, text))
    with torch.no_grad():
        return np.asarray(engine._model(torch.tensor([ids])).logits.float())


@pytest.mark.parametrize("tied", [False, True])
def test_it_is_the_checkpoint_of_the_same_weights(tmp_path: Path, tied: bool) -> None:
    tiny = make_tiny(tmp_path, tied=tied)
    engine = engine_of(tiny.gguf)
    engine.load()
    state = engine._model.state_dict()
    same = torch.equal(state["lm_head.weight"], state["model.embed_tokens.weight"])
    assert same == tied
    assert all(torch.isfinite(value).all() for value in state.values())
    if not tied:
        (tmp_path / "twin").mkdir()
        twin = HfEngine(make_checkpoint(tmp_path / "twin"), "tiny", ends=CHAT.eos, device="cpu")
        for line in CHINESE:
            assert np.allclose(logits(engine, line), logits(twin, line), atol=1e-3)


def test_it_answers_every_request_once(tmp_path: Path) -> None:
    requests = rows(CHINESE)
    results = list(engine_of(make_tiny(tmp_path).gguf).generate(requests))
    assert sorted(r.id for r in results) == sorted(r.id for r in requests)


def test_the_adapter_is_merged(tmp_path: Path) -> None:
    tiny = make_tiny(tmp_path)
    a, b = np.ones((1, HIDDEN), np.float32), np.full((FFN, 1), 0.5, np.float32)
    names = "layers.0.mlp.up_proj.lora_A.weight", "layers.0.mlp.up_proj.lora_B.weight"
    save_file(dict(zip(names, (a, b), strict=True)), tmp_path / "a.safetensors", {"alpha": "1"})
    plain, adapted = engine_of(tiny.gguf), engine_of(tiny.gguf, tmp_path / "a.safetensors")
    plain.load()
    adapted.load()
    key = "model.layers.0.mlp.up_proj.weight"
    change = adapted._model.state_dict()[key] - plain._model.state_dict()[key]
    assert torch.allclose(change, torch.full_like(change, 0.5))


def test_a_broken_file_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"nothing")
    with pytest.raises(ModelDamaged, match="zhaiyi models pull --force"):
        engine_of(tmp_path / "x.gguf").load()


def test_where_a_gpu_is_lent_the_decorated_function_does_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def decorator(work: zero_gpu.Decorator) -> zero_gpu.Decorator:
        def lent(*arguments: object) -> object:
            calls.append(arguments)
            return work(*arguments)  # type: ignore[arg-type]

        return lent  # type: ignore[return-value]

    gguf, requests = make_tiny(tmp_path).gguf, rows(CHINESE)
    alone = {r.id: r.text for r in engine_of(gguf).generate(requests)}
    monkeypatch.setattr(zero_gpu, "_lent", [])
    zero_gpu.lend(decorator)  # type: ignore[arg-type]
    engine = engine_of(gguf)
    assert {r.id: r.text for r in engine.generate(requests, NEVER)} == alone
    assert calls
    engine.close()
    assert id(engine) not in zero_gpu._engines
