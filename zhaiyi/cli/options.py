"""The options that commands share, as types, the settings that come with them, and the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand

from zhaiyi.core.errors import UsageError

if TYPE_CHECKING:
    from zhaiyi.cli.config import Config
    from zhaiyi.core.settings import Settings

COMMANDS = ("brief", "translate")
"""Commands that have a table in `zhaiyi.toml`."""
NUMBERS = frozenset({"actors", "jobs", "partition", "sentences"})
"""Their options that take a whole number."""


def _config(ctx: typer.Context, path: Path | None) -> Path | None:
    """Lets the file speak before the options have their defaults."""
    from zhaiyi.cli.config import check_kind, find_config, read_config

    if ctx.resilient_parsing:
        return path
    config = read_config(path or find_config(Path.cwd()), COMMANDS)
    known = {param.name: param for param in ctx.command.params if param.name}
    given = config.options(str(ctx.info_name), [_key(name) for name in known])
    for name, param in known.items():
        if (key := _key(name)) in given:
            where = f"{config.path}: [{ctx.info_name}] {key.replace('_', '-')}"
            check_kind(where, given[key], _kind(param), several=_is_list(param))
            _check_value(ctx, where, param, given[key])
    ctx.default_map = {
        name: [given[key]] if _is_list(param) and isinstance(given[key], str) else given[key]
        for name, param in known.items()
        if (key := _key(name)) in given
    }
    ctx.obj = config
    return path


def _check_value(ctx: typer.Context, where: str, param: Any, value: Any) -> None:
    """Raises `UsageError` for a number out of its range and a word that is no choice: later it
    would be told of the command line, where it does not stand."""
    from zhaiyi.cli.request import FAIL_ON
    from zhaiyi.core.settings import QUALITIES

    choices = {"fail_on": FAIL_ON, "quality": QUALITIES}.get(param.name)
    if choices and value not in choices:
        raise UsageError(f"{where} is {value!r}: choose from {', '.join(choices)}")
    if param.name in NUMBERS:
        try:
            param.process_value(ctx, value)
        except typer.BadParameter as error:
            raise UsageError(f"{where}: {error.message}") from error


def _key(name: str) -> str:
    """What the file calls a parameter (`list_` is no word for a user)."""
    return name.rstrip("_")


def _kind(param: Any) -> type:
    """What a parameter is given in a file: text unless it is a flag or a number."""
    if getattr(param, "is_flag", False):
        return bool
    return int if param.name in NUMBERS else str


def _is_list(param: Any) -> bool:
    return bool(getattr(param, "multiple", False)) or param.nargs != 1


Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="IN",
        show_default=False,
        help="Files, folders, @lists, .jsonl and .csv (with --field), addresses, or -.",
    ),
]
Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list", metavar="FILE", help="A file that names inputs, one a line; also written @FILE."
    ),
]
Field = Annotated[
    str | None,
    typer.Option(
        "--field",
        metavar="NAME",
        help="The field of .jsonl and .csv records that holds the article.",
    ),
]
Sentences = Annotated[
    int | None,
    typer.Option("--sentences", "-n", metavar="N", min=1, help="Sentences of the summary."),
]
SummaryOnly = Annotated[
    bool, typer.Option("--summary-only", help="Leave the full translation out: much faster.")
]
Bullets = Annotated[
    bool, typer.Option("--bullets", help="The summary as a bare list, without its Chinese.")
]
Paragraph = Annotated[bool, typer.Option("--paragraph", help="The summary as one paragraph.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", "-f", metavar="NAME", help="Output format; repeatable, or with commas."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file; takes one input."),
]
Folder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write a file for each input here; makes a batch."),
]
Same = Annotated[
    bool,
    typer.Option("--same-format", help="Give DOCX, EPUB, SRT and TXT back in their own format."),
]
Bilingual = Annotated[
    bool,
    typer.Option("--bilingual", help="With --same-format: keep the Chinese, English below it."),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        max=64,
        envvar="ZHAIYI_JOBS",
        help="Articles at work at once, with --out.",
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Make anew what is there already.")]
Retry = Annotated[
    bool, typer.Option("--retry-failed", help="Try again what failed in an earlier run.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="[ADDRESS]",
        help="Spread the batch over a Ray cluster: the one at ADDRESS, else one started here.",
    ),
]
Actors = Annotated[
    int | None,
    typer.Option(
        "--actors",
        metavar="N",
        min=1,
        max=10_000,
        help="With --cluster: engines; one for each GPU or machine, if not given.",
    ),
]
Partition = Annotated[
    int | None,
    typer.Option(
        "--partition",
        metavar="N",
        min=1,
        help="With --cluster: characters that an engine is given at once.",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be done and how long; do nothing.")
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="flagged|failed|doubtful",
        help="Exit code 1 if any sentence is flagged, failed, or doubtful (by the estimator).",
    ),
]
Glossary = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary", metavar="FILE", help="Your terms, as TSV, CSV, TBX or TMX; repeatable."
    ),
]
Translator = Annotated[
    str,
    typer.Option(
        "--translator", metavar="CARD", help="Model that translates; see: zhaiyi models list."
    ),
]
Summarizer = Annotated[
    str | None,
    typer.Option(
        "--summarizer", metavar="CARD", help="Model that summarises; the translator, if not given."
    ),
]
Model = Annotated[
    str | None, typer.Option("--model", metavar="CARD", help="One model for everything.")
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help="Text encoding, where it is not detected rightly."
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Go on with a text that does not look Chinese.")
]
Quality = Annotated[
    str | None,
    typer.Option("--quality", metavar="fast|best", help="best searches wider, and takes longer."),
]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Let an address lead into the local network.")
]
Recursive = Annotated[
    bool, typer.Option("--recursive", "-r", help="Go into folders within folders.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Never use the network.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing but results and failures.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say also where the time goes.")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        is_eager=True,
        callback=_config,
        help="Settings and options; else zhaiyi.toml of this folder or one above.",
    ),
]


_CLUSTER = re.compile(r"auto|local|ray://\S+|[\w.-]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}")
"""An address of a Ray cluster."""


def with_cluster_value(arguments: Sequence[str]) -> list[str]:
    """The command line with ``--cluster`` given a value where it has none: what follows it may be
    an input, and the parser could not tell."""
    given: list[str] = []
    for n, word in enumerate(arguments):
        if word == "--":
            return [*given, *arguments[n:]]
        follower = arguments[n + 1] if n + 1 < len(arguments) else ""
        bare = word == "--cluster" and not _CLUSTER.fullmatch(follower)
        given.append("--cluster=local" if bare else word)
    return given


class BatchCommand(TyperCommand):
    """A command with the option ``--cluster``, whose value may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As usual, once the value is there. An --out of nothing, as an unset variable of a shell
        leaves it, is not taken for the folder where one stands. Raises `UsageError`."""
        if "--out=" in args or ("--out", "") in pairwise(args):
            raise UsageError("--out names no folder")
        return super().parse_args(ctx, with_cluster_value(args))


def leave(code: int) -> NoReturn:
    """Ends a command with its exit code. Raises `typer.Exit`."""
    raise typer.Exit(code)


def settings_of(
    offline: bool = False, quality: str | None = None, config: Config | None = None
) -> Settings:
    """Settings from the file, the environment and the command line, the later ones stronger.
    Without a `config` the one of this folder is taken. Raises `UsageError`."""
    from zhaiyi.cli.config import find_config, read_config
    from zhaiyi.core.settings import QUALITIES, fault_of, load_settings

    if quality is not None and quality not in QUALITIES:
        raise UsageError(f"--quality {quality}: choose from {', '.join(QUALITIES)}")
    found = config or read_config(find_config(Path.cwd()), COMMANDS)
    said = {"offline": offline or None, "quality": quality}
    given = {name: value for name, value in said.items() if value is not None}
    of_file = {k: v for k, v in found.overrides().items() if k not in given}
    for name, value in of_file.items():
        if wrong := fault_of(name, value):
            raise UsageError(f"{found.path}: [settings] {name}: {wrong}")
    return load_settings(**of_file, **given)
