"""One visit to a GPU that nothing reaches: condense, teach, score, prefer; it ends by itself.

    python -m training.visit out/pieces out/data "$OUT" --seconds 300 --rates 6e-4

`out/pieces` is the base (a GGUF does as well), `out/data` the folder of training.prepare. The
adapter of each rate is taught from the start, or from `--start`, and scored on the fixed sample;
with `--prefer` the best goes on to preferences. Into the last folder goes, as soon as it is there:
`NAME-1.safetensors` to `NAME-4.safetensors` of every adapter (packed as they ship, NAME is its rate
or `cpo`), `results.json.gz` (scores and texts, condensations, which is best), `log.txt`. Where the
data has `asks` (training.asks), the adapter of `--start` first translates them by beam search, and
its best hypotheses are taught, and all are kept in `own.json.gz`.
Needs torch, transformers, tokenizers, safetensors and sacrebleu; nothing of the package `zhaiyi`.
Without a GPU it runs too: rehearse it there, with a tiny model.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from training import prefer
from training.adapters import Adapter, files_of, read_adapter, write_parts
from training.base import open_base
from training.condense import condensations
from training.distil import Distiller
from training.examples import (
    Draft,
    Encoded,
    Example,
    Preference,
    Trial,
    batches,
    encode,
    read_examples,
)
from training.learn import Learner, Recipe, loss_with, preference_loss
from training.marks import area, suspicions
from training.model import (
    add_adapter,
    device_and_dtype,
    get_adapter,
    load_base,
    merged,
    reset_adapter,
    set_adapter,
)
from training.own import Ask
from training.vocabulary import Vocabulary
from training.write import Clock, Writer

Value = TypeVar("Value")

RECIPE = Recipe(layers=(0, 28), rate=6e-4, final=0.02, warmup=25, tokens=9000)
PREFERENCE = Recipe(layers=(0, 28), rate=6e-5, final=0.05, warmup=10, tokens=9000)
LONGEST = 420
"""Tokens of prompt and target; longer examples are left out."""
BUCKET = 1024
CONDENSED_FROM = 1
"""Condensations and headlines stand in every pass but the first so many."""
SHOWN = 60
"""Condensations that are left in the results to be read."""
CONDENSE, PREFER, SCORE, OWN = 0.1, 0.31, 0.08, 0.36
"""Shares of the seconds: at most for condensing; kept free for preferences; for scoring once; at
most for the model's own hypotheses."""
FILES = 4
"""Of an adapter, each of a size that a carrier takes."""


@dataclass(frozen=True)
class Data:
    """The folder of training.prepare."""

    passes: Sequence[Sequence[Example]]
    headlines: Sequence[Example]
    drafts: Sequence[Draft]
    pairs: Sequence[Preference]
    sample: Sequence[Trial]
    judged: Mapping[str, Sequence[Example]]
    """Translations with the readers' word, to test the marks on, by set."""
    asks: Sequence[Ask] = ()
    """Sentences that the model is to translate itself, to learn from its best: training.asks."""


@dataclass
class Results:
    """What the visit leaves besides the adapters; `keep` writes it anew."""

    folder: Path
    clock: Clock
    found: dict[str, Any] = field(default_factory=dict)

    def say(self, *words: Any) -> None:
        """A line for the log and for the screen."""
        line = f"[{self.clock.gone:6.1f}] {' '.join(map(str, words))}"
        print(line, flush=True)
        with (self.folder / "log.txt").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def keep(self, name: str, value: Any) -> None:
        self.found[name] = value
        self.keep_apart("results", self.found)

    def keep_apart(self, name: str, value: Any) -> None:
        """In a file of its own, for what is large and never changes."""
        with gzip.open(self.folder / f"{name}.json.gz", "wt", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)

    def worth(self, name: str) -> float:
        """BLEU and chrF of an adapter together; nothing where the time did not suffice for all."""
        figures = self.found[name]
        return 0.0 if figures["unwritten"] else float(figures["bleu"] + figures["chrf"])


def read_data(folder: Path) -> Data:
    """Raises `SystemExit` where `folder` is not what training.prepare made."""
    passes = sorted(folder.glob("examples-*.jsonl.gz"))
    if not passes:
        raise SystemExit(f"{folder} holds no examples: run training.prepare first")
    return Data(
        [read_examples(path, Example) for path in passes],
        read_examples(folder / "headlines.jsonl.gz", Example),
        read_examples(folder / "drafts.jsonl.gz", Draft),
        read_examples(folder / "pairs.jsonl.gz", Preference),
        read_examples(folder / "sample.jsonl.gz", Trial),
        {
            path.name.removeprefix("judged-").removesuffix(".jsonl.gz"): read_examples(
                path, Example
            )
            for path in sorted(folder.glob("judged-*.jsonl.gz"))
        },
        read_examples(asks, Ask) if (asks := folder / "asks.jsonl.gz").exists() else (),
    )


