"""A part of a key sentence, translated anew: for one that no rule makes short in English."""

from __future__ import annotations

from dataclasses import replace

from zhaiyi.engines.base import Request
from zhaiyi.summary.clauses import stands_alone
from zhaiyi.summary.source_cuts import shorter_sources
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.jobs import Job, ask
from zhaiyi.translation.judge import CheckJudge
from zhaiyi.translation.retry import Budget, penalty
from zhaiyi.translation.segment import opening_step, step_requests


def parts_job(
    context: DocumentContext, place: int, source: str, name: str
) -> Job[tuple[str, ...] | None]:
    """Translations of parts of the sentence `source`, which stands at `place`, the best part
    first: those that are whole sentences and that no check objects to. `name` opens the ids of the
    requests. None if the work was broken off."""
    segments, requests = list[SourceSegment](), list[Request]()
    for part in shorter_sources(source, context.lexicon):
        segment = SourceSegment(place, part, constraints=context.constraints(part))
        pieces = step_requests(context, segment, opening_step(context, segment))
        if len(pieces) == 1:  # what goes in several is no short sentence
            segments.append(segment)
            requests.append(replace(pieces[0], id=f"{name}.{len(requests)}"))
    if not requests:
        return ()
    results = yield from ask(requests, "translator", "summarize")
    if any(result.finish == "cancelled" for result in results):
        return None
    judge = CheckJudge(context, Budget(0))
    made = [judge.judged(s, r, "part") for s, r in zip(segments, results, strict=True)]
    sound = [each.text for each in made if not each.cut and penalty(each.findings) == 0]
    return tuple(text for text in sound if stands_alone(text.rstrip(".!?… ")))
