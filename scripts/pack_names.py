"""Packs the lists of names into the sorted files that `zhaiyi.lexicon.packed` reads.

    python scripts/pack_names.py ../shared/lexicon

Reads ``foreign-names.tsv`` (parts of foreign names with counts, Wikidata by way of
NETransliteration, CC0), ``cedpane.tsv`` (CedPane, public domain), ``divisions.tsv``
(cnid-validator, MIT) and, beside this script, ``foreign_parts.tsv`` (our own); writes
``zhaiyi/data/foreign_names.tsv`` and ``zhaiyi/data/divisions.tsv``.
The English of the divisions is uneven (天镇县 "Tian Zhen County"): names of Han Chinese places are
made anew from their pinyin, the others are kept where they sound like it.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.glosses import SUFFIXES, suffix_of
from zhaiyi.lexicon.pinyin import join, place_syllables
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.text.script import HAN

DATA = Path(__file__).parents[1] / "zhaiyi/data"
OWN = Path(__file__).with_name("foreign_parts.tsv")
CANDIDATES = 5
"""Spellings kept for a part of a name."""
CURATED = 2
"""What a spelling of CedPane counts, which has no counts: best on the names of NTREX and FLORES."""
WRITTEN = 3
"""What a spelling of our own list counts: enough to be sure of where nobody else is called so."""
_ONE_WORD = re.compile(r"[A-ZÀ-Ž][^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN = re.compile(r"[^\W\d_]+(?:['’ -][^\W\d_]+){0,2}")
_REMARK = re.compile(r" \(.*\)$")
_NO_NAME = re.compile(r"\((?:language|written|Bible book|book)")
_PEOPLES = {
    "满族": "Manchu", "蒙古族": "Mongolian", "回族": "Hui", "藏族": "Tibetan", "苗族": "Miao",
    "彝族": "Yi", "壮族": "Zhuang", "布依族": "Bouyei", "朝鲜族": "Korean", "侗族": "Dong",
    "瑶族": "Yao", "白族": "Bai", "土家族": "Tujia", "哈尼族": "Hani", "哈萨克族": "Kazakh",
    "傣族": "Dai", "黎族": "Li", "傈僳族": "Lisu", "佤族": "Va", "畲族": "She", "拉祜族": "Lahu",
    "水族": "Shui", "纳西族": "Naxi", "景颇族": "Jingpo", "羌族": "Qiang", "仡佬族": "Gelao",
    "仫佬族": "Mulao", "毛南族": "Maonan", "土族": "Tu", "撒拉族": "Salar", "东乡族": "Dongxiang",
    "保安族": "Bonan", "裕固族": "Yugur", "普米族": "Pumi", "怒族": "Nu", "独龙族": "Derung",
    "德昂族": "De'ang", "布朗族": "Blang", "鄂伦春族": "Oroqen", "鄂温克族": "Evenki",
    "达斡尔族": "Daur", "锡伯族": "Xibe", "柯尔克孜族": "Kirgiz", "塔吉克族": "Tajik", "各族": "",
}  # fmt: skip
_NOT_HAN = ("15", "54", "63", "65", "5132", "5133", "5334", "6230", "5334")
"""Codes where many names are not Chinese: Inner Mongolia, Tibet, Qinghai, Xinjiang, the west of
Sichuan, the north of Yunnan, the south of Gansu."""
_SEAT = re.compile("^市郊区|..市(?:.?郊区|.?市?区)$")
"""What the list calls the seat or the suburbs of a city: no name of a district."""
_ALIKE = 55.0
"""Similarity to its pinyin from which another spelling is taken for one of the same name."""


def records(path: Path) -> Iterator[list[str]]:
    """The rows of a list, without its header and comments."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if not line.startswith("#"):
            yield line.split("\t")


# -- foreign names -------------------------------------------------------------------------------


def foreign_names(folder: Path, lexicon: Lexicon) -> dict[str, Counter[str]]:
    """Spellings of each part of a foreign name (simplified) with their counts."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for chinese, latin, count in records(folder / "foreign-names.tsv"):
        word = lexicon.simplified(chinese)
        if re.fullmatch(f"[{HAN}]{{1,10}}", word) and _LATIN.fullmatch(latin):
            found[word][capitalised(latin)] += int(count)
    for chinese, _, english, _ in records(folder / "cedpane.tsv"):
        for name in english.split("; ") if is_sound(chinese) or chinese in found else ():
            bare = _REMARK.sub("", name)
            if _ONE_WORD.fullmatch(bare) and len(chinese) > 1 and not _NO_NAME.search(name):
                spelling = _as_counted(bare, found[chinese])
                found[chinese][spelling] += CURATED
    for chinese, latin, *_ in records(OWN):
        found[chinese][_as_counted(latin, found[chinese])] += WRITTEN
    return found


def _as_counted(name: str, counted: Counter[str]) -> str:
    """The spelling in capitals of CedPane; what was counted under another is moved to it."""
    for other in list(counted):
        if other != name and other.casefold() == name.casefold():
            counted[name] += counted.pop(other)
    return name


def capitalised(latin: str) -> str:
    """A name in small letters as it is written: o'connor → O'Connor, mcdonald → McDonald."""
    name = re.sub(r"(^|[’ '-])([^\W\d_])", lambda m: m[1] + m[2].upper(), latin)
    return re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda m: f"Mc{m[1].upper()}", name)


def foreign_lines(found: dict[str, Counter[str]]) -> Iterator[str]:
    for word, spellings in found.items():
        best = sorted(spellings.items(), key=lambda s: (-s[1], s[0]))[:CANDIDATES]
        if best:
            yield "\t".join([word, *(f"{name} {count}" for name, count in best)])


# -- places --------------------------------------------------------------------------------------


def places(folder: Path, lexicon: Lexicon) -> dict[str, list[str]]:
    """Target and aliases of each Chinese place that ends in an administrative unit. CedPane has
    states and regions of other countries too, which no rule of Chinese units fits."""
    found: dict[str, list[str]] = {}
    divisions = list(records(folder / "divisions.tsv"))
    ours = {row[1] for row in divisions}
    for chinese, _, english, pinyin in records(folder / "cedpane.tsv"):
        unit = suffix_of(chinese)
        if unit in ("州", "地区") and len(chinese) > len(unit) + 2 and chinese not in ours:
            continue
        if unit and re.fullmatch(f"[{HAN}]{{2,12}}", chinese) and not lexicon.is_common(chinese):
            stem = _stem_of(english.split("; ")[0], unit)
            if stem and pinyin[:1].isupper():
                found.setdefault(chinese, _named(chinese, unit, stem))
    for code, chinese, pinyin, english in divisions:
        unit = suffix_of(chinese)
        if _SEAT.search(chinese):
            continue
        if unit and len(chinese) > len(unit) and not lexicon.is_common(chinese):
            stem = _stem(code, chinese, unit, pinyin.split(), english)
            if stem:
                found.setdefault(chinese, _named(chinese, unit, stem))
    return found


def _stem_of(english: str, unit: str) -> str:
    """What CedPane's English says without its unit and remarks; empty where it is no such name."""
    bare = re.sub(r" \(.*\)$", "", english)
    word = SUFFIXES[unit].split()[-1]
    bare = re.sub(rf" (?:{word}|Town|City|County|District|Prefecture)$", "", bare)
    return bare if re.fullmatch(r"[A-Z][\w'’]+", bare) else ""


