"""Where sentences end: one line of ``|`` marks for each shape of text."""

from __future__ import annotations

import pytest

from zhaiyi.article import split_sentences

CASES = {
    "plain": "今天下雨。|明天放晴！|后天呢？",
    "end then quote": "他说：“走吧。”|大家都走了。",
    "quote then end": "他说“走吧”。|大家都走了。",
    "attribution": "“我们早就准备好了。”王芳说。|她笑了。",
    "attribution with comma": "“我们准备好了。”王芳告诉记者，“随时可以出发。”|车开了。",
    "attribution after a time": "“再来一次！”赛后，教练说。|队员们点头。",
    "no attribution": "“我们准备好了。”|会后，代表团参观了展馆。",
    "question in a sentence": "面对“钱从哪里来？”的疑问，他没有回答。",
    "several in a short quotation": "他写道：“大家早上好！今天的结果：阴性。”|评论很多。",
    "nested": "她说：“我问他‘行不行？’，他说‘行。’就走了。”|我信。",
    "corner brackets": "他說：「老師問『懂了嗎？』我們說懂了。」|下課了。",
    "book title": "《你好！旧时光》上映。|票房不错。",
    "bracket in a sentence": "这项技术（真的可行吗？）仍有争议。|专家在看。",
    "bracket of its own": "会议结束。|（全文见第3版。）|下午休会。",
    "semicolon": "一是快；二是稳；三是省。",
    "dash": "他来了——终于来了。|我们走。",
    "ellipsis goes on": "苹果、梨、葡萄……应有尽有。",
    "ellipsis at the end": "我还在等……",
    "doubled marks": "真的吗？！|真的！！！|好。。。",
    "decimals": "全程2.5小时，涨3.14%。|票价12.50元。",
    "times and scores": "15:30开始，比分3:2。|22:00结束。",
    "abbreviations": "他在Apple Inc.工作，曾见过Mr. Smith和U.S. Steel的人。|后来辞职。",
    "address": "见https://a.example/x?y=1&z=2!。|请写信给a.b@c.example。",
    "address then text": "网址www.a.example，请看。|谢谢！",
    "numbering": "1. 加强管理。|2. 完善制度。",
    "half-width": "你来不来?|我来!|好的,走吧。",
    "half-width dots": "今天下雨.|明天放晴,后天有雪.|气温2.5度.",
    "dot in a name": "约翰.史密斯来了。|他很高兴。",
    "lost interpunct": "作家迈克尔?格瑞斯在书中写道。|书很好。",
    "several lost interpuncts": "前董事柯林?德?鲁蒂斯住在这里。|伊恩?格林说不知道。",
    "speech that opens the next quotation": "“水质没有问题。”|局长说：“请大家放心。”|会议结束。",
    "a warning that is a thing": "“投诉多得惊人。”|这是该会第一次发出此类警告。|事情还没有完。",
    "title with a question": "《怎么办？》也是一本书。|他读过。",
    "source of a quotation": "古人说：“己所不欲，勿施于人。”（《论语》）|大家点头。",
    "English in a quotation": "他写道：“Yes. We will go public in 2026.”|随后他删除了帖子。",
    "exclamation in a brand": "他用Yahoo!新闻看消息。|不错。",
    "footnote": "产量翻番。[12]|价格未变。",
    "emoji": "太好了！😀😀|我们走。",
    "spaces inside": "他承认“犯了错” 。|他宣布： “ 圆满成功 ！ ”|会议结束。",
    "stray closing quote": "这是最后一段。”|记者离开了。",
    "English": "Mr. Lee left. He came back at 5 p.m. on Monday. Why?",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_ends(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    if marked.isascii():
        expected = ["Mr. Lee left.", "He came back at 5 p.m. on Monday.", "Why?"]
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_long_quotation_is_cut_at_its_sentences() -> None:
    first = "“我在这里住了四十年，看着这条街从土路变成柏油路，又从柏油路变成步行街。"
    second = "从前卖豆腐的老张，如今开了三家店，孩子们都去了外地，只有过年才回来。”"
    text = f"{first}{second}老人说。"
    assert [text[a:b] for a, b in split_sentences(text)] == [first, f"{second}老人说。"]


def test_line_breaks_end_sentences() -> None:
    text = "一行\r\n两行\u2028三行\n\n\n四行"
    assert [text[a:b] for a, b in split_sentences(text)] == ["一行", "两行", "三行", "四行"]


def test_hard_wrapped_lines_are_joined() -> None:
    line = "这座城市的地铁网络在过去十年里从两条线路发展到十二条线路每天"
    text = f"{line}\n{line}\n{line}\n运送乘客三百万人次。\n\n{line}\n{line}。"
    assert len(split_sentences(text)) == 2


def test_poems_are_not_taken_for_wrapped_text() -> None:
    text = "轻轻的我走了\n正如我轻轻的来\n我轻轻的招手\n作别西天的云彩"
    assert len(split_sentences(text)) == 4


def test_invisible_characters_stay_outside() -> None:
    text = "\ufeff\u200b　今天下雨。\u200b\u00ad \u3000明天放晴。\u200e\n"
    assert [text[a:b] for a, b in split_sentences(text)] == ["今天下雨。", "明天放晴。"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("'真的吗？'他问。没人回答。", ["'真的吗？'他问。", "没人回答。"]),
        ("她说：'走吧。快走。'大家散了。", ["她说：'走吧。快走。'", "大家散了。"]),
        ("O'Brien到了。D'Arcy没来。", ["O'Brien到了。", "D'Arcy没来。"]),
        ("那是90's的歌。他's走了。", ["那是90's的歌。", "他's走了。"]),
        ("“他问：'去吗？'”她说。完了。", ["“他问：'去吗？'”她说。", "完了。"]),
    ],
)
def test_straight_single_quotes_close_what_they_open(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences
