"""Good against bad answers: the experts' pairs, and own samples held against references.

What is far from every reference is the bad one; the good one is a reference, and where a sample
itself comes near, that sample too.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from training.examples import Encoded, Example, Preference, joined
from training.vocabulary import END, Vocabulary
from training.write import Sampling, Writer

TRIES = 4
APART = 10.0
"""chrF between the best and the worst sample, at least."""
NEAR = 62.0
"""chrF above which a sample is good itself."""
TEACHERS = 1100
LONGEST = 400
"""Tokens of prompt and answer."""
_SHOWN = ("Context:", "Glossary:")


def references(examples: Iterable[Example]) -> dict[str, list[str]]:
    """Bare prompt → the translations of it that experts found right; behind them some of the
    teacher's."""
    found: dict[str, list[str]] = defaultdict(list)
    plain = [e for e in examples if not any(mark in e.prompt for mark in _SHOWN)]
    judged = (e for e in plain if e.kind in ("clean", "minor"))
    teacher = {e.prompt: e for e in plain if e.kind == "teacher"}.values()
    for example in (*judged, *islice(teacher, TEACHERS)):
        found[example.prompt].append(example.target.removesuffix(END))
    return dict(found)


def own_preferences(
    writer: Writer, answers: Mapping[str, Sequence[str]], *, reserve: float, rows: int = 768
) -> list[Preference]:
    """Samples a few answers to each prompt; stops when `reserve` seconds are left."""
    prompts = [prompt for prompt in answers for _ in range(TRIES)]
    limits = [int(len(prompt) * 1.3) + 10 for prompt in prompts]
    texts = writer.write(prompts, limits, sampling=Sampling(), rows=rows, reserve=reserve, seed=4)
    pairs = []
    for number, (prompt, right) in enumerate(answers.items()):
        tries = [texts.get(number * TRIES + n, "") for n in range(TRIES)]
        pairs += ranked(prompt, [each for each in tries if each], right)
    return pairs


def ranked(prompt: str, tries: Sequence[str], right: Sequence[str]) -> list[Preference]:
    """The pairs that the samples `tries` give beside the references `right`."""
    from sacrebleu import CHRF

    metric = CHRF()
    scored = sorted((metric.sentence_score(each, list(right)).score, each) for each in tries)
    if len(scored) < 2 or scored[-1][0] - scored[0][0] < APART:
        return []
    good = [right[0], *([scored[-1][1]] if scored[-1][0] > NEAR else [])]
    return [Preference(prompt, each + END, scored[0][1] + END) for each in good]


def plan(pairs: Iterable[Preference], vocabulary: Vocabulary, tokens: int) -> list[list[Encoded]]:
    """Batches for `learn.preference_loss`: the good answers, then the bad ones to the same prompts;
    alike in length, at most `tokens` padded tokens, in any order."""
    encoded = [_encoded(pair, vocabulary) for pair in pairs]
    fit = sorted((e for e in encoded if _width(e) < LONGEST), key=_width)
    result: list[list[tuple[Encoded, Encoded]]] = []
    for each in fit:
        full = not result or 2 * (len(result[-1]) + 1) * _width(each) > tokens
        result += [[]] if full else []
        result[-1].append(each)
    random.Random(5).shuffle(result)
    return [[good for good, _ in batch] + [bad for _, bad in batch] for batch in result]


def _encoded(pair: Preference, vocabulary: Vocabulary) -> tuple[Encoded, Encoded]:
    prompt, good, bad = (vocabulary.encode(each) for each in (pair.prompt, pair.good, pair.bad))
    return joined(prompt, good), joined(prompt, bad)


def _width(pair: tuple[Encoded, Encoded]) -> int:
    return max(len(each.ids) for each in pair)
