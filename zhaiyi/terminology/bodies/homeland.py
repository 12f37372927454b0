"""我国 in a paper of Malaysia, Singapore or Taiwan: it means that one, and no China. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Term
from zhaiyi.lexicon.places import names_of
from zhaiyi.quantities import countries_of, home_of

_OURS = "我国"
_QUOTED = re.compile(f"[“「『][^”」』]*{_OURS}")
"""There it may be the country of a foreign speaker."""
_UNNAMED = ("our country", "the country", "our nation", "the nation")


def homeland(written: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """The country that an article calls its own, where its home is known to be no China, as it
    writes it; `plain` are its texts in Simplified characters."""
    whole, own = "\n".join(written), "\n".join(plain)
    at = own.find(_OURS)
    if at < 0 or _QUOTED.search(own):
        return
    home = home_of(whole)
    if countries := countries_of(home):
        others = (*countries[1:], *filter(None, names_of(home)[1:]), *_UNNAMED)
        source = whole[at : at + len(_OURS)]
        yield Term(source, countries[0], "dictionary", "place", aliases=others)
