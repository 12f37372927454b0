"""Which model plays which role, and what is said where one is missing or broken."""

from __future__ import annotations

import io
import json
import threading
from pathlib import Path

import pytest

from zhaiyi.batch.products import Order, PairsMaker
from zhaiyi.cli.terminal import Terminal
from zhaiyi.cli.translate import filter_lines
from zhaiyi.core.errors import ModelDamaged, ModelMissing, UsageError
from zhaiyi.core.events import Event, Finished, Notice, TranslationReady
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import Stop
from zhaiyi.engines.base import Engine, Request
from zhaiyi.engines.choice import AUTO, KEY_SENTENCES, Models
from zhaiyi.engines.registry import make_engine
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.formats import read_text
from zhaiyi.models.cards import DEFAULT_CARD, Card, Role, load_card
from zhaiyi.models.store import Store, prepared
from zhaiyi.models.store.prepared import folder_name
from zhaiyi.pipeline import Zhaiyi

BOTH: tuple[Role, ...] = ("translator", "summarizer")
SMALL = "qwen2.5-coder-0.5b"


def models(home: Path, chosen: str | ScriptedEngine = AUTO) -> Models:
    return Models({"translator": chosen, "summarizer": chosen}, Settings(home=home, offline=True))


def install(home: Path, name: str) -> Path:
    """A folder that looks like the prepared model of a card; nothing in it can be loaded."""
    card = load_card(name)
    folder = home / "prepared" / folder_name(card)
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    prepared.seal(folder, card)
    return folder


def test_auto_takes_the_best_installed_model(tmp_path: Path) -> None:
    install(tmp_path, SMALL)
    assert models(tmp_path).model("translator").card.name == SMALL
    install(tmp_path, DEFAULT_CARD)
    assert models(tmp_path).model("translator").card.name == DEFAULT_CARD


def test_one_resident_model_plays_both_roles(tmp_path: Path) -> None:
    install(tmp_path, SMALL)
    found = models(tmp_path)
    assert found.model("translator").engine is found.model("summarizer").engine
    assert found.model("translator").engine is found.model("translator").engine
    assert found.notices == []


def test_a_broken_model_gives_way_to_the_next_and_one_line_says_so(tmp_path: Path) -> None:
    install(tmp_path, SMALL)
    (install(tmp_path, DEFAULT_CARD) / "model.bin").write_bytes(b"cut")
    found = models(tmp_path)
    assert {found.model(role).card.name for role in BOTH} == {SMALL}
    (notice,) = found.notices
    assert "\n" not in notice
    assert DEFAULT_CARD in notice
    assert SMALL in notice
    assert "zhaiyi models pull --force" in notice


def test_a_broken_model_alone_is_an_error_with_its_remedy(tmp_path: Path) -> None:
    (install(tmp_path, DEFAULT_CARD) / "model.bin").unlink()
    with pytest.raises(ModelDamaged, match="zhaiyi models pull --force"):
        models(tmp_path).model("translator")


def test_no_model_at_all_names_the_command_that_fetches_the_default(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=f"zhaiyi models pull {DEFAULT_CARD}"):
        models(tmp_path).model("translator")


def test_what_was_not_run_where_zhaiyi_was_made_is_taken_where_it_is_installed(
    tmp_path: Path,
) -> None:
    install(tmp_path, SMALL)
    install(tmp_path, "quickmt-zh-en")
    found = models(tmp_path)
    assert not load_card("quickmt-zh-en").runnable_here
    assert found.model("translator").card.name == "quickmt-zh-en"
    assert found.model("summarizer").card.name == SMALL
    assert found.notices == []


def test_without_a_model_that_summarises_the_translator_stands_in_and_says_so(
    tmp_path: Path,
) -> None:
    install(tmp_path, "quickmt-zh-en")
    found = models(tmp_path)
    assert found.model("translator").engine is found.model("summarizer").engine
    assert found.notices == [f"quickmt-zh-en only translates: {KEY_SENTENCES}"]


def test_a_translator_named_for_both_roles_says_so_too(tmp_path: Path) -> None:
    install(tmp_path, "opus-mt-zh-en")
    found = models(tmp_path, "opus-mt-zh-en")
    assert {found.model(role).card.name for role in BOTH} == {"opus-mt-zh-en"}
    assert len(found.notices) == 1


