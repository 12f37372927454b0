"""Where an article was written: whose money a bare 元 is there, and which country 我国 means. Pure.

Papers of Hong Kong, Macao, Taiwan and Singapore write 元 for their own money. `data/homes.tsv` has
the places, `data/mainland.tsv` what they say of the mainland. A home is its code, empty for
the mainland and where nothing tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from zhaiyi.lexicon.tables import rows, words
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.text.script import HAN
from zhaiyi.text.traditional import simplified

_OTHER_MONEY = re.compile(r"[（(](?:人民[币幣]|美元|日[元圆]|欧元|英镑)[，,、‧・·．.\s]*下同[）)]")
_OPENING = 400
"""Characters among which a dateline stands, behind title and byline."""
_LEAST_TOLD = 2
_TRADITIONAL = 0.08
"""Share of characters that are Traditional in a text of that script, at the least."""
_MAINLAND = re.compile(
    "中国(?!国民党|时报|信托|石油|钢铁)|大陆|内地|人民[币银]|国务院|北京|上海|广东|广州|深圳|东莞|珠海|横琴"
    "|浙江|江苏|福建|山东|四川|重庆|天津"
)
_PLACES = {
    "HK": "香港|港[人府币]|财政司",
    "MO": "澳门|澳府",
    "TW": "台湾|台[北币]|行政院|立法院|新北市|高雄",
    "SG": "新加坡",
    "MY": "马来西亚|大马",
    "": "美国|加拿大|澳大利亚|澳洲|新西兰|日本|欧洲|英国|韩国",
}
_CHINESE_PAPERS = frozenset({"HK", "MO", "TW"})
"""Homes whose papers are in Traditional characters."""


class _Home(NamedTuple):
    currency: str
    countries: tuple[str, ...]
    opening: re.Pattern[str]
    words: re.Pattern[str] | None


@cache
def _homes() -> dict[str, _Home]:
    return {
        code: _Home(
            currency,
            tuple(country for country in countries.split(";") if country),
            re.compile(
                rf"[（(〔【\[]\s*(?:{opening})(?P<place>[^（）()〔〕【】\[\]]{{0,16}})"
                r"(?:讯|电|报[导道])\s*[）)〕】\]]"
            ),
            re.compile(told[0]) if told and told[0] else None,
        )
        for code, currency, countries, opening, *told in rows("homes")
    }


def home_of(text: str) -> str:
    """The home of an article: by its dateline, or, of one in Traditional characters, by what it
    speaks of. None where it says that its sums are in another money ((人民币,下同))."""
    plain = simplified(text)
    if _OTHER_MONEY.search(plain):
        return ""
    traditional = is_traditional(text)
    for code, home in _homes().items():
        dateline = home.opening.search(plain, 0, _OPENING)
        if dateline is not None and (traditional or code not in _CHINESE_PAPERS):
            return "" if _MAINLAND.search(dateline["place"]) else code
    return _told_by_words(plain) if traditional else ""


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters."""
    letters = len(re.findall(f"[{HAN}]", text))
    changed = sum(a != b for a, b in zip(text, simplified(text), strict=True))
    return changed > letters * _TRADITIONAL


def _told_by_words(plain: str) -> str:
    """The home that a text speaks of, more than of any other and of the mainland."""
    counts = {code: len(h.words.findall(plain)) for code, h in _homes().items() if h.words}
    counts[""] = max(len(_MAINLAND.findall(plain)), _LEAST_TOLD - 1)
    best = max(counts, key=counts.__getitem__)
    return best if list(counts.values()).count(counts[best]) == 1 else ""


def countries_of(home: str | None) -> tuple[str, ...]:
    """English for 我国 in a paper of `home`, the preferred one first; none where that is China."""
    return _homes()[home].countries if home else ()


def at_home(source: str, quantities: Iterable[Quantity], home: str) -> tuple[Quantity, ...]:
    """The quantities of `source` with the currency of each bare 元: that of the article's `home`.
    None is known where the sentence speaks of another place, or there is no home and the sentence
    speaks of one."""
    plain = simplified(source)
    ours = home and not _elsewhere(home).search(plain) and not _is_of_mainland_firm(plain)
    currency = _homes()[home].currency if home and ours else ""
    if not currency and not home and not _anywhere().search(plain):
        return tuple(quantities)
    return tuple(replace(q, unit=currency) if is_bare_yuan(source, q) else q for q in quantities)


_NAMED_REACH = 5


def is_bare_yuan(source: str, q: Quantity) -> bool:
    """Whether a sum is told in 元 and no more, so that the reader has to know whose it is."""
    named = "人民" in source[max(0, q.start - _NAMED_REACH) : q.start]
    return q.unit == "CNY" and q.text.endswith("元") and not named


@cache
def _elsewhere(home: str) -> re.Pattern[str]:
    others = "|".join(names for code, names in _PLACES.items() if code != home)
    return re.compile(f"{_MAINLAND.pattern}|{others}|{_of_mainland(home)}")


def _of_mainland(home: str) -> str:
    """A pattern of the places, markets and bodies of the mainland that a paper of `home` names."""
    bynames = f"[东西南北中一二三四五]?{_any('byname')}"
    bank = f"|{_any('banks')}" if home != "TW" else ""
    return f"{_any('places')}(?!{bynames})|{_any('markets')}{bank}"


def _is_of_mainland_firm(plain: str) -> bool:
    """Whether a sentence is about the accounts or the goods of a firm of the mainland, and not
    about its shares."""
    told = re.search(f"{_any('firms')}.{{0,24}}?{_any('accounts')}", plain)
    return told is not None and not re.search(_any("shares"), plain)


def speaks_for_china(source: str) -> bool:
    """Whether a person or a body of the mainland speaks in `source`, whose 我国 is China."""
    return re.search(_any("speakers"), simplified(source)) is not None


@cache
def _any(group: str) -> str:
    """A pattern of the words of a group of `data/mainland.tsv`, the longest first."""
    return f"(?:{'|'.join(sorted(words('mainland', group), key=lambda w: (-len(w), w)))})"


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile("|".join((*_PLACES.values(), "特区政府")))
