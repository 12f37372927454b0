"""The gate: Chinese passes, other languages are named."""

from __future__ import annotations

import pytest

from tests.support import shared
from zhaiyi.errors import NotChinese
from zhaiyi.reading import ensure_chinese, language_of


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
    with pytest.raises(NotChinese, match="no Chinese"):
        ensure_chinese("123 !!! 😀")


def test_real_sentences_of_both_languages() -> None:
    rows = shared("eval/flores-devtest.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [row.split("\t")[1:3] for row in rows]
    assert all(language_of(zh) == "Chinese" for zh, _ in pairs)
    assert sum(language_of(en) == "English" for _, en in pairs) > 0.97 * len(pairs)
    assert not any(language_of(en) == "Chinese" for _, en in pairs)
