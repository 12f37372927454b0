"""Quantities with the word before or behind them that small models misread: 最高2000万元 is "up to
20 million yuan", 时隔14个月 "for the first time in 14 months", 2月以来最高 "the highest since
February". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.quantities.quantity import Quantity
from zhaiyi.text.traditional import simplified

_GIVEN = "给予|予以|奖励?|奖补|补[助贴]|资助|支持|赔付?|处以?|罚款?|获得?|享受?|领取?|申领|贷款?"
_LIMIT = re.compile(
    f"(?<![历史曾创盘期新])最高(?:可以?|能够?|将)?(?P<verb>(?:达到?|为|{_GIVEN}){{0,2}})(?:了|人民币)?$"
)
_QUOTED = re.compile("[价股盘]|报收|涨|跌")
"""Where 最高, 最高达 with a sum may be the highest price of a day."""
_REACH = 14
_AGAIN = re.compile("(?P<first>首次|首度|第一次)|(?P<again>再度?次?|又|重新|之?后|才)")
_BORN = re.compile("的?早产(?P<child>儿|宝宝|婴儿|男婴|女婴)?")
_TOPS = {
    "最高": "highest", "新高": "highest", "最低": "lowest", "新低": "lowest", "最大": "largest",
    "最小": "smallest", "最快": "fastest", "最慢": "slowest", "最多": "most",
}  # fmt: skip
_SINCE = re.compile(
    f"以?来(?:的|之)?(?P<top>{'|'.join(_TOPS)})(?P<whole>(?=水平|[纪记]录|点|值|[，。；、！？）)]|$))?"
)
_YEAR_BEFORE = re.compile("(?:自从?)?(?P<year>去年|今年)?$")
_YEARS = {"去年": " last year", "今年": " this year"}
_NEARLY = {"近": "nearly ", "逾": "more than ", "超": "more than "}
_NEAR = re.compile(f"[{''.join(_NEARLY)}]$")
_FLOOR = re.compile(
    "(?<![有共分设为建计全上下两经过修达第地])(?P<floor>(?P<n>[二三四五六七八九])层)"
    "(?=候[车机船]|展厅|展区|大厅|进站|出发|到达|安检(?:通道|口|大厅|区)|会议室|宴会厅)"
)
_FLOORS = dict(
    zip(
        "二三四五六七八九",
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
        strict=True,
    )
)


def phrase_of(text: str, q: Quantity, words: str) -> tuple[str, str] | None:
    """The Chinese around `q` and its English, where `words` alone would mislead; else None."""
    if q.kind not in {"money", "duration", "date"}:
        return None
    plain = simplified(text)
    if top := _SINCE.match(plain, q.end):
        return _record(text, plain, q, words, top)
    if q.kind == "money" and q.low == q.high and not q.approx:
        return _limited(text, plain, q, words)
    if q.kind == "duration" and plain.endswith("时隔", 0, q.start):
        return _since(text, plain, q, words)
    if q.kind == "duration" and q.unit == "week" and (born := _BORN.match(plain, q.end)):
        child = "a premature baby born" if born["child"] else "born prematurely"
        return text[q.start : born.end()], f"{child} at {words}"
    return None


def _limited(text: str, plain: str, q: Quantity, words: str) -> tuple[str, str] | None:
    limit = _LIMIT.search(plain, max(0, q.start - _REACH), q.start)
    adjacent = limit is not None and limit["verb"] in {"", "达", "达到", "为"}
    if limit is None or (adjacent and _QUOTED.search(plain, 0, q.start)):
        return None
    return text[limit.start() if adjacent else q.start : q.end], f"up to {words}"


def _since(text: str, plain: str, q: Quantity, words: str) -> tuple[str, str]:
    behind = _AGAIN.match(plain, q.end)
    start = q.start - len("时隔")
    if behind and behind["again"]:
        return text[start : q.end], f"after {words}"
    end = behind.end() if behind else q.end
    return text[start:end], f"for the first time in {words}"


def _record(
    text: str, plain: str, q: Quantity, words: str, top: re.Match[str]
) -> tuple[str, str] | None:
    """2月以来最高 as "the highest since February", 5个月来最低 as "the lowest in 5 months"; before
    a noun (2008年以来最大跌幅) only the time."""
    if q.kind == "date" and (q.until is not None or q.when is None or q.when.hour is not None):
        return None
    if q.kind == "date":
        before = _YEAR_BEFORE.search(plain, 0, q.start)
        time = f"since {words}{_YEARS[before['year']] if before and before['year'] else ''}"
    else:
        before = _NEAR.search(plain, 0, q.start)
        time = f"in {_NEARLY[before[0]] if before else ''}{words}"
    start = before.start() if before else q.start
    if top["whole"] is None:
        return text[start : top.start("top")], time
    return text[start : top.end("top")], f"the {_TOPS[top['top']]} {time}"


def floors(text: str) -> Iterator[tuple[str, str]]:
    """Floors of a building that are no layers: 三层候车室 is a waiting room on the third floor."""
    for found in _FLOOR.finditer(simplified(text)):
        yield text[found.start("floor") : found.end("floor")], f"{_FLOORS[found['n']]}-floor"
