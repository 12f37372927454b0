"""The shapes that travel through Zhaiyi: frozen, typed, without behaviour that needs anything else.

Offsets count Unicode code points, never bytes and never UTF-16 units. For every sentence of an
`Article`, ``article.text[s.start:s.end] == s.text``; the sentences, in order and without overlap,
together with the white space between them cover the whole text. `Sentence.id` is its index in
`Article.sentences`. A `Span` counts from the start of the sentence (or target) that it lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

SentenceKind = Literal[
    "title", "subhead", "dateline", "lede", "body", "caption", "byline", "source", "boilerplate"
]
"""What a sentence is in its article. `source` is the line that says where it comes from (also
editor and copyright-owner lines); `boilerplate` is page furniture (share buttons, links)."""

BlockRole = Literal["heading", "paragraph", "list", "table", "caption", "footnote", "cue"]
TranslationStatus = Literal["ok", "repaired", "flagged", "failed", "edited"]
SummaryStatus = Literal["ok", "repaired", "replaced", "flagged", "edited"]
Severity = Literal["info", "warning", "error"]
Level = Literal["sure", "look", "doubtful"]
"""How a reader should take a sentence: rely on it, look at it, doubt it."""
TermOrigin = Literal["user", "dictionary", "gazetteer", "article", "recognised", "guessed", "model"]
"""Who says that a target is right: the user's glossary, the embedded dictionary, a list of places
or of foreign names, the article itself (a Latin original in its text), the rules of pinyin; or
nobody: `guessed` is pinyin for a person from abroad, who may spell the name otherwise, `model` the
model's own."""
TermKind = Literal["person", "place", "organisation", "title", "media", "other"]

LEVELS: tuple[Level, ...] = ("doubtful", "look", "sure")
"""The least sure first."""
SENTENCE_KINDS: tuple[str, ...] = get_args(SentenceKind)
KEY_KINDS = frozenset({"lede", "body"})
"""Kinds that may be chosen as key sentences."""


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `Source.text` as the file had it: a paragraph, heading, table row, subtitle cue.

    `anchor` leads back into the file (``p[12]``, ``chapter-3/p[4]``, ``cue[7]``), so that an export
    can put English in its place. Blocks are in order and do not overlap.
    """

    start: int
    end: int
    role: BlockRole = "paragraph"
    level: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What reading gives: the text of one input, its blocks, and where it came from.

    `meta` may hold ``title``, ``byline``, ``date``, ``sitename``, ``url`` (strings) when the format
    states them. `text` has ``\\n`` line ends and no lone surrogates (they became U+FFFD).
    """

    name: str
    text: str
    format: str = "txt"
    encoding: str = "utf-8"
    blocks: tuple[Block, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment of the source. `repeat_of` is the id of the earlier sentence that it repeats."""

    id: int
    start: int
    end: int
    text: str
    kind: SentenceKind = "body"
    paragraph: int = 0
    repeat_of: int | None = None
    foreign: bool = False
    """True for a passage that is not Chinese: kept as it is, never translated."""


@dataclass(frozen=True, slots=True)
class Article:
    """A source with its structure. `title`, `dateline` and `byline` are plain text or empty.

    `title` is cleaned of a site's name (``…-新华网``); the sentence of kind `title` is not.
    """

    text: str
    sentences: tuple[Sentence, ...]
    title: str = ""
    dateline: str = ""
    byline: str = ""
    source: Source = Source(name="", text="")


@dataclass(frozen=True, slots=True)
class Highlights:
    """Salience of the sentences: `scores[i]` in 0..1 for sentence i, `key` the chosen ids in order.

    `groups` partitions `key` into the small groups from which one summary sentence each is made.
    """

    scores: tuple[float, ...]
    key: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A source term with the one target that the document uses.

    `aliases` are other accepted targets (long and short form, spelling variants); `forbidden` are
    targets the user rejects. `count` is the number of occurrences in the translated sentences,
    `hits` how many of these sentences use `target` or an alias, `misses` how many do not.
    """

    source: str
    target: str
    origin: TermOrigin
    kind: TermKind = "other"
    pinyin: str = ""
    aliases: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    count: int = 0
    hits: int = 0
    misses: int = 0

    @property
    def confirmed(self) -> bool:
        """False when nobody but the model, or a mere guess, vouches for the target."""
        return self.origin not in ("model", "guessed")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say of one target sentence, in words for a reader without Chinese."""

    kind: str
    severity: Severity
    message: str
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a translator tells of its own words, beside them. `mean` and `worst` are natural
    logarithms of the probabilities of the `tokens` that it wrote: of all, and of the least tenth of
    them; it wrote none where another's words were before it. `doubt` is the share, 0..1, that its
    mark gives to a fault; None where it sets no mark."""

    tokens: int
    mean: float
    worst: float
    doubt: float | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """The target of one sentence. `source` is the sentence's id; `text` is empty only if failed.
    `machine` is what stood there before a person wrote the text, empty where nobody did.

    `confidence` is the chance, 0..1, that the target needs no correction, and `level` what that
    means to a reader; both None without an estimator. `suspect` are parts of the target that look
    wrong, `left_out` parts of the source without a counterpart, the worst first. `told` is what the
    translator itself tells of it, where it does.
    """

    source: int
    text: str
    status: TranslationStatus = "ok"
    findings: tuple[Finding, ...] = ()
    machine: str = ""
    confidence: float | None = None
    level: Level | None = None
    suspect: tuple[Span, ...] = ()
    left_out: tuple[Span, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """`machine` as in `Translation`; a finding of kind ``edited`` says that a person wrote it.
    `confidence` and `level` are the least of its own and of its sources'."""

    text: str
    sources: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    machine: str = ""
    confidence: float | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of the summary, made from the sentences `sources`; `support` in 0..1 is its
    cross-lingual similarity to them. `machine` as in `Translation`, `confidence` and `level` as in
    `Headline`."""

    text: str
    sources: tuple[int, ...]
    support: float = 0.0
    status: SummaryStatus = "ok"
    findings: tuple[Finding, ...] = ()
    machine: str = ""
    confidence: float | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """A function of input, models and settings: equal for two runs that should agree. `estimator`
    names the estimator and its curve, empty where none was installed."""

    version: str
    translator: str
    summarizer: str
    prompts: Mapping[str, str] = field(default_factory=dict)
    encoder: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    estimator: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Time and machine of one run; the only block that differs between two equal runs.

    `seconds` maps a stage to its wall time; `tokens` counts ``prompt`` and ``output`` tokens.
    """

    started: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    machine: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything about one article: what every renderer draws and every format holds."""

    article: Article
    highlights: Highlights
    headline: Headline
    translations: tuple[Translation, ...]
    summary: tuple[SummarySentence, ...]
    terms: tuple[Term, ...]
    provenance: Provenance
    run: Run = field(default_factory=Run)

    def _repr_html_(self) -> str | None:
        """What a notebook shows of it; None, and so its plain form, where nobody draws briefs."""
        return _notebook.draw(self) if _notebook.draw else None


class _Notebook:
    """Draws briefs in notebooks. `zhaiyi` puts the renderer in: this package stands below it."""

    draw: Callable[[Brief], str] | None = None


_notebook = _Notebook()


def draw_in_notebooks(draw: Callable[[Brief], str]) -> None:
    """Has notebooks show briefs as `draw` makes them: HTML of one cell."""
    _notebook.draw = draw
