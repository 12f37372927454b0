"""Settings of a run: defaults, then ``ZHAIYI_*`` in the environment, then what the caller says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args

from platformdirs import user_cache_path
from pydantic import BeforeValidator, Field, SecretStr, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from zhaiyi.core.errors import UsageError

Quality = Literal["fast", "best"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
DeviceChoice = Literal["auto", "cpu", "cuda"]
LogLevel = Literal["debug", "info", "warning", "error"]


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


class Settings(BaseSettings):
    """Frozen. Reading the environment is the only thing that the constructor does; the folders
    named here are made by whoever writes into them."""

    model_config = SettingsConfigDict(
        env_prefix="ZHAIYI_", frozen=True, extra="forbid", env_ignore_empty=True
    )

    home: Path = Field(default_factory=lambda: user_cache_path("zhaiyi"))
    """Where models and the translation memory are kept."""
    model_path: Path | None = None
    """A model file, or a folder of them, that was put on this machine by hand."""
    offline: bool = False
    """Never ask the network for anything."""
    quality: Quality = "fast"
    threads: int = Field(default=0, ge=0)
    """Threads of the engine; 0 takes what the machine has."""
    device: DeviceChoice = "auto"
    """Where the default model runs: ``auto`` takes a GPU that torch can use, else the processor."""
    max_bytes: int = Field(default=20_000_000, gt=0)
    """Larger inputs are refused before they are parsed."""
    max_chars: int = Field(default=200_000, gt=0)
    """Longer texts are refused."""
    memory: bool = True
    """Keep finished translations on this machine, so that the next run need not make them again."""
    api_url: str = ""
    """Address of an OpenAI-compatible server, with its ``/v1``; several, parted by commas, share
    the work."""
    api_model: str = ""
    """Model that the server is asked for; empty takes the first that it names."""
    api_key: SecretStr = SecretStr("")
    """Sent to the server, never shown and never written."""
    api_parallel: int = Field(default=16, gt=0)
    """Requests that the server is given at once."""
    api_timeout: float = Field(default=120.0, gt=0)
    """Seconds that the server may take for one answer."""
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = "warning"
    """From which level on the command line and the page tell what they do (`zhaiyi.core.logs`)."""
    scripted_seconds: float = Field(default=0.0, ge=0)
    """Seconds that the scripted stand-in takes for a micro-batch, to watch a run stream."""


def fault_of(name: str, value: object) -> str:
    """What is wrong with the value of a setting; empty where nothing is."""
    field = Settings.model_fields[name]
    try:
        TypeAdapter(Annotated[field.annotation, field]).validate_python(value)
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return ""


def load_settings(**overrides: object) -> Settings:
    """`Settings` with the overrides that are not None. Raises `UsageError`, in one line."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]) or "settings"
        raise UsageError(f"ZHAIYI_{name.upper()}: {first['msg']}") from error
