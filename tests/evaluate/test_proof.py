"""A fetched model proves itself by its own stored outputs, or is removed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fxtranslate", reason="needs fxtranslate (zhaiyi[firefox])")

from tests.engines.makers import CHINESE
from tests.engines.makers_firefox import make_firefox
from zhaiyi.cli.models import best_first, run_best, run_info, run_pull
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import FetchFailed, ModelDamaged, ModelMissing, UsageError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Request
from zhaiyi.engines.choice import Models
from zhaiyi.engines.registry import make_engine
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.evaluate.proof import prove, read_proof
from zhaiyi.models import cards
from zhaiyi.models.cards import Card, all_cards, read_card
from zhaiyi.models.store import Store, Transports, transports
from zhaiyi.models.store.transports import HttpWeb

FILES = ("model.zhen.intgemm.alphas.bin", "srcvocab.zhen.spm", "trgvocab.zhen.spm")
REAL = {card.name: card for card in all_cards()}
AWAY = "https://example.org/models/"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A tiny student's files, as its publisher packs them."""
    folder = make_firefox(tmp_path_factory.mktemp("student"))
    return {f"{name}.gz": gzip.compress((folder / name).read_bytes()) for name in FILES}


def card_of(folder: Path, packed: dict[str, bytes], stored: list[str]) -> Card:
    """A card whose proof says that the model gave `stored`."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs = zip(CHINESE, stored, strict=True)
    rows = [f"{zh}\t{' '.join(['the', *out.split()])}\t{out}" for zh, out in pairs]
    proof = "\n".join(["zh\ten\town", *rows, ""]).encode()
    (folder / "proof.tsv").write_bytes(proof)
    text = [
        'name = "student"', 'title = "Student"', 'roles = ["translator"]', 'engine = "firefox"',
        'licence = "none"', 'description = "For tests."', "memory_mb = 1", "rank = 3",
        "[capabilities]", "seq2seq = true", "[languages]", 'source = "zh"', 'target = "en"',
        "[seq2seq]", f'source_spm = "{FILES[1]}"', f'target_spm = "{FILES[2]}"',
        "[proof]", 'file = "proof.tsv"', 'column = "own"',
        f'sha256 = "{hashlib.sha256(proof).hexdigest()}"',
    ]  # fmt: skip
    for name, data in packed.items():
        text += ["[[files]]", f'name = "{name}"', f"size = {len(data)}", 'unpack = "gzip"']
        text += [f'sha256 = "{hashlib.sha256(data).hexdigest()}"', "[[files.sources]]"]
        text += ['kind = "url"', f'address = "{AWAY}{name}"']
    (folder / "student.toml").write_text("\n".join(text), encoding="utf-8")
    return read_card(folder / "student.toml")


def served(packed: dict[str, bytes], asked: list[httpx.Request]) -> Transports:
    """A server that has the files and goes on where it is asked to."""

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        data = packed[request.url.path.rpartition("/")[2]]
        begin = request.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-")
        status = 206 if "Range" in request.headers else 200
        return httpx.Response(status, content=data[int(begin) :])

    return Transports(web=HttpWeb(httpx.MockTransport(serve)))


def own_outputs(folder: Path, packed: dict[str, bytes]) -> list[str]:
    """What the tiny student really gives."""
    card = card_of(folder, packed, ["x"] * len(CHINESE))
    store = Store(folder / "home", transports=served(packed, []))
    engine = make_engine(card, store, settings(folder)) if store.ensure(card) else None
    assert engine is not None
    asked = [Request(str(n), zh, max_new_tokens=256) for n, zh in enumerate(CHINESE)]
    given = {result.id: result.text for result in engine.generate(asked)}
    engine.close()
    return [given[str(n)] or "nothing" for n in range(len(CHINESE))]


def settings(home: Path) -> Settings:
    return Settings(home=home / "home", memory=False)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Card]:
    """The cards that there are, to be filled by the test."""
    shown = [REAL["scripted"]]
    for module in ("zhaiyi.models.cards", "zhaiyi.cli.models", "zhaiyi.engines.choice"):
        monkeypatch.setattr(f"{module}.all_cards", lambda: tuple(shown))
    return shown


def pull(home: Path, card: Card, transports: Transports, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(
        Store, "from_settings", lambda given: Store(given.home, transports=transports)
    )
    with Terminal() as terminal:
        return run_pull(settings(home), card.name, terminal, force=False)


def test_a_student_that_gives_what_is_stored_is_installed_and_taken_first(
    tmp_path: Path,
    packed: dict[str, bytes],
    known: list[Card],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    card = card_of(tmp_path, packed, own_outputs(tmp_path / "first", packed))
    known.append(card)
    asked: list[httpx.Request] = []
    assert pull(tmp_path, card, served(packed, asked), monkeypatch) == 0
    assert "proved itself: chrF" in capsys.readouterr().err
    assert all("Authorization" not in request.headers for request in asked)
    models = Models({"translator": "auto", "summarizer": "auto"}, settings(tmp_path))
    assert models.model("translator").card.name == "student"
    models.close()
    assert sorted(path.name for path in Store(tmp_path / "home").prepared(card).glob("*.*")) == [
        "manifest.json", *sorted(FILES)
    ]  # fmt: skip


def test_a_student_that_gives_something_else_is_removed_and_the_reason_told(
    tmp_path: Path,
    packed: dict[str, bytes],
    known: list[Card],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = [f"A fine sentence about the harbour, number {n}." for n in range(len(CHINESE))]
    card = card_of(tmp_path, packed, good)
    known.append(card)
    assert pull(tmp_path, card, served(packed, []), monkeypatch) == 3
    assert "student is removed: it did not prove itself: chrF" in capsys.readouterr().err
    assert not Store(tmp_path / "home").installed(card)
    with pytest.raises(ModelMissing):
        Models({"translator": "auto", "summarizer": "auto"}, settings(tmp_path)).model("translator")


def test_before_it_has_proved_itself_auto_does_not_take_it(
    tmp_path: Path,
    packed: dict[str, bytes],
    known: list[Card],
    capsys: pytest.CaptureFixture[str],
) -> None:
    card = card_of(tmp_path, packed, ["x"] * len(CHINESE))
    known.append(card)
    store = Store(tmp_path / "home", transports=served(packed, []))
    store.ensure(card)
    models = Models({"translator": "auto", "summarizer": "auto"}, settings(tmp_path))
    with pytest.raises(ModelMissing, match="has not proved itself: zhaiyi models pull student"):
        models.model("translator")
    assert run_info(settings(tmp_path), "student") == 0
    assert "proof        not yet" in capsys.readouterr().out


def test_a_fetch_from_an_address_goes_on_where_it_broke_off(
    tmp_path: Path, packed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "CHUNK", 500)
    card = card_of(tmp_path, packed, ["x"] * len(CHINESE))
    broken = [True]

    class Torn(httpx.SyncByteStream):
        def __init__(self, data: bytes) -> None:
            self._data = data

        def __iter__(self) -> Iterator[bytes]:
            yield self._data
            raise httpx.ReadError("the line broke")

    asked: list[httpx.Request] = []
    whole = served(packed, asked).web

    def serve(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition("/")[2]
        if name.startswith("model") and broken.pop() if broken else False:
            return httpx.Response(200, stream=Torn(packed[name][:1000]))
        assert isinstance(whole, HttpWeb)
        assert whole.transport is not None
        return whole.transport.handle_request(request)

    store = Store(tmp_path / "home", transports=Transports(web=HttpWeb(httpx.MockTransport(serve))))
    with pytest.raises(FetchFailed, match="the line broke"):
        store.ensure(card)
    store.ensure(card)
    ranges = [r.headers.get("Range") for r in asked if "model" in r.url.path.rpartition("/")[2]]
    assert ranges == ["bytes=1000-"]


def test_other_bytes_at_the_address_are_refused(tmp_path: Path, packed: dict[str, bytes]) -> None:
    card = card_of(tmp_path, packed, ["x"] * len(CHINESE))
    other = {name: data[:-1] + b"?" for name, data in packed.items()}
    store = Store(tmp_path / "home", transports=served(other, []))
    with pytest.raises(FetchFailed, match="another checksum"):
        store.ensure(card)


def test_best_takes_the_next_where_the_best_cannot_be_had(
    tmp_path: Path,
    packed: dict[str, bytes],
    known: list[Card],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    card = card_of(tmp_path, packed, ["x"] * len(CHINESE))
    usual = (cards.DEFAULT_CARD, *cards.EXTRAS)
    known[:] = [card, *(REAL[name] for name in usual)]
    assert best_first() == [card]
    away = Transports(web=HttpWeb(httpx.MockTransport(lambda request: httpx.Response(503))))
    monkeypatch.setattr(Store, "from_settings", lambda given: Store(given.home, transports=away))
    pulled: list[str] = []

    def ensure(self: Store, given: Card, *_: object, **__: object) -> Path:
        if given.name == "student":
            return real(self, given)
        pulled.append(given.name)
        return tmp_path

    real = Store.ensure
    monkeypatch.setattr(Store, "ensure", ensure)
    with Terminal() as terminal:
        assert run_best(settings(tmp_path), terminal) == 0
    assert "student is passed over: " in capsys.readouterr().err
    assert pulled == list(usual)


def test_every_proof_that_travels_with_the_package_is_whole() -> None:
    proofs = [card for card in all_cards() if card.proof is not None]
    named = {"firefox-zh-en", "firefox-small-zh-en", "opus-mt-zh-en", "nllb-600m"}
    assert named <= {card.name for card in proofs}
    for card in proofs:
        lines = read_proof(card)
        assert len(lines) == 30
        stored = {line.source: line.stored for line in lines}
        good = prove(card, ScriptedEngine(stored))
        assert good.passed
        assert good.score == pytest.approx(good.stored)
        assert not prove(card, ScriptedEngine()).passed
    assert [card.name for card in best_first()] == ["firefox-zh-en", "firefox-small-zh-en"]


def test_a_model_that_does_better_than_what_was_stored_of_it_passes() -> None:
    """However much better: only less than was promised speaks against a model."""
    for card in (card for card in all_cards() if card.proof is not None):
        references = {line.source: line.reference for line in read_proof(card)}
        proof = prove(card, ScriptedEngine(references))
        assert proof.score > proof.stored + 10
        assert proof.passed


def test_a_changed_proof_is_refused(tmp_path: Path, packed: dict[str, bytes]) -> None:
    card = card_of(tmp_path, packed, ["x"] * len(CHINESE))
    (tmp_path / "proof.tsv").write_text("zh\ten\town\n", encoding="utf-8")
    with pytest.raises(ModelDamaged, match="was changed"):
        read_proof(card)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('unpack = "gzip"', 'unpack = "zip"', "unpack"),
        ("https://example.org/", "http://example.org/", "address"),
        ("[seq2seq]", "[chat]", "chat"),
    ],
)
def test_a_card_that_cannot_be_trusted_is_refused(
    tmp_path: Path, packed: dict[str, bytes], old: str, new: str, words: str
) -> None:
    card_of(tmp_path, packed, ["x"] * len(CHINESE))
    path = tmp_path / "student.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        read_card(path)
