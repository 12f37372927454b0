"""Makes a model's raw output one clean line of English, without touching what it says."""

from __future__ import annotations

import re

_FULL_FORMS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_IDEOGRAPHIC = str.maketrans(
    "。｡、､「」『』《》〈〉｢｣〔〕【】〝〞〟￥￡　",
    '..,,""\'\'""""""()[]"""¥£ ',
)
_WIDTH = _FULL_FORMS | _IDEOGRAPHIC
_FOLLOWED = re.compile(r"(?<=[。｡、､！？；）】〕])(?=[A-Za-z0-9“(（])|(?<=[，：])(?=[A-Za-z“(（])")
"""Where a full-width mark, which brings its own white space, stood before a word."""
_LISTED = re.compile(r"(?<=，)(?=\d)(?!(?<=\d，)\d{3}(?!\d))")
"""Before a digit a comma parts a list, unless it groups thousands (1，200)."""
_PRECEDED = re.compile(r"(?<=[A-Za-z0-9])(?=[（【〔])")
_LABEL = re.compile(r"^(?:english translation|translation|english|translated)\s*:\s*", re.I)
_TWICE = re.compile(
    r"\b(New|County|City|District|Town|Township|Province|Prefecture|Road|Street|Subdistrict|Village"
    r"|River|Lake|Mountain|Bridge|University|Zone|Area|Port|Airport|the|of|and) \1\b"
)
"""Words that a name, or a phrase, has once."""
_ENDS_OPEN = re.compile(r"\w[\"”)%]?,$")
_OPEN_ENDS = frozenset("，,、;；:：")
_FULL_STOPS = frozenset("。！？!?.…")
_SAYS = r"(?:said|says|added|explained|noted)"
_STATES = r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must)\b"
"""Verbs of a sentence that says something itself before it names a speaker."""
_SPEAKER = re.compile(
    r"(?<=[a-z0-9%)])([.,!?])([\"”]) "
    rf"(?:(According to )([^.,“”\"]{{3,160}}?)"
    rf"|(The |An? )((?:(?!{_STATES})[^.,“”\"]){{3,160}}? {_SAYS})"
    rf"|(He |She |They |)((?!They|She)(?:[A-Z][\w'’-]+ ){{0,4}}{_SAYS}))[.,]$"
)
"""A quotation with its end, and behind it who said it as a sentence of its own."""
_CASUALTIES_ZH = re.compile("[伤傷]亡|死[伤傷]")
_HURT_ZH = re.compile(
    "受[伤傷]|[伤傷]者|[负負][伤傷]|失[踪蹤联聯]|[轻輕重][伤傷]|[0-9一二三四五六七八九十][人名]?[伤傷]"
)
_NONE_DEAD_ZH = re.compile("[未没沒无無][^，。；、或]{0,8}死亡[，；。](?!.*[未没沒无無])")
"""The dead are denied, and those hurt are not: "no casualties" would deny both."""
_DEAD = re.compile(r"\b(?:deaths?|d(?:ead|ie[sd]?|ying)|kill\w*|fatal\w*|deadly|lives)\b", re.I)
_DEATH = {"casualty": "death", "casualties": "deaths"}
_CASUALTY = re.compile(r"\b(?:casualty(?! insur)|casualties)\b", re.I)
_UYGUR_ZH = re.compile("[维維]吾[尔爾]|新疆")
_UYGUR = re.compile(
    r"(?<!Xinjiang )\bUyghu?r Autonomous Region|(?<!Xinjiang )\bUygur Autonomous Region"
)
_TAKEN_ZH = re.compile(
    "[称稱](?:[已完全面成功]{0,4})(?:控制|[占佔][领領据據]|攻[占克下]|[夺奪]取|拿下|收[复復])"
    "(?!.*[是将將会會要为為对對令使])"
)
"""What somebody says to hold (俄称控制该城), and no more: no reason for it, no plan."""
_ASKED_ZH = re.compile(
    "呼|吁|籲|要求|敦促|促|主[张張]|[号號]召|倡|[需须須应應求盼望请請拟擬]|[计計][划劃]|方案|草案|法案|[协協][议議]"
    "|[预預]算|[规規]定|提出|停火"
)
_CALLED = re.compile(
    r"\b(calls|called|call) for(?= (?:(?:the|full|complete|total) )*"
    r"(?:control|capture|seizure|occupation)\b)",
    re.I,
)
_CLAIMS = {"calls": "claims", "called": "claimed", "call": "claim"}
_SPACES = re.compile(r"\s+")
_BEFORE = re.compile(r"\s+([,;:!?%)\]]|\.(?!\w))")
"""A blank before a mark; that before a word which begins with a dot (.cn, .5) stays."""
_AFTER = re.compile(r"([,;])(?=[A-Za-z“])")
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))
_SOURCE_QUOTES = ("“", '"', "‘", "「", "『", "《", "〈", "＂")


