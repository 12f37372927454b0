"""On which device the default model runs, and why: a GPU where torch can use one, else the
processor.

Torch takes seconds to import, so it is asked only where a driver for a GPU is in sight: a brief on
the processor imports neither torch nor transformers.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from zhaiyi.core.settings import DeviceChoice

DRIVERS = ("/dev/nvidiactl", "/dev/dxg", "/proc/driver/nvidia/version")
"""What is there where a driver for CUDA is: Linux, Windows' Linux, containers."""


@dataclass(frozen=True, slots=True)
class Device:
    """`why` is a line for people."""

    kind: Literal["cpu", "cuda"]
    why: str


def driver_in_sight() -> bool:
    """Whether it is worth asking torch. ZeroGPU lends its GPU without a driver in the main
    process."""
    return bool(os.environ.get("SPACES_ZERO_GPU")) or any(Path(p).exists() for p in DRIVERS)


def packages_missing() -> tuple[str, ...]:
    """What the way over the GPU needs and is not installed."""
    return tuple(name for name in ("torch", "transformers") if find_spec(name) is None)


def name_of_gpu() -> str:
    """What torch calls the GPU; empty where it sees none. Imports torch."""
    try:
        import torch

        if not torch.cuda.is_available():
            return ""
    except (ImportError, RuntimeError, OSError):  # a build that does not fit the driver
        return ""
    with suppress(RuntimeError, AssertionError):
        return str(torch.cuda.get_device_name())
    return "a GPU"


def device_for(
    wanted: DeviceChoice,
    driver: Callable[[], bool] = driver_in_sight,
    missing: Callable[[], tuple[str, ...]] = packages_missing,
    gpu: Callable[[], str] = name_of_gpu,
) -> Device:
    """The device of the default model. `driver`, `missing` and `gpu` say what this machine has."""
    if wanted == "cpu":
        return Device("cpu", "ZHAIYI_DEVICE says so")
    if wanted == "auto" and not driver():
        return Device("cpu", "no driver for a GPU is in sight")
    if lacking := missing():
        names = " and ".join(lacking)
        return Device("cpu", f"a GPU needs {names}, not installed here: pip install 'zhaiyi[hf]'")
    if name := gpu():
        return Device("cuda", name)
    return Device("cpu", "torch sees no GPU that it can use (driver, or a build without CUDA)")
