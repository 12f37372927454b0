"""The whole path on a tiny random model: train, stop, resume, export, score."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.tiny import TinyModel, make_tiny

torch = pytest.importorskip("torch")

from training import export, learn, score, train  # noqa: E402
from training.adapters import distance, read_adapter  # noqa: E402
from training.base import open_base  # noqa: E402
from training.examples import (  # noqa: E402
    IGNORED,
    Encoded,
    Example,
    batches,
    collate,
    encode,
    write_examples,
)
from training.model import add_adapter, get_adapter, load_base  # noqa: E402

RECIPE = learn.Recipe(rank=4, alpha=8, layers=(1, 2), rate=2e-2, warmup=2, tokens=120)
PAIRS = [("汕头市", "Shantou<|im_end|>"), ("备忘录", "memorandum<|im_end|>")]
EXAMPLES = [
    Example(str(n), zh, f"<|im_start|>user\nTranslate into English:\n{zh}<|im_end|>\n", en)
    for n, (zh, en) in enumerate(PAIRS * 6)
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def plan(tiny: TinyModel) -> list[list[Encoded]]:
    vocabulary = open_base(tiny.gguf).vocabulary
    return batches([encode(e, vocabulary) for e in EXAMPLES] * 4, RECIPE.tokens, seed=1)


def make_run(tiny: TinyModel, folder: Path) -> train.Run:
    torch.manual_seed(1)
    model = add_adapter(
        load_base(tiny.gguf, torch.float32),
        rank=RECIPE.rank,
        alpha=RECIPE.alpha,
        layers=range(*RECIPE.layers),
        start=None,
    )
    return train.Run(model, RECIPE, folder, {"alpha": "8", "rank": "4"})


class PulledPlug(Sequence[Any]):
    """A plan that ends in a power cut at `step`."""

    def __init__(self, plan: Sequence[Any], step: int) -> None:
        self.plan, self.step = plan, step

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, index: Any) -> Any:
        if index == self.step:
            raise KeyboardInterrupt
        return self.plan[index]


def test_the_base_is_what_the_twin_is(tiny: TinyModel) -> None:
    from tests.tiny import torch_twin

    twin: Any = torch_twin(tiny)
    base = load_base(tiny.gguf, torch.float32)
    ids = torch.arange(20)[None]
    with torch.no_grad():
        assert torch.allclose(base(ids).logits, twin(ids).logits, atol=1e-4)


def test_learning_lowers_the_loss(
    tiny: TinyModel, plan: list[list[Encoded]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = make_run(tiny, tmp_path)
    run.train(plan)
    assert min(run.losses[-3:]) < 0.9 * run.losses[0]
    assert "min left" in capsys.readouterr().err


def test_a_stopped_run_goes_on_as_if_nothing_had_happened(
    tiny: TinyModel, plan: list[list[Encoded]], tmp_path: Path
) -> None:
    whole = make_run(tiny, tmp_path / "whole").train(plan[:6])
    with pytest.raises(KeyboardInterrupt):
        make_run(tiny, tmp_path / "cut").train(PulledPlug(plan[:6], 4), save_every=0.0)
    again = make_run(tiny, tmp_path / "cut")
    assert again.resume()
    assert again.step == 4
    assert distance(whole, again.train(plan[:6])) < 1e-5


def test_time_ends_a_run_and_its_schedule(
    tiny: TinyModel, plan: list[list[Encoded]], tmp_path: Path
) -> None:
    run = make_run(tiny, tmp_path)
    run.recipe = learn.Recipe(rank=4, alpha=8, layers=(1, 2), minutes=1.0)
    run.seconds = 59.9999
    run.train(plan)
    assert run.step == 1
    assert (tmp_path / "step-00001.safetensors").exists()


def test_the_rate_warms_up_and_falls() -> None:
    recipe = learn.Recipe(rate=1.0, final=0.1, warmup=4)
    assert [learn.learning_rate(recipe, step, 0.0) for step in range(5)] == [0.25, 0.5, 0.75, 1, 1]
    assert learn.learning_rate(recipe, 9, 1.0) == pytest.approx(0.1)
    assert learn.learning_rate(recipe, 9, 2.0) == pytest.approx(0.1)


def test_only_the_target_is_learned() -> None:
    batch = collate([Encoded((5, 6, 7, 8), prompt=2), Encoded((5, 6), prompt=1)])
    assert batch.labels.tolist() == [[IGNORED, IGNORED, 7, 8], [IGNORED, 6, IGNORED, IGNORED]]


def test_batches_hold_every_example_once_and_like_lengths() -> None:
    encoded = [Encoded(tuple(range(n % 40 + 2)), 1) for n in range(300)]
    made = batches(encoded, tokens=100, seed=3)
    assert sorted(len(e.ids) for b in made for e in b) == sorted(len(e.ids) for e in encoded)
    assert all(len(b) * max(len(e.ids) for e in b) <= 100 for b in made)
    padded = sum(len(b) * max(len(e.ids) for e in b) for b in made)
    assert padded < 1.2 * sum(len(e.ids) for e in encoded)


def test_an_adapter_of_other_layers_is_refused(tiny: TinyModel, tmp_path: Path) -> None:
    adapter = get_adapter(make_run(tiny, tmp_path).model, {"alpha": "8"})
    assert adapter.layers == "1-1"
    with pytest.raises(ValueError, match="--layers"):
        add_adapter(
            load_base(tiny.gguf, torch.float32), rank=4, alpha=8, layers=range(1), start=adapter
        )


def test_padding_changes_nothing(tiny: TinyModel) -> None:
    """The rows of a batch are learned as if each were alone."""
    model = load_base(tiny.gguf, torch.float32)
    rows = [Encoded((5, 6, 7, 8, 9), prompt=2), Encoded((5, 6), prompt=1)]
    together, row = learn.log_likelihoods(model, collate(rows))
    alone = [learn.log_likelihoods(model, collate([each]))[0] for each in rows]
    assert row.tolist() == [0, 0, 0, 1]
    assert torch.allclose(together, torch.cat(alone), atol=1e-5)


def test_going_on_with_the_upper_half_keeps_the_lower(
    tiny: TinyModel, plan: list[list[Encoded]], tmp_path: Path
) -> None:
    both = learn.Recipe(rank=4, alpha=8, layers=(0, 2), rate=2e-2, warmup=2, tokens=120)
    write_examples(EXAMPLES, tmp_path / "examples.jsonl.gz")
    whole = train.train(
        tiny.gguf, tmp_path / "examples.jsonl.gz", tmp_path / "all", both, save_every=300
    )
    start = next((tmp_path / "all").glob("step-*"))
    on = train.train(
        tiny.gguf,
        tmp_path / "examples.jsonl.gz",
        tmp_path / "on",
        RECIPE,
        start=[start],
        save_every=300,
    )
    lower, upper = "model.layers.0.mlp.up_proj", "model.layers.1.mlp.up_proj"
    stored = read_adapter(start)
    assert on.layers == whole.layers == "0-1"
    assert (on.update(lower) == stored.update(lower)).all()
    assert (on.update(upper) != stored.update(upper)).any()


def test_from_examples_to_scores(
    tiny: TinyModel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_examples(EXAMPLES, tmp_path / "examples.jsonl")
    command = [str(tiny.gguf), str(tmp_path / "examples.jsonl"), str(tmp_path / "run")]
    train.main([*command, "--rank=4", "--layers=1-1", "--tokens=120"])
    first = next((tmp_path / "run").glob("step-*"))
    train.main([*command[:2], str(tmp_path / "on"), f"--start={first}", "--rank=4", "--layers=1-1"])
    said = [f"--set={key}=x" for key in ("prompt", "data", "recipe", "licence")]
    packed = tmp_path / "news.safetensors"
    export.main([str(tmp_path / "on"), str(packed), "--average=2", *said])
    evaluation = tmp_path / "evaluation.tsv"
    evaluation.write_text("zh\ten\n汕头市\tThe city\n备忘录\tA memorandum\n", encoding="utf-8")
    capsys.readouterr()
    score.main([str(tiny.gguf), str(evaluation), "none", str(packed), f"--keep={tmp_path / 'out'}"])
    bare, taught = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert bare["adapter"] == "none"
    assert {"bleu", "chrf", "chinese_left", "names_right", "bleu_p"} <= taught.keys()
    assert len((tmp_path / "out" / "news.txt").read_text(encoding="utf-8").splitlines()) == 2
