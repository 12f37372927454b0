"""The headline: the translated title or, where there is none, one written for the first key
sentence's translation."""

from __future__ import annotations

from zhaiyi.core.document import Headline, Sentence, Translation
from zhaiyi.core.events import HeadlineReady
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.summary.sentences import check_summary
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job, ask, translations
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.retry import penalty


def title_job(title: Sentence, site: str = "") -> Job[None]:
    """The title's translation as the headline, once it is done with. `site` is the English of what
    stands behind the title."""
    found = yield from translations((title.id,), final=True)
    if found and (headline := from_title(found[0], site)):
        yield HeadlineReady(headline)


def lead_job(context: DocumentContext, lead: Sentence, wrap: Wrap | None) -> Job[None]:
    """A headline written for the translation of `lead`, once that is done with; without a chat
    model (`wrap` None) the translation itself."""
    found = yield from translations((lead.id,), final=True)
    headline = from_title(found[0]) if found else None
    if not found or headline is None:
        return
    if wrap is not None:
        result = yield from _written(context, found[0], wrap)
        headline = better(context, lead.text, found[0], result) or headline
    yield HeadlineReady(headline)


def from_title(translation: Translation, site: str = "") -> Headline | None:
    """A headline has no full stop and no name of the site behind it; None for no text."""
    text = translation.text.removesuffix(site).rstrip().rstrip(".。 ")
    return Headline(text, (translation.source,), translation.findings) if text else None


def better(
    context: DocumentContext, source: str, translation: Translation, result: Result
) -> Headline | None:
    """What the model wrote for `translation`, whose Chinese is `source`; None where it says more
    than its source, or nothing."""
    text = tidy(result.text, "").strip('"“”').rstrip(".")
    findings = check_summary(source, text, context, "headline")
    known = check_summary(source, translation.text, context, "headline")
    if result.finish != "stop" or not text or penalty(findings) > penalty(known):
        return None
    return Headline(text, (translation.source,), findings)


def _written(context: DocumentContext, translation: Translation, wrap: Wrap) -> Job[Result]:
    request = Request(
        f"{context.name}/headline",
        translation.text,
        wrap(load_prompt("headline").render(translation=translation.text)),
        max_new_tokens=40,
        decoding=PLAIN,
    )
    (result,) = yield from ask([request], "summarizer", "summarize")
    return result
