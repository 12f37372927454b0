"""The shared data → everything that one visit to a GPU, or an evening on a processor, learns from.

    python -m training.prepare ../shared out/data --more out/more.tsv
    python -m training.prepare ../shared out/data --kinds written,title,clean --passes 1

Writes into the folder, as packed JSON lines in the product's own prompts with the product's own
hints: `examples-N` (a pass: teachers' sentences, translations that expert readers found right,
people's translations, the news of training/written with its headlines and condensations, bare
names, judged translations for their marks), `headlines`, `drafts` (to be condensed), `pairs` (good
and bad translations), `sample` (the fixed sentences of training.score) and `judged-NAME` (to test
the marks on). stderr says what each filter left. Nothing of a set that is held out is learned from:
only the sets of `LEARNED` are read, and of those no sentence whose fingerprint stands in
held-out.txt.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from ftfy import fix_text

from training.choose import choose
from training.examples import Example, Trial, write_examples
from training.filters import (
    BY_HAND,
    FILTERS,
    FREER,
    SIMILARITY,
    Pair,
    distinct,
    passing,
    plain_quotes,
    similar,
    tidy,
    told,
)
from training.held_out import held_out, read_tsv
from training.hints import agreement, hints_of, warm
from training.judged import Mark, faulty_marks, judged_marks, test_marks
from training.mqm import preferences, read_judged, verified
from training.names import bare_names
from training.prompts import Prompts
from training.sample import fixed_rows
from training.summaries import drafts, headlines
from training.written import Article, in_order, read_articles, shorter, written_pairs
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import DEFAULT_CARD, ChatFormat, load_card
from zhaiyi.salience.encoder import Encoder

LEARNED = ("wmt17", "wmt18", "wmt19", "wmt20", "ntrex", "flores-dev", "tico19", "commentary")
"""Sets of the columns `id` (``wmt19.12``, ``wmt19-people.12``) that may be learned from; of MQM see
`mqm.SET`."""
KINDS = ("model", "people", "back", "tico19", "commentary")
"""What training.collect found, by the end of the set's name; the first is a second teacher."""
OFTEN = {"clean": (2, 2, 2), "minor": (1, 2, 2)}
"""Translations of one source that a pass shows, of those that expert readers found right."""
WITHOUT = {"commentary": (1, 2), "tico19": (2,), "model": (0, 2), "teacher": (1,)}
"""Passes (of three, then the last again) that leave a kind out: what is nearest to news written by
people comes last. In the last one the teacher speaks where no person has."""
JUDGED = (1, 2)
"""Passes that show the judged translations for their marks."""
FAULTS = 3000
"""Pairs that faults are put into for the marks."""
LAST = 2
NAME_PASSES = 2
"""The bare names are spread over so many passes."""


@dataclass(frozen=True)
class Gathered:
    """Everything that is learned from, before it becomes prompts. `before`: the sentence before
    each source; `lines`: (set, Chinese) of the teacher's file in its order; `written`: what of
    `articles` is fit."""

    teacher: Sequence[Pair] = ()
    judged: Sequence[Pair] = ()
    parallel: Sequence[Pair] = ()
    more: Sequence[Pair] = ()
    written: Sequence[Pair] = ()
    articles: Sequence[Article] = ()
    marks: Sequence[Mark] = ()
    preferences: Sequence[tuple[str, str, str]] = ()
    names: Sequence[tuple[str, str]] = ()
    lines: Sequence[tuple[str, str]] = ()
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def english(self) -> dict[str, str]:
        """The best English of each Chinese sentence: judged, by people, the teacher's."""
        order = [
            *self.teacher,
            *(p for p in self.more if p.kind == "people"),
            *(p for k in ("minor", "clean") for p in self.judged if p.kind == k),
        ]
        return {pair.zh: pair.en for pair in order}


def gather(
    shared: Path,
    encoder: Encoder,
    lexicon: Lexicon,
    most: int | None,
    like: str,
    table: Path | None = None,
) -> Gathered:
    """Reads and filters the files of the shared folder, the `table` of training.collect and the
    news of training/written."""
    rows = read_tsv(shared / "train" / "news-teacher.tsv")
    judged_rows = read_tsv(shared / "quality" / "mqm2020.tsv")
    warm((tidy(row["zh"]) for row in (*rows, *judged_rows)), lexicon)
    groups = read_judged(judged_rows, held_out())
    clean, minor = verified(groups)
    judged = hinted([*told("without an error", clean), *told("with minor ones", minor)], lexicon)
    teacher = teacher_pairs(rows, encoder, lexicon)
    better = {pair.zh for pair in judged}
    teacher = told("not judged by experts", [p for p in teacher if p.zh not in better])
    lines = [(row["id"].split(".")[0], tidy(row["zh"])) for row in rows]
    found = read_tsv(table) if table else []
    more = [
        p for p in more_pairs(found, encoder, lexicon) if p.kind != "model" or p.zh not in better
    ]
    marks = judged_marks(groups) + faulty_marks(shared, FAULTS)
    articles = read_articles()
    return Gathered(
        more=more,
        written=fit_articles(articles, lexicon),
        articles=articles,
        marks=marks,
        teacher=teacher if most is None else choose(teacher, most, in_style(teacher, like)),
        judged=judged,
        parallel=parallel_pairs(read_tsv(shared / "train" / "parallel.tsv"), encoder, lexicon),
        preferences=list(preferences(groups)),
        names=_names(shared / "lexicon"),
        lines=lines,
        before=sentences_before([*_lines(found), *lines, *in_order(articles)])
        | judged_before(judged_rows),
    )


