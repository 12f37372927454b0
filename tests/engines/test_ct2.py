"""The ct2 engine on a tiny model: results, limits, cancelling, forbidden scripts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tiny import make_tiny
from zhaiyi.core.errors import ModelDamaged
from zhaiyi.engines import ct2
from zhaiyi.engines.base import Decoding, Request
from zhaiyi.engines.ct2 import Ct2Engine
from zhaiyi.models.convert import convert_gguf
from zhaiyi.text.script import has_han

SOURCES = ["汕头市" * n for n in range(1, 12)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("ct2")
    convert_gguf(make_tiny(base).gguf, base / "prepared", layout="gguf-ct2")
    return base / "prepared"


@pytest.fixture
def engine(folder: Path) -> Ct2Engine:
    return Ct2Engine(folder, "tiny", ["<|im_end|>"], threads=1)


def _requests(**options: object) -> list[Request]:
    return [
        Request(str(i), s, f"<|im_start|>{s}<|im_end|>", max_new_tokens=8 + i, **options)  # type: ignore[arg-type]
        for i, s in enumerate(SOURCES)
    ]


def test_every_request_gets_one_result_within_its_limit(engine: Ct2Engine) -> None:
    results = {r.id: r for r in engine.generate(_requests())}
    assert sorted(results, key=int) == [r.id for r in _requests()]
    for request in _requests():
        assert results[request.id].output_tokens <= request.max_new_tokens + 1
        assert results[request.id].finish in ("stop", "length")


def test_an_output_that_ran_into_its_limit_says_so(engine: Ct2Engine) -> None:
    request = Request("0", "汕头", "汕头市与西班牙", max_new_tokens=2)
    (result,) = engine.generate([request])
    assert result.finish == ("length" if result.output_tokens >= 2 else "stop")


def test_results_do_not_depend_on_the_company_in_the_batch(engine: Ct2Engine) -> None:
    """The chance of the first token: where two tokens are nearly as good, rounding may turn which
    of them is written, but not how good it is."""
    asked = [replace(request, max_new_tokens=1) for request in _requests()]
    together = {r.id: r.score for r in engine.generate(asked)}
    alone = {r.id: r.score for request in asked for r in engine.generate([request])}
    assert None not in alone.values()
    assert together == pytest.approx(alone, abs=0.1)
    assert max(alone.values()) - min(alone.values()) > 0.3  # type: ignore[type-var, operator]


class _CancelAfter:
    """Is set from the moment the engine has begun its n-th micro-batch."""

    def __init__(self, engine: Ct2Engine, steps: int) -> None:
        self.engine, self.steps = engine, steps

    def is_set(self) -> bool:
        return self.engine.stats.steps >= self.steps


def test_cancel_computes_no_further_micro_batch(
    engine: Ct2Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ct2, "MAX_ROWS", 2)
    results = list(engine.generate(_requests(), _CancelAfter(engine, 2)))
    assert engine.stats.steps == 2
    assert len(results) == len(SOURCES)
    assert 2 <= sum(r.finish != "cancelled" for r in results) <= 4
    assert all(r.text == "" for r in results if r.finish == "cancelled")


def test_target_only_writes_no_chinese(engine: Ct2Engine) -> None:
    results = list(engine.generate(_requests(decoding=Decoding(target_only=True))))
    assert len(results) == len(SOURCES)
    assert not any(has_han(r.text) for r in results)


def test_beam_search_gives_its_candidates_best_first(engine: Ct2Engine) -> None:
    decoding = Decoding(beam=3, candidates=3)
    for result in engine.generate(_requests(decoding=decoding)):
        assert 1 <= len(result.candidates) <= 3
        assert result.candidates[0] == result.text


def test_a_damaged_model_is_a_one_line_error(folder: Path, tmp_path: Path) -> None:
    for name in ("config.json", "vocabulary.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:1000])
    with pytest.raises(ModelDamaged, match="models pull"):
        Ct2Engine(tmp_path, "tiny", ["<|im_end|>"]).load()
