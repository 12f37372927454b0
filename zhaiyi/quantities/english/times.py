"""English times of day: 3:30 p.m., 15:30, noon, half past two, 40 minutes past midnight."""

from __future__ import annotations

from zhaiyi.quantities.english.dates import DateMatch
from zhaiyi.quantities.english.numerals import CARDINALS, Reader
from zhaiyi.quantities.quantity import HALF_DAY, LAST_HOUR, When

MINUTES = 60


def time_at(r: Reader, at: int) -> DateMatch | None:
    """15:30, 3:30 p.m., 3pm, 8 o'clock, noon, midnight."""
    token = r[at]
    spoken = _past(r, at)
    if spoken is not None:
        return spoken
    if _military(r, at):
        return DateMatch(at + 2, When(hour=int(token.text[:2]), minute=int(token.text[2:])))
    if token.low in {"noon", "midday", "midnight"}:
        return DateMatch(at + 1, When(hour=0 if token.low == "midnight" else 12, minute=0))
    if token.low in CARDINALS and (
        r[at + 1].low in {"o'clock", "o’clock"} or _half_of_day(r, at + 1)
    ):
        return _with_half(r, at + 1, CARDINALS[token.low], 0)
    if not (token.digits and token.text.replace(".", "").isdigit() and len(token.text) <= 5):
        return None
    step, minute, hour = at + 1, 0, token.text
    if r[step].text == ":" and r[step].glued and len(r[step + 1].text) == 2 and r[step + 1].digits:
        minute, step = int(r[step + 1].text), step + 2
        if r[step].text == ":" and r[step + 1].glued and r[step + 1].digits:
            step += 2
    elif _half_of_day(r, step) and "." in hour:
        hour, _, rest = hour.partition(".")
        minute = int(rest) if len(rest) == 2 else 60
    elif not _half_of_day(r, step) and r[step].low not in {"o'clock", "o’clock"}:
        return None
    if not hour.isdigit() or int(hour) > 24 or minute > 59:
        return None
    return _with_half(r, step, int(hour), minute)


_SPOKEN_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
_TURNS = {"midnight": 0, "noon": HALF_DAY, "midday": HALF_DAY}


def _past(r: Reader, at: int) -> DateMatch | None:
    """Half past two, a quarter past midnight, 40 minutes past midnight, ten to six a.m."""
    at += r[at].low == "a" and r[at + 1].low == "quarter"
    said = r[at + 1].low == "minutes"
    minutes = _short_number(r, at) if said else _SPOKEN_MINUTES.get(r[at].low, -1)
    link = at + 1 + said
    hour = _TURNS.get(r[link + 1].low, _short_number(r, link + 1))
    if not 0 < minutes < MINUTES or not 0 <= hour <= HALF_DAY or not _is_spoken(r, at, link):
        return None
    if r[link].low == "to":
        hour, minutes = (hour or LAST_HOUR) - 1, MINUTES - minutes
    return _with_half(r, link + 2, hour, minutes)


def _is_spoken(r: Reader, at: int, link: int) -> bool:
    """Whether minutes at `at` and the hour behind `link` are a time, and no step from 5 to 3."""
    half = r[at].low in {"half", "quarter"} and r[link].low == "past"
    half = half or ([r[at].low, r[link].low] == ["quarter", "to"] and _is_hour(r, at, link))
    sure = r[link + 1].low in _TURNS or bool(_half_of_day(r, link + 2))
    return half or (sure and r[link].low in {"past", "after", "to"})


def _is_hour(r: Reader, at: int, link: int) -> bool:
    """Whether "a quarter to eight" is a time: at, about it; in the morning. It falls by a quarter
    to eight, too."""
    before = r[at - 1 - (r[at - 1].low == "a")].low
    behind = [r[link + 2].low, r[link + 3].low]
    return before in _BEFORE_HOUR or behind in (["in", "the"], ["at", "night"])


_BEFORE_HOUR = frozenset({"at", "about", "around", "until", "till", "before", "since"})


def _short_number(r: Reader, at: int) -> int:
    """A number of one word or two digits; -1 for anything else."""
    token = r[at]
    if token.text.isascii() and token.text.isdigit() and len(token.text) < 3:
        return int(token.text)
    return CARDINALS.get(token.low, -1)


def _military(r: Reader, at: int) -> bool:
    """1600 hours, 0430 GMT."""
    text = r[at].text
    known = len(text) == 4 and text.isascii() and text.isdigit()
    known = known and r[at + 1].low in {"hours", "hrs", "gmt", "utc"}
    return known and int(text[:2]) <= LAST_HOUR and int(text[2:]) < MINUTES


def _half_of_day(r: Reader, at: int) -> str:
    """ "am" or "pm" at a token after digits, else empty."""
    word = r[at].low.replace(".", "")
    if word == "am" and r[at].text == "am" and not r[at - 1].digits:
        return ""
    return word if word in {"am", "pm"} else ""


def _with_half(r: Reader, step: int, hour: int, minute: int) -> DateMatch | None:
    step += r[step].low in {"o'clock", "o’clock"}
    half = _half_of_day(r, step)
    if half == "pm" and hour < HALF_DAY:
        hour += HALF_DAY
    if half == "am" and hour == HALF_DAY:
        hour = 0
    spoken = [r[step + i].low for i in range(3)]
    if not half and hour < HALF_DAY:
        hour += HALF_DAY * (spoken[:2] == ["at", "night"] or spoken in (
            ["in", "the", "afternoon"], ["in", "the", "evening"]))  # fmt: skip
    return DateMatch(step + bool(half), When(hour=hour, minute=minute))
