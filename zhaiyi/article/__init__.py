"""From a source to its structure: sentences with exact offsets, their kinds, and what repeats."""

from __future__ import annotations

from zhaiyi.article.clauses import split_clauses
from zhaiyi.article.datelines import dateline_end
from zhaiyi.article.dates import document_date
from zhaiyi.article.parse import parse
from zhaiyi.article.sentences import split_sentences

__all__ = ["dateline_end", "document_date", "parse", "split_clauses", "split_sentences"]
