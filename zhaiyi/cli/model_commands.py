"""`zhaiyi models …`: the commands; what they do lies in `zhaiyi.cli.models`."""

from __future__ import annotations

from typing import Annotated

import typer

from zhaiyi.cli import options as opt
from zhaiyi.cli.options import leave, settings_of
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import UsageError

models = typer.Typer(help="The models on this machine.", no_args_is_help=True)

Card = Annotated[str, typer.Argument(metavar="CARD")]


@models.command("list")
def models_list() -> None:
    """Every model and whether it is installed.

    \b
    Examples:
      zhaiyi models list
    """
    from zhaiyi.cli.models import run_list

    leave(run_list(settings_of()))


@models.command("pull")
def models_pull(
    card: Card = "default",
    best: Annotated[
        bool, typer.Option("--best", help="The best translator that can be reached from here.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Make it anew.")] = False,
    offline: opt.Offline = False,
    quiet: opt.Quiet = False,
) -> None:
    """Fetch, verify and prepare a model; without a name the default and its helpers.

    The same command goes on where it was interrupted.

    \b
    Examples:
      zhaiyi models pull
      zhaiyi models pull qwen2.5-coder-0.5b
      zhaiyi models pull --best
    """
    from zhaiyi.cli.models import run_best, run_pull
    from zhaiyi.models.cards import DEFAULT_CARD, EXTRAS

    names = (DEFAULT_CARD, *EXTRAS) if card == "default" else (card,)
    settings = settings_of(offline)
    with Terminal(quiet=quiet, level=settings.log_level) as terminal:
        if best:
            if card != "default":
                raise UsageError(f"--best and {card}: leave one of the two out")
            leave(run_best(settings, terminal))
        for name in names:
            if code := run_pull(settings, name, terminal, force=force):
                leave(code)


@models.command("info")
def models_info(card: Card) -> None:
    """What the card says: licence, files, adapter, scores.

    \b
    Examples:
      zhaiyi models info qwen2.5-coder-1.5b-news
    """
    from zhaiyi.cli.models import run_info

    leave(run_info(settings_of(), card))


@models.command("verify")
def models_verify(card: Annotated[str | None, typer.Argument(metavar="CARD")] = None) -> None:
    """Read every byte of a model, or of all that are installed.

    \b
    Examples:
      zhaiyi models verify
      zhaiyi models verify qwen2.5-coder-1.5b-news
    """
    from zhaiyi.cli.models import run_verify

    settings = settings_of()
    with Terminal(level=settings.log_level) as terminal:
        code = run_verify(settings, card, terminal)
    leave(code)


@models.command("remove")
def models_remove(card: Card) -> None:
    """Delete a model's files.

    \b
    Examples:
      zhaiyi models remove qwen2.5-coder-0.5b
    """
    from zhaiyi.cli.models import run_remove

    leave(run_remove(settings_of(), card))
