"""What a visitor can do with a brief on the page: terms, edits, history, languages, words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document

from tests.support import REPO
from tests.web.serving import Server
from zhaiyi.render import from_json

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

Open = Callable[..., Any]
ARTICLE = (REPO / "samples" / "yunling-results.txt").read_text(encoding="utf-8")
DONE = ".zp-exportbutton"
EXPORT = ".zp-export:not([href*='/en-'])"
NEW = "A sentence written by hand."


def make(page: Any, text: str = ARTICLE) -> Any:
    page.fill("#zp-text textarea", text)
    page.locator("#zp-start").click()
    page.locator(DONE).first.wait_for()
    page.locator(".zy-rows .zy-w").first.wait_for()
    return page


def rows(page: Any) -> dict[str, str]:
    """English by ref."""
    found: dict[str, str] = page.locator(".zy-rows .zy-en[data-ref]").evaluate_all(
        "els => Object.fromEntries(els.map(e => "
        "[e.dataset.ref, e.querySelector('.zy-text')?.textContent ?? '']))"
    )
    return found


def edit(page: Any, ref: str, text: str) -> None:
    page.locator(f'[data-ref="{ref}"]').focus()
    page.keyboard.press("F2")
    page.locator(".zy-area").fill(text)
    page.locator(".zy-area").press("Enter")
    page.locator(f'[data-ref="{ref}"]', has_text=text).wait_for()


def downloads(page: Any) -> dict[str, bytes]:
    """Every export by its suffix."""
    found: dict[str, bytes] = {}
    page.locator(DONE).click()
    for link in page.locator(EXPORT).all():
        with page.expect_download() as started:
            link.click()
        name = started.value.suggested_filename
        found[name.rpartition(".")[2]] = started.value.path().read_bytes()
    page.keyboard.press("Escape")
    return found


def text_of(suffix: str, data: bytes) -> str:
    if suffix != "docx":
        return data.decode("utf-8")
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")


# --- words --------------------------------------------------------------------------------------


def test_words_show_pinyin_on_the_page_and_in_its_file(visit: Open, tmp_path: Any) -> None:
    page = make(visit())
    page.locator('[data-ref="s4"] .zy-w', has_text="公司").first.hover()
    assert "gōngsī" in page.inner_text(".zy-gloss")
    assert "company" in page.inner_text(".zy-gloss")
    page.get_by_role("button", name="Pinyin above").click()
    assert page.locator('[data-ref="s4"] ruby').count() > 10
    file = downloads(page)["html"].decode("utf-8")
    data = json.loads(file.split('id="zhaiyi-brief">')[1].split("</script>")[0])
    assert ["公司", "gōng sī"] in [word[:2] for word in data["aid"]["words"]]


def test_the_reading_page_opens_alone_and_says_what_the_page_said(
    visit: Open, chromium: Any, tmp_path: Any
) -> None:
    page = make(visit())
    edit(page, "t4", NEW)
    (tmp_path / "brief.html").write_bytes(downloads(page)["html"])
    context = chromium.new_context(offline=True)
    alone = context.new_page()
    alone.goto((tmp_path / "brief.html").as_uri())
    assert rows(alone) == rows(page)
    for part in (".zy-headline", ".zy-summary .zy-text", ".zy-check", ".zy-terms th"):
        texts = [each.locator(part).all_text_contents() for each in (alone, page)]
        assert texts[0] == texts[1], part
    alone.locator('[data-ref="s4"] .zy-w', has_text="公司").first.hover()
    assert "gōngsī" in alone.inner_text(".zy-gloss")
    assert alone.locator(".zy-change").count() == 0
    context.close()


# --- terms and edits ----------------------------------------------------------------------------


def test_a_changed_term_redoes_only_the_sentences_that_use_it(visit: Open) -> None:
    page = make(visit())
    edit(page, "t2", NEW)
    before = rows(page)
    page.get_by_role("button", name="Change the English of 非洲").click()
    page.get_by_role("textbox", name="Change the English of 非洲").fill("the African market")
    page.keyboard.press("Enter")
    page.locator(".zy-terms tr", has_text="your glossary").wait_for()
    page.locator(DONE).first.wait_for()
    expect(page.locator(".is-again")).to_have_count(0)
    after = rows(page)
    changed = {ref for ref in before if before[ref] != after[ref]}
    with_term = page.locator(".zy-rows .zy-zh", has_text="非洲")
    uses = {f"t{ref[1:]}" for ref in with_term.evaluate_all("els => els.map(e => e.dataset.ref)")}
    assert changed == uses
    assert all("the African market" in after[ref] for ref in changed)
    assert after["t2"] == NEW


def test_every_export_carries_an_edit_and_a_reload_too(visit: Open) -> None:
    page = make(visit())
    edit(page, "t4", NEW)
    expect(page.locator("#zy-s4 .zy-en")).to_contain_text("Edited by hand")
    files = downloads(page)
    assert set(files) == {"html", "md", "json", "txt", "docx", "tmx"}
    for suffix, data in files.items():
        assert NEW in text_of(suffix, data), suffix
    assert from_json(files["json"]).translations[3].status == "edited"
    assert NEW in {
        cell.text for cell in Document(io.BytesIO(files["docx"])).tables[0].columns[1].cells
    }
    assert NEW in {seg.text for seg in ElementTree.fromstring(files["tmx"]).iter("seg")}
    page.reload()
    page.locator(DONE).first.wait_for()
    assert rows(page)["t4"] == NEW


def test_summary_and_headline_can_be_edited(visit: Open) -> None:
    page = make(visit())
    edit(page, "m1", NEW)
    edit(page, "h", "A headline written by hand")
    files = downloads(page)
    assert NEW in text_of("md", files["md"])
    assert json.loads(files["json"])["title"]["text"] == "A headline written by hand"


def test_a_hostile_edit_and_term_stay_text(visit: Open) -> None:
    hostile = "<img src=x onerror=hit()>${hit()}`{{7*7}}</script>"
    page = make(visit())
    edit(page, "t4", hostile)
    page.locator(".zy-change").first.click()
    page.locator(".zy-input").fill(hostile)
    page.locator(".zy-input").press("Enter")
    page.locator(".zy-terms tr", has_text="your glossary").wait_for()
    page.locator(DONE).first.wait_for()
    page.reload()
    page.locator(DONE).first.wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert not page.evaluate("Boolean(window.wasHit)")


# --- the browser's own history --------------------------------------------------------------------


def test_the_browser_keeps_what_was_made_and_forgets_it_when_told(visit: Open) -> None:
    page = make(visit())
    edit(page, "t4", NEW)
    page.locator(".zp-history summary").wait_for()
    page.evaluate("sessionStorage.clear()")
    page.goto(page.url.split("?")[0])
    page.locator(".zp-history summary").click()
    assert "this browser only" in page.inner_text(".zp-history")
    page.locator(".zp-entry").click()
    page.locator(DONE).first.wait_for()
    assert rows(page)["t4"] == NEW
    expect(page.locator(".zp-line")).to_contain_text("stored brief")
    assert NEW in text_of("txt", downloads(page)["txt"])
    page.locator(".zp-history li .zp-plain").click()
    page.locator(".zp-history").wait_for(state="hidden")


def test_nothing_is_kept_where_that_is_switched_off(visit: Open) -> None:
    page = make(visit())
    page.locator(".zp-history summary").click()
    page.get_by_label("Keep briefs in this browser").uncheck()
    page.get_by_role("button", name="Delete all").click()
    make(page, (REPO / "samples" / "quake-flash.txt").read_text(encoding="utf-8"))
    expect(page.locator(".zp-history summary")).to_contain_text("(0)")


def test_a_copied_link_opens_the_place_again_in_this_browser(visit: Open) -> None:
    page = make(visit())
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}}), 0"
    )
    page.hover('[data-ref="t9"] .zy-text')
    page.locator(".zy-hand .zy-copylink").click()
    page.wait_for_function("window.copied")
    link = page.evaluate("copied")
    page.locator(".zp-history summary").wait_for()
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    page.locator(".is-lit[data-ref=t9]").wait_for()


# --- everybody's page ----------------------------------------------------------------


def serious(page: Any) -> list[str]:
    """Rules that axe finds gravely broken, each with the element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    return [
        f"{found['id']}: {node['html'][:160]}"
        for found in axe.Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_wherever_a_visitor_gets(visit: Open, scheme: str) -> None:
    page = make(visit(color_scheme=scheme))
    page.get_by_role("button", name="Pinyin above").click()
    page.locator(".zp-history summary").click()
    page.locator('[data-ref="s4"] .zy-w').nth(3).hover()
    assert serious(page) == []
    page.get_by_role("button", name="Paragraph").click()
    page.locator(".zy-change").first.click()
    page.locator('[data-ref="t4"]').focus()
    page.keyboard.press("F2")
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="开始").wait_for()
    assert serious(page) == []


