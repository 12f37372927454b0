"""Which sentences matter: salience from sentence vectors, without a language model.

The salience of a sentence is a weighted mean of five features, each in 0..1:

* centrality: its stationary probability in a random walk over similar sentences (LexRank: Erkan &
  Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization"), on
  sentence vectors instead of word overlap, with PacSum's cut-off of weak edges (Zheng & Lapata
  2019, "Sentence Centrality Revisited for Unsupervised Summarization");
* lead: news is written as an inverted pyramid, so importance falls with position (Edmundson 1969,
  "New Methods in Automatic Extracting", location method; the lead baseline of DUC since 2001);
* title: similarity to the title, or to the subhead that the sentence stands under (Edmundson's
  title method, on vectors);
* numbers: quantities and dates relative to the length (Fattah & Ren 2009, "GA, MR, FFNN, PNN and
  GMM based models for automatic text summarization": numerical data). Names beside them (Kupiec,
  Pedersen & Chen 1995, "A Trainable Document Summarizer") made the choice worse, and dear: the
  dictionaries had to be read before anything could be shown;
* length: sentences too short to say anything, or too long to be one point, fall off (Kupiec,
  Pedersen & Chen: the sentence length cut-off).

A sentence that opens with a pronoun cannot stand alone and pays for it (Paice 1990, "Constructing
literature abstracts by computer", on dangling anaphora). The choice is greedy by maximal marginal
relevance (Carbonell & Goldstein 1998), so that two sentences with the same news are not both
chosen. The weights are few; they were set on sixteen articles in which a reader had marked what an
editor would keep (`benchmarks/keys.py`), at round values around which the figure hardly changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from zhaiyi.article.kinds import closes_with_mark, is_contact, is_row
from zhaiyi.core.document import KEY_KINDS, Article, Highlights, Sentence
from zhaiyi.quantities import read_zh
from zhaiyi.salience.encoder import Vectors

Scores = NDArray[np.float64]

DEFAULT_LIMIT = 5
GROUP_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the method. The first five are relative weights of the features."""

    centrality: float = 0.05
    lead: float = 0.25
    title: float = 0.15
    numbers: float = 0.15
    length: float = 0.20
    anaphora: float = 0.25
    """Taken off a sentence that opens with a pronoun."""
    redundancy: float = 0.20
    """What the similarity to the nearest chosen sentence counts against salience (MMR's 1 − λ)."""
    subhead: float = 0.9
    """What the similarity to a subhead counts beside that to the title."""
    same_news: float = 0.8
    """From this similarity on, two sentences say the same, and the second is chosen only if
    nothing else competes (Radev, Jing & Budzikowska 2000: cross-sentence informational
    subsumption)."""
    pool: int = 2
    """For n groups, only the `pool` · n most salient sentences that are left compete: being unlike
    the others is no merit in itself."""
    damping: float = 0.15
    """LexRank's chance to jump to any sentence."""
    edge: float = 0.3
    """PacSum's β: edges in the lowest 30 % of the range of similarities are cut."""
    half_lead: float = 0.2
    """The part of the article after which the lead feature has fallen to one half."""
    ideal_chars: tuple[int, int] = (40, 160)
    """Sentences of this length, in characters, have the full length feature."""
    joins: float = 0.3
    """Similarity from which a sentence with a pronoun is told together with the one before it."""


WEIGHTS = Weights()


def extract(
    article: Article,
    vectors: Vectors,
    *,
    sentences: int | None = None,
    weights: Weights = WEIGHTS,
) -> Highlights:
    """Salience of every sentence, the key sentences, and the groups told in one sentence each.

    `vectors` is (len(article.sentences), d), rows of length 1. There are `sentences` groups, by
    default one for every four eligible sentences and at most five; fewer only if fewer may be
    chosen.

    A group is one key sentence, seldom two or three: a key sentence that opens with a pronoun (他,
    这, 此人, 其) is told together with the sentence before it, if that is eligible and similar,
    because nobody can say in English who "he" is without it. Sentences that may not be chosen have
    the score 0, repeats the score of what they repeat. Raises ValueError when the lengths differ.
    """
    _check_length(article, vectors)
    eligible = [s.id for s in article.sentences if is_eligible(s)]
    scores = _salience(article, vectors, eligible, weights)
    wanted = default_number(len(eligible)) if sentences is None else max(0, sentences)
    groups = _choose(article, vectors, scores, eligible, wanted, weights)
    for sentence in article.sentences:
        if sentence.repeat_of is not None:
            scores[sentence.id] = scores[sentence.repeat_of]
    return Highlights(
        scores=tuple(round(float(score), 4) for score in scores),
        key=tuple(i for group in groups for i in group),
        groups=groups,
    )


