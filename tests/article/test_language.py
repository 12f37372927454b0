"""Chinese is told from its neighbours."""

from __future__ import annotations

import pytest

from zhaiyi.article import is_foreign, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("记者从市水务局获悉，今年以来全市已完成河道整治42公里。", "zh"),
        ("林鐵處回應，團體票比例上限為三成。", "zh"),
        ("发言人说，OpenAI、Google DeepMind与Anthropic均参加了会议，会议持续三天。", "zh"),
        ("品牌“鲜の每日”入驻本市商圈，开业首日客流超过三千人次。", "zh"),
        ("首相は二十六日、官邸で記者会見を開き、新しい経済対策を発表した。", "ja"),
        ("정부는 26일 새로운 경제 대책을 발표했다.", "ko"),
        ("The ministry said on Monday that the talks had failed.", "other"),
        ("Министерство сообщило о переговорах.", "other"),
        ("2026-07-26 😀 ***", "none"),
        ("", "none"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("sentence", "foreign"),
    [
        ("他在X上写道。", False),
        ("CEO Tim Cook在Apple Park发布iPhone 18 Pro Max。", False),
        ("Fix the visa offices first.", True),
        ("The word 关系 is often translated as personal relationship in English.", True),
        ("これは日本語の文です。", True),
        ("12:30", True),
    ],
)
def test_is_foreign(sentence: str, foreign: bool) -> None:
    assert is_foreign(sentence) == foreign
