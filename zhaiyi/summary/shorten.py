"""A long English sentence made shorter by rule: what is not the main point is left out.

Compression by deletion at clauses (Jing 2000, "Sentence reduction for automatic text
summarization"; Zajic et al. 2007, "Multi-candidate reduction"): connectives, remarks in
parentheses, relative clauses between commas, and clauses behind the main one. Nothing is
reordered or written anew, so that what is left is as true as the whole; a clause that says who
said it, or takes back what went before, is never cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from zhaiyi.summary.clauses import (
    AFTER,
    AS,
    DEED,
    DENIES,
    FINITE,
    LIMIT,
    LIST_WORDS,
    PREDICATE,
    QUOTED,
    SUBORDINATE,
    TASK,
    VERB,
    balanced,
    has_main_clause,
    has_verb,
    keeps_points,
    keeps_reprieve,
    sentences,
    stands_alone,
)
from zhaiyi.summary.openings import PRONOUN, without_connective, without_reason

AIM = 24
"""Words that a shortened sentence may have, where a cut is to be had."""
MOST = 40
"""No sentence of a summary has more."""
FEW = 2
"""A piece of so many words at most is nothing but a thing of a list."""
FEWEST = 7
"""Fewer words say too little."""

_ASIDE = re.compile(r" ?\([^()]*[a-z][^()]*\)| ?\[[^\][]*\]")
_RELATIVE = re.compile(
    r", (?:who|which|where|whose|whom)\b[^,;:.“”\"]*,"
    r" (?!(?:including|such as|namely|especially|particularly|who|which|where|whose|but also"
    r"|and (?:\w+ly )?(?:is|are|was|were|has|have|had|\w+ed))\b)"
)
"""Not where what follows may belong to the same clause."""
_APPOSED_OPENS = re.compile(
    r", (?:including|such as|especially|particularly|together with|along with|consisting of"
    r"|composed of|made up of|comprising)\b"
)
_MOVED = re.compile(r"(?:went|came|flew|drove|will|would|has|have|had|is|are|was|were)\b")
"""Verbs that no participle looks like, whatever follows them."""
_COMMA = re.compile(", ")
_MARKS = re.compile(r"[;:.“”\"]")
_BREAK = re.compile(
    rf", (?=(?P<task>{TASK}) )|"
    r"(?P<end>; )|: (?=the |it |that )|, (?=[“\"])"
    r"|, (?=(?P<word>and|of which|while|with|including|which|who|where|as well as|so that|so|thus"
    r"|thereby|resulting|in order to|to|after|before|when|as(?! an? )|because|since|due to|among"
    r"|especially|such as|\w+ing|\w+ed|the|a|an|in|on|by|it|they|he|she|where(?:as|by))\b)"
    r"| (?=(?:such as|so that|so as to|in order to|while|whereas|as well as|thereby|thus|because"
    r"|where|which|after|before)\b)"
    r"|(?<=[a-z]{3}) (?=and (?:will|is|are|was|were|has|have|had|would|can|could|may|also|then"
    r"|said)\b)"
)
_PURPOSE = re.compile(r"(?<=[a-z]) (?=to [a-z]{3,} )")
_ASKS = re.compile(
    r"\b(?:ask|urg|call|want|allow|order|forc|tell|told|requir|request|invit|help|enabl|plan|expect"
    r"|agree|decid|continu|need|hop|aim|tr[iy]|begin|began|start|able|fail|refus|due|guid|caus|sentenc|condemn)\w*"
    r"|\b(?:to|will|would|can|could|should|must) lead\b",
    re.I,
)
"""Words that are nothing without what they ask for."""
_LINKED = re.compile(
    r"^(?:but|although|though|however|unless|except|if|yet|rather than|instead of|not|only"
    rf"|contrary|{LIMIT})\b",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"\b(?:said|says|according to|told|claimed|claims|added|stressed|stated|pointed out|noted"
    r"|warned|denied|explained)\b|[,;] (?:but|although|though|however|unless|except|if|yet)\b"
    r"|^(?:but|although|though|however|unless|except|if|yet)\b|\bthe other (?:is|was|one)\b",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:[A-Z][\w'’-]+(?: (?:of|and|for|the|[A-Z][\w'’-]*))*|(?:[Aa]n?|[Tt]he) .+)"
)
"""A name, or a noun with its article."""
_ANOTHER = re.compile(r"and (?!the |an? )")
"""What opens one more that did it, by name."""
_BETWEEN = re.compile(
    rf", (?:when|{AS}|{AFTER}|because|since|following) [^,;:.“”\"]*,"
    r"(?= (?!(?:he|she|it|they|who|which|where|whose)\b))"
)
"""Such a clause between the day and what happened on it."""
_TO_DO = re.compile(r"\b(?:to|should|must|will|would|can) (?:\w+ly )?(?!the\b|an?\b)[a-z]{3,} ")
_NEXT_CLAUSE = re.compile(r"(?:and|but|while|so) ")
_ING = re.compile(r"(?:including )?\w+ing\b")
_REASON = re.compile(r"(?:because|since|as)\b", re.I)
_AS_WHAT = re.compile(r", as an? ")
"""What the rest makes of what stands before it."""
_SAID_LAST = re.compile(r", [^,;:“”\"]{3,60} (?:said|says|reported|announced)(?: [^,]{0,30})?\.$")
_BOUNDS = re.compile(r"(?:because|before|after|while|where|which|so that|so as|in order)\b")
"""What opens a clause without a comma: behind *not* it says what exactly is denied."""
_HOW_LONG = re.compile(
    r"\b(?:(?:second|minute|hour|day|week|month|year|decade)s?|shortly|soon|immediately|just|long"
    r"|right|even)$"
)
"""*three months*, which *after* turns into a point in time."""
_SPOKE = re.compile(
    r"\b(?:said|says|stated|wrote|told (?:\w+ ){1,3}|noted|added|stressed|explained|warned"
    r"|announced|confirmed|ruled|disclosed|revealed|reported|claimed|declared)"
    r"(?: ?(?:on|at|in|during|to|through|via|by|after|before|when|that day|yesterday|today)\b"
    r"(?!.*\bthat\b)[^,:“\"]*)?$"
)
"""The end of a sentence that says where or when somebody spoke, and not what."""
_VOTED = re.compile(r"\bvoted \d")
_ON_WHAT = re.compile(
    r"\b(?:to|for|on an?|on the [a-z]{4,}|pass|approv|adopt|reject|elect|confiden)"
)
_COUNTED = re.compile(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twice)\b[^:]*: ")
_LISTING = frozenset(("and", "the", "a", "an", "in", "on", "by", "as well as"))


def shortened(text: str) -> Iterator[str]:
    """Shorter forms of one English sentence or several, the best first: the longest that have at
    most `AIM` words, then the longer ones from the shortest on. None has lost its verb. None has
    lost what the text is about, unless the text is too long for a summary: then those come last."""
    whole = _count(text)
    forms = [form for form in dict.fromkeys(_forms(text)) if FEWEST <= _count(form) < whole]
    forms = [form for form in forms if keeps_reprieve(form, text)]
    if whole <= MOST:
        forms = [form for form in forms if keeps_points(form, text)]
    yield from sorted(forms, key=lambda form: _order(form, text))


def _order(form: str, text: str) -> tuple[bool, bool, int]:
    words = _count(form)
    return words > MOST or not keeps_points(form, text), words > AIM, abs(words - AIM)


def shorter_sentences(texts: Sequence[str]) -> Iterator[str]:
    """Shorter forms of the translations of one group, the best first. Of several, each is made
    shorter; the last, which stands for the group, alone only where no pronoun opens it."""
    if len(texts) == 1:
        yield from shortened(texts[0])
        return
    parts = [min((text, *_some(text)), key=lambda t: max(_count(t), AIM)) for text in texts]
    if (both := " ".join(parts)) != " ".join(texts):
        yield both
    if _count(both) > MOST:
        yield parts[0]
        if not PRONOUN.match(parts[-1]):
            yield parts[-1]


def _some(text: str) -> Iterator[str]:
    """The best of the shorter forms of a long text."""
    if _count(text) > AIM:
        yield from islice(shortened(text), 1)


def _count(text: str) -> int:
    return len(text.split())


def _forms(text: str) -> Iterator[str]:
    parts = sentences(text)
    if len(parts) > 1:
        for n in range(1, len(parts)):
            kept, rest = " ".join(parts[:n]), " ".join(parts[n:])
            whole = balanced(kept) and not kept.endswith(("...", "…"))
            if whole and not _TAKEN_BACK.search(rest.split(",")[0]):
                yield kept
    own = without_connective(parts[0]) if parts else ""
    bases = dict.fromkeys((own, *_pruned(own)))
    bases |= dict.fromkeys(short for base in bases if (short := _without_insert(base)))
    for base in bases:
        if base != text and stands_alone(base.rstrip(".!?…")):
            yield base
        yield from _beginnings(base)
        if _count(base) > MOST:
            yield from _without_purpose(base)
        if said := _SAID_LAST.search(base):
            told = (form.rstrip(".") for form in _beginnings(base[: said.start()]))
            yield from (f"{form}{said[0]}" for form in told)


def _pruned(text: str) -> Iterator[str]:
    """The sentence without what stands beside its main line, step by step."""
    for prune in (_without_asides, _without_relatives, _without_apposed, _without_between):
        pruned = prune(text).strip()
        if pruned != text and balanced(pruned):
            text = pruned
            yield text
    if (bare := without_reason(text)) != text:
        yield bare


def _without_asides(text: str) -> str:
    return _ASIDE.sub("", text)


def _without_relatives(text: str) -> str:
    """Between subject and verb nothing is left in their place, before another clause a comma;
    elsewhere they stay: what follows may be their own."""

    def left(found: re.Match[str]) -> str:
        if PREDICATE.match(text, found.end()):
            return " "
        next_ = " ".join(text[found.end() :].split()[:8])
        return ", " if _NEXT_CLAUSE.match(next_) and VERB.search(next_) else found[0]

    return _RELATIVE.sub(left, text)


def _without_apposed(text: str) -> str:
    """Without the examples or parts between a subject and its verb, all of them."""
    for opening in _APPOSED_OPENS.finditer(text):
        commas = _COMMA.finditer(text, opening.end())
        verbs = (m for m in commas if any(v.match(text, m.end()) for v in (FINITE, _MOVED)))
        end = next(verbs, None)
        if end and not _MARKS.search(text, opening.start() + 1, end.start()):
            return f"{text[: opening.start()]} {text[end.end() :]}"
    return text


def _without_between(text: str) -> str:
    def left(found: re.Match[str]) -> str:
        verb = PREDICATE.match(text, found.end() + 1)
        if text.startswith(("Since", "From")) or not (verb or VERB.search(text, found.end())):
            return found[0]
        return "" if verb and not VERB.search(text, 0, found.start()) else ","

    return _BETWEEN.sub(left, text)


def _without_insert(text: str) -> str:
    """A sentence that is far too long without what stands between its subject and its verb:
    offices, further members. Empty where it has no such part."""
    clauses = text.split(", ")
    if _count(text) <= MOST or any(mark in text for mark in '“”":;'):
        return ""
    verbs = (j for j, c in enumerate(clauses) if FINITE.match(c) or has_verb(c))
    verb = next(verbs, 0)
    subject = next((i for i, c in enumerate(clauses) if not SUBORDINATE.match(c)), verb)
    between = clauses[subject + 1 : verb]
    if not FINITE.match(clauses[verb]) or not _SUBJECT.fullmatch(clauses[subject]) or not between:
        return ""
    if (
        not between[0][:1].islower()
        or " " not in between[0]
        or any(_ANOTHER.match(c) for c in between)
    ):
        return ""
    head, rest = ", ".join(clauses[: subject + 1]), ", ".join(clauses[verb:])
    return f"{head} {rest}"


def _beginnings(text: str) -> Iterator[str]:
    """The sentence up to each clause that may go."""
    for match in _BREAK.finditer(text):
        kept, rest = text[: match.start()].rstrip(" ,;:"), text[match.end() :]
        if not _may_go(rest) or _makes_it(kept, rest) or _in_a_list(kept, rest, match):
            continue
        if stands_alone(kept) and not _leaves_open(kept, rest, match[0]):
            listed = match["word"] == "and" or match["task"]
            yield _stopped(_joined(kept) if listed else kept)


def _makes_it(kept: str, rest: str) -> bool:
    """Whether the rest says what something was made, or what followed from a reason."""
    caused = _REASON.match(kept) and re.search(r"(?:^|, )so\b", rest)
    return bool(caused or _AS_WHAT.search(rest))


def _stopped(kept: str) -> str:
    """With its full stop, which an abbreviation at the end (8 p.m.) has already."""
    return kept if kept.endswith(".") else f"{kept}."


def _leaves_open(kept: str, rest: str, mark: str) -> bool:
    """Whether the words before a break wait for what stands behind it: what was said or voted on,
    whatever parts it; without a comma also what comes right behind."""
    if _says_nothing(kept) or (_VOTED.search(kept) and not _ON_WHAT.search(kept)):
        return True
    if "," in mark or ";" in mark:
        return False
    tail = " ".join(kept.split()[-6:])
    if rest.startswith("such as"):
        return "includ" in tail
    if _HOW_LONG.search(kept) and rest.startswith(("after", "before")):
        return True
    last = kept.rpartition(", ")[2]
    if _BOUNDS.match(rest) and DENIES.search(last if VERB.search(last) else kept):
        return True
    return " to " in rest and bool(_ASKS.search(kept))


def _says_nothing(kept: str) -> bool:
    """Whether somebody only speaks in it: *said at a press conference*."""
    spoke = _SPOKE.search(kept)
    return spoke is not None and not VERB.search(kept, 0, spoke.start())


def _joined(kept: str) -> str:
    """What is kept of a list of deeds, with *and* before its last one."""
    before, comma, last = kept.rpartition(", ")
    own = before.rpartition(", ")[2]
    done = DEED.match(last) and (VERB.search(own) or DEED.match(own) or _TO_DO.search(own))
    doing = _ING.match(last) and _ING.match(own)
    if comma and (done or doing) and has_main_clause(before):
        return f"{before} and {last}"
    return kept


def _without_purpose(text: str) -> Iterator[str]:
    """Likewise up to what somebody did it for; nothing else makes some sentences short enough."""
    for match in _PURPOSE.finditer(text):
        kept, rest = text[: match.start()], text[match.end() :]
        clear = kept.split()[-1][0].isupper() and not _ASKS.search(kept)
        if clear and _may_go(rest) and stands_alone(kept):
            yield _stopped(kept)


def _may_go(rest: str) -> bool:
    """Whether it neither says who said it nor takes back what stands before it; what a quotation
    says within itself does not count."""
    own = QUOTED.sub("", rest)
    linked = _LINKED.match(own) or _LINKED.match(rest.lstrip('“"'))
    return not linked and not _TAKEN_BACK.search(own)


def _in_a_list(kept: str, rest: str, at: re.Match[str]) -> bool:
    """Whether the break `at` may part the things of a list: no clause begins there, and none has
    ended. Three places of which one is named are not those three places; of several tasks each is
    one."""
    word = at["word"]
    if at["task"]:
        return not _TO_DO.search(kept)
    if at["end"] and ":" not in kept:
        return False
    if _COUNTED.search(kept):
        return True
    if kept.endswith(('"', "”")) and rest.removeprefix("and ").startswith(('"', "“")):
        return True
    last = kept.rpartition(", ")[2]
    if word == "and" and last != kept and len(last.split()) <= LIST_WORDS and not VERB.search(last):
        return True
    thing, comma, _ = rest.partition(", ")
    if at["word"] and comma and len(thing.split()) <= FEW and not VERB.search(thing):
        return True
    if VERB.search(" ".join(rest.split()[:8])):
        return False
    if word in _LISTING:
        return word != "and" or not VERB.search(last)
    return ", " in kept and len(last.split()) <= LIST_WORDS and not VERB.search(last)
