"""``zhaiyi models``: what is installed, and bringing it here."""

from __future__ import annotations

from collections.abc import Iterator

from zhaiyi.cli.outputs import print_lines
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import (
    EngineError,
    MissingPackage,
    ModelDamaged,
    ModelError,
    ModelMissing,
    require,
)
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import Terminated, interruptible
from zhaiyi.engines.registry import make_engine
from zhaiyi.models.cards import DEFAULT_CARD, EXTRAS, Card, all_cards, load_card
from zhaiyi.models.store import Store
from zhaiyi.models.store.disk import size_in_words


def run_list(settings: Settings) -> int:
    """One line for each card."""
    store = Store.from_settings(settings)
    rows = [
        (card.name, state(store, card), ", ".join(card.roles), card.licence) for card in all_cards()
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print_lines("  ".join([*cells, row[3]]))
    return 0


def run_pull(settings: Settings, name: str, terminal: Terminal, *, force: bool) -> int:
    """Fetches, verifies and prepares a model. Stopped, it goes on there the next time."""
    store, card = Store.from_settings(settings), load_card(name)
    try:
        with interruptible():
            folder = store.ensure(card, terminal.fetch, force=force)
    except KeyboardInterrupt as stop:
        terminal.fail(f"stopped; what has arrived is kept: zhaiyi models pull {name} goes on")
        return 143 if isinstance(stop, Terminated) else 130
    if card.proof is not None and not _proved(card, store, settings, terminal):
        return ModelError.exit_code
    if card.files:
        print_lines(f"{card.name} is ready: {size_in_words(store.disk_usage(card))} in {folder}")
    else:
        print_lines(f"{card.name} needs no files")
    return 0


def run_best(settings: Settings, terminal: Terminal) -> int:
    """The best translator that can be had: what cannot be fetched or does not prove itself is told
    and passed over. With it the default model, which summarises and mends, and the estimator."""
    for card in best_first():
        try:
            code = run_pull(settings, card.name, terminal, force=False)
        except (ModelError, MissingPackage) as error:
            terminal.say(f"{card.name} is passed over: {error}")
            continue
        if not code:
            break
        if code != ModelError.exit_code:  # stopped by the user
            return code
    for name in (DEFAULT_CARD, *EXTRAS):
        if code := run_pull(settings, name, terminal, force=False):
            return code
    return 0


def best_first() -> list[Card]:
    """The translators above the default that `auto` may take and that come with a proof or were
    run here, the best first."""
    rank = load_card(DEFAULT_CARD).rank
    able = [c for c in all_cards() if "translator" in c.roles and c.automatic and c.rank < rank]
    shown = [c for c in able if c.files and (c.runnable_here or c.proof is not None)]
    return sorted(shown, key=lambda card: card.rank)


def _proved(card: Card, store: Store, settings: Settings, terminal: Terminal) -> bool:
    """Whether an installed model has proved itself, now or before; else it is removed."""
    if store.is_proven(card):
        return True
    require("sacrebleu", "zhaiyi[eval]", f"the proof of {card.name}")
    from zhaiyi.evaluate.proof import prove

    terminal.say(f"{card.name} translates the sentences by which it is to prove itself")
    engine = make_engine(card, store, settings)
    try:
        proof = prove(card, engine)
    except (ModelError, EngineError) as error:
        store.remove(card)
        terminal.fail(f"{card.name} is removed: {error}")
        return False
    finally:
        engine.close()
    if not proof.passed:
        store.remove(card)
        terminal.fail(f"{card.name} is removed: it {proof}")
        return False
    store.note_proof(card, str(proof))
    terminal.say(f"{card.name} {proof}")
    return True


def run_info(settings: Settings, name: str) -> int:
    """Everything that the card says."""
    card = load_card(name)
    for key, value in _facts(card, Store.from_settings(settings)):
        print_lines(f"{key:<12} {value}")
    return 0


def run_verify(settings: Settings, name: str | None, terminal: Terminal) -> int:
    """Reads every byte of one model, or of all that are installed. Raises `ModelError`."""
    store = Store.from_settings(settings)
    cards = (
        [load_card(name)] if name else [c for c in all_cards() if c.files and _is_there(store, c)]
    )
    if not cards:
        raise ModelMissing("no model is installed: zhaiyi models pull")
    failed: ModelError | None = None
    for card in cards:
        try:
            store.verify(card)
            print_lines(f"{card.name}: every byte is right")
        except ModelError as error:
            terminal.fail(str(error))
            failed = error
    return failed.exit_code if failed else 0


def run_remove(settings: Settings, name: str) -> int:
    """Deletes a model."""
    freed = Store.from_settings(settings).remove(load_card(name))
    print_lines(f"{name}: {size_in_words(freed)} freed" if freed else f"{name} was not installed")
    return 0


def state(store: Store, card: Card) -> str:
    """Installed, damaged, partly fetched or not, in words."""
    if not card.files:
        return "built in"
    try:
        store.prepared(card)
    except ModelDamaged:
        return "damaged"
    except ModelMissing:
        return "partly fetched" if store.disk_usage(card) else "not installed"
    return f"installed, {size_in_words(store.disk_usage(card))}"


def _is_there(store: Store, card: Card) -> bool:
    return state(store, card) not in {"not installed", "partly fetched"}


def _facts(card: Card, store: Store) -> Iterator[tuple[str, str]]:
    yield "name", card.name
    yield "title", card.title
    yield "state", state(store, card)
    if card.proof is not None and store.installed(card) and not store.is_proven(card):
        yield "proof", f"not yet: zhaiyi models pull {card.name}"
    yield "roles", ", ".join(card.roles)
    yield "engine", card.engine
    yield "languages", f"{card.languages.source} to {card.languages.target}"
    yield "licence", card.licence
    yield "memory", size_in_words(card.memory_mb * 10**6)
    if card.size:
        yield "to fetch", size_in_words(card.size)
    yield "about", card.description
    if card.note:
        yield "note", card.note
    for file in card.files:
        yield "file", f"{file.name} sha256 {file.sha256 or 'unknown'}"
    if card.adapter is not None:
        yield "adapter", ", ".join(file.name for file in card.adapter.files)
        yield "  data", card.adapter.data
        yield "  recipe", card.adapter.recipe
        yield "  licence", card.adapter.licence
        yield "  scores", ", ".join(f"{k} {v}" for k, v in card.adapter.scores.items())
