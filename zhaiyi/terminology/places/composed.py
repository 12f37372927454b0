"""Places that no list has, put together by their last characters: 石门镇 → Shimen Town. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhaiyi.core.document import TermOrigin
from zhaiyi.lexicon import Lexicon, Name
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.lexicon.glosses import SUFFIXES, suffix_of
from zhaiyi.lexicon.places import township
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.terminology.recogniser import SAID_PLACE
from zhaiyi.text.script import HAN

_NOT_A_NAME = frozenset(
    "全该本各邻外某每数几多个贫大小老新原一二两三四五六七八九十百余这那整同跨属个座的和等及"
)
"""What stands before 县 without being its name: 全省县, 六个县."""
_ANY = frozenset("全该本各邻外某每数几多贫这那整同跨第")
_SO_MANY = frozenset("两二三四五六七八九十")
"""Before a unit they count what a row of names has named; towns that end in them are all listed."""
_STREETS = {
    "街道": "Subdistrict",
    "社区": "Community",
    "大道": "Avenue",
    "大街": "Street",
    "街": "Street",
    "路": "Road",
}
_SIDES = {"东": "East", "西": "West", "南": "South", "北": "North", "中": "Middle"}
"""Parts of a long street: 小寨东路 is Xiaozhai East Road."""
_WAY = re.compile("滑(?![雪冰])|[窄陡堵]|面?湿(?!地)|况|险(?![些情])|远(?![洋东大景方征])")
"""What is said of the way, not of a street by name: 天雨|路|滑."""
_POLICE = "派出所"
_LED = re.compile("(?:公安局|分局|[市县区])$")
_LED_REACH = 4
_CANTONESE = re.compile("香港|澳门|九龙|新界|港岛|氹仔|旺角|铜锣湾|尖沙咀|湾仔|屯门|元朗|沙田")
"""Where streets have English names of their own: 皇后大道 is Queen's Road."""
_OLD_TOWN = "古镇"
_TOWNS = ("镇", "乡")
_VILLAGES = (*_TOWNS, "村")
UNITS = frozenset("省市区县镇乡村州")
"""Units of places, of one character."""
_LEVELS = UNITS | set("街社道旗")
"""Characters that levels of government are called by: 区县, 街镇."""
_PREPOSITIONS = frozenset("在从到于向由离赴往把对与和及为经至距给致据被将因曾历现兼并")
"""Before 丰县 they are no part of the name; 岷南县 is none of 南县."""


def composed(word: str, tag: str | None, lexicon: Lexicon) -> tuple[Name, TermOrigin] | None:
    """A place that the dictionary lacks but whose suffix says what it is: 石门镇 → Shimen Town."""
    if word.endswith(_OLD_TOWN):
        return _old_town(word, tag, lexicon)
    suffix = suffix_of(word)
    base = word[: -len(suffix)]
    unsure = ("州", "地区") if tag == SAID_PLACE else ("州", "地区", "村")
    sure = tag in ("ns", SAID_PLACE) or (suffix == "县" and _is_two_character_name(base))
    if not suffix or not sure or suffix in unsure or lexicon.is_common(word):
        return None
    if suffix == "县" and lexicon.is_word(base):
        return None  # 茶叶县, 受援县: kinds of county; all that there are stand in the lists
    if set(base) <= UNITS or base[0] in _ANY:  # 区市县: levels of government, no place
        return None
    led = len(base) == 2 and base[0] in _PREPOSITIONS
    if base[0] in _SO_MANY and set(base[1:] + suffix) <= _LEVELS:
        return None  # 光复、凤林、万荣|三乡镇
    if base[-1] in _SO_MANY or (led and lexicon.is_chinese(word[1:])):
        return None  # 乐从、北滘和陈村|三镇, 在|丰县
    told = tag == SAID_PLACE
    if told and suffix in _TOWNS and len(base) > 2:
        own = township(base)
        full = f"{own} {SUFFIXES[suffix]}"
        return (Name(full, (own,), "place"), "recognised") if own else None
    known = lexicon.name(base)
    if told and suffix in _TOWNS and known and known[0].kind == "person" and not is_sound(base):
        known = None  # 中川乡 is not Mr. Nakagawa's
    if not known and suffix in ("省", "市"):
        return None  # all known; 文明城市 are cities
    if told and len(base) > 2:
        return None  # 干流沙市 is three words
    if known and suffix in _VILLAGES and not _names_village(base, known[0], lexicon):
        known = None  # 东洋村 has nothing to do with Japan
    if known and known[0].kind != "place":
        return None  # 蒙哥马利市 is not Bernard Montgomery's
    if known:
        stem: str = known[0].target
    elif is_sound(base) or not 2 <= len(base) <= 3 or (lexicon.is_common(base) and not told):
        return None
    else:
        stem = romanise.join(romanise.place_syllables(base))
    full = f"{stem} {SUFFIXES[suffix]}"
    if known and suffix == "州":
        full = f"{stem} State"
    bare = suffix in ("省", "市") or (known is not None and suffix == "州")
    target, other = (stem, full) if bare else (full, stem)
    return Name(target, (other,), "place"), "recognised"