def tidy(text: str, source: str) -> str:
    """`text` on one line, with English punctuation, without a label or quotation marks that the
    model put around the whole and that `source` has not. What is tidy stays as it is."""
    line = _narrow(text)
    quoted = source.lstrip().startswith(_SOURCE_QUOTES)
    while (bare := _bare(line, quoted)) != line:
        line = bare
    return _attributed(_ended(line, source))


def said_dead(text: str, source: str) -> str:
    """`text` with "deaths" for the "casualties" that it makes of 死亡: 未造成人员死亡 leaves room
    for the injured. Where those hurt or missing are counted too, casualties may be all of them."""
    hurt = _HURT_ZH.search(source) and not _NONE_DEAD_ZH.search(source)
    if "死亡" not in source or _CASUALTIES_ZH.search(source) or hurt or _DEAD.search(text):
        return text
    return _CASUALTY.sub(lambda found: _DEATH[found[0].lower()], text)


def autonomous(text: str, source: str) -> str:
    """`text` with "autonomous region" for the "Uygur Autonomous Region" that it makes of a bare
    自治区: Tibet's and Ningxia's are called so too."""
    if "自治" not in source or _UYGUR_ZH.search(source):
        return text
    return _UYGUR.sub("autonomous region", text)


def claimed(text: str, source: str) -> str:
    """`text` with "claims control" for the "calls for control" that it makes of 称控制. Nothing
    else that is called for is put right: a plan, or who is quoted, may well call for it."""
    if not _TAKEN_ZH.search(source) or _ASKED_ZH.search(source):
        return text
    return _CALLED.sub(lambda found: _CLAIMS[found[1].lower()], text)


def _narrow(text: str) -> str:
    """English marks in place of full-width ones, and white space where English has it."""
    for place in (_FOLLOWED, _LISTED, _PRECEDED):
        text = place.sub(" ", text)
    return text.translate(_WIDTH)


def _bare(line: str, quoted: bool) -> str:
    line = _SPACES.sub(" ", line).strip()
    line = _TWICE.sub(r"\1", line)
    line = _AFTER.sub(r"\1 ", _BEFORE.sub(r"\1", line))
    line = _LABEL.sub("", line)
    return line if quoted else _unquoted(line)


def _ended(line: str, source: str) -> str:
    """No comma at the end of what is a whole sentence."""
    last = source.rstrip().rstrip('”"’」』）)')[-1:]
    if not _ENDS_OPEN.search(line) or last in _OPEN_ENDS:
        return line
    return line[:-1] + ("." if last in _FULL_STOPS else "")


def _attributed(line: str) -> str:
    """Who said it behind the quotation, as a part of its sentence."""
    return _SPEAKER.sub(_joined, line)


def _joined(match: re.Match[str]) -> str:
    mark, quote, *speaker = (group or "" for group in match.groups())
    mark = "," if mark in ".," else mark
    opening, rest = "".join(speaker[::2]), "".join(speaker[1::2])
    return f"{mark}{quote} {opening.lower()}{rest}."


def _unquoted(line: str) -> str:
    for opening, closing in _QUOTES:
        inner = line[1:-1]
        wrapped = len(line) > 2 and line.startswith(opening) and line.endswith(closing)
        if wrapped and opening not in inner and closing not in inner:
            return inner
    return line