def test_beside_a_named_translator_without_chat_the_installed_chat_model_summarises(
    tmp_path: Path,
) -> None:
    install(tmp_path, "opus-mt-zh-en")
    install(tmp_path, SMALL)
    found = models(tmp_path, "opus-mt-zh-en")
    assert [found.model(role).card.name for role in BOTH] == ["opus-mt-zh-en", SMALL]
    assert found.notices == []


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of the default model is a scripted one, once there is a folder of it."""

    def made(card: Card, store: Store, settings: Settings) -> Engine:
        if card.name != DEFAULT_CARD:
            return make_engine(card, store, settings)
        store.prepared(card)
        return ScriptedEngine()

    monkeypatch.setattr("zhaiyi.engines.choice.make_engine", made)


@pytest.mark.usefixtures("stand_in")
def test_a_model_that_does_not_load_gives_way_and_one_line_says_so(tmp_path: Path) -> None:
    install(tmp_path, "quickmt-zh-en")  # nothing in it can be loaded
    found = models(tmp_path)
    with pytest.raises(ModelDamaged, match="does not load"):
        found.ready("translator")
    install(tmp_path, DEFAULT_CARD)
    found = models(tmp_path)
    assert found.ready("translator").card.name == DEFAULT_CARD
    assert found.ready("summarizer").card.name == DEFAULT_CARD
    (notice,) = found.notices
    assert "does not load" in notice
    assert f"(the model {DEFAULT_CARD} is used instead)" in notice
    assert "\n" not in notice
    found.close()


@pytest.mark.usefixtures("stand_in")
def test_a_brief_goes_on_with_the_next_model_and_says_so(tmp_path: Path) -> None:
    install(tmp_path, "quickmt-zh-en")
    install(tmp_path, DEFAULT_CARD)
    with Zhaiyi(settings=Settings(home=tmp_path, offline=True, memory=False)) as zhaiyi:
        events = list(zhaiyi.stream("汕头市推进智慧城市建设，市民只需打开手机就能办理业务。"))
    said = [event.message for event in events if isinstance(event, Notice)]
    assert ["quickmt-zh-en" in line or DEFAULT_CARD in line for line in said] == [True]
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.brief.run.complete
    assert last.brief.translations


def falling_back(home: Path) -> Zhaiyi:
    """A service whose best model does not load, and whose next one is the `stand_in`."""
    for name in ("quickmt-zh-en", DEFAULT_CARD):
        if not (home / "prepared" / folder_name(load_card(name))).exists():
            install(home, name)
    return Zhaiyi(settings=Settings(home=home, offline=True, memory=False))


@pytest.mark.usefixtures("stand_in")
def test_the_filter_says_on_stderr_which_model_it_uses_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given = io.TextIOWrapper(io.BytesIO("汕头市推进智慧城市建设。\n".encode()))
    monkeypatch.setattr("sys.stdin", given)
    with falling_back(tmp_path) as zhaiyi, Terminal() as terminal:
        assert filter_lines(zhaiyi, None, terminal, Stop()) == 0
    out, err = capfd.readouterr()
    assert out.startswith("[en]")
    assert err.count(f"(the model {DEFAULT_CARD} is used instead)") == 1


@pytest.mark.usefixtures("stand_in")
def test_a_plain_translation_goes_on_with_the_next_model_and_says_so(tmp_path: Path) -> None:
    """A plain translation hears the stream of events that a brief has."""
    text = "汕头市推进智慧城市建设。"
    with falling_back(tmp_path) as zhaiyi:
        lines = list(zhaiyi.stream_lines([text]))
    heard: list[Event] = []
    with falling_back(tmp_path) as zhaiyi:
        maker = PairsMaker(zhaiyi)
        product = maker.make(Order(read_text(text), ["txt"]), heard.append, threading.Event())
    assert product.complete
    for events in (lines, heard):
        said = [event.message for event in events if isinstance(event, Notice)]
        assert ["used instead" in line for line in said] == [True]
        done = [event for event in events if isinstance(event, TranslationReady)]
        assert done[-1].translation.text


def test_plain_lines_look_for_no_summarizer(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, offline=True, memory=False)
    with Zhaiyi(ScriptedEngine({"你好": "Hello"}), DEFAULT_CARD, settings=settings) as zhaiyi:
        assert [t.text for t in zhaiyi.translate(["你好"])] == ["Hello"]


def test_a_named_model_that_does_not_load_is_not_replaced(tmp_path: Path) -> None:
    install(tmp_path, SMALL)
    install(tmp_path, "quickmt-zh-en")
    with pytest.raises(ModelDamaged):
        models(tmp_path, "quickmt-zh-en").ready("translator")


def test_a_server_is_only_asked_where_it_is_named(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, api_url="http://gpu.example/v1")
    found = Models({"translator": AUTO, "summarizer": AUTO}, settings)
    with pytest.raises(ModelMissing, match=DEFAULT_CARD):
        found.model("translator")


def test_auto_never_takes_the_stand_in(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        models(tmp_path).model("summarizer")
    assert models(tmp_path, "scripted").model("summarizer").card.name == "scripted"


def test_a_named_model_that_is_broken_or_missing_is_not_replaced(tmp_path: Path) -> None:
    install(tmp_path, SMALL)
    with pytest.raises(ModelMissing, match=DEFAULT_CARD):
        models(tmp_path, DEFAULT_CARD).model("translator")
    (install(tmp_path, DEFAULT_CARD) / "manifest.json").write_text(json.dumps([]))
    with pytest.raises(ModelDamaged):
        models(tmp_path, DEFAULT_CARD).model("translator")


def test_an_unknown_name_is_answered_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=DEFAULT_CARD):
        models(tmp_path, "no-such-model").model("translator")


def test_an_engine_of_the_callers_own_has_one_worker_for_both_roles(tmp_path: Path) -> None:
    engine = ScriptedEngine({"你好": "Hello"})
    found = models(tmp_path, engine)
    worker = found.model("translator").engine
    assert worker is found.model("summarizer").engine
    assert [r.text for r in worker.generate([Request("a", "你好")])] == ["Hello"]
    found.close()
    assert not engine.loaded


def test_two_engines_of_the_callers_own_are_kept_apart(tmp_path: Path) -> None:
    one, two = ScriptedEngine(), ScriptedEngine()
    found = Models({"translator": one, "summarizer": two}, Settings(home=tmp_path))
    assert found.model("translator").engine is not found.model("summarizer").engine


def test_threads_that_ask_at_once_get_the_same_model(tmp_path: Path) -> None:
    install(tmp_path, SMALL)
    found, barrier, engines = models(tmp_path), threading.Barrier(8), []

    def ask() -> None:
        barrier.wait()
        engines.append(found.model("translator").engine)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(engine) for engine in engines}) == 1


def test_a_constructor_touches_nothing(tmp_path: Path) -> None:
    models(tmp_path / "none")
    assert not (tmp_path / "none").exists()
