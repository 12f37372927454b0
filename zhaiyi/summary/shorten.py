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

AIM = 24
"""Words that a shortened sentence may have, where a cut is to be had."""
MOST = 40
"""No sentence of a summary has more."""
LIST_WORDS = 5
"""A piece between commas of so many words at most may be one thing of a list."""
FEWEST = 7
"""Fewer words say too little."""

_CONNECTIVE = re.compile(
    r"^(?:(?:in addition|at the same time|meanwhile|moreover|furthermore|besides|additionally|also"
    r"|on this basis|in this regard|in particular|among them|for example|for instance|therefore"
    r"|in this context|notably|specifically|on the other hand|on the one hand|that is|however"
    r"|according to (?:\w+ ){0,2}reports?),"
    r"|it is (?:reported|understood|learned) that,?|reports say(?: that)?,?"
    r"|the report (?:said|says)(?: that)?,?) +",
    re.I,
)
_ASIDE = re.compile(r" ?\([^()]*[a-z][^()]*\)| ?\[[^\][]*\]")
_RELATIVE = re.compile(
    r", (?:who|which|where|whose|whom)\b[^,;:.“”\"]*,"
    r"(?= (?!(?:including|such as|namely|especially|particularly)\b))"
)
_APPOSED = re.compile(
    r", (?:including|such as|especially|particularly|together with|along with)\b"
    r"[^,;:.“”\"]*,(?= )"
)
_SENTENCE = re.compile(r"(?:(?<=[a-z0-9%”\")]{2})[.!?][”\"]?|\.\.\.|…) (?=[A-Z“\"$€£\d])")
_TASK = (
    r"(?:\w+ly )?(?:accelerate|achieve|adjust|avoid|boost|build|carry out|clarify|complete|conduct"
    r"|consolidate|coordinate|create|cultivate|deepen|develop|eliminate|enhance|enrich|ensure"
    r"|establish|expand|explore|extend|formulate|guide|implement|improve|increase|innovate"
    r"|integrate|introduce|maintain|manage|monitor|optimi[sz]e|organi[sz]e|prevent|promote|protect"
    r"|provide|reduce|reserve|resolve|safeguard|seek|solve|speed up|stabili[sz]e|standardi[sz]e"
    r"|strengthen|strictly|take|tighten|upgrade)"
)
"""What somebody is told or means to do, as a verb. Several such stand behind one *to*."""
_BREAK = re.compile(
    rf", (?=(?P<task>{_TASK}) )|"
    r"(?P<end>; )|: (?=the |it |that )|, (?=[“\"])"
    r"|, (?=(?P<word>and|of which|while|with|including|which|who|where|as well as|so that|so|thus"
    r"|thereby|resulting|in order to|to|after|before|when|as|because|since|due to|among"
    r"|especially|such as|\w+ing|\w+ed|the|a|an|in|on|by|it|they|he|she|where(?:as|by))\b)"
    r"| (?=(?:such as|so that|so as to|in order to|while|whereas|as well as|thereby|thus|because"
    r"|where|which|after|before)\b)"
    r"|(?<=[a-z]{3}) (?=and (?:will|is|are|was|were|has|have|had|would|can|could|may|also|then"
    r"|said)\b)"
)
_PURPOSE = re.compile(r"(?<=[a-z]) (?=to [a-z]{3,} )")
_ASKS = re.compile(
    r"\b(?:ask|urg|call|want|allow|order|forc|tell|told|requir|request|invit|help|enabl|plan|expect"
    r"|agree|decid|continu|need|hop|aim|tr[iy]|begin|began|start|able|fail|refus|due)\w*",
    re.I,
)
"""Words that are nothing without what they ask for."""
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_LINKED = re.compile(
    r"^(?:but|although|though|however|unless|except|if|yet|rather than|instead of|not|only"
    r"|contrary)\b",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"\b(?:said|says|according to|told|claimed|claims|added|stressed|stated|pointed out|noted"
    r"|warned|denied|explained)\b|[,;] (?:but|although|though|however|unless|except|if|yet)\b"
    r"|^(?:but|although|though|however|unless|except|if|yet)\b",
    re.I,
)
_AUXILIARY = (
    "is|are|was|were|has|have|had|does|did|will|would|may|might|can|could|shall|should|must|says"
    "|plans|requires|shows|wants|faces|expects|calls|aims|hopes|believes|accounts|covers|lies"
    "|stands|remains|holds|hit|hits|cut|put|set|shut|told|reads|means|brings|makes|takes|goes|comes"
)
_PAST = (
    "said|went|met|won|held|began|made|took|gave|found|left|led|rose|fell|became|came|saw|got|kept"
    "|paid|sold|built|sent|brought|caught|lost|ran|wrote|spoke|broke|chose|grew|knew|thought|felt"
    "|stood|drew|drove|flew|let|beat|bought|fought|taught|sought|reached|[a-z]{3,}ed"
)
_VERB = re.compile(
    rf"\b(?:{_AUXILIARY})\b|(?<![,(] )\b(?:{_PAST})\b(?! (?:by|of|between|among|as)\b)"
    r"|\b\w+n[’']t\b"
)
_FINITE = re.compile(rf"(?:{_AUXILIARY}|{_PAST})\b(?! (?:by|of|between|among|as|in|on|with|to)\b)")
"""What opens a piece behind a comma as the verb of the subject before it."""
_SUBJECT = re.compile(
    r"(?:[A-Z][\w'’-]+(?: (?:of|and|for|the|[A-Z][\w'’-]*))*|(?:[Aa]n?|[Tt]he) .+)"
)
"""A name, or a noun with its article."""
_ANOTHER = re.compile(r"and (?!the |an? )")
"""What opens one more that did it, by name."""
_SUBORDINATE = re.compile(
    r"(?:after|before|when|while|as|if|because|since|although|though|once|until|unless|with|in|on|at"
    r"|by|for|from|during|despite|to|according|under|among|following|through|amid|given|due|upon"
    r"|over|based|within)\b",
    re.I,
)
_CLAUSE = re.compile(r"\b(?:who|which|that|where|whose|whom|if|whether)\b.*$", re.I)
_PRONOUN = re.compile(r"(?:he|she|it|they|this|these|that|those|his|her|their)\b", re.I)
_TOLD = re.compile(
    r"\b(?:said|says|told|found|shows?|means|believes|hopes|\w+ed) (?:[\w'’-]+ ){0,12}that"
    r" (?!.* that )(.*)$"
)
_DEPENDENT = re.compile(
    r"(?:after|before|when|while|as|if|because|since|although|though|once|until|unless|given|due"
    r"|despite|so|where|whereas)\b",
    re.I,
)
"""What opens a clause that is nothing without the main one, wherever it stands."""
_NO_VERB_FIRST = re.compile(rf"{_SUBORDINATE.pattern}|(?:the|an?)\b|[A-Z\d]", 0)
"""What opens a clause that has its verb, if any, later."""
_BETWEEN = re.compile(
    r", (?:when|as(?! (?:long|soon|far)\b)|while|after|because|since|following) [^,;:.“”\"]*,"
    r"(?= (?!he\b|she\b|it\b|they\b))"
)
"""Such a clause between the day and what happened on it."""
_LEGAL = re.compile(
    r"(?:According to|In accordance with|Based on|Under) [^;:.]*?"
    r"\b(?:Law|Laws|Regulations?|Rules|Measures|Provisions|Act|laws|regulations)[”\"]?, "
    r"(?=(?:the )?[A-Z])"
)
"""The law that something was done by."""
_TO_DO = re.compile(r"\b(?:to|should|must|will|would|can) (?:\w+ly )?(?!the\b|an?\b)[a-z]{3,} ")
_SAID_LAST = re.compile(r", [^,;:“”\"]{3,60} (?:said|says|reported|announced)(?: [^,]{0,30})?\.$")
_LEAD = re.compile(
    r"(?:in view of|in response to|due to|because|affected by|with|in order to|to this end|while"
    r"|although|as|since|after|following) ?[^,;:“”\"]{3,120}, (?=[A-Za-z])",
    re.I,
)
_LISTING = frozenset(("and", "the", "a", "an", "in", "on", "by", "as well as"))
_LOOSE_END = re.compile(
    r"(?:^| )(?:the|a|an|of|in|on|at|to|for|with|by|and|or|as|from|its|their|his|her|is|are|was"
    r"|were|will|has|have|had|that|than|between|into|about|said|says|also|more|not)$",
    re.I,
)


