"""Zhaiyi (摘译): a Chinese news article in, a linked and checked English brief out.

    from zhaiyi import Zhaiyi, export
    brief = Zhaiyi().brief(text)
    page = export(brief, "html")

The names below are the public API; all else may change. Importing the package loads nothing heavy:
each name is imported when it is first asked for.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from zhaiyi.core import document
from zhaiyi.core.version import __version__

if TYPE_CHECKING:
    from zhaiyi.core.document import (
        Article,
        Brief,
        Finding,
        Headline,
        Highlights,
        Provenance,
        Run,
        Sentence,
        Source,
        Span,
        SummarySentence,
        Term,
        Translation,
    )
    from zhaiyi.core.errors import (
        EngineError,
        FetchFailed,
        InputError,
        MemoryFailed,
        MissingPackage,
        ModelDamaged,
        ModelError,
        ModelMissing,
        NotChinese,
        UnreadableInput,
        UsageError,
        ZhaiyiError,
    )
    from zhaiyi.core.events import (
        ArticleRead,
        Event,
        Finished,
        HeadlineReady,
        HighlightsFound,
        Notice,
        Progress,
        SummaryReady,
        TermsFound,
        TranslationReady,
    )
    from zhaiyi.core.options import BriefOptions
    from zhaiyi.core.settings import Settings
    from zhaiyi.pipeline import Zhaiyi
    from zhaiyi.render import render as export

__all__ = [
    "Article",
    "ArticleRead",
    "Brief",
    "BriefOptions",
    "EngineError",
    "Event",
    "FetchFailed",
    "Finding",
    "Finished",
    "Headline",
    "HeadlineReady",
    "Highlights",
    "HighlightsFound",
    "InputError",
    "MemoryFailed",
    "MissingPackage",
    "ModelDamaged",
    "ModelError",
    "ModelMissing",
    "NotChinese",
    "Notice",
    "Progress",
    "Provenance",
    "Run",
    "Sentence",
    "Settings",
    "Source",
    "Span",
    "SummaryReady",
    "SummarySentence",
    "Term",
    "TermsFound",
    "Translation",
    "TranslationReady",
    "UnreadableInput",
    "UsageError",
    "Zhaiyi",
    "ZhaiyiError",
    "__version__",
    "export",
]

_MODULES = ("core.document", "core.errors", "core.events", "core.settings", "pipeline")

logging.getLogger(__name__).addHandler(logging.NullHandler())


def _in_a_cell(brief: document.Brief) -> str:
    html: str = import_module("zhaiyi.render.notebook").notebook_html(brief)
    return html


document.draw_in_notebooks(_in_a_cell)


def __getattr__(name: str) -> Any:
    if name == "export":
        return import_module("zhaiyi.render").render
    if name in __all__:
        for module in _MODULES:
            found = import_module(f"zhaiyi.{module}")
            if hasattr(found, name):
                return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
