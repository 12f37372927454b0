"""The headline: the translated title or, where there is none, one written for the first key
sentence's translation."""

from __future__ import annotations

import re

from zhaiyi.core.document import Headline, Sentence, Translation
from zhaiyi.core.events import HeadlineReady
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.summary.faithful import only_leaves_out, only_rearranges
from zhaiyi.summary.sentences import check_summary
from zhaiyi.summary.shorten import shortened
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job, ask, translations
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.retry import penalty

LONG_WORDS = 14
"""A title of more words is no headline yet."""
CUT_WORDS = 20
"""One of more words is cut at a clause, where the model has nothing."""
_LEVEL = re.compile(
    r"\b(\d(?:\.\d)?)[- ](?:level|grade|class|degree) ((?:earth)?quake)"
    r"|((?:earth)?quake) (?:of )?(?:a )?(\d(?:\.\d)?)[- ](?:level|grade|class|degree)\b",
    re.I,
)
"""级 of an earthquake, put word for word."""


def title_job(
    title: Sentence,
    site: str = "",
    context: DocumentContext | None = None,
    wrap: Wrap | None = None,
) -> Job[None]:
    """The title's translation as the headline, once it is done with; shorter where it is long.
    `site` is the English of what stands behind the title."""
    found = yield from translations((title.id,), final=True)
    headline = from_title(found[0], site) if found else None
    if not found or headline is None:
        return
    if context is not None and len(headline.text.split()) > LONG_WORDS:
        headline = yield from _made_short(context, title.text, headline, headline.text, wrap)
    yield HeadlineReady(headline)


def lead_job(context: DocumentContext, lead: Sentence, wrap: Wrap | None) -> Job[None]:
    """A headline written for the translation of `lead`, once that is done with; without a chat
    model (`wrap` None) the translation itself."""
    found = yield from translations((lead.id,), final=True)
    headline = from_title(found[0]) if found else None
    if not found or headline is None:
        return
    if wrap is not None:
        headline = yield from _made_short(context, lead.text, headline, found[0].text, wrap)
    yield HeadlineReady(headline)


def from_title(translation: Translation, site: str = "") -> Headline | None:
    """A headline has no full stop and no name of the site behind it; None for no text."""
    text = plain_style(translation.text.removesuffix(site).rstrip().rstrip(".。 "))
    return Headline(text, (translation.source,), translation.findings) if text else None


def plain_style(text: str) -> str:
    """The text as English has it: a magnitude-5.2 earthquake, not a 5.2-level one."""
    return _LEVEL.sub(lambda m: f"magnitude-{m[1] or m[4]} {m[2] or m[3]}", text)


def _made_short(
    context: DocumentContext, source: str, headline: Headline, plain: str, wrap: Wrap | None
) -> Job[Headline]:
    """The headline that the model writes for the translation `plain`, or the rules cut; as it was
    where neither says just that."""
    if wrap is not None:
        result = yield from _written(context, plain, wrap)
        if (written := better(context, source, headline, result)) is not None:
            return written
    long = len(headline.text.split()) > CUT_WORDS
    return (_cut(context, source, headline) if long else None) or headline


def better(
    context: DocumentContext, source: str, headline: Headline, result: Result
) -> Headline | None:
    """What the model wrote for `headline`, whose Chinese is `source`; None where it says more
    than its source, or nothing."""
    text = plain_style(tidy(result.text, "").strip('"“”').rstrip("."))
    same = only_leaves_out(text, headline.text) or only_rearranges(text, headline.text)
    if result.finish != "stop" or not text or not same:
        return None
    return _checked(context, source, headline, text)


def _cut(context: DocumentContext, source: str, headline: Headline) -> Headline | None:
    """The first clause of a headline, where that says enough."""
    for text in shortened(headline.text):
        if len(text.split()) <= CUT_WORDS + LONG_WORDS:
            return _checked(context, source, headline, text.rstrip("."))
    return None


def _checked(
    context: DocumentContext, source: str, headline: Headline, text: str
) -> Headline | None:
    """The headline with another text, where the checks have no more against it."""
    findings = check_summary(source, text, context, "headline")
    known = check_summary(source, headline.text, context, "headline")
    if penalty(findings) > penalty(known):
        return None
    return Headline(text, headline.sources, findings)


def _written(context: DocumentContext, plain: str, wrap: Wrap) -> Job[Result]:
    request = Request(
        f"{context.name}/headline",
        plain,
        wrap(load_prompt("headline").render(translation=plain)),
        max_new_tokens=40,
        decoding=PLAIN,
    )
    (result,) = yield from ask([request], "summarizer", "summarize")
    return result
