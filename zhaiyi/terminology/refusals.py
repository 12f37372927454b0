"""Why a name of the dictionary is not meant where it stands: one function for each reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.glosses import suffix_of
from zhaiyi.lexicon.pinyin import looks_like
from zhaiyi.lexicon.sounds import is_sound, mostly_sounds
from zhaiyi.lexicon.tables import mapping, words
from zhaiyi.terminology.against_recogniser import is_certain, told_longer
from zhaiyi.terminology.matching import (
    continues_foreign_name,
    is_half_of_double,
    is_lengthened,
    part_of_foreign_name,
)
from zhaiyi.terminology.other_spellings import FEATURES
from zhaiyi.terminology.passage import Candidate, Passage
from zhaiyi.terminology.places.composed import UNITS
from zhaiyi.text.script import HAN

_DIVISIONS = frozenset("省县州")
_BEHIND_ONE_CHARACTER = frozenset("省市县区镇乡村湖河江山岛")
_VILLAGES = frozenset("村庄屯")
_LONGEST_VILLAGE = 4
_SHORT = 2
_NEIGHBOURS = frozenset({"日本", "韩国", "朝鲜", "越南", "印尼"})
_BETWEEN_THE_TWO = re.compile("商会|商工会|[工产]业园|航线|客轮|口岸|总领事|同胞")
"""What a country has in a place of another, or a line that joins the two."""
_SIDES = frozenset("东西南北前后上下大小")
_SCHOOLS = ("学院", "研究院", "研究所", "研究中心")
_UNIVERSITIES = ("大学", "理工学院", "科学院", "社科院")
_OF_STATES = ("皇家", "国立", "州立")
_LONGEST_PLACE = 8

Refusal = Callable[[Passage, Candidate, Lexicon], bool]


def read_by_pinyin_abroad(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """红湖社区 by rule, or 巴东 and 萨迦, counties whose names could as well be foreign ones."""
    if not passage.abroad or found.name.kind != "place" or lexicon.is_own(found.word):
        return False
    if found.origin == "recognised":
        return looks_like(found.name.target.split()[0])
    word = found.word
    return len(word) == 2 and mostly_sounds(word) and lexicon.is_chinese(word)


def read_by_pinyin_in_cantonese(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """大围村 by rule, but not 上海街 of Hong Kong, which is called after Shanghai."""
    if found.origin != "recognised" or found.name.kind != "place" or not passage.is_cantonese:
        return False
    return looks_like(found.name.target.split()[0]) and not lexicon.is_chinese(found.word[:2])


def of_a_neighbour(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """横山 in 日本横山: a country that writes its places in Chinese characters stands right before
    a short name that China has too. Nobody says so of a place of China's but its provinces, or
    of what joins the two: 韩国青岛商会."""
    if found.name.kind != "place" or len(found.word) != _SHORT or lexicon.is_own(found.word):
        return False
    if _BETWEEN_THE_TWO.match(passage.simplified, found.end):
        return False
    before = passage.before(found.start)
    if before is None or before.text not in _NEIGHBOURS or not lexicon.is_chinese(found.word):
        return False
    return looks_like(found.name.target.split()[0]) and found.word not in words(
        "familiar", "province"
    )


def part_of_a_peoples_name(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """洛桑 is not Lausanne in Tibet."""
    place = found.start, found.end
    return passage.peoples.claims(passage.simplified, *place, found.name, passage.said)


def part_of_another_body(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """国际关系学院 in 加州大学国际关系学院, and 国防大学 behind a place abroad: it belongs to the
    university in front, or is what other countries have too."""
    if found.name.kind != "organisation":
        return False
    before = passage.simplified[: found.start]
    if found.word.endswith(_SCHOOLS) and before.endswith(_UNIVERSITIES):
        return True
    if found.word not in mapping("foreign_ministries"):
        return False
    near = (before[-length:] for length in range(2, _LONGEST_PLACE + 1))
    return before.endswith(_OF_STATES) or any(lexicon.is_abroad(place) for place in near)


def told_to_be_longer(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """霍尔木兹 where the recogniser sees 霍尔木兹甘省."""
    place = found.start, found.end
    return told_longer(passage.simplified, *place, found.name, passage.said, lexicon)


def feature_of_a_division(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """黑龙江 in 黑龙江省: a river or a mountain that a division is called by."""
    behind = passage.simplified[found.end : found.end + 1]
    return behind in _DIVISIONS and suffix_of(found.word) == "" and found.word[-1] in FEATURES


def end_of_a_longer_place(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """南县 in 岷南县: a name of one character and its unit, with one more character, a word by
    itself, before it, is the end of a longer name that the segmenter does not know."""
    if len(found.word) != 2 or found.word[-1] not in _BEHIND_ONE_CHARACTER:
        return False
    before = passage.before(found.start)
    if before is None or not re.fullmatch(f"[{HAN}]", before.text) or before.text in UNITS:
        return False
    return before.tag[:1] in ("n", "x", "g", "j")


def village_behind_a_side(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """老店村 in 西老店村, 周村 in 后周村: a side, a word by itself, begins names of villages."""
    if found.word[-1] not in _VILLAGES or len(found.word) > _LONGEST_VILLAGE:
        return False
    before = passage.before(found.start)
    return before is not None and before.text in _SIDES


def beginning_of_a_foreign_person(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """契诃夫 in 契诃夫斯基."""
    foreigner = found.name.kind == "person" and is_sound(found.word[-1])
    return foreigner and is_lengthened(found.end, passage.tokens)


def part_of_a_foreign_name(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """巴西 in 阿巴西, and of names that are not certain 安达 in 安达卢西亚."""
    text, tokens = passage.simplified, passage.tokens
    if is_certain(found.word, found.name, lexicon):
        return continues_foreign_name(text, found.start, tokens)
    return part_of_foreign_name(text, found.start, found.end, tokens)


def half_of_a_double_name(passage: Passage, found: Candidate, lexicon: Lexicon) -> bool:
    """雷德 in 安古斯-雷德, but 普京 in 特朗普-普京会晤."""
    text, tokens = passage.simplified, passage.tokens
    foreigner = found.name.kind == "person" and is_sound(found.word)
    return foreigner and is_half_of_double(text, found.start, found.end, tokens, lexicon)


AS_LISTED: tuple[Refusal, ...] = (
    read_by_pinyin_abroad,
    read_by_pinyin_in_cantonese,
    of_a_neighbour,
    part_of_a_peoples_name,
    part_of_another_body,
    told_to_be_longer,
)
"""Asked of a name of the kind that the dictionary gives."""
AS_A_PIECE: tuple[Refusal, ...] = (
    feature_of_a_division,
    end_of_a_longer_place,
    village_behind_a_side,
    beginning_of_a_foreign_person,
    part_of_a_foreign_name,
    half_of_a_double_name,
)
"""Asked of a name of the kind that its surroundings give, which may be a piece of a longer one."""
