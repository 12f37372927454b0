"""Words of the dictionary that a translator seems to render otherwise, over many sentences.

    python -m benchmarks.missed TABLE [--columns en,second] [--least 2] [--share 0.6]

TABLE needs the columns id and zh and one or more with translations: the hypotheses of a beam
search, say. A word counts as missed where no column has a word of any of its meanings. Most such
words are only said freely; but among those that are missed nearly always are the ones that the
translator does not know, and no reference is needed to find them. Prints a line for each word, most
missed first: word, sentences, sentences that miss it, its first meaning, one of these sentences and
the English there. Words that the list of terms tells already are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.checks import read_rows
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.coverage import content_words, missed_words
from zhaiyi.terminology import find_terms
from zhaiyi.translation.sources import lines_as_article


@dataclass
class Counts:
    """Of each word how many sentences have it and how many miss it, and one that does: its Chinese
    and its English."""

    there: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)

    def words(self, least: int, share: float) -> list[str]:
        """Those in at least `least` sentences of which at least `share` miss them."""
        found = [
            word
            for word, missed in self.missed.items()
            if self.there[word] >= least and missed >= share * self.there[word]
        ]
        return sorted(found, key=lambda word: (-self.missed[word], word))


def counted(rows: Iterable[Mapping[str, str]], columns: Sequence[str], lexicon: Lexicon) -> Counts:
    """Counts over all rows; each sentence counts a word once."""
    counts = Counts()
    for row in rows:
        source = row["zh"]
        targets = [row[column] for column in columns if row.get(column)]
        terms = find_terms(lines_as_article([source]), lexicon)
        told = {lexicon.simplified(term.source) for term in terms}
        words = {w for w in content_words(source, lexicon) if not any(w in name for name in told)}
        missed = words & set(missed_words(source, targets, lexicon)) if targets else set()
        counts.there.update(words)
        counts.missed.update(missed)
        for word in missed:
            counts.seen.setdefault(word, (source, targets[0]))
    return counts


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.missed", description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--columns", default="en", help="columns with translations")
    parser.add_argument("--least", type=int, default=2, help="sentences that have the word")
    parser.add_argument("--share", type=float, default=0.6, help="of these, how many miss it")
    options = parser.parse_args(arguments)
    lexicon = Lexicon()
    counts = counted(read_rows(options.table, None), options.columns.split(","), lexicon)
    for word in counts.words(options.least, options.share):
        known = lexicon.lookup(word)
        meaning = known.glosses[0] if known and known.glosses else ""
        figures = (str(counts.there[word]), str(counts.missed[word]))
        print("\t".join((word, *figures, meaning, *counts.seen[word])))


if __name__ == "__main__":
    main()
