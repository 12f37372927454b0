"""Quantities with the word before or behind them that small models misread: 最高2000万元 is "up to
20 million yuan", 时隔14个月 "for the first time in 14 months", 2月以来最高 "the highest since
February". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from zhaiyi.quantities.chinese.births import early_birth
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.text.traditional import simplified

_GIVEN = "给予|予以|奖励?|奖补|补[助贴]|资助|支持|赔付?|处以?|罚款?|获得?|享受?|领取?|申领|贷款?"
_LIMIT = re.compile(
    f"(?<![历史曾创盘期新])最高(?:可以?|能够?|将)?(?P<verb>(?:达到?|为|{_GIVEN}){{0,2}})(?:了|人民币)?$"
)
_QUOTED = re.compile("[价股盘]|报收|涨|跌|票房|市值|成交|净值|片酬|历年|[全各][省市区国县校地]")
"""Where 最高, 最高达 with a sum may be the highest price of a day, or the top of a row."""
_LOWEST = re.compile("最低|最少")
_REACH = 14
_NEAREST = 8
"""Characters before a quantity that hold the word right before it."""
_AGAIN = re.compile(
    "(?P<first>首次|首度|第一次)|(?P<again>再度?次?|又|重新|之?后|才|仍|依[然旧]|终[于获]|告破)"
    "|[重回返恢复转扭登夺]"
    "|(?=，[^，。；]{0,10}?(?:(?P<later>再[次度]|又|才|仍|终于)|首[次度]|重[夺返回启]))"
)
"""What tells that the length is the time since it last was so; 两次爆炸时隔10分钟 is no such."""
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
_LAST = re.compile("(?:近|过去|连续|逾|最近|超过?)$")
_FLOOR = re.compile(
    "(?<![有共分设为建计全上下两经过修达第地十百负高栋座幢这])(?P<floor>(?P<n>[二三四五六七八九])层)"
    "(?=候[车机船](?!楼)|展厅|展区|大厅|进站|出发|到达|安检(?:通道|口|大厅|区)|会议室|宴会厅)"
)
_FLOORS = dict(
    zip(
        "二三四五六七八九",
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Wording:
    """A text, and what is asked of the whole of it at each of its quantities."""

    text: str

    @cached_property
    def plain(self) -> str:
        """The text in Simplified characters."""
        return simplified(self.text)

    @cached_property
    def tops_from(self) -> int:
        """Where it begins that 最高 with a sum may be a highest price or the top of a row."""
        if _LOWEST.search(self.plain):
            return 0
        quoted = _QUOTED.search(self.plain)
        return quoted.end() if quoted else len(self.plain)


def phrase_of(wording: Wording, q: Quantity, words: str) -> tuple[str, str] | None:
    """The Chinese around `q` and its English, where `words` alone would mislead; else None."""
    if q.kind not in {"money", "duration", "date"}:
        return None
    text, plain = wording.text, wording.plain
    if top := _SINCE.match(plain, q.end):
        return _record(text, plain, q, words, top)
    if q.kind == "money" and q.low == q.high and not q.approx:
        return _limited(wording, q, words)
    if q.kind == "duration" and plain.endswith("时隔", 0, q.start):
        return _since(text, plain, q, words)
    if born := early_birth(plain, q):
        child = "a premature baby born" if born["child"] else "born prematurely"
        return text[q.start : born.end()], f"{child} at {words}"
    return None


def _limited(wording: Wording, q: Quantity, words: str) -> tuple[str, str] | None:
    limit = _LIMIT.search(wording.plain, max(0, q.start - _REACH), q.start)
    adjacent = limit is not None and limit["verb"] in {"", "达", "达到", "为"}
    if limit is None or (adjacent and wording.tops_from <= q.start):
        return None
    return wording.text[limit.start() if adjacent else q.start : q.end], f"up to {words}"


def _since(text: str, plain: str, q: Quantity, words: str) -> tuple[str, str] | None:
    behind = _AGAIN.match(plain, q.end)
    if behind is None:
        return None
    start = q.start - len("时隔")
    if behind["again"] or behind["later"]:
        return text[start : q.end], f"after {words}"
    end = behind.end() if behind["first"] else q.end
    return text[start:end], f"for the first time in {words}"


def _record(
    text: str, plain: str, q: Quantity, words: str, top: re.Match[str]
) -> tuple[str, str] | None:
    """2月以来最高 as "the highest since February", 5个月来最低 as "the lowest in 5 months"; before
    a noun (2008年以来最大跌幅) only the time."""
    if q.kind == "date" and (q.until is not None or q.when is None or q.when.hour is not None):
        return None
    if q.kind == "date" and _is_length(plain, q, top):
        if q.when is None or q.when.day is None or q.when.month is not None:
            return None
        before, time = None, f"in {q.when.day} days"
    elif q.kind == "date":
        before = _YEAR_BEFORE.search(plain, max(0, q.start - _NEAREST), q.start)
        time = f"since {words}{_YEARS[before['year']] if before and before['year'] else ''}"
    else:
        before = _NEAR.search(plain, max(0, q.start - _NEAREST), q.start)
        time = f"in {_NEARLY[before[0]] if before else ''}{words}"
    start = before.start() if before else q.start
    if top["whole"] is None:
        return text[start : top.start("top")], time
    return text[start : top.end("top")], f"the {_TOPS[top['top']]} {time}"


def _is_length(plain: str, q: Quantity, top: re.Match[str]) -> bool:
    """Whether what reads as a date counts days, months or years: 20日来, 近6月来, 2000年来."""
    if _LAST.search(plain, max(0, q.start - _NEAREST), q.start):
        return True
    bare = not top[0].startswith("以")
    return bare and (q.when is None or q.when.year is None or q.when.year % 100 == 0)


def floors(wording: Wording) -> Iterator[tuple[str, str]]:
    """Floors of a building that are no layers: 三层候车室 is a waiting room on the third floor."""
    for found in _FLOOR.finditer(wording.plain):
        words = wording.text[found.start("floor") : found.end("floor")]
        yield words, f"{_FLOORS[found['n']]}-floor"
