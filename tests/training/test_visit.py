"""A whole visit on a tiny random model, as on a machine that nothing reaches: pieces, condensing,
teaching, scores, preferences, adapters that the product's converter takes."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support import REPO
from tests.tiny import TinyModel, make_tiny

torch = pytest.importorskip("torch")

from training import pieces, prefer, visit  # noqa: E402
from training.adapters import read_adapter  # noqa: E402
from training.base import open_base  # noqa: E402
from training.dequantise import dequantise  # noqa: E402
from training.examples import (  # noqa: E402
    Draft,
    Encoded,
    Example,
    Preference,
    Trial,
    collate,
    marked,
    write_examples,
)
from training.learn import preference_loss  # noqa: E402
from training.marks import suspicions  # noqa: E402
from training.model import load_base  # noqa: E402
from training.write import Clock, Writer  # noqa: E402
from zhaiyi.models.convert import convert_gguf  # noqa: E402

PAIRS = {"汕头市": "Shantou", "备忘录": "memorandum", "广州": "the city of Guangzhou"}
END = "<|im_end|>"


def prompt(zh: str) -> str:
    return f"<|im_start|>user\nTranslate into English:\n{zh}<|im_end|>\n<|im_start|>assistant\n"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    items = list(PAIRS.items())
    examples = [Example(zh, zh, prompt(zh), marked(en, None, END), "clean") for zh, en in items] * 2
    judged = [
        Example(zh, zh, prompt(zh), marked(text, fault, END), "judged", fault, text=False)
        for zh, en in items
        for text, fault in ((en, 0.0), ("wrong", 1.0))
    ]
    write_examples(judged, folder / "judged-own.jsonl.gz")
    examples += judged * 4
    write_examples(examples, folder / "examples-1.jsonl.gz")
    write_examples(examples, folder / "examples-2.jsonl.gz")
    write_examples(examples[:1], folder / "headlines.jsonl.gz")
    drafts = [Draft("A long text.", "Condense: A long text.", ("Short?", "Shorter?"))]
    write_examples(drafts, folder / "drafts.jsonl.gz")
    pairs = [Preference(prompt(zh), en + END, "wrong" + END) for zh, en in items]
    write_examples(pairs, folder / "pairs.jsonl.gz")
    trials = [Trial(zh, en, prompt(zh), f"Context: x\n{prompt(zh)}") for zh, en in items]
    write_examples(trials, folder / "sample.jsonl.gz")
    return folder


@pytest.fixture(scope="module")
def carried(tiny: TinyModel, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pieces")
    base = open_base(tiny.gguf)
    pieces.COMMON, common = 300, pieces.COMMON
    try:
        pieces.cut(base, pieces.texts_of(data), folder, size=40_000)
    finally:
        pieces.COMMON = common
    return folder


def test_the_pieces_are_the_model_with_fewer_tokens(tiny: TinyModel, carried: Path) -> None:
    assert len(list(carried.glob("piece-*"))) > 1
    whole, part = open_base(tiny.gguf), open_base(carried)
    assert part.sha256 == whole.sha256
    assert len(part.vocabulary.kept) < len(whole.vocabulary.kept)
    text = prompt("汕头市") + "Shantou"
    left, right = (
        load_base(base, torch.float32)(torch.tensor([base.vocabulary.encode(text)])).logits
        for base in (whole, part)
    )
    assert torch.allclose(left[..., part.vocabulary.kept], right, atol=1e-4)


def test_a_token_that_was_not_carried_is_spelt(carried: Path) -> None:
    vocabulary = open_base(carried).vocabulary
    text = "The city of Shantou signed a memorandum in June 2015. 龘"
    assert vocabulary.decode(vocabulary.encode(text)) == text


def test_a_missing_piece_is_told(carried: Path, tmp_path: Path) -> None:
    for path in carried.iterdir():
        if path.name != "piece-00":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(SystemExit, match="missing or damaged"):
        open_base(tmp_path)


@pytest.mark.parametrize("kind", ["Q4_K", "Q6_K", "F16", "F32"])
def test_weights_are_unpacked_as_gguf_does(kind: str) -> None:
    from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
    from gguf.quants import dequantize

    form = GGMLQuantizationType[kind]
    values, size = GGML_QUANT_SIZES[form]
    raw = np.random.default_rng(1).integers(0, 60, size=(3, 2 * size), dtype=np.uint8)
    mine = dequantise(torch.from_numpy(raw.ravel().copy()), kind, (3, 2 * values))
    floats = {"F16": np.float16, "F32": np.float32}
    theirs = dequantize(raw.view(floats.get(kind, np.uint8)), form)
    assert np.allclose(mine.numpy(), theirs, rtol=1e-6, atol=0)


def test_a_whole_visit_leaves_adapters_that_the_product_takes(
    tiny: TinyModel, carried: Path, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    options = ["--rates=1e-3,2e-2", "--rank=4", "--tokens=200", "--seconds=60", "--prefer"]
    visit.main([str(carried), str(data), str(out), *options])
    with gzip.open(out / "results.json.gz", "rt", encoding="utf-8") as file:
        results: dict[str, Any] = json.load(file)
    assert results["best"] in ("0.001", "0.02", "cpo")
    for name in ("0.001", "0.02", "cpo"):
        files = sorted(out.glob(f"{name}-?.safetensors"))
        adapter = read_adapter(*files)
        assert adapter.metadata["base_sha256"] == open_base(tiny.gguf).sha256
        assert adapter.layers == "0-1"
        assert all(np.abs(adapter.update(name)).max() > 0 for name in adapter.pairs)
        assert {"bleu", "chrf", "texts"} <= results[name].keys()
        assert len(results[f"{name}+context"]["texts"]) == len(PAIRS)
        assert results[name]["unwritten"] == 0
        convert_gguf(tiny.gguf, tmp_path / name, adapter=files)
    log = (out / "log.txt").read_text(encoding="utf-8")
    assert "condensations 0 of 1" in log
    assert "pairs 3 and" in log


def test_a_visit_goes_on_from_an_adapter(
    carried: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "write", lambda *_, **__: {})  # what it writes is tested above
    options = ["--rank=4", "--tokens=200", "--seconds=60"]
    visit.main([str(carried), str(data), str(tmp_path / "a"), "--rates=1e-2", *options])
    files = sorted((tmp_path / "a").glob("0.01-?.safetensors"))
    start = "+".join(map(str, files))
    on = [str(carried), str(data), str(tmp_path / "b"), f"--start={start}", "--rates=1e-9"]
    visit.main([*on, *options])
    ended = read_adapter(*sorted((tmp_path / "b").glob("1e-09-?.safetensors")))
    begun = read_adapter(*files)
    for name in begun.pairs:
        assert np.allclose(begun.update(name), ended.update(name), atol=1e-3)


def test_a_visit_whose_time_is_over_leaves_what_it_has(
    carried: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "write", lambda *_, **__: {})
    visit.main([str(carried), str(data), str(tmp_path), "--seconds=0.01", "--rank=4"])
    assert (tmp_path / "0.0006-1.safetensors").exists()
    with gzip.open(tmp_path / "results.json.gz", "rt", encoding="utf-8") as file:
        assert json.load(file)["0.0006"]["unwritten"] == len(PAIRS)
    assert "best" in (tmp_path / "log.txt").read_text(encoding="utf-8")


def test_a_step_that_fails_costs_no_adapter(
    carried: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(visit, "condensations", fail)
    monkeypatch.setattr(prefer, "own_preferences", fail)
    monkeypatch.setattr(Writer, "write", lambda *_, **__: {})
    options = ["--rank=4", "--rates=1e-3", "--tokens=200", "--seconds=60", "--prefer"]
    visit.main([str(carried), str(data), str(tmp_path), *options])
    assert (tmp_path / "0.001-2.safetensors").exists()
    assert (tmp_path / "log.txt").read_text(encoding="utf-8").count("Error: out of memory") == 2


def test_no_answer_has_a_chinese_token(tiny: TinyModel) -> None:
    base = open_base(tiny.gguf)
    writer = Writer(load_base(base, torch.float32), base.vocabulary, Clock(60))
    assert base.vocabulary.chinese
    ids = {row for text in writer.write([prompt("汕头市")] * 3, [20] * 3).values()
           for row in base.vocabulary.encode(text)}  # fmt: skip
    assert not ids & set(base.vocabulary.chinese)


def test_what_a_reader_said_does_not_reach_the_suspicion(tiny: TinyModel) -> None:
    base = open_base(tiny.gguf)
    model = load_base(base, torch.float32)
    long = [
        Example("", "", prompt("汕头"), marked("Shantou and Guangzhou", f, END), fault=f)
        for f in (0.0, 1.0)
    ]
    short = [
        Example("", "", prompt("汕头"), marked("Shantou", f, END), fault=f) for f in (1.0, 0.0)
    ]
    found = suspicions(model, [long[0], short[0], long[1], short[1]], base.vocabulary)
    for values in found.values():
        assert values[0] == pytest.approx(values[2], abs=2e-3)
        assert values[1] == pytest.approx(values[3], abs=2e-3)
    assert found["mean"][0] != pytest.approx(found["mean"][1], abs=2e-3)


def test_preferring_widens_the_margin(tiny: TinyModel) -> None:
    model = load_base(tiny.gguf, torch.float32)
    good, bad = Encoded((5, 6, 7, 8), 2), Encoded((5, 6, 9, 10), 2)
    same, apart = (
        float(preference_loss(model, collate(rows))) for rows in ([good, good], [good, bad])
    )
    logs = torch.log_softmax(model(torch.tensor([good.ids])).logits[0], -1)
    likelihood = -(logs[1, 7] + logs[2, 8]) / 2
    assert same == pytest.approx(float(np.log(2) + likelihood), rel=1e-4)
    assert apart != same


def test_the_worst_sample_is_the_bad_one() -> None:
    near, far = "The port was opened in 1861.", "Cats sleep."
    found = prefer.ranked("?", [far, near], ["The port was opened in 1860."])
    assert [(p.good, p.bad) for p in found] == [
        ("The port was opened in 1860." + END, far + END),
        (near + END, far + END),
    ]
    assert prefer.ranked("?", [near, near], ["The port was opened in 1860."]) == []


def test_good_and_bad_stand_in_two_halves(tiny: TinyModel) -> None:
    vocabulary = open_base(tiny.gguf).vocabulary
    pairs = [Preference(prompt(zh), en + END, "no" + END) for zh, en in PAIRS.items()]
    plan = prefer.plan(pairs, vocabulary, tokens=10_000)
    assert [len(batch) for batch in plan] == [6]
    bad = tuple(vocabulary.encode("no" + END))
    assert all(each.ids[each.prompt :] == bad for each in plan[0][3:])


def test_a_visit_needs_nothing_of_the_product() -> None:
    names = ("zhaiyi", "gguf", "ftfy", "peft")
    code = f"import sys, training.visit; print(*set({names!r}) & sys.modules.keys())"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == []
