"""The jobs that build upon translations: summary sentences and headline."""

from __future__ import annotations

from collections.abc import Container, Iterator

from zhaiyi.core.document import Article, Highlights
from zhaiyi.summary.headline import lead_job, title_job
from zhaiyi.summary.sentences import make_groups, summary_job
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.sources import site_of, title_of


def summary_jobs(
    article: Article,
    highlights: Highlights,
    ids: Container[int],
    wrap: Wrap | None,
    context: DocumentContext,
) -> Iterator[Job[object]]:
    """Those that stand on any of the sentences `ids`, which are being translated. `wrap` is the
    summarizer's chat format, None without one."""
    texts = {s.id: s.text for s in article.sentences}
    for group in make_groups(highlights.groups, texts):
        if any(i in ids for i in group.ids):
            yield summary_job(context, group, wrap)
    title = title_of(article)
    if title is not None:
        if title.id in ids:
            yield title_job(title, site_of(article, context))
    elif highlights.key and highlights.key[0] in ids:
        yield lead_job(context, article.sentences[highlights.key[0]], wrap)
