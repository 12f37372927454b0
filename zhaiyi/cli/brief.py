"""``zhaiyi brief``: articles into linked briefs, through one warm pipeline."""

from __future__ import annotations

from zhaiyi.batch.products import SAME, BriefMaker
from zhaiyi.cli.cluster import run_on_cluster
from zhaiyi.cli.outputs import chosen_formats
from zhaiyi.cli.request import BatchOptions, Wanted
from zhaiyi.cli.run import Named, Task, run_task
from zhaiyi.cli.terminal import Terminal
from zhaiyi.cluster.work import Work
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
    suffixes = {name: form.suffix for name, form in FORMATS.items()}
    batch = batch or BatchOptions()
    if batch.cluster:
        translator, summarizer, model = models
        work = Work(
            command="brief",
            formats=formats,
            translator=translator,
            summarizer=summarizer,
            model=model,
            options=options,
            shape=shape,
            bilingual=wanted.bilingual,
            settings=settings,
        )
        return run_on_cluster(work, wanted, batch, terminal)
    task = Task(
        command="brief",
        wanted=wanted,
        batch=batch,
        settings=settings,
        models=models,
        formats=formats,
        suffixes=suffixes | {SAME: wanted.same_suffix},
        maker=lambda zhaiyi: BriefMaker(zhaiyi, options, wanted.bilingual, shape),
        particulars={
            "sentences": options.sentences,
            "summary_only": options.summary_only,
            "bilingual": wanted.bilingual,
            **({"shape": shape} if shape != "list" else {}),
        },
    )
    return run_task(task, terminal)
