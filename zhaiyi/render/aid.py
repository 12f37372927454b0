"""The reading aid: the words of an article with pinyin and English, each of them once. Pure.

The dictionary comes in as an argument. What goes out travels as JSON beside a brief::

    {"words": [["汕头", "Shàn tóu", "Shantou, city in Guangdong"], …],
     "cuts": [[0, 14, -1, 3], …]}

`cuts[i]` takes sentence ``i`` apart: a number from 0 up is a word of the list, a negative one so
many characters that are no Chinese word. A word's pinyin has one syllable for each of its Chinese
characters, parted by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from zhaiyi.core.document import Article
from zhaiyi.lexicon import Lexicon, Word
from zhaiyi.text.script import has_han

_REFERENCE = re.compile(r"(?:[^\s|\[\](),;]+\|)([^\s|\[\](),;]+)(?:\[[^\]]*\])?|(?<=\S)\[[^\]]*\]")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*")
_TAIWAN = re.compile(r"\s*\((?:Taiwan|also|Tw) pr\. [^)]*\)")
_DULL = re.compile(
    r"CL:|(?:old |archaic |also |Japanese )?variant of |see also |\(Tw\) pr\.|also pr\."
)
_LAST = re.compile(r"surname |\((?:literary|archaic|old)\)")
_MOST = 3
"""Senses of a word that are shown."""
_ROOM = 110
"""Characters that they take at most."""

Entry = tuple[str, str, str]


def reading_aid(article: Article, lexicon: Lexicon) -> dict[str, Any]:
    """Words and cuts of an article; a sentence that is not Chinese has no cuts."""
    places: dict[Entry, int] = {}
    cuts = [
        [] if sentence.foreign else _cuts(sentence.text, lexicon, places)
        for sentence in article.sentences
    ]
    return {"words": [list(entry) for entry in places], "cuts": cuts}


def _cuts(text: str, lexicon: Lexicon, places: dict[Entry, int]) -> list[int]:
    cuts: list[int] = []
    for word in lexicon.words(text):
        if has_han(word.text):
            cuts.append(places.setdefault(_entry(word, lexicon), len(places)))
        elif cuts and cuts[-1] < 0:
            cuts[-1] -= len(word.text)
        else:
            cuts.append(-len(word.text))
    return cuts


def _entry(word: Word, lexicon: Lexicon) -> Entry:
    marks = word.pinyin or " ".join(mark for _, mark in lexicon.pinyin(word.text) if mark)
    pinyin = marks[:1].upper() + marks[1:] if word.proper else marks
    return word.text, pinyin, shown(word.glosses) or _named(word.text, lexicon)


def shown(glosses: Sequence[str]) -> str:
    """The first senses of a dictionary entry in one short line, references to other words as plain
    characters, surnames and old uses behind the rest."""
    useful = [_plain(gloss) for gloss in glosses if not _DULL.match(gloss)]
    ordered = sorted(useful, key=lambda gloss: bool(_LAST.match(gloss)))
    line = ""
    for gloss in ordered[:_MOST]:
        longer = f"{line}; {gloss}" if line else gloss
        if line and len(longer) > _ROOM:
            break
        line = longer
    return line if len(line) <= _ROOM else f"{line[: _ROOM - 2].rstrip()} …"


def _plain(gloss: str) -> str:
    """A sense without the readings of other words: of ``中國|中国[Zhong1guo2]`` stays 中国."""
    return _REFERENCE.sub(lambda match: match[1] or "", _TAIWAN.sub("", gloss))


def _named(text: str, lexicon: Lexicon) -> str:
    """The English of a name that no dictionary entry holds, else what a compound is made of."""
    known = lexicon.name(lexicon.simplified(text))
    return known[0].target if known else _of_parts(text, lexicon)


def _of_parts(text: str, lexicon: Lexicon) -> str:
    """What the parts of a compound mean. Nothing where more than one part is a single character, or
    one in the middle: so fall names and words that only write a foreign sound."""
    parts = list(_parts(text, lexicon))
    single = [index for index, part in enumerate(parts) if len(part.text) == 1]
    if len(parts) < 2 or len(single) > 1 or (single and single[0] not in (0, len(parts) - 1)):
        return ""
    return " + ".join(f"{part.text} {_PARENTHESIS.sub('', _first(part))}".strip() for part in parts)


def _first(word: Word) -> str:
    """The first sense that is more than a remark in brackets."""
    senses = [_plain(gloss) for gloss in word.glosses if not _DULL.match(gloss)]
    return next((sense for sense in senses if _PARENTHESIS.sub("", sense)), "")


def _parts(text: str, lexicon: Lexicon) -> Iterator[Word]:
    """The longest words that the dictionary knows, from the left; nothing if one is unknown."""
    found: list[Word] = []
    start = 0
    while start < len(text):
        lengths = range(len(text) - start, 0, -1)
        word = next((w for n in lengths if (w := lexicon.lookup(text[start : start + n]))), None)
        if word is None:
            return
        found.append(word)
        start += len(word.text)
    yield from found
