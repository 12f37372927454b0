"""What a sentence's translation must keep, as a glossary line for the prompt.

A small model translates a known name or a 万 and 亿 rightly when it is told; every hint costs
prompt tokens, so only those are given that the sentence holds and that small models get wrong.
Names that every model knows (`data/familiar.tsv`) are told only when a sentence is tried again, or
when they stand in a list: lists are where known names collapse into one ("Hunan, Hunan, Hunan").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhaiyi import quantities as numbers
from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.tables import all_words
from zhaiyi.quality.names.abbreviations import abbreviation_hints
from zhaiyi.quality.names.homeland import our_country
from zhaiyi.quality.names.letters import word_hints
from zhaiyi.quality.qualifiers import words as qualifier_words
from zhaiyi.terminology import Occurrence, in_text
from zhaiyi.terminology.english import offices

Pair = tuple[str, str]
"""(source, target)"""

MAX_HINTS = 8
_MEMBER = ("省委委员", "候补委员")
"""Small models take these for the standing committee."""
LIST = 4
"""So many familiar names in one sentence are a list, and are told after all."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """Terms and quantities of one sentence. `familiar` are names that the first prompt leaves out:
    terms for the checks all the same, and told with the rest when the sentence is tried again.
    `opening` is how its English may begin, so that it holds a date that it lacked, or goes on to
    say who said it."""

    terms: tuple[Term, ...] = ()
    names: tuple[Pair, ...] = ()
    quantities: tuple[Pair, ...] = ()
    familiar: tuple[Pair, ...] = ()
    opening: str = ""

    @property
    def all(self) -> tuple[Pair, ...]:
        """What the prompt tells."""
        return self.names + self.quantities

    def after(self, missed: Violations) -> Constraints:
        """These constraints for another try: the words and quantities that were missed come first,
        and the familiar names are told too. A hint that a fuller one of the missed holds is left
        out."""
        more = missed.quantities
        kept = {s: t for s, t in self.quantities if not any(s != o and s in o for o, _ in more)}
        merged = {source: kept.get(source, target) for source, target in more} | kept
        quantities = (*missed.words, *merged.items())
        names = self.names + self.familiar
        return Constraints(self.terms, names, quantities, opening=missed.opening)


def constraints_of(
    text: str,
    terms: tuple[Term, ...],
    lexicon: Lexicon,
    year: int | None = None,
    month: int | None = None,
    home: str = "",
) -> Constraints:
    """The constraints of `text`, each once, in the order of their first place; the user's own terms
    come before all others, so that no limit cuts them off."""
    occurrences = in_text(text, terms, lexicon)
    met = dict.fromkeys(o.term for o in occurrences)
    found = tuple(sorted(met, key=lambda term: term.origin != "user"))
    known = frozenset(term for term in found if _is_familiar(term))
    left_out = known if len(known) < LIST else frozenset()
    return Constraints(
        found,
        (
            *_our_country(text, found, home),
            *_pairs(t for t in found if t not in left_out),
            *_offices(text, occurrences),
        ),
        tuple(numbers.hints(text, year, month, home)),
        _pairs(term for term in found if term in left_out),
    )


def _our_country(text: str, terms: Iterable[Term], home: str) -> tuple[Pair, ...]:
    """我国 as the papers of `home` mean it, unless a term says so or the mainland speaks."""
    word = our_country(text)
    told = any(term.source == word for term in terms) or numbers.speaks_for_china(text)
    return tuple((word, name) for name in numbers.countries_of(home)[:1] if word and not told)


def _pairs(terms: Iterable[Term]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys((term.source, term.target) for term in terms))


def _offices(text: str, occurrences: Iterable[Occurrence]) -> tuple[Pair, ...]:
    """Titles of office right before or behind a person's name (胡祖才副主任); who is on a committee
    (省委委员), wherever it stands."""
    found = {o.source: o.target for o in offices.in_source(text) if o.source.endswith(_MEMBER)}
    for o in occurrences:
        if o.term.kind == "person":
            for office in offices.known():
                if text.endswith(office.source, 0, o.start) or text.startswith(
                    office.source, o.end
                ):
                    found.setdefault(office.source, office.target)
                    break
    return tuple(found.items())


def _is_familiar(term: Term) -> bool:
    """Only the dictionary's renderings are: who names another one means it."""
    return term.origin == "dictionary" and term.source in all_words("familiar")


def glossary_line(pairs: Iterable[Pair]) -> str:
    """``汕头=Shantou; 6.1万=61,000``, at most `MAX_HINTS` of them; empty for none. What a shorter
    one says already (汕头市 beside 汕头, both Shantou) is left out."""
    given = [(s, t) for s, t in pairs if "\n" not in s + t]
    clean = [(s, t) for s, t in given if not any(o != s and o in s and u == t for o, u in given)]
    return "; ".join(f"{source}={target}" for source, target in clean[:MAX_HINTS])


@dataclass(frozen=True, slots=True)
class Violations:
    """What a target lacks or changes: `quantities` of its source as they should read, the `words`
    that carry its claim, and the `opening` of `Constraints`."""

    quantities: tuple[Pair, ...] = ()
    words: tuple[Pair, ...] = ()
    opening: str = ""


def violations_in(
    source: str,
    target: str,
    year: int | None,
    month: int | None,
    lexicon: Lexicon | None = None,
    home: str = "",
) -> Violations:
    """What `target` lacks of the quantities and qualifiers of `source`; with a `lexicon` also the
    words that it has made persons."""
    comparison = numbers.compare(source, target, year=year, month=month, home=home)
    lost = [*comparison.missing, *(wanted for wanted, _ in comparison.changed)]
    words = tuple((each.word, each.qualifier.hint) for each in qualifier_words.lost(source, target))
    words += tuple(word_hints(source, target, lexicon)) if lexicon else ()
    opening = ""
    if len(lost) == 1:
        opening = numbers.opening(source, lost[0])
    elif not lost and len(words) == 1 and words[0][1] == qualifier_words.SAID:
        opening = qualifier_words.opening(source, target)
    misread = ((m.text, m.meaning) for m in numbers.misread(source, target, year=year))
    quantities = (*((q.text, numbers.told(q)) for q in lost), *misread)
    return Violations(quantities, (*words, *abbreviation_hints(source, target)), opening)
