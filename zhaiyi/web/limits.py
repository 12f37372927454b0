"""What the page allows, by setting: ``ZHAIYI_WEB_*`` in the environment; and how one server of it
is started."""

from __future__ import annotations

from typing import TypedDict

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from zhaiyi.core.errors import UsageError


class WebLimits(BaseSettings):
    """Frozen. Times are in seconds."""

    model_config = SettingsConfigDict(env_prefix="ZHAIYI_WEB_", frozen=True, env_ignore_empty=True)

    running: int = Field(default=4, gt=0)
    """Jobs that share the engine by micro-batches; more of them wait in line."""
    room: int = Field(default=1500, ge=0)
    """Characters that fill the engine's batch: while the jobs at work have fewer left, more of them
    may begin than `running`."""
    waiting: int = Field(default=32, ge=0)
    """Length of the line; who comes then is asked to come back."""
    kept: int = Field(default=200, gt=0)
    """Finished results that are held in memory at most."""
    opened: int = Field(default=30, gt=0)
    """Of these, results that one visitor's browser brought, or that a sample came with."""
    uploads: int = Field(default=100_000_000, gt=0)
    """Bytes of uploaded files that are held in memory at most, and so many more on the disk."""
    hosts: str = ""
    """Names beside this machine's own that the server answers to, parted by commas; ``*`` is
    any."""
    auth: str = ""
    """File of those who may sign in, ``name:password`` a line; without one everybody may use the
    page."""
    user_header: str = ""
    """Header in which a proxy says whom it has signed in; who comes without it is turned away."""
    share: bool = True
    """A link ``/?url=…`` from elsewhere opens that address at once."""
    allow_private: bool = False
    """Addresses may lead into this machine's network. Never on a server that others reach."""
    max_chars: int = Field(default=20_000, gt=0)
    """Longer texts are refused."""
    max_lines: int = Field(default=500, gt=0)
    """Lines that one call of ``/translate`` may hold."""
    max_bytes: int = Field(default=20_000_000, gt=0)
    """Larger files and pages are refused."""
    grace: float = Field(default=60.0, gt=0)
    """A job whose visitor shows no sign of life for so long is parked."""
    keep: float = Field(default=600.0, gt=0)
    """A result is forgotten so long after the visitor's last sign of life."""
    stop: float = Field(default=30.0, ge=0)
    """Running jobs have so long to come to their ends when the server is stopped."""
    poll: float = Field(default=0.35, gt=0)
    """How often a running job is looked at."""


class Serving(TypedDict, total=False):
    """How the page is served. What is left out is as `zhaiyi web` has it without options."""

    host: str
    """Address to listen on; by default this machine's own."""
    port: int
    """By default 7860; 0 is any that is free."""
    model: str | None
    """Name of a card; by default the best that is installed."""
    fetch: bool
    """A missing model is fetched while the page is up already."""
    browser: bool
    """The page is opened in one, where there is a screen."""
    hosts: str | None
    """Stands before `WebLimits.hosts`."""
    allow_private: bool
    """Stands before `WebLimits.allow_private`."""
    workers: int | None
    """Stands before `WebLimits.running`."""


def load_limits(**overrides: object) -> WebLimits:
    """`WebLimits` with `overrides`. Raises `UsageError`, in one line."""
    try:
        return WebLimits(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"])
        raise UsageError(f"ZHAIYI_WEB_{name.upper()}: {first['msg']}") from error
