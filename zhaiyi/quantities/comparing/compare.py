"""Which quantities of a Chinese sentence its English has lost, changed or made up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zhaiyi.quantities.chinese.coins import same_cents
from zhaiyi.quantities.chinese.scales import of_price
from zhaiyi.quantities.comparing.bounds import turned
from zhaiyi.quantities.comparing.dated import DateRule
from zhaiyi.quantities.comparing.equal import POINTS, Atom, atoms, is_bound, opposite, same, total
from zhaiyi.quantities.comparing.evidence import Evidence, chinese, english
from zhaiyi.quantities.comparing.inclusive import inclusive
from zhaiyi.quantities.comparing.rates import same_rates
from zhaiyi.quantities.comparing.senses import are_voters, is_nil, made_up
from zhaiyi.quantities.comparing.shares import joined
from zhaiyi.quantities.comparing.spans import same_spans
from zhaiyi.quantities.comparing.weekdays import names_day, weekday
from zhaiyi.quantities.homes import at_home
from zhaiyi.quantities.quantity import HALF_DAY, Quantity, plain
from zhaiyi.quantities.units import DURATIONS, dimension

_RUN = re.compile("[0-9]+")
_ASIDE = re.compile(r" \((?:(?:about|around|some|roughly|approximately|or|nearly|over) )*$")
_ASIDE_REACH = 24
_SMALL = 13
_LEAST_WHOLE = 1000
_KNOWN = frozenset({"COVID-19", "COVID19"})
"""Names that English has and Chinese says without a number (新冠)."""
_Equal = Callable[[Atom, Atom], bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`missing` of the source, `invented` in the target, `changed` as pairs (source, target).

    `total` counts the source quantities that a translation must render, `right` those that it
    does; ``right == total - len(missing) - len(changed)``.
    """

    missing: tuple[Quantity, ...]
    invented: tuple[Quantity, ...]
    changed: tuple[tuple[Quantity, Quantity], ...]
    right: int
    total: int


def compare(
    source: str,
    target: str,
    *,
    year: int | None = None,
    month: int | None = None,
    home: str = "",
) -> Comparison:
    """Compare the quantities of a Chinese source and its English target.

    `year` and `month` are the document's own date; a translation may add them (26日 → July 26) or
    leave them out; `home` is where it was written (`homes`). Values match across notation (亿 and
    billion), rounding to two digits or more, units that convert, percent and fraction. Optional
    quantities are never missing or invented.
    """
    zh, en = chinese(source, year), english(target)
    zh = replace(zh, quantities=at_home(source, zh.quantities, home))
    en = replace(en, quantities=joined(target, en.quantities, zh.quantities))
    en = replace(en, quantities=of_price(source, zh.quantities, target, en.quantities))
    en = _of_all(source, zh, target, en)
    rule = DateRule(zh, en, year, month)
    due = [q for q in zh.quantities if not q.optional]
    lost = [q for q in due if not (_rendered(q, en, rule) or are_voters(source, target, q))]
    due += zh.labels
    days = frozenset(weekday(q.text) for q in zh.labels)
    lost += [q for q in zh.labels if not _named(q, target, days)]
    added = [q for q in en.quantities if not q.optional and not _licensed(q, zh, en, rule)]
    added = [q for q in added if not (_is_aside(target, q, en, added) or is_nil(source, target, q))]
    made = made_up(source, zh.quantities, target, en.quantities)
    added += [q for q in made if not any(q.start < a.end and a.start < q.end for a in added)]
    added += _strange_labels(source, zh, en)
    sides = (source, zh.quantities, target, en.quantities)
    cents = same_cents(zh.quantities, target, en.quantities)
    for ours, theirs in (*same_spans(*sides), *same_rates(*sides), *cents):
        lost = [q for q in lost if q not in ours]
        added = [q for q in added if q not in theirs]
    turned_round = tuple(
        (a, b)
        for a, b in turned(source, zh.quantities, target, en.quantities)
        if a in due and a not in lost and b not in added
    )
    lost += [a for a, _ in turned_round]
    kept = [q for q in zh.quantities if q.kind == "multiple" and q not in lost]
    free = tuple(e for e in en.quantities if not _renders_one(e, kept))
    twins = _twins(lost, free, zh.clocks)
    changed = _pair(lost, added, twins) + turned_round
    taken = {id(q) for pair in changed for q in pair}
    return Comparison(
        tuple(q for q in lost if id(q) not in taken),
        tuple(q for q in added if id(q) not in taken),
        changed,
        len(due) - len(lost),
        len(due),
    )


