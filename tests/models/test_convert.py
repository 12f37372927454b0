"""Conversion: the prepared model writes the tokens that transformers does on the same weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from gguf import GGUFReader
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from tests.tiny import TinyModel, make_tiny, torch_twin
from zhaiyi.core.errors import ModelDamaged, ModelError
from zhaiyi.engines.base import Request
from zhaiyi.engines.openvino import OpenVinoEngine
from zhaiyi.models.convert import convert_gguf
from zhaiyi.models.convert.openvino import MODEL_FILE
from zhaiyi.models.convert.weights import Weights, read_adapters
from zhaiyi.models.ct2_import import ctranslate2
from zhaiyi.models.openvino_import import openvino
from zhaiyi.text.english_tokens import writes_english
from zhaiyi.text.script import has_han

PROMPTS = [
    "Translate into English:\n汕头市",
    "<|im_start|>user\n签署合作备忘录。<|im_end|>",
    "June 2015",
]


@pytest.fixture(scope="module", params=[False, True], ids=["own output layer", "tied"])
def tiny(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return make_tiny(tmp_path_factory.mktemp("tiny"), tied=request.param)


def test_greedy_tokens_are_those_of_transformers(tiny: TinyModel, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    convert_gguf(tiny.gguf, tmp_path / "ct2", layout="gguf-ct2")
    tokenizer = Tokenizer.from_file(str(tmp_path / "ct2" / "tokenizer.json"))
    # float32 on the int8 weights: the twins then differ by rounding alone.
    ours = ctranslate2().Generator(str(tmp_path / "ct2"), compute_type="float32")
    twin = torch_twin(tiny)
    for prompt in PROMPTS:
        encoded = tokenizer.encode(prompt, add_special_tokens=False)
        result = ours.generate_batch(
            [encoded.tokens], max_length=24, beam_size=1, include_prompt_in_result=False
        )
        with torch.no_grad():
            expected = twin.generate(
                torch.tensor([encoded.ids]), max_new_tokens=24, do_sample=False, pad_token_id=0
            )[0, len(encoded.ids) :].tolist()
        got = result[0].sequences_ids[0]
        assert got == [t for t in expected if t != 2][: len(got)]
        assert len(got) >= min(24, expected.index(2) if 2 in expected else 24)


def _logits(folder: Path, ids: np.ndarray, mask: np.ndarray, step: int = 0) -> np.ndarray:
    """What the OpenVINO model says to `ids` (rows, length), `step` of them at a time (0: all)."""
    ov = openvino()
    plain = {
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0,
        "INFERENCE_PRECISION_HINT": "f32",
        "KV_CACHE_PRECISION": "f32",
    }
    model = ov.Core().compile_model(str(folder / MODEL_FILE), "CPU", plain)
    request = model.create_infer_request()
    positions = np.maximum(np.cumsum(mask, axis=1) - 1, 0)
    given, step = [], step or ids.shape[1]
    for start in range(0, ids.shape[1], step):
        part = slice(start, start + step)
        request.infer(
            {
                "input_ids": ids[:, part],
                "attention_mask": mask[:, : start + step],
                "position_ids": positions[:, part],
                "beam_idx": np.arange(len(ids), dtype=np.int32),
            }
        )
        given.append(request.get_tensor("logits").data.copy())
    return np.concatenate(given, axis=1)


def _expected(tiny: TinyModel, ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
    torch = pytest.importorskip("torch")
    positions = np.maximum(np.cumsum(mask, axis=1) - 1, 0)
    with torch.no_grad():
        return (
            torch_twin(tiny)(
                input_ids=torch.tensor(ids),
                attention_mask=torch.tensor(mask),
                position_ids=torch.tensor(positions),
            )
            .logits.float()
            .numpy()
        )


@pytest.mark.parametrize("step", [0, 1, 5])
def test_openvino_says_what_transformers_does(tiny: TinyModel, tmp_path: Path, step: int) -> None:
    """Every logit, with and without a cache of what came before, also behind padding on the left,
    of the tokens that English is written with; the others have none."""
    convert_gguf(tiny.gguf, tmp_path / "ov")
    tokenizer = Tokenizer.from_file(str(tmp_path / "ov" / "tokenizer.json"))
    rows = [tokenizer.encode(prompt, add_special_tokens=False).ids for prompt in PROMPTS]
    length = max(map(len, rows))
    mask = np.array([[0] * (length - len(row)) + [1] * len(row) for row in rows])
    ids = np.array([[0] * (length - len(row)) + row for row in rows])
    # The twin has the file's own ids, and the words of both are the same.
    own = np.array([tiny.tokens.index(tokenizer.id_to_token(i)) for i in range(len(tiny.tokens))])
    ours, expected = _logits(tmp_path / "ov", ids, mask, step), _expected(tiny, own[ids], mask)
    written = own[: ours.shape[-1]]
    texts = tokenizer.decode_batch([[i] for i in range(len(own))])
    english = [writes_english(tiny.tokens[own[i]], text) for i, text in enumerate(texts)]
    assert english == sorted(english, reverse=True)
    assert len(written) == sum(english) < len(own)
    real = mask.astype(bool)
    assert np.abs(ours[real] - expected[real][:, written]).max() < 2e-3


def test_what_holds_chinese_is_never_written(tiny: TinyModel, tmp_path: Path) -> None:
    convert_gguf(tiny.gguf, tmp_path / "ov")
    engine = OpenVinoEngine(tmp_path / "ov", "tiny", ["<|im_end|>"])
    requests = [Request(str(i), p, p, max_new_tokens=40) for i, p in enumerate(PROMPTS)]
    results = list(engine.generate(requests))
    engine.close()
    assert len(results) == len(PROMPTS)
    assert any(r.output_tokens for r in results)
    assert not any(has_han(r.text) for r in results)


def test_tokenizer_from_metadata_round_trips_text(tiny: TinyModel, tmp_path: Path) -> None:
    convert_gguf(tiny.gguf, tmp_path / "ct2", layout="gguf-ct2")
    tokenizer = Tokenizer.from_file(str(tmp_path / "ct2" / "tokenizer.json"))
    text = "汕头 2015 don't  stop，“引号”🙂"
    assert tokenizer.decode(tokenizer.encode(text).ids) == text
    assert tokenizer.encode("<|im_end|>").tokens == ["<|im_end|>"]


def test_an_adapter_is_merged_into_the_weights(tiny: TinyModel, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(4, 32)).astype("f4"), rng.normal(size=(64, 4)).astype("f4")
    module = "model.layers.1.mlp.gate_proj"
    pair = {f"{module}.lora_A.weight": a, f"{module}.lora_B.weight": b}
    save_file(pair, tmp_path / "adapter.safetensors", {"alpha": "8"})
    merged = _ffn_gate(tiny, tmp_path / "merged", tmp_path / "adapter.safetensors")
    expected = tiny.weights["blk.1.ffn_gate.weight"] + (8 / 4) * (b @ a)
    assert np.abs(merged - expected).max() <= np.abs(expected).max(axis=1).max() / 127
    assert np.abs(merged - tiny.weights["blk.1.ffn_gate.weight"]).max() > 1


def test_a_packed_adapter_gives_nearly_the_same(tiny: TinyModel, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(4, 32)).astype("f4"), rng.normal(size=(64, 4)).astype("f4")
    module = "model.layers.1.mlp.gate_proj"
    packed = {}
    for letter, matrix in (("A", a), ("B", b)):
        scale = np.abs(matrix).max(axis=1) / 127
        packed[f"{module}.lora_{letter}.weight"] = np.rint(matrix / scale[:, None]).astype("i1")
        packed[f"{module}.lora_{letter}.scale"] = scale.astype("f4")
    save_file(packed, tmp_path / "packed.safetensors", {"alpha": "8"})
    merged = _ffn_gate(tiny, tmp_path / "merged", tmp_path / "packed.safetensors")
    expected = tiny.weights["blk.1.ffn_gate.weight"] + 2 * (b @ a)
    assert np.abs(merged - expected).max() < 0.03 * np.abs(expected).max()


def _ffn_gate(tiny: TinyModel, target: Path, adapter: Path) -> np.ndarray:
    """The second layer's gate, as it stands in the specification that is saved."""
    weights = Weights(GGUFReader(tiny.gguf), read_adapters([adapter], 1.0), None)
    values, scale = weights.int8(["blk.1.ffn_gate.weight"])
    return values / scale[:, None]


