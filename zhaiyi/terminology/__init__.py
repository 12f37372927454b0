"""The terms of an article: names with one target for the whole document, and where they occur."""

from zhaiyi.terminology.english.target_use import find_term, uses
from zhaiyi.terminology.finder import count, find_terms
from zhaiyi.terminology.matching import Occurrence, in_text
from zhaiyi.terminology.persons.foreign_candidates import foreign_candidates
from zhaiyi.terminology.persons.last_names import short_forms
from zhaiyi.terminology.recurrent import recurrent_candidates

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
