"""Foreign names by their parts: 约翰·刘易斯 is John Lewis (Wikidata, CedPane; see NOTICE).

Chinese writes a foreign name by its sound, and many spellings sound alike (迪克森: Dixon, Dickson).
The lists tell how often each is meant. A part is *sure* where one spelling stands out. On the names
of NTREX and FLORES such parts are right in 85 of 100 places, others in 47: there a model's guess
chooses among the spellings.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import log2

from rapidfuzz import fuzz

from zhaiyi.lexicon import transliteration
from zhaiyi.lexicon.hearing import alike
from zhaiyi.lexicon.packed import table

_OFTEN, _SHARE = 8, 0.75
_ALONE = 3
"""A spelling is sure if it was counted so often and has this share, or if it is the only one and
was counted three times."""
_UNLIKE = 0.5
"""A guess that sounds less like the Chinese is another's name: one in two hundred of the lists' own
spellings does, and half of those of other names."""
_DOUBLED = 10.0
"""What twice the count is worth, in points of similarity (Indel ratio, 0..100)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: its spellings, the most frequent first, with their counts."""

    source: str
    spellings: tuple[tuple[str, int], ...] = ()

    @property
    def best(self) -> str:
        """The most frequent spelling, or an empty string."""
        return self.spellings[0][0] if self.spellings else ""

    @property
    def sure(self) -> bool:
        """Whether one spelling stands out."""
        if not self.spellings:
            return False
        first, total = self.spellings[0][1], sum(count for _, count in self.spellings)
        alone = len(self.spellings) == 1 and first >= _ALONE
        return alone or (first >= _OFTEN and first >= _SHARE * total)

    def agrees(self, word: str) -> str:
        """The spelling that is `word` but for capitals and accents, or an empty string."""
        return next((name for name, _ in self.spellings if same_name(name, word)), "")


def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name (simplified characters), parted by ``·``."""
    return tuple(Part(part, _spellings(part)) for part in name.split("·") if part)


def spelt(name: str) -> str:
    """The name where all its parts are sure, else an empty string."""
    found = parts(name)
    return " ".join(p.best for p in found) if found and all(p.sure for p in found) else ""


def reconciled(name: str, guess: str) -> tuple[str, bool]:
    """A model's `guess` at a name, put right by the lists, and whether they vouch for all of it.

    Of several spellings the guess chooses, since a model may know the person (特雷莎·梅 is Theresa
    May, though more are called Teresa); against it stand a spelling that is sure, and, where nobody
    is called like the guess (Semino), the spelling most like it (Siminoff). A word that does not
    sound like its part (Novak for 克雷楚) gives way to the lists' spelling, or to the likeliest
    letters where they have none. The guess stays where its words are not as many as the parts.
    Without one the lists have the say.
    """
    found, words = parts(name), guess.split()
    if not words and found and all(part.best for part in found):
        return " ".join(part.best for part in found), bool(spelt(name))
    if len(found) != len(words):
        sure = spelt(name)
        return sure or guess, bool(sure)
    backed = any(part.agrees(word) for part, word in zip(found, words, strict=True))
    chosen = [_chosen(part, word, backed) for part, word in zip(found, words, strict=True)]
    return " ".join(word for word, _ in chosen), all(known for _, known in chosen)


def _chosen(part: Part, word: str, backed: bool) -> tuple[str, bool]:
    agreed = part.agrees(word)
    if part.sure and not agreed and backed and _sounds_as_well(part, word):
        return word, False
    if agreed or part.sure:
        return agreed or part.best, True
    if not part.spellings:
        return transliteration.chosen(part.source, word, backed), False
    if alike(part.source, word) < _UNLIKE:
        return part.best, False
    return word if is_attested(word) else _nearest(part, word), False


def _sounds_as_well(part: Part, word: str) -> bool:
    """Kash beside Cash: somebody is called so, and it fits the Chinese no worse."""
    return is_attested(word) and alike(part.source, word) >= alike(part.source, part.best)


def _nearest(part: Part, word: str) -> str:
    """The spelling that is like `word` and frequent; empty where the lists have none."""
    worth = {
        name: fuzz.ratio(_flat(name), _flat(word)) + _DOUBLED * log2(count)
        for name, count in part.spellings
    }
    return max(worth, key=worth.__getitem__, default="")


def is_attested(word: str) -> bool:
    """Whether the lists have anybody of this name, however it is written in Chinese."""
    return table("foreign_names").holds(f"{word} ")


def _spellings(part: str) -> tuple[tuple[str, int], ...]:
    fields = table("foreign_names").get(part) or ()
    split = (field.rpartition(" ") for field in fields)
    return tuple((spelling, int(count)) for spelling, _, count in split)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings differ in capitals and accents at most."""
    return _flat(one) == _flat(other)


def _flat(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if c.isalnum()).casefold()