def shortened(text: str) -> Iterator[str]:
    """Shorter forms of one English sentence or several, the best first: the longest that have at
    most `AIM` words, then the longer ones from the shortest on. None has lost its verb."""
    whole = _count(text)
    forms = [form for form in dict.fromkeys(_forms(text)) if FEWEST <= _count(form) < whole]
    yield from sorted(forms, key=lambda form: (_count(form) > AIM, abs(_count(form) - AIM)))


def short_forms(texts: Sequence[str]) -> Iterator[str]:
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
        if not _PRONOUN.match(parts[-1]):
            yield parts[-1]


def _some(text: str) -> Iterator[str]:
    """The best of the shorter forms of a long text."""
    if _count(text) > AIM:
        yield from islice(shortened(text), 1)


def sentences(text: str) -> list[str]:
    """The sentences of an English text."""
    parts, start = list[str](), 0
    for match in _SENTENCE.finditer(text):
        parts.append(text[start : match.end()].strip())
        start = match.end()
    return [part for part in (*parts, text[start:].strip()) if part]


def _count(text: str) -> int:
    return len(text.split())


def _forms(text: str) -> Iterator[str]:
    parts = sentences(text)
    if len(parts) > 1:
        for n in range(1, len(parts)):
            kept, rest = " ".join(parts[:n]), " ".join(parts[n:])
            if not _TAKEN_BACK.search(rest.split(",")[0]) and balanced(kept):
                yield kept
    own = _without_connective(parts[0]) if parts else ""
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
    for pattern, left in ((_ASIDE, ""), (_RELATIVE, ""), (_APPOSED, ""), (_BETWEEN, ",")):
        pruned = pattern.sub(left, text).strip()
        if pruned != text and balanced(pruned):
            text = pruned
            yield text
    if (bare := _without_reason(text)) != text:
        yield bare


