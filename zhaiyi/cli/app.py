"""The commands and their options. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from zhaiyi.cli import options as opt
from zhaiyi.cli.asked import (
    batch_of,
    brief_options_of,
    is_forced,
    models_of,
    settings_asked,
    shape_of,
    terminal_of,
    translator_of,
    wanted_of,
)
from zhaiyi.cli.memory import memory
from zhaiyi.cli.model_commands import models
from zhaiyi.cli.options import leave, settings_of
from zhaiyi.cli.parameters import OF_A_SUMMARY, takes
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import require
from zhaiyi.core.version import __version__

app = typer.Typer(
    help="Zhaiyi: a Chinese news article in, a linked and checked English brief out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(models, name="models")
app.add_typer(memory, name="memory")


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


@app.command(cls=opt.BatchCommand)
@takes()
def brief(ctx: typer.Context, **_: Any) -> None:
    """Summarise and translate articles, linked to their sources.

    Formats: html, md, json, txt, docx, tmx, jsonl; the English alone: en-html, en-md, en-docx.
    Without -o or --out the result is printed. With --out a batch is made: several articles at once,
    a journal by which the same command goes on after any interruption, report.html, report.json.

    \b
    Examples:
      zhaiyi brief article.txt
      zhaiyi brief https://example.org/article --summary-only -n 3
      zhaiyi brief articles --recursive --out briefs -f html,json --dry-run
      zhaiyi brief @list.txt news.jsonl --field text --out briefs --fail-on flagged --cluster

    Exit codes: 0 done; 1 some failed; 2 wrong usage or nothing readable; 3 no model; 130, 143 ended
    """
    settings = settings_asked(ctx)
    with terminal_of(ctx, settings) as terminal:
        from zhaiyi.cli.brief import run_brief

        code = run_brief(
            wanted_of(ctx),
            settings,
            brief_options_of(ctx),
            models_of(ctx),
            terminal,
            batch=batch_of(ctx, terminal),
            shape=shape_of(ctx.params),
        )
    leave(code)


@app.command(cls=opt.BatchCommand)
@takes(*OF_A_SUMMARY)
def translate(ctx: typer.Context, **_: Any) -> None:
    """Translate sentence by sentence, both languages side by side.

    Formats: txt, md, html, jsonl; and docx, epub, srt, which give a file of that format back with
    English in place of its Chinese (--same-format: each file its own). Without an input it is a
    filter: one English line for each Chinese line of standard input.

    \b
    Examples:
      zhaiyi translate < chinese.txt > english.txt
      zhaiyi translate chapter.docx -f md
      zhaiyi translate report.docx -o report.en.docx
      zhaiyi translate film.srt book.epub --same-format --bilingual --out english
      zhaiyi translate articles -r --out english -f html --jobs 8
      zhaiyi translate news.parquet --field text --out english -f jsonl --cluster

    Exit codes: 0 done; 1 some inputs failed; 2 wrong usage or nothing readable; 3 no model; 130
    and 143 stopped by Ctrl-C and SIGTERM, what is finished kept.
    """
    settings = settings_asked(ctx)
    with terminal_of(ctx, settings) as terminal:
        from zhaiyi.cli.translate import run_translate

        code = run_translate(
            wanted_of(ctx),
            settings,
            translator_of(ctx),
            terminal,
            batch=batch_of(ctx, terminal),
            force=is_forced(ctx),
        )
    leave(code)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE [ENGLISH]")],
    source: Annotated[
        str, typer.Option("--source", metavar="NAME", help="Column of the Chinese.")
    ] = "zh",
    target: Annotated[
        str, typer.Option("--target", metavar="NAME", help="Column of the English.")
    ] = "en",
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="table|jsonl|html", help="Else by the ending of -o, or table."
        ),
    ] = None,
    output: opt.Output = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="doubtful|look", help="Exit 1 where a sentence is so."),
    ] = None,
    translator: Annotated[
        bool,
        typer.Option(
            "--translator/--no-translator",
            help="Ask the installed translator what it makes of each sentence, or do without: "
            "less sure, and ten times as fast.",
        ),
    ] = True,
    quiet: opt.Quiet = False,
) -> None:
    """Check a translation from anywhere: an agency's, another system's.

    FILE is a TSV or CSV with a header, TMX or XLIFF; or two text files are given, Chinese and
    English, line by line. The table and the page begin with the least sure sentence; jsonl keeps
    the order of the file.

    \b
    Examples:
      zhaiyi check agency.tmx
      zhaiyi check delivered.csv --source Chinese --target English -f html -o report.html
      zhaiyi check article.zh.txt article.en.txt -f jsonl --fail-on doubtful

    Exit codes: 0 done; 1 --fail-on found something; 2 wrong usage or nothing readable.
    """
    with Terminal(quiet=quiet) as terminal:
        from zhaiyi.cli.check import Asked as CheckAsked
        from zhaiyi.cli.check import run_check

        asked = CheckAsked(
            files=files,
            source=source,
            target=target,
            format=format,
            output=output,
            fail_on=fail_on,
            ask=translator,
        )
        code = run_check(asked, settings_of(), terminal)
    leave(code)


@app.command("eval")
def evaluate(
    table: Annotated[Path, typer.Argument(metavar="TSV")],
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="At most so many sentences.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="A fixed random sample, not the first ones."),
    ] = None,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="A,B", help="Only these other systems.")
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="table|json")] = "table",
    quality: opt.Quality = None,
    translator: opt.Translator = "auto",
    model: opt.Model = None,
    no_zhaiyi: Annotated[
        bool, typer.Option("--no-zhaiyi", help="Score the other columns only; needs no model.")
    ] = False,
    outputs: Annotated[
        Path | None, typer.Option("--outputs", metavar="FILE", help="JSONL that keeps our outputs.")
    ] = None,
    marks: Annotated[
        Path | None,
        typer.Option(
            "--marks", metavar="FILE", help="TSV of marked outputs: columns AUC and sure."
        ),
    ] = None,
    offline: opt.Offline = False,
    quiet: opt.Quiet = False,
) -> None:
    """Measure translation quality on sentences with references.

    The TSV has the columns id, zh, en, and may have one for each other system's outputs. Our
    outputs are kept as they are made: the same command goes on where it was stopped. Where a
    reader has marked outputs (columns zh, output, needs_look with yes or no), --marks tells what
    the confidence is worth.

    \b
    Examples:
      zhaiyi eval tests/data/flores-excerpt.tsv --limit 20
      zhaiyi eval scores.tsv --columns google,argos --no-zhaiyi -f json
    """
    settings = settings_of(offline, quality)
    with Terminal(quiet=quiet, level=settings.log_level) as terminal:
        require("sacrebleu", "zhaiyi[eval]", "zhaiyi eval")
        from zhaiyi.cli.eval import Asked, run_eval

        asked = Asked(
            table, limit, seed, columns, format, model or translator, not no_zhaiyi, outputs, marks
        )
        code = run_eval(asked, settings, terminal)
    leave(code)


@app.command()
def web(
    host: Annotated[
        str, typer.Option("--host", metavar="NAME", help="Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535)] = 7860,
    model: opt.Model = None,
    quality: opt.Quality = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Leave the browser closed; say the address only.")
    ] = False,
    allow_private: opt.Private = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Articles that share the engine."),
    ] = None,
    offline: opt.Offline = False,
) -> None:
    """Serve the page and open it in a browser. Ctrl-C ends it, once the articles at work are done.

    Many visitors are best served with --model openai-api, several servers in ZHAIYI_API_URL and
    more --workers than the usual 4.

    With --allow-private visitors may have this machine ask for pages of its own network: only
    where nobody else reaches the page.

    \b
    Examples:
      zhaiyi web
      zhaiyi web --no-browser --quality best
      zhaiyi web --host 0.0.0.0 --port 8080 --no-browser
      zhaiyi web --no-browser --model openai-api --workers 32
    """
    from zhaiyi.web import serve

    serve(
        settings_of(offline, quality),
        host=host,
        port=port,
        model=model,
        browser=not no_browser,
        allow_private=allow_private,
        workers=workers,
    )


@app.command()
def schema() -> None:
    """Print the JSON schema of a brief.

    It is what -f json and -f jsonl write; a program that reads briefs can check them with it.

    \b
    Examples:
      zhaiyi schema
    """
    from zhaiyi.cli.schema import run_schema

    leave(run_schema())


@app.command()
def doctor(
    online: Annotated[bool, typer.Option("--online", help="Ask the network too.")] = False,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="ADDRESS", help="Try the page that is served there."),
    ] = None,
) -> None:
    """Say what is installed, what is missing, and how to mend it.

    With --url it tries a page that runs elsewhere, such as a Space: it waits for its model and has
    a short article briefed.

    \b
    Examples:
      zhaiyi doctor
      zhaiyi doctor --online
      zhaiyi doctor --url https://someone-zhaiyi.hf.space
    """
    if url is not None:
        from zhaiyi.cli.smoke import run_smoke

        leave(run_smoke(url))
    from zhaiyi.cli.doctor import run_doctor

    leave(run_doctor(settings_of(), online=online))
