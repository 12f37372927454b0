"""The gate: Chinese passes, other languages are named."""

from __future__ import annotations

import pytest

from tests.support import shared
from zhaiyi.core.errors import NotChinese
from zhaiyi.text.language import ensure_chinese, is_foreign, language_of


@pytest.mark.parametrize(
    "text",
    [
        "汕头",
        "國務院印發通知",
        "iPhone 15 Pro Max 今日开售",
        "宫崎骏新作《君たちはどう生きるか》在日本上映,票房突破10亿日元。",
        "他说:“The pandemic is not over, we must remain vigilant.”世卫组织总干事谭德塞表示。",
        "欢迎访问 https://www.example.org/news/2020/07/26/index.html?id=1",
        "韩国歌曲《강남스타일》风靡全球。",
        "北大の春",
        "三星电子副会长李在镕（이재용）被起诉",
        "这是一个完整的中文段落。\nAnd an English paragraph that is longer than it.",
        "佢哋喺度食緊飯",
        "日本首相岸田文雄访问韩国",
        "日本經濟新聞社發布調查結果",
        "任天堂发布新作《ゼルダの伝説 ティアーズ オブ ザ キングダム》，首日销量破百万",
        "茅台の股价又涨了",
        "记者从市水务局获悉，今年以来全市已完成河道整治42公里。",
        "林鐵處回應，團體票比例上限為三成。",
        "发言人说，OpenAI、Google DeepMind与Anthropic均参加了会议，会议持续三天。",
        "品牌“鲜の每日”入驻本市商圈，开业首日客流超过三千人次。",
    ],
)
def test_chinese_passes(text: str) -> None:
    ensure_chinese(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor of the city said on Monday that it is ready for the talks.", "English"),
        (
            "The president 习近平 said that it is good for the country and for the people.",
            "English",
        ),
        ("東京都は新しい計画を発表した。\n来年度から実施する見通しだ。", "Japanese"),
        ("東京五輪開会式、演出担当者を解任", "Japanese"),
        ("日本経済新聞社 世論調査結果", "Japanese"),
        ("昨年度国内総生産速報値発表", "Japanese"),
        ("春闘 満額回答相次ぐ 自動車大手", "Japanese"),
        ("大統領 談話文 發表 정부는 오늘", "Korean"),
        ("Xi Jinping (习近平) met the President of France in Paris.", "English"),
        ("대한민국 정부는 오늘 새로운 계획을 발표했다.", "Korean"),
        ("Правительство объявило о новом плане.", "Cyrillic"),
        ("أعلنت الحكومة خطة جديدة", "Arabic"),
        ("Die Regierung hat heute einen neuen Plan vorgestellt.", "Latin-script"),
    ],
)
def test_other_languages_are_named_with_the_remedy(text: str, language: str) -> None:
    with pytest.raises(NotChinese, match=rf"a\.txt looks {language}.*--force") as found:
        ensure_chinese(text, "a.txt")
    assert "\n" not in str(found.value)


def test_no_letters_at_all() -> None:
    for text in ("123 !!! 😀", "2026-07-26 ***", ""):
        with pytest.raises(NotChinese, match="no Chinese"):
            ensure_chinese(text)


def test_real_news_is_chinese_and_none_of_it_foreign() -> None:
    rows = shared("train/news-teacher.tsv").read_text("utf-8").splitlines()[1:2000]
    sentences = [row.split("\t")[1] for row in rows]
    assert all(language_of(sentence) == "Chinese" for sentence in sentences)
    assert not any(map(is_foreign, sentences))


def test_real_sentences_of_both_languages() -> None:
    rows = shared("eval/flores-devtest.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [row.split("\t")[1:3] for row in rows]
    assert all(language_of(zh) == "Chinese" for zh, _ in pairs)
    assert sum(language_of(en) == "English" for _, en in pairs) > 0.97 * len(pairs)
    assert not any(language_of(en) == "Chinese" for _, en in pairs)


@pytest.mark.parametrize(
    ("sentence", "foreign"),
    [
        ("他在X上写道。", False),
        ("CEO Tim Cook在Apple Park发布iPhone 18 Pro Max。", False),
        ("歌曲《さくら》在网上走红", False),
        ("任天堂发布新作《ゼルダの伝説 ティアーズ オブ ザ キングダム》，首日销量破百万。", False),
        ("Fix the visa offices first.", True),
        ("The word 关系 is often translated as personal relationship in English.", True),
        ("これは日本語の文です。", True),
        ("12:30", True),
    ],
)
def test_sentences_that_are_kept_as_they_are(sentence: str, foreign: bool) -> None:
    assert is_foreign(sentence) == foreign
