"""Score adapters on a fixed two hundred sentences of a file that was never learned from.

    python -m training.score base.gguf newstest2021-dev.tsv none v1.safetensors v2.safetensors

Each adapter is merged and quantised by the product's converter and run by its engine: greedy, the
product's prompt without hints. One JSON object a line: BLEU, chrF (sacrebleu), share of the
source's names and quantities that the English has (as in `zhaiyi eval`), sentences with Chinese
left in them, sentences whose numbers differ from the source's, sentences cut off. From the
second adapter on: the probability, by paired bootstrap, that its difference to the one before it is
chance.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from training.adapters import files_of
from training.filters import numbers_agree
from training.held_out import read_tsv
from training.sample import SENTENCES, Sample, fixed_sample
from training.vocabulary import FAULTY, SOUND
from zhaiyi.engines.base import Request
from zhaiyi.engines.openvino import OpenVinoEngine
from zhaiyi.evaluate import Line, Output, Row, Table
from zhaiyi.evaluate.report import Judge
from zhaiyi.evaluate.significance import compared
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.convert import convert_gguf
from zhaiyi.models.formats import ChatFormat
from zhaiyi.salience.encoder import Encoder
from zhaiyi.text.script import has_han
from zhaiyi.translation.prompts import load_prompt

MARKS = (SOUND, FAULTY)
NO_ADAPTER = "none"


def translate(
    gguf: Path, adapter: Sequence[Path], sources: Sequence[str], threads: int
) -> tuple[list[str], int, float]:
    """English of `sources`, how many outputs were cut off, and the seconds of translating."""
    chat = load_card(DEFAULT_CARD).chat
    assert chat is not None
    requests = [_request(index, source, chat) for index, source in enumerate(sources)]
    with tempfile.TemporaryDirectory() as scratch:
        convert_gguf(gguf, Path(scratch), adapter=adapter)
        engine = OpenVinoEngine(Path(scratch), "score", chat.eos, threads, marks=MARKS)
        with closing(engine):
            engine.load()
            started = time.monotonic()
            results = {int(result.id): result for result in engine.generate(requests)}
            seconds = time.monotonic() - started
    cut = sum(result.finish == "length" for result in results.values())
    return [results[index].text for index in range(len(sources))], cut, seconds


def _request(index: int, source: str, chat: ChatFormat) -> Request:
    prompt = chat.wrap(load_prompt("translate").render(glossary="", source=source))
    return Request(str(index), source, prompt, max_new_tokens=int(len(source) * 1.3) + 32)


def scores(sample: Sample, texts: Sequence[str]) -> dict[str, float | None]:
    """The figures of one set of translations."""
    row = _row(sample, texts)
    return {
        "bleu": round(row.bleu, 2),
        "chrf": round(row.chrf, 2),
        "names_right": _rounded(row.names_right),
        "numbers_right": _rounded(row.numbers_right),
        "chinese_left": sum(map(has_han, texts)),
        "numbers_differ": sum(
            not numbers_agree(source, text)
            for source, text in zip(sample.sources, texts, strict=True)
        ),
    }


def _row(sample: Sample, texts: Sequence[str]) -> Row:
    pairs = zip(sample.sources, sample.references, strict=True)
    lines = tuple(Line(str(i), source, reference) for i, (source, reference) in enumerate(pairs))
    judge = Judge(Table(lines), Lexicon(), Encoder())
    return judge.row("", [Output(text, flagged=False) for text in texts])


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _chance(sample: Sample, texts: Sequence[str], before: Sequence[str]) -> dict[str, float]:
    systems = [("before", before), ("now", texts)]
    ((bleu, chrf),), _ = compared(systems, sample.references)
    return {"bleu_p": round(bleu, 4), "chrf_p": round(chrf, 4)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    options = _options(arguments)
    sample = fixed_sample(read_tsv(options.evaluation), options.sentences)
    before: list[str] | None = None
    for name in options.adapters:
        adapter = [] if name == NO_ADAPTER else files_of(name)
        texts, cut, seconds = translate(options.gguf, adapter, sample.sources, options.threads)
        figures: dict[str, Any] = {"adapter": Path(name).stem, **scores(sample, texts)}
        figures |= {"cut_off": cut, "seconds": round(seconds, 1)}
        if before is not None:
            figures |= _chance(sample, texts, before)
        print(json.dumps(figures), flush=True)
        if options.keep:
            _keep(texts, options.keep / f"{Path(name).stem}.txt")
        before = texts


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training.score", description=__doc__)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("evaluation", type=Path, help="TSV with the columns zh and en")
    parser.add_argument(
        "adapters",
        nargs="+",
        help=f"files (the parts of one joined by +), or {NO_ADAPTER} for the bare model",
    )
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--threads", type=int, default=0, help="0: the engine decides")
    parser.add_argument("--keep", type=Path, help="folder for the translations, one a line")
    return parser.parse_args(arguments)


def _keep(texts: Sequence[str], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(" ".join(text.split()) + "\n" for text in texts)
    path.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