def _names_village(base: str, known: Name, lexicon: Lexicon) -> bool:
    """Whether a village may be called by the name that English has for its first characters: a
    place abroad, a Chinese one, but no word by its meaning (长城, 西洋), no people (Dali Bai)."""
    if is_sound(base) or lexicon.is_abroad(base):
        return True
    return lexicon.is_chinese(base) and " " not in known.target


def city_abroad(word: str, lexicon: Lexicon) -> Name | None:
    """拉伯克市: a city abroad with its unit, three characters at least before it."""
    base = word.removesuffix("市")
    if base == word or len(base) < 3 or not lexicon.is_abroad(base):
        return None
    found = lexicon.name(base)
    return found[0] if found and found[0].kind == "place" else None


def _old_town(word: str, tag: str | None, lexicon: Lexicon) -> tuple[Name, TermOrigin] | None:
    """碛口古镇 → Qikou Ancient Town: the town of Qikou, not one called Qikougu."""
    base = word.removesuffix(_OLD_TOWN)
    if tag not in ("ns", SAID_PLACE) or not 2 <= len(base) <= 3 or is_sound(base):
        return None
    if base[0] in _ANY or lexicon.is_common(base):
        return None
    known = lexicon.name(base + "镇") or lexicon.name(base)
    stem = known[0].target.removesuffix(" Town") if known and known[0].kind == "place" else ""
    stem = stem or romanise.join(romanise.place_syllables(base))
    full = f"{stem} Ancient Town"
    return Name(full, (f"{stem} Town", f"{stem} Old Town", stem), "place"), "recognised"


def street(
    text: str, start: int, end: int, tags: Mapping[tuple[int, int], str], lexicon: Lexicon
) -> tuple[Name, TermOrigin] | None:
    """A street or neighbourhood by pinyin: 滨河路 → Binhe Road, 东关街道 → Dongguan Subdistrict."""
    word = text[start:end]
    suffix = next((s for s in _STREETS if word.endswith(s)), "")
    base = word[: -len(suffix)] if suffix else ""
    if not 2 <= len(base) <= 3 or lexicon.knows(word) or is_sound(base):
        return None
    if base[0] in _ANY or base[-1] in "之的" or (len(suffix) == 1 and lexicon.is_common(word[-2:])):
        return None  # 各街道, 大同之路, 大瑞铁路
    if base in _STREETS or (lexicon.is_common(base) and text.endswith("的", 0, start)):
        return None  # 街道社区, 走好当代人的长征路
    if suffix not in ("街道", "社区") and _CANTONESE.search(text):
        return None
    if suffix == "路" and _WAY.match(text, end):
        return None
    places = ("ns", SAID_PLACE)
    if tags.get((start, end)) not in places and tags.get((start, end - len(suffix))) not in places:
        return None
    if suffix in ("街道", "社区") and base in lexicon.names:
        return None  # 上海街道: the streets of Shanghai
    stem = romanise.join(romanise.place_syllables(base))
    kind = _STREETS[suffix]
    side = _SIDES.get(base[-1], "") if len(base) > 2 and suffix not in ("街道", "社区") else ""
    if side:
        own = romanise.join(romanise.place_syllables(base[:-1]))
        return Name(f"{own} {side} {kind}", (f"{stem} {kind}", own), "place"), "recognised"
    return Name(f"{stem} {kind}", (stem,), "place"), "recognised"


def police_station(
    text: str, start: int, end: int, tags: Mapping[tuple[int, int], str], lexicon: Lexicon
) -> tuple[Name, TermOrigin] | None:
    """A police station that is called by its street: 花园路派出所."""
    word = text[start:end]
    named = word.removesuffix(_POLICE)
    suffix = next((s for s in _STREETS if named.endswith(s)), "")
    base = named.removesuffix(suffix)
    if named == word or not suffix or not 2 <= len(base) <= 3 or lexicon.knows(word):
        return None
    if is_sound(base) or base[0] in _ANY or base[-1] in "之的" or _CANTONESE.search(text):
        return None
    whole, road = tags.get((start, end), ""), tags.get((start, end - len(_POLICE)), "")
    seen = whole.startswith("nt") or road.startswith(("ns", "nt"))
    if not seen and not _LED.search(text, max(0, start - _LED_REACH), start):
        return None
    stem = romanise.join(romanise.place_syllables(base))
    at = f"{stem} {_STREETS[suffix]}"
    others = (f"{at} police station", f"{stem} Police Station")
    return Name(f"{at} Police Station", others, "organisation"), "recognised"


def _is_two_character_name(base: str) -> bool:
    """岷南 in 岷南县, but not 六个 in 六个县."""
    return re.fullmatch(f"[{HAN}]{{2}}", base) is not None and _NOT_A_NAME.isdisjoint(base)
