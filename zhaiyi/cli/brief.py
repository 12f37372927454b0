"""``zhaiyi brief``: articles into linked briefs, through one warm pipeline."""

from __future__ import annotations

from zhaiyi.batch.work import Work
from zhaiyi.cli.outputs import chosen_formats
from zhaiyi.cli.request import BatchOptions, Wanted
from zhaiyi.cli.run import Named, run_work
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.settings import Settings
from zhaiyi.pipeline import BriefOptions
from zhaiyi.render import FORMATS
from zhaiyi.render.look import Shape


def run_brief(
    wanted: Wanted,
    settings: Settings,
    options: BriefOptions,
    models: Named,
    terminal: Terminal,
    batch: BatchOptions | None = None,
    shape: Shape = "list",
) -> int:
    """Briefs every input; the exit code. Raises `UsageError` and `ModelError` before any work."""
    formats = chosen_formats(wanted.formats, tuple(FORMATS), wanted.output, "txt", wanted.same)
    translator, summarizer, model = models
    work = Work(
        command="brief",
        formats=formats,
        translator=translator,
        summarizer=summarizer,
        model=model,
        options=options,
        shape=shape,
        settings=settings,
    )
    return run_work(work, wanted, batch or BatchOptions(), terminal)