def fit_articles(articles: Sequence[Article], lexicon: Lexicon) -> list[Pair]:
    """Titles and sentences that were written, with their hints."""
    pairs = told("not held out, no duplicates", distinct(written_pairs(articles), held_out()))
    warm((pair.zh for pair in pairs), lexicon)
    return hinted(pairs, lexicon)


def teacher_pairs(
    rows: Iterable[Mapping[str, str]], encoder: Encoder, lexicon: Lexicon
) -> list[Pair]:
    """Pairs from the teacher's rows (`id`, `zh`, `en`) that pass `FILTERS`, with their hints."""
    pairs = [Pair(row["id"], tidy(row["zh"]), fix_text(row["en"]).strip()) for row in _known(rows)]
    pairs = told("teacher: not held out, no duplicates", distinct(pairs, held_out()))
    return hinted(told("similar", similar(passing(pairs, FILTERS), encoder)), lexicon)


def parallel_pairs(
    rows: Iterable[Mapping[str, str]], encoder: Encoder, lexicon: Lexicon
) -> list[Pair]:
    """The same of people's translations, by the wider `BY_HAND`."""
    pairs = [
        Pair(row["id"], tidy(row["zh"]), plain_quotes(row["en"]), kind="parallel")
        for row in _known(rows)
    ]
    pairs = told("parallel: not held out, no duplicates", distinct(pairs, held_out()))
    return hinted(told("similar", similar(passing(pairs, BY_HAND), encoder)), lexicon)


def more_pairs(rows: Sequence[Mapping[str, str]], encoder: Encoder, lexicon: Lexicon) -> list[Pair]:
    """The same of what training.collect found, kind by kind."""
    known, result = list(_known(rows)), list[Pair]()
    for kind in KINDS:
        pairs = [
            Pair(row["id"], tidy(row["zh"]), plain_quotes(row["en"]), kind=kind)
            for row in known
            if row["id"].split(".")[0].split("-")[-1] == kind
        ]
        pairs = told(f"{kind}: not held out, no duplicates", distinct(pairs, held_out()))
        fit = passing(pairs, FILTERS if kind == "model" else BY_HAND)
        least = FREER if kind in ("people", "back", "tico19") else SIMILARITY
        result += told("similar", similar(fit, encoder, least))
    warm((pair.zh for pair in result), lexicon)
    return hinted(result, lexicon)


def _lines(rows: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(row["id"].split(".")[0], tidy(row["zh"])) for row in rows if "wmt" in row["id"]]


def in_style(pairs: Iterable[Pair], like: str) -> list[str]:
    """Sources of the sets that `like` (a pattern of ids) names: Chinese originals."""
    return [pair.zh for pair in pairs if re.match(like, pair.id)]


def hinted(pairs: Iterable[Pair], lexicon: Lexicon) -> list[Pair]:
    """Pairs with the hints that both sides agree on."""
    found = [(pair, agreement(pair.zh, pair.en, lexicon)) for pair in pairs]
    return [replace(pair, hints=both.hints, missed=both.missed) for pair, both in found]


