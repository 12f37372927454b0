"""Teacher sentences → training examples in the product's own prompts.

    python -m training.prepare news-teacher.tsv out/examples.jsonl --most 5000

Kept is what a careful editor would keep: both sides mean the same (sentence vectors), state the
same numbers, are of matching length, leave no Chinese in the English and do not repeat themselves.
Of those, news in Chinese style, rich in names and numbers, comes first. Three quarters of the
examples that have hints show them.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ftfy import fix_text

from training.examples import Example, write_examples
from training.held_out import fingerprint, held_out, read_tsv
from training.hints import agreement
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import DEFAULT_CARD, ChatFormat, load_card
from zhaiyi.quantities import compare
from zhaiyi.salience.encoder import Encoder
from zhaiyi.translation.constraints import glossary_line
from zhaiyi.translation.prompts import load_prompt

LENGTH = (12, 120)
"""Characters of a source."""
RATIO = (1.7, 6.0)
"""English characters for each Chinese one; news lies about 3.3."""
SIMILARITY = 0.6
SHOWN = 0.75
"""Share of the examples with hints that show them: most, as at run time; not all, for a name may be
unknown there."""
RETRANSLATE = 0.15
"""Share of the hinted examples that come as the product's repair prompt."""
_HAN = re.compile(r"[㐀-鿿]")
_MARK = "，。、：；！？“”‘’《》（）…—％"
_BLANKS = re.compile(rf"(?<=[{_MARK}])\s+|\s+(?=[{_MARK}])|(?<=[㐀-鿿])\s+(?=[㐀-鿿])")


@dataclass(frozen=True)
class Pair:
    """A source and the teacher's English; their similarity, the hints both agree on, and the number
    of dictionary names of the source that the English renders in another way."""

    id: str
    zh: str
    en: str
    similarity: float = 0.0
    hints: tuple[tuple[str, str], ...] = ()
    missed: int = 0


Filter = Callable[[Pair], bool]

FILTERS: Mapping[str, Filter] = {
    "length": lambda p: LENGTH[0] <= len(p.zh) <= LENGTH[1],
    "mostly Chinese": lambda p: len(_HAN.findall(p.zh)) >= 0.6 * len(p.zh),
    "no Chinese left": lambda p: not _HAN.search(p.en),
    "length ratio": lambda p: RATIO[0] <= len(p.en) / len(p.zh) <= RATIO[1],
    "no repeats": lambda p: not repeats(p.en),
    "numbers": lambda p: numbers_agree(p.zh, p.en),
}
"""The tests of a single pair, cheap ones first."""


def numbers_agree(source: str, target: str) -> bool:
    """Whether the product's own check finds no number missing, invented or changed."""
    found = compare(source, target)
    return not (found.missing or found.invented or found.changed)


def repeats(text: str) -> bool:
    """True where a run of four words comes twice, or a word thrice in a row."""
    words = text.casefold().split()
    runs = Counter(zip(*(words[i:] for i in range(4)), strict=False))
    thrice = any(a == b == c for a, b, c in zip(words, words[1:], words[2:], strict=False))
    return thrice or any(count > 1 for count in runs.values())


def distinct(pairs: Iterable[Pair], forbidden: frozenset[str]) -> list[Pair]:
    """Pairs with a source that is neither held out nor seen before."""
    seen = set(forbidden)
    kept = []
    for pair in pairs:
        print_of = fingerprint(pair.zh)
        if print_of not in seen:
            seen.add(print_of)
            kept.append(pair)
    return kept


def tidy(text: str) -> str:
    """Chinese without the blanks that some releases put around its punctuation."""
    return _BLANKS.sub("", text.strip())


def choose(pairs: Sequence[Pair], most: int, model: Sequence[str]) -> list[Pair]:
    """The `most` pairs worth most: alike in meaning, like the texts `model` in style, rich in names
    and numbers that both sides agree on."""
    styles = style_scores([pair.zh for pair in pairs], model)
    worth = {p.id: _worth(p) + 0.15 * style for p, style in zip(pairs, styles, strict=True)}
    return sorted(pairs, key=lambda p: (-worth[p.id], p.id))[:most]


