"""Where sentences end.

Inside a paragraph a sentence ends after ``。！？`` (also half-width, where the text around it is
Chinese) together with the closing quotes and brackets that follow. A quotation of at most
`LONG_QUOTE` characters stays whole; a longer one is cut at its own sentence ends. The attribution
after a quotation (“……。”他说。) stays with it. ``；``, ``：`` and dashes never end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.article.characters import is_blank, skip_blank, trim
from zhaiyi.article.lines import paragraphs
from zhaiyi.article.tokens import Mark, marks
from zhaiyi.core.document import Span
from zhaiyi.text.script import CHINESE, is_han
from zhaiyi.text.traditional import simplified

LONG_QUOTE = 60
LONG_BRACKET = 120
_SHORT_BEFORE_ELLIPSIS = 30
_SHORT_AFTER_ELLIPSIS = 6
_SHORT_BEFORE_SIGN = 8
_ATTRIBUTED = 48
"""Characters behind a quotation in which its speaker is looked for."""

_SPEECH = (
    r"[^。！？!?，,：:；;“”「」『』]{0,30}?(?<![个個类類种種项項次此条條份])(?<!重大)"
    r"(?:说|說|道|表示|介绍|介紹|指出|称|稱|告诉|告訴|问|問|答|回忆|回憶|坦言|直言|感叹|感嘆|感慨|写|寫|解释|解釋"
    r"|强调|強調|认为|認為|透露|补充|補充|回应|回應|喊|总结|總結|分析|呼吁|呼籲|提醒|建议|建議|评价|評價|承认|承認"
    r"|警告|抱怨|宣布|宣佈|质疑|質疑|留言|讲述|講述|评论|評論|点评|點評|叮嘱|叮囑|嘱咐|寄语|自嘲|打趣|念叨|证实|證實)"
    r"(?:着|著|了|过|過)?(?:一[声聲句嗓遍]子?)?(?:说|說|道|称|稱)?"
    r"(?:(?:本报|本報|本刊|本台|南方|中新|新华)?[^。！？!?，,：:；;“”「」『』]{0,6}(?:记者|記者)|他|她|我|我们|我們|大家|媒体|媒體)?"
)
_ATTRIBUTION = re.compile(
    rf"{_SPEECH}(?=[。！？!?，,；;…]|\s*\Z|\s*\n|[.．](?!\d))"
    rf"|[^。！？!?，,：:；;“”「」『』]{{1,12}}[，,]{_SPEECH}(?=[。！？!?]|[.．](?!\d)|\s*\Z|\s*\n)"
)
"""他说。 and 他说，…… after a quotation; 赛后，她说。 too. But 会后，她说，…… and 他说：“……” open
sentences of their own."""
_CITED = r"[（(](?:见|見|语出|語出|出自|引自)?《[^（）()\n]{1,40}[）)]"
"""Where a quotation comes from, behind it: （《论语·学而》）."""
_STAGE = r"[（(](?:[大微苦]?笑|[众眾]笑|全场.{1,4}|掌[声聲]|鼓掌|哽咽|沉默|停[顿頓]|[叹嘆]气?)[）)]"
_CONTINUES = re.compile(
    r"(?:[，、；：,;:）)》〉]|——|的(?!士)|地(?=[^方区])|等(?=[^待候])|之[类類声聲问問]"
    rf"|(?:{_CITED})?[这這][句一][话話问問句声聲]?|{_CITED}[，,、的]"
    r"|一[句声聲词詞]|成[为為了](?!立)|是)"
)
_AFTER_EMBEDDED = re.compile(r"[。！？!?…]")
_TRAIL = re.compile(
    rf"[ \u3000]{{0,2}}[”’」』]+|[）)】》]+|[\"'](?=\s|\Z)|{_CITED}|{_STAGE}"
    r"|(?:[ \u3000]?\[\d{1,3}\])+"
    r"|[ ]?[\U0001f1e6-\U0001faff\u2600-\u2604\u2606-\u26ff\u2702-\u27bf\u2b50\u2b55]"
    r"[\U0001f1e6-\U0001faff\u2600-\u27bf\ufe0f\u200d\U000e0020-\U000e007f]*"
)
_ABBREVIATED = """
mr mrs ms dr prof st jr sr co ltd inc corp llc plc no nos vs etc e.g i.e fig vol rev gen sen
rep gov jan feb mar apr jun jul aug sep sept oct nov dec mt dept est ave blvd bros al cf ca
approx op ed eds p pp ph.d b.a m.a a.m p.m u.s u.k u.n u.s.a d.c
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_ASKS = re.compile(
    rf"[吗嗎呢哪谁誰怎么麼吧嘛啊呀岂豈啥]|[是能可][否不]|({CHINESE})[不没沒]\1|为何|為何|如何|何[时時处處人以在]"
    r"|[几幾][个個年天次岁歲点點人时時]|多[少大久长長高远遠]|难道|難道|还是|還是|[不没沒未]\Z|？"
)
"""What a question holds; without it a lone ``?`` between Han is taken for a lost ``·``."""
_HALF = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Full-width Latin letters to those of ASCII."""
_LATIN_WORD = re.compile(r"[A-Za-z](?:[A-Za-z.]{0,20}[A-Za-z])?\Z")
_PARTICLES = "呀啊哦呢吧啦了的哈嘛噢哟喔耶呗咯见"
_NUMBERING = re.compile(r"\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十百零〇]{1,4})\s*\Z")
_HAN_DOT = re.compile(rf'{CHINESE}[.．](?=(?:{CHINESE}|[”’」』"\n])|\Z)')


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order; only white space lies between them.

    A line break ends a sentence unless the text is hard-wrapped. Linear in the text's length.
    """
    dot = dot_ends_sentences(text)
    return [
        span
        for paragraph in paragraphs(text, 0, len(text))
        for span in split_paragraph(text, paragraph.start, paragraph.end, dot=dot)
    ]


