"""Fit the curves that turn what is known of a sentence into a confidence.

    python -m training.estimator.calibrate tests/data/outputs-marked.tsv --translator SIGNATURE
    python -m training.estimator.calibrate tests/data/outputs-marked.tsv mqm2020.tsv --most 202
    python -m training.estimator.calibrate tests/data/outputs-marked-v3.tsv --texts texts.tsv \
        --system zhaiyi --translator SIGNATURE
    python -m training.estimator.calibrate tests/data/outputs-marked*.tsv --texts texts.tsv --ask

The first fits the curve of one translator on outputs of it that a person marked (columns `id`,
`origin`, `zh`, `output`, `needs_look` with yes or no, and `told` where there is any: tokens, mean,
worst and doubt, with spaces between); without --translator the general curve is fitted, here also
on MQM judgements of documents that nothing was learned from. Needs the estimator installed
(`zhaiyi models pull estimator-news`). Half of the documents fit the curve, the other half tests it;
what ships is fitted on all, unless --half. Writes `zhaiyi/data/confidence.json` and prints what the
test half shows.
--ask has the installed translator say what it makes of each output, as `zhaiyi check` has, and fits
the curves that need its word and nothing of its writing; the other curves stay.
Marks of texts that may not be committed have a column `hash` in place of them: the texts come
from --texts (columns `zh`, `output`), found by `fingerprint`; --system takes the rows of one
translator alone; what was read a second time counts once.
Logistic regression with a ridge (Platt 2000); the thresholds are the lowest and highest confidence
beyond which, by cross-validation, 85 in 100 are right and 80 in 100 are wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.estimator.measures import area
from training.estimator.prepare import is_held, read
from zhaiyi.core.document import Told
from zhaiyi.core.settings import Settings
from zhaiyi.engines.choice import AUTO, Models
from zhaiyi.estimation import Evidence
from zhaiyi.estimation.base import Pair, Reader
from zhaiyi.estimation.curves import GENERAL, Curve
from zhaiyi.estimation.features import Features, features
from zhaiyi.estimation.installed import installed_reader
from zhaiyi.evaluate.marks import fingerprint
from zhaiyi.examine import Opinion
from zhaiyi.examine import Pair as Delivered
from zhaiyi.models.store import Store
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.registry import run_checks

SETS = (
    ("points", "doubt", "logprob_sum", "logprob_worst"),
    ("points", "doubt", "length", "objections"),
    ("points", "length", "objections"),
)
"""Features of the curves that are fitted, the richest first; a set is left out where the marks lack
one of them."""
RIGHT, WRONG = 0.85, 0.80
RIDGE = 3.0
_AGAIN = "-again"
"""Ends the system of an output's second reading."""
FOLDS = 8


@dataclass(frozen=True)
class Mark:
    """An output, whether it is right, and the document that it belongs to."""

    pair: Pair
    right: bool
    document: str
    told: Told | None = None


def read_marks(
    path: Path, most: int | None, system: str | None = None, texts: Path | None = None
) -> list[Mark]:
    """Marks of our own or MQM judgements; of these the documents kept aside, systems alone."""
    lines = list(read(path))
    if "hash" in lines[0]:
        known = {fingerprint(t["zh"], t["output"]): t for t in (read(texts) if texts else ())}
        lines = [known[one["hash"]] | one for one in lines if one["hash"] in known]
    lines = [one for one in lines if not one.get("system", "").endswith(_AGAIN)]
    if system is not None:
        lines = [one for one in lines if one["system"] == system]
    if not lines:
        raise SystemExit(f"{path}: no mark is of that system, or --texts has none of its texts")
    if "needs_look" in lines[0]:
        found = [_own(line) for line in lines]
    else:
        kept = (one for one in lines if is_held(one["doc"]) and "Human" not in one["system"])
        found = [_judged(line) for line in kept]
    random.Random(1).shuffle(found)
    return found[:most]


def _own(line: dict[str, str]) -> Mark:
    told = [float(value) for value in (line.get("told") or "").split()]
    known = Told(int(told[0]), *told[1:]) if told else None
    apart = line["origin"] in ("flores-excerpt", "newstest2021")
    document = line["id"] if apart else line["origin"]
    return Mark((line["zh"], line["output"]), line["needs_look"] == "no", document, known)


