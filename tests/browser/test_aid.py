"""Reading aid, shapes of the summary, languages and editing, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.briefs import sample_brief
from zhaiyi.lexicon import Lexicon
from zhaiyi.render import to_json
from zhaiyi.render.aid import reading_aid
from zhaiyi.render.assets import reader_css, reader_js

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

Open = Callable[..., Any]
FOCUSED = "document.activeElement.dataset.ref"


@cache
def sample_aid() -> dict[str, Any]:
    return reading_aid(sample_brief().article, Lexicon())


def word(page: Any, ref: str, text: str) -> Any:
    return page.locator(f'[data-ref="{ref}"] .zy-w', has_text=text).first


# --- words ------------------------------------------------------------------------------------


def test_a_word_under_the_pointer_shows_pinyin_and_english(open_brief: Open) -> None:
    page = open_brief(sample_brief(), aid=sample_aid())
    word(page, "s17", "交通").hover()
    box = page.locator(".zy-gloss")
    assert "jiāotōng" in box.inner_text()
    assert "transportation" in box.inner_text()
    assert box.bounding_box()["y"] >= 0
    page.mouse.move(2, 2)
    box.wait_for(state="hidden")


def test_a_term_shows_its_english_and_who_says_so(open_brief: Open) -> None:
    page = open_brief(sample_brief(), aid=sample_aid())
    word(page, "s12", "林依民").hover()
    assert page.inner_text(".zy-gloss").split("\n") == [
        "林依民Lín Yīmín",
        "Lin Yimin",
        "pinyin rules",
    ]


def test_a_term_cut_by_words_shows_both(open_brief: Open) -> None:
    page = open_brief(sample_brief(), aid=sample_aid())
    word(page, "s16", "华侨").hover()
    shown = page.inner_text(".zy-gloss")
    assert "Overseas Chinese Pilot Zone" in shown
    assert "Huáqiáo\noverseas Chinese" in shown


def test_words_by_keyboard(open_brief: Open) -> None:
    page = open_brief(sample_brief(), aid=sample_aid())
    page.locator('[data-ref="t17"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "s17"
    assert page.locator(".zy-gloss").is_hidden()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "jiànzhù" in page.inner_text(".zy-gloss")
    assert "jiànzhù" in page.inner_text('[role="status"]')
    page.keyboard.press("ArrowLeft")
    assert "lǜsè" in page.inner_text(".zy-gloss")
    page.keyboard.press("Escape")
    assert page.locator(".zy-gloss").is_hidden()
    assert page.evaluate(FOCUSED) == "s17"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == "t17"


def test_a_tap_on_a_word_shows_it_and_stays(open_brief: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    page = open_brief(sample_brief(), aid=sample_aid(), **phone)
    target = word(page, "s17", "交通")
    target.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    target.tap()
    assert "jiāotōng" in page.inner_text(".zy-gloss")
    assert page.evaluate("scrollY") == before
    assert "is-lit" in page.locator('[data-ref="t17"]').get_attribute("class")
    assert page.locator(".zy-jump").first.inner_text() == "Summary sentence 4"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pinyin_above_the_characters_is_remembered(open_brief: Open) -> None:
    page = open_brief(sample_brief(), aid=sample_aid())
    plain = page.inner_text('[data-ref="s17"] .zy-text')
    page.get_by_role("button", name="Pinyin above").click()
    ruby = page.locator('[data-ref="s17"] ruby')
    assert ruby.nth(0).inner_text() == "在zài"
    characters = (
        "n => [...n.childNodes].map(c => c.nodeName === 'RT' ? '' : c.textContent).join('')"
    )
    assert "".join(ruby.evaluate_all(f"all => all.map({characters})")) == "".join(
        char for char in plain if "一" <= char <= "鿿"
    )
    page.reload()
    assert page.locator('[data-ref="s17"] ruby').count() > 10
    page.get_by_role("button", name="Pinyin above").click()
    assert page.inner_text('[data-ref="s17"] .zy-text') == plain


def test_without_an_aid_nothing_is_promised(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    assert page.get_by_role("button", name="Pinyin above").count() == 0


# --- shapes and languages -----------------------------------------------------------------------


def test_the_summary_as_a_paragraph(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.get_by_role("button", name="Paragraph").click()
    assert page.locator(".zy-summary .zy-zh:visible").count() == 0
    page.hover('[data-ref="m2"] .zy-text')
    assert "is-lit" in page.locator('[data-ref="s6"]').get_attribute("class")
    page.reload()
    assert page.locator(".zy-list.is-prose").count() == 1
    page.get_by_role("button", name="List with sources").click()
    assert page.locator(".zy-summary .zy-zh:visible").count() == 4


def test_a_file_speaks_chinese_at_a_click_and_remembers(open_brief: Open) -> None:
    page = open_brief(sample_brief(), aid=sample_aid())
    page.get_by_role("button", name="中文").click()
    assert page.inner_text("#zy-summary") == "摘要"
    assert "机器翻译" in page.inner_text(".zy-notice")
    word(page, "s17", "交通").hover()
    assert "jiāotōng" in page.inner_text(".zy-gloss")
    page.reload()
    assert page.inner_text("#zy-summary") == "摘要"
    page.get_by_role("button", name="English").click()
    assert page.inner_text("#zy-summary") == "Summary"


# --- editing ------------------------------------------------------------------------------------


@pytest.fixture
def mounted(chromium: Any) -> Any:
    """A reader that may edit, mounted as the page does; what it sends is in `window.sent`."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(
        f"<html lang=en><style>{reader_css()}</style><div id=here></div>"
        f"<script>{reader_js()}</script>"
    )
    page.evaluate(
        """tree => {
          window.sent = [];
          const onEdit = async (ref, text) => {
            if (text === "refused") throw new Error("this was refused");
            window.sent.push([ref, text]);
            const row = tree.translation.find((t) => `t${t.source + 1}` === ref);
            if (row) row.text = text;
            return structuredClone(tree);
          };
          const onTerm = async (source, target) => { window.sent.push([source, target]); };
          window.reader = ZhaiyiReader.mount(here, {onEdit, onTerm});
          window.reader.update(tree);
        }""",
        json.loads(to_json(sample_brief())),
    )
    yield page
    page.close()


