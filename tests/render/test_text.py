"""Markdown, plain text, pairs, and the line breaking below them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.briefs import ATTACKS, hostile_brief, sample_brief, summary_only_brief
from tests.render.strategies import briefs, texts
from zhaiyi.core.document import Brief
from zhaiyi.core.errors import UsageError
from zhaiyi.render import PAIR_FORMATS, render, render_pairs
from zhaiyi.render.columns import width, wrap
from zhaiyi.render.inert import markdown, one_line
from zhaiyi.render.langtag import language_tag


def page_of(text: str) -> BeautifulSoup:
    return BeautifulSoup(MarkdownIt("commonmark").enable("table").render(text), "lxml")


def test_text_fits_a_terminal_and_holds_everything() -> None:
    text = render(sample_brief(), "txt").decode("utf-8")
    assert max(width(line) for line in text.splitlines()) <= 80
    for part in ("Summary", "What to check", "Lin Yimin", "林依民", "[3] [11]", "(Not translated)"):
        assert part in text
    assert "x Sentence 15: source says 6.1万 = 61,000, translation says 6.1 million" in text
    assert "Machine translation" in text


def test_text_of_a_summary_alone_leaves_the_english_out() -> None:
    text = render(summary_only_brief(), "txt").decode("utf-8")
    assert "Summary only" in text
    assert "(Not translated)" not in text


def test_text_steers_no_terminal() -> None:
    text = render(hostile_brief(), "txt").decode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_markdown_ties_each_summary_sentence_to_its_source() -> None:
    text = render(sample_brief(), "md").decode("utf-8")
    assert "in Brussels.[^3][^11]" in text
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.M))
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == set(notes)
    assert "汕头市政府副市长林依民" in notes["3"]
    assert '<a id="s3"></a>' in text


def test_markdown_table_has_a_row_for_each_sentence() -> None:
    rows = page_of(render(sample_brief(), "md").decode("utf-8")).find_all("table")[0].find_all("tr")
    assert len(rows) == 1 + len(sample_brief().article.sentences)
    assert all(len(row.find_all(["td", "th"])) == 3 for row in rows)


def assert_markdown_inert(page: BeautifulSoup) -> None:
    assert not page.find_all(["script", "img", "svg", "code", "pre", "h3", "hr", "style"])
    for link in page.find_all("a", href=True):
        assert str(link["href"]).startswith(("#s", "https://", "http://"))
    assert not [tag for tag in page.find_all(True) if any(a.startswith("on") for a in tag.attrs)]


def test_hostile_markdown_stays_text() -> None:
    text = render(hostile_brief(), "md").decode("utf-8")
    assert_markdown_inert(page_of(text))
    assert "{{" not in text
    assert "{%" not in text


@given(briefs())
@settings(max_examples=60, deadline=None)
def test_any_markdown_stays_text(brief: Brief) -> None:
    assert_markdown_inert(page_of(render(brief, "md").decode("utf-8")))


@given(texts)
def test_escaped_markdown_reads_as_the_text(text: str) -> None:
    shown = page_of(f"- {markdown(text)}").get_text().strip()
    assert " ".join(shown.split()) == one_line(text).replace("\x00", "\ufffd")


@given(briefs())
@settings(max_examples=40, deadline=None)
def test_any_text_fits_a_terminal(brief: Brief) -> None:
    text = render(brief, "txt").decode("utf-8")
    assert max(width(line) for line in text.split("\n")) <= 80


@pytest.mark.parametrize("name", ["html", "md", "txt", "en-html", "en-md"])
def test_what_is_no_character_reaches_no_file(name: str) -> None:
    brief = sample_brief()
    first = replace(brief.translations[0], text="A \uffff test\ufffe.")
    data = render(replace(brief, translations=(first, *brief.translations[1:])), name)
    assert not re.search("[\ufffe\uffff]", data.decode("utf-8"))


@given(st.text(alphabet="汕头市,。“”（）abc def\t", max_size=200), st.integers(20, 60))
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(width, lines)) <= columns


def test_no_line_begins_with_closing_punctuation() -> None:
    lines = wrap("一二三四五六七八九十。" * 6, 20).split("\n")
    assert not any(line.startswith("。") for line in lines)


def test_width_counts_columns() -> None:
    assert width("汕头 a,。é") == 2 + 2 + 1 + 1 + 1 + 2 + 1


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("汕头华侨试验区将打造示范区", "zh-Hans"),
        ("汕頭華僑試驗區將打造示範區", "zh-Hant"),
        ("", "zh-Hans"),
    ],
)
def test_script_is_told_by_its_characters(text: str, tag: str) -> None:
    assert language_tag(text) == tag


PAIRS = [("汕头|市", "Shantou | City"), *((a, a) for a in ATTACKS)]


def test_pairs_as_lines_of_json() -> None:
    lines = render_pairs(PAIRS, "jsonl").split("\n")
    assert json.loads(lines[0]) == {"source": "汕头|市", "target": "Shantou | City"}
    assert len(lines) == len(PAIRS) + 1


def test_pairs_as_text_interleave() -> None:
    text = render_pairs([("甲", "A"), ("乙", "B")], "txt", title="T")
    assert text == "T\n\n甲\nA\n\n乙\nB\n"


def test_pairs_as_a_table() -> None:
    page = page_of(render_pairs(PAIRS, "md", title="# a"))
    assert len(page.find_all("tr")) == len(PAIRS) + 1
    assert "Shantou | City" in page.text
    assert not page.find_all(["script", "a", "img", "svg"])


def test_pairs_as_a_page() -> None:
    page = BeautifulSoup(render_pairs(PAIRS, "html", title="</title><script>"), "lxml")
    assert len(page.select(".zy-rows > .zy-row")) == len(PAIRS)
    assert not page.find_all(["script", "img", "svg"])


@given(st.lists(st.tuples(texts, texts), max_size=3), texts, st.sampled_from(PAIR_FORMATS))
@settings(max_examples=60, deadline=None)
def test_any_pairs_are_written(pairs: list[tuple[str, str]], title: str, form: str) -> None:
    assert render_pairs(pairs, form, title=title).encode("utf-8") is not None


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(UsageError, match="html, md, json, txt"):
        render(sample_brief(), "pdf")
    with pytest.raises(UsageError, match="jsonl"):
        render_pairs([], "json")


@pytest.mark.parametrize(("format", "mark"), [("txt", "- "), ("md", "- ")])
def test_bullets_leave_the_chinese_out_and_keep_the_tie_to_it(format: str, mark: str) -> None:
    brief = sample_brief()
    text = render(brief, format, shape="bullets").decode("utf-8")
    summary = text.split("Summary")[1].split("What to check")[0]
    first = brief.summary[0].text.split()[0]
    assert f"{mark}{first}" in summary
    assert "[3]" in summary or "[^3]" in summary
    assert not re.search("[\u4e00-\u9fff]", summary)


def test_a_paragraph_is_one_whichever_way_it_is_asked_for() -> None:
    brief = sample_brief()
    assert render(brief, "txt", shape="paragraph") == render(brief, "txt", paragraph=True)
    assert render(brief, "txt", shape="paragraph") != render(brief, "txt", shape="bullets")
