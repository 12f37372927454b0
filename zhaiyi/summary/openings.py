"""What stands before the main clause of an English sentence and may go: a connective, the law that
something was done by, a reason. A condition or a limit stays."""

from __future__ import annotations

import re

from zhaiyi.summary.clauses import AFTER, APART, AS, VERB

_CONNECTIVE = re.compile(
    r"^(?:(?:in addition|at the same time|meanwhile|moreover|furthermore|besides|additionally|also"
    r"|on this basis|in this regard|in particular|among them|for example|for instance|therefore"
    r"|in this context|notably|specifically|on the other hand|on the one hand|that is|however),"
    r"|it is (?:understood|learned) that,?) +",
    re.I,
)
PRONOUN = re.compile(r"(?:he|she|it|they|this|these|that|those|his|her|their)\b", re.I)
_LEGAL = re.compile(
    r"(?:According to|In accordance with|Based on|Under) [^;:.]*?"
    r"\b(?:Law|Laws|Regulations?|Rules|Measures|Provisions|Act|laws|regulations)[”\"]?, "
    r"(?=(?:the )?[A-Z])"
)
"""The law that something was done by."""
_LEAD = re.compile(
    r"(?P<word>in view of|in response to|due to|because|affected by|with(?! the exception)"
    rf"|in order to(?! be)|while(?! not)|{AS}|since|{AFTER}|following)\b[^,;:“”\"]{{3,120}},"
    r" (?=[A-Za-z])",
    re.I,
)
_MODAL = re.compile(r"\b(?:may|must|can|cannot|shall|should|could|need)\b")
_BINDS = {
    "with": _MODAL,
    "after": _MODAL,
    "following": _MODAL,
    "since": re.compile(
        r"\d|\b(?:no|not|never|none|nobody|first|only|record|most|least|[a-z]{3,}est|doubled|tripled"
        r"|risen|rose|grown|grew|fallen|fell|dropped|increased|decreased|total(?:ed|led)?"
        r"|million|billion|percent)\b"
    ),
}
"""Words of the main clause to which such an opening is a condition, or which count since then."""
_HANGS = re.compile(r"(?:who|which|where|whose)\b")
_KNOWN_BY = re.compile(r"\d|investigat|prelimin|report|survey|inspect|estimat|statisti", re.I)
"""When it was, and how one knows, are no reasons."""


def without_reason(text: str) -> str:
    """The sentence without a short clause before the main one, where that stands alone."""
    lead = _LEGAL.match(text) or _LEAD.match(text)
    if lead is None or APART.match(text) or _KNOWN_BY.search(lead[0]):
        return text
    rest = text[lead.end() :]
    main = rest.split(", ")[0]
    if _HANGS.match(rest) or PRONOUN.match(rest) or not VERB.search(main):
        return text
    binds = _BINDS.get(lead.groupdict().get("word", "").lower())
    if binds and binds.search(main):
        return text
    return rest[:1].upper() + rest[1:]


def without_connective(text: str) -> str:
    """The sentence without *in addition*, *however* and the like."""
    rest = _CONNECTIVE.sub("", text)
    return rest[:1].upper() + rest[1:]
