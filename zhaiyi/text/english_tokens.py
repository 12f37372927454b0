"""Which tokens of a vocabulary English prose is written with: what an output layer needs.

A vocabulary made for many languages and for code has twice as many tokens as English prose uses. A
word whose own token is left out is still written, with the tokens of its parts.
"""

from __future__ import annotations

import re

from zhaiyi.text.han_tokens import writes_han

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\ufb00-\ufb06"
_GREEK = "\u0370-\u03ff"
_LETTER = f"[{_LATIN}{_GREEK}\u0300-\u036f]"
_WORD = re.compile(f" ?{_LETTER}+")
_BEHIND_SIGN = re.compile(rf"[-\"'‘’“—(]{_LETTER}+|[./&°]{_LETTER}{{1,3}}")
"""A word with the sign before it, as vocabularies have them: "-year", "’s", "(the", ".com"."""
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]{2,}")
"""Capitals within a word, as in names of programs and of a few firms."""
_LONGEST_SIGNS = 4
"""Characters of the longest run of signs or blanks that prose has."""


def writes_english(token: str, text: str) -> bool:
    """True if a token is one that English prose is written with: words and parts of words in Latin
    or Greek letters, figures, signs, and bytes of characters that have no token. Never true where
    `writes_han` is.

    `token` is how the vocabulary spells it, `text` what it decodes to by itself.
    """
    if writes_han(token, text):
        return False
    if "\ufffd" in text:
        return True
    if any(character.isalpha() for character in text):
        return _is_word(text)
    return len(text) <= _LONGEST_SIGNS


def _is_word(text: str) -> bool:
    if _BEHIND_SIGN.fullmatch(text):
        return not _MIXED.search(text)
    return bool(_WORD.fullmatch(text)) and (text[0] == " " or not _MIXED.search(text))