def plan_of(
    passes: Iterable[Sequence[Example]], vocabulary: Vocabulary, tokens: int
) -> list[list[Encoded]]:
    """The batches of one pass after another."""
    plan: list[list[Encoded]] = []
    for number, examples in enumerate(passes):
        encoded = [encode(example, vocabulary) for example in examples]
        fit = [each for each in encoded if len(each.ids) < LONGEST]
        plan += batches(fit, tokens, 11 + number, BUCKET)
    return plan


class ReportedLearner(Learner):
    """A learner whose lines go to the log, every fiftieth step."""

    def __init__(self, results: Results, name: str, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.results, self.name = results, name

    def report(self, steps: int, tokens: int, every: int = 50) -> None:
        if self.step % every == 0 or self.step == steps:
            line = f"{self.step}/{steps} loss {self.recent:.3f}"
            self.results.say(self.name, line, f"{self.seconds:.0f} s")


class Visit:
    """Model, data and clock of one visit."""

    def __init__(self, base: Path, data: Data, results: Results, start: Adapter | None) -> None:
        self.distiller = Distiller() if data.asks else None
        opened = open_base(base)
        device, dtype = device_and_dtype()
        self.data, self.results, self.clock, self.start = data, results, results.clock, start
        self.model: Any = load_base(opened, dtype, device)
        self.vocabulary = opened.vocabulary
        self.writer = Writer(self.model, self.vocabulary, self.clock)
        self.layers = int(opened.config["block_count"])
        self.metadata = {"base_sha256": opened.sha256}
        self.files: dict[str, list[Path]] = {}
        results.say("base on", device, dtype, len(self.vocabulary.kept), "tokens")

    def run(self, rates: Sequence[float], recipe: Recipe, *, preferences: bool) -> None:
        """Everything, as far as the time allows."""
        condensed = [] if self.data.asks else self.attempt(self.condense) or []
        add_adapter(
            self.model,
            rank=recipe.rank,
            alpha=recipe.alpha,
            layers=range(self.layers),
            start=self.start,
        )
        self.metadata |= {"rank": str(recipe.rank), "alpha": str(recipe.alpha)}
        own = (self.attempt(self.find_own) if self.data.asks else None) or []
        plan = plan_of(self.mixed(condensed, own), self.vocabulary, recipe.tokens)
        self.results.say("plan", len(plan), "steps")
        reserve = self.clock.seconds * (PREFER if preferences else 0.0)
        for number, rate in enumerate(rates):
            seconds = self.seconds_for((self.clock.left - reserve) / (len(rates) - number))
            self.teach(f"{rate:g}", plan, replace(recipe, rate=rate, minutes=seconds / 60))
        if preferences:
            self.attempt(lambda: self.prefer(recipe.tokens))
        self.results.say("best", self.results.found["best"])

    def attempt(self, step: Callable[[], Value]) -> Value | None:
        """A step that a visit can do without: where it fails, the log says why, and the visit,
        which may have no second chance, goes on. None then."""
        try:
            return step()
        except Exception:
            self.results.say(traceback.format_exc())
            return None

    def seconds_for(self, share: float) -> float:
        """What of a share of the time is for teaching: what scoring leaves, at least one second."""
        return max(1.0, share - SCORE * self.clock.seconds)

    def condense(self) -> list[Example]:
        """Condensations of the untaught model."""
        reserve = self.clock.left - CONDENSE * self.clock.seconds
        found = condensations(self.writer, self.data.drafts, reserve=reserve)
        self.results.say("condensations", len(found), "of", len(self.data.drafts))
        self.results.keep("condensations", [(e.source, e.target) for e in found])
        return found

    def find_own(self) -> list[Example]:
        """The best of the model's own hypotheses, with the adapter to start from."""
        assert self.distiller is not None
        with self.distiller as distiller, merged(self.model):
            given = self.model, self.vocabulary, self.clock
            reserve = self.clock.left - OWN * self.clock.seconds
            short = distiller.condensations(*given, self.data.drafts, reserve=reserve)
            self.results.say("own condensations", len(short), "of", len(self.data.drafts))
            found = distiller.translations(*given, self.data.asks, reserve=reserve)
        self.results.say("own", len(found.examples), "of", len(found.texts), dict(found.counts))
        self.results.keep_apart("own", found.texts)
        return [*found.examples, *short]

    def mixed(
        self, condensed: Sequence[Example], own: Sequence[Example] = ()
    ) -> list[list[Example]]:
        """The passes with condensations and headlines in them, and what the model found itself."""
        shorter = [*condensed, *self.data.headlines]
        passes = [[*examples, *own] for examples in self.data.passes]
        first = min(CONDENSED_FROM, len(passes) - 1)
        for examples in passes[first:]:
            examples += shorter
            random.Random(1).shuffle(examples)
        return passes

    def teach(self, name: str, plan: Sequence[Sequence[Encoded]], recipe: Recipe) -> None:
        """An adapter from the start at one rate; it is kept and scored."""
        if self.start is None:
            reset_adapter(self.model, seed=2)
        else:
            set_adapter(self.model, self.start)
        loss = loss_with(self.vocabulary.marks)
        ReportedLearner(self.results, name, self.model, recipe, loss).learn(plan)
        self.judge(name)

    def prefer(self, tokens: int) -> None:
        """The best adapter goes on with good against bad answers."""
        best = read_adapter(*self.files[self.results.found["best"]])
        set_adapter(self.model, best)
        answers = prefer.references(e for examples in self.data.passes for e in examples)
        reserve = self.clock.left * 0.55
        own = prefer.own_preferences(self.writer, answers, reserve=reserve)
        self.results.say("pairs", len(self.data.pairs), "and", len(own), "own")
        plan = prefer.plan([*self.data.pairs, *own], self.vocabulary, tokens)
        recipe = replace(PREFERENCE, minutes=self.seconds_for(self.clock.left) / 60)
        ReportedLearner(self.results, "cpo", self.model, recipe, preference_loss).learn(plan)
        self.judge("cpo")

    def judge(self, name: str) -> None:
        """Writes the present adapter, scores it, and notes the best so far."""
        adapter = get_adapter(self.model, self.metadata)
        self.files[name] = write_parts(adapter, self.results.folder, name, parts=FILES)
        for label, in_context in ((name, False), (f"{name}+context", True)):
            self.results.keep(label, self.score(in_context))
            figures = {k: v for k, v in self.results.found[label].items() if k != "texts"}
            self.results.say(label, figures)
        self.attempt(lambda: self.judge_marks(name))
        drafts = self.data.drafts[-SHOWN:]
        shown = self.writer.write([d.prompt for d in drafts], [50] * len(drafts))
        texts = [(draft.text, shown.get(n, "")) for n, draft in enumerate(drafts)]
        self.results.keep(f"{name} condenses", texts)
        best = self.results.found.get("best", name)
        better = self.results.worth(name) > self.results.worth(best)
        self.results.keep("best", name if better else best)

    def score(self, in_context: bool) -> dict[str, Any]:
        """BLEU and chrF on the sample, greedy, no hints; `unwritten` sentences, for which there was
        no time, make them worthless."""
        from sacrebleu import BLEU, CHRF

        sample = self.data.sample
        prompts = [t.in_context if in_context else t.prompt for t in sample]
        limits = [int(len(t.source) * 1.3) + 32 for t in sample]
        found = self.writer.write(prompts, limits)
        texts = [found.get(n, "") for n in range(len(sample))]
        wanted = [[trial.reference for trial in sample]]
        return {
            "bleu": round(BLEU().corpus_score(texts, wanted).score, 2),
            "chrf": round(CHRF().corpus_score(texts, wanted).score, 2),
            "unwritten": len(sample) - len(found),
            "texts": texts,
        }

    def judge_marks(self, name: str) -> None:
        """Area under the curve of the marks on each set, and what they are made of."""
        for label, examples in self.data.judged.items():
            found = suspicions(self.model, examples, self.vocabulary)
            self.results.keep(f"{name} marks {label}", found)
            areas = {signal: area(examples, found[signal]) for signal in found}
            self.results.say(name, "marks", label, len(examples), areas)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.visit", description=__doc__)
    parser.add_argument("base", type=Path, help="folder of training.pieces, or a GGUF file")
    parser.add_argument("data", type=Path, help="folder of training.prepare")
    parser.add_argument("folder", type=Path, help="to write into")
    parser.add_argument("--seconds", type=float, default=480, help="for everything")
    parser.add_argument("--rates", default=f"{RECIPE.rate:g}", help="learning rates, by commas")
    parser.add_argument("--rank", type=int, default=RECIPE.rank)
    parser.add_argument("--tokens", type=int, default=RECIPE.tokens, help="padded, of a batch")
    parser.add_argument("--start", help="adapter to go on from, its files joined by +")
    parser.add_argument("--prefer", action="store_true", help="then CPO on good and bad pairs")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    results = Results(options.folder, Clock(options.seconds))
    start = read_adapter(*files_of(options.start)) if options.start else None
    visit = Visit(options.base, read_data(options.data), results, start)
    recipe = replace(RECIPE, rank=options.rank, alpha=2 * options.rank, tokens=options.tokens)
    rates = [float(rate) for rate in options.rates.split(",")]
    visit.run(rates, recipe, preferences=options.prefer)


if __name__ == "__main__":
    main()