def test_twice_as_large_everything_still_fits(visit: Open) -> None:
    page = make(visit(viewport={"width": 640, "height": 430}, device_scale_factor=2))
    page.get_by_role("button", name="Pinyin above").click()
    page.locator(".zy-change").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    english = page.locator('[data-ref="t4"]').bounding_box()
    chinese = page.locator('[data-ref="s4"]').bounding_box()
    assert chinese["y"] >= english["y"] + english["height"]


def test_a_finger_on_a_phone(visit: Open) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    page = make(visit(**phone))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    word = page.locator('[data-ref="s4"] .zy-w', has_text="公司").first
    word.scroll_into_view_if_needed()
    word.tap()
    assert "gōngsī" in page.inner_text(".zy-gloss")
    page.locator(".zy-dock .zy-edit").tap()
    page.locator(".zy-area").fill(NEW)
    page.locator(".zy-save").tap()
    page.locator('[data-ref="t4"]', has_text=NEW).wait_for()


def test_from_start_to_export_by_keyboard_alone(visit: Open) -> None:
    page = visit()
    reach(page, "#zp-text textarea")
    page.keyboard.insert_text(ARTICLE)
    reach(page, "#zp-start")
    page.keyboard.press("Enter")
    page.locator(DONE).first.wait_for()
    page.locator(".zy-rows .zy-w").first.wait_for()
    reach(page, "[data-ref=m1]")
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(NEW)
    page.keyboard.press("Enter")
    page.locator('[data-ref="m1"]', has_text=NEW).wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator(".zy-gloss").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.dataset.ref?.startsWith('t')")
    page.keyboard.press("Escape")
    reach(page, DONE, "Shift+Tab")
    page.keyboard.press("Enter")
    reach(page, ".zp-export")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.path().stat().st_size > 0


