"""From judged sentences to what the product reads: learned, packed, converted, the same numbers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.estimation.tiny_e5 import PAIRS, write_tiny
from training.estimator import prepare
from training.estimator.learning import learn
from training.estimator.measures import predict
from training.estimator.packing import restored
from training.estimator.recipe import Recipe
from training.estimator.rows import Rows
from zhaiyi.core.errors import ModelDamaged
from zhaiyi.estimation import PairReader
from zhaiyi.models.convert.estimator import convert_estimator

SYSTEMS = 3
RECIPE = Recipe("tiny", rate=3e-3, head_rate=1e-2, tokens=800, passes=12)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encoder, judgements, the folder that is learned from, and what was learned."""
    folder = tmp_path_factory.mktemp("estimator")
    write_tiny(folder / "e5.bin")
    (folder / "quality").mkdir()
    (folder / "train").mkdir()
    for name in ("mqm2020", "mqm2021-dev"):
        (folder / "quality" / f"{name}.tsv").write_text(_judgements(), encoding="utf-8")
    for name in ("parallel", "news-teacher"):
        lines = ["id\tzh\ten", *(f"{i}\t{zh}\t{en}" for i, (zh, en) in enumerate(PAIRS))]
        (folder / "train" / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    marks = ["origin\tid\tzh\toutput\tneeds_look", *(f"o\t{n}\t{z}\t{e}\tno" for n, (z, e) in _n())]
    (folder / "marks.tsv").write_text("\n".join(marks) + "\n", encoding="utf-8")
    paths = [str(folder / "e5.bin"), str(folder), str(folder / "data")]
    prepare.main([*paths, "--marks", str(folder / "marks.tsv")])
    return folder


def _n() -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(PAIRS))


def _judgements() -> str:
    """Of three systems the last drops the half of each sentence: a major fault to both readers."""
    rows = ["set\tdoc\tseg\tsystem\tzh\ten\traters\tmajor\tminor\tspans"]
    for document in range(8):
        for n, (zh, en) in _n():
            for system in range(SYSTEMS):
                bad = system == SYSTEMS - 1
                text = en[: len(en) // 2] if bad else en
                spans = json.dumps([[0, 5, "M", "Accuracy/Omission", ""]] * 2 if bad else [])
                votes = f"2\t{2 * bad}\t0"
                cells = [f"d{document}", str(n), f"s{system}", zh, text, votes, spans]
                rows.append("\t".join(["mqm", *cells]))
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def learned(home: Path) -> Path:
    out = home / "run"
    out.mkdir()
    with np.load(home / "data" / "base.npz") as file:
        base = {key: file[key] for key in file.files}
    device = torch.device("cpu")
    names = ("learn", "faults", "test", "marks")
    data = {name: Rows(home / "data" / f"{name}.npz", device) for name in names}
    scores = learn(data, base, RECIPE, 600, out)
    assert scores["mqm2021"]["major"] > 0.9
    assert scores["mqm2021"]["within"] > 0.9
    return out / "tiny.safetensors"


def test_the_product_reads_what_training_learned(home: Path, learned: Path) -> None:
    convert_estimator(home / "e5.bin", learned, home / "prepared")
    reader = PairReader(home / "prepared", "tiny")
    pairs = [(zh, text) for zh, en in PAIRS for text in (en, en[: len(en) // 2])]
    found = np.array([[r.major, r.minor, r.points] for r in reader.read(pairs)])
    # The encoder of the machine may multiply in bfloat16, its matrices are int8.
    assert np.abs(found - _by_torch(home, learned, pairs)).max() < 0.15 * found.std()
    right, wrong = found[::2, 0], found[1::2, 0]
    assert right.max() < wrong.min()


def _by_torch(home: Path, learned: Path, pairs: list[tuple[str, str]]) -> np.ndarray:
    with np.load(home / "data" / "base.npz") as file:
        base = {key: file[key] for key in file.files}
    file_ = prepare.E5File(home / "e5.bin")
    packer = prepare.Packer(prepare.Tokenizer(file_.pieces))
    packer.used = {int(number): place for place, number in enumerate(base["pieces"])}
    rows = [prepare.Row(zh, en, i) for i, (zh, en) in enumerate(pairs)]
    np.savez(home / "pairs.npz", **packer.pack(rows))
    net = restored(base, RECIPE, learned)
    rows_ = Rows(home / "pairs.npz", torch.device("cpu"))
    outputs: np.ndarray = predict(net, rows_, np.arange(len(pairs)))["sentence"]
    return outputs


def test_the_order_and_the_company_of_pairs_change_little(home: Path, learned: Path) -> None:
    convert_estimator(home / "e5.bin", learned, home / "prepared")
    reader = PairReader(home / "prepared", "tiny")
    together = reader.read([*PAIRS, PAIRS[0]])
    alone = [reader.read([pair])[0] for pair in (*PAIRS, PAIRS[0])]
    spread = np.std([r.major for r in together])
    for one, other in zip(together, alone, strict=True):
        assert one.major == pytest.approx(other.major, abs=max(0.05 * spread, 1e-3))


def test_long_empty_and_foreign_texts_are_read(home: Path, learned: Path) -> None:
    convert_estimator(home / "e5.bin", learned, home / "prepared")
    pairs = [("", ""), ("汕头" * 3000, "Shantou " * 3000), ("☃\ud83d", "привет"), ("汕头", " ")]
    assert len(PairReader(home / "prepared", "tiny").read(pairs)) == len(pairs)


def test_no_pairs_are_no_readings(home: Path) -> None:
    assert PairReader(home / "prepared", "tiny").read([]) == []


def test_a_damaged_model_says_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged, match="zhaiyi models pull --force estimator-news"):
        PairReader(tmp_path, "tiny").read([("汕头", "Shantou")])


def test_what_is_no_estimator_is_refused(home: Path, tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"a": np.zeros(3, np.float32)}, tmp_path / "a.safetensors")
    with pytest.raises(ModelDamaged, match=r"a\.safetensors"):
        convert_estimator(home / "e5.bin", tmp_path / "a.safetensors", tmp_path / "out")
    (tmp_path / "b.safetensors").write_bytes(b"{" * 40)
    with pytest.raises(ModelDamaged, match=r"b\.safetensors"):
        convert_estimator(home / "e5.bin", tmp_path / "b.safetensors", tmp_path / "out")


def test_every_made_fault_names_the_words_it_changed() -> None:
    from training.estimator.faults import MAKERS, Pool

    text = (
        "Mayor Lin Yimin did not visit Brussels on June 12, but 61,000 people of Shantou, "
        "who won at home in March, remember the first of the two meetings."
    )
    others = ["President Li Hong sold more companies in Paris, said the report, before April."]
    rng = random.Random(0)
    pool = Pool(rng, nearby=others)
    for each in (text, *others):
        pool.learn(each)
    for maker in MAKERS:
        made = [found for _ in range(30) if (found := maker(text, pool))]
        assert made or maker.__name__ == "other_sentence", maker.__name__
        for new, spans in made:
            assert all(0 <= start < end <= len(new) for start, end in spans), maker.__name__
