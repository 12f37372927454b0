"""Characters that XML 1.0 cannot hold (section 2.2): most controls, surrogates, U+FFFE, U+FFFF."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_characters(text: str) -> str:
    """The text without them. A web page may hold them, a tree of elements may not."""
    return _NOT_XML.sub("", text)


def xml_text(text: str) -> str:
    """The text with U+FFFD in the place of each."""
    return _NOT_XML.sub("\ufffd", text)
