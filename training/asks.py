"""Sentences that the model translates by itself on a visit, to learn from its own best (`own`).

    python -m training.asks out/data cnews.txt out/own

Takes the folder of training.prepare (its sources with all translations that are known) and whole
articles, one a line behind a label and a tab. Writes another folder for training.visit: `asks`,
fewer of the passes (what must not be forgotten: judged translations, those that experts found
right, names), and the rest as it was.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.constrained import of_many, of_sentences
from training.examples import Example, read_examples, write_examples
from training.filters import HAN, distinct
from training.held_out import held_out
from training.own import Ask, numbers_of
from training.vocabulary import END, FAULTY, SOUND
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.translation.constraints import MAX_HINTS, glossary_line
from zhaiyi.translation.prompts import load_prompt

BEST_FIRST = ("clean", "minor", "teacher", "people", "model", "back", "parallel", "tico19")
"""Kinds of the examples whose sources are asked, by how far their English is to be trusted."""
KEPT = {"judged": 6500, "clean": 1400, "minor": 1400, "people": 1500, "name": 1300}
"""Examples of each kind that a pass keeps."""
PASSES = 2
LENGTH = (10, 110)
SHOWN, RETRANSLATE = 0.85, 0.1
"""Shares: of the asks with hints that show them; of those, as the product's repair prompt."""

Sentence = tuple[str, tuple[tuple[str, str], ...]]
"""Chinese, and the product's hints for it."""


def asks_of(
    sentences: Iterable[Sentence], references: dict[str, tuple[str, ...]], rng: random.Random
) -> Iterator[Ask]:
    """An ask for each sentence in one of the product's prompts."""
    chat = load_card(DEFAULT_CARD).chat
    assert chat is not None
    for source, hints in sentences:
        shown = hints if rng.random() < SHOWN else ()
        name = "retranslate" if shown and rng.random() < RETRANSLATE else "translate"
        text = load_prompt(name).render(glossary=glossary_line(shown), source=source)
        told = tuple(target for _, target in shown[:MAX_HINTS])
        known = references.get(source, ())
        yield Ask(source, chat.wrap(text), told, numbers_of(source), known)


def references_of(examples: Iterable[Example]) -> dict[str, tuple[str, ...]]:
    """All translations of each source that the passes have, the best first."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for example in examples:
        if example.kind in BEST_FIRST and example.text:
            text = example.target.removesuffix(END).removesuffix(SOUND).removesuffix(FAULTY)
            found[example.source].setdefault(text, BEST_FIRST.index(example.kind))
    return {zh: tuple(sorted(texts, key=lambda t: texts[t])) for zh, texts in found.items()}


def sentences_of(article: str, lexicon: Lexicon) -> list[Sentence]:
    """The fit sentences of an article with the hints that the product would give them there."""
    return [
        (text, tuple(constraints.all))
        for text, constraints in of_sentences(article, lexicon)
        if LENGTH[0] <= len(text) <= LENGTH[1] and len(HAN.findall(text)) > 0.6 * len(text)
    ]


def kept(examples: Sequence[Example], number: int) -> list[Example]:
    """What a pass keeps of the examples that were taught before."""
    rng = random.Random(500 + number)
    by_kind: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_kind[example.kind].append(example)
    return [
        each
        for kind, most in KEPT.items()
        for each in rng.sample(by_kind[kind], min(most, len(by_kind[kind])))
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.asks", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training.prepare")
    parser.add_argument("articles", type=Path, help="one a line: label, tab, text")
    parser.add_argument("folder", type=Path, help="to write into")
    parser.add_argument("--fresh", type=int, default=12000, help="sentences of the articles")
    options = parser.parse_args(arguments)
    rng = random.Random(9)
    options.folder.mkdir(parents=True, exist_ok=True)
    paths = sorted(options.data.glob("examples-*.jsonl.gz"))
    taught = [read_examples(path, Example) for path in paths]
    everything = [example for examples in taught for example in examples]
    lines = options.articles.read_text(encoding="utf-8").splitlines()
    articles = [line.split("\t", 1)[-1] for line in lines]
    references = references_of(everything)
    print(f"{len(references):6} sources with references", file=sys.stderr, flush=True)
    found = of_many(sentences_of, [*articles, *references], Lexicon())
    read = [s for sentences in found[: len(articles)] for s in sentences]
    fresh = distinct(read, held_out(), source=lambda sentence: sentence[0])
    known = [s for sentences in found[len(articles) :] for s in sentences if s[0] in references]
    rng.shuffle(fresh)
    print(f"{len(known):6} of them, {len(fresh)} of articles", file=sys.stderr, flush=True)
    sentences = [*known, *fresh[: options.fresh]]
    rng.shuffle(sentences)
    write_examples(asks_of(sentences, references, rng), options.folder / "asks.jsonl.gz")
    judged = [e for e in everything if e.kind == "judged"]
    for number in range(PASSES):
        rest = [e for e in taught[min(number + 1, len(taught) - 1)] if e.kind != "judged"]
        names = [e for e in taught[number % len(taught)] if e.kind == "name"]
        examples = kept([*judged, *rest, *names], number)
        rng.shuffle(examples)
        write_examples(examples, options.folder / f"examples-{number + 1}.jsonl.gz")
    for path in options.data.glob("*.jsonl.gz"):
        if not path.name.startswith("examples-"):
            shutil.copy(path, options.folder / path.name)


if __name__ == "__main__":
    main()
