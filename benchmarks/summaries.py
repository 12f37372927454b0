"""What summaries are made of: how many of their sentences are condensed, and how long they are.

    zhaiyi brief ARTICLES… --out DIR -f json && python -m benchmarks.summaries DIR/*.json

Reads finished briefs, writes a table. For each summary sentence: did the model condense the
translation of its key sentences, is it the translation of a part of the Chinese, or did a rule
shorten it; was it short as it was; or does the translation stand there for want of a shorter form?
`names` and `numbers` are the shares of those in the Chinese key sentences that the summary still
has (as in `zhaiyi eval`; leaving out is what a summary does, so this tells how much).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean

from benchmarks.page import table
from zhaiyi.core.document import Brief, SummarySentence
from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.evaluate import Line, Output, Row, Table
from zhaiyi.evaluate.report import Judge
from zhaiyi.lexicon import Lexicon
from zhaiyi.render import from_json
from zhaiyi.salience.encoder import Encoder
from zhaiyi.summary.sentences import PART, SHORTENED, fell_back, joined

WAYS = ("condensed", "a part", "shortened", "as it is", "falls back")
LONG, TOO_LONG = 24, 40
"""Words: what a sentence should have on average, and what none should exceed."""


def way(sentence: SummarySentence, brief: Brief) -> str:
    """Which of `WAYS` a summary sentence was made in."""
    if fell_back(sentence):
        return "falls back"
    if PART in sentence.findings:
        return "a part"
    if SHORTENED in sentence.findings:
        return "shortened"
    known = {translation.source: translation for translation in brief.translations}
    whole = joined([known[i] for i in sentence.sources if i in known])
    return "as it is" if sentence.text == whole else "condensed"


def kept(briefs: Iterable[Brief]) -> Row:
    """The measures of all summaries beside their key sentences."""
    lines, texts = [], []
    for number, brief in enumerate(briefs):
        sources = {s.id: s.text for s in brief.article.sentences}
        for sentence in brief.summary:
            source = "".join(sources[i] for i in sentence.sources)
            lines.append(Line(f"{number}/{len(lines)}", source, sentence.text))
            texts.append(sentence.text)
    judge = Judge(Table(tuple(lines)), Lexicon(), Encoder())
    return judge.row("", [Output(text, flagged=False) for text in texts])


def report(briefs: Sequence[Brief]) -> str:
    """Everything as Markdown."""
    sentences = [(s, brief) for brief in briefs for s in brief.summary]
    ways = Counter(way(s, brief) for s, brief in sentences)
    words = [len(s.text.split()) for s, _ in sentences]
    row = kept(briefs)
    facts = [
        ("articles", str(len(briefs))),
        ("summary sentences", str(len(sentences))),
        *((name, f"{ways[name]} ({ways[name] / len(sentences):.0%})") for name in WAYS),
        ("words a sentence, on average", f"{mean(words):.1f}"),
        (f"above {LONG} words", _share(n > LONG for n in words)),
        (f"above {TOO_LONG} words", _share(n > TOO_LONG for n in words)),
        ("words a summary, on average", f"{sum(words) / len(briefs):.0f}"),
        ("flagged", _share(s.status == "flagged" for s, _ in sentences)),
        ("names of the key sentences", _known(row.names_right)),
        ("numbers of the key sentences", _known(row.numbers_right)),
    ]
    return table(("summaries", ""), facts)


def _share(which: Iterable[bool]) -> str:
    found = list(which)
    return f"{sum(found)} ({sum(found) / len(found):.0%})"


def _known(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; the exit code."""
    lines = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("summaries", description=__doc__, formatter_class=lines)
    parser.add_argument("briefs", nargs="+", type=Path, help="JSON of finished briefs")
    given = parser.parse_args(arguments)
    try:
        briefs = [from_json(path.read_bytes()) for path in given.briefs]
    except (OSError, ZhaiyiError) as error:
        print(f"benchmarks.summaries: {error}", file=sys.stderr)
        return 2
    print(report([brief for brief in briefs if brief.summary]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