def test_a_sentence_is_edited_in_place(mounted: Any) -> None:
    mounted.hover('[data-ref="t17"] .zy-text')
    mounted.get_by_role("button", name="Edit", exact=True).click()
    area = mounted.get_by_role("textbox", name="English of: Sentence 17")
    assert area.input_value().startswith("It will advance")
    area.fill("It will  build\nsponge cities.")
    area.press("Enter")
    mounted.locator('[data-ref="t17"]', has_text="It will build sponge cities.").wait_for()
    assert mounted.evaluate("sent") == [["t17", "It will build sponge cities."]]
    assert mounted.evaluate(FOCUSED) == "t17"


def test_escape_keeps_the_old_sentence(mounted: Any) -> None:
    mounted.locator('[data-ref="m1"]').focus()
    mounted.keyboard.press("F2")
    mounted.keyboard.type(" And more.")
    mounted.keyboard.press("Escape")
    assert mounted.inner_text('[data-ref="m1"] .zy-text') == sample_brief().summary[0].text
    assert mounted.evaluate("sent") == []
    assert mounted.evaluate(FOCUSED) == "m1"


def test_what_is_refused_or_empty_stays_open_with_its_reason(mounted: Any) -> None:
    mounted.locator('[data-ref="h"]').focus()
    mounted.keyboard.press("F2")
    area = mounted.get_by_role("textbox", name="English of: Headline")
    area.fill("refused")
    area.press("Enter")
    mounted.locator(".zy-trouble", has_text="this was refused").wait_for()
    area.fill(" ")
    area.press("Enter")
    assert "Esc" in mounted.inner_text(".zy-trouble")


def test_a_term_is_changed_in_its_row(mounted: Any) -> None:
    mounted.get_by_role("button", name="Change the English of 安达卢西亚").click()
    field = mounted.get_by_role("textbox", name="Change the English of 安达卢西亚")
    assert field.input_value() == "Andalusia"
    field.fill("Andalucía")
    field.press("Enter")
    mounted.wait_for_function("sent.length === 1")
    assert mounted.evaluate("sent") == [["安达卢西亚", "Andalucía"]]


def test_nothing_can_be_changed_while_it_works_or_in_a_file(mounted: Any, open_brief: Open) -> None:
    mounted.evaluate("reader.update(reader.view.brief, {working: true}), 0")
    mounted.hover('[data-ref="t17"] .zy-text')
    assert mounted.get_by_role("button", name="Edit", exact=True).count() == 0
    assert mounted.locator(".zy-change").count() == 0
    page = open_brief(sample_brief())
    page.hover('[data-ref="t17"] .zy-text')
    assert page.get_by_role("button", name="Edit", exact=True).count() == 0
    assert page.locator(".zy-change").count() == 0


def test_sentences_that_are_done_again_say_so(mounted: Any) -> None:
    mounted.evaluate("reader.update(reader.view.brief, {working: true, redoing: [5]}), 0")
    assert "Being done again" in mounted.inner_text("#zy-s6 .zy-en")
    assert mounted.locator(".is-again").count() == 1
