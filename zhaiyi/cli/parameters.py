"""The parameters of `brief` and `translate`, declared once."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any, NamedTuple

import typer

from zhaiyi.cli import options as opt

Command = Callable[..., None]


class Option(NamedTuple):
    """A parameter by its name, the type that carries its words, and its default."""

    name: str
    type: Any
    default: Any


ALL = (
    Option("files", opt.Names, None),
    Option("list_", opt.Lists, None),
    Option("recursive", opt.Recursive, False),
    Option("field", opt.Field, None),
    Option("encoding", opt.Encoding, None),
    Option("force", opt.Force, False),
    Option("allow_private", opt.Private, False),
    Option("format", opt.Formats, None),
    Option("output", opt.Output, None),
    Option("out", opt.Folder, None),
    Option("same_format", opt.Same, False),
    Option("bilingual", opt.Bilingual, False),
    Option("sentences", opt.Sentences, None),
    Option("summary_only", opt.SummaryOnly, False),
    Option("bullets", opt.Bullets, False),
    Option("paragraph", opt.Paragraph, False),
    Option("jobs", opt.Jobs, 4),
    Option("cluster", opt.Cluster, None),
    Option("actors", opt.Actors, None),
    Option("partition", opt.Partition, None),
    Option("dry_run", opt.DryRun, False),
    Option("overwrite", opt.Overwrite, False),
    Option("retry_failed", opt.Retry, False),
    Option("fail_on", opt.FailOn, None),
    Option("glossary", opt.Glossary, None),
    Option("translator", opt.Translator, "auto"),
    Option("summarizer", opt.Summarizer, None),
    Option("model", opt.Model, None),
    Option("quality", opt.Quality, None),
    Option("config", opt.ConfigFile, None),
    Option("offline", opt.Offline, False),
    Option("quiet", opt.Quiet, False),
    Option("verbose", opt.Verbose, False),
)
"""In the order of the help."""

OF_A_SUMMARY = ("sentences", "summary_only", "bullets", "paragraph", "summarizer")


def takes(*left_out: str) -> Callable[[Command], Command]:
    """Gives a command all options but those left out. The parser of the command line reads them
    from the signature; the command itself finds their values in ``ctx.params``."""
    options = [option for option in ALL if option.name not in left_out]
    kind = Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        Parameter("ctx", kind, annotation=typer.Context),
        *(Parameter(o.name, kind, default=o.default, annotation=o.type) for o in options),
    ]

    def with_options(command: Any) -> Command:
        command.__signature__ = Signature(parameters)
        command.__annotations__ = {each.name: each.annotation for each in parameters}
        taking: Command = command
        return taking

    return with_options