def _without_insert(text: str) -> str:
    """A sentence that is far too long without what stands between its subject and its verb:
    offices, further members. Empty where it has no such part."""
    clauses = text.split(", ")
    if _count(text) <= MOST or any(mark in text for mark in '“”":;'):
        return ""
    verbs = (j for j, c in enumerate(clauses) if _FINITE.match(c) or _has_verb(c))
    verb = next(verbs, 0)
    subject = next((i for i, c in enumerate(clauses) if not _SUBORDINATE.match(c)), verb)
    between = clauses[subject + 1 : verb]
    if not _FINITE.match(clauses[verb]) or not _SUBJECT.fullmatch(clauses[subject]) or not between:
        return ""
    if not between[0][:1].islower() or any(_ANOTHER.match(c) for c in between):
        return ""
    head, rest = ", ".join(clauses[: subject + 1]), ", ".join(clauses[verb:])
    return f"{head} {rest}"


def _has_verb(clause: str) -> bool:
    return bool(_VERB.search(_CLAUSE.sub("", clause)))


def _without_reason(text: str) -> str:
    """The sentence without a short clause before the main one, where that stands alone."""
    lead = _LEGAL.match(text) or _LEAD.match(text)
    rest = text[lead.end() :] if lead else ""
    dated = lead is not None and re.search(r"\d", lead[0])  # when it was is no reason
    if not rest or dated or _PRONOUN.match(rest) or not _VERB.search(rest.split(", ")[0]):
        return text
    return rest[:1].upper() + rest[1:]


def _without_connective(text: str) -> str:
    rest = _CONNECTIVE.sub("", text)
    return rest[:1].upper() + rest[1:]


def _beginnings(text: str) -> Iterator[str]:
    """The sentence up to each clause that may go."""
    for match in _BREAK.finditer(text):
        kept, rest = text[: match.start()].rstrip(" ,;:"), text[match.end() :]
        if _may_go(rest) and stands_alone(kept) and not _in_a_list(kept, rest, match):
            yield f"{kept}."


def _without_purpose(text: str) -> Iterator[str]:
    """Likewise up to what somebody did it for; nothing else makes some sentences short enough."""
    for match in _PURPOSE.finditer(text):
        kept, rest = text[: match.start()], text[match.end() :]
        clear = kept.split()[-1][0].isupper() and not _ASKS.search(kept)
        if clear and _may_go(rest) and stands_alone(kept):
            yield f"{kept}."


def _may_go(rest: str) -> bool:
    """Whether it neither says who said it nor takes back what stands before it; what a quotation
    says within itself does not count."""
    own = _QUOTED.sub("", rest)
    return not _LINKED.match(own) and not _TAKEN_BACK.search(own)


def stands_alone(kept: str) -> bool:
    """Whether what is kept of a sentence is one: balanced, with a verb of its own."""
    if _LOOSE_END.search(kept) or not balanced(kept):
        return False
    if _ends_in_half_a_clause(kept):
        return False
    told = _TOLD.search(kept)
    return _has_main_clause(kept) and (told is None or _is_told(told[1]))


def _has_main_clause(kept: str) -> bool:
    """Whether a piece that nothing subordinates has a verb."""
    clauses = kept.split(", ")
    main = clauses[1:] if _SUBORDINATE.match(kept) else clauses
    return any(_has_verb(clause) for clause in main if not _DEPENDENT.match(clause))


def _is_told(clause: str) -> bool:
    """Whether what stands behind *said that* is a clause, and no mere condition of one, nor a
    subject alone."""
    if _DEPENDENT.match(clause):
        return _has_main_clause(clause)
    return bool(_VERB.search(clause)) or not _NO_VERB_FIRST.match(clause)


def _ends_in_half_a_clause(kept: str) -> bool:
    """Whether the last piece opens with *and* and is neither a clause nor the end of a list."""
    *before, last = kept.split(", ")
    if not before or not re.match(r"(?:and|or|but|while|as) ", last) or _VERB.search(last):
        return False
    return len(before) < 2 or len(before[-1].split()) > LIST_WORDS


def _in_a_list(kept: str, rest: str, at: re.Match[str]) -> bool:
    """Whether the break `at` may part the things of a list: no clause begins there, and none has
    ended. Three places of which one is named are not those three places; of several tasks each is
    one."""
    word = at["word"]
    if at["task"]:
        return not _TO_DO.search(kept)
    if at["end"] and ":" not in kept:
        return False
    if _VERB.search(" ".join(rest.split()[:8])):
        return False
    last = kept.rpartition(", ")[2]
    if word in _LISTING:
        return word != "and" or not _VERB.search(last)
    return ", " in kept and len(last.split()) <= LIST_WORDS and not _VERB.search(last)


def balanced(text: str) -> bool:
    """Whether quotation marks and parentheses are closed."""
    pairs = (("“", "”"), ("(", ")"), ("[", "]"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)