def default_number(eligible: int) -> int:
    """Key sentences by default: min(5, ⌈n/4⌉) of n eligible sentences."""
    return min(DEFAULT_LIMIT, ceil(eligible / 4))


# --- what may be chosen -------------------------------------------------------------------------

_QUESTION = re.compile(r"[?？][”’」』\"'）)\s]*$")
_LEAD_IN = re.compile(r"[:：][“「『\"'\s]*$")
_SAYS = "介绍|说|说道|表示|称|指出|强调|透露|告诉|告诉记者|坦言|回忆|回应|认为|报道|补充"
_ATTRIBUTION = re.compile(rf"^[^，,；;:：]{{0,40}}(?:{_SAYS})[说道称]?[。.！!]?$")
_REPORTER = re.compile(
    r"记者[^，,]{0,12}(?:采访|专访|走访|探访|调查|对话|连线)[^，,]{0,6}[。.！!]?$"
)
_MINIMUM_CHARS = 6
_WORD = re.compile(r"[\w%℃]")


def is_eligible(sentence: Sentence) -> bool:
    """Whether a sentence may be a key sentence: news that stands in the article for the first time.

    Not chosen: other kinds than lede and body, repeats, passages in other languages, questions
    (那什么是…呢?), lead-ins that only announce a quotation (…介绍说:), bare attributions after a
    quotation (…负责人说。), the reporter about the report (记者就此进行了采访。), rows of a table,
    a telephone number, scraps.
    """
    text = sentence.text.strip()
    if sentence.kind not in KEY_KINDS or sentence.repeat_of is not None or sentence.foreign:
        return False
    if len(_WORD.findall(text)) < _MINIMUM_CHARS:
        return False
    if is_contact(text) or (is_row(text) and not closes_with_mark(text)):
        return False
    return not any(p.search(text) for p in (_QUESTION, _LEAD_IN, _ATTRIBUTION, _REPORTER))


_PRONOUN = re.compile(
    r"^[“「『\"'（(]?(?:"
    r"[他她它](?:们)?(?!山|国|乡|人)"
    r"|这(?!次|个月|个周|几年|些年|两年|场|起|天)"
    r"|其(?!中|次|他|它|余|实|间|后)"
    r"|此(?:人|举|事|案|类|外)|对此|为此|因此|据此|由此"
    r"|[该](?:人|案|男子|女子)"
    r")"
)


def opens_with_pronoun(text: str) -> bool:
    """Whether a sentence opens with a word that points back to the sentence before it."""
    return _PRONOUN.search(text.strip()) is not None


# --- features -----------------------------------------------------------------------------------


def _salience(article: Article, vectors: Vectors, eligible: list[int], weights: Weights) -> Scores:
    """Scores in 0..1 for all sentences of the article, 0 where not eligible."""
    scores = np.zeros(len(article.sentences))
    if not eligible:
        return scores
    texts = [article.sentences[i].text for i in eligible]
    chosen = vectors[eligible].astype(np.float64)
    features = [
        (weights.centrality, _unit(_centrality(chosen @ chosen.T, weights))),
        (weights.lead, _lead(len(eligible), weights)),
        (weights.length, _length(texts, weights)),
        (weights.numbers, _unit(_numbers(texts))),
    ]
    if (title := _title_similarity(article, vectors, eligible, weights)) is not None:
        features.append((weights.title, _unit(title)))
    total = sum(weight for weight, _ in features)
    mean = sum((weight / total) * values for weight, values in features)
    pays = np.array([weights.anaphora * opens_with_pronoun(text) for text in texts])
    scores[eligible] = np.clip(mean - pays, 0.0, 1.0)
    return scores


def _centrality(similar: Scores, weights: Weights) -> Scores:
    """LexRank's stationary distribution over sentences with the similarities `similar` (n, n)."""
    n = len(similar)
    if n < 3:
        return np.ones(n)
    others = similar[~np.eye(n, dtype=bool)]
    floor = others.min() + weights.edge * (others.max() - others.min())
    edges = np.clip(similar - floor, 0.0, None)
    np.fill_diagonal(edges, 0.0)
    degree = edges.sum(axis=1, keepdims=True)
    walk = np.divide(edges, degree, out=np.full_like(edges, 1.0 / n), where=degree > 0)
    walk = (1 - weights.damping) * walk + weights.damping / n
    rank = np.full(n, 1.0 / n)
    for _ in range(50):
        rank = rank @ walk
    return rank


