"""One sentence into English: the job that a reader of this code should read first.

A sentence is tried greedily with the terms and numbers that it holds as a glossary; the checks
judge what came out. If they object, the steps of `zhaiyi.translation.retry` follow, and the best
hypothesis by the checks is kept: never a worse one than the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zhaiyi.core.document import Finding, Translation, TranslationStatus
from zhaiyi.core.events import Stage, Standing, TranslationReady
from zhaiyi.core.settings import Quality
from zhaiyi.engines.base import PLAIN, Decoding, Request, Result
from zhaiyi.engines.told import joined
from zhaiyi.lexicon import Lexicon
from zhaiyi.text.script import HAN
from zhaiyi.translation.constraints import glossary_line
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.jobs import Job, ask
from zhaiyi.translation.judge import Judge
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.retry import Hypothesis, Step, best_of, first_step, penalty, put_down

_COMMON = re.compile(
    r"(?:the|an?|th(?:is|at|ese|ose)|its?|the[yi]r?|h(?:e|is)|she|her|we|our|there|and|but|or|so"
    r"|which|who|when|while|as|if|in|on|at|by|with|for|from|to|of|through|after|before|since|under"
    r"|according|all|each|many|some|not)\b",
    re.IGNORECASE,
)
"""Words that begin with a small letter within a sentence."""
_STATEMENT = 5
"""Characters of the shortest part of a title that says something."""
_MARKS = frozenset("。！？!?.…；;")
_CLAUSE = re.compile("[，、：,:]")
_GOES_ON = re.compile("[“「『《][^”」』》]*[”」』》]$|[都在将也被对向为与和及的并而就还却]|联合")
"""What begins so belongs to what is before: 将打造 “示范区”, 每一个孩子 都能上学."""
_ENDS = re.compile(rf"[{HAN}\d%％”」』》）)][{HAN}“「『《\d]$")
CUT = Finding("length", "error", "The English was cut off: its end is missing.")

FIRST: dict[Quality, Decoding] = {
    "fast": PLAIN,
    "best": Decoding(beam=3, candidates=3, target_only=True),
}


def segment_job(
    context: DocumentContext, segment: SourceSegment, judge: Judge
) -> Job[Translation | None]:
    """Translates a sentence; None if the work was broken off before it was done with. Each
    hypothesis shows, so that what is there is never lost."""
    hypotheses: list[Hypothesis] = []
    step: Step | None = opening_step(context, segment)
    while step is not None:
        result = yield from _tried(context, segment, step, len(hypotheses))
        if result.finish == "cancelled":
            if hypotheses:
                yield TranslationReady(translation_of(segment, hypotheses))
            return None
        hypotheses.append(judge.judged(segment, result, step.name))
        step = judge.next_step(segment, hypotheses)
        translation = translation_of(segment, hypotheses)
        yield TranslationReady(translation, _standing(step, hypotheses))
    return translation


def opening_step(context: DocumentContext, segment: SourceSegment) -> Step:
    """How a sentence is tried first."""
    return first_step(segment.text, segment.constraints, FIRST[context.quality])


def step_requests(
    context: DocumentContext, segment: SourceSegment, step: Step, number: int = 0
) -> tuple[Request, ...]:
    """The requests of a step, the `number`-th of its sentence: one for each of its pieces."""
    name = f"{context.name}/{segment.id}/{number}"
    return tuple(
        Request(
            f"{name}.{i}" if i else name,
            piece,
            _prompt(context, step, piece),
            max_new_tokens(piece),
            decoding=step.decoding,
        )
        for i, piece in enumerate(step.pieces)
    )


def _tried(
    context: DocumentContext, segment: SourceSegment, step: Step, number: int
) -> Job[Result]:
    """The result of a step, its pieces joined."""
    requests = step_requests(context, segment, step, number)
    stage: Stage = "repair" if number else "translate"
    results = yield from ask(requests, step.role, stage, segment.id)
    result = _begun(step.opening, _join(results))
    if step.role != "translator":  # what it tells of its words is on another scale
        result = replace(result, told=())
    return _taken_out(result) if step.carried else result


def _standing(step: Step | None, hypotheses: Sequence[Hypothesis]) -> Standing:
    """What others may make of the translation while `step` is tried."""
    if step is None:
        return "final"
    whole = len(hypotheses) == 1 and hypotheses[0].text and not hypotheses[0].cut
    return "draft" if whole else "retry"


def translation_of(segment: SourceSegment, hypotheses: Sequence[Hypothesis]) -> Translation:
    """The best hypothesis as the translation that a reader sees."""
    best = best_of(hypotheses)
    if not best.text:
        return Translation(segment.id, "", "failed", best.findings)
    findings = (*best.findings, CUT) if best.cut else best.findings
    first = best is hypotheses[0] and not best.mended
    status: TranslationStatus = "ok" if first else "repaired"
    if penalty(findings) > 0:
        status = "flagged"
    text = f"{segment.prefix}{best.text}{segment.suffix}"
    return Translation(segment.id, text, status, findings, told=best.told)


# -- requests and results ------------------------------------------------------------------------


def _prompt(context: DocumentContext, step: Step, piece: str) -> str | None:
    own = step.role == "translator"
    wrap = context.wrap if own else context.rewriter
    if wrap is None:
        return None
    glossary = glossary_line(step.pairs(piece)) if context.hints or not own else ""
    name = step.prompt if glossary else "translate"
    return (
        wrap(load_prompt(name).render(source=parted(piece, context.lexicon), glossary=glossary))
        + step.opening
    )


_SCORED = ("胜", "败", "冠", "魁", "平", "负", "捷")
"""What ends a statement on a match whose verb the segmenter sees as a noun: 五战全胜."""


def parted(source: str, lexicon: Lexicon) -> str:
    """Two statements that only a blank parts, as in titles, parted by a semicolon: the model runs
    them together (恒指失守二万六 楼股齐跌). A first part without a verb is a subject, an office, or
    one of two bodies, and no statement."""
    if source.rstrip("”」』》）)")[-1:] in _MARKS:
        return source
    parts = re.split(r"([ \u3000]+)", source.strip())
    for at in range(1, len(parts), 2):
        before, after = _CLAUSE.split(parts[at - 1])[-1], parts[at + 1]
        said = min(len(before), len(after)) >= _STATEMENT and not _GOES_ON.match(after)
        if said and _ENDS.search(before + after[:1]) and _says(parts[at - 1], lexicon):
            parts[at] = "；"
    return "".join(parts)


def _says(part: str, lexicon: Lexicon) -> bool:
    """Whether a part of a title has a verb, and is no name."""
    if part.endswith("的") or lexicon.name(lexicon.simplified(part)) is not None:
        return False
    scored = part.endswith(_SCORED)
    return scored or any(t.tag[:1] == "v" and t.tag != "vn" for t in lexicon.tokens(part))


def max_new_tokens(source: str) -> int:
    """Room for the English of `source`: the longest of 12,000 faithful translations of news needed
    0.95 tokens for a character, and short ones up to 20 more."""
    return int(1.2 * len(source)) + 32


def _begun(opening: str, result: Result) -> Result:
    """The result with what its answer was begun with."""
    if not opening or result.finish == "cancelled":
        return result
    texts = tuple(f"{opening} {text}" for text in result.candidates or (result.text,))
    return replace(result, text=texts[0], candidates=texts)


def _taken_out(result: Result) -> Result:
    """The result of a sentence that was carried in another, without that other."""
    if result.finish == "cancelled":
        return result
    texts = tuple(put_down(text) for text in result.candidates or (result.text,))
    return replace(result, text=texts[0], candidates=texts)


def _join(results: Sequence[Result]) -> Result:
    """The results of a sentence's pieces as one."""
    if any(result.finish == "cancelled" for result in results):
        return replace(results[0], text="", finish="cancelled")
    if len(results) == 1:
        return results[0]
    cut = any(result.finish == "length" for result in results)
    text = _sentences([result.text for result in results])
    known = joined([next(iter(result.told), None) for result in results])
    told = (known,) if known else ()
    return Result(results[0].id, text, "length" if cut else "stop", (text,), told=told)


def _sentences(texts: Sequence[str]) -> str:
    """One text of several. The model opens each with a capital letter, also where it has ended the
    one before with a comma; common words lose it again there."""
    joined = ""
    for text in filter(None, texts):
        if joined.endswith((",", ";")) and _COMMON.match(text):
            text = f"{text[0].lower()}{text[1:]}"
        joined = f"{joined} {text}" if joined else text
    return joined
