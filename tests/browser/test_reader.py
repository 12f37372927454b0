"""The exported file in a real browser: what a reader sees, points at and types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.briefs import growing_briefs, hostile_brief, sample_brief, summary_only_brief
from tests.render.test_doubt import estimated
from zhaiyi.core.document import Brief
from zhaiyi.render import to_json
from zhaiyi.render.assets import reader_css, reader_js
from zhaiyi.render.edit import edited

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

Open = Callable[..., Any]
LIT = "els => els.filter(e => e.classList.contains('is-lit')).map(e => e.dataset.ref).sort()"


def lit(page: Any) -> list[str]:
    found: list[str] = page.locator("[data-ref]").evaluate_all(LIT)
    return found


def visible(page: Any, selector: str) -> bool:
    """True where the element lies within the window, or comes there: the page may be on its way."""
    shown = """selector => {
      const box = document.querySelector(selector).getBoundingClientRect();
      return box.height > 0 && box.top >= 0 && box.top + Math.min(box.height, 40) <= innerHeight;
    }"""
    try:
        page.wait_for_function(shown, arg=selector, timeout=60_000)
    except playwright_api.TimeoutError:
        return False
    return True


def out_of_sight(page: Any, selector: str) -> bool:
    """True where the element lies outside the window, now."""
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"] < 0 or box["y"] > page.viewport_size["height"]


def ref(name: str) -> str:
    return f'[data-ref="{name}"]'


# --- links ------------------------------------------------------------------------------------


def test_pointing_at_a_summary_sentence_lights_its_sources(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.hover(f"{ref('m1')} .zy-text")
    assert lit(page) == ["k11", "k3", "m1", "s11", "s3", "t11", "t3"]
    page.mouse.move(2, 2)
    assert lit(page) == []


@pytest.mark.parametrize("start", ["t6", "s6", "k6"])
def test_pointing_from_every_other_side_lights_the_same(open_brief: Open, start: str) -> None:
    page = open_brief(sample_brief())
    page.hover(f"{ref(start)} .zy-text")
    assert lit(page) == ["k6", "m2", "s6", "t6"]


def test_a_click_goes_to_the_source_and_escape_comes_back(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.click(f"{ref('m4')} .zy-text")
    assert visible(page, ref("t17"))
    assert out_of_sight(page, ref("m4"))
    assert "is-lit" in page.locator(ref("s17")).get_attribute("class")
    said = "Summary sentence 4 belongs to Sentence 17"
    page.locator('[role="status"]', has_text=said).wait_for(state="attached")
    page.keyboard.press("Escape")
    assert visible(page, ref("m4"))
    assert page.locator(".zy-dock").is_hidden()


def test_a_click_on_a_translation_shows_the_summary_sentence(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.locator(ref("t15")).scroll_into_view_if_needed()
    page.click(f"{ref('t15')} .zy-text")
    assert visible(page, ref("m3"))
    page.locator(".zy-dock .zy-jump", has_text="Summary sentence 3").wait_for()
    assert page.locator(".zy-dock .zy-jump").count() == 1


def test_a_double_click_selects_the_word_and_does_not_jump(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # however slow the machine, the second click is in time
    page.locator(f"{ref('m1')} .zy-text").dblclick(position={"x": 40, "y": 12})
    assert page.evaluate("String(getSelection()).trim()") == "Shantou"
    page.clock.run_for(2000)
    assert page.evaluate("String(getSelection()).trim()") == "Shantou"
    assert page.evaluate("scrollY") == 0
    assert page.locator(".zy-dock").is_hidden()


def test_what_was_dragged_over_stays_selected(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    box = page.locator(f"{ref('m1')} .zy-text").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 12, steps=4)
    page.mouse.up()
    assert page.evaluate("String(getSelection()).trim()").startswith("A Shantou")
    assert page.locator(".zy-dock").is_hidden()


def test_links_by_keyboard_alone(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.locator(".zy-style").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.ref") == "m1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.ref") == "m3"
    assert lit(page) == ["k15", "m3", "s15", "t15"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.ref") == "t15"
    assert visible(page, ref("t15"))
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.ref") == "m3"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.ref") == "k15"


def test_arrows_move_through_the_rows(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.locator(ref("t6")).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.ref") == "t7"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.ref") == "s7"
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.ref") == "s1"
    assert page.locator('.zy-rows [tabindex="0"]').count() == 1


def test_a_repeat_leads_to_its_first_occurrence(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.click("#zy-s5 .zy-instead a")
    assert visible(page, "#zy-s3")
    assert "s5" in lit(page)


def test_an_address_with_a_fragment_opens_there(open_brief: Open) -> None:
    page = open_brief(sample_brief(), hash="#zy-s17")
    assert visible(page, "#zy-s17")
    assert "t17" in lit(page)


def test_lit_sentences_differ_without_colour(open_brief: Open) -> None:
    for scheme in ("light", "dark"):
        page = open_brief(sample_brief(), color_scheme=scheme)
        style = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e, '::after').content]"
        assert page.locator(ref("t3")).evaluate(style) == ["none", "none"]
        page.hover(f"{ref('m1')} .zy-text")
        assert page.locator(ref("t3")).evaluate(style) == ["solid", '"◆"']


# --- what to check, terms, theme ---------------------------------------------------------------


def test_the_list_of_findings_leads_to_the_sentence(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    texts = page.locator(".zy-checks > div > .zy-checklist > li").all_inner_texts()
    assert len(texts) == 5
    assert "source says 6.1万 = 61,000" in texts[0]
    page.click(".zy-checklist a:text-is('Sentence 15')")
    assert visible(page, "#zy-s15")
    assert "t15" in lit(page)


def test_the_reason_stands_at_the_sentence_and_marks_the_place(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    assert "Check this: source says 6.1万" in page.inner_text("#zy-s15 .zy-en")
    assert page.inner_text("#zy-s15 .zy-en mark") == "6.1 million"
    assert page.inner_text("#zy-s15 .zy-zh mark") == "6.1万"


def test_only_what_to_check(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.click(".zy-filter")
    shown = page.locator(".zy-rows > .zy-row:visible")
    numbers = [re.match(r"\d+", text).group() for text in shown.all_inner_texts()]  # type: ignore[union-attr]
    assert numbers == ["6", "12", "15", "16"]
    assert page.get_attribute(".zy-filter", "aria-pressed") == "true"
    page.click(f"{ref('m4')} .zy-text")
    page.locator(".zy-filter[aria-pressed=false]").wait_for()
    assert visible(page, "#zy-s17")


def test_terms_are_underlined_and_light_their_sentences(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    first = page.locator("#zy-s3 .zy-zh .zy-term").first
    assert first.inner_text() == "汕头"
    first.hover()
    assert "Shàntóu" in page.inner_text(".zy-gloss")
    assert "Shantou" in page.inner_text(".zy-gloss")
    page.hover(f"{ref('w2')} td >> nth=1")
    assert {"s3", "s12"} <= set(lit(page))


def test_the_theme_can_be_fixed(open_brief: Open) -> None:
    page = open_brief(sample_brief(), color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.click(".zy-theme")
    page.click(".zy-theme")
    assert page.inner_text(".zy-theme") == "Theme: dark"
    assert page.evaluate(paper) != light
    page.reload()
    assert page.inner_text(".zy-theme") == "Theme: dark"


# --- shapes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390, 640])
def test_phones_and_zoom_stack_the_pairs(open_brief: Open, width: int) -> None:
    page = open_brief(sample_brief(), viewport={"width": width, "height": 800}, has_touch=True)
    english = page.locator(ref("t6")).bounding_box()
    chinese = page.locator(ref("s6")).bounding_box()
    assert chinese["y"] >= english["y"] + english["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.tap(f"{ref('m2')} .zy-text")
    assert lit(page) == ["k6", "m2", "s6", "t6"]
    assert visible(page, ref("t6"))


def test_it_says_the_same_without_a_script(open_brief: Open) -> None:
    own = edited(edited(edited(sample_brief(), "t15", "41 buses"), "m1", "Mine"), "h", "My own")
    for brief in (sample_brief(), own, estimated(), summary_only_brief(), growing_briefs()[3]):
        parts = (
            ".zy-head :is(.zy-kicker, h1, .zy-title, .zy-machine, .zy-notice, .zy-state)",
            ".zy-level, .zy-sure",
            ".zy-summary li",
            ".zy-row",
            ".zy-checks li",
            "tr",
            "dl",
        )
        found = []
        for script in (True, False):
            page = open_brief(brief, java_script_enabled=script)
            found.append({part: words_of(page, part) for part in parts})
        assert found[0] == found[1]


def words_of(page: Any, selector: str) -> list[str]:
    texts = page.locator(selector).all_text_contents()
    return ["".join(text.split()) for text in texts]


def test_links_work_without_a_script(open_brief: Open) -> None:
    page = open_brief(sample_brief(), java_script_enabled=False)
    page.click("#zy-m4 .zy-ref")
    assert visible(page, "#zy-s17")


def test_it_prints_everything(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.click(".zy-filter")
    page.emulate_media(media="print")
    assert page.locator(".zy-button:visible").count() == 0
    assert page.locator(".zy-rows > .zy-row:visible").count() == 21


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_serious(open_brief: Open, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    size = {"width": width, "height": 800}
    page = open_brief(sample_brief(), color_scheme=scheme, viewport=size)
    page.click(f"{ref('m1')} .zy-text")
    page.locator(".zy-dock").wait_for()
    violations = axe.Axe().run(page).response["violations"]
    grave = [v for v in violations if v["impact"] in {"moderate", "serious", "critical"}]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in grave] == []


# --- strangers' text ----------------------------------------------------------------------------


def test_a_hostile_brief_runs_nothing(open_brief: Open) -> None:
    page = open_brief(hostile_brief())
    for name in ("m1", "t2", "h"):
        page.locator(ref(name)).click(position={"x": 20, "y": 8}, force=True)
    page.click(".zy-filter")
    assert page.evaluate("window.pwned") is None
    assert page.locator("main :is(script, img, svg, iframe, textarea, style)").count() == 0
    assert page.locator("[onerror], [onload], [onmouseover]").count() == 0
    styles = page.locator("[style]").evaluate_all("all => all.map(e => e.getAttribute('style'))")
    assert all(re.fullmatch(r"order: \d+;", style) for style in styles)
    page.click(".zy-filter")
    assert page.locator("[style]").count() == 0
    links = page.locator("a").evaluate_all("els => els.map(e => e.getAttribute('href'))")
    assert all(re.fullmatch(r"#zy-\w+", link) for link in links)
    assert "<script>window.pwned=1" in page.inner_text("#zy-s2")


def test_offsets_count_characters_not_utf16(open_brief: Open) -> None:
    page = open_brief(hostile_brief())
    number = len(hostile_brief().article.sentences)
    text = hostile_brief().article.sentences[-1].text
    assert page.inner_text(f"#zy-s{number} .zy-zh mark") == text[:5]


# --- a brief that grows ---------------------------------------------------------------------------


def test_updates_redraw_only_what_changed(open_brief: Open) -> None:
    page = open_brief(growing_briefs()[0])
    page.evaluate("window.reader = ZhaiyiReader.mount(document.getElementById('zhaiyi')), 0")
    for brief in growing_briefs()[:-1]:
        update(page, brief, working=True)
    assert "Working: 9 of 18" in page.inner_text(".zy-state")
    page.evaluate("window.row = document.getElementById('zy-s3'), 0")
    page.locator(ref("t3")).focus()
    update(page, sample_brief())
    assert page.evaluate("window.row === document.getElementById('zy-s3')")
    assert page.evaluate("document.activeElement.dataset.ref") == "t3"
    assert page.locator(".zy-state").count() == 0
    assert "Finished" in page.inner_text('[role="status"]')
    whole = page.inner_text("main")
    update(page, sample_brief())
    assert page.inner_text("main") == whole
    fresh = open_brief(sample_brief())
    assert words_of(page, ".zy-row .zy-text") == words_of(fresh, ".zy-row .zy-text")


def test_a_headline_drawn_anew_keeps_the_focus(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.evaluate("window.reader = ZhaiyiReader.mount(document.getElementById('zhaiyi')), 0")
    page.locator(ref("h")).focus()
    brief = sample_brief()
    update(page, replace(brief, headline=replace(brief.headline, text="Another one")))
    assert page.inner_text(ref("h")) == "Another one"
    assert page.evaluate("document.activeElement.dataset.ref") == "h"


@pytest.mark.parametrize(
    ("phase", "said"), [("done", True), ("stopped", False), ("failed", False), ("stored", False)]
)
def test_only_what_is_done_is_called_finished(open_brief: Open, phase: str, said: bool) -> None:
    page = open_brief(growing_briefs()[0])
    page.evaluate("window.reader = ZhaiyiReader.mount(document.getElementById('zhaiyi')), 0")
    update(page, growing_briefs()[-2], working=True)
    update(page, growing_briefs()[-2], phase=phase)
    assert ("Finished" in page.locator('.zy [role="status"]').inner_text()) == said


def test_another_article_leaves_nothing_of_the_last(open_brief: Open) -> None:
    page = open_brief(hostile_brief())
    page.evaluate("window.reader = ZhaiyiReader.mount(document.getElementById('zhaiyi')), 0")
    update(page, sample_brief())
    assert "pwned" not in page.inner_text("main")
    assert page.locator(".zy-rows > .zy-row").count() == 21


def test_a_sentence_is_copied_with_its_source(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}}), 0"
    )
    page.click(f"{ref('m3')} .zy-text")
    page.click(".zy-dock .zy-copy")
    page.wait_for_function("window.copied")
    target, source, about = page.evaluate("window.copied").split("\n")
    assert target == "The first phase of the pilot zone takes 9 billion yuan of investment."
    assert source.startswith("试验区首期规划面积约6.1万亩")
    assert "https://example.org/shantou" in about
    page.click(".zy-dock .zy-copylink")
    page.wait_for_function("window.copied.endsWith('brief.html#zy-m3')")


def test_nothing_empties_the_reader(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.click(f"{ref('m1')} .zy-text")
    page.locator(".zy-dock").wait_for()
    page.evaluate("ZhaiyiReader.mount(document.getElementById('zhaiyi')).update(null)")
    assert page.locator("main").is_hidden()
    assert page.locator(".zy-dock").is_hidden()


def test_the_page_can_speak_chinese(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content(
        f"<style>{reader_css()}</style><div id=here></div><script>{reader_js()}</script>"
    )
    page.evaluate(
        "tree => ZhaiyiReader.mount(here, {language: 'zh', prefix: 'x-'}).update(tree) && 0",
        json.loads(to_json(sample_brief())),
    )
    assert page.inner_text("#x-summary") == "摘要"
    assert page.inner_text("#x-s5 .zy-instead") == "与第3句重复"
    page.click(f"{ref('m4')} .zy-text")
    page.locator(".zy-dock", has_text="摘要第4句").wait_for()
    page.close()


def test_each_part_says_its_language(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.click(".zy-language")
    assert page.get_attribute("#zhaiyi", "lang") == "zh-Hans"
    closest = "e => e.closest('[lang]').lang"
    for part in (".zy-headline", f"{ref('m1')} .zy-text", f"{ref('t6')} .zy-text", ".zy-reason"):
        assert page.locator(part).first.evaluate(closest) == "en", part
    for part in (".zy-title", f"{ref('s6')} .zy-text", f"{ref('k6')} .zy-text", "tbody th"):
        assert page.locator(part).first.evaluate(closest).startswith("zh"), part
    assert page.locator("#zy-summary").evaluate(closest) == "zh-Hans"


def test_terms_are_cards_on_a_phone_and_still_a_table(open_brief: Open) -> None:
    page = open_brief(sample_brief(), viewport={"width": 360, "height": 800})
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="安达卢西亚"))
    assert row.get_by_role("cell").count() == 4
    origin = row.get_by_role("cell").nth(2)
    label = "e => getComputedStyle(e, '::before').content"
    assert "Known from" in origin.evaluate(label)
    whole = page.locator(".zy-scroll").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert whole[0] == whole[1]


def test_the_bar_of_a_sentence_does_not_cover_it(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    for name in ("m1", "k3", "t6", "s6"):
        text = page.locator(f"{ref(name)} .zy-text")
        text.scroll_into_view_if_needed()
        text.hover()
        bar, box = page.locator(".zy-hand").bounding_box(), text.bounding_box()
        # The letters begin and end some pixels within a line's box.
        above = bar["y"] + bar["height"] <= box["y"] + 8
        below = bar["y"] >= box["y"] + box["height"] - 8
        assert above or below, name


@pytest.mark.parametrize("width", [390, 1000, 1280])
def test_a_source_number_stays_with_its_sentence(open_brief: Open, width: int) -> None:
    page = open_brief(sample_brief(), viewport={"width": width, "height": 800})
    ends = """items => items.map((item) => {
      const last = [...item.querySelector(".zy-text").getClientRects()].pop();
      const chip = item.querySelector(".zy-ref").getClientRects()[0];
      return chip.top < last.bottom && chip.bottom > last.top;
    })"""
    together = page.locator(".zy-summary .zy-en .zy-item").evaluate_all(ends)
    assert together == [True] * 4


def test_what_is_still_to_come_has_its_place_and_no_words(open_brief: Open) -> None:
    page = open_brief(growing_briefs()[0])
    page.evaluate("window.reader = ZhaiyiReader.mount(document.getElementById('zhaiyi')), 0")
    update(page, growing_briefs()[1], working=True)
    assert page.locator(".zy-coming").count() > 3
    assert "Each sentence is checked" in page.inner_text(".zy-checks")
    update(page, sample_brief())
    assert page.locator(".zy-coming").count() == 0


def test_directions_of_a_stranger_do_not_turn_our_words(open_brief: Open) -> None:
    page = open_brief(hostile_brief())
    assert "\u202e" not in page.inner_text(".zy-notice")


def update(page: Any, brief: Brief, **state: Any) -> None:
    tree = json.loads(to_json(brief))
    page.evaluate("([tree, state]) => { reader.update(tree, state); }", [tree, state])
