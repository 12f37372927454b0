"""What a command was asked for, read out of its parsed options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from zhaiyi.cli.options import settings_of
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import UsageError

if TYPE_CHECKING:
    from zhaiyi.cli.request import BatchOptions, Wanted
    from zhaiyi.cli.run import Named
    from zhaiyi.core.settings import Settings
    from zhaiyi.pipeline import BriefOptions
    from zhaiyi.render.look import Shape


def settings_asked(ctx: typer.Context) -> Settings:
    """The settings of `brief` or `translate`. Raises `UsageError`."""
    return settings_of(ctx.params["offline"], ctx.params["quality"], ctx.obj)


def terminal_of(ctx: typer.Context, settings: Settings) -> Terminal:
    """The terminal, as quiet as was asked for."""
    quiet, verbose = ctx.params["quiet"], ctx.params["verbose"]
    return Terminal(quiet=quiet, verbose=verbose, level=settings.log_level)


def models_of(ctx: typer.Context) -> Named:
    """Cards of translator, summarizer, and of both."""
    return ctx.params["translator"], ctx.params["summarizer"], ctx.params["model"]


def translator_of(ctx: typer.Context) -> str:
    """The card that translates, where nothing is summarised."""
    card: str = ctx.params["model"] or ctx.params["translator"]
    return card


def brief_options_of(ctx: typer.Context) -> BriefOptions:
    """What a brief is to hold."""
    from zhaiyi.pipeline import BriefOptions

    return BriefOptions(
        sentences=ctx.params["sentences"],
        summary_only=ctx.params["summary_only"],
        force=is_forced(ctx),
    )


def is_forced(ctx: typer.Context) -> bool:
    """Whether to go on with a text that does not look Chinese."""
    return bool(ctx.params["force"])


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
        jobs=params["jobs"],
        overwrite=params["overwrite"],
        retry_failed=params["retry_failed"],
        dry_run=params["dry_run"],
        cluster=params["cluster"],
        actors=params["actors"],
        partition=params["partition"],
    )


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None
