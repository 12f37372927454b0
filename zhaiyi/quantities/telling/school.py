"""Forms of Hong Kong's secondary schools: 中五 is Form Five. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.text.traditional import simplified

_FORM = re.compile(
    "(?<![其集国初高之空校赛程年月途手心])中(?P<n>[一二三四五六])"
    "(?=的?(?:男|女)?(?:学生|生(?![活产日]))|[辍輟]学|毕业|程度|文凭|退学|[、及至]中[一二三四五六])"
)
_NUMBERS = dict(zip("一二三四五六", ("One", "Two", "Three", "Four", "Five", "Six"), strict=True))


def school_forms(text: str) -> Iterator[tuple[str, str]]:
    """Pairs (Chinese, English) of the forms that a text names."""
    for found in _FORM.finditer(simplified(text)):
        yield text[found.start() : found.start("n") + 1], f"Form {_NUMBERS[found['n']]}"
