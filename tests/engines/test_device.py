"""Where the default model runs, and that nobody pays for a GPU who has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_imports import loaded_by
from zhaiyi.cli import doctor
from zhaiyi.core.settings import DeviceChoice, Settings
from zhaiyi.engines import registry
from zhaiyi.engines.device import Device, device_for
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store


def found(wanted: DeviceChoice, *, driver: bool, missing: tuple[str, ...], gpu: str) -> Device:
    return device_for(wanted, lambda: driver, lambda: missing, lambda: gpu)


@pytest.mark.parametrize(
    ("wanted", "driver", "missing", "gpu", "kind", "why"),
    [
        ("auto", True, (), "Some GPU", "cuda", "Some GPU"),
        ("auto", False, (), "Some GPU", "cpu", "no driver"),
        ("auto", True, ("torch",), "Some GPU", "cpu", "pip install"),
        ("auto", True, (), "", "cpu", "torch sees no GPU"),
        ("cpu", True, (), "Some GPU", "cpu", "ZHAIYI_DEVICE"),
        ("cuda", False, (), "Some GPU", "cuda", "Some GPU"),
        ("cuda", False, (), "", "cpu", "torch sees no GPU"),
    ],
)
def test_a_gpu_is_taken_where_torch_can_use_one(
    wanted: DeviceChoice, driver: bool, missing: tuple[str, ...], gpu: str, kind: str, why: str
) -> None:
    device = found(wanted, driver=driver, missing=missing, gpu=gpu)
    assert device.kind == kind
    assert why in device.why


def test_torch_is_not_asked_where_no_driver_is_in_sight() -> None:
    def never() -> str:
        raise AssertionError("torch was asked")

    assert device_for("auto", lambda: False, tuple, never).kind == "cpu"


def test_asking_for_the_processor_imports_no_torch() -> None:
    statement = "from zhaiyi.engines.device import device_for; device_for('cpu')"
    assert loaded_by(statement, "torch", "transformers") == set()


@pytest.mark.parametrize(
    ("wanted", "device", "level", "words"),
    [
        ("auto", Device("cpu", "no driver"), "ok", "the processor (no driver)"),
        ("auto", Device("cuda", "Some GPU"), "ok", "the GPU, through torch (Some GPU)"),
        ("cuda", Device("cpu", "no torch"), "note", "the processor (no torch)"),
    ],
)
def test_doctor_says_which_device_is_used_and_why(
    wanted: DeviceChoice, device: Device, level: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "device_for", lambda wanted: device)
    told = doctor._device(Settings(device=wanted))
    assert (told.level, words in told.words) == (level, True)


def test_the_default_model_goes_to_the_gpu_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is loaded: its signature says torch, and bf16."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    monkeypatch.setattr(Store, "prepared", lambda self, card: tmp_path)
    card, settings = load_card(DEFAULT_CARD), Settings(home=tmp_path)
    for device, mark in ((Device("cuda", "Some GPU"), "bf16 torch/"), (Device("cpu", ""), "int8")):
        monkeypatch.setattr(registry, "device_for", lambda wanted, device=device: device)
        engine = registry.make_engine(card, Store.from_settings(settings), settings)
        assert mark in engine.signature
        assert card.weights_signature in engine.signature
