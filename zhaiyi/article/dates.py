"""When an article says it was written."""

from __future__ import annotations

import re

from zhaiyi.core.document import Article

_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月")
_MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月\d{1,2}日")


def document_date(article: Article) -> tuple[int | None, int | None]:
    """Year and month that the article says it was written in: from its metadata or its dateline."""
    meta = re.match(r"((?:19|20)\d\d)-(\d\d)", article.source.meta.get("date", ""))
    if meta:
        return int(meta[1]), int(meta[2])
    if found := _YEAR_MONTH.search(article.dateline):
        return int(found["year"]), int(found["month"])
    if found := _MONTH.search(article.dateline):
        return None, int(found["month"])
    return None, None
