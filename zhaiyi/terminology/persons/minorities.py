"""Persons of China's peoples whose names are no Han ones, and what is none beside them. Pure.

A name is told where its parts bear each other out, or where its surroundings do: the people or its
land stands in the article, a recogniser sees a person, a title stands in front. A part alone is
left untouched where it may be something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon, Name, Token, minority
from zhaiyi.lexicon.minority import MONGOL, TURKIC, YI, Reading
from zhaiyi.lexicon.sounds import NAME_SOUNDS
from zhaiyi.terminology.other_spellings import tone_marks
from zhaiyi.terminology.persons.surroundings import is_titled, starts_with
from zhaiyi.terminology.recogniser import NAMED, PERSON
from zhaiyi.text.script import HAN

_NEAR = 12
_LONG, _DISTINCT = 4, 4
"""Characters of two parts that bear each other out, and of one that nothing else is called."""
_AGREED = 2
"""Sure parts that need nobody's word."""
_OTHER_MONGOLS = "蒙古国"
"""Writes its names otherwise than Inner Mongolia does."""
_PEOPLE = re.compile(
    rf"(?:(?P<turkic>维吾尔|哈萨克|柯尔克孜|塔吉克|乌孜别克|塔塔尔)|(?P<tibetan>藏)|(?P<mongol>蒙古)"
    rf"|(?P<yi>彝))族[{HAN}]{{0,8}}$"
)


class Peoples:
    """What the texts of one article (simplified) say of China's peoples."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self._whole = "\n".join(texts)
        self._lexicon = lexicon
        self._cued: dict[str, bool] = {}

    def cued(self, people: str) -> bool:
        """Whether the article tells of the people or its land."""
        if people not in self._cued:
            self._cued[people] = minority.cues(people).search(self._whole) is not None
        return self._cued[people]

    def lives_in(self, text: str) -> bool:
        """Whether a text names one of the peoples or its land."""
        return any(self.cued(p) and minority.cues(p).search(text) for p in minority.PEOPLES)

    def persons(
        self, text: str, original: str, said: Sequence[Token]
    ) -> Iterator[tuple[Term, int, int]]:
        """Terms for the persons of `text`, which is `original` in simplified characters, with their
        places."""
        position = 0
        for start in minority.starts(text):
            if start < position:
                continue
            if found := self._person(text, start, said):
                name, position = found
                source = original[start:position]
                yield _term(source, name, self._lexicon), start, position

    def _person(self, text: str, start: int, said: Sequence[Token]) -> tuple[Name, int] | None:
        if text[:start].endswith("·"):
            return None
        fitting = [r for r in minority.readings(text, start) if self._is_person(text, r, said)]
        if fitting:
            best = max(fitting, key=lambda r: (r.end, self.cued(r.people)))
            return minority.english(best), best.end
        for token in said:
            if token.start == start and token.tag == PERSON and self.cued(YI):
                clan = minority.clan_name(text[start : token.end])
                return (clan, token.end) if clan else None
        return None

    def _is_person(self, text: str, reading: Reading, said: Sequence[Token]) -> bool:
        start, end = reading.start, reading.end
        if text.startswith("·", end) or (reading.people == MONGOL and _OTHER_MONGOLS in text):
            return False
        whole = any(t.tag == PERSON and (t.start, t.end) == (start, end) for t in said)
        if not whole and (_crosses(start, end, said) or _runs_on(text, start, end)):
            return False
        sure = sum(part.sure for part in reading.parts)
        if sure < _AGREED and _is_other(start, end, said) and not _is_shown(text, start, end):
            return False
        return self._is_borne_out(text, reading, whole)

    def _is_borne_out(self, text: str, reading: Reading, whole: bool) -> bool:
        before = text[: reading.start]
        cued, titled = self.cued(reading.people), is_titled(before)
        shown = whole or _is_shown(text, reading.start, reading.end)
        parts = reading.parts
        sure = sum(part.sure for part in parts)
        length = sum(len(part.source) for part in parts)
        if len(parts) > 1:
            enough = sure >= _AGREED or (sure > 0 and shown)
            return (cued and shown) or (length >= _LONG and enough)
        if _people_before(before) == reading.people:
            return shown or sure > 0
        if sure:
            return (cued and shown) or (length >= _DISTINCT and cued)
        return cued and whole and titled

    def refuses(self, text: str, start: int, end: int, said: Sequence[Token]) -> bool:
        """Whether no Han name may be read there: the person is said to be of a people that has
        none, or the name begins like one of such a people."""
        people = _people_before(text[:start])
        if people == TURKIC:
            return True
        for length in range(2, 6):
            word = text[start : start + length]
            if any(p in (TURKIC, YI) and self.cued(p) for p in minority.peoples_of(word)):
                return True
            longer = any(t.tag == PERSON and t.start == start and t.end > end for t in said)
            if minority.is_sure(word) and (length >= end - start or longer):
                return True
        return False

    def claims(self, text: str, start: int, end: int, name: Name, said: Sequence[Token]) -> bool:
        """Whether a name of the dictionary is rather a part of a person's: 洛桑 is not Lausanne
        in Tibet, before another part, or where a recogniser sees a person."""
        word = text[start:end]
        peoples = minority.peoples_of(word)
        known = self._lexicon.is_own(word) or self._lexicon.is_chinese(word)
        if not peoples or name.kind == "organisation" or known:
            return False
        over = any(t.tag == PERSON and t.start < end and start < t.end for t in said)
        row = any(len(r.parts) > 1 and r.people in peoples for r in minority.readings(text, start))
        return over or row or any(self.cued(people) for people in peoples)


def _people_before(before: str) -> str:
    """The people that is named right before a person (哈萨克族牧民), or an empty string."""
    match = _PEOPLE.search(before[-_NEAR:])
    return match.lastgroup or "" if match else ""


def _over(start: int, end: int, said: Sequence[Token]) -> list[Token]:
    return [t for t in said if t.tag in NAMED and t.start < end and start < t.end]


def _crosses(start: int, end: int, said: Sequence[Token]) -> bool:
    """Whether the recogniser sees a name that reaches over an end."""
    return any(t.start < start or t.end > end for t in _over(start, end, said))


def _is_other(start: int, end: int, said: Sequence[Token]) -> bool:
    """Whether the recogniser sees the name of something else."""
    return any(t.tag != PERSON for t in _over(start, end, said))


def _is_shown(text: str, start: int, end: int) -> bool:
    """Whether a title stands in front or a title or a verb of persons behind."""
    return is_titled(text[:start]) or starts_with(text[end:], "after")


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a character of names stands beside that may belong to it."""
    before = text[:start][-1:] in NAME_SOUNDS and not is_titled(text[:start])
    after = text[end : end + 1] in NAME_SOUNDS and not starts_with(text[end:], "after")
    return bool(text[:start] and before) or bool(text[end:] and after)


def _term(source: str, name: Name, lexicon: Lexicon) -> Term:
    reading = tone_marks(source, lexicon)
    return Term(source, name.target, "guessed", "person", reading, name.aliases)
