"""How urgent the requests of a document are: the policy, in one place. What it comes to in a
batch, decides `zhaiyi.engines.feeding`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhaiyi.core.document import Article, Highlights
from zhaiyi.engines.base import LATER, NEXT, NOW, SOON, Request
from zhaiyi.translation.jobs import Ask
from zhaiyi.translation.sources import title_of


@dataclass(slots=True)
class Urgency:
    """Of one document, in the order in which a reader wants to see it: the headline with its
    names, one summary sentence and the other names, the other summary sentences and retries, all
    else.

    `headline` is the sentence that the headline stands on, `opening` those of the summary
    sentences of which one will be there first, `summary` those of all of them.
    """

    headline: int | None = None
    opening: Sequence[int] = ()
    summary: Sequence[int] = ()
    _condensing: bool = False

    def of(self, ask: Ask) -> int:
        """The priority of an ask's requests."""
        if ask.segment is not None and ask.segment == self.headline:
            return NOW
        if ask.stage == "terms":
            return NEXT
        if ask.segment is None:
            return SOON if self._condensing else NEXT
        if ask.segment in self.opening:
            return NEXT
        return LATER if ask.stage == "translate" and ask.segment not in self.summary else SOON

    def requests(self, ask: Ask) -> tuple[Request, ...]:
        """The requests of an ask with their priority. Who comes first to be condensed is next; the
        others are not as urgent."""
        priority = self.of(ask)
        self._condensing = self._condensing or ask.stage == "summarize"
        return tuple(replace(request, priority=priority) for request in ask.requests)


RACE = 2
"""Summary sentences of which one is to come first: how long a translation will be is a guess."""


def urgency_of(article: Article, highlights: Highlights) -> Urgency:
    """That of a brief: headline, then the first of the summary sentences with the least to
    translate."""
    title, key = title_of(article), highlights.key
    headline = title.id if title else next(iter(key), None)
    texts = {s.id: s.text for s in article.sentences}
    groups = sorted(highlights.groups, key=lambda group: max(len(texts[i]) for i in group))
    return Urgency(headline, tuple(i for group in groups[:RACE] for i in group), key)