def _of_all(source: str, zh: Evidence, target: str, en: Evidence) -> Evidence:
    """`en` with numbers of others (五 of 等六部门) as those of all."""
    counted = inclusive(source, zh.quantities, target, en.quantities)
    gone = {int(a.low) for a, b in zip(en.quantities, counted, strict=True) if a is not b}
    kept = {int(q.low) for q in counted}
    gone -= kept
    loose = en.loose - {Fraction(n) for n in gone}
    return replace(en, quantities=counted, whole_numbers=en.whole_numbers - gone, loose=loose)


def score(source: str, target: str) -> tuple[int, int]:
    """How many of the source quantities that a translation must render it renders right, and how
    many there are."""
    result = compare(source, target)
    return result.right, result.total


def _named(label: Quantity, target: str, days: frozenset[str]) -> bool:
    """Whether the target has a name with digits, or the day of the week."""
    if day := weekday(label.text):
        return names_day(day, target, days)
    return set(_RUN.findall(label.text)) <= set(_RUN.findall(target))


def _strange_labels(source: str, zh: Evidence, en: Evidence) -> list[Quantity]:
    """Names with digits that the source does not have: COVID-22, and Monday where it says 周日."""
    days = {weekday(q.text) for q in zh.labels} - {""}
    runs = set(_RUN.findall(source)) | {str(n) for n in zh.whole_numbers}
    strange = []
    for q in en.labels:
        if day := weekday(q.text):
            if days and day not in days:
                strange.append(q)
        elif q.text.upper() not in _KNOWN and not set(_RUN.findall(q.text)) & runs:
            strange += [q] if not {Fraction(n) for n in _RUN.findall(q.text)} & zh.loose else []
    return strange


def _is_aside(target: str, q: Quantity, en: Evidence, added: Sequence[Quantity]) -> bool:
    """Whether a sum is another's value in the reader's money, in brackets: 100 yuan ($14)."""
    opens = _ASIDE.search(target, max(0, q.start - _ASIDE_REACH), q.start)
    if q.kind != "money" or not opens or target[q.end : q.end + 1] != ")":
        return False
    return any(
        e.kind == "money" and e.unit != q.unit and e.end == opens.start() and e not in added
        for e in en.quantities
    )


def _rendered(q: Quantity, en: Evidence, rule: DateRule) -> bool:
    """Whether the target renders a source quantity."""
    if q.when is not None:
        return rule.rendered(q)
    return _found(q, en, lambda a, b: same(a, b, percent_in_target=en.percent))


def _licensed(q: Quantity, zh: Evidence, en: Evidence, rule: DateRule) -> bool:
    """Whether the source gives cause for a quantity of the target."""
    if q.when is not None:
        return rule.licensed(q)
    if q.kind == "fraction" and _counted_out(q, zh):
        return True
    return _found(q, zh, lambda a, b: same(b, a, percent_in_target=en.percent))


def _counted_out(q: Quantity, zh: Evidence) -> bool:
    """Whether the source has both numbers of a share: 每10万人中有5人 and 5 in every 100,000."""
    counts = [z.low for z in zh.quantities if z.kind == "number" and z.low == z.high]
    wholes = [n for n in counts if n >= _LEAST_WHOLE]
    return any(top == q.low * whole for whole in wholes for top in counts)


def _found(q: Quantity, other: Evidence, equal: _Equal) -> bool:
    """Whether every value of `q` has its like on the other side."""
    there = [a for o in other.quantities if o.when is None for a in atoms(o)]
    return all(
        any(equal(a, b) for b in _comparable(a, there)) or _hinted(a, q, other, there)
        for a in atoms(q)
    )


def _comparable(atom: Atom, there: list[Atom]) -> list[Atom]:
    """Where the other side uses the same unit, no other unit is converted to stand for it."""
    known = dimension(atom.unit)
    if not known or known in DURATIONS or all(b.unit != atom.unit for b in there):
        return there
    return [b for b in there if b.unit == atom.unit or dimension(b.unit) != known]


