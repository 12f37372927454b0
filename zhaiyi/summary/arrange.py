"""The summary as a whole: what its sentences say together.

The sentences are made one by one. Once the last is there, those that stand on a doubtful
translation give their place to another key sentence, if there is a sound one; what says again what
a sentence before it has said goes; a name or a date is said in full once and then short; and of a
summary that is too long the least important sentences go. The first sentence, the lead, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zhaiyi.core.document import Article, Highlights, SummarySentence, Term
from zhaiyi.core.events import HighlightsFound, SummaryReady
from zhaiyi.lexicon.pinyin import looks_like
from zhaiyi.quality.coverage import stem
from zhaiyi.salience.key_sentences import is_eligible, opens_with_pronoun
from zhaiyi.summary.sentences import Group, check_summary, fell_back, make_groups, summary_job
from zhaiyi.summary.shorten import MOST
from zhaiyi.text.calendar import MONTHS
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.retry import penalty

WORDS = 120
"""Words of a whole summary, unless a number of sentences was asked for."""
SAME = 0.7
"""Share of the shorter sentence's content words from which on two say the same."""
SAME_SOURCE = 0.8
"""Similarity of Chinese sentences from which on one cannot take another's place beside it."""
RESERVES = 3
"""So many other sentences may be tried for a doubtful one."""
FEWEST = 3
"""A summary keeps so many sentences, however long they are."""


@dataclass
class Summary:
    """The sentences of one article's summary on their way: by index, as their jobs tell them.
    `left` jobs have not ended; whoever ends last arranges the whole. `words` None: no limit."""

    article: Article
    highlights: Highlights
    ids: Container[int]
    words: int | None = WORDS
    left: int = 0
    sentences: dict[int, SummarySentence] = field(default_factory=dict)


def arranged_job(
    summary: Summary, context: DocumentContext, group: Group, wrap: Wrap | None
) -> Job[None]:
    """The job of one sentence; the last to end goes on with the whole."""
    yield from _noted(summary, summary_job(context, group, wrap))
    summary.left -= 1
    if summary.left == 0 and len(summary.sentences) == len(summary.highlights.groups):
        yield from _arranged(summary, context, wrap)


def _noted(summary: Summary, job: Job[None]) -> Job[None]:
    """A job whose sentences are kept as they are told."""
    answer: object = None
    while True:
        try:
            step = job.send(answer)
        except StopIteration:
            return
        if isinstance(step, SummaryReady):
            summary.sentences[step.index] = step.sentence
        answer = yield step


def _arranged(summary: Summary, context: DocumentContext, wrap: Wrap | None) -> Job[None]:
    """Tells what has changed when the sentences are seen together."""
    before = [summary.sentences[i] for i in sorted(summary.sentences)]
    sentences = list(before)
    if wrap is not None:
        sentences = yield from _without_doubt(summary, context, wrap, sentences)
    sentences = sorted(sentences, key=lambda s: (s is not sentences[0], s.sources))
    sentences = _said_once(sentences)
    sentences = _within(sentences, summary.words, summary.highlights.scores)
    sentences = _short_names(sentences, context, summary.article)
    if sentences == before:
        return
    groups = tuple(sentence.sources for sentence in sentences)
    if groups != summary.highlights.groups:
        key = tuple(sorted({i for group in groups for i in group}))
        yield HighlightsFound(replace(summary.highlights, key=key, groups=groups))
    for index, sentence in enumerate(sentences):
        yield SummaryReady(index, len(sentences), sentence)


# -- a sound sentence in the place of a doubtful one ------------------------------------------


def _without_doubt(
    summary: Summary, context: DocumentContext, wrap: Wrap, sentences: list[SummarySentence]
) -> Job[list[SummarySentence]]:
    """The sentences, with others in the place of those that are flagged, or longer than any
    should be; of the latter those for which there is no other go. The lead stays."""
    made = sentences[:1]
    reserves = _reserves(summary, sentences)
    for sentence in sentences[1:]:
        if _is_doubtful(sentence):
            other = yield from _sound(summary, context, wrap, reserves, [*made, sentence])
            sentence = other or sentence
        made.append(sentence)
    return made[:1] + [sentence for sentence in made[1:] if not _is_too_long(sentence)]


def _is_doubtful(sentence: SummarySentence) -> bool:
    return sentence.status == "flagged" or _is_too_long(sentence)


def _is_too_long(sentence: SummarySentence) -> bool:
    return len(sentence.text.split()) > MOST


def _reserves(summary: Summary, sentences: Sequence[SummarySentence]) -> list[int]:
    """Other sentences that are being translated, the most salient first."""
    used = {i for sentence in sentences for i in sentence.sources}
    scores = summary.highlights.scores
    found = [
        s.id
        for s in summary.article.sentences
        if is_eligible(s)
        and s.id in summary.ids
        and s.id not in used
        and not opens_with_pronoun(s.text)
    ]
    return sorted(found, key=lambda i: (-scores[i], i))[: RESERVES * 2]


