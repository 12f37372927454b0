"""Cuts the glosses of a proper noun to a clean name, or says that they hold none.

A gloss may be a name ("Brussels, capital of Belgium"), a name with its kind ("Shantou
prefecture-level city in Guangdong"), a description ("a city in Hunan province"), a reference
("abbr. for …") or a common noun ("made in France"). Only the first three give a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhaiyi.core.document import TermKind
from zhaiyi.lexicon import pinyin
from zhaiyi.lexicon.cedict import Entry
from zhaiyi.lexicon.hearing import alike
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.text.calendar import MONTHS, WEEKDAYS
from zhaiyi.text.script import HAN


@dataclass(frozen=True, slots=True)
class Name:
    """What a dictionary knows of a name: one clean target, other accepted ones, its kind."""

    target: str
    aliases: tuple[str, ...] = ()
    kind: TermKind = "other"


_REFERENCE = re.compile(rf"[{HAN}·]+(?:\|[{HAN}·]+)?(?:\[[^\]]*\])?")
_PAREN = re.compile(r"\s*\(([^()]*)\)")
_REFUSED = re.compile(
    r"^(?:surname|two-character|double-|abbr|variant|see |old |also |used in|same as|erron"
    r"|posthumous|title of|personal name|pen name|nickname|name of|lit\.|fig\.|idiom|CL:|ancient"
    r"|courtesy|style|short name|alternative|Japanese variant|Taiwan pr|euphem|formerly|former "
    r"|unofficial|classical|the original name|birth name|honorific|\w+ era|reign)",
    re.IGNORECASE,
)
_EACH = r"[A-Z]\w+(?: [A-Z]\w+)* *"
_IN_A_ROW = re.compile(rf"{_EACH}(?:, *{_EACH})+,? *and {_EACH}(?:[(,a-z].*)?")
_SHORT = 4
"""Characters of what may be short for several names, which English spells out: 北上广, 港澳台."""
_REFUSED_NAME = re.compile(
    r"\b(?:[Ll]anguage|[Pp]eople|[Pp]erson|nationality|ethnic|constellation|Constellation|dialect"
    rf"|calendar|{'|'.join((*MONTHS, *WEEKDAYS))}|Buddha|Bodhisattva"
    r"|Chinese characters?|syndrome|disease|theorem|equation|cuisine)\b"
)
_UNIT = (
    r"(?:(?:prefecture|county|sub-?provincial|district|township|municipal|region)?-? ?level )?"
    r"(?:(?:inner|outer|suburban|rural|urban|new|autonomous|Autonomous|special|subprovincial|sub-provincial|former|important|Metropolitan"
    r"|direct-controlled|port|industrial|resort|coastal|provincial|main) )*"
    r"(?:city|City|county|County|district|District|province|Province|prefecture|Prefecture"
    r"|township|Township|town|Town|municipality|Municipality|banner|Banner|league|League|state"
    r"|State|region|Region|village|Village|subdistrict|island|river|lake|mountain|airport|port)"
)
_TAIL = re.compile(rf"\s+(?P<unit>{_UNIT})(?:\s+and\s+{_UNIT})?$")
_DESCRIBED = re.compile(rf"^(?:a |an |the )?(?:\w+ )?{_UNIT}\b.*\b(?:in|of)\b")
_CUT = re.compile(
    r"\s*(?:[,;:]|\((?:c\. )?\d{3}|\s+and capital|(?<= city)\s+of|(?<= [Dd]istrict)\s+of"
    r"|(?<= [Cc]ounty)\s+of|(?<= [Tt]ownship)\s+of|(?<= province)\s+of|(?<= [Rr]iver)\s+of"
    r"|(?<= Lake)\s+of|(?<= Island)\s+of|\s+(?:in(?! Chief)|near"
    r"|to the|on (?:the|Changjiang)|located|comprising|situated|including|between"
    r"|at the|whose|which|where|from|also|formerly|established|published|founded|i\.e\.|based"
    r"|c\. \d|\d{3,4})\b).*$"
)
_STOPPED = re.compile(r"\s*[,;:].*$")
_GENERAL = re.compile(
    r"(?:\b(?:Convention|Treaty|Protocol|Agreement|Declaration|Law|Act|Sutra|Epistle of St Paul"
    r"|Commentaries|Monument|Memorial|Around the World|Statement|Report)|^(?:Made|Ambush))$"
)
"""What is no name without what it is on, to or in: Treaty on the Non-Proliferation of …"""
_OWN_UNITS = {"江": "River", "河": "River", "湖": "Lake", "城": "City"}
"""What the last character says, English says too."""
_CONNECTOR = frozenset((
    "of", "the", "and", "for", "de", "la", "le", "les", "du", "des", "del", "della", "di", "da",
    "dos", "das", "do", "al", "el", "bin", "ibn", "van", "von", "der", "den", "zu", "on", "upon",
    "&", "y", "e", "et", "sur", "à", "'s", "to", "und", "am",
))  # fmt: skip
_ACRONYM = re.compile(r"(?:abbr\. )?([A-Z][A-Za-z&-]*[A-Z])")
_PERSON = re.compile(
    r"\((?:c\. ?|born |b\. )?\d{3,4}(?:\?)? ?(?:BC)?[-–]|\((?:\w+ )?name\)"
    r"|\((?:common )?Japanese (?:sur|family )name"
)
_NAMED = re.compile(r"\b(?:surname|name|actor|actress|singer|player|writer|politician|poet)\b")
_THING = re.compile(
    r"\b(?:Dynasty|Dynasties|War|Wars|Empire|Revolution|Movement|Guard|Khanate|State|Day|Festival)\b"
)
_PLACE = re.compile(
    rf"{_UNIT}\b|capital|country|republic\b|Republic\b|kingdom|continent|peninsula|place|territory"
    r"|\bRiver|\bLake|\bMount|\bMountains?\b|\bSea\b|\bOcean\b|\bBay\b|\bStrait|\bIslands?\b|desert"
    r"|Airport|Square|Street|Park|[Nn]ature reserve|[Pp]lateau|locality|Asia|Africa|Europe|America"
)
_ORGANISATION = re.compile(
    r"\b(?:Commission|Committee|Ministry|University|College|Institute|Academy|Bureau|Department"
    r"|Agency|Council|Organi[sz]ation|Union|Association|Federation|Party|Bank|Company|Corporation"
    r"|Group|Airlines?|Office|Administration|Congress|Parliament|Army|Force|Court|Fund|Society"
    r"|League|Foundation|Centre|Center|Hospital|School|Museum|Alliance|company|brand|corporation"
    r"|airline|manufacturer|chain|soccer|football)\b"
)
_SHORT_FOR_PERSON = re.compile(rf"for [{HAN}]+·[{HAN}]")
"""科比: abbr. for 科比·布萊恩特."""
_MEDIA = re.compile(
    r"\b(?:newspaper|News|Daily|Times|Post|magazine|Television|TV|Broadcasting|Press|Weekly"
    r"|Journal|radio|news agency)\b"
)
SUFFIXES = {
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "自治区": "Autonomous Region",
    "特别行政区": "Special Administrative Region",
    "地区": "Prefecture",
    "新区": "New Area",
    "街道": "Subdistrict",
    "省": "Province",
    "市": "City",
    "县": "County",
    "区": "District",
    "镇": "Town",
    "乡": "Township",
    "旗": "Banner",
    "盟": "League",
    "村": "Village",
    "州": "Prefecture",
}
"""Chinese administrative suffixes and their English, longest first."""
_LAST = frozenset(suffix[-1] for suffix in SUFFIXES)
_BARE = frozenset({"Province", "City"})
"""Units that English news usually leaves out."""


_COMMON_ENDINGS = frozenset("人语文族话座年")
"""Peoples, languages, constellations: adjectives in English, and known to every model."""


def tells_person(meanings: Iterable[str]) -> bool:
    """Whether a gloss gives the years of a life or says that it is a name."""
    return any(_PERSON.search(g) or _NAMED.search(g) for g in meanings)


def suffix_of(word: str) -> str:
    """The administrative suffix that `word` ends in, longest first, or an empty string. 清新区 is
    the district of Qingxin: no new area has a name of one character."""
    possible = SUFFIXES if word[-1:] in _LAST else ()  # it is asked of every stretch of a text
    ends = (s for s in possible if word.endswith(s) and len(word) > len(s))
    return next((s for s in ends if s != "新区" or len(word) > 3), "")


_REDIRECT = re.compile(
    r"^(?:\(\w+\) )?(?:abbr\. (?:for|of)|see(?: also)?|variant of|also written|same as"
    r"|also known as)"
    rf" [{HAN}·]*?\|?([{HAN}·]+)(?:\[|$|[ ,])"
)


def redirect_of(entries: Sequence[Entry]) -> str:
    """The word that the first gloss refers to ("abbr. for 中国银行"), or an empty string."""
    glosses = [e.glosses[0] for e in entries if e.proper]
    match = _REDIRECT.match(glosses[0]) if len(glosses) == 1 else None
    return match[1] if match else ""


def name_of(entries: Sequence[Entry]) -> Name | None:
    """The name that the proper-noun entries of one word agree on, or None.

    Several senses are one name only if the first usable target is the one of every entry;
    otherwise the word is ambiguous and a hint would mislead.
    """
    names = [n for e in entries if e.proper and (n := _entry_name(e))]
    if not names or len({_key(n.target) for n in names}) > 1:
        return None
    if len(entries[0].simplified) == 2 and re.search(r"\band\b|-", names[0].target):
        return None  # 中美, 京津: two abbreviations, which English spells out in many ways
    aliases = dict.fromkeys(a for n in names for a in n.aliases)
    kind: TermKind = next((n.kind for n in names if n.kind != "other"), "other")
    return Name(names[0].target, tuple(aliases), kind)


def _key(target: str) -> str:
    return re.sub(r"\W", "", target).casefold()


def _entry_name(entry: Entry) -> Name | None:
    if entry.simplified[-1] in _COMMON_ENDINGS:
        return None
    found = [t for gloss in entry.glosses for t in _gloss_names(gloss, entry)]
    if not found:
        return None
    if suffix_of(entry.simplified) == "州" and "autonomous prefecture" in entry.glosses[0]:
        found = [f"{found[0].split()[0]} Prefecture", *found]
    kind = "place" if _is_league(entry) else _kind(found[0], entry.glosses)
    if kind in ("organisation", "other"):
        found = _as_called(entry.simplified, found)
    target, *others = _with_unit(entry.simplified, found)
    if _PEOPLE.search(target):  # Lingshui Lizu Autonomous County, Sandu Shuizu County
        target, others = _PEOPLE.sub(" ", target), [target, *others]
    if kind == "person" or (kind == "other" and is_sound(entry.simplified)):
        target, others = _person_order(target, others, entry)
    return Name(target, tuple(dict.fromkeys(o for o in others if o != target)), kind)


def _is_league(entry: Entry) -> bool:
    """锡林郭勒盟: a division of Inner Mongolia, no league of states or clubs."""
    return entry.simplified.endswith("盟") and "of Inner Mongolia" in entry.glosses[0]


def _kind(target: str, glosses: Iterable[str]) -> TermKind:
    whole = " / ".join(glosses)
    if _SHORT_FOR_PERSON.search(whole):
        return "person"
    first = " / ".join(gloss.split(",")[0] for gloss in glosses)
    if _THING.search(target):
        return "other"
    if _ORGANISATION.search(target):
        return "organisation"
    tests: tuple[tuple[re.Pattern[str], str, TermKind], ...] = (
        (_PERSON, first, "person"),
        (_MEDIA, first, "media"),
        (_ORGANISATION, first, "organisation"),
        (_PLACE, whole, "place"),
    )
    return next((kind for pattern, text, kind in tests if pattern.search(text)), "other")


def _gloss_names(gloss: str, entry: Entry) -> list[str]:
    """Clean names in one gloss, best first; acronyms in brackets come last."""
    text = _REFERENCE.sub("", gloss).strip().replace("’", "'")
    if _REFUSED.match(text) or (len(entry.simplified) <= _SHORT and _IN_A_ROW.fullmatch(text)):
        return []
    acronyms = [a for p in _PAREN.findall(text) for a in _ACRONYM.findall(p)]
    text = re.sub(r"^(?:\([^()]*\) )+", "", text)
    if not text or text.startswith("("):
        return []
    head = _head(text, _CUT)
    if _GENERAL.search(head):
        head = _head(text, _STOPPED)
    if _DESCRIBED.match(text) and not head[:1].isupper():
        own = pinyin.from_cedict(_without_suffix(entry))
        return [] if is_sound(entry.simplified.rstrip("省市县区州")) else [own]
    names = [name for part in re.split(r" or | aka ", head) for name in _bare(part, entry)]
    clean = [n for n in names if n]
    return [*clean, *(a for a in acronyms if _stands_for(a, clean[0]))] if names[0] else []


def _head(text: str, cut: re.Pattern[str]) -> str:
    """What stands before `cut` in a gloss, without parentheses and articles."""
    head = re.sub(r"\s+", " ", cut.sub("", _PAREN.sub("", text))).strip(" .'\"“”")
    return re.sub(
        r"^(?:PRC|the|The|Chinese name of|(?:city|state) of|Republic of China) ", "", head
    )


def _stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of `acronym` begin words of `name`, in order: AP for Associated Press."""
    initials = iter(w[0].casefold() for w in re.split(r"[\s-]+", name) if w)
    return all(c in initials for c in acronym.casefold() if c.isalpha())


