"""Words that hint at a value or stand for a part of a date without naming it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from zhaiyi.quantities.english.numerals import TENS

_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)

EN_LOOSE: dict[str, tuple[Fraction, ...]] = {
    word: tuple(Fraction(v) for v in values)
    for words, values in (
        ("a an one once single sole each per another every solo unified individual", (1,)),
        ("both pair pairs couple twin twins dual duo bilateral two second twice double doubled"
         " doubles doubling duplex biennial biennially either neither respective mutual sides"
         " secondary"
         " parents respectively another", (2,)),
        ("trio triad triple trilateral three thirds tripartite triplets triangle", (3,)),
        ("quartet quadruple quadrilateral four quarters", (4,)),
        ("quintet five", (5,)),
        ("decade decades", (10,)),
        ("teen teens teenage teenager teenagers", (13,)),
        ("dozen dozens", (10, 12)),
        ("century centuries centenary centennial hundred hundreds", (100,)),
        ("millennium millennia thousand thousands", (1000,)),
        ("million millions", (10**6,)),
        ("billion billions", (10**9,)),
        ("zero no none nil without", (0,)),
        ("fortnight", (14, 2)),
        ("weekend weekends", (2,)),
        ("all whole entire full entirely completely", (100,)),
    )
    for word in words.split()
    for values in (values,)
}  # fmt: skip
EN_LOOSE |= {w: (_HALF, Fraction(50)) for w in ("half", "halves", "halved", "halving", "midway")}
EN_LOOSE |= {w: (_HALF, Fraction(2)) for w in ("semi", "semiannual", "biannual", "biannually")}
EN_LOOSE |= {w: (_QUARTER, Fraction(25), Fraction(3)) for w in ("quarter", "quarterly")}
EN_LOOSE |= {w: (Fraction(1, 3),) for w in ("third", "thirds")}

EN_LOOSE |= {w[:-1] + "ies": (Fraction(n),) for w, n in TENS.items()}

EN_LOOSE |= {w: (Fraction(0),) for w in ("goalless", "scoreless")}
EN_PHRASES: tuple[tuple[re.Pattern[str], Fraction], ...] = tuple(
    (re.compile(rf"\b{phrase}\b", re.IGNORECASE), Fraction(value))
    for phrase, value in (
        (r"(?:a?round|a-?round)[ -]the[ -]clock", 24),
        (r"(?<!three )quarters? of an hour", 15),
        (r"three[ -]quarters of an hour", 45),
    )
)
"""Values of phrases: round the clock, a quarter of an hour."""

ZH_LOOSE: tuple[tuple[Iterable[str], tuple[Fraction, ...]], ...] = (
    ("双对俩两二倍翻副", (Fraction(2),)),
    (("前年", "后年"), (Fraction(2),)),
    ("首初单每独头唯", (Fraction(1),)),
    ("半对", (_HALF, Fraction(50))),
    ("季", (_QUARTER, Fraction(3))),
    ("零无没未", (Fraction(0),)),
    ("廿", (Fraction(20),)),
    ("仨", (Fraction(3),)),
    ("打", (Fraction(12),)),
    (("上半年", "下半年"), (Fraction(6),)),
    (("一刻钟",), (Fraction(15),)),
    (("四分之一决赛", "1/4决赛"), (_QUARTER, Fraction(8))),
    (("八分之一决赛", "1/8决赛"), (Fraction(1, 8), Fraction(16))),
    ("全均皆", (Fraction(100),)),
)
_REFERENCE = "last|this|next|previous|past|following|coming|current|same|that"
_PERIODS = (
    "spring|summer|autumn|fall|winter|quarter|january|february|march|april|may|june|july|august"
    "|september|october|november|december"
)
ZH_RELATIVE: dict[str, re.Pattern[str]] = {
    "year": re.compile(
        "[今去明前同当后来次本上历往近]年|年度|年[初底末终中]|[0-9]{2}年|季度|上半年|下半年"
    ),
    "named year": re.compile("[今去明前同当后来次本上历往近]年|年度|[0-9]{2}年"),
    "other month": re.compile("[上下次翌]个?月(?=[0-9]{1,2}[日号])"),
    "month": re.compile(
        "[本上下当次同单逐]个?月|月[初底末]|[今昨明前当同][日天晚晨早夜]|季度|[元正腊]月|元旦|八一|五一|国庆|建军|劳动节"
    ),
    "month before": re.compile("[环環]比|[较較比]上个?月"),
    "day": re.compile(
        "[今昨明前后当同次翌隔][日天晚晨早夜]|周[一二三四五六日末]|星期|礼拜|除夕|八一|五一|[国元]庆|建军|劳动节|元旦"
        "|[中初][秋一二三]|月[底末初]|[上中下]旬|平安夜|圣诞"
    ),
    "clock": re.compile("[中正]午|午[夜间]|[零子]时|凌晨|半夜|零点"),
    "century": re.compile("世纪"),
    "lunar": re.compile(
        "[农阴旧夏]历|[正腊冬]月|大年|初[一二三四五六七八九十]|春节|除夕|元宵|端午|七夕|中秋|重阳|清明|小年"
    ),
}
"""Chinese words by the part of a date that they stand for: 去年, 当日, 周五, 凌晨."""
EN_RELATIVE: dict[str, re.Pattern[str]] = {
    "year": re.compile(
        rf"\b(?:{_REFERENCE}) (?:\w+ )?years?\b|\bfiscal\b|\byears? (?:ago|earlier|later)\b"
        rf"|'[0-9]{{2}}\b|\bthe (?:following )?year\b|\b(?:last|this|next|past) (?:{_PERIODS})\b",
        re.IGNORECASE,
    ),
    "month": re.compile(
        rf"\b(?:{_REFERENCE}) (?:\w+ )?(?:month|quarter)s?\b|\bmonths? (?:ago|earlier|later)\b"
        r"|\bthe month\b|\bNew Year",
        re.IGNORECASE,
    ),
    "day": re.compile(
        r"\b(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|\b(?:today|yesterday|tomorrow|tonight"
        r"|(?:same|next|previous|following) day|that day|last night"
        r"|this (?:morning|afternoon|evening)|New Year's|Christmas|the day)\b",
        re.IGNORECASE,
    ),
    "lunar": re.compile(
        r"\b(?:lunar|New Year|Spring Festival|Lantern|Dragon Boat|Mid-Autumn|Qixi|Laba"
        r"|Double (?:Ninth|Seventh))\b",
        re.IGNORECASE,
    ),
    "clock": re.compile(
        r"\b(?:noon|midday|midnight|early (?:in the )?morning|small hours|overnight|all day"
        r"|24-hour|24 hours|the day|whole day)\b",
        re.IGNORECASE,
    ),
}
"""English words likewise: last year, Sunday, noon."""
