"""Fixed lines of certain sites, and news that begins like them."""

from __future__ import annotations

import re

import pytest

from zhaiyi.article import parse
from zhaiyi.article.site_lines import SITE_FORMS, SiteForm, is_site_line
from zhaiyi.formats import read_text

OPENING = "江海新规今起实施\n11月27日，市政府发布新规。专家表示，这将影响数百万居民的生活。\n"


@pytest.mark.parametrize("form", SITE_FORMS, ids=lambda form: form.example)
def test_a_line_of_every_form_is_no_part_of_the_article(form: SiteForm) -> None:
    assert re.fullmatch(form.pattern, form.example)
    assert parse(read_text(OPENING + form.example)).sentences[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "设为星标的账号，推送量去年增加一倍。",
        "喜欢就点的菜单让老人犯了难。",
        "全文共五章的白皮书今天发布。",
        "欢迎转载这份名单的网站被查封。",
        "版权归作者所有，法院驳回了出版社的上诉。",
        "分享让更多人看到了偏远山区的美。",
        "打赏主播的未成年人可以要求退款。",
        "该网站发布内容的知识产权归原告，法院裁定。",
        "禁止酒驾的新规明天起实施。",
        "未满18岁者不得进入网吧。",
        "选择与事实站在一起的记者越来越少。",
        "评论区留言的网民被警方传唤。",
        "抄送名单泄露了公司的机密。",
        "浏览次数最多的视频来自一名教师。",
    ],
)
def test_news_that_begins_alike_is_none(line: str) -> None:
    assert not is_site_line(line)
    assert parse(read_text(OPENING + line)).sentences[-1].kind == "body"
