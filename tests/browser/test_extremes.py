"""Briefs that strain the layout: long words, many sources, other directions, paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.briefs import sample_brief
from zhaiyi.core.document import Brief, Term

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

Open = Callable[..., Any]
LONG = "Donaudampfschifffahrtsgesellschaftskapitän"
WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def long_terms() -> Brief:
    name = Term(
        "多瑙河轮船公司船长", LONG * 3, "model", "person", "duōnǎohé" * 9, count=1, misses=1
    )
    return replace(sample_brief(), terms=(name,))


def test_many_sources_do_not_widen_a_phone(open_brief: Open) -> None:
    brief = sample_brief()
    first, *rest = brief.summary
    many = replace(first, sources=tuple(range(2, 18)))
    page = open_brief(replace(brief, summary=(many, *rest)), viewport={"width": 375, "height": 800})
    whole, window = page.evaluate(WIDTH)
    assert whole == window


def test_long_terms_stay_on_the_paper(open_brief: Open) -> None:
    page = open_brief(long_terms(), viewport={"width": 690, "height": 980})
    page.emulate_media(media="print")
    whole, window = page.evaluate(WIDTH)
    assert whole == window


@pytest.mark.parametrize("file", [True, False])
def test_a_dark_theme_prints_dark_on_white(open_brief: Open, *, file: bool) -> None:
    page = open_brief(sample_brief())
    page.evaluate("file => { document.documentElement.className = file ? 'zy-file' : ''; }", file)
    page.evaluate("document.documentElement.dataset.zyTheme = 'dark'")
    page.emulate_media(media="print")
    ink = page.evaluate("getComputedStyle(document.querySelector('.zy-item')).color")
    assert max(int(part) for part in ink[4:-1].split(",")) < 100


@pytest.mark.parametrize("script", [True, False])
def test_a_date_beside_an_arabic_name_is_not_turned_round(
    open_brief: Open, *, script: bool
) -> None:
    brief = sample_brief()
    source = replace(brief.article.source, meta={"sitename": "العربية", "date": "2026-01-31"})
    page = open_brief(
        replace(brief, article=replace(brief.article, source=source)), java_script_enabled=script
    )
    left = """kicker => ["2026", "31"].map((part) => {
      const texts = document.createTreeWalker(kicker, NodeFilter.SHOW_TEXT);
      while (!texts.nextNode().data.includes(part));
      const at = texts.currentNode.data.indexOf(part);
      const range = document.createRange();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + part.length);
      return range.getBoundingClientRect().left;
    })"""
    year, day = page.locator(".zy-kicker").evaluate(left)
    assert year < day


def test_the_window_beside_a_word_stays_within_a_low_window(open_brief: Open) -> None:
    term = Term("汕头", " ".join([LONG] * 6), "model", "place", "Shàntóu", count=2, hits=2)
    page = open_brief(
        replace(sample_brief(), terms=(term,)), viewport={"width": 640, "height": 400}
    )
    word = page.locator("#zy-s3 .zy-zh .zy-term").first
    word.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 200)")
    word.hover()
    box = page.locator(".zy-gloss").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 400


@pytest.mark.parametrize("width", [375, 1280])
def test_each_press_goes_to_the_next_one_to_check(open_brief: Open, width: int) -> None:
    page = open_brief(sample_brief(), viewport={"width": width, "height": 800})
    places = []
    for _ in range(5):
        page.click(".zy-next")
        places.append(page.evaluate("document.activeElement.dataset.ref"))
    assert places == ["m3", "t6", "t12", "t15", "t16"]


@pytest.mark.parametrize("width", [320, 375, 640])
def test_the_bar_does_not_lie_on_what_it_leads_to(open_brief: Open, width: int) -> None:
    page = open_brief(sample_brief(), viewport={"width": width, "height": 600})
    page.evaluate(
        """() => {
          const more = () => ["Export", "New article"].map((name) => {
            const button = document.createElement("button");
            button.className = "zy-button";
            button.textContent = name;
            return button;
          });
          const element = document.createElement("div");
          const tree = document.getElementById("zhaiyi-brief").textContent;
          document.body.replaceChildren(element);
          ZhaiyiReader.mount(element, { bar: false, more }).update(tree);
        }"""
    )
    for name in ("Summary", "Check", "Article", "Terms"):
        page.locator(".zy-nav a", has_text=name).click()
        heading = page.locator("h2:focus").bounding_box()
        bar = page.locator(".zy-nav").bounding_box()
        assert bar["y"] + bar["height"] <= heading["y"] + 1, name
