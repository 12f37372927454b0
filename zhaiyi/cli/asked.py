"""What a command was asked for, read out of its parsed options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from zhaiyi.core.errors import UsageError

if TYPE_CHECKING:
    from zhaiyi.cli.request import BatchOptions, Wanted
    from zhaiyi.cli.terminal import Terminal
    from zhaiyi.render.look import Shape


def wanted_of(ctx: typer.Context) -> Wanted:
    """Inputs and outputs, from the parameters of `brief` or `translate`. An -o of the command line
    is stronger than an `out` of the file."""
    from zhaiyi.cli.request import Wanted

    params = ctx.params
    source = ctx.get_parameter_source("out")
    from_file = source is not None and source.name == "DEFAULT_MAP"
    folder = None if params["output"] and from_file else params["out"]
    return Wanted(
        names=params["files"] or (),
        formats=params["format"] or (),
        output=_path(params["output"]),
        folder=_path(folder),
        glossaries=[Path(name) for name in params["glossary"] or ()],
        encoding=params["encoding"],
        allow_private=params["allow_private"],
        recursive=params["recursive"],
        lists=params["list_"] or (),
        field=params["field"],
        same_format=params["same_format"],
        bilingual=params["bilingual"],
        fail_on=params["fail_on"],
    )


_NEEDS = {
    "--out DIR": ("jobs", "overwrite", "retry_failed"),
    "--cluster": ("actors", "partition"),
}
"""Options that do nothing without another one."""


def _tell_idle(ctx: typer.Context, terminal: Terminal) -> None:
    """Says which options of the command line do nothing; those of a file or of the environment
    are meant for other runs too."""
    for needed, names in _NEEDS.items():
        if ctx.params[needed.removeprefix("--").split()[0]]:
            continue
        for name in names:
            source = ctx.get_parameter_source(name)
            if source is not None and source.name == "COMMANDLINE":
                terminal.say(f"--{name.replace('_', '-')} does nothing without {needed}")


def shape_of(params: Mapping[str, Any]) -> Shape:
    """What the summary is to look like. Raises `UsageError` for two shapes at once."""
    if params["bullets"] and params["paragraph"]:
        raise UsageError("--bullets and --paragraph: choose one of the two")
    if params["bullets"]:
        return "bullets"
    return "paragraph" if params["paragraph"] else "list"


def batch_of(ctx: typer.Context, terminal: Terminal) -> BatchOptions:
    """How a batch is to go about its work. What has no effect on this run is told."""
    from zhaiyi.cli.request import BatchOptions

    _tell_idle(ctx, terminal)
    params = ctx.params
    return BatchOptions(
        params["jobs"],
        params["overwrite"],
        params["retry_failed"],
        params["dry_run"],
        params["cluster"],
        params["actors"],
        params["partition"],
    )


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None