def dot_ends_sentences(text: str) -> bool:
    """True if full stops are written ``.``: else a dot between Han joins a name's parts."""
    return len(_HAN_DOT.findall(text)) > text.count("。")


def split_paragraph(text: str, start: int, end: int, *, dot: bool = False) -> list[Span]:
    """The sentences of one paragraph. `dot`: ``.`` between Han ends a sentence."""
    spans: list[Span] = []
    begin = start
    for cut in _Boundaries(text, start, end, dot):
        span = Span(*trim(text, begin, cut))
        if span.start < span.end:
            spans.append(span)
        begin = cut
    last = Span(*trim(text, begin, end))
    if last.start < last.end:
        spans.append(last)
    return spans


class _Boundaries:
    """Walks over the marks of a paragraph once and yields the positions after which one may cut."""

    def __init__(self, text: str, start: int, end: int, dot: bool) -> None:
        self.text, self.start, self.end, self.dot = text, start, end, dot
        self.marks = marks(text, start, end)
        self.open: list[tuple[Mark, bool]] = []
        self.first = skip_blank(text, start, end)

    def __iter__(self) -> Iterator[int]:
        at = 0
        while at < len(self.marks):
            mark = self.marks[at]
            at += 1
            if mark.kind == "open":
                self.open.append((mark, mark.start == self.first))
            elif mark.kind == "close":
                self._close(mark)
            elif self._ends(mark):
                at, cut, closed = self._closers(at, mark.end)
                if self._cuts(mark, cut, closed):
                    cut = self._trail(cut)
                    self.first = skip_blank(self.text, cut, self.end)
                    yield cut

    def _close(self, mark: Mark) -> tuple[Mark, bool] | None:
        while self.open:
            opener = self.open.pop()
            if opener[0].start == mark.partner:
                return opener
        return None

    def _closers(self, at: int, cut: int) -> tuple[int, int, tuple[Mark, bool] | None]:
        """Takes the closing marks (and further ends) right after an end; the outermost opener."""
        closed = None
        while at < len(self.marks):
            mark = self.marks[at]
            gap = self.text[cut : mark.start]
            if mark.kind not in ("close", "end", "ellipsis") or (gap and not gap.isspace()):
                break
            if mark.kind == "close":
                closed = self._close(mark) or closed
            elif gap and mark.kind == "ellipsis":
                break
            at, cut = at + 1, mark.end
        return at, cut, closed

    def _ends(self, mark: Mark) -> bool:
        if mark.kind == "dot":
            return self._dot_ends(mark.start)
        if mark.kind == "sign":
            return self._sign_ends(mark)
        if mark.kind == "end" and self.text[mark.end - 1] in "!?":
            return self._half_width_ends(mark)
        return True

    def _half_width_ends(self, mark: Mark) -> bool:
        """``!`` in Yahoo!新闻 or a=b?c does not end anything."""
        if mark.start == self.start or mark.end == self.end:
            return True
        if self._stands_for_dot(mark):
            return False
        before, after = self.text[mark.start - 1], self.text[mark.end]
        if not before.isascii() or not before.isalnum():
            return True
        return not after.isalnum() or (is_han(after) and self.text[mark.end - 1] == "?")

    def _stands_for_dot(self, mark: Mark) -> bool:
        """A lone ``?`` between Han where nothing is asked: a ``·`` that an encoding has lost."""
        if mark.end - mark.start > 1 or self.text[mark.start] != "?":
            return False
        if not is_han(self.text[mark.start - 1]) or not is_han(self.text[mark.end]):
            return False
        return not _ASKS.search(self.text, max(self.first, mark.start - 60), mark.start)

    def _dot_ends(self, at: int) -> bool:
        if at == self.start or at <= self.first:
            return False
        before = self.text[at - 1].translate(_HALF)
        after = self.text[at + 1].translate(_HALF) if at + 1 < self.end else "\n"
        if after.isascii() and after.isalnum():
            return False
        if before.isascii() and before.isalpha():
            return self._latin_dot_ends(at, after)
        if _NUMBERING.match(self.text, max(self.first, at - 8), at) and at - self.first <= 8:
            return False
        if before.isdigit():
            return after in "”’" or (is_blank(after) and self._year_before(at))
        return self.dot if is_han(after) and is_han(before) else not after.isalnum() or self.dot

    def _year_before(self, at: int) -> bool:
        return self.text[max(self.start, at - 4) : at].isdigit()

    def _latin_dot_ends(self, at: int, after: str) -> bool:
        word = _LATIN_WORD.search(self.text[max(self.start, at - 24) : at].translate(_HALF))
        name = word.group().lower() if word else ""
        initials = all(len(part) == 1 for part in name.split("."))
        if initials or name in _ABBREVIATIONS or name.replace(".", "") in _ABBREVIATIONS:
            return False
        if is_han(after):
            return self.dot
        follows = skip_blank(self.text, at + 1, min(self.end, at + 8))
        return follows >= self.end or not self.text[follows].islower()

    def _cuts(self, mark: Mark, cut: int, closed: tuple[Mark, bool] | None) -> bool:
        if not all(_porous(opener) for opener, _ in self.open):
            return False
        after = skip_blank(self.text, cut, self.end)
        if after >= self.end:
            return True
        if closed is not None and not self._cuts_after(mark, after, closed):
            return False
        if mark.kind == "ellipsis" and closed is None:
            return self._ellipsis_ends(mark, after)
        return closed is not None or not _CONTINUES_PLAIN.match(self.text, after)

    def _cuts_after(self, mark: Mark, after: int, closed: tuple[Mark, bool]) -> bool:
        """Does a sentence end where a quotation or bracket with an end in it closes?"""
        opener, at_start = closed
        if opener.pair == "title" or _CONTINUES.match(self.text, after, self.end):
            return False
        if opener.pair == "bracket":
            return at_start
        if at_start:
            behind = simplified(self.text[after : min(self.end, after + _ATTRIBUTED)])
            return not _ATTRIBUTION.match(behind)
        if mark.kind == "dot":
            return self.dot or self._introduced(opener)
        if mark.kind == "sign":
            return self._introduced(opener)
        return mark.kind == "end" and (
            "。" in self.text[mark.start : mark.end] or self._introduced(opener)
        )

    def _introduced(self, opener: Mark) -> bool:
        """True for 他问：“……？” and 他问，“……？”, False in the run of a sentence."""
        at = opener.start - 1
        while at > self.start and is_blank(self.text[at]):
            at -= 1
        return self.text[at] in "：:，,。！？!?—”」"

    def _ellipsis_ends(self, mark: Mark, after: int) -> bool:
        """An ellipsis after a long stretch closes it; after a few words the sentence goes on."""
        if _NEXT_POINT.match(self.text, after) and self.text[mark.start - 1] != "是":
            return True
        if mark.start - self.first < _SHORT_BEFORE_ELLIPSIS or self._lists(mark.start):
            return False
        if not self.text[after].isalnum() and self.text[after] not in "“「『《（【":
            return False
        rest = _AFTER_EMBEDDED.search(self.text, after, min(self.end, after + 40))
        return rest is None or rest.start() - after >= _SHORT_AFTER_ELLIPSIS

    def _lists(self, at: int) -> bool:
        """True if the clause before an ellipsis is a list that it cuts short (苹果、梨……)."""
        stretch = self.text[max(self.first, at - _SHORT_BEFORE_ELLIPSIS) : at]
        return "、" in re.split("[，,；;。]", stretch)[-1]

    def _sign_ends(self, mark: Mark) -> bool:
        """Emoji and ～ stand for a full stop where nothing else does: after and before a clause."""
        if mark.start - self.first < _SHORT_BEFORE_SIGN or mark.end >= self.end:
            return False
        if self.text[mark.end] in "”」" and self.text[mark.start] not in "～~":
            return True
        before = self.text[mark.start - _SHORT_BEFORE_SIGN + 3 : mark.start]
        after = self.text[mark.end : mark.end + 3]
        if self.text[mark.start] in "～~" and before[-1] not in _PARTICLES:
            return False
        return all(is_han(c) for c in before) and len(after) == 3 and all(is_han(c) for c in after)

    def _trail(self, cut: int) -> int:
        """Footnote marks, emoji and stray closing marks belong to the sentence before."""
        trail = _TRAIL.match(self.text, cut, self.end)
        return trail.end() if trail else cut


_NEXT_POINT = re.compile(r"(?:[二三四五六七八九十]是|第[二三四五六七八九十][，,、])")
"""一是……二是: the next point opens a sentence."""
_CONTINUES_PLAIN = re.compile(r"[，、；,;]")


def _porous(opener: Mark) -> bool:
    """True for a pair so long that sentences may end inside it."""
    if opener.pair == "quote":
        return opener.length > LONG_QUOTE
    return opener.length > LONG_BRACKET
