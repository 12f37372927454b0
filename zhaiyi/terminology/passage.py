"""One sentence of an article with what is known of it before its terms are looked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from zhaiyi.core.document import TermOrigin
from zhaiyi.lexicon import Lexicon, Name, Token, regional
from zhaiyi.terminology import recogniser
from zhaiyi.terminology.adjacent import word_before
from zhaiyi.terminology.matching import word_edges
from zhaiyi.terminology.persons.far_east import Romanise, surname_by_country
from zhaiyi.terminology.persons.minorities import Peoples
from zhaiyi.terminology.persons.people import Person, find_people
from zhaiyi.terminology.places.areas import areas
from zhaiyi.terminology.places.plays_abroad import plays_abroad
from zhaiyi.terminology.recogniser import Readings


@dataclass(frozen=True)
class Passage:
    """A sentence as it is written and in simplified characters, offset by offset the same.

    `tokens` are the segmenter's words, `edges` where these let a name begin or end, `said` a
    recogniser's words. `abroad` tells that it plays outside China, `area` in which regions that
    spell their places otherwise than pinyin. `peoples` is what the article says of China's peoples,
    `surname_at` how the surname at an offset is read, where not by pinyin.
    """

    text: str
    simplified: str
    tokens: Sequence[Token]
    edges: frozenset[int]
    said: Sequence[Token]
    persons: Sequence[Person]
    abroad: bool
    area: frozenset[str]
    peoples: Peoples
    surname_at: Callable[[int], Romanise | None]

    @cached_property
    def told(self) -> dict[tuple[int, int], str]:
        """The recogniser's names with the tags of the segmenter, by their places."""
        return recogniser.tags(self.said)

    @cached_property
    def tags(self) -> dict[tuple[int, int], str]:
        """The tags of all words by their places, the recogniser's before the segmenter's."""
        return {(t.start, t.end): t.tag for t in self.tokens} | self.told

    @cached_property
    def is_cantonese(self) -> bool:
        """Whether it tells by its own words that its places are not spelt by pinyin."""
        within = regional.is_cantonese(self.area)
        return within and regional.is_cantonese(regional.regions(self.simplified))

    def before(self, start: int) -> Token | None:
        """The segmenter's word that ends at an offset."""
        return word_before(self.tokens, start)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be meant by `word`, which stands at ``passage.simplified[start:end]``."""

    word: str
    start: int
    end: int
    name: Name
    origin: TermOrigin


def read_passages(
    texts: Sequence[str], readings: Readings, lexicon: Lexicon
) -> tuple[Passage, ...]:
    """The sentences of one article, each with what it and those around it tell."""
    simplified = [lexicon.simplified(text) for text in texts]
    tokens = [lexicon.tokens(text) for text in texts]
    said = [readings.get(text, ()) for text in texts]
    abroad = plays_abroad(texts, tokens, lexicon)
    within = areas(texts, simplified, tokens, lexicon)
    people = find_people(simplified, tokens, lexicon, said, abroad)
    peoples = Peoples(simplified, lexicon)
    return tuple(
        Passage(
            text=text,
            simplified=simplified[at],
            tokens=tokens[at],
            edges=word_edges(tokens[at], lexicon),
            said=said[at],
            persons=people[at],
            abroad=abroad[at],
            area=within[at],
            peoples=peoples,
            surname_at=partial(surname_by_country, simplified, at, abroad=abroad[at]),
        )
        for at, text in enumerate(texts)
    )