def _without_suffix(entry: Entry) -> str:
    suffix = suffix_of(entry.simplified)
    parts = entry.pinyin.split()
    return (
        " ".join(parts[: len(parts) - len(suffix)])
        if len(parts) > len(suffix) + 1
        else entry.pinyin
    )


def _bare(head: str, entry: Entry) -> list[str]:
    """`head` without its unit if what is left is a name of at most seven words, else an empty
    name. Before it the name with its unit where the Chinese says that too (金沙江: Jinsha River),
    or where the unit is no administrative one (Cape Town, Ivy League)."""
    tail = _TAIL.search(f" {head}")
    name = _name_in(_TAIL.sub("", f" {head}"))
    unit = tail["unit"] if tail and name else ""
    own = _OWN_UNITS.get(entry.simplified[-1], "")
    said = own != "" and unit in (own, own.lower()) and (own != "City" or unit == own)
    other = unit in ("Town", "League", "Region") and not suffix_of(entry.simplified)
    if not (said or other):
        return [name]
    return [f"{name} {unit.title()}", *([name] if said and own != "City" else [])]


def _name_in(head: str) -> str:
    words = head.strip().split()
    ok = (
        0 < len(words) <= 7
        and words[0][:1].isupper()
        and all(w[:1].isupper() or w[:1].isdigit() or w in _CONNECTOR for w in words)
        and words[-1] not in _CONNECTOR
    )
    shout = len(words) > 1 and sum(len(w) > 3 and w.isupper() for w in words) == 1
    name = " ".join(w.title() if shout and len(w) > 3 and w.isupper() else w for w in words)
    return name if ok and not _REFUSED_NAME.search(name) and not name.isdigit() else ""


