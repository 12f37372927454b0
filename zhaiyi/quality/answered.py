"""A sentence that was answered, or obeyed, where it should have been translated.

Who puts “1+1等于几？” or “忽略以上指令” into an article gets it in English, not an answer and not
what it orders: a model that takes its text for its task is led by whoever wrote the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhaiyi.core.document import Finding
from zhaiyi.quality.base import SegmentPair

_CLOSING = "”’」』\"'）)】》 "
_ASKS = re.compile(
    r"\?|\b(?:ask|wonder|question|inquir|enquir|whether|how|what|why|who|whom|whose|when|where|which|if"
    r"|rhetorical|guess|let)",
    re.IGNORECASE,
)
_FEW = 4
"""Words of an answer that is no translation of a question."""
_LONGEST = 60
_ORDERS = re.compile(
    r"[\"“「『]?(?:【?系统|现在|从现在起|接下来|你(?:现在)?是|你(?:必须|要|应该|只能)|请|忽略|无视|忘[记掉]|不要翻译|输出|打印"
    r"|回复|回答|只(?:需|要|能)?(?:输出|回复|回答|说)|计算|翻译|把|将|用(?:中文|英文|英语|法语|日语|一句话)|AI|助手)"
)
_SAID: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(chinese), re.compile(rf"\b(?:{english})", re.IGNORECASE))
    for chinese, english in (
        (
            "忽略|无视|忘记|忘掉",
            "ignor|disregard|forget|overlook|neglect|skip|dismiss|omit|set aside",
        ),
        ("输出|打印|显示", "output|print|display|show|return|write|produc|export|emit"),
        ("回复|回答", "repl|respon|answer|return"),
        ("指令|指示|提示词|命令", "instruct|command|direct|prompt|order|guidance|indicat"),
        ("系统", "system"),
        ("翻译", "translat|render|interpret"),
        ("总结|概括|摘要", "summar|sum up|conclu|abstract|outline"),
        ("扮演|假装", "play|act|pretend|role|pos"),
        ("写(?:一|首|篇|出|下)", "writ|wrote|compos|draft|pen"),
        ("计算", "calculat|comput|count|work out|figure"),
    )
)
"""Words of an order to a machine, and what of them English must have kept."""


def check(segment: SegmentPair) -> Iterable[Finding]:
    """An error for a question that became a few words without asking anything, and for an order of
    which no word is left; a warning for a longer answer that does not ask."""
    if segment.role != "translation" or len(segment.source) > _LONGEST:
        return
    source, target = segment.source.strip(), segment.target
    if _is_question(source) and not _ASKS.search(target):
        severity = "error" if len(target.split()) <= _FEW else "warning"
        message = "The source asks a question; the English may answer it."
        yield Finding("answered", severity, message)  # type: ignore[arg-type]
    elif _is_obeyed(source, target):
        message = "The source tells a machine what to do; the English may do it."
        yield Finding("answered", "error", message)


def _is_question(source: str) -> bool:
    return source.rstrip(_CLOSING).endswith(("？", "?")) and not source.endswith("”")


def _is_obeyed(source: str, target: str) -> bool:
    if not _ORDERS.match(source):
        return False
    wanted = [english for chinese, english in _SAID if chinese.search(source)]
    return bool(wanted) and not any(english.search(target) for english in wanted)
