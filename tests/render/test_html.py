from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings

from tests.briefs import hostile_brief, sample_brief, summary_only_brief
from tests.render.strategies import briefs
from zhaiyi.core.document import Brief
from zhaiyi.render import from_json, render
from zhaiyi.render.assets import csp_hash, json_for_html, reader_js, strings

_OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section"),
    *("h1", "h2", "p", "span", "a", "b", "bdi", "i", "q", "small", "div", "ol", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
    *("details", "summary", "script", "nav"),
}
_ATTRIBUTES = {
    *("class", "id", "href", "rel", "lang", "role", "scope", "tabindex", "type", "charset"),
    *("aria-label", "aria-labelledby", "aria-hidden", "name", "content", "http-equiv"),
    "data-label",
}


def parse(brief: Brief) -> BeautifulSoup:
    return BeautifulSoup(render(brief, "html").decode("utf-8"), "lxml")


def assert_nothing_alive(page: BeautifulSoup) -> None:
    """Only elements, attributes and links of ours: nothing that a text could have made."""
    for tag in page.find_all(True):
        assert isinstance(tag, Tag)
        assert tag.name in _OURS, tag.name
        assert set(tag.attrs) <= _ATTRIBUTES, tag.attrs
        if "href" in tag.attrs:
            assert re.match(r"#zy-|https?://", str(tag["href"]))
    assert len(page.find_all("script")) == 2
    assert len(page.find_all("style")) == 1


def test_it_reads_without_a_script() -> None:
    page, brief = parse(sample_brief()), sample_brief()
    assert page.h1 is not None
    assert page.h1.text == brief.headline.text
    rows = page.select(".zy-article .zy-row")
    assert len(rows) == len(brief.article.sentences)
    for translation in brief.translations:
        if not brief.article.sentences[translation.source].foreign:
            assert translation.text in rows[translation.source].text
    assert "Repeats sentence 3" in rows[4].text
    assert "Machine translation" in page.text
    assert "qwen2.5-coder-1.5b" in page.text
    assert "source says 6.1万 = 61,000" in page.select_one(".zy-checks").text  # type: ignore[union-attr]


def test_summary_sentences_link_to_their_sources_and_back() -> None:
    page = parse(sample_brief())
    first = page.select_one("#zy-m1")
    assert first is not None
    assert [a["href"] for a in first.select("a.zy-ref")] == ["#zy-s3", "#zy-s11"]
    source = page.select_one("#zy-s3")
    assert source is not None
    assert [a["href"] for a in source.select("a.zy-cite")] == ["#zy-m1"]


def test_every_link_within_the_page_leads_somewhere() -> None:
    page = parse(sample_brief())
    ids = {str(tag["id"]) for tag in page.find_all(id=True)}
    links = {str(a["href"]) for a in page.select('a[href^="#"]')}
    assert {link[1:] for link in links} <= ids


def test_languages_are_marked() -> None:
    page = parse(sample_brief())
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert {str(cell["lang"]) for cell in page.select(".zy-row .zy-zh[lang]")} == {"zh-Hans"}


def test_a_summary_alone_says_so() -> None:
    page = parse(summary_only_brief())
    assert "Summary only" in page.text
    assert page.select_one(".zy-rows.is-source-only") is not None


def test_the_policy_lets_only_this_script_and_style_run() -> None:
    page = parse(sample_brief())
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
    scripts = [s for s in page.find_all("script") if s.get("type") != "application/json"]
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])
    assert "unsafe" not in str(policy["content"])
    assert csp_hash(str(scripts[0].string)) in str(policy["content"])
    assert page.style is not None
    assert csp_hash(str(page.style.string)) in str(policy["content"])


def test_the_file_needs_no_network() -> None:
    text = render(sample_brief(), "html").decode("utf-8")
    assert not re.search(r"<link|@import|url\(|\bsrc=|fetch\(|XMLHttpRequest|innerHTML", text)


def test_the_data_block_holds_the_brief() -> None:
    for brief in (sample_brief(), hostile_brief()):
        data = parse(brief).select_one("#zhaiyi-brief")
        assert data is not None
        assert from_json(str(data.string)) == brief


def test_hostile_text_stays_text() -> None:
    page = parse(hostile_brief())
    assert_nothing_alive(page)
    assert "<script>window.pwned=1" in page.text


@given(briefs())
@settings(max_examples=60, deadline=None)
def test_any_text_stays_text(brief: Brief) -> None:
    assert_nothing_alive(parse(brief))


def test_data_for_html_closes_no_element_and_is_still_the_same() -> None:
    tree = {"</script>": "<!--\u2028&\ud800"}
    text = json_for_html(tree)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == tree


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_that_the_script_says_is_there(language: str) -> None:
    said = set(re.findall(r'say\("(\w+)"[,)]', reader_js()))
    assert len(said) > 30
    assert said <= set(strings(language))
    assert set(strings("en")) == set(strings(language))
    slot = re.compile(r"\{\w+\}")
    for name, text in strings("en").items():
        assert sorted(slot.findall(text)) == sorted(slot.findall(strings(language)[name])), name