def sentences_before(lines: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The line before each of the same set. Bounds of documents are not known there: now and then
    it is the last one of another article."""
    return {b[1]: a[1] for a, b in pairwise(lines) if a[0] == b[0]}


def judged_before(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The same by document and number, where they are known."""
    texts = {(row["doc"], int(row["seg"])): tidy(row["zh"]) for row in rows}
    return {zh: texts.get((doc, number - 1), "") for (doc, number), zh in texts.items()}


def one_pass(
    gathered: Gathered,
    number: int,
    chat: ChatFormat,
    lexicon: Lexicon,
    kinds: Collection[str] = (),
) -> list[Example]:
    """The examples of a pass, shuffled; hints, context and judged translations are drawn anew for
    each. `kinds`: of pairs, where not all are wanted; then there are no bare names and no marks."""
    rng = random.Random(100 + number)
    prompts = Prompts(chat, gathered.before, rng)
    judged = [
        pair
        for kind, often in OFTEN.items()
        for pair in sampled(gathered.judged, kind, often[min(number, len(often) - 1)], rng)
    ]
    by_hand = {pair.zh for pair in gathered.more if pair.kind == "people"}
    pairs = [
        pair
        for pair in (
            *gathered.teacher,
            *judged,
            *gathered.parallel,
            *gathered.more,
            *gathered.written,
        )
        if shows(pair, number, by_hand) and (not kinds or pair.kind in kinds)
    ]
    examples = [prompts.example(pair) for pair in pairs]
    examples += shorter(gathered.articles, prompts.shorter, prompts.end)
    if not kinds and number < NAME_PASSES:
        examples += [prompts.name(*name) for name in gathered.names[number::NAME_PASSES]]
    if not kinds and number in JUDGED:
        examples += [prompts.judged(mark, hints_of(mark.zh, lexicon)) for mark in gathered.marks]
    rng.shuffle(examples)
    return examples


def shows(pair: Pair, number: int, by_hand: Collection[str]) -> bool:
    """Whether a pass shows `pair`; see `WITHOUT`."""
    if pair.kind == "teacher" and number == LAST:
        return pair.zh not in by_hand
    return number not in WITHOUT.get(pair.kind, ())


def sampled(pairs: Iterable[Pair], kind: str, most: int, rng: random.Random) -> list[Pair]:
    """At most `most` pairs of each source."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.kind == kind:
            groups[pair.zh].append(pair)
    return [p for group in groups.values() for p in rng.sample(group, min(most, len(group)))]


def trials(rows: Sequence[Mapping[str, str]], prompts: Prompts, sentences: int) -> list[Trial]:
    """The fixed sentences of training.score, with the line before each."""
    before = {b["zh"]: a["zh"] for a, b in pairwise(rows)}
    chosen = fixed_rows(rows, sentences)
    return [prompts.trial(r["zh"], r["en"], before.get(r["zh"], "")) for r in chosen]


def write_all(
    gathered: Gathered,
    evaluation: Sequence[Mapping[str, str]],
    folder: Path,
    lexicon: Lexicon,
    *,
    passes: int,
    kinds: Collection[str] = (),
    sentences: int = 200,
    tests: Mapping[str, Sequence[Mark]] | None = None,
) -> None:
    """All files of the folder."""
    tests = tests or {}
    chat = load_card(DEFAULT_CARD).chat
    assert chat is not None
    folder.mkdir(parents=True, exist_ok=True)
    prompts = Prompts(chat, gathered.before, random.Random(7))
    for number in range(passes):
        examples = one_pass(gathered, number, chat, lexicon, kinds)
        write_examples(examples, folder / f"examples-{number + 1}.jsonl.gz")
    english, lines = gathered.english, gathered.lines
    pairs = [prompts.preference(*each, lexicon) for each in gathered.preferences]
    write_examples(pairs, folder / "pairs.jsonl.gz")
    titles = headlines(lines, english, prompts.shorter, prompts.end)
    write_examples(titles, folder / "headlines.jsonl.gz")
    passages = drafts(lines, english, prompts.shorter, chat.wrap, prompts.rng)
    write_examples(passages, folder / "drafts.jsonl.gz")
    write_examples(trials(evaluation, prompts, sentences), folder / "sample.jsonl.gz")
    for name, marks in tests.items():
        examples = [prompts.judged(mark, hints_of(mark.zh, lexicon)) for mark in marks]
        write_examples(examples, folder / f"judged-{name}.jsonl.gz")


def _known(rows: Iterable[Mapping[str, str]]) -> Iterable[Mapping[str, str]]:
    for row in rows:
        name = row["id"].split(".")[0]
        if name not in LEARNED and name.rsplit("-", 1)[0] not in LEARNED:
            raise SystemExit(f"{name} is none of the sets to learn from: {', '.join(LEARNED)}")
        yield row


def _names(folder: Path) -> list[tuple[str, str]]:
    rng = random.Random(3)
    parts, dictionary, divisions = (
        read_tsv(folder / f"{name}.tsv") for name in ("foreign-names", "cedpane", "divisions")
    )
    names = bare_names(parts, dictionary, divisions, rng)
    rng.shuffle(names)
    return names


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.prepare", description=__doc__)
    parser.add_argument("shared", type=Path, help="folder with train, quality, lexicon and eval")
    parser.add_argument("folder", type=Path, help="to write into")
    parser.add_argument("--more", type=Path, help="table of training.collect")
    parser.add_argument("--most", type=int, help="teacher's sentences (default: all that are fit)")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument(
        "--kinds",
        default="",
        help="of sentences in the passes, joined by commas: teacher, clean, minor, parallel, "
        "written, title and those of --more (default: all, names and marks too)",
    )
    parser.add_argument(
        "--like", default="wmt19|wmt20", help="ids of Chinese originals (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    lexicon = Lexicon()
    gathered = gather(options.shared, Encoder(), lexicon, options.most, options.like, options.more)
    evaluation = read_tsv(options.shared / "eval" / "newstest2021-dev.tsv")
    tests = test_marks(options.shared)
    kinds = frozenset(filter(None, options.kinds.split(",")))
    write_all(
        gathered,
        evaluation,
        options.folder,
        lexicon,
        passes=options.passes,
        kinds=kinds,
        tests=tests,
    )


if __name__ == "__main__":
    main()
