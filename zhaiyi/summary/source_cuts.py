"""A long Chinese sentence made shorter by rule, before it is translated: whole clauses go.

The twin of `zhaiyi.summary.shorten` on the other side. Chinese strings clauses with commas, and a
sentence that ends after any main clause is a sentence still; English, which puts one clause inside
another, is harder to cut. So where no rule makes the English short, a part of the Chinese is
translated instead (compression at clauses, as Jing 2000 for English). What is left keeps its words
and their order. Never cut: what takes back, limits, or draws the conclusion of what stands before
it; one half of a pair (不仅 … 而且); a condition without its outcome; a list in its middle; a
subject from its verb; anything inside quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.article.clauses import outermost_pairs
from zhaiyi.core.document import Span
from zhaiyi.lexicon import Lexicon

AIM = 42
"""Characters that the English of a summary sentence of ordinary length stands for."""
LEAST = 14
"""Fewer say too little."""
SHORT = 7
"""A clause of fewer characters says nothing to end with."""
TAIL = 10
"""A noun and what describes it, behind 的, have so many characters at most."""

_BREAK = re.compile(r"[，；;]|,(?!\d)")
_ASIDE = re.compile(r" *(?:（[^（）]{2,}）|\([^()]{2,}\))")
_OPENS = re.compile(
    r"(?:(?:但|而|并|且|同时|此外|另外|因此|其中|尤其是|特别是|只是|就|不过|然而|此前|随后|近年来|目前|日前|近日)，?)*"
)
"""Words before a clause that change nothing of what it is."""
_TAKES_BACK = re.compile(
    r"(?:但|却|然而|不过|可是|可|而|反而|只是|直[到至]|前提|条件是|除非|除了|否则|不然|仅(?![\d今去这上])|只|并非|并不是|不是|尽管|虽然"
    r"|即使|哪怕|则|就|便|才|还是|也就|也能|也可|因此|因而|所以|故|于是|结果|最终|这|那|其中不|缓期|缓刑|宣告缓|如果|若|只要|只有"
    r"|另一?个|另外|前者|后者|二者|以免|以防|以及|和|与|及|或|或者|及其|同样|等(?!待)|正如|如同|据此|[一二三四五六]是|第[二三四五六]|既不|是[^，]{0,12}的[^，]{0,6}$)"
)
"""What opens a clause that the one before it cannot do without."""
_DENIES = re.compile(
    r"但|却|然而|不过|否认|并非|而不是|而非|退出|取消|推翻|不可行"
    r"|(?:未|无法|难以|不能)[^，]{0,6}(?:核实|证实|确认)|谣言|不认罪|(?<![原规法准细总守])则(?:没|无|不|未|下降|下跌|减少|上升|上涨)"
)
_TELLS = (
    r"(?:表示|表明|显示|指出|强调|认为|透露|介绍|获悉|了解到?|宣布|明确|要求|提出|写道?|坦言|规定|发现|看到|报道"
    r"|决定|预测|预计|估计|承认|相信|希望|呼吁|建议|警告|坚称|声称|宣称|告知|得知|披露|提到|谈到|主张|判断|解释"
    r"|说明|提醒|证实|报导|称|说|问|讲|道|消息|告诉[^，]{0,8}|(?:提醒|希望|呼吁|告诉|要求|邀请)[^，]{0,14}(?:旅客|人士|民众|市民|居民|部门|公众|群众|考生|家长|企业))"
)
_TOLD = re.compile(rf"{_TELLS}(?=[^，]{{4}})")
"""Who says what comes behind it."""
_WAITS = re.compile(
    rf"(?:{_TELLS}|的|时|后|前|之际|之中|下|里|以来|期间|方面|而言|来看|看来|为止|起|同时|以及|和|与|及|或|并|是"
    r"|[为以][^，]{1,12}(?:为由|为契机|为主题|为目标|为背景|为抓手|为基础|为例|为主|为载体|为核心)|为由|为契机|如下|包括|例如|比如|特别是"
    r"|分别[是为]|、|为了|通过|根据|一是|近日|日前|目前|今年|去年|昨日|昨天|今天|[年月日来]|当地时间.{0,12}|上午|下午|晚|晚间"
    r"|(?:发布|印发|下发|发出)[^，]{0,4}(?:通知|公告)|凌晨|首先|其中)$"
)
"""How a clause ends that waits for another."""
_DEPENDS = re.compile(
    r"(?:虽然|虽|尽管|如果|若|倘|假如|假设|一旦|只要|只有|无论|不论|不管|即使|即便|哪怕|就算|就连|因为|因(?![此素而势地人])|由于|再加之|加之"
    r"|加上|未经|未获|未满|凡是?|鉴于|考虑到|为了?(?!.{0,4}[人者])|随着|伴随|根据|按照|依据|依照|遵照|针对|对于|关于|至于|截至|截止|当|每当|除了?|作为"
    r"|经过|通过|经|据(?![^，]*(?:报道|悉|了解|介绍|统计|称|透露|显示|消息|估计|测算)$)|正如|如同|如何|能否|是否|没有|与.{1,12}(?:不同|相比|一样)|比如|例如|包括|不仅|不但|不光|不只|既|一方面"
    r"|本着|围绕|面对|趁|凭借|借助|之所以|相比|比起|每逢|结合|配合|依托|立足|对|把|从.{1,20}(?:看|起|开始|以来)$)"
)
"""What opens a clause that is nothing without another."""
_NO_MAIN = re.compile(
    r"在|从|自(?![来己治然动主由])|于|受(?![访害])|向|以(?!色列|军|方)|由|将(?!军)|与(?!会)"
    r"|和(?![平谐田])|同(?![学事济])|跟|像|如"
)
"""What opens a clause that may be a mere place or time, where no subject stands before it."""
_ADVERBIAL = re.compile(
    r"经过|因(?![此素而势地人])|要想|随着|为了|由于|根据|按照|依据|通过(?!了)|作为|结合|会同|关于|考虑到|从[^，]*(?:看|起|开始|以来)$|无论|撇开|得益于|与其说|放在一边|询及|再加上|在于$|站在"
)
"""What tells within a clause that its verb may come with the next."""
_PLACE = re.compile(
    r"(?:在|对|从|自|于|向)[^，]*(?:[上中下里内外前后时]|期间|方面|的[^，的了是将有已被]{1,8})$|作为"
)
"""A clause that ends within a place, a time or a role: its verb comes later."""
_NOUN = re.compile(r"(?:者|人士|人员|[^个]人|们|之一?|一样|相比)$")
"""How a clause ends that is a subject, or half a comparison."""
_DESCRIBED = re.compile(rf"的(?:[^的]{{1,{TAIL}}}|[“《「『][^”》」』]*[”》」』])$")
_DONE = re.compile(
    r"[^不]了|着|过|是|[也都均]|纷纷|再次|继续|积极|实行|决定|成为|作出|做出|提出|发布|推出|取得|具有|拥有|启动|建成|举行|召开|受到|得到|获得|存在|面临|保持|形成|达到|进行"
)
"""What tells that the noun behind it, however described, is its object."""
_VERBS = frozenset("是有为达称说获赴遭被让使超占居列跌涨升降增减迎创")
_LEAD = re.compile(
    r"(?:为了?|随着|根据|按照|依据|依照|鉴于|由于|受|在)[^，；：“”「」]{4,}"
    r"(?:下|中|后|时|上|精神|要求|规定|安排|部署|影响|政策|发展|提高|推进|深入|来临|到来|[^的]目标|的?需要|需求)$"
)
"""A circumstance before the main clause."""
_LIMITS = re.compile(
    r"没有|未(?!来)|不(?!断|久)|无(?!论|人机|锡)|扣除|剔除|排除|除去|除外|满(?!足|意|洲)|仅|只(?!要)"
)
"""What makes a circumstance one that the rest is not true without."""
_BINDS = re.compile(r"不得|不能|可以|方可|才[能可会]|必须|应当|均?须(?!知)")
"""What in a main clause makes a condition of the circumstance before it."""
_ELIDES = re.compile(
    r"(?:将|已|正|会|要|应|须|也|还|又|再|都|均|并|把|被|使|让|令|进一步|继续|不断|切实|全面|积极|其|他|她|它|这|该)"
)
"""What opens a clause whose subject, or whose meaning, stands before it."""
_HALVES = (
    (re.compile(r"不仅|不但|不光|不只"), re.compile(r"而且|并且|还|也|更|同时")),
    (re.compile(r"一方面"), re.compile(r"另一方面|一方面")),
    (re.compile(r"既"), re.compile(r"又|也|还")),
    (re.compile(r"一是|首先|第一"), re.compile(r"二是|其次|第二|再")),
)
"""What opens the first half of a pair, and the second, wherever they stand."""
_HALVES_NEXT = (
    (re.compile(r"从"), re.compile(r"到")),
    (re.compile(r"是"), re.compile(r"(?:也是|还是|更是|又是)")),
)
"""Likewise where the second half opens the very next clause."""
_COUNTED = re.compile(r"[两二三四五六七八九十几双\d][个大项条点种类方面重]+[^，；]{0,6}$")
_COUNTS = re.compile(r"一[是个]|分别|即|包括|首先|第一|其中|[^，；]*[是为][：:]?")
"""How many there are, and what begins to name them."""
_POINTS = (
    re.compile(r"判处|获刑|判[刑囚监]|(?<!曾)入狱|监禁"),
    re.compile(r"净(?:回笼|投放|流[入出]|[购买卖])"),
)
"""What a sentence that has it is about: the twin of `clauses.keeps_points`."""
_COLON = re.compile(r"[：:](?!\d)")
_REPORT = re.compile(
    r"^[^，。：“]{0,20}(?:[综綜]合|本[报報]|[记記]者)[^，。：“「]{0,20}(?:[报報][道导導]|消息|[电電]|[讯訊])[：:]"
)
"""Who reports, before the report."""


def shorter_sources(text: str, lexicon: Lexicon, most: int = 2) -> list[str]:
    """Up to `most` shorter forms of a Chinese sentence, the best first: the longest of at most
    `AIM` characters, then the shorter ones, then longer ones. None where nothing may go."""
    whole = text.strip()
    forms = [f for f in dict.fromkeys(_forms(whole, lexicon)) if LEAST <= len(f) < len(whole) - 5]
    points = [point for point in _POINTS if point.search(lexicon.simplified(whole))]
    if points:
        plain = ((form, lexicon.simplified(form)) for form in forms)
        forms = [form for form, said in plain if all(point.search(said) for point in points)]
    forms.sort(key=lambda form: (len(form) > AIM, abs(len(form) - AIM)))
    return forms[:most]


def _forms(text: str, lexicon: Lexicon) -> Iterator[str]:
    bare = _REPORT.sub("", _without_asides(text), count=1)
    clauses = _clauses(bare)
    plain = [lexicon.simplified(clause) for clause in clauses]
    for start in range(2 if len(plain) > 2 and _is_circumstance(_body(plain[0]), plain[1]) else 1):
        if start and (_ELIDES.match(plain[start]) or not _has_verb(_body(plain[start]), lexicon)):
            continue
        if bare != text or start:
            yield "".join(clauses[start:])
        for end in range(len(plain) - 1, start, -1):
            kept, rest = plain[start:end], plain[end:]
            if _may_end(kept, rest) and _has_verb(_body(kept[-1]), lexicon):
                yield "".join(clauses[start:end]).rstrip("，,；; ") + "。"


def _is_circumstance(opening: str, main: str) -> bool:
    """Whether a clause may go from before the main one: no condition, and no limit."""
    if _LIMITS.search(opening) or _BINDS.search(main):
        return False
    return _LEAD.match(opening) is not None


def _without_asides(text: str) -> str:
    """Without what stands in parentheses, but for a dateline's and those within quotation marks
    and titles."""
    pairs = [pair for pair in outermost_pairs(text) if text[pair.start] not in "（("]

    def left(found: re.Match[str]) -> str:
        dateline = text[: found.start()].endswith(tuple("电電讯訊"))
        return found[0] if dateline or _inside(found.end() - 1, pairs) else ""

    return _ASIDE.sub(left, text)


def _inside(place: int, pairs: Sequence[Span]) -> bool:
    return any(pair.start < place < pair.end for pair in pairs)


def _clauses(text: str) -> list[str]:
    """The pieces between commas and semicolons outside of quotes and brackets, each with its
    mark; joined they are the text."""
    pairs, pieces, start = outermost_pairs(text), list[str](), 0
    for found in _BREAK.finditer(text):
        if not _inside(found.start(), pairs):
            pieces.append(text[start : found.end()])
            start = found.end()
    return [piece for piece in (*pieces, text[start:]) if piece.strip()]


def _body(clause: str) -> str:
    return clause.strip().rstrip("，,；;。！？!? ")


def _bare(clause: str) -> str:
    """A clause from its first word that counts on: behind who says it, and what links it."""
    told = _TOLD.split(_body(clause))[-1]
    return told[match.end() :] if (match := _OPENS.match(told)) else told


def _may_end(kept: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether the sentence may end behind `kept`."""
    last, next_ = _body(kept[-1]), _body(rest[0])
    before, behind = "".join(kept), "".join(rest)
    if _TAKES_BACK.match(next_) or _DENIES.search(behind):
        return False
    if _WAITS.search(last) or _COLON.search(before):
        return False
    if _COUNTED.search(last) and _COUNTS.match(next_):
        return False
    if any(first.search(before) and second.search(behind) for first, second in _HALVES):
        return False
    if any(first.search(last) and second.match(next_) for first, second in _HALVES_NEXT):
        return False
    hangs = _in_place(last) or _NOUN.search(last) or _ADVERBIAL.search(last)
    if len(last) < SHORT or hangs or _in_a_list(last):
        return False
    if any(_DEPENDS.match(_body(clause)) or _DEPENDS.match(_bare(clause)) for clause in kept):
        return False
    opens = (each for each in map(_body, kept[:-1]) if not _WAITS.search(each))
    subjects = (each for each in opens if not _NO_MAIN.match(_bare(each)))
    return any(subjects) or not _NO_MAIN.match(_bare(last))


def _in_place(clause: str) -> bool:
    """Whether a clause ends within a place or a role, and no verb stands before that."""
    found = _PLACE.search(clause)
    return bool(found and not _DONE.search(clause, 0, found.start()))


def _has_verb(clause: str, lexicon: Lexicon) -> bool:
    """Whether a simplified clause has a verb by the dictionary; before a described noun at its
    end, which may be the subject of what follows, only what is one beyond doubt."""
    described = _DESCRIBED.search(clause)
    if not clause or (described and not _DONE.search(clause.rpartition("的")[0])):
        return False
    words = [token.text for token in lexicon.tokens(clause)]
    # A verb right before the last word may be the first half of a name: 扩建工程, 销售中心.
    return any(_is_verb(w, lexicon) for w in words[:-2]) or _is_verb(words[-1], lexicon)


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    if len(word) == 1:
        return word in _VERBS
    entry = lexicon.lookup(word)
    return bool(entry and entry.glosses and entry.glosses[0].startswith("to "))


def _in_a_list(clause: str) -> bool:
    """Whether its last thing is one of a list of short ones that may go on: 强度大、收入低."""
    return "、" in clause and len(clause.rpartition("、")[2]) <= 3
