"""What is a clause of an English sentence, by its words: whether a piece has a verb, depends on
another, or can stand alone. There is no parser here: lists of words, on the strict side."""

from __future__ import annotations

import re

LIST_WORDS = 5
"""A piece between commas of so many words at most may be one thing of a list."""

TASK = (
    r"(?:(?:\w+ly|further|better) )?(?:accelerate|achieve|adjust|alleviate|avoid|boost|build"
    r"|carry out|clarify|complete|conduct"
    r"|consolidate|coordinate|create|cultivate|deepen|develop|eliminate|enhance|enrich|ensure"
    r"|establish|expand|explore|extend|formulate|guide|implement|improve|increase|innovate"
    r"|integrate|introduce|maintain|manage|monitor|optimi[sz]e|organi[sz]e|prevent|promote|protect"
    r"|provide|reduce|reserve|resolve|safeguard|seek|solve|speed up|stabili[sz]e|standardi[sz]e"
    r"|strengthen|strictly|take|tighten|upgrade)"
)
"""What somebody is told or means to do, as a verb. Several such stand behind one *to*."""
_AUXILIARY = (
    "is|are|was|were|has|have|had|does|did|will|would|may|might|can|could|shall|should|must|says"
    "|plans|requires|shows|wants|faces|expects|calls|aims|hopes|believes|accounts|covers|lies"
    "|stands|remains|holds|hit|hits|cut|put|set|shut|told|reads|means|brings|makes|takes|goes|comes"
    "|proposes|states|stipulates|suggests|includes|allows|needs|costs|plays"
)
_PAST = (
    "said|went|met|won|held|began|made|took|gave|found|left|led|rose|fell|became|came|saw|got|kept"
    "|paid|sold|built|sent|brought|caught|lost|ran|wrote|spoke|broke|chose|grew|knew|thought|felt"
    "|stood|drew|drove|flew|let|beat|bought|fought|taught|sought|reached|[a-z]{3,}ed"
)
VERB = re.compile(
    rf"\b(?:{_AUXILIARY})\b|(?<![,(] )(?<!-)\b(?:{_PAST})\b(?! (?:by|of|between|among|as)\b)"
    r"|\b\w+n[’']t\b"
)
_FINITE = rf"(?:(?:\w+ly|later|also|then|now|once|again|still|soon) )?(?:{_AUXILIARY}|{_PAST})\b"
PREDICATE = re.compile(rf"{_FINITE}(?! (?:by|of|between|among|as)\b)")
"""What stands behind a subject as its verb."""
FINITE = re.compile(rf"{_FINITE}(?! (?:by|of|between|among|as|in|on|with|to)\b)")
"""What opens a piece behind a comma as the verb of the subject before it, and is no participle."""
DEED = re.compile(rf"(?:{TASK}|(?!is\b|are\b|was\b|were\b|has\b|have\b|had\b){FINITE.pattern})\b")
"""What opens a piece behind a comma as one more thing that the subject did, or is to do."""
SUBORDINATE = re.compile(
    r"(?:after|before|when|while|as|if|because|since|although|though|once|until|unless|with|in|on|at"
    r"|by|for|from|during|despite|to|according|under|among|following|through|amid|given|due|upon"
    r"|over|based|within|without|together)\b",
    re.IGNORECASE,
)
"""What opens a piece before the main clause."""
_DEPENDENT = re.compile(
    r"(?:after|before|when|while|as|if|because|since|although|though|once|until|unless|given|due"
    r"|despite|so|where|whereas)\b",
    re.IGNORECASE,
)
"""What opens a clause that is nothing without the main one, wherever it stands."""
APART = re.compile(r"(?:After|Before|Since)(?: [A-Z][\w'’-]+)+, (?:an?|the) ")
"""Somebody and who he is, before what he did."""
_LEAVING_OUT = (
    r"(?:excluding|deducting|adjusting|accounting|allowing|subtracting|stripping|removing"
    r"|discounting|taking)"
)
_AS_LIMIT = r"(?:of|an? (?:condition|exception))"
AS = rf"as(?! (?:long|soon|far|{_AS_LIMIT})\b)"
AFTER = rf"after(?! {_LEAVING_OUT}\b)"
"""*as* and *after* where they open a reason or a time, and no limit of what is said."""
LIMIT = (
    rf"as {_AS_LIMIT}|after {_LEAVING_OUT}|with the exception|without|within|excluding|excepting"
    r"|barring|apart from|other than|provided|assuming|adjusted for"
)
"""What opens a limit: the rest is not true without it."""
DENIES = re.compile(r"\b(?:not|never|no|nobody|none|cannot|hardly|only)\b|n[’']t\b", re.IGNORECASE)
_CONJUNCTION = re.compile(
    rf"(?i:when|while|if|because|although|though|once|unless)\b|{APART.pattern}"
)
"""What cannot open a mere date or reason."""
_RELEASED = re.compile(rf"(?!said\b)(?:{_PAST})\b")
_FRONTED = re.compile(rf"(?:and|but|or) {_DEPENDENT.pattern}", re.IGNORECASE)
"""What opens a clause before a main one that is not there."""
_DAY = re.compile(r"(?:on|in|at|from|by|since|until) [^ ]+(?: [^ ]*\d[^ ]*)?", re.IGNORECASE)
_PARTICIPLE = re.compile(
    rf"^(?!said\b)(?:{_PAST}) (?:by|of|between|among|as|in|on|with|to|under|at|from|for|during)\b"
)
"""*held under*: what opens a piece and is no verb of its own."""
_CLAUSE = re.compile(r"\b(?:who|which|that|where|whose|whom|if|whether)\b.*$", re.IGNORECASE)
_TELLS = r"\b(?:said|says|told|found|shows?|means|believes|hopes|\w+ed|\w+ing) "
_TOLD = (
    re.compile(_TELLS + r"(?:[\w'’-]+ ){0,12}?that (.*)$"),
    re.compile(_TELLS + r"(?:[\w'’-]+ ){0,12}that (?!.* that )(.*)$"),
)
"""What stands behind the first and the last *that*."""
_NO_VERB_FIRST = re.compile(r"(?i:" + SUBORDINATE.pattern + r"|(?:the|an?)\b)|[A-Z\d]")
"""What opens a clause that has its verb, if any, later."""
_LOOSE_END = re.compile(
    r"(?:^| )(?:the|a|an|of|in|on|at|to|for|with|by|and|or|as|from|its|their|his|her|is|are|was"
    r"|were|will|has|have|had|that|than|between|into|about|said|says|also|more|not|but|nor|only"
    r"|told(?: [\w'’]+){1,2}|(?:of|by|for|from) \w+ing|the \w+(?:iz|is|ifi)ed"
    r"|(?:that|which|who|whom) (?:we|they|he|she|it|I|you))$|(?:\.\.\.|…)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:(?<=[a-z0-9%”\")]{2})(?<!\b(?:Lt|Dr|Mr|Ms|St|No|Co))"
    r"(?<!\b(?:Gen|Sen|Gov|Mrs|Col|Rep|Ltd|Inc))[.!?][”\"]?|\.\.\.|…) (?=[A-Z“\"$€£\d])"
)
_SENTENCED = re.compile(r"\b(?:sentenc|condemn|death|prison|imprison|jail)", re.IGNORECASE)
_SUSPENDED = re.compile(
    r"\breprieve|\bsuspended\b(?= (?:for|sentence|death|prison|jail|term|\w+-(?:year|month)))"
    r"|\bon probation\b",
    re.IGNORECASE,
)
"""What takes the edge off a sentence of a court: without it the sentence is another one."""
_POINTS = (
    re.compile(
        r"(?<!\bwho was )(?<!\bhad been )\b(?:(?:sentenced|condemned) to|jailed for)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bnet (?:\w+ )?(?:withdrawal|injection|inflow|outflow|purchase|sale)",
        re.IGNORECASE,
    ),
)
"""What a sentence that has it is about, wherever it stands: the punishment, and what is left of
money that went both ways."""
QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_HALF_A_PAIR = re.compile(
    r"\bnot only\b(?!.*\bbut\b)|\bthe one hand\b(?!.*\bother\b)"
    r"|\b(?:neither|either)\b(?!.*\bn?or\b)"
)


