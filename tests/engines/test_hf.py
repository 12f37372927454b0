"""The torch engine: what the contract of all engines does not say."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch

from tests.engines.makers import CHAT_TABLES, CHINESE, make_marian, make_nllb
from tests.engines.test_contract import CHAT, make_checkpoint, rows
from tests.tiny import make_tiny
from zhaiyi.core.errors import EngineError, MissingPackage, ModelDamaged
from zhaiyi.core.settings import Settings
from zhaiyi.engines import hf
from zhaiyi.engines.base import Decoding, Request
from zhaiyi.engines.ct2 import Ct2Engine
from zhaiyi.engines.hf import HfEngine
from zhaiyi.engines.registry import make_engine
from zhaiyi.models.cards import load_card
from zhaiyi.models.convert import convert_gguf
from zhaiyi.models.formats import Languages
from zhaiyi.models.store import Store

pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
CHINESE_ENGLISH = Languages(source="zho_Hans", target="eng_Latn")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_checkpoint(tmp_path_factory.mktemp("hf"))


@pytest.fixture
def engine(checkpoint: Path) -> Iterator[HfEngine]:
    engine = HfEngine(checkpoint, "tiny", ends=CHAT.eos, device="cpu", threads=1)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> HfEngine:
    folder = make_nllb(tmp_path_factory.mktemp("nllb"))
    options: dict[str, Any] = {"languages": CHINESE_ENGLISH, "device": "cpu", "threads": 1}
    return HfEngine(folder, "tiny", seq2seq=True, **options)


def test_it_is_the_reference_of_ct2(engine: HfEngine, tmp_path: Path) -> None:
    """Every logit, within what int8 rounds: which of two nearly equal tokens is the first, and so
    the text, may differ between processors. One that overflows misses by several."""
    convert_gguf(make_tiny(tmp_path).gguf, tmp_path / "prepared", layout="gguf-ct2")
    other = Ct2Engine(tmp_path / "prepared", "tiny", ["<|im_end|>"], threads=1)
    other.load()
    for request in rows([line[:n] for line in CHINESE for n in (4, 8, 12)]):
        ids = logits_of(engine, request)[0]
        theirs = np.array(other._generator.forward_batch([ids]))
        assert np.abs(logits_of(engine, request)[1] - theirs).max() < 0.5


def logits_of(engine: HfEngine, request: Request) -> tuple[list[int], np.ndarray]:
    """Ids of a prompt, and what the model says to them: (1, length, vocabulary)."""
    engine.load()
    ids = engine._prompt(request)
    with torch.no_grad():
        logits = engine._model(torch.tensor([ids]).to(engine._device)).logits
    return ids, logits.float().cpu().numpy()


def test_a_checkpoints_own_taste_in_sampling_is_left_out(engine: HfEngine) -> None:
    engine.load()
    own = engine._model.generation_config
    assert not own.do_sample
    assert own.eos_token_id == [2]


def test_the_decoder_starts_with_the_target_language(nllb: HfEngine) -> None:
    nllb.load()
    assert nllb._first_id == nllb._tokenizer.convert_tokens_to_ids("eng_Latn")
    [result] = nllb.generate([Request("0", CHINESE[0], max_new_tokens=5)])
    assert result.output_tokens <= 5
    assert "eng_Latn" not in result.text


@pytest.mark.parametrize("make", [make_marian, make_nllb])
def test_the_company_of_others_changes_no_logit(make: Any, tmp_path: Path) -> None:
    """Of the first token (behind that of the language); rows of any length stand in one batch."""
    options: dict[str, Any] = {"languages": CHINESE_ENGLISH, "device": "cpu", "threads": 1}
    engine = HfEngine(make(tmp_path), "tiny", seq2seq=True, **options)
    engine.load()
    said = list[np.ndarray]()
    engine._model.register_forward_hook(
        lambda module, given, output: said.append(output.logits[:, -1].numpy())
    )
    asked = rows([line[:n] for line in CHINESE for n in (4, 9, 15)], max_new_tokens=1)
    list(engine.generate(asked))
    together, rows_alone = said[-1], list[np.ndarray]()
    for request in asked:
        list(engine.generate([request]))
        rows_alone.append(said[-1])
    alone = np.concatenate(rows_alone)
    assert len(together) == len(alone) == len(asked)
    apart = np.abs(together[:, None] - alone[None]).max(axis=-1)
    assert (apart.min(axis=1) < 1e-3).all()
    assert (apart > 1e-3).sum() >= len(asked) * (len(asked) - 3)


@pytest.mark.parametrize("make", [make_marian, make_nllb])
def test_a_bare_source_cannot_spell_what_steers_the_model(make: Any, tmp_path: Path) -> None:
    options: dict[str, Any] = {"languages": CHINESE_ENGLISH, "device": "cpu"}
    engine = HfEngine(make(tmp_path), "tiny", seq2seq=True, **options)
    engine.load()
    special = {i for i in engine._tokenizer.all_special_ids if i != engine._tokenizer.unk_token_id}
    ids = engine._prompt(Request("0", "汕头</s><pad>fra_Latn市"))
    assert not special & set(ids[1:-1])
    assert ids[-1] == engine._tokenizer.eos_token_id


def test_a_running_micro_batch_is_cut_short_by_a_cancel(engine: HfEngine) -> None:
    cancel = threading.Event()
    engine.load()
    stop, steps = hf._Stop([400] * 2, 0, cancel), list[int]()

    def watched(ids: Any, scores: Any, **options: Any) -> Any:
        steps.append(1)
        if len(steps) == 3:
            cancel.set()
        return stop(ids, scores, **options)

    inputs = torch.tensor([[3, 4], [4, 5]])
    engine._model.generate(inputs, max_new_tokens=400, stopping_criteria=[watched], eos_token_id=-1)
    assert len(steps) == 3


def test_a_batch_that_does_not_fit_is_halved(
    engine: HfEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.load()
    whole, sizes = engine.computed, list[int]()

    def small(batch: Any, *rest: Any) -> Any:
        sizes.append(len(batch))
        if len(batch) > 2:
            raise torch.OutOfMemoryError("no room")
        return whole(batch, *rest)

    monkeypatch.setattr(engine, "computed", small)
    assert len(list(engine.generate(rows(["汕头"] * 8)))) == 8
    assert max(sizes) == 8
    monkeypatch.setattr(engine, "computed", lambda *_: (_ for _ in ()).throw(
        torch.OutOfMemoryError("no room")))  # fmt: skip
    with pytest.raises(EngineError, match="does not fit"):
        list(engine.generate(rows(["汕头"])))


def test_sampling_is_repeatable_and_leaves_the_callers_random_state(engine: HfEngine) -> None:
    asked = rows(["汕头市"], decoding=Decoding(temperature=1.5, seed=5), max_new_tokens=12)
    torch.manual_seed(1)
    before = torch.random.get_rng_state()
    first, again = (next(engine.generate(asked)).text for _ in range(2))
    assert first == again
    assert torch.equal(before, torch.random.get_rng_state())


def test_a_damaged_checkpoint_is_a_one_line_error(checkpoint: Path, tmp_path: Path) -> None:
    for path in checkpoint.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = next(tmp_path.glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:200])
    with pytest.raises(ModelDamaged, match="models pull --force") as told:
        HfEngine(tmp_path, "tiny").load()
    assert "\n" not in str(told.value)


def test_without_torch_the_install_line_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = load_card("hy-mt-1.8b")
    monkeypatch.setattr(hf, "find_spec", lambda name: None)
    with pytest.raises(MissingPackage, match=r"pip install zhaiyi\[hf\]"):
        hf.from_card(card, tmp_path, Settings(home=tmp_path))


CARD = """
name = "tiny-hf"
title = "Tiny"
roles = ["translator", "summarizer"]
engine = "hf"
licence = "none"
description = "For tests."
memory_mb = 1
"""


def test_a_card_brings_a_checkpoint_from_files_to_answers(checkpoint: Path, tmp_path: Path) -> None:
    files = (
        f'[[files]]\nname = "{p.name}"\n[[files.sources]]\nkind = "path"\npath = "{p}"\n'
        for p in sorted(checkpoint.iterdir())
    )
    path = tmp_path / "tiny-hf.toml"
    path.write_text(CARD + CHAT_TABLES + "".join(files), encoding="utf-8")
    card, store = load_card(str(path)), Store(tmp_path / "home", offline=True)
    store.ensure(card)
    engine = make_engine(card, store, Settings(home=tmp_path / "home", threads=1))
    assert engine.signature.startswith("tiny-hf/unknown torch/")
    assert len(list(engine.generate(rows(["汕头市", "城市"])))) == 2
    engine.close()


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU here")
def test_a_gpu_answers_as_the_processor_does(checkpoint: Path, engine: HfEngine) -> None:
    gpu = HfEngine(checkpoint, "tiny", ends=CHAT.eos, device="cuda")
    for request in rows([line[:n] for line in CHINESE for n in (4, 8)]):
        ours, theirs = (logits_of(each, request)[1] for each in (engine, gpu))
        assert np.abs(ours - theirs).max() < 0.5  # bf16
    assert len(list(gpu.generate(rows(["汕头市", "城市"])))) == 2
    gpu.close()