def _judged(line: dict[str, str]) -> Mark:
    wrong = int(line["major"]) / int(line["raters"]) >= 0.5
    return Mark((line["zh"], line["en"]), not wrong, line["doc"])


def known(
    marks: Sequence[Mark], reader: Reader | None, opinion: Opinion | None = None
) -> list[Features]:
    """Features of each mark, as the product has them (without the term list of a document). An
    `opinion` counts in place of what the marks say that the translator told."""
    pairs = [mark.pair for mark in marks]
    readings: Sequence[Any] = reader.read(pairs) if reader else [None] * len(pairs)
    told = [mark.told for mark in marks]
    if opinion is not None:
        told = opinion.told([Delivered(zh, en, "") for zh, en in pairs])
    return [
        features(m.pair, reading, Evidence(run_checks(SegmentPair(*m.pair)), word))
        for m, reading, word in zip(marks, readings, told, strict=True)
    ]


def fit(names: Sequence[str], found: Sequence[Features], right: np.ndarray) -> Curve:
    """Newton's method on the penalised log-likelihood; thresholds still open."""
    values = np.array([[one[name] for name in names] for one in found])
    means, scales = values.mean(0), np.maximum(values.std(0), 1e-3)
    design = np.concatenate([(values - means) / scales, np.ones((len(values), 1))], 1)
    ridge = np.diag([RIDGE] * len(names) + [1e-3])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (right - chance) - ridge @ weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        weights = weights + np.linalg.solve(bend, slope)
    numbers = [tuple(round(float(v), 5) for v in row) for row in (means, scales, weights[:-1])]
    return Curve(tuple(names), *numbers, round(float(weights[-1]), 5), 1.0, 0.0)


def crossed(
    names: Sequence[str], marks: Sequence[Mark], found: Sequence[Features], right: np.ndarray
) -> np.ndarray:
    """Confidence of each mark by a curve fitted on other documents."""
    folds = np.array([_fold(mark.document) for mark in marks])
    out = np.full(len(marks), right.mean())
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(inside) and len(outside):
            curve = fit(names, [found[i] for i in outside], right[outside])
            out[inside] = [curve.confidence(found[i]) for i in inside]
    return out


def _fold(document: str) -> int:
    return hashlib.sha256(document.encode()).digest()[1] % FOLDS