def reach(page: Any, selector: str, key: str = "Tab") -> None:
    """Goes on with the keyboard until an element has the focus."""
    for _ in range(60):
        if page.evaluate("s => Boolean(document.activeElement?.matches(s))", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {selector}")


# --- languages, shapes, samples -------------------------------------------------------------------


def test_the_whole_page_speaks_chinese_and_remembers(visit: Open) -> None:
    page = make(visit())
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="开始").wait_for()
    expect(page.locator("#zy-summary")).to_have_text("摘要")
    expect(page.locator(".zp-line")).to_have_text("已完成。")
    expect(page.get_by_role("tab", name="上传文件")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.reload()
    page.get_by_role("button", name="开始").wait_for()
    page.locator(DONE).first.wait_for()
    expect(page.locator("#zy-summary")).to_have_text("摘要")
    shown = page.inner_text(".zp-form")
    assert not re.search(r"[A-Za-z]{5,}", shown.replace("https", "")), shown


def test_a_remedy_is_told_in_the_language_of_its_controls(visit: Open) -> None:
    page = visit(locale="zh-CN")
    page.get_by_role("button", name="中文").click()
    page.fill("#zp-text textarea", "Nothing but English here, for sure.")
    page.get_by_role("button", name="开始").click()
    error = page.get_by_role("alert").filter(has_text="translates from Chinese")
    expect(error).to_contain_text("“无论如何继续”")
    assert error.locator("[lang=en]").inner_text().endswith("from Chinese")
    page.get_by_text("选项", exact=True).first.click()
    expect(page.get_by_label("无论如何继续")).to_be_visible()


def test_the_summary_as_a_paragraph_reaches_the_exports(visit: Open) -> None:
    page = visit()
    page.locator("#zp-options button").first.click()
    page.get_by_label("One paragraph").check()
    make(page)
    expect(page.locator(".zy-list.is-prose")).to_be_visible()
    files = downloads(page)
    assert "\n1. " not in text_of("md", files["md"]).split("## What to check")[0]
    assert 'data-summary="paragraph"' in text_of("html", files["html"])


def test_samples_say_where_they_are_from_and_whether_they_are_stored(visit: Open) -> None:
    page = visit()
    first, second = page.locator(".zp-card").all_inner_texts()
    assert "Sino-US Innovation Times" in first
    assert "stored brief" in first
    assert "made when you click" in second


def test_the_hint_tells_length_and_language(visit: Open, page_server: Server) -> None:
    page = visit()
    page.fill("#zp-text textarea", ARTICLE)
    hint = page.locator(".zp-length", has_text="expected")
    assert re.fullmatch(
        r"[\d,]+ characters · Chinese · about \d+ (?:s|min) expected", hint.inner_text()
    )
    for other in (
        "Nothing but English here",
        "これは日本語の文章です。東京で図書館が開いた。",
    ):
        page.fill("#zp-text textarea", "中文")
        expect(page.locator(".zp-length")).to_contain_text("Chinese · about")
        page.fill("#zp-text textarea", other)
        expect(page.locator(".zp-length")).to_contain_text("does not look Chinese")
    page.fill("#zp-text textarea", "中")
    expect(page.locator(".zp-length")).to_contain_text("1 character ·")
