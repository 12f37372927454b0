"""The terms of an article: names with one target for the whole document, and where they occur."""

from zhaiyi.terminology.finder import count, find_terms
from zhaiyi.terminology.foreign import foreign_candidates
from zhaiyi.terminology.matching import Occurrence, in_text
from zhaiyi.terminology.recurrent import recurrent_candidates
from zhaiyi.terminology.short import short_forms
from zhaiyi.terminology.usage import find_term, uses

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
