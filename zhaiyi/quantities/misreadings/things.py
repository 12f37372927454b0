"""What a number counts: 5.6万人 is 56,000 people, and no households.

A small model that shortens 1.8万户、5.6万人 writes "18,000 and 56,000 households": both numbers are
right, and one of them is false. Only things that cannot stand for each other are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zhaiyi.quantities.comparing.bounds import one_value
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.text.script import HAN

ENGLISH = {
    "people": "people", "households": "households", "vehicles": "vehicles", "ships": "ships",
    "aircraft": "aircraft", "companies": "companies", "villages": "villages",
    "schools": "schools", "hospitals": "hospitals", "countries": "countries", "cities": "cities",
    "counties": "counties", "trees": "trees", "books": "books", "livestock": "head",
    "homes": "homes",
}  # fmt: skip
_FIRMS = f"(?:(?![家农人民和与及或])[{HAN}]){{0,6}}?(?:企业|公司|商户|市场主体|经营主体)"
"""What 户 counts besides households: 500户企业, 300户小微企业."""
_CHINESE = {
    "people": "人(?![次份均民工类物事生权口文造为才气行])|[名位](?![于列次额牌单居下为])|口人",
    "households": f"户(?![外型籍口主部]|{_FIRMS})|个家庭|家农户",
    "vehicles": "辆|台车|部车",
    "ships": "艘|条船",
    "aircraft": "架(?![次桥空构子])",
    "companies": f"户{_FIRMS}|(?:家|个|多家)?(?:[{HAN}]{{0,6}}?)(?:企业|公司)",
    "villages": f"个[{HAN}]{{0,4}}?村(?![民民庄支委医干])",
    "schools": f"所[{HAN}]{{0,6}}?(?:学校|中小学|小学|中学)",
    "hospitals": f"[家所][{HAN}]{{0,6}}?医院",
    "countries": "国(?![人民内企有家])|个国家",
    "cities": f"个[{HAN}]{{0,3}}?(?:城市|市(?![场民镇区]))",
    "counties": f"个[{HAN}]{{0,3}}?县",
    "trees": "[棵株]",
    "books": "册|本书",
    "livestock": f"头[{HAN}]{{0,3}}?[牛猪羊驴]|只羊|匹马",
    "homes": f"套[{HAN}]{{0,6}}?(?:住房|住宅|房子|房屋|公寓|商品房|安置房)",
}
_ENGLISH_NOUNS = {
    "people": "people persons residents villagers workers employees students teachers passengers"
    " patients visitors tourists farmers inhabitants volunteers participants individuals men women"
    " children soldiers officers citizens migrants adults",
    "households": "households families",
    "vehicles": "vehicles cars trucks buses taxis automobiles lorries",
    "ships": "ships vessels boats ferries tankers",
    "aircraft": "aircraft planes airplanes jets helicopters airliners",
    "companies": "companies enterprises firms businesses corporations",
    "villages": "villages",
    "schools": "schools",
    "hospitals": "hospitals",
    "countries": "countries nations",
    "cities": "cities",
    "counties": "counties",
    "trees": "trees",
    "books": "books",
    "livestock": "cattle cows pigs sheep horses goats",
    "homes": "homes houses apartments flats",
}
_FAMILY = {word: name for name, words in _ENGLISH_NOUNS.items() for word in words.split()}
_NEAR_KIN = ({"households", "homes"}, {"people", "livestock"})
"""Things of which one may stand for the other: families for homes; a 头 that is a person's."""
_ZH = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CHINESE.items()))
_WORD = re.compile(r"[ -]([A-Za-z]+)(?!['’A-Za-z])")
_STOP = frozenset(
    "of in and or to from for at per with by on as who that which were was are is".split()  # noqa: SIM905
)
_REACH = 4
_COUNTED = frozenset({"number"})


_LIST = re.compile("[、，,和及与與]?")


class Mistaken(NamedTuple):
    """A number that counts `said` in the source and `given` in the target, where the noun stands at
    ``target[start:end]``; `text` is the number with its classifier as the source has it."""

    source: Quantity
    target: Quantity
    text: str
    said: str
    given: str
    start: int
    end: int


def counted_zh(text: str, q: Quantity) -> tuple[str, int]:
    """Family of the thing that a Chinese number counts, and where its name ends; empty for none."""
    m = _ZH.match(text, q.end) if q.kind in _COUNTED else None
    return (m.lastgroup or "", m.end()) if m else ("", q.end)


def counted_en(text: str, q: Quantity) -> tuple[str, int, int]:
    """Family of the thing that an English number counts, and the place of its noun."""
    at = q.end
    for _ in range(_REACH if q.kind in _COUNTED else 0):
        m = _WORD.match(text, at)
        word = m[1].lower() if m else ""
        if m is None or word in _STOP:
            break
        if word in _FAMILY:
            return _FAMILY[word], m.start(1), m.end(1)
        at = m.end()
    return "", q.end, q.end


def mistaken(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[Mistaken]:
    """Numbers of the target that count another thing than those of the source. Only values that
    the source has once."""
    for q in zh:
        said, stop = counted_zh(source, q)
        likes = [e for e in en if said and one_value(q, e)]
        alike = [o for o in zh if o is not q and one_value(o, q)]
        if alike or not likes:
            continue
        given = [(e, counted_en(target, e)) for e in likes]
        wrong = [(e, found) for e, found in given if _differ(said, found[0])]
        if wrong and len(wrong) == len(given):
            e, (family, start, end) = wrong[0]
            yield Mistaken(q, e, source[q.start : stop], said, family, start, end)


def _differ(said: str, given: str) -> bool:
    return bool(given) and said != given and not any({said, given} <= kin for kin in _NEAR_KIN)


def unlike_neighbours(text: str, quantities: tuple[Quantity, ...]) -> dict[int, tuple[str, str]]:
    """Numbers that stand beside a count of other things (1.8万户5.6万人), by their start: the
    number with its classifier, and the English thing."""
    counts = [(q, *counted_zh(text, q)) for q in quantities]
    found: dict[int, tuple[str, str]] = {}
    for (a, one, stop), (b, two, end) in pairwise(counts):
        if one and two and one != two and _LIST.fullmatch(text, stop, b.start):
            found[a.start] = (text[a.start : stop], ENGLISH[one])
            found[b.start] = (text[b.start : end], ENGLISH[two])
    return found


def put_right(target: str, wrong: Mistaken, before: str) -> str:
    """`target` with the thing that the source counts. `before` is the family of a number that is
    joined to it ("18,000 and 56,000 households") and needs a noun of its own; empty for none."""
    fixed = target[: wrong.start] + ENGLISH[wrong.said] + target[wrong.end :]
    if not before:
        return fixed
    place = wrong.target.start
    joined = _JOINED.search(target, max(0, place - _NEAR), place)
    return (
        fixed
        if joined is None
        else fixed[: joined.start()] + f" {ENGLISH[before]}" + fixed[joined.start() :]
    )


_JOINED = re.compile(r"(?:,? and|,) $")
_NEAR = 6


def joined_to(target: str, e: Quantity, en: tuple[Quantity, ...]) -> Quantity | None:
    """The number before `e` that shares its noun: 18,000 of "18,000 and 56,000 households"."""
    joined = _JOINED.search(target, max(0, e.start - _NEAR), e.start)
    return next((o for o in en if joined and o.end == joined.start()), None)
