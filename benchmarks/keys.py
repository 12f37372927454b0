"""Key sentences beside those that an editor would keep, and beside other rankings.

    python -m benchmarks.keys           # needs sumy, and ../shared for most of the articles

`tests/data/key-sentences.tsv` names the kept sentences of each article by id and hash. Every method
chooses as many sentences as Zhaiyi does by default, from the same sentences (titles, bylines and
the like left out, to the advantage of the others). The figure is the precision at that number, the
mean over the articles; the recall at it stands beside it.

Lead: the first sentences. TextRank (Mihalcea & Tarau 2004), LexRank (Erkan & Radev 2004) and LSA
(Steinberger & Ježek 2004) are sumy's, on the words of Zhaiyi's segmentation. Random is the
expected value.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from statistics import fmean

from benchmarks.fixed import REPO
from benchmarks.page import table
from zhaiyi.article import parse
from zhaiyi.core.document import Article, Source
from zhaiyi.formats import read
from zhaiyi.lexicon import Lexicon
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.salience.key_sentences import (
    WEIGHTS,
    Weights,
    default_number,
    extract,
    is_eligible,
)

MARKS = REPO / "tests/data/key-sentences.tsv"
NEWS = REPO.parent / "shared/eval/newstest2021-dev.tsv"


@dataclass(frozen=True, slots=True)
class Marked:
    """An article, the ids that an editor would keep, and what the ranking is made from."""

    name: str
    article: Article
    kept: frozenset[int]
    vectors: Vectors

    @property
    def eligible(self) -> list[int]:
        return [s.id for s in self.article.sentences if is_eligible(s)]

    @property
    def number(self) -> int:
        """How many sentences every method chooses."""
        return default_number(len(self.eligible))

    def texts(self) -> list[str]:
        return [self.article.sentences[i].text for i in self.eligible]


Method = Callable[[Marked], Sequence[int]]


def main() -> int:
    """Prints the table; the exit code."""
    articles = list(marked_articles())
    if not articles:
        print("no marked article is here: ../shared is missing", file=sys.stderr)
        return 1
    methods: dict[str, Method] = {"Zhaiyi": ours, "lead": lead, **_others()}
    rows = [
        [name, *(f"{value:.3f}" for value in figures(articles, method))]
        for name, method in methods.items()
    ]
    chance = fmean(len(m.kept) / len(m.eligible) for m in articles)
    rows.append(["random (expected)", f"{chance:.3f}", ""])
    number = sum(m.number for m in articles)
    print(f"{len(articles)} articles, {number} sentences chosen by each method\n")
    print(table(["method", "precision", "recall"], rows))
    return 0


def figures(articles: Sequence[Marked], method: Method) -> tuple[float, float]:
    """Precision and recall at the number of each article, means over the articles."""
    hits = [(m, len(m.kept.intersection(method(m)))) for m in articles]
    precision = fmean(hit / m.number for m, hit in hits)
    return precision, fmean(hit / len(m.kept) for m, hit in hits)


# -- the methods -----------------------------------------------------------------------------


def ours(marked: Marked) -> Sequence[int]:
    """Zhaiyi's key sentences."""
    return with_weights(WEIGHTS)(marked)


def with_weights(weights: Weights) -> Method:
    """Zhaiyi's key sentences by other weights. A sentence that is told together with the one
    before it counts as one of the number, as it does in a summary."""

    def method(marked: Marked) -> Sequence[int]:
        groups = extract(marked.article, marked.vectors, weights=weights).groups
        return [group[-1] for group in groups]

    return method


def lead(marked: Marked) -> Sequence[int]:
    """The first sentences."""
    return marked.eligible[: marked.number]


def _others() -> dict[str, Method]:
    """Those of sumy; none, with a word of it, where it is not installed."""
    classes = {
        "TextRank": "text_rank.TextRankSummarizer",
        "LexRank": "lex_rank.LexRankSummarizer",
        "LSA": "lsa.LsaSummarizer",
    }
    try:
        return {name: _sumy(path) for name, path in classes.items()}
    except ModuleNotFoundError:
        print("sumy is not installed: pip install -r requirements-dev.txt", file=sys.stderr)
        return {}


def _sumy(path: str) -> Method:
    module, name = path.split(".")
    make = getattr(import_module(f"sumy.summarizers.{module}"), name)
    dom = import_module("sumy.models.dom")
    words = _Words(Lexicon())

    def method(marked: Marked) -> Sequence[int]:
        sentences = [dom.Sentence(text, words) for text in marked.texts()]
        document = dom.ObjectDocumentModel([dom.Paragraph(sentences)])
        chosen = make()(document, marked.number)
        places = {id(sentence): i for sentence, i in zip(sentences, marked.eligible, strict=True)}
        return [places[id(sentence)] for sentence in chosen]

    return method


@dataclass(frozen=True)
class _Words:
    """The tokenizer that sumy asks for."""

    lexicon: Lexicon

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(t.text for t in self.lexicon.tokens(text) if t.text.isalnum())


# -- the marks -------------------------------------------------------------------------------


def marked_articles() -> Iterator[Marked]:
    """The marked articles that are here. Raises ValueError where a hash does not agree."""
    with MARKS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    encoder = Encoder()
    for origin in dict.fromkeys(row["origin"] for row in rows):
        if (source := article_source(origin)) is not None:
            own = [row for row in rows if row["origin"] == origin]
            yield _marked(origin, parse(source), own, encoder)


def _marked(
    name: str,
    article: Article,
    rows: Sequence[Mapping[str, str]],
    encoder: Encoder,
) -> Marked:
    for row in rows:
        if fingerprint(article.sentences[int(row["id"])].text) != row["sha256"]:
            raise ValueError(f"{name}: sentence {row['id']} is not the one that was marked")
    vectors = encoder.encode([s.text for s in article.sentences])
    return Marked(name, article, frozenset(int(r["id"]) for r in rows), vectors)


def article_source(origin: str) -> Source | None:
    """``samples/x.txt`` and ``shared/articles/x.zh.txt`` are files; ``newstest2021-dev:207-215``
    are lines of that set, joined. None for what this machine has not."""
    if origin.startswith("newstest2021-dev:"):
        return _joined(origin.partition(":")[2]) if NEWS.exists() else None
    root = REPO.parent if origin.startswith("shared/") else REPO
    path = root / origin
    return read(path, name=path.name) if path.exists() else None


def _joined(lines: str) -> Source:
    first, last = map(int, lines.split("-"))
    with NEWS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    text = "\n\n".join(row["zh"] for row in rows[first - 1 : last]) + "\n"
    return Source(name=f"newstest2021-dev-{lines}", text=text)


def fingerprint(text: str) -> str:
    """The first sixteen digits of the SHA-256 of a sentence."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
