"""Where an article was written: whose money a bare 元 is there, which country 我国 means, and
where 澳 is Macao. Pure.

Papers of Hong Kong, Macao, Taiwan and Singapore write 元 for their own money. `data/homes.tsv` has
the places, `data/mainland.tsv` what they say of the mainland. A home is its code, empty for
the mainland and where nothing tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from zhaiyi.lexicon.tables import rows, words
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.text.traditional import is_traditional, simplified

_OTHER_MONEY = re.compile(r"[（(](?:人民[币幣]|美元|日[元圆]|欧元|英镑)[，,、‧・·．.\s]*下同[）)]")
_OPENING = 400
"""Characters among which a dateline stands, behind title and byline."""
_LEAST_TOLD = 2
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
    "": "美国|加拿大|澳大利亚|澳洲|新西兰|日本|欧洲|英国|韩国|美商|美企|特朗普|川普|白宫"
    "|五角大[楼廈厦]|华尔街|哈佛|美联储|联准会|联准會|联储局|纽约|东京|大阪|首尔|伦敦|曼谷",
}
_CHINESE_PAPERS = frozenset({"HK", "MO", "TW"})
"""Homes whose papers are in Traditional characters. In Simplified ones such an article may be of
the paper itself or of one of the mainland that took it over."""
_CITIES = frozenset({"HK", "MO"})
"""Homes that have no ministries, and whose 全国 is China."""
UNKNOWN = "?"
"""The home of an article in Simplified characters that speaks of Hong Kong, Macao or Taiwan: its 元
may be anybody's."""


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
    speaks of. None where it says that its sums are in another money ((人民币,下同)); `UNKNOWN`
    where one in Simplified characters has a dateline or words of a home whose papers have none."""
    plain = simplified(text)
    if _OTHER_MONEY.search(plain):
        return ""
    traditional = is_traditional(text)
    for code, home in _homes().items():
        dateline = home.opening.search(plain, 0, _OPENING)
        if dateline is not None:
            known = traditional or code not in _CHINESE_PAPERS
            local = code if known else UNKNOWN
            return "" if _MAINLAND.search(dateline["place"]) else local
    told = _told_by_words(plain)
    return told if traditional or not told else UNKNOWN


def _told_by_words(plain: str) -> str:
    """The home that a text speaks of, more than of any other and of the mainland."""
    counts = {code: len(h.words.findall(plain)) for code, h in _homes().items() if h.words}
    counts[""] = max(len(_MAINLAND.findall(plain)), _LEAST_TOLD - 1)
    best = max(counts, key=counts.__getitem__)
    return best if list(counts.values()).count(counts[best]) == 1 else ""


def countries_of(home: str | None) -> tuple[str, ...]:
    """English for 我国 in a paper of `home`, the preferred one first; none where that is China."""
    return _homes()[home].countries if home and home != UNKNOWN else ()


def at_home(source: str, quantities: Iterable[Quantity], home: str) -> tuple[Quantity, ...]:
    """The quantities of `source` with the currency of each bare 元: that of the article's `home`.
    None is known where the sentence speaks of another place, of the mainland or who is of it, where
    the home is `UNKNOWN`, or there is no home and the sentence speaks of one."""
    plain = simplified(source)
    currency = _currency_in(plain, home)
    if not currency and not home and not _anywhere().search(plain):
        return tuple(quantities)
    return tuple(replace(q, unit=currency) if is_bare_yuan(source, q) else q for q in quantities)


def _currency_in(plain: str, home: str) -> str:
    if home in ("", UNKNOWN) or _elsewhere(home).search(plain) or _is_of_mainland_firm(plain, home):
        return ""
    return _homes()[home].currency


_NAMED_REACH = 5


def is_bare_yuan(source: str, q: Quantity) -> bool:
    """Whether a sum is told in 元 and no more, so that the reader has to know whose it is."""
    named = "人民" in source[max(0, q.start - _NAMED_REACH) : q.start]
    return q.unit == "CNY" and q.text.endswith("元") and not named


@cache
def _elsewhere(home: str) -> re.Pattern[str]:
    others = "|".join(names for code, names in _PLACES.items() if code != home)
    return re.compile(f"{_of_mainland(home)}|{others}")


def _of_mainland(home: str) -> str:
    """A pattern of what a paper of `home` says of the mainland: its places, markets, bodies."""
    bynames = f"[东西南北中一二三四五]?{_any('byname')}"
    bank = f"|{_any('banks')}" if home != "TW" else ""
    cities = ("cities",) if home in _CITIES else ()
    said = "|".join(_any(group) for group in ("markets", "speakers", "rule", *cities))
    return f"{_MAINLAND.pattern}|{_any('places')}(?!{bynames})|{said}{bank}"


def _is_of_mainland_firm(plain: str, home: str) -> bool:
    """Whether a sentence is about a firm or a person of the mainland and not about the home, or
    about the accounts or the goods of such a firm; in neither case about its shares."""
    if re.search(_any("shares"), plain):
        return False
    if re.search(_any("theirs"), plain) and not _speaks_of_home(plain, home):
        return True
    return (
        re.search(f"(?:{_any('firms')}|{_any('theirs')}).{{0,24}}?{_any('accounts')}", plain)
        is not None
    )


def _speaks_of_home(plain: str, home: str) -> bool:
    dateline, told = _homes()[home].opening.search(plain), _homes()[home].words
    text = plain[dateline.end() :] if dateline else plain
    return re.search(_PLACES[home], text) is not None or bool(told and told.search(text))


def speaks_for_china(source: str) -> bool:
    """Whether a person or a body of the mainland speaks in `source`, whose 我国 is China."""
    return re.search(_any("speakers"), simplified(source)) is not None


def speaks_of_mainland(source: str, home: str) -> bool:
    """Whether `source`, of a paper of `home`, speaks of a place, a market or a body of the
    mainland."""
    return re.search(_of_mainland(home), simplified(source)) is not None


_AUSTRALIA = re.compile("澳大利亚|澳洲|[新纽]西兰|悉尼|墨尔本|堪培拉|布里斯班")
_MACAO = {
    "本": "Macao",
    "供": "supplied to Macao",
    "来": "come to Macao",
    "抵": "arrive in Macao",
    "在": "in Macao",
    "驻": "in Macao",
}
_OF_MACAO = re.compile(f"(?P<verb>[{''.join(_MACAO)}])澳(?![大门洲国方元网纽新式])")


def of_macao(plain: str, home: str | None) -> Iterator[tuple[int, int, str]]:
    """Words of a Simplified text in which 澳 is Macao and not Australia, with their English: 本澳
    anywhere, others in an article of Macao or beside its name."""
    near = (home == "MO" or "澳门" in plain) and not _AUSTRALIA.search(plain)
    for found in _OF_MACAO.finditer(plain):
        if near or found["verb"] == "本":
            yield found.start(), found.end(), _MACAO[found["verb"]]


@cache
def _any(group: str) -> str:
    """A pattern of the words of a group of `data/mainland.tsv`, the longest first."""
    return f"(?:{'|'.join(sorted(words('mainland', group), key=lambda w: (-len(w), w)))})"


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile("|".join((*_PLACES.values(), "特区政府")))
