"""The tagger: the best path, words from tags; the real files where they are installed."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from zhaiyi.core.errors import ModelDamaged
from zhaiyi.core.settings import Settings
from zhaiyi.models.store import Store
from zhaiyi.recognition import Recogniser, installed_recogniser
from zhaiyi.recognition.lac import CHARACTERS, ENCODER, LONGEST, best_path, tokens_of


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    found = installed_recogniser(Store.from_settings(Settings()))
    if found is None:
        pytest.skip("needs the recogniser: zhaiyi models pull recogniser-lac")
    return found


def test_the_best_path_is_the_best_of_all() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        scores = rng.normal(size=(4, 3)).astype(np.float32)
        transitions = rng.normal(size=(3, 3)).astype(np.float32)

        def worth(path: tuple[int, ...], s: object = scores, t: object = transitions) -> float:
            assert isinstance(s, np.ndarray)
            assert isinstance(t, np.ndarray)
            steps = sum(t[a, b] for a, b in pairwise(path))
            return float(sum(s[i, tag] for i, tag in enumerate(path)) + steps)

        assert tuple(best_path(scores, transitions)) == max(product(range(3), repeat=4), key=worth)


def test_words_come_from_tags_and_cover_the_text() -> None:
    found = list(tokens_of("江成与大家", ["PER-B", "PER-I", "p-B", "r-B", "r-I"]))
    assert [(t.text, t.tag) for t in found] == [("江成", "PER"), ("与", "p"), ("大家", "r")]
    assert list(tokens_of("", [])) == []


def test_a_dot_between_persons_is_within_one_name() -> None:
    tags = ["PER-B", "PER-I", "w-B", "PER-B", "PER-I", "v-B"]
    assert [t.text for t in tokens_of("安娜·玛丽说", tags)] == ["安娜·玛丽", "说"]
    tags[3:5] = ["LOC-B", "LOC-I"]
    assert [t.text for t in tokens_of("安娜·巴黎说", tags)] == ["安娜", "·", "巴黎", "说"]


@pytest.mark.parametrize("broken", [(), (CHARACTERS,), (ENCODER, CHARACTERS)])
def test_files_that_are_no_model_are_damage(tmp_path: Path, broken: tuple[str, ...]) -> None:
    for name in broken:
        (tmp_path / name).write_bytes(b"\xff\x00")
    with pytest.raises(ModelDamaged):
        Recogniser(tmp_path, "x").read(["江成"])


def test_names_of_a_hard_sentence(recogniser: Recogniser) -> None:
    (tokens,) = recogniser.read(["省交通运输厅书记江成与大家座谈。"])
    assert [t.text for t in tokens if t.tag == "PER"] == ["江成"]


def test_a_sentence_is_read_alike_alone_and_among_others(recogniser: Recogniser) -> None:
    texts = [
        "村民焦玉莲家中存粮不多。",
        "",
        "好" * (LONGEST + 5),
        "记者高峰时段在现场看到。",
        "\ud800江",
    ]
    together = recogniser.read([*texts, *texts])
    assert together == tuple(recogniser.read([text])[0] for text in [*texts, *texts])
    for text, tokens in zip(texts, together, strict=False):
        assert "".join(t.text for t in tokens) == text
