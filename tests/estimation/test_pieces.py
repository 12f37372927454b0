"""Our cutting into word pieces is the library's; what no piece covers is one unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer as Library
from tokenizers import models, pre_tokenizers

from tests.estimation.tiny_e5 import pieces, write_tiny
from zhaiyi.core.errors import ModelError
from zhaiyi.models.convert.e5 import E5File
from zhaiyi.models.convert.pieces import Pieces, Tokenizer


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    return E5File(write_tiny(tmp_path_factory.mktemp("e5") / "tiny.bin")).pieces


@pytest.fixture(scope="module")
def library() -> Library:
    scored = [(piece, 0.0 if n < 4 else -8.0 + len(piece)) for n, piece in enumerate(pieces())]
    made = Library(models.Unigram(scored, unk_id=3))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made


@given(text=st.text("Shantou received 61,000.汕头市去年游客☃ж ", max_size=40))
def test_a_text_is_cut_as_the_library_cuts_it(known: Pieces, library: Library, text: str) -> None:
    while "  " in text:
        text = text.replace("  ", " ")
    (found,) = Tokenizer(known).encode([text])
    assert found.ids == library.encode(text, add_special_tokens=False).ids


def test_spans_lead_back_into_the_text(known: Pieces) -> None:
    text = "汕头市，  Shantou ６"
    (found,) = Tokenizer(known).encode([text])
    parts = [text[start:end].strip() for start, end in found.spans]
    assert "".join(parts) == "汕头市，Shantou６"


def test_what_was_written_cuts_the_same_without_other_scripts(
    known: Pieces, tmp_path: Path
) -> None:
    known.write(tmp_path / "pieces.json")
    read = Pieces.load(tmp_path / "pieces.json")
    assert "▁При" in known.numbers
    assert "▁При" not in read.numbers
    text = ["Shantou received 61,000 visitors 汕头市去年"]
    assert Tokenizer(read).encode(text) == Tokenizer(known).encode(text)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(400))
    with pytest.raises(ModelError, match=r"other\.bin"):
        E5File(tmp_path / "other.bin")
