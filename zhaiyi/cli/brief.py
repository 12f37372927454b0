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
            "brief",
            formats,
            translator,
            summarizer,
            model,
            options,
            shape,
            wanted.bilingual,
            settings=settings,
        )
        return run_on_cluster(work, wanted, batch, terminal)
    task = Task(
        "brief",
        wanted,
        batch,
        settings,
        models,
        formats,
        suffixes | {SAME: wanted.same_suffix},
        lambda zhaiyi: BriefMaker(zhaiyi, options, wanted.bilingual, shape),
        {
            "sentences": options.sentences,
            "summary_only": options.summary_only,
            "bilingual": wanted.bilingual,
            **({"shape": shape} if shape != "list" else {}),
        },
    )
    return run_task(task, terminal)
