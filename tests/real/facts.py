"""What holds of a brief whatever the model happens to write."""

from __future__ import annotations

from zhaiyi.article.dates import document_date
from zhaiyi.core.document import Brief
from zhaiyi.quantities import compare


def changed_in_silence(brief: Brief) -> list[str]:
    """Translations that lose, change or add a number, and of which the brief does not say so."""
    year, month = document_date(brief.article)
    chinese = {s.id: s.text for s in brief.article.sentences}
    return [
        t.text
        for t in brief.translations
        if (found := compare(chinese[t.source], t.text, year=year, month=month))
        and (found.changed or found.missing or found.invented)
        and not any(f.kind == "number" for f in t.findings)
    ]


def missed_in_silence(brief: Brief, name: str, target: str) -> list[str]:
    """Translations of sentences with a person's `name` that neither have `target` nor say so."""
    chinese = {s.id: s.text for s in brief.article.sentences}
    return [
        t.text
        for t in brief.translations
        if name in chinese[t.source]
        and target not in t.text
        and not any(name in f.message for f in t.findings)
    ]
