"""The jobs that build upon translations: headline and summary sentences."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial

from zhaiyi.core.document import Article, Highlights
from zhaiyi.summary.arrange import WORDS, Summary, arranged_job
from zhaiyi.summary.headline import lead_job, title_job
from zhaiyi.summary.sentences import make_groups, summary_job
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.plan import Beside
from zhaiyi.translation.sources import site_of, title_of


def made_beside(
    article: Article,
    highlights: Highlights,
    ids: Container[int],
    wrap: Wrap | None,
    first: int | None = None,
    words: int | None = WORDS,
    arranged: bool = True,
) -> Beside:
    """What a plan has to know of `headline_jobs` and `summary_jobs`; `first` is the sentence that
    the headline stands on, if it shall begin before the others."""
    made_from = (article, highlights, ids, wrap)
    return Beside(
        first,
        partial(headline_jobs, *made_from),
        partial(summary_jobs, *made_from, words=words, arranged=arranged),
    )


def summary_jobs(
    article: Article,
    highlights: Highlights,
    ids: Container[int],
    wrap: Wrap | None,
    context: DocumentContext,
    words: int | None = WORDS,
    arranged: bool = True,
) -> Iterator[Job[object]]:
    """Those that stand on any of the sentences `ids`, which are being translated. `wrap` is the
    summarizer's chat format, None without one. `words` is how many the summary may have, None for
    any number. Without `arranged` each sentence stays in its place, as it is."""
    texts = {s.id: s.text for s in article.sentences}
    groups = [g for g in make_groups(highlights.groups, texts) if any(i in ids for i in g.ids)]
    summary = Summary(article, highlights, ids, words, len(groups))
    for group in groups:
        yield (
            arranged_job(summary, context, group, wrap)
            if arranged
            else summary_job(context, group, wrap)
        )


def headline_jobs(
    article: Article,
    highlights: Highlights,
    ids: Container[int],
    wrap: Wrap | None,
    context: DocumentContext,
) -> Iterator[Job[object]]:
    """That of the headline, if what it stands on is among the sentences `ids`, which are being
    translated. `wrap` is the summarizer's chat format, None without one."""
    title = title_of(article)
    if title is not None:
        if title.id in ids:
            yield title_job(title, site_of(article, context), context, wrap)
    elif highlights.key and highlights.key[0] in ids:
        yield lead_job(context, article.sentences[highlights.key[0]], wrap)
