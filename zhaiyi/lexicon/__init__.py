"""What Zhaiyi knows of Chinese words: segmentation, dictionary, pinyin, and names with English.

Segmentation and part-of-speech tags come from `rjieba`, words and names from CC-CEDICT with all
their senses, countries from CLDR, cities from GeoNames, the rest from `zhaiyi/data`. Everything is
loaded at first use and shared by one `Lexicon`. Offsets count code points. Odd text (surrogates,
control characters, any script) is answered, never refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from zhaiyi.core.document import TermKind, TermOrigin
from zhaiyi.lexicon import bodies, cedict, foreign, glosses, packed, pinyin, places, regional
from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import aliases, mapping, rows

__all__ = ["Lexicon", "Name", "Token", "Word"]


_WHOLE = 4
"""Names of the hand-written list from this length are one word to the segmenter."""
_SHORT = 3
"""All other names from this length are rare words to the segmenter."""
_FREQUENT, _RARE = 10_000, 3
_UNITS = frozenset("省市县区州郡镇乡村")
_OF_TIME = frozenset("年月日时分")
_DOTS = str.maketrans("•‧・", "···")
_CHINA = frozenset({"中国", "香港", "澳门", "台湾"})
_PLACED = ("省", "市", "自治区", "县", "区", "自治州", "地区", "盟", "旗", "特别行政区")
"""Units that are left out before the name of a local body."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text (``text[start:end]``) with its reading and its English glosses.

    `pinyin` has tone marks, one syllable a character, blanks between; both are empty where the
    dictionary does not know the word. `proper` is True for a proper noun.
    """

    text: str
    start: int
    end: int
    pinyin: str = ""
    glosses: tuple[str, ...] = ()
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its part of speech (ICTCLAS tags: ``nr`` person, ``ns`` place, ``v`` verb …)."""

    text: str
    start: int
    end: int
    tag: str