def _sound(
    summary: Summary,
    context: DocumentContext,
    wrap: Wrap,
    reserves: list[int],
    beside: Sequence[SummarySentence],
) -> Job[SummarySentence | None]:
    """A sentence of the first of `reserves` that is sound and new; those looked at are used up."""
    tried = 0
    while reserves and tried < RESERVES:
        tried, place = tried + 1, reserves.pop(0)
        taken = [i for sentence in beside for i in sentence.sources]
        vectors = context.vectors
        if any(float(vectors[place] @ vectors[i]) >= SAME_SOURCE for i in taken):
            continue
        text = summary.article.sentences[place].text
        (group,) = make_groups(((place,),), {place: text})
        sentence = yield from _made(summary_job(context, replace(group, index=place), wrap))
        if sentence and not _is_doubtful(sentence) and not fell_back(sentence):
            return sentence
    return None


def _made(job: Job[None]) -> Job[SummarySentence | None]:
    """The last sentence that a job makes, which is not told."""
    answer: object = None
    made: SummarySentence | None = None
    while True:
        try:
            step = job.send(answer)
        except StopIteration:
            return made
        if isinstance(step, SummaryReady):
            made, answer = step.sentence, None
        else:
            answer = yield step


# -- nothing twice, and not too much -----------------------------------------------------------


def _said_once(sentences: Sequence[SummarySentence]) -> list[SummarySentence]:
    """Without those that say again what one before them says."""
    kept = list[SummarySentence]()
    for sentence in sentences:
        if not any(_says_the_same(sentence.text, other.text) for other in kept):
            kept.append(sentence)
    return kept


def _says_the_same(one: str, other: str) -> bool:
    a, b = _content(one), _content(other)
    return len(a & b) >= SAME * max(1, min(len(a), len(b)))


def _content(text: str) -> frozenset[str]:
    words = re.findall(r"\d[\d.,]*|[^\W\d_]{4,}", text)
    return frozenset(stem(word) for word in words)


def _within(
    sentences: list[SummarySentence], words: int | None, scores: Sequence[float]
) -> list[SummarySentence]:
    """The sentences within `words`: the least important go first, the lead never."""
    kept = list(sentences)
    while words is not None and len(kept) > FEWEST and _length(kept) > words:
        kept.remove(min(kept[1:], key=lambda s: max((scores[i] for i in s.sources), default=0)))
    return kept


def _length(sentences: Sequence[SummarySentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)


# -- names and dates once in full --------------------------------------------------------------

_DATED = re.compile(rf"\b((?:{'|'.join(MONTHS)}) \d{{1,2}}), ((?:19|20)\d\d)\b,?")
Shorten = Callable[[str, str], str]
"""(sentence, the text before it) → the sentence with what is known said short."""


def _short_names(
    sentences: Sequence[SummarySentence], context: DocumentContext, article: Article
) -> list[SummarySentence]:
    """Persons and dates that a sentence before has told in full are told short. What the checks
    would object to stays as it was."""
    people = tuple(_people(context.terms))
    made, before = list[SummarySentence](), ""
    for sentence in sentences:
        text = _persons_short(_years_short(sentence.text, before), before, people)
        if text != sentence.text:
            source = "".join(article.sentences[i].text for i in sentence.sources)
            known = penalty(check_summary(source, sentence.text, context))
            if penalty(check_summary(source, text, context)) <= known:
                sentence = replace(sentence, text=text)
        made.append(sentence)
        before = f"{before} {sentence.text}"
    return made


def _years_short(text: str, before: str) -> str:
    """Without the year of a date, where the summary has told the year."""

    def short(match: re.Match[str]) -> str:
        told = re.search(rf"\b{match[2]}\b", before)
        comma = "," if match.start() == 0 or match[0].endswith(",") else ""
        return f"{match[1]}{comma}" if told else match[0]

    return _DATED.sub(short, text)


def _people(terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    """(full, short) names of the persons of a document: Lin Yimin and Lin, Steve Dickson and
    Dickson. Names that a user chose, or that two persons share, stay whole."""
    names = [
        (term.target, _surname(term))
        for term in terms
        if term.kind == "person" and term.origin != "user" and " " in term.target
    ]
    shorts = [short for _, short in dict.fromkeys(names)]
    yield from (pair for pair in dict.fromkeys(names) if shorts.count(pair[1]) == 1)


def _surname(term: Term) -> str:
    parts = term.target.split()
    chinese = len(parts) == 2 and len(term.source) <= 4 and all(looks_like(p, 2) for p in parts)
    return parts[0] if chinese else parts[-1]


def _persons_short(text: str, before: str, people: Sequence[tuple[str, str]]) -> str:
    """Persons by their short names; the label of who speaks (Mao Ning: …) stays whole."""
    for full, short in people:
        if re.search(rf"\b{re.escape(full)}\b", before):
            text = re.sub(rf"\b{re.escape(full)}\b(?!:)", short, text)
    return text