def _with_unit(word: str, found: list[str]) -> list[str]:
    """Puts the unit that the Chinese suffix names behind the target, where English writes it."""
    unit = SUFFIXES.get(suffix_of(word), "")
    found = [_without_new(word, unit, found[0]), *found[1:]]
    if not unit or (" " in found[0] and unit.split()[-1] in found[0]):
        return found
    if unit == "Prefecture" and suffix_of(word) == "州":
        return found
    if len(word) == 2 and found[0] == pinyin.join(pinyin.syllables(word)):
        return found  # 桐乡 is a city, whatever its last character
    if unit.startswith("Autonomous"):
        found = [*found, found[0].split()[0]]
    # The unit's own first word may have stayed behind (Binhai New, of Binhai New District).
    stem = found[0].removesuffix(f" {unit.split()[0]}") if " " in unit else found[0]
    found = [stem, *found[1:]]
    full = f"{stem} {unit}"
    return [found[0], full, *found[1:]] if unit in _BARE else [full, found[0], *found[1:]]


def _without_new(word: str, unit: str, target: str) -> str:
    """Shenbei, where the pinyin has the beginning of 新区 with it (Shenbeixin)."""
    base = pinyin.join(pinyin.syllables(word[: -len(suffix_of(word))])) if unit else ""
    return base if unit == "New Area" and target == f"{base}xin" else target


