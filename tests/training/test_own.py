"""A model's own hypotheses: the search finds what transformers' does, and the choice is fair."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.tiny import TinyModel, make_tiny

torch = pytest.importorskip("torch")

from training import visit  # noqa: E402
from training.adapters import Adapter, as_begun, read_adapter  # noqa: E402
from training.base import open_base  # noqa: E402
from training.beams import NEVER, Beams, chunks  # noqa: E402
from training.examples import Draft, Example, Trial, marked, write_examples  # noqa: E402
from training.model import add_adapter, load_base, merged, pairs_of  # noqa: E402
from training.own import Ask, Hypothesis, best_of, numbers_of  # noqa: E402
from training.vocabulary import END  # noqa: E402


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModel:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


def prompt(zh: str) -> str:
    return f"<|im_start|>user\nTranslate into English:\n{zh}{END}\n<|im_start|>assistant\n"


@pytest.mark.parametrize("width", [1, 3])
def test_the_search_finds_what_transformers_finds(tiny: TinyModel, width: int) -> None:
    base = open_base(tiny.gguf)
    model, vocabulary = load_base(base, torch.float32), base.vocabulary
    torch.manual_seed(1)
    for weights in model.parameters():  # a tiny model repeats one token, whatever stands before
        weights.data += torch.randn_like(weights) * 0.3
    prompts, most = [prompt(zh) for zh in ("汕头市", "备忘录和广州", "六月")], 6
    beams = Beams(model, vocabulary, width)
    found = beams.write(prompts, [most] * 3)
    forbidden = [*vocabulary.chinese, vocabulary.marks[1]]
    for text, rows in zip(prompts, found, strict=True):
        ids = torch.tensor([vocabulary.encode(text)])
        theirs = model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            num_beams=width,
            num_return_sequences=width,
            max_new_tokens=most,
            do_sample=False,
            temperature=None,
            top_p=None,
            top_k=None,
            early_stopping=True,
            eos_token_id=[vocabulary.end, vocabulary.marks[0]],
            pad_token_id=vocabulary.end,
            logits_processor=[lambda _, s: s.index_fill(1, torch.tensor(forbidden), NEVER)],
        )
        ended = {
            vocabulary.decode(row).strip()
            for row in theirs[:, ids.shape[1] :].tolist()
            if {vocabulary.end, vocabulary.marks[0]} & set(row)
        }
        assert {beam.text for beam in rows} >= ended


def test_a_row_that_is_done_changes_no_other(tiny: TinyModel) -> None:
    base = open_base(tiny.gguf)
    beams = Beams(load_base(base, torch.float32), base.vocabulary, 2)
    prompts = [prompt(zh) for zh in ("汕头市", "广州", "备忘录")]
    together = beams.write(prompts, [3, 17, 9])
    alone = [beams.write([p], [most])[0] for p, most in zip(prompts, [3, 17, 9], strict=True)]
    assert [[b.text for b in row] for row in together] == [[b.text for b in row] for row in alone]


def test_a_merged_adapter_says_the_same_and_is_taken_out_again(tiny: TinyModel) -> None:
    base = open_base(tiny.gguf)
    model = add_adapter(load_base(base, torch.float32), rank=4, alpha=8, layers=range(2))
    for pair in pairs_of(model).values():
        torch.nn.init.normal_(pair.lora_B, std=0.1)
    ids = torch.tensor([base.vocabulary.encode(prompt("汕头市"))])
    before = model(ids).logits
    with merged(model):
        assert torch.allclose(model(ids).logits, before, atol=1e-4)
    assert torch.equal(model(ids).logits, before)


def test_an_adapter_begins_with_factors_of_like_size() -> None:
    import numpy as np

    rng = np.random.default_rng(1)
    a = rng.normal(size=(4, 30)).astype(np.float32) * 1e-5
    b = rng.normal(size=(20, 4)).astype(np.float32)
    a2, b2 = as_begun(a, b)
    whole = Adapter({"m": (a, b)}, {"rank": "4", "alpha": "8"})
    again = Adapter({"m": (a2, b2)}, {"rank": "4", "alpha": "8"})
    assert np.array_equal(whole.update("m"), again.update("m"))
    assert ((np.linalg.norm(a2, axis=1) > 0.4) & (np.linalg.norm(a2, axis=1) < 0.9)).all()


def test_a_hint_a_number_and_a_reference_each_decide() -> None:
    plain = Hypothesis("The mayor spoke.", -0.2)
    assert best_of(Ask("", "", told=("Burgas",)), [plain, Hypothesis("Burgas spoke.", -0.4)])[
        0
    ] == ("Burgas spoke.")
    with_number = Hypothesis("It cost 1,250 yuan.", -0.5)
    numbers = numbers_of("花了1250元，3.5万人，8点")
    assert numbers == ("1250",)
    assert best_of(Ask("", "", numbers=numbers), [plain, with_number])[0] == with_number.text
    near = Hypothesis("The mayor gave a short speech.", -0.5)
    asked = Ask("", "", references=("The mayor gave a speech.",))
    assert best_of(asked, [Hypothesis("Cows eat grass.", -0.1), near]) == (near.text, "own")
    assert best_of(asked, [Hypothesis("Cows eat grass.", -0.1)])[1] == "reference"


def test_what_nothing_vouches_for_is_not_learned() -> None:
    ask = Ask("", "", numbers=("1250",))
    assert best_of(ask, [Hypothesis("It cost a lot.", -0.1)]) == ("", "none")
    assert best_of(Ask("", ""), [Hypothesis("Very unsure.", -3.0)]) == ("", "none")
    assert best_of(Ask("", ""), []) == ("", "none")


def test_batches_take_every_place_once() -> None:
    lengths = [7, 3, 9, 1, 5, 5, 2]
    found = list(chunks(lengths, rows=2, bucket=4))
    assert sorted(i for part in found for i in part) == list(range(7))
    assert found[0] == [3, 1]


def test_a_visit_learns_from_its_own(tiny: TinyModel, tmp_path: Path) -> None:
    data, first, out = (tmp_path / name for name in ("data", "first", "out"))
    data.mkdir()
    pairs = {"汕头市": "Shantou", "备忘录": "memorandum", "广州": "the city of Guangzhou"}
    examples = [Example(z, z, prompt(z), marked(e, None, END), "clean") for z, e in pairs.items()]
    write_examples(examples * 3, data / "examples-1.jsonl.gz")
    write_examples([], data / "headlines.jsonl.gz")
    drafts = [Draft("A long text.", "Condense: A long text.", ("Short?", "Shorter?"))]
    write_examples(drafts, data / "drafts.jsonl.gz")
    write_examples([], data / "pairs.jsonl.gz")
    trials = [Trial(z, e, prompt(z), prompt(z)) for z, e in pairs.items()]
    write_examples(trials, data / "sample.jsonl.gz")
    options = ["--rank=4", "--tokens=200", "--seconds=60", "--rates=1e-2"]
    visit.main([str(tiny.gguf), str(data), str(first), *options])
    asks = [Ask(zh, prompt(zh), references=(en,)) for zh, en in pairs.items()]
    write_examples(asks, data / "asks.jsonl.gz")
    start = "+".join(map(str, sorted(first.glob("0.01-?.safetensors"))))
    visit.main([str(tiny.gguf), str(data), str(out), f"--start={start}", *options])
    with gzip.open(out / "own.json.gz", "rt", encoding="utf-8") as file:
        own = json.load(file)
    assert {source for source, *_ in own} == set(pairs)
    log = (out / "log.txt").read_text(encoding="utf-8")
    assert "own 3 of 3" in log, log
    assert read_adapter(*sorted(out.glob("0.01-?.safetensors"))).rank == 4
