"""Each reason for which a name of the dictionary is not meant keeps one out that would be wrong."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import targets as told_targets
from tests.terminology.test_terms import targets
from zhaiyi.terminology import dictionary_names, refusals


@pytest.mark.parametrize(
    ("reason", "sentence", "name"),
    [
        (refusals.read_by_pinyin_abroad, "菲律宾巴东附近有地震。", "巴东"),
        (refusals.read_by_pinyin_in_cantonese, "香港元朗沙埔乡的居民。", "沙埔乡"),
        (refusals.part_of_a_peoples_name, "洛桑/LOC 在/p 那曲/LOC 放/v 电影/n 。/w", "洛桑"),
        (refusals.part_of_another_body, "他在加州大学国际关系学院教书。", "国际关系学院"),
        (refusals.part_of_another_body, "他在莫斯科军事科学院学习。", "军事科学院"),
        (refusals.told_to_be_longer, "馆长/n 白石田东介/PER 到/v 了/u 。/w", "田东"),
        (refusals.feature_of_a_division, "他们到黄山县走访。", "黄山"),
        (refusals.end_of_a_longer_place, "他们到渭连山游玩。", "连山"),
        (refusals.village_behind_a_side, "他们到上周村采访。", "周村"),
        (refusals.part_of_a_foreign_name, "他在瓦伦西亚诺生活。", "瓦伦西亚"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_name_is_refused_for_that_reason_alone(
    monkeypatch: pytest.MonkeyPatch, reason: refusals.Refusal, sentence: str, name: str
) -> None:
    find = told_targets if "/" in sentence else targets
    assert name not in find(sentence)
    for reasons in ("AS_LISTED", "AS_A_PIECE"):
        others = tuple(each for each in getattr(refusals, reasons) if each is not reason)
        monkeypatch.setattr(dictionary_names, reasons, others)
    assert name in find(sentence)
