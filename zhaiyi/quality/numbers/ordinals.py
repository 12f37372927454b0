"""Quarters and ordinals told as others: 第三季度 as "second quarter", 第二轮 as "third round"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Span
from zhaiyi.quantities import read_en, read_zh
from zhaiyi.text.traditional import simplified

Turned = tuple[Span, str, Span]
_ZH = {sign: n for n, signs in enumerate(("一1首", "二2", "三3", "四4末"), 1) for sign in signs}
_EN = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_QUARTER_ZH = re.compile(
    r"(?<![前个])(?:第?(?P<n>[一二三四1-4])(?:[、和至到-](?P<m>[二三四2-4]))?季度|首季"
    r"|第(?P<nth>[一二三四1-4])季(?![度冠亚军]))"
)
_OTHER_SPANS = re.compile("前[一二三四两1-4]个?季|个季|半年|下一?季")
"""Chinese by which English may come to name a quarter that the source does not."""
_BEFORE = re.compile("环比|上一?季|按季")
"""Chinese for which English may name the quarter before."""
_QUARTER_EN = re.compile(
    r"\b(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
    r"[- ](?:(?:fiscal|financial) )?quarter\b"
    r"|Q(?P<n>[1-4])\b)",
    re.IGNORECASE,
)
_TRACES = {
    2: re.compile("[二两双2次再又另亚副复继连后下]"),
    3: re.compile("[三叁3季铜]"),
}
"""Chinese by which English may say an ordinal."""
_NO_ORDINAL = re.compile(r"(?:\b(?:per|every|split|one|two)[- ]|\d[- ]?)$", re.IGNORECASE)
_NOUN = re.compile(r"[- ](?!(?:of|in|on|at|to|and|or|later|after|half)\b)[a-z]", re.IGNORECASE)


def turned(source: str, target: str) -> Iterator[Turned]:
    """Quarters and ordinals of the target of which the source has no trace, while its own is
    missing: the place of that, the English, and its place."""
    plain = simplified(source)
    yield from _quarters(plain, target)
    yield from _ordinals(plain, target)


def _quarters(source: str, target: str) -> Iterator[Turned]:
    said = list(_QUARTER_ZH.finditer(source))
    if not said or _OTHER_SPANS.search(source):
        return
    known = {_ZH[sign] for m in said for sign in (m["n"] or m["nth"] or "首", m["m"]) if sign}
    if _BEFORE.search(source):
        known |= {(n + 2) % 4 + 1 for n in known}
    given = list(_QUARTER_EN.finditer(target))
    if not known & {_quarter(m) for m in given}:
        for m in given[:1]:
            yield Span(*said[0].span()), m[0], Span(*m.span())


def _quarter(m: re.Match[str]) -> int:
    return int(m["n"]) if m["n"] else _EN[m["nth"].lower()]


def _ordinals(source: str, target: str) -> Iterator[Turned]:
    said = [q for q in read_zh(source) if q.kind == "ordinal"]
    if len(said) != 1 or said[0].low != said[0].high:
        return
    given = [q for q in read_en(target) if q.kind == "ordinal"]
    if any(q.low == said[0].low for q in given):
        return
    for q in given:
        trace = _TRACES.get(int(q.low))
        if trace is None or trace.search(source) or _NO_ORDINAL.search(target[: q.start]):
            continue
        if _NOUN.match(target, q.end):
            yield Span(said[0].start, said[0].end), q.text, Span(q.start, q.end)
