"""People by what an article says of them, ready to be told. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.core.document import Term
from zhaiyi.lexicon import foreign
from zhaiyi.lexicon.sounds import SOUNDS, TYPICAL, is_sound

END = f"(?![{''.join(sorted(TYPICAL))}·]|[{''.join(sorted(SOUNDS))}]{{2}})"
"""Behind a name (a pattern): it goes on with such characters, as 克里 in 克里斯."""
_ALONE, _FOREIGN = 4, 3
"""Few are called by a name of so many characters, of so many where all are of foreign sounds."""


class Known(NamedTuple):
    """A person: `short` and the `full` names in Chinese, `target` and `name` in English, `others`
    that are right too; `cues` are the words that say who is meant."""

    cues: tuple[str, ...]
    short: str
    target: str
    full: tuple[str, ...]
    name: str
    others: tuple[str, ...]

    @property
    def is_rare(self) -> bool:
        """Whether few others are called so, and spell themselves otherwise."""
        long = len(self.short) >= (_FOREIGN if is_sound(self.short) else _ALONE)
        return "·" in self.short or (long and self._is_usual)

    @property
    def _is_usual(self) -> bool:
        spellings = [each for part in foreign.parts(self.short) for each, _ in part.spellings]
        return not spellings or spellings[0] == self.target

    def terms(self, written: str, whole: str) -> Iterator[Term]:
        """The names of this person that a text has, as it is `written`; `whole` is the same in
        Simplified characters."""
        for named in (*self.full, self.short):
            at = whole.find(named)
            if at >= 0:
                targets = dict.fromkeys((self.target, self.name, *self.others))
                target = self.target if named == self.short else self.name
                others = tuple(each for each in targets if each != target)
                source = written[at : at + len(named)]
                yield Term(source, target, "dictionary", "person", "", others)
