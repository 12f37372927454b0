"""Datelines, bylines, credits and sources by rule."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Sentence, SentenceKind, Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.translation.rules import render_formula

LEXICON = Lexicon()


def render(text: str, kind: SentenceKind = "dateline", *terms: Term) -> str | None:
    sentence = Sentence(0, 0, len(text), text, kind)
    return render_formula(sentence, LEXICON, terms)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("【中美创新时报汕头6月12日讯】", "Shantou, June 12 (Sino-US Innovation Times)"),
        ("新华社北京7月26日电（记者倪元锦）", "BEIJING, July 26 (Xinhua, reporter Ni Yuanjin)"),
        ("中新网7月26日电", "July 26 (China News Service)"),
        (
            "中新网成都7月26日电 (记者 孙亭文 赵雅敏)",
            "CHENGDU, July 26 (China News Service, reporters Sun Tingwen, Zhao Yamin)",
        ),
        ("新华社莫斯科2021年7月26日电", "MOSCOW, July 26, 2021 (Xinhua)"),
        ("(德国之声中文网)", "DW Chinese"),
        ("记者 王斌", "Reporter Wang Bin"),
        ("编辑：张小明", "Editor: Zhang Xiaoming"),
        ("图/文 李志强", "Text and photo: Li Zhiqiang"),
        ("王斌 摄", "Photo: Wang Bin"),
        ("新华社记者王金金摄", "Photo: Wang Jinjin (Xinhua)"),
        ("来源：北京青年报", "Source: Beijing Youth Daily"),
        ("中美创新时报网", "Sino-US Innovation Times"),
        ("本报讯", "From this newspaper"),
        (
            "本报昆明8月28日电（记者 周晓岚）",
            "KUNMING, August 28 (this newspaper, reporter Zhou Xiaolan)",
        ),
        ("【記者蘇怡君／高雄報導】", "Reporter Su Yijun, Kaohsiung"),
    ],
)
def test_formulas_have_fixed_english(text: str, english: str) -> None:
    assert render(text) == english


@pytest.mark.parametrize(
    "text",
    [
        "新华社无名地7月26日电",
        "某某社北京7月26日电",
        "新华社北京7月46日电",
        "编辑：很好",
        "来源：不知道的网站",
        "今天天气很好。",
        "记者了解到，工程已经开工。",
        "",
    ],
)
def test_what_is_not_wholly_known_is_left_to_the_model(text: str) -> None:
    assert render(text) is None


def test_a_bare_name_is_a_byline_only_where_a_byline_stands() -> None:
    assert render("沈丛升", "byline") == "Shen Congsheng"
    assert render("沈丛升", "body") is None


def test_terms_go_before_the_rules() -> None:
    term = Term("孟昭文", "Grace Meng", "user", "person")
    assert render("记者 孟昭文", "byline", term) == "Reporter Grace Meng"
