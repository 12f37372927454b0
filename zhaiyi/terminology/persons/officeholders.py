"""Foreign holders of office by country and office: 莫桑比克总统查波 is Chapo, and no Zha Bo. Pure.

Their names are often those of many (马丁, 库珀) or read like Chinese ones (彭安杰). They stand in
`data/officeholders.tsv`. A name holds in an article that puts it behind its country and an office,
a longer one also where the article names the country anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import aliases, rows
from zhaiyi.terminology.persons.known import END, Known, by_short, known_of, stands_alone
from zhaiyi.text.script import HAN

_OFFICES = (
    "总统|主席|总理|首相|国王|女王|王后|王储|王妃|亲王|公主|埃米尔|苏丹|酋长|大公|天皇|总督|教皇|教宗|元首|领导人|领袖"
    "|外长|防长|财长|部长|大臣|相|国务卿|国务秘书|议长|议员|行长|总裁|秘书长|总干事|代表|专员|党首|党魁|书记|发言人|大使|特使"
    "|顾问|大法官|检察长|司令|参谋长|局长|署长|州长|知事|市长|省长|候选人|夫人|先生|女士"
)
_GIVEN = f"[{HAN}·-]{{1,12}}·"
"""Given names before the last one."""
_FORMER = "(?:前|候任|当选|代|副|新任|时任|现任){0,2}"
_TITLES = {
    "部长": "Minister",
    "大臣": "Minister",
    "外长": "Foreign Minister",
    "防长": "Defense Minister",
    "总统": "President",
    "总理": "Prime Minister",
    "首相": "Prime Minister",
    "主席": "Chairman",
    "议长": "Speaker",
    "议员": "Lawmaker",
    "州长": "Governor",
    "大使": "Ambassador",
}
"""English that is told with a name which is a place too."""
_STATES, _AMERICAN = "美国", {"部长": "Secretary", "国务卿": "Secretary of State"}
_BETWEEN = 16
"""Characters between a country and a name that its office has."""


def officeholders(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """The holders of office that an article names, in short and in full, written as in `texts`;
    `plain` are these in Simplified characters."""
    written, whole = "\n".join(texts), "\n".join(plain)
    for short, holders in _holders().items():
        if short not in whole:
            continue
        known = [h for h in holders if _office(h).search(whole)]
        if not known and stands_alone(short, whole):
            known = [h for h in holders if h.is_rare and _country(h).search(whole)]
        elsewhere = [h for h in known if h.is_elsewhere(whole)]
        known = [h for h in known if h not in elsewhere]
        if len({h.target for h in known}) == 1:
            yield from known[0].terms(written, whole)
        elif len(elsewhere) == 1 and not known:
            yield from _behind_office(elsewhere[0], written, whole)


def _behind_office(holder: Known, written: str, whole: str) -> Iterator[Term]:
    """The full names, and the short one with the end of its office, in an article that has it as a
    place too: 部长科隆 is Minister Collomb beside the city of Cologne."""
    others = tuple(dict.fromkeys((holder.target, holder.name, *holder.others)))
    for named in (n for n in holder.full if n in whole):
        at = whole.find(named)
        yield Term(written[at : at + len(named)], holder.name, "dictionary", "person", "", others)
    called = _TITLES | (_AMERICAN if _STATES in holder.cues else {})
    for found in re.finditer(f"(?<!副)({'|'.join(called)}){re.escape(holder.short)}{END}", whole):
        source = written[found.start() : found.end()]
        target = f"{called[found[1]]} {holder.target}"
        yield Term(source, target, "dictionary", "person", "", others)


@cache
def _country(holder: Known) -> re.Pattern[str]:
    return re.compile(_parted(holder.cues)[1])


@cache
def _office(holder: Known) -> re.Pattern[str]:
    """A country, an office and the name; a country of one character stands right before the office
    (俄外长, 英前首相)."""
    short, whole = _parted(holder.cues)
    between = f"[{HAN}0-9·（）()]{{0,{_BETWEEN}}}"
    names = "|".join(map(re.escape, (*holder.full, holder.short)))
    return re.compile(
        rf"(?:(?:{whole}){between}|(?:{short}){_FORMER})(?:{_OFFICES})(?:{_GIVEN})?(?:{names}){END}"
    )


def _parted(countries: Sequence[str]) -> tuple[str, str]:
    """Patterns of the names of one character and of the others."""
    parts = ([c for c in countries if (len(c) == 1) is single] for single in (True, False))
    short, whole = ("|".join(map(re.escape, part)) or "(?!)" for part in parts)
    return short, whole


@cache
def _holders() -> dict[str, list[Known]]:
    """By the short name; the cues of a holder are the names of the country."""
    return by_short(known_of(row, aliases(row, 0)) for row in rows("officeholders"))
