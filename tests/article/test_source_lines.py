"""Lines that say where an article is from."""

from __future__ import annotations

import re

import pytest

from zhaiyi.article.source_lines import FORMS, Form, is_source_line


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_every_form_is_for_its_example(form: Form) -> None:
    assert re.fullmatch(form.pattern, form.example)
    assert is_source_line(form.example)


@pytest.mark.parametrize(
    "line",
    [
        "来源不明的资金达三亿元。",
        "编辑部迁往新址",
        "本文讨论三个问题。",
        "5分钟内到达",
        "综合整治互联网",
        "",
    ],
)
def test_sentences_are_none(line: str) -> None:
    assert not is_source_line(line)
