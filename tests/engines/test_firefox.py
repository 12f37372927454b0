"""Students of Firefox Translations: what the contract of all engines does not say."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

pytest.importorskip("fxtranslate")

from tests.cli.run import messages, zhaiyi
from tests.engines.makers import CHINESE
from tests.engines.makers_firefox import make_firefox
from zhaiyi.core import resources
from zhaiyi.core.errors import MissingPackage, ModelDamaged
from zhaiyi.core.settings import Settings
from zhaiyi.engines import firefox
from zhaiyi.engines.base import Request
from zhaiyi.engines.firefox import FirefoxEngine
from zhaiyi.models.cards import load_card
from zhaiyi.models.formats import Seq2SeqFormat

FORM = Seq2SeqFormat(source_spm="srcvocab.zhen.spm", target_spm="trgvocab.zhen.spm", max_tokens=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_firefox(tmp_path_factory.mktemp("firefox"))


def test_the_files_of_a_card_installed_by_hand_translate(folder: Path, tmp_path: Path) -> None:
    """Packed as Mozilla has them, beside a card of the user's own."""
    shown = Path(str(resources.folder("models"))) / "firefox-zh-en.toml"
    text = shown.read_text(encoding="utf-8")
    head = text[: text.index("[proof]")].replace('"firefox-zh-en"', '"tiny-zh-en"')
    head = head.replace("vocab.zhen.spm", "srcvocab.zhen.spm", 1)
    head = head.replace('target_spm = "vocab', 'target_spm = "trgvocab')
    for path in sorted(folder.iterdir()):
        packed = tmp_path / f"{path.name}.gz"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        head += f'[[files]]\nname = "{packed.name}"\nunpack = "gzip"\n[[files.sources]]\n'
        head += f'kind = "path"\npath = "{packed.name}"\n'
    (tmp_path / "tiny.toml").write_text(head, encoding="utf-8")
    card = str(tmp_path / "tiny.toml")
    pulled = zhaiyi("models", "pull", card, "--offline", home=tmp_path)
    assert pulled.returncode == 0, messages(pulled)
    done = zhaiyi(
        "translate", "--translator", card, home=tmp_path,
        stdin="\n".join(CHINESE).encode() + b"\n",
    )  # fmt: skip
    assert done.returncode == 0, messages(done)
    assert len(done.stdout.decode().splitlines()) == len(CHINESE)


def test_a_source_that_is_too_long_says_that_its_end_is_missing(folder: Path) -> None:
    engine = FirefoxEngine(folder, "tiny", FORM)
    short, long = engine.generate([Request("0", "汕头"), Request("1", CHINESE[0] * 5)])
    assert long.finish == "length"
    assert short.prompt_tokens <= 12 < long.prompt_tokens


def test_a_blank_source_stays_blank(folder: Path) -> None:
    [result] = FirefoxEngine(folder, "tiny", FORM).generate([Request("0", " \n")])
    assert (result.text, result.finish) == ("", "stop")


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_damaged_model_is_a_one_line_error(folder: Path, tmp_path: Path, size: int) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    model = next(tmp_path.glob("model.*"))
    model.write_bytes(model.read_bytes()[:size])
    with pytest.raises(ModelDamaged, match="models pull --force") as told:
        FirefoxEngine(tmp_path, "tiny", FORM).load()
    assert "\n" not in str(told.value)


def test_without_the_package_its_install_line_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firefox, "find_spec", lambda name: None)
    with pytest.raises(MissingPackage, match="pip install fxtranslate"):
        firefox.from_card(load_card("firefox-zh-en"), folder, Settings(home=folder))
