"""What is made of each article: one signature for a journal and for a cluster's tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhaiyi.batch.work import Work
from zhaiyi.core.document import Term
from zhaiyi.core.settings import Settings
from zhaiyi.pipeline import BriefOptions

TERMS = (Term("水务局", "Water Bureau", "user"),)
BRIEF = Work(settings=Settings(quality="fast"))
TRANSLATION = replace(BRIEF, command="translate")
LONG = BriefOptions(sentences=4, summary_only=True)


@pytest.mark.parametrize(
    ("work", "signature"),
    [
        (BRIEF, "2d8e780a1a7f550d"),
        (
            replace(
                BRIEF,
                translator="a",
                summarizer="b",
                model="c",
                options=LONG,
                shape="bullets",
                bilingual=True,
                encoding="gbk",
                terms=TERMS,
            ),
            "a68c157c0d6fd848",
        ),
        (
            replace(TRANSLATION, translator="a", bilingual=True, terms=TERMS),
            "6b9cf9f9b797752b",
        ),
    ],
)
def test_journals_of_earlier_versions_hold_these_signatures(work: Work, signature: str) -> None:
    assert work.signature == signature


def test_what_the_text_depends_on_changes_the_signature_and_nothing_else_does() -> None:
    same = [
        replace(BRIEF, formats=("html",), jobs=9, recursive=True, options=BriefOptions(force=True)),
        replace(TRANSLATION, force=True),
    ]
    assert [work.signature for work in same] == [BRIEF.signature, TRANSLATION.signature]
    best = replace(BRIEF, options=BriefOptions(quality="best"))
    assert best.signature == replace(BRIEF, settings=Settings(quality="best")).signature
    others = [
        BRIEF,
        TRANSLATION,
        replace(BRIEF, terms=TERMS),
        replace(BRIEF, settings=Settings(quality="best")),
    ]
    assert len({work.signature for work in others}) == len(others)
