"""Characters that PDF fonts name by their look: radicals, compatibility forms, ligatures."""

from __future__ import annotations

import re
import unicodedata

from zhaiyi.text.script import unify_han

_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile("[ \u00a0\u2000-\u200a]+")


def unify(text: str) -> str:
    """The ordinary characters for radicals and ligatures, one space for a run of them."""
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), unify_han(text))
    return _SPACES.sub(" ", text)
