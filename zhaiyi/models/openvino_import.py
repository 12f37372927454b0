"""Imports OpenVINO without its usage reporting.

The package brings a module that reports to its makers when models are converted with its own tools.
Zhaiyi never calls those, and lets nothing of the kind into the process: nothing leaves the machine.
OpenVINO does without the module where it cannot be imported.
"""

from __future__ import annotations

import sys
from importlib import import_module
from threading import Lock
from typing import Any

WEIGHTS_FILE = "openvino_model.bin"
"""Where OpenVINO keeps the weights of `openvino_model.xml`."""
_REPORTING = "openvino_telemetry"
_lock = Lock()


def openvino() -> Any:
    """The module `openvino`."""
    return _without_reporting("openvino")


def openvino_genai() -> Any:
    """The module `openvino_genai`."""
    return _without_reporting("openvino_genai")


def _without_reporting(name: str) -> Any:
    with _lock:
        if name not in sys.modules and _REPORTING not in sys.modules:
            sys.modules[_REPORTING] = None  # type: ignore[assignment]
            try:
                return import_module(name)
            finally:
                del sys.modules[_REPORTING]
        return import_module(name)