def _stem(code: str, chinese: str, unit: str, pinyin: list[str], english: str) -> str:
    base = chinese[: -len(unit)]
    people = _peoples(base) if unit.startswith("自治") else ()
    own = base[: len(base) - sum(len(p) for p in people)]
    if len(pinyin) != len(chinese) or not 1 <= len(own) <= 6:
        return ""
    stem = _spelt(code, own, pinyin[: len(own)], english)
    named = [name for p in reversed(people) if (name := _PEOPLES[p])]
    peoples = [name for name in named if not stem.endswith(name.casefold())]
    return " ".join([stem, *_listed(peoples)]) if stem else ""


def _listed(peoples: Sequence[str]) -> list[str]:
    if len(peoples) < 2:
        return list(peoples)
    return [", ".join(peoples[:-1]), "and", peoples[-1]]


def _peoples(base: str) -> tuple[str, ...]:
    """Peoples at the end of a name, the last first: 土族, 回族 in 民和回族土族."""
    found: list[str] = []
    while people := next((p for p in _PEOPLES if base.endswith(p) and base != p), ""):
        found.append(people)
        base = base[: -len(people)]
    return tuple(found)


def _spelt(code: str, own: str, pinyin: list[str], english: str) -> str:
    """The name in pinyin (in that of the list where its English has it), or in the list's English
    where the place has a name of another language."""
    first = re.sub(
        r" ?(?:Autonomous|County|District|City|Banner|Prefecture|League|Town).*$", "", english
    )
    flat = re.sub(r"[^a-z]", "", first.casefold())
    readings = [place_syllables(own), pinyin]
    same = next((r for r in readings if "".join(r).replace("ü", "u") == flat), None)
    stem = join(same or readings[0])
    if same or not code.startswith(_NOT_HAN) or not _ONE_WORD.fullmatch(first):
        return "" if not same and code.startswith(_NOT_HAN) else stem
    return first if fuzz.ratio(flat, "".join(pinyin)) >= _ALIKE else ""


def _named(chinese: str, unit: str, stem: str) -> list[str]:
    """Target first. A name of one character keeps its unit in pinyin: 祁县 is Qixian County, and
    乌镇 just Wuzhen."""
    english = SUFFIXES[unit]
    if len(chinese) == 2:
        whole = join(place_syllables(chinese))
        named = whole if whole.startswith(stem) else stem
        written = [f"{named} {english}", f"{stem} {english}", named]
        small = unit in ("镇", "乡", "村")
        return list(dict.fromkeys([named, *written] if small else written))
    full, stem = f"{stem} {english}", stem.split()[0]
    return [stem, full] if english in ("City", "Province") else [full, stem]


def place_lines(found: dict[str, list[str]]) -> Iterator[str]:
    for word, (target, *aliases) in found.items():
        yield "\t".join([word, unicodedata.normalize("NFC", target), ";".join(aliases)])


def write(name: str, head: str, lines: Iterator[str]) -> None:
    """The lines, sorted by the bytes of their first field, behind a comment."""
    ordered = sorted(lines, key=lambda line: line.partition("\t")[0].encode())
    path = DATA / f"{name}.tsv"
    path.write_text("\n".join([head, *ordered]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(ordered)} names, {path.stat().st_size:,} bytes")


def main() -> None:
    """Packs the lists of the folder that is given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    lexicon = Lexicon()
    made = "# Made by scripts/pack_names.py; do not edit."
    sources = "NETransliteration (Wikidata, CC0), CedPane (public domain), our own"
    head = f"{made} Foreign names: {sources}."
    write("foreign_names", head, foreign_lines(foreign_names(folder, lexicon)))
    head = f"{made} Chinese places: CedPane (public domain), cnid-validator (MIT)."
    write("divisions", head, place_lines(places(folder, lexicon)))


if __name__ == "__main__":
    main()
