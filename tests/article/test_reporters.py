"""Bylines and datelines of papers in Taiwan, Hong Kong, Macau and South-East Asia."""

from __future__ import annotations

import pytest

from zhaiyi.article import parse
from zhaiyi.core.document import Article, Source

TITLE = "港邊舊倉庫變身圖書館\n"
BODY = "閒置近二十年的倉庫上月改建為圖書館，市府昨日公布統計。館內共有三層，藏書十五萬冊。"


def _article(text: str) -> Article:
    return parse(Source(name="text", text=text))


@pytest.mark.parametrize(
    ("formula", "byline"),
    [
        ("記者蘇怡君／高雄報導", "蘇怡君"),
        ("蘇怡君／高雄報導", "蘇怡君"),
        ("【記者蘇怡君／高雄報導】", "蘇怡君"),
        ("〔記者蘇怡君、林大中／台北－高雄連線報導〕", "蘇怡君、林大中"),
        ("［記者蘇怡君╱台北報導］", "蘇怡君"),
        ("(記者蘇怡君/台北報導)", "蘇怡君"),
        ("記者 蘇怡君 / 高雄 報導", "蘇怡君"),
        ("聯合報／ 記者蘇怡君／高雄即時報導", "蘇怡君"),
        ("本報記者蘇怡君∕高雄報導", "蘇怡君"),
        ("〔本報記者蘇怡君高雄報導〕", "蘇怡君"),
        ("〔編譯陳成良／綜合報導〕", "陳成良"),
        ("駐日特派員蘇怡君／東京報導", "蘇怡君"),
        ("特約記者蘇怡君／特稿", "蘇怡君"),
        ("體育中心／綜合報導", "體育中心"),
        ("〔即時新聞／綜合報導〕", "即時新聞"),
        ("【林大中／台北報導】", "林大中"),
        ("【本報記者陳大文報道】", "陳大文"),
    ],
)
def test_reporter_and_place(formula: str, byline: str) -> None:
    """On its own line a byline; before the first sentence it opens the report."""
    alone = _article(f"{TITLE}{formula}\n{BODY}")
    assert [s.kind for s in alone.sentences] == ["title", "byline", "lede", "body"]
    assert alone.byline == byline
    before = _article(f"{TITLE}{formula}{BODY}")
    assert [s.kind for s in before.sentences] == ["title", "dateline", "lede", "body"]
    assert before.dateline == formula
    assert before.byline == byline


@pytest.mark.parametrize(
    ("formula", "byline"),
    [
        ("中央社記者程啟峰高雄12日電", "程啟峰"),
        ("（中央社記者程啟峰、林巧璉高雄６月12日電）", "程啟峰、林巧璉"),
        ("（中央社華盛頓11日綜合外電報導）", ""),
        ("【本報專訊】", ""),
        ("【大公報訊】記者陳大文報道：", "陳大文"),
        ("香港文匯報訊（記者 陳大文）", "陳大文"),
        ("【香港文匯報訊】（記者 陳大文）", "陳大文"),
        ("（星島日報報道）", ""),
        ("【on.cc東網專訊】", ""),
        ("【now.com財經】", ""),
        ("【無綫新聞】", ""),
        ("（獨媒特約報導）", ""),
        ("（香港中通社12日電）", ""),
        ("【本報消息】", ""),
        ("（吉隆坡12日讯）", ""),
        ("（早报讯）", ""),
        ("【本報台北訊】", ""),
    ],
)
def test_datelines(formula: str, byline: str) -> None:
    for text in (f"{TITLE}{formula}{BODY}", f"{TITLE}{formula}\n{BODY}"):
        found = _article(text)
        assert [s.kind for s in found.sentences] == ["title", "dateline", "lede", "body"]
        assert found.byline == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("文、圖／蘇怡君", "蘇怡君"),
        ("文．圖：蘇怡君", "蘇怡君"),
        ("採訪、撰文／蘇怡君", "蘇怡君"),
        ("文／記者蘇怡君、攝影／林大中", "蘇怡君、林大中"),
        ("採訪：蘇怡君", "蘇怡君"),
        ("影音／蘇怡君", "蘇怡君"),
        ("特約撰述／蘇怡君", "蘇怡君"),
        ("中時新聞網 蘇怡君", "蘇怡君"),
        ("聯合報 記者蘇怡君", "蘇怡君"),
        ("By 蘇怡君", "蘇怡君"),
    ],
)
def test_bylines_wherever_they_stand(line: str, byline: str) -> None:
    above = _article(f"{TITLE}{line}\n{BODY}")
    assert [s.kind for s in above.sentences] == ["title", "byline", "lede", "body"]
    assert above.byline == byline
    assert _article(f"{TITLE}{BODY}\n{line}").sentences[-1].kind == "byline"


@pytest.mark.parametrize("formula", ["（記者蘇怡君／高雄報導）", "記者蘇怡君／高雄報導"])
def test_a_reporter_behind_the_last_sentence_is_its_byline(formula: str) -> None:
    last = _article(f"{TITLE}{BODY}{formula}").sentences[-1]
    assert (last.kind, last.text) == ("byline", formula)


@pytest.mark.parametrize(
    "sentence",
    [
        "記者蘇怡君／高雄報導說，倉庫已閒置多年。",
        "記者從市府了解到，倉庫已閒置多年。",
        "記者現場採訪發現，圖書館外大排長龍。",
        "中英文/日文報道均指出，倉庫已閒置多年。",
        "據中央社記者報導，倉庫已閒置多年。",
        "本報記者昨日專訪館長林書瑋。",
    ],
)
def test_sentences_about_reporters_are_none(sentence: str) -> None:
    found = _article(f"{TITLE}{sentence}{BODY}")
    assert (found.sentences[1].kind, found.sentences[1].text) == ("lede", sentence)


@pytest.mark.parametrize(
    "line",
    [
        "（文化局提供）",
        "（翻攝自臉書）",
        "圖／翻攝畫面",
        "（記者蘇怡君翻攝）",
        "資料照，記者蘇怡君攝",
    ],
)
def test_photo_credits(line: str) -> None:
    assert _article(f"{TITLE}{BODY}\n{line}\n{BODY}").sentences[3].kind == "caption"
