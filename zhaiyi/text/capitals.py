"""Capitals of English names and titles."""

from __future__ import annotations

_SMALL = frozenset((
    "a", "an", "the", "of", "and", "in", "on", "to", "for", "by", "with",
    "de", "da", "di", "del", "der", "la", "le", "el", "van", "von", "al", "bin",
))  # fmt: skip


def capitalised(name: str) -> str:
    """Every word with a capital but the small ones, of which the first has one too."""
    words = name.split()
    return " ".join(w if w in _SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words))