_LEGAL = re.compile(r",? (?:Co\.,? Ltd\.?|Ltd\.?|AG|Inc\.?|plc)$")
_FIRM = re.compile(r",? (?:Company Limited|Company|Limited)$")
_SAYS_FIRM = re.compile("公司|集团|株式会社")


def _as_called(word: str, names: list[str]) -> list[str]:
    """A firm without its legal form, where the Chinese does not say it (思科: Cisco Systems)."""
    short = _LEGAL.sub("", names[0])
    short = short if _SAYS_FIRM.search(word) else _FIRM.sub("", short)
    return names if short == names[0] else [short, *names]


_PEOPLE = re.compile(r"(?<=[a-z])zu (?=Autonomous )| [A-Z][a-z]+zu (?=County$)")


def _person_order(target: str, others: list[str], entry: Entry) -> tuple[str, list[str]]:
    """Adds what a person may be called later: the surname alone, and the other order of names."""
    words = target.split()
    if len(words) < 2:
        return target, others
    chinese = pinyin.from_cedict(entry.pinyin.split()[0]).casefold() == words[0].casefold()
    last = words[-2] if words[-1] in ("Jr", "Sr") and len(words) > 2 else words[-1]
    surname = words[0] if chinese else last
    turned = " ".join([*words[1:], words[0]])
    return target, [*others, turned, surname]


