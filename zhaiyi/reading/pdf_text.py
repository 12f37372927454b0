"""Characters that PDF fonts name by their look: Kangxi radicals and compatibility forms."""

from __future__ import annotations

import re
import unicodedata

_COMPATIBLE = re.compile("[\u2f00-\u2fdf\u2e9f\u2ef3\uf900-\ufaff\ufb00-\ufb06]")
_RADICALS = str.maketrans(
    "⺎⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
    "兀民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
)
_SPACES = re.compile("[ \u00a0\u2000-\u200a]+")


def unify(text: str) -> str:
    """The ordinary characters for radicals and ligatures, one space for a run of them."""
    text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _SPACES.sub(" ", text.translate(_RADICALS))
