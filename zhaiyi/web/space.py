"""What is different on a Hugging Face Space, read from the environment that a Space gives.

Spaces start ``python app.py`` in a source folder that may not be written to. What could not be
tried outside a Space says so.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhaiyi.engines import zero_gpu
from zhaiyi.models.cards import DEFAULT_CARD, load_card

DATA = Path("/data")
"""Where a Space with lasting storage has it."""


def on_space(environment: Mapping[str, str]) -> bool:
    """Whether a Space runs this."""
    return bool(environment.get("SPACE_ID"))


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """Host and port: HOST and PORT, else everybody on a Space and this machine elsewhere; 7860."""
    usual = "0.0.0.0" if on_space(environment) else "127.0.0.1"
    port = environment.get("PORT", "")
    return environment.get("HOST") or usual, int(port) if port.isdecimal() else 7860


def start(environment: Mapping[str, str], data: Path = DATA) -> dict[str, Any]:
    """What `zhaiyi.web.serve` is told beside host and port: settings, model, whether a missing
    model is fetched while the page is up already, and by what names it is called: a Space is for
    everybody, and its proxies may call it by any."""
    from zhaiyi.core.settings import load_settings

    settings = load_settings(home=lasting(environment, data), model_path=preloaded(environment))
    model = environment.get("ZHAIYI_MODEL") or None
    public = on_space(environment)
    hosts = "*" if public and not environment.get("ZHAIYI_WEB_HOSTS") else None
    return {"settings": settings, "model": model, "fetch": public, "hosts": hosts}


def lasting(environment: Mapping[str, str], data: Path = DATA) -> Path | None:
    """Where models survive a restart, if there is such a place; ZHAIYI_HOME goes first."""
    if not on_space(environment) or environment.get("ZHAIYI_HOME"):
        return None
    return data / "zhaiyi" if data.is_dir() and os.access(data, os.W_OK) else None


def preloaded(environment: Mapping[str, str]) -> Path | None:
    """The default model's file, where the Space's build has put it (``preload_from_hub`` in
    README.md) and ZHAIYI_MODEL_PATH names no other."""
    if not on_space(environment) or environment.get("ZHAIYI_MODEL_PATH"):
        return None
    from huggingface_hub import try_to_load_from_cache

    sources = [source for file in load_card(DEFAULT_CARD).files for source in file.sources]
    for source in sources:
        if source.kind == "hub":
            found = try_to_load_from_cache(source.repo, source.file)
            if isinstance(found, str):
                return Path(found)
    return None


def greet_zero_gpu() -> bool:
    """Where the package `spaces` is installed, has micro-batches run in a function that it lends a
    GPU to; ZeroGPU ends a Space that has none. Not run on ZeroGPU."""
    try:
        spaces = importlib.import_module("spaces")
    except ImportError:
        return False
    zero_gpu.lend(spaces.GPU)
    return True