def sentences(text: str) -> list[str]:
    """The sentences of an English text."""
    parts, start = list[str](), 0
    for match in _SENTENCE.finditer(text):
        parts.append(text[start : match.end()].strip())
        start = match.end()
    return [part for part in (*parts, text[start:].strip()) if part]


def balanced(text: str) -> bool:
    """Whether quotation marks and parentheses are closed."""
    pairs = (("“", "”"), ("(", ")"), ("[", "]"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)


def keeps_reprieve(short: str, long: str) -> bool:
    """Whether a shorter form that tells of a prison term tells that it is suspended, if it is."""
    return (
        not _SUSPENDED.search(long)
        or bool(_SUSPENDED.search(short))
        or not _SENTENCED.search(short)
    )


def keeps_points(short: str, long: str) -> bool:
    """Whether a shorter form has what the longer one is about."""
    return all(point.search(short) or not point.search(long) for point in _POINTS)


def stands_alone(kept: str) -> bool:
    """Whether what is kept of a sentence, without its full stop, is one: balanced, with a verb of
    its own, and with nothing at its end that waits for more."""
    if (
        _LOOSE_END.search(kept)
        or _HALF_A_PAIR.search(kept)
        or not balanced(kept)
        or _ends_in_half_a_clause(kept)
    ):
        return False
    told = (found for pattern in _TOLD if (found := pattern.search(kept)))
    own = QUOTED.sub("", kept) if kept.startswith(('"', "“")) else kept
    return has_main_clause(own.rpartition("; ")[2]) and all(_is_told(found[1]) for found in told)


def has_verb(piece: str) -> bool:
    """Whether a piece has a verb outside of its relative clauses."""
    return bool(VERB.search(_CLAUSE.sub("", piece)))


def has_main_clause(kept: str) -> bool:
    """Whether a piece that nothing subordinates has a verb."""
    clauses = kept.split(", ")
    main = clauses
    if SUBORDINATE.match(kept):
        main = clauses[1:]
        if main and _PARTICIPLE.match(main[0]):  # based on this, combined with that
            main = main[1:]
    if _CONJUNCTION.match(kept):  # when X, the head of Y, learned: that is still its verb
        main = [each for each in main if not (PREDICATE.match(each) or DEED.match(each))]
    elif len(main) > 1 and _RELEASED.match(main[1]) and not has_verb(main[0]):
        main = main[2:]  # the minutes, released on Monday
    return any(has_verb(clause) for clause in main if not _DEPENDENT.match(clause))


def _is_told(clause: str) -> bool:
    """Whether what stands behind *said that* is a clause, and no mere condition of one, nor a
    subject alone."""
    if _DEPENDENT.match(clause):
        return has_main_clause(clause)
    pieces = (_PARTICIPLE.sub("", piece) for piece in clause.split(", "))
    return any(map(has_verb, pieces)) or not _NO_VERB_FIRST.match(clause)


def _ends_in_half_a_clause(kept: str) -> bool:
    """Whether the last piece opens with *and* and is neither a clause nor the end of a list, or
    opens a clause that is not there."""
    *before, last = re.split("[,;] ", kept)
    if not before:
        return False
    if _FRONTED.match(last) or _hangs_over(last):
        return True
    if not re.match(r"(?:and|or|but|while|as) ", last) or VERB.search(last):
        return False
    return len(before) < 2 or len(before[-1].split()) > LIST_WORDS


def _hangs_over(last: str) -> bool:
    """Whether the last piece is one that more often opens the next clause than ends this one: in
    the face of disasters, on the basis of; a mere day or place is not."""
    if _CONJUNCTION.match(last):  # no comma stands before one that ends a sentence
        return True
    return bool(SUBORDINATE.match(last)) and not VERB.search(last) and not _DAY.fullmatch(last)
