"""The terms of an article: names with one target for the whole document, and where they occur."""

from zhaiyi.terms.finder import count, find_terms
from zhaiyi.terms.foreign import foreign_candidates
from zhaiyi.terms.matching import Occurrence, in_text
from zhaiyi.terms.recurrent import recurrent_candidates
from zhaiyi.terms.short import short_forms
from zhaiyi.terms.usage import find_term, uses

__all__ = [
    "Occurrence",
    "count",
    "find_term",
    "find_terms",
    "foreign_candidates",
    "in_text",
    "recurrent_candidates",
    "short_forms",
    "uses",
]
