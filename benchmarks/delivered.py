"""How well `zhaiyi check` parts good translations from bad: judgements of translations by others.

    python -m benchmarks.delivered ../shared/quality/mqm2021-dev.tsv [--rows 1500]

The table has the columns zh, en, major, minor (votes of its readers). Prints the area under the
curve for a reader who marked a major fault, and for one who marked any, by the estimator alone and
with the word of the installed translator. The rows are drawn by a fixed seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.page import table, tell
from training.estimator.prepare import read
from zhaiyi.core.settings import load_settings
from zhaiyi.engines.choice import AUTO, Models
from zhaiyi.estimation import Estimator
from zhaiyi.estimation.installed import installed_reader
from zhaiyi.evaluate.marks import area
from zhaiyi.examine import Opinion, Pair, examine
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.store import Store
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder

SEED = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    lines = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("benchmarks.delivered", None, __doc__, formatter_class=lines)
    parser.add_argument("judged", type=Path)
    parser.add_argument("--rows", type=int, default=1500)
    given = parser.parse_args(arguments)
    rows = list(read(given.judged))
    random.Random(SEED).shuffle(rows)
    rows = rows[: given.rows]
    settings = load_settings(memory=False)
    with closing(Models({"translator": AUTO, "summarizer": AUTO}, settings)) as models:
        columns = {
            "estimator alone": doubts(rows, None),
            "with the translator": doubts(rows, Opinion.of(models.model("translator"))),
        }
    truths = {
        "a major fault": [int(row["major"]) > 0 for row in rows],
        "any fault": [int(row["major"]) + int(row["minor"]) > 0 for row in rows],
    }
    cells = (
        [name, *(f"{area(column, truth):.3f}" for truth in truths.values())]
        for name, column in columns.items()
    )
    shares = (f"{name} ({sum(truth) / len(rows):.0%})" for name, truth in truths.items())
    print(table([f"{len(rows)} rows of {given.judged.name}", *shares], cells))


def doubts(rows: Sequence[dict[str, str]], opinion: Opinion | None) -> list[float]:
    """1 - the confidence of each row. Raises SystemExit without an estimator."""
    settings = load_settings(memory=False)
    reader = installed_reader(Store.from_settings(settings))
    if reader is None:
        raise SystemExit("the estimator is not installed: zhaiyi models pull estimator-news")
    pairs = [Pair(row["zh"], row["en"], "") for row in rows]
    names = TermFinder(Lexicon(), settings)
    found = []
    for one in examine(pairs, Estimator(reader), names, Encoder(), opinion):
        found.append(1 - (one.estimate.confidence if one.estimate else 0.5))
        if len(found) % 300 == 0:
            tell(f"{len(found)} of {len(rows)}")
    return found


if __name__ == "__main__":
    main()