def style_scores(texts: Sequence[str], model: Sequence[str]) -> list[float]:
    """How much more likely each text is among `model` than among all of `texts`, a character: the
    cross-entropy difference of Moore & Lewis (2010) over character bigrams with add-one smoothing.
    A text's own bigrams are left out of both counts."""
    inside = Counter(bigram for text in model for bigram in _bigrams(text))
    overall = Counter(bigram for text in texts for bigram in _bigrams(text))
    known, kinds = set(model), len(overall)
    sums = inside.total() + kinds, overall.total() + kinds
    base = math.log(sums[1] / sums[0])

    def score(text: str) -> float:
        own = Counter(_bigrams(text))
        within = own if text in known else Counter[str]()
        logs = [
            math.log((inside[b] - within[b] + 1) / (overall[b] - n + 1)) + base
            for b, n in own.items()
        ]
        return sum(logs) / len(logs)

    return [score(text) for text in texts]


def _bigrams(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)]


def _worth(pair: Pair) -> float:
    digits = len(re.findall(r"\d+", pair.zh))
    richness = 0.05 * min(4, len(pair.hints)) + 0.02 * min(3, digits)
    return pair.similarity + richness - 0.08 * min(3, pair.missed)


def make_example(pair: Pair, chat: ChatFormat, rng: random.Random) -> Example:
    """The pair in one of the product's prompts: `SHOWN` of those with hints show them."""
    hints = pair.hints if rng.random() < SHOWN else ()
    glossary = glossary_line(hints)
    name = "retranslate" if hints and rng.random() < RETRANSLATE else "translate"
    text = load_prompt(name).render(glossary=glossary, source=pair.zh)
    return Example(pair.id, pair.zh, chat.wrap(text), pair.en + chat.eos[0])


def prepare(
    rows: Iterable[Mapping[str, str]],
    encoder: Encoder,
    lexicon: Lexicon,
    *,
    most: int,
    seed: int,
    like: str,
) -> list[Example]:
    """Examples from rows with `id`, `zh` and `en`; says on stderr what each filter left."""
    chat = load_card(DEFAULT_CARD).chat
    assert chat is not None
    pairs = [Pair(row["id"], tidy(row["zh"]), fix_text(row["en"]).strip()) for row in rows]
    pairs = _told("not held out, no duplicates", distinct(pairs, held_out()))
    for name, passes in FILTERS.items():
        pairs = _told(name, [pair for pair in pairs if passes(pair)])
    pairs = _told("similar", _similar(pairs, encoder))
    pairs = [_with_hints(pair, lexicon) for pair in pairs]
    rng = random.Random(seed)
    model = [pair.zh for pair in pairs if re.match(like, pair.id)]
    return [make_example(pair, chat, rng) for pair in choose(pairs, most, model)]


def _similar(pairs: Sequence[Pair], encoder: Encoder) -> list[Pair]:
    left = encoder.encode([pair.zh for pair in pairs])
    right = encoder.encode([pair.en for pair in pairs])
    scores = (left * right).sum(axis=1)
    return [
        replace(p, similarity=float(score))
        for p, score in zip(pairs, scores, strict=True)
        if score > SIMILARITY
    ]


def _with_hints(pair: Pair, lexicon: Lexicon) -> Pair:
    found = agreement(pair.zh, pair.en, lexicon)
    return replace(pair, hints=found.hints, missed=found.missed)


def _told(name: str, pairs: list[Pair]) -> list[Pair]:
    print(f"{len(pairs):6} {name}", file=sys.stderr)
    return pairs


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.prepare", description=__doc__)
    parser.add_argument("teacher", type=Path, help="TSV with the columns id, zh and en")
    parser.add_argument("examples", type=Path, help="JSON lines to write")
    parser.add_argument("--most", type=int, default=5000)
    parser.add_argument(
        "--like", default="wmt19|wmt20", help="ids of Chinese originals (default: %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    rows = read_tsv(options.teacher)
    examples = prepare(
        rows, Encoder(), Lexicon(), most=options.most, seed=options.seed, like=options.like
    )
    write_examples(examples, options.examples)
    hinted = sum("Glossary: " in example.prompt for example in examples)
    print(f"{len(examples):6} examples, {hinted} with hints", file=sys.stderr)


if __name__ == "__main__":
    main()