def test_an_adapter_in_two_files_is_merged_whole(tiny: TinyModel, tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    a, b = rng.normal(size=(4, 32)).astype("f4"), rng.normal(size=(64, 4)).astype("f4")
    files = []
    for layer in (0, 1):
        module = f"model.layers.{layer}.mlp.gate_proj"
        pair = {f"{module}.lora_A.weight": a, f"{module}.lora_B.weight": b}
        files.append(tmp_path / f"{layer}.safetensors")
        save_file(pair, files[-1], {"alpha": "8"})
    weights = Weights(GGUFReader(tiny.gguf), read_adapters(files, 1.0), None)
    for layer in (0, 1):
        values, scale = weights.int8([f"blk.{layer}.ffn_gate.weight"])
        expected = tiny.weights[f"blk.{layer}.ffn_gate.weight"] + 2 * (b @ a)
        error = np.abs(values / scale[:, None] - expected).max()
        assert error <= np.abs(expected).max(axis=1).max() / 127


def test_an_adapter_of_another_model_is_refused(tiny: TinyModel, tmp_path: Path) -> None:
    pair = {
        "model.layers.9.mlp.gate_proj.lora_A.weight": np.zeros((4, 32), "f4"),
        "model.layers.9.mlp.gate_proj.lora_B.weight": np.zeros((64, 4), "f4"),
    }
    save_file(pair, tmp_path / "adapter.safetensors")
    with pytest.raises(ModelError, match=r"layers\.9"):
        convert_gguf(tiny.gguf, tmp_path / "x", adapter=[tmp_path / "adapter.safetensors"])


@pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model at all" * 40])
def test_a_file_that_is_no_gguf_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.gguf").write_bytes(content)
    with pytest.raises(ModelDamaged, match=r"broken\.gguf"):
        convert_gguf(tmp_path / "broken.gguf", tmp_path / "x")


def test_a_truncated_gguf_is_named(tiny: TinyModel, tmp_path: Path) -> None:
    data = tiny.gguf.read_bytes()
    (tmp_path / "cut.gguf").write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelDamaged, match=r"cut\.gguf"):
        convert_gguf(tmp_path / "cut.gguf", tmp_path / "x")


def test_progress_counts_every_matrix(tiny: TinyModel, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    convert_gguf(
        tiny.gguf, tmp_path / "x", progress=lambda done, total: steps.append((done, total))
    )
    assert steps[-1][0] <= steps[-1][1] + 1
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