def _is_spoken(word: str, target: str) -> bool:
    """Whether `word` seems to be a foreign name written by its sound (爱因斯坦)."""
    if is_sound(word):
        return True
    first = pinyin.join(pinyin.syllables(word)[:1]).casefold()
    sounds = sum(is_sound(character) for character in word)
    return len(word) > 2 and 2 * sounds > len(word) and not target.casefold().startswith(first)


_GIVEN = 2
"""Characters of a Chinese given name, at most."""
_PARTICLES = frozenset(
    ["de", "De", "du", "Du", "van", "Van", "von", "der", "den", "ten", "le", "Le", "la", "La"]
)


def _with_particle(name: str) -> str:
    """De Gaulle, of Charles De Gaulle."""
    words = name.split()
    first = next((n for n, word in enumerate(words[:-1]) if word in _PARTICLES), len(words))
    return " ".join(words[first:])


def _is_chinese_person(word: str, name: Name) -> bool:
    """Whether a form of the name begins with the word's surname, by pinyin (Cai Qi), or as Taiwan
    and Hong Kong write names, with a hyphen in the given name (Chu Li-luan)."""
    cut = pinyin.surname_length(word)
    if not cut or len(word) > cut + _GIVEN:
        return False
    surname = pinyin.surname(word[:cut])
    forms = [form.partition(" ") for form in (name.target, *name.aliases)]
    return any(
        first == surname or re.fullmatch(r"[A-Z]\w+-[a-z]\w*", rest) for first, _, rest in forms
    )


def as_said(word: str, name: Name) -> Name:
    """`name` with the part of a foreign person's name as its target that `word` gives by sound:
    博索纳罗 says Bolsonaro, not Jair Bolsonaro, which becomes an alias."""
    if name.kind != "person" or "·" in word or not _is_spoken(word, name.target):
        return name
    if _is_chinese_person(word, name):
        return name
    parts = [a for a in name.aliases if name.target.endswith(f" {a}")]
    parts += name.target.split()[:1]  # Kobe
    parts += filter(None, [_with_particle(name.target)])
    said = max((name.target, *parts), key=lambda n: (round(alike(word, n), 2), -len(n)))
    others = dict.fromkeys(n for n in (name.target, *name.aliases) if n != said)
    return Name(said, tuple(others), name.kind)
