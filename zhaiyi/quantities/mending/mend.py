"""A quantity that went wrong in a known way is put right by rule: 86.3亿 as "86.3 billion".

Small models carry the digits of 万 and 亿 over and miss the scale, drop the 多 of 500多种, take
八折 for 80 percent off and 下午 for the morning. Where what the source says is known exactly,
and its place in the English too, no second attempt of the model is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from zhaiyi.quantities.chinese.births import early_birth
from zhaiyi.quantities.chinese.eras import era_number
from zhaiyi.quantities.chinese.read import read_zh
from zhaiyi.quantities.comparing.bounds import about, lost, moved, with_bound
from zhaiyi.quantities.comparing.compare import Comparison, compare
from zhaiyi.quantities.comparing.equal import atoms, is_growth, total
from zhaiyi.quantities.english.dates import DECADES
from zhaiyi.quantities.english.read import read_en
from zhaiyi.quantities.mending.rules import RULES, in_place
from zhaiyi.quantities.misreadings import moves, things
from zhaiyi.quantities.misreadings.growth import ambiguous, put_right
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.quantities.telling.hints import TEENS, hint
from zhaiyi.quantities.units import named
from zhaiyi.text.traditional import simplified

Compare = Callable[[str], Comparison]


def mend(
    source: str,
    target: str,
    *,
    year: int | None = None,
    month: int | None = None,
    home: str = "",
) -> str:
    """`target` with those quantities put right that went wrong in a way that `RULES` know, with
    "nearly" or "more than" where the source says so, with "to" or "by" and with the thing counted
    as in the source; `target` itself where there is none. Never one with more wrong quantities than
    before."""

    def compared(text: str) -> Comparison:
        return compare(source, text, year=year, month=month, home=home)

    mended = _by_rules(target, compared)
    zh = read_zh(source, year=year)
    mended = _paired(mended, compared(mended).missing)
    for step in (_exact, _dated, _counted, _turned, _grown, _aged, _born, _vague, _bounded):
        after = step(source, zh, mended)
        if after != mended and faults(compared(after)) <= faults(compared(mended)):
            mended = after
    return mended


def faults(found: Comparison) -> int:
    """How many quantities are wrong."""
    return len(found.missing) + len(found.invented) + len(found.changed)


def _by_rules(target: str, compared: Compare) -> str:
    found = compared(target)
    mended = target
    for said, given in sorted(found.changed, key=lambda pair: -pair[1].start):
        before, after = mended[: given.start], mended[given.end :]
        made = (rule(said, given, before, after) for rule in RULES)
        mended = next((text for text in made if text is not None), mended)
    if mended == target:
        return target
    return mended if faults(compared(mended)) < faults(found) else target


def _paired(target: str, lost: tuple[Quantity, ...]) -> str:
    """`target` with "one or two days" for the "few days" that it makes of 一两天."""
    for q in lost:
        name = named(q.unit, q.high) if q.vague else ""
        places = (
            list(re.finditer(rf"\b(?:{_FEW}) {re.escape(name)}\b", target, re.I)) if name else []
        )
        if len(places) == 1:
            words = hint(q)
            words = words.capitalize() if places[0][0][0].isupper() else words
            target = target[: places[0].start()] + words + target[places[0].end() :]
    return target


_FEW = "a few|several|some|a number of|a couple of"
_DECADE = "|".join(("teens", *DECADES))
_IN_DECADES = re.compile(
    rf"\bin (?:his|her|their) (?P<first>{_DECADE})(?: (?:or|and|to) (?:(?:his|her|their) )?"
    rf"(?P<last>{_DECADE}))?\b"
)


def _aged(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with the one age of the source where it has another decade, or two ("in their teens
    or twenties" for 十五六岁)."""
    ages = [q for q in zh if q.kind == "age" and (q.vague or not q.approx)]
    places = list(_IN_DECADES.finditer(target))
    if len(ages) != 1 or len(places) != 1:
        return target
    (age,), (place,) = ages, places
    low, high = (10 * (int(v) // 10) for v in (age.low, age.high))
    fits = low == high == DECADES.get(place["first"], 10)
    if fits and place["last"] in (None, place["first"]):
        return target
    return f"{target[: place.start()]}{hint(age)}{target[place.end() :]}"


_EARLY = re.compile(
    r"\b(?P<weeks>\d+)-week-old "
    r"(?P<child>(?:premature|preterm) (?:bab(?:y|ies)|infants?|newborns?))\b"
)


def _born(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with "a premature baby born at 32 weeks" for "a 32-week-old premature baby"."""
    plain = simplified(source)
    weeks = {str(q.low) for q in zh if early_birth(plain, q)}
    if _BIRTH.search(target):
        return target

    def born(match: re.Match[str]) -> str:
        told = f"{match['child']} born at {match['weeks']} weeks"
        return told if match["weeks"] in weeks else match[0]

    return _EARLY.sub(born, target)


_BIRTH = re.compile(r"\b(?:born|birth|deliver\w*)\b")


def _vague(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with "more than 100,000" for the 110,000 that it makes of 十几万."""
    for q in zh:
        if not (q.vague and TEENS.match(q.text)) or any(o.low == q.low for o in zh if o is not q):
            continue
        likes = [e for e in read_en(target) if e.kind == q.kind and e.low == q.low]
        likes = [e for e in likes if e.kind in _AMOUNTS and e.high in (q.low, q.high)]
        for e in reversed(likes):
            before = target[: e.start]
            words = in_place(q, e, before)
            words = words if before.strip() else words[0].upper() + words[1:]
            target = before + words + target[e.end :]
    return target


_AMOUNTS = frozenset({"number", "money", "measure"})


_FINE = re.compile(r"\b(?P<number>\d{1,3}\.\d{4,}) (?P<scale>million|billion)\b")
_DIGITS = re.compile(r"(?<!\d)(?<!\d[,，])\d[\d,，]{0,30}(?![\d,，])")


def _exact(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with "4,178,027" for the "4.178027 million" that it makes of 4178027."""
    given = {int(re.sub("[,，]", "", m[0])) for m in _DIGITS.finditer(source)}

    def written(match: re.Match[str]) -> str:
        number = Decimal(match["number"]) * (10**6 if match["scale"] == "million" else 10**9)
        return f"{int(number):,}" if int(number) == number and int(number) in given else match[0]

    return _FINE.sub(written, target)


def _bounded(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with the bounds that it has lost, and without those that it gives to another, or to
    what the source says is about so much."""
    en = read_en(target)
    wrong = dict.fromkeys(moved(source, zh, target, en), "")
    wrong |= dict.fromkeys(about(source, zh, target, en), "about ")
    bare = [(q, words) for q, words in lost(source, zh, target, en) if q not in wrong]
    for q, words in sorted([*bare, *wrong.items()], key=lambda pair: -pair[0].start):
        if q in wrong:
            target = with_bound(target[: q.start], words) + target[q.start :]
            continue
        before = target[: q.start].rstrip(" \"“”'(")
        opens = not before or before[-1] in ".!?"
        text = q.text[0].lower() + q.text[1:] if opens else q.text
        words = words.capitalize() if opens else words
        target = f"{target[: q.start]}{words} {text}{target[q.end :]}"
    return target


def _counted(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with the things counted that the source counts."""
    en = read_en(target)
    found = list(things.mistaken(source, zh, target, en))
    for wrong in sorted(found, key=lambda wrong: -wrong.start):
        joined = things.joined_to(target, wrong.target, en)
        before = _family(source, zh, joined) if joined else ""
        target = things.put_right(target, wrong, before if before != wrong.said else "")
    return target


def _family(source: str, zh: tuple[Quantity, ...], e: Quantity) -> str:
    """What the source counts with the number that `e` gives."""
    families = {things.counted_zh(source, q)[0] for q in zh if (q.low, q.high) == (e.low, e.high)}
    return families.pop() if len(families) == 1 else ""


def _turned(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with "to" and "by" as the source has them."""
    found = list(moves.turned_ways(source, zh, target, read_en(target)))
    for wrong in sorted(found, key=lambda wrong: -wrong.start):
        target = moves.put_right(target, wrong)
    return target


def _grown(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with growths that may be read in two ways said by a verb: doubled, tripled."""
    multiples = [q for q in zh if is_growth(q)]
    found = list(ambiguous(target))
    if len(found) != len(multiples):
        return target
    for growth, q in reversed(list(zip(found, multiples, strict=True))):
        target = put_right(target, growth, total(atoms(q)[0]))
    return target


def _dated(source: str, zh: tuple[Quantity, ...], target: str) -> str:
    """`target` with the years of an era (民国58年) in our own count."""
    for q in zh:
        number = era_number(q)
        if number is not None and q.when is not None and str(q.when.year) not in target:
            target = _in_our_years(target, number, q)
    return target


def _in_our_years(target: str, number: int, q: Quantity) -> str:
    """The year of an era that stands in `target` once as its number replaced by ours, or explained
    where it is named as one (the 58th year of the Republic)."""
    ours = q.when.year if q.when is not None else None
    named = re.search(
        rf"\b{number}(?:st|nd|rd|th) year(?: of the Republic(?: of China)?| of \w+)?", target
    )
    if named is not None:
        return f"{target[: named.end()]} ({ours}){target[named.end() :]}"
    places = list(_places(target, number, decade=q.when is not None and q.when.span > 1))
    if len(places) != 1:
        return target
    start, end = places[0]
    words = str(ours)
    if span := _SPAN_OF_YEARS.match(target, end):
        end = span.end()
        words = f"{'in' if target[:start].strip() else 'In'} {ours}" if span["ago"] else words
    return f"{target[:start]}{words}{target[end:]}"


_SPAN_OF_YEARS = re.compile(r"[ -]years?\b(?P<ago> (?:ago|earlier)\b)?(?! old\b)")
"""What makes a span of time of the year of an era: less than 112 years ago."""


def _places(target: str, number: int, decade: bool) -> Iterator[tuple[int, int]]:
    """Where the number of an era's year stands in English, as it is or as a year of a century."""
    short = number % 100
    years = {number, 1900 + short, 2000 + short}
    for m in re.finditer(r"(?<![\d.,:$])\d{2,4}(?![\d%]|[.,:]\d)", target):
        follows = target[m.end() : m.end() + 1] == "s"
        if int(m[0]) in years and follows == decade:
            yield m.span()