def _hinted(atom: Atom, q: Quantity, other: Evidence, there: list[Atom]) -> bool:
    """Whether a value occurs on the other side in a role that no reader knows.

    Not for a value that the other side gives with another unit: that is a change of unit.
    """
    if atom.low == 1 and atom.high == 2:
        return Fraction(2) in other.loose  # a day or two, a couple of days; not "a few"
    if atom.low < atom.high:
        return _vaguely(atom, other)
    value = total(atom)
    if any(abs(b.low) == value and b.unit and q.unit and b.unit != q.unit for b in there):
        return False
    if any(abs(b.low) == value and (opposite(atom, b) or _points(atom, b)) for b in there):
        return False
    if value in other.loose:
        return True
    if q.kind in {"money", "percent", "measure"} and value >= _SMALL:
        return False
    if q.kind == "duration" and q.unit in {"year", "month"} and value * 2 == 1:
        return Fraction(1, 2) in other.loose
    return value.denominator == 1 and int(value) in other.whole_numbers


def _points(one: Atom, two: Atom) -> bool:
    """Whether one is a percentage and the other counts percentage points."""
    return one.kind == two.kind == "percent" and (one.unit in POINTS) != (two.unit in POINTS)


def _vaguely(atom: Atom, other: Evidence) -> bool:
    low, high = (atom.low, atom.low * 3) if is_bound(atom) else (atom.low / 2, atom.high * 3 / 2)
    return any(low <= value <= high for value in other.loose)


_Pairs = tuple[tuple[Quantity, Quantity], ...]
_Clocks = frozenset[tuple[int, int]]


def _renders_one(e: Quantity, kept: list[Quantity]) -> bool:
    """Whether an English multiple stands for one of those that are right."""
    return e.kind == "multiple" and any(
        same(a, b) for q in kept for a in atoms(q) for b in atoms(e)
    )


def _twins(lost: list[Quantity], en: tuple[Quantity, ...], clocks: _Clocks) -> _Pairs:
    """Lost times and multiples with what stands for them: the hour of the other half of the day,
    the one time that the source has not, "doubled" for a tripling."""
    strays = [
        e for e in en if _clock(e) is not None and e.until is None and _clock(e) not in clocks
    ]
    hours = [q for q in lost if _clock(q) is not None]
    alone = strays if len(strays) == len(hours) == 1 else []
    pairs = []
    for q in lost:
        likes = [e for e in en if _is_twin(q, e)] or (alone if q in hours else [])
        pairs += [(q, likes[0])] if likes else []
    return tuple(pairs)


def _clock(q: Quantity) -> tuple[int, int] | None:
    """Hour of twelve and minute of a time of day."""
    when = q.when
    return None if when is None or when.hour is None else (when.hour % HALF_DAY, when.minute or 0)


def _is_twin(q: Quantity, e: Quantity) -> bool:
    if _clock(q) is not None:
        return _clock(q) == _clock(e)
    return q.kind == "multiple" and e.kind == "multiple"


def _pair(lost: list[Quantity], added: list[Quantity], twins: _Pairs) -> _Pairs:
    """Pairs of a lost and an added quantity that are likely one: the twins, then best likeness
    first."""
    taken = {id(q) for pair in twins for q in pair}
    lost = [q for q in lost if id(q) not in taken]
    added = [q for q in added if id(q) not in taken]
    ranked = sorted(
        (-_likeness(a, b), i, j) for i, a in enumerate(lost) for j, b in enumerate(added)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for rank, i, j in ranked:
        if rank < 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return twins + tuple((lost[i], added[j]) for i, j in sorted(pairs))


def _likeness(a: Quantity, b: Quantity) -> int:
    """0 for quantities that cannot be one; more for the same digits, kind, dimension."""
    if "label" in {a.kind, b.kind}:
        return int(bool(weekday(a.text)) and bool(weekday(b.text)))
    if (a.when is None) != (b.when is None):
        return int(a.when is not None and a.when.day is not None and b.kind == "ordinal")
    if a.when is not None and b.when is not None:
        return 1 + sum(x == y for x, y in zip(a.when, b.when, strict=True) if x is not None)
    digits = plain(abs(a.low)).replace(".", "").strip("0") == plain(abs(b.low)).replace(
        ".", ""
    ).strip("0")
    if a.unit == "off" and b.kind == "percent":
        return 3
    like = 2 * (a.kind == b.kind) + (dimension(a.unit) == dimension(b.unit)) + 4 * digits
    close = a.low and b.low and Fraction(1, 100) <= abs(a.low / b.low) <= 100
    return like if digits or (like and close) else 0