def _lead(n: int, weights: Weights) -> Scores:
    """1 for the first sentence, one half after `half_lead` of the article, and so on down."""
    lead: Scores = 0.5 ** (np.arange(n) / max(1.0, weights.half_lead * n))
    return lead


def _length(texts: Sequence[str], weights: Weights) -> Scores:
    short, long = weights.ideal_chars
    lengths = np.array([len(text) for text in texts], dtype=np.float64)
    return np.minimum(1.0, np.minimum(lengths / short, long / lengths))


def _numbers(texts: Sequence[str]) -> Scores:
    """Numbers for the square root of the length: neither the longest sentence wins nor a scrap."""
    counts = np.array([len(read_zh(text)) for text in texts], dtype=np.float64)
    return counts / np.sqrt([len(text) for text in texts])


def _title_similarity(
    article: Article, vectors: Vectors, eligible: Sequence[int], weights: Weights
) -> Scores | None:
    """Similarity with the title or, if that is more, `subhead` of that with the own subhead; None
    where the article has neither."""
    headings = _headings(article)
    if not any(headings[i] for i in eligible):
        return None
    similar = (vectors @ vectors.T).astype(np.float64)
    counts = {"title": 1.0, "subhead": weights.subhead}
    kinds = [s.kind for s in article.sentences]
    return np.array(
        [
            max((counts[kinds[h]] * similar[i, h] for h in headings[i]), default=0.0)
            for i in eligible
        ]
    )


def _headings(article: Article) -> list[tuple[int, ...]]:
    """For each sentence, the ids of the title and of the subhead that it stands under."""
    title = next((s.id for s in article.sentences if s.kind == "title"), None)
    subhead, headings = None, list[tuple[int, ...]]()
    for sentence in article.sentences:
        subhead = sentence.id if sentence.kind == "subhead" else subhead
        headings.append(tuple(i for i in (title, subhead) if i is not None))
    return headings


def _unit(values: Scores) -> Scores:
    """Scaled to 0..1; all alike is all one half."""
    span = values.max() - values.min()
    if span < 1e-9:
        return np.full(len(values), 0.5)
    scaled: Scores = (values - values.min()) / span
    return scaled


# --- choice -------------------------------------------------------------------------------------


def _choose(
    article: Article,
    vectors: Vectors,
    scores: Scores,
    eligible: list[int],
    wanted: int,
    weights: Weights,
) -> tuple[tuple[int, ...], ...]:
    """`wanted` groups by maximal marginal relevance, in document order."""
    similar = (vectors @ vectors.T).astype(np.float64)
    left = sorted(eligible, key=lambda i: (-scores[i], i))
    groups = list[tuple[int, ...]]()
    while left and len(groups) < wanted:
        taken = [i for group in groups for i in group]
        pool = left[: weights.pool * wanted]
        best = max(pool, key=lambda i: _relevance(i, taken, scores, similar, weights))
        groups = _join(groups, _with_antecedent(article, best, eligible, similar, weights))
        left = [i for i in left if not any(i in group for group in groups)]
    while len(groups) < wanted and any(len(group) > 1 for group in groups):
        groups = _split_longest(groups)
    return tuple(sorted(groups))


def _join(groups: list[tuple[int, ...]], new: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The groups with `new`, which flows into the group that holds its first sentence."""
    home = next((g for g in groups if new[0] in g), ())
    if len(home) >= GROUP_LIMIT:
        return [*groups, new[-1:]]
    return [*(g for g in groups if g != home), tuple(sorted({*home, *new}))]


def _split_longest(groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    longest = max(groups, key=len)
    return [*(g for g in groups if g != longest), longest[:-1], longest[-1:]]


def _relevance(
    i: int, taken: Sequence[int], scores: Scores, similar: Scores, weights: Weights
) -> float:
    nearest = max((similar[i, j] for j in taken), default=0.0)
    if nearest >= weights.same_news:
        return -nearest
    return float((1 - weights.redundancy) * scores[i] - weights.redundancy * max(0.0, nearest))


def _with_antecedent(
    article: Article, i: int, eligible: Sequence[int], similar: Scores, weights: Weights
) -> tuple[int, ...]:
    """The sentence, and the one before it when it opens with a pronoun that points there."""
    before = i - 1
    dependent = opens_with_pronoun(article.sentences[i].text) and before in eligible
    return (before, i) if dependent and similar[before, i] >= weights.joins else (i,)


def _check_length(article: Article, vectors: Vectors) -> None:
    n = len(article.sentences)
    if len(vectors) != n:
        raise ValueError(f"{n} sentences, but {len(vectors)} vectors")
