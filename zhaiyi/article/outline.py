"""The kind of each paragraph: what its words give away, and what its place says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from zhaiyi.article import bylines, kinds
from zhaiyi.article.datelines import dateline_end
from zhaiyi.article.lines import Paragraph, joined
from zhaiyi.article.metadata import is_label
from zhaiyi.article.repeats import key
from zhaiyi.core.document import SentenceKind
from zhaiyi.text.script import CHINESE

_SUBTITLE_OPENERS = ("——", "—", "－－", "──", "--")
_LONGEST_RUN = 2
"""Subheads that may follow each other; more such lines in a row are a list or a poem."""
_LINKS_END = re.compile(rf"(?:。|(?<={CHINESE})\.)[”’」』\"）)】]*\Z")
"""A sentence: links are titles, and end without a mark or with a question."""
_LONGEST_LINK = 40
_LONGEST_VALUE = 24
"""Characters of what may stand below a label (作者：) that is alone on its line."""
_LINES_BELOW_TITLE = 3
_MASTHEADS = 2
"""Lines above a title that may name the medium and the section."""


def outline(text: str, paragraphs: Sequence[Paragraph], meta_title: str) -> list[SentenceKind]:
    """One kind for each paragraph, in order."""
    found = _fixed(text, paragraphs)
    _mark_titles(text, paragraphs, found, meta_title)
    _mark_signature(text, paragraphs, found)
    _mark_edges(text, paragraphs, found)
    _mark_subheads(text, paragraphs, found)
    return [kind or "body" for kind in found]


def _line(text: str, paragraph: Paragraph) -> str:
    return joined(text[paragraph.start : paragraph.end])


def _fixed(text: str, paragraphs: Sequence[Paragraph]) -> list[SentenceKind | None]:
    found: list[SentenceKind | None] = []
    first, last = _text_at(text, paragraphs)
    links = False
    label = ""
    for paragraph in paragraphs:
        line = _line(text, paragraph) if paragraph.end - paragraph.start <= 300 else ""
        kind = _by_role(paragraph) or (kinds.fixed_kind(line) if line else None)
        if label and kind is None and 0 < len(line) <= _LONGEST_VALUE:
            kind = found[-1] = kinds.fixed_kind(label + line)
        label = line if is_label(line) else ""
        if kinds.is_related_header(line):
            links = first < len(found) or len(found) < last
        elif links and (not line or _LINKS_END.search(line)):
            links = False
        elif links and kind is None:
            kind = "boilerplate"
        found.append(kind)
    return found


def _text_at(text: str, paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """The first paragraph that is long or a sentence, and the last that is a sentence. Where no
    text stands above the head of a list of links and no sentence below it, what follows the head
    is all that there is of the article."""
    ended = [at for at, one in enumerate(paragraphs) if _ends(text, one)]
    long = (at for at, one in enumerate(paragraphs) if one.end - one.start > _LONGEST_LINK)
    return min((next(long, len(paragraphs)), *ended[:1])), ended[-1] if ended else -1


def _ends(text: str, paragraph: Paragraph) -> bool:
    end = paragraph.end
    return _LINKS_END.search(text, max(paragraph.start, end - 8), end) is not None


def _by_role(paragraph: Paragraph) -> SentenceKind | None:
    return "caption" if paragraph.role == "caption" else None


def _open(paragraph: Paragraph) -> bool:
    return paragraph.role in (None, "paragraph", "heading")


def _mark_titles(
    text: str,
    paragraphs: Sequence[Paragraph],
    found: list[SentenceKind | None],
    meta_title: str,
) -> None:
    at = _title_at(text, paragraphs, found, meta_title)
    if at is None:
        return
    at = _below_mastheads(text, paragraphs, found, at)
    found[at] = "title"
    wanted = key(_line(text, paragraphs[at]))
    for later in range(at + 1, len(paragraphs)):
        paragraph = paragraphs[later]
        if found[later] is not None or paragraph.end - paragraph.start > 200:
            continue
        line = _line(text, paragraph)
        subtitle = line.startswith(_SUBTITLE_OPENERS) and not kinds.closes_with_mark(line)
        if (
            kinds.is_original_title(line)
            or (later == at + 1 and kinds.is_notice_title(line))
            or (wanted and key(line) == wanted)
            or (subtitle and _right_below(found, at, later))
        ):
            found[later] = "title"


def _right_below(found: Sequence[SentenceKind | None], at: int, later: int) -> bool:
    """True if nothing but titles and bylines stands between two paragraphs."""
    between = found[at + 1 : later]
    return len(between) < _LINES_BELOW_TITLE and all(k in ("title", "byline") for k in between)


def _top(paragraphs: Sequence[Paragraph], free: Sequence[int]) -> list[int]:
    """What stands before the first long paragraph, and at most the first six."""
    top: list[int] = []
    for at in free[:6]:
        if (
            paragraphs[at].role != "heading"
            and paragraphs[at].end - paragraphs[at].start > _LONGEST_LINK
        ):
            break
        top.append(at)
    return top


def _title_at(
    text: str,
    paragraphs: Sequence[Paragraph],
    found: Sequence[SentenceKind | None],
    meta_title: str,
) -> int | None:
    """The paragraph that is the title: a top heading, what the file states, the first line."""
    free = [at for at, kind in enumerate(found) if kind is None and _open(paragraphs[at])]
    headings = [at for at in _top(paragraphs, free) if paragraphs[at].role == "heading"]
    if headings:
        return min(headings, key=lambda at: (paragraphs[at].level, at))
    wanted = key(meta_title)
    for at in free[:6]:
        if wanted and key(_line(text, paragraphs[at])[:200]) == wanted:
            return at
    if len(paragraphs) < 2 or not free:
        return None
    first = paragraphs[free[0]]
    if first.end - first.start > 120 or free[0] > 8:
        return None
    is_dateline = dateline_end(text, first.start, first.end) > first.start
    return free[0] if not is_dateline and kinds.is_title(_line(text, first)) else None


def _below_mastheads(
    text: str, paragraphs: Sequence[Paragraph], found: list[SentenceKind | None], at: int
) -> int:
    """The title below the names of medium and section that stand at its place; they are marked."""
    free = [n for n in range(at, len(paragraphs)) if found[n] is None and _open(paragraphs[n])]
    for masthead, below in pairwise(free[: _MASTHEADS + 1]):
        name, line = _line(text, paragraphs[masthead]), _line(text, paragraphs[below])[:120]
        kind = kinds.masthead_kind(name)
        if kind is None or paragraphs[masthead].role == "heading" or not kinds.is_title(line):
            return masthead
        found[masthead] = kind
        at = below
    return at


def _mark_edges(
    text: str, paragraphs: Sequence[Paragraph], found: list[SentenceKind | None]
) -> None:
    """Bare names below the title or at the end are a byline; a medium alone is the source."""
    for at in _before_body(found):
        line = _line(text, paragraphs[at])
        if len(line) <= 60 and bylines.is_bare_names(line):
            found[at] = "byline"
        elif kinds.is_medium(line):
            found[at] = "source"
        else:
            break
    for at in range(len(paragraphs) - 1, 0, -1):
        if paragraphs[at].end - paragraphs[at].start > 60 or not _open(paragraphs[at]):
            return
        line = _line(text, paragraphs[at])
        if found[at] is None and kinds.is_medium(line):
            found[at] = "source"
        elif found[at] is None and bylines.is_bare_names(line):
            found[at] = "byline"
        elif found[at] is None:
            return


_SIGNATURE = re.compile(
    r".{2,28}(?:局|委|委员会|会|會|院|部|厅|廳|队|隊|司|中心|办公室|大学|学校|政府|处|處|所|馆|館|社|站|集团|组|指挥部|法院)"
)
_DATE = re.compile(r"[（(]?[\d〇○零一二三四五六七八九十]{4}年.{2,6}日[）)]?")


def _mark_signature(
    text: str, paragraphs: Sequence[Paragraph], found: list[SentenceKind | None]
) -> None:
    """The authority that signs a notice, and the date below it."""
    for at in range(2, len(paragraphs)):
        above, line = _line(text, paragraphs[at - 1])[:40], _line(text, paragraphs[at])[:40]
        if _DATE.fullmatch(line) and _SIGNATURE.fullmatch(above) and found[at - 1] is None:
            found[at - 1] = found[at] = "source"


def _before_body(found: Sequence[SentenceKind | None]) -> list[int]:
    """The first paragraphs below the title that have no kind yet, if a title stands above them."""
    if "title" not in found:
        return []
    below = range(found.index("title") + 1, len(found))
    return [at for at in below if found[at] is None][:_LINES_BELOW_TITLE]


def _mark_subheads(
    text: str, paragraphs: Sequence[Paragraph], found: list[SentenceKind | None]
) -> None:
    run: list[int] = []
    speakers = _speakers(text, paragraphs)
    for at, paragraph in enumerate(paragraphs):
        if paragraph.role == "heading" and found[at] is None:
            found[at] = "subhead"
        elif found[at] is not None and found[at] not in ("title", "subhead"):
            continue
        elif found[at] is None and _could_be_subhead(text, paragraphs, at, speakers):
            run.append(at)
        else:
            if found[at] is None and _bears(text, paragraph, run):
                for head in run:
                    found[head] = "subhead"
            run = []


def _speakers(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """What stands before the colon at the beginning of more than one paragraph."""
    openings = (text[one.start : min(one.end, one.start + 12)] for one in paragraphs)
    counts = Counter(map(kinds.speaker_of, openings))
    return frozenset(label for label, count in counts.items() if count > 1)


def _could_be_subhead(
    text: str, paragraphs: Sequence[Paragraph], at: int, speakers: frozenset[str]
) -> bool:
    paragraph = paragraphs[at]
    if paragraph.role not in (None, "paragraph") or paragraph.end - paragraph.start > 60:
        return False
    line = _line(text, paragraph)
    above = text[paragraphs[at - 1].start : paragraphs[at - 1].end][:300] if at else ""
    if kinds.continues_list(above, line):
        return False
    is_dateline = dateline_end(text, paragraph.start, paragraph.end) > paragraph.start
    return not is_dateline and kinds.is_subhead(line, speakers)


def _bears(text: str, paragraph: Paragraph, run: Sequence[int]) -> bool:
    """True if a paragraph may stand under the heads before it."""
    if kinds.is_contact(text[paragraph.start : min(paragraph.end, paragraph.start + 40)]):
        return False
    return 0 < len(run) <= _LONGEST_RUN and paragraph.role in (None, "paragraph", "list", "table")