class Lexicon:
    """The embedded dictionary. Making one costs nothing; the first question loads (about 0.5 s)."""

    @cached_property
    def _cedict(self) -> cedict.Cedict:
        return cedict.load()

    @cached_property
    def _jieba(self) -> Any:
        return _segmenter()

    @cached_property
    def _own(self) -> dict[str, Name]:
        """The hand-written names: kind, target, aliases parted by semicolons; the bodies; people
        who write themselves otherwise than pinyin does; and words of news that the default model
        gets wrong when it is told nothing."""
        words = {w: Name(row[0], aliases(row, 1)) for w, row in mapping("news_words").items()}
        people = {
            w: Name(row[0], aliases(row, 1), "person") for w, row in mapping("people").items()
        }
        names = {
            word: glosses.as_said(word, Name(row[1], aliases(row, 2), _kind(row[0])))
            for word, row in mapping("names").items()
        }
        own = words | people | bodies.named() | regional.sure() | names
        return own | {self.simplified(word): name for word, name in own.items()}

    @cached_property
    def _divisions(self) -> frozenset[str]:
        return frozenset(packed.table("divisions").keys())

    @cached_property
    def _territories(self) -> dict[str, Name]:
        return places.territories(self._cedict.simplify)

    @cached_property
    def _cities(self) -> dict[str, Name]:
        return places.cities(self._cedict.simplify)

    @cached_property
    def _towns(self) -> dict[str, tuple[str, ...]]:
        return places.chinese_towns()

    @cached_property
    def own_persons(self) -> frozenset[str]:
        """Persons of the hand-written lists whose names of three or four characters are not written
        by sound: hardly a word, whatever stands beside them."""
        return frozenset(
            word
            for word, name in self._own.items()
            if name.kind == "person" and len(word) in (3, 4) and not is_sound(word)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Every simplified word that may have an English name; `name` knows which one."""
        written = set(self._own) | set(self._territories)
        return self._cedict.names | written | set(self._cities) | self._divisions

    def simplified(self, text: str) -> str:
        """`text` in simplified characters, the parts of foreign names with one kind of dot between
        them, one for one, so that offsets stay."""
        return text.translate(self._cedict.simplify).translate(_DOTS)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Segmentation of `text` with parts of speech; the tokens cover it."""
        return tuple(self._tokens(self.simplified(text), text))

    def _tokens(self, simplified: str, text: str) -> Iterator[Token]:
        position = 0
        for word, tag in self._tagged(_encodable(simplified)):
            end = position + len(word)
            yield Token(text[position:end], position, end, tag)
            position = end

    def _tagged(self, simplified: str) -> Iterator[tuple[str, str]]:
        """Words and tags. A unit behind a number is not the first character of a word that only
        the segmenter's guess makes: 27|日爱奇艺."""
        before, position = "", 0
        for word, tag in self._jieba.tag(simplified):
            joined = len(word) > 1 and word[0] in _OF_TIME and before[-1:].isdecimal()
            if joined and not self.is_word(word):
                yield word[0], "m"
                yield from self._tagged(simplified[position + 1 :])
                return
            yield word, tag
            before, position = word, position + len(word)

    def is_word(self, word: str) -> bool:
        """True for a word that the segmenter or the dictionary has."""
        return self._jieba.has_word(word) or bool(self._cedict.entries(word))

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of `text` with readings and glosses; they cover the text."""
        return tuple(self._word(t.text, t.start, t.tag[:1] == "n") for t in self.tokens(text))

    def lookup(self, word: str) -> Word | None:
        """The dictionary's entry of exactly this word, simplified or traditional, or None."""
        found = self._word(word, 0, proper_first=False)
        return found if found.glosses else None

    def _word(self, text: str, start: int, proper_first: bool) -> Word:
        entries = self._cedict.entries(self.simplified(text))
        if not entries:
            return Word(text, start, start + len(text))
        named = proper_first and len(text) > 1 and not self.is_doubtful(self.simplified(text))
        best = sorted(entries, key=lambda e: e.proper != named)
        meanings = tuple(dict.fromkeys(g for e in best for g in e.glosses))
        marks = " ".join(mark for _, mark in pinyin.tone_marks(text) if mark)
        return Word(text, start, start + len(text), marks, meanings, best[0].proper)

    def pinyin(self, text: str) -> tuple[tuple[str, str], ...]:
        """(character, pinyin with tone mark) for each character of `text`; empty if not Han."""
        return pinyin.tone_marks(_encodable(text))

    def is_common(self, word: str) -> bool:
        """True for a word with an ordinary sense beside or instead of a name's."""
        return any(not e.proper for e in self._cedict.entries(self.simplified(word)))

    def is_own(self, word: str) -> bool:
        """True for a name of the hand-written list or a country: no second sense to fear."""
        return word in self._own or word in self._territories

    def may_be_person(self, word: str) -> bool:
        """False for a word whose only senses are names of something else: 英语 is a language."""
        entries = self._cedict.entries(word)
        return not entries or any(glosses.tells_person(e.glosses) for e in entries)

    def is_doubtful(self, word: str) -> bool:
        """True for a word that in real news seldom means the name the dictionary gives."""
        return word in self._doubtful

    @cached_property
    def _doubtful(self) -> frozenset[str]:
        return frozenset(row[0] for row in rows("doubtful"))

    def knows(self, word: str) -> bool:
        """True for a word of the dictionary, in any sense."""
        return self.simplified(word) in self._cedict.lines

    def name(self, word: str) -> tuple[Name, TermOrigin] | None:
        """The English name of `word` (simplified) and who says so, or None.

        The hand-written list comes first, then countries, the dictionary, cities, and Chinese
        divisions down to townships.
        """
        if found := self._own.get(word) or self._territories.get(word):
            return found, "dictionary"
        if found := self._dictionary_name(word):
            return _as_newspapers(_with_spellings(word, self._placed(word, found))), "dictionary"
        if (city := self._cities.get(word)) and not self.knows(word):
            return city, "gazetteer"
        division = self._division(word)
        return (division, "gazetteer") if division else None

    def local_body(self, word: str) -> Name | None:
        """The body of a Chinese place (simplified: 汕头市水利局) by rule, or None."""
        return bodies.composed(word, self._chinese_place)

    def bare_division(self, word: str) -> Name | None:
        """A Chinese place called without its unit (恩施 for 恩施市), simplified; None for a word
        that has an ordinary sense too."""
        if len(word) < 2 or self.is_common(word):
            return None
        full = next((word + unit for unit in _PLACED if self._division(word + unit)), "")
        found = self._division(full) if full else None
        if found is None:
            return None
        stem = found.target.removesuffix(f" {glosses.SUFFIXES[glosses.suffix_of(full)]}")
        others = dict.fromkeys((found.target, *found.aliases))
        return Name(stem, tuple(o for o in others if o != stem), "place")

    def _division(self, word: str) -> Name | None:
        fields = packed.table("divisions").get(word)
        return (
            Name(fields[0], tuple(filter(None, fields[1].split(";"))), "place") if fields else None
        )

    def _chinese_place(self, base: str, unit: str) -> str:
        if not unit and not self._is_division(base):
            return ""
        found = self.name(base + unit)
        if not found and unit:
            found = self.name(base)
        return found[0].target if found and found[0].kind == "place" else ""

    def _placed(self, word: str, name: Name) -> Name:
        """`name` with what GeoNames says of it: a name of no kind that is a city's is a place, and
        a Chinese town of another language has its official spelling (Nagqu beside Nagchu); short
        names of autonomous areas lack their people."""
        if name.kind == "other" and word in self._cities:
            name = replace(name, kind="place")
        name = places.without_people(word, name)
        if name.kind == "place" and self._is_division(word):
            name = _without_marks(name)
        official = self._towns.get(word, ()) if name.kind == "place" else ()
        return replace(name, aliases=tuple(dict.fromkeys((*name.aliases, *official))))

    def is_country_abroad(self, word: str) -> bool:
        """True for another country (simplified)."""
        return word in self._territories and word not in _CHINA

    def is_abroad(self, word: str) -> bool:
        """True for a country or a city (simplified) outside China."""
        if word in self._territories:
            return word not in _CHINA
        return word in self._cities and not self.is_chinese(word)

    def is_chinese(self, word: str) -> bool:
        """True for China, a division of it, or one without its unit (simplified)."""
        return word in _CHINA or self._is_division(word)

    def _is_division(self, word: str) -> bool:
        known = packed.table("divisions")
        return any(word + unit in known for unit in ("", *_PLACED))

    def _dictionary_name(self, word: str) -> Name | None:
        entries = self._cedict.entries(word)
        if found := glosses.name_of(entries):
            return glosses.as_said(word, found)
        other = glosses.redirect_of(entries)
        if not other or other == word:
            return None
        return self._own.get(other) or glosses.name_of(self._cedict.entries(other))


@cache
def _segmenter() -> Any:
    """The word segmenter with our own names and the divisions of China added, one for all
    lexicons. All but our long names are rare words: 和平镇压 stays 和平|镇压. A place with its unit
    is none beside the place without: 新北|市长."""
    import rjieba

    segmenter = rjieba.Jieba()
    named = (*mapping("names"), *bodies.named())
    for word in named:
        if len(word) >= _WHOLE:
            segmenter.add_word(word, _FREQUENT, "nt")
    for word in (*regional.sure(), *packed.table("divisions").keys()):
        if len(word) >= _SHORT:
            segmenter.add_word(word, _RARE, "ns")
    known = (row[1] for row in (*rows("officeholders"), *rows("fields")))
    rest = (
        ("ns", mapping("places_abroad"), 2),
        ("nr", (*mapping("people"), *(name for name in known if not name.isascii())), _SHORT),
        ("nt", named, _SHORT),
    )
    for tag, words, least in rest:
        for word in sorted(words, key=len):
            placed = word[-1] in _UNITS and segmenter.has_word(word[:-1])
            if len(word) >= least and not placed and not segmenter.has_word(word):
                segmenter.add_word(word, _RARE, tag)
    return segmenter


_MACRONS = str.maketrans("āēīōūĀĒĪŌŪ", "aeiouAEIOU")


def _as_newspapers(name: Name) -> Name:
    """Japanese names without the macrons that newspapers leave out (Hokkaido)."""
    target = name.target.translate(_MACRONS)
    if target == name.target:
        return name
    return replace(name, target=target, aliases=(name.target, *name.aliases))


def _with_spellings(word: str, name: Name) -> Name:
    """The dictionary knows one bearer of a foreign name; others spell it otherwise (汉娜: Hannah,
    Hanna), which is as right."""
    if name.kind != "person" or " " in name.target or "·" in word:
        return name
    spellings = (spelling for part in foreign.parts(word) for spelling, _ in part.spellings)
    others = dict.fromkeys(s for s in (*name.aliases, *spellings) if s != name.target)
    return replace(name, aliases=tuple(others))


def _without_marks(name: Name) -> Name:
    """A Chinese place as the news writes it: Urumqi, with Ürümqi as an alias."""
    target = "".join(c for c in unicodedata.normalize("NFKD", name.target) if c.isascii())
    if target == name.target or not target:
        return name
    return replace(name, target=target, aliases=(name.target, *name.aliases))


_KINDS: dict[str, TermKind] = {
    "person": "person",
    "place": "place",
    "organisation": "organisation",
    "title": "title",
    "media": "media",
    "other": "other",
}


def _kind(word: str) -> TermKind:
    return _KINDS[word]


def _encodable(text: str) -> str:
    """`text` with lone surrogates replaced, one for one: the segmenter wants valid Unicode."""
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if any("\ud800" <= c <= "\udfff" for c in text)
        else text
    )