def thresholds(confidence: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """(sure, doubtful): the widest ranges that keep the promise; none where nothing does."""
    least = max(5, len(right) // 25)
    sure, doubtful = 1.0, 0.0
    for value in np.unique(confidence):
        above, below = right[confidence >= value], right[confidence <= value]
        if len(above) >= least and above.mean() >= RIGHT:
            sure = min(sure, float(value))
        if len(below) >= least and 1 - below.mean() >= WRONG:
            doubtful = max(doubtful, float(value))
    return round(sure, 4), round(min(doubtful, sure - 1e-4), 4)


def error(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal size (Naeini et al. 2015)."""
    order = np.argsort(confidence)
    parts = np.array_split(order, bins)
    gaps = [len(p) * abs(confidence[p].mean() - right[p].mean()) for p in parts if len(p)]
    return float(sum(gaps) / len(right))


def tested(confidence: np.ndarray, right: np.ndarray, curve: Curve) -> dict[str, Any]:
    """What a reader could rely on, with 95 % intervals by the bootstrap over sentences."""
    rng = np.random.default_rng(0)
    draws = [rng.integers(0, len(right), len(right)) for _ in range(1000)]

    def told(measure: Any) -> dict[str, float] | None:
        value = measure(confidence, right)
        if np.isnan(value):
            return None  # no sentence is of that level
        spread = [measure(confidence[d], right[d]) for d in draws]
        low, high = np.nanpercentile(spread, [2.5, 97.5])
        return {"value": round(value, 3), "low": round(low, 3), "high": round(high, 3)}

    def share(of: np.ndarray) -> float:
        return float(of.mean()) if len(of) else float("nan")

    return {
        "sentences": len(right),
        "right": round(float(right.mean()), 3),
        "area": told(lambda c, r: area(c, r.astype(bool))),
        "error": told(error),
        "sure is right": told(lambda c, r: share(r[c >= curve.sure])),
        "sure of what is right": told(lambda c, r: share(c[r > 0] >= curve.sure)),
        "doubtful is wrong": told(lambda c, r: share(1 - r[c <= curve.doubtful])),
        "doubtful of what is wrong": told(lambda c, r: share(c[r < 1] <= curve.doubtful)),
    }


def calibrate(
    marks: Sequence[Mark],
    found: Sequence[Features],
    *,
    half: bool,
    sets: Sequence[tuple[str, ...]] = SETS,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Curves as they are stored, and what each shows on documents it was not fitted on."""
    curves, shown = [], []
    right = np.array([mark.right for mark in marks], float)
    first = np.array([_fold(mark.document) % 2 == 0 for mark in marks])
    for names in sets:
        if not all(set(names) <= one.keys() for one in found):
            continue
        part = _fitted(names, marks, found, right, np.flatnonzero(first))
        rest = np.flatnonzero(~first)
        confidence = np.array([part.confidence(found[i]) for i in rest])
        shown.append({"features": part.features, **tested(confidence, right[rest], part)})
        whole = part if half else _fitted(names, marks, found, right, np.arange(len(marks)))
        curves.append({**asdict(whole), "fitted": len(marks) if not half else int(first.sum())})
    return curves, shown


def _fitted(
    names: Sequence[str],
    marks: Sequence[Mark],
    found: Sequence[Features],
    right: np.ndarray,
    rows: np.ndarray,
) -> Curve:
    part, known_ = [marks[i] for i in rows], [found[i] for i in rows]
    curve = fit(names, known_, right[rows])
    against = dict(zip(names, curve.weights, strict=True))
    if against.get("objections", 0.0) > 0:  # too few marks: an objection speaks for nothing
        names = [name for name in names if name != "objections"]
        curve = fit(names, known_, right[rows])
    sure, doubtful = thresholds(crossed(names, part, known_, right[rows]), right[rows])
    return Curve(**{**asdict(curve), "sure": sure, "doubtful": doubtful})


def write(path: Path, translator: str, curves: Sequence[dict[str, Any]]) -> None:
    """Puts the curves of one translator into the file, in the place of older ones of the same
    features; the others stay behind them."""
    tree = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"curves": {}}
    new = {tuple(one["features"]) for one in curves}
    old = tree["curves"].get(translator, [])
    kept = [one for one in old if tuple(one["features"]) not in new]
    tree["curves"][translator] = [*curves, *kept]
    path.write_text(json.dumps(tree, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None, reader: Reader | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.estimator.calibrate", description=__doc__)
    parser.add_argument("marks", type=Path, nargs="+")
    parser.add_argument("--translator", default=GENERAL, help="signature of what wrote the outputs")
    parser.add_argument("--most", type=int, help="no more sentences of a file than this")
    parser.add_argument("--texts", type=Path, help="texts of marks that hold their hash alone")
    parser.add_argument("--system", help="only marks of this system")
    parser.add_argument("--ask", action="store_true", help="ask the translator for its word")
    parser.add_argument("--half", action="store_true", help="ship what half of the documents fit")
    parser.add_argument("--out", type=Path, default=Path("zhaiyi/data/confidence.json"))
    options = parser.parse_args(arguments)
    reader = reader or installed_reader(Store.from_settings(Settings()))
    if reader is None:
        raise SystemExit("the estimator is not installed: zhaiyi models pull estimator-news")
    more = (options.most, options.system, options.texts)
    marks = [mark for path in options.marks for mark in read_marks(path, *more)]
    sets = SETS
    if not options.ask:
        found = known(marks, reader)
    else:
        with closing(Models({"translator": AUTO, "summarizer": AUTO}, Settings())) as models:
            found = known(marks, reader, Opinion.of(models.model("translator")))
        said = [i for i, one in enumerate(found) if "doubt" in one]  # a few are gone on with
        marks, found = [marks[i] for i in said], [found[i] for i in said]
        sets = tuple(names for names in SETS if "doubt" in names)
    curves, shown = calibrate(marks, found, half=options.half, sets=sets)
    write(options.out, options.translator, curves)
    json.dump(shown, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
