"""Scripts of writing by code point (Unicode blocks), for every module that must tell them apart."""

from __future__ import annotations

import re

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Inside of a character class: CJK ideographs with their extensions, and 〇."""

_HAN = re.compile(f"[{HAN}]")


def has_han(text: str) -> bool:
    """True if any character of `text` is a Chinese ideograph."""
    return _HAN.search(text) is not None


def count_han(text: str) -> int:
    """Number of Chinese ideographs in `text`."""
    return len(_HAN.findall(text))
