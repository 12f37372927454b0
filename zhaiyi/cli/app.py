"""The commands and their options. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhaiyi.cli.terminal import Terminal
from zhaiyi.version import __version__

if TYPE_CHECKING:
    from zhaiyi.settings import Settings

app = typer.Typer(
    help="Zhaiyi: a Chinese news article in, a linked and checked English brief out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models = typer.Typer(help="The models on this machine.", no_args_is_help=True)
app.add_typer(models, name="models")

Names = Annotated[list[str] | None, typer.Argument(metavar="FILE…", show_default=False)]
Formats = Annotated[list[str] | None, typer.Option("--format", "-f", metavar="NAME")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]
Folder = Annotated[Path | None, typer.Option("--out", metavar="DIR")]
Glossary = Annotated[
    list[Path] | None, typer.Option("--glossary", metavar="FILE", help="TSV of terms; repeatable.")
]
Translator = Annotated[str, typer.Option("--translator", metavar="CARD")]
Summarizer = Annotated[str | None, typer.Option("--summarizer", metavar="CARD")]
Model = Annotated[
    str | None, typer.Option("--model", metavar="CARD", help="Sets translator and summarizer.")
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Instead of what is detected.")
]
Force = Annotated[bool, typer.Option("--force", help="Go on with a text that is not Chinese.")]
Quality = Annotated[str | None, typer.Option("--quality", metavar="fast|best")]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Let an address lead into this network.")
]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Folders within folders too.")]
Offline = Annotated[bool, typer.Option("--offline", help="Never ask the network.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing but results and failures.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say where the time goes.")]
Card = Annotated[str, typer.Argument(metavar="CARD")]


def _settings(offline: bool = False, quality: str | None = None) -> Settings:
    """None leaves an option to the environment."""
    from zhaiyi.settings import load_settings

    return load_settings(offline=offline or None, quality=quality)


def _leave(code: int) -> None:
    raise typer.Exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhaiyi {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before any command."""


@app.command()
def brief(
    files: Names = None,
    format: Formats = None,
    output: Output = None,
    out: Folder = None,
    sentences: Annotated[
        int | None, typer.Option("--sentences", "-n", min=1, help="Length of the summary.")
    ] = None,
    summary_only: Annotated[
        bool, typer.Option("--summary-only", help="Leave the full translation out.")
    ] = False,
    glossary: Glossary = None,
    translator: Translator = "auto",
    summarizer: Summarizer = None,
    model: Model = None,
    encoding: Encoding = None,
    quality: Quality = None,
    force: Force = False,
    allow_private: Private = False,
    recursive: Recursive = False,
    offline: Offline = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Summarise and translate articles: files, folders, addresses, or - for standard input.

    Formats: html, md, json, txt, docx, tmx; several at once. Without -o or --out the result is
    printed.
    """
    settings = _settings(offline, quality)
    with Terminal(quiet=quiet, verbose=verbose) as terminal:
        from zhaiyi.cli.brief import Wanted, run_brief
        from zhaiyi.pipeline import BriefOptions

        wanted = Wanted(
            files or (),
            format or (),
            output,
            out,
            glossary or (),
            encoding,
            allow_private,
            recursive,
        )
        options = BriefOptions(sentences, summary_only, force=force)
        code = run_brief(wanted, settings, options, (translator, summarizer, model), terminal)
    _leave(code)


@app.command()
def translate(
    files: Names = None,
    format: Formats = None,
    output: Output = None,
    out: Folder = None,
    glossary: Glossary = None,
    translator: Translator = "auto",
    model: Model = None,
    encoding: Encoding = None,
    quality: Quality = None,
    force: Force = False,
    allow_private: Private = False,
    recursive: Recursive = False,
    offline: Offline = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Translate sentence by sentence, both languages side by side.

    Formats: txt, md, html, jsonl. Without a file it is a filter: one English line for each Chinese
    line of standard input.
    """
    settings = _settings(offline, quality)
    with Terminal(quiet=quiet, verbose=verbose) as terminal:
        from zhaiyi.cli.brief import Wanted
        from zhaiyi.cli.translate import run_translate

        wanted = Wanted(
            files or (),
            format or (),
            output,
            out,
            glossary or (),
            encoding,
            allow_private,
            recursive,
        )
        code = run_translate(wanted, settings, model or translator, terminal, force=force)
    _leave(code)


@app.command("eval")
def evaluate(
    table: Annotated[Path, typer.Argument(metavar="TSV")],
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many sentences.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="A fixed random sample, not the first ones.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="A,B", help="Only these other systems.")
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="table|json")] = "table",
    quality: Quality = None,
    translator: Translator = "auto",
    model: Model = None,
    no_zhaiyi: Annotated[
        bool, typer.Option("--no-zhaiyi", help="Score the other columns only; needs no model.")
    ] = False,
    outputs: Annotated[
        Path | None, typer.Option("--outputs", metavar="FILE", help="JSONL that keeps our outputs.")
    ] = None,
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Measure quality on a TSV with the columns id, zh, en and stored outputs of other systems.

    Our outputs are kept as they are made: the same command goes on where it was stopped.
    """
    settings = _settings(offline, quality)
    with Terminal(quiet=quiet) as terminal:
        from zhaiyi.cli.eval import Asked, run_eval

        asked = Asked(
            table, limit, seed, columns, format, model or translator, not no_zhaiyi, outputs
        )
        code = run_eval(asked, settings, terminal)
    _leave(code)


@app.command()
def web(
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 7860,
    model: Model = None,
    offline: Offline = False,
) -> None:
    """Open the page in a browser."""
    from zhaiyi.web import serve

    serve(_settings(offline), host=host, port=port, model=model)


@app.command()
def doctor(
    online: Annotated[bool, typer.Option("--online", help="Ask the network too.")] = False,
) -> None:
    """Say what is installed, what is missing, and how to mend it."""
    from zhaiyi.cli.doctor import run_doctor

    _leave(run_doctor(_settings(), online=online))


@models.command("list")
def models_list() -> None:
    """Every model and whether it is installed."""
    from zhaiyi.cli.models import run_list

    _leave(run_list(_settings()))


@models.command("pull")
def models_pull(
    card: Card = "default",
    force: Annotated[bool, typer.Option("--force", help="Make it anew.")] = False,
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Fetch a model, verify it and prepare it; goes on where it was interrupted."""
    from zhaiyi.cards import DEFAULT_CARD
    from zhaiyi.cli.models import run_pull

    name = DEFAULT_CARD if card == "default" else card
    with Terminal(quiet=quiet) as terminal:
        code = run_pull(_settings(offline), name, terminal, force=force)
    _leave(code)


@models.command("info")
def models_info(card: Card) -> None:
    """What the card says: licence, files, adapter, scores."""
    from zhaiyi.cli.models import run_info

    _leave(run_info(_settings(), card))


@models.command("verify")
def models_verify(card: Annotated[str | None, typer.Argument(metavar="CARD")] = None) -> None:
    """Read every byte of a model, or of all that are installed."""
    from zhaiyi.cli.models import run_verify

    with Terminal() as terminal:
        code = run_verify(_settings(), card, terminal)
    _leave(code)


@models.command("remove")
def models_remove(card: Card) -> None:
    """Delete a model's files."""
    from zhaiyi.cli.models import run_remove

    _leave(run_remove(_settings(), card))
