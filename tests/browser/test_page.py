"""The page in a real browser: what a visitor sees and does. The engine is the scripted one."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.briefs import sample_brief
from tests.support import REPO
from tests.web.serving import Server

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

Open = Callable[..., Any]
ARTICLE = (REPO / "samples" / "yunling-results.txt").read_text(encoding="utf-8")
OTHER = (REPO / "samples" / "water-notice.txt").read_text(encoding="utf-8")
HOSTILE = "<img src=x onerror=hit()>${hit()}`{{7*7}}</script><script>hit()</script>"
DONE = ".zp-exportbutton"
EXPORT = ".zp-export:not([href*='/en-'])"


def paste(page: Any, text: str) -> None:
    page.fill("#zp-text textarea", text)


def start(page: Any) -> None:
    page.get_by_role("button", name="Start").click()


def texts(page: Any, selector: str) -> list[str]:
    found: list[str] = page.locator(selector).all_inner_texts()
    return found


# --- the way of a visitor -------------------------------------------------------------------


def test_a_stored_sample_shows_at_once_and_says_what_made_it(
    visit: Open, page_server: Server
) -> None:
    page = visit()
    page_server.allow(0)
    page.get_by_role("button", name="A city in Brussels").click()
    page.locator(DONE).first.wait_for()
    line = page.inner_text(".zp-line")
    assert "A stored brief" in line
    assert sample_brief().provenance.translator in line
    assert page.inner_text(".zy-headline") == sample_brief().headline.text
    assert page.input_value("#zp-text textarea").startswith("汕头华侨试验区")


def test_a_sample_without_a_stored_brief_is_made(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="A news flash").click()
    page.locator(DONE).first.wait_for()
    expect(page.locator(".zp-line")).to_have_text("Finished.")
    assert page.inner_text(".zy-headline").startswith("[en]")


def test_pasted_text_streams_highlights_then_summary_then_translation(
    visit: Open, page_server: Server
) -> None:
    page = visit()
    page_server.allow(0)
    paste(page, ARTICLE)
    expect(page.locator(".zp-length")).to_have_text(re.compile(r"\d+ characters"))
    start(page)
    page.locator(".zy-summary .zy-key").first.wait_for()
    assert page.locator(".zy-rows .zy-en .zy-text").count() < 3
    expect(page.get_by_role("button", name="Start")).to_be_disabled()
    page_server.allow(3)
    page.locator(".zy-summary .zy-en .zy-text").first.wait_for()
    assert page.locator(".zy-wait, .is-missing").count() > 0
    bar = page.locator(".zp-bar")
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    line = re.compile(r"Translated \d+ of \d+ sentences, about .* left\.")
    expect(page.locator(".zp-line")).to_have_text(line)
    assert 0 < float(bar.get_attribute("value")) < float(bar.get_attribute("max"))
    page_server.allow(None)
    page.locator(DONE).first.wait_for()
    expect(page.locator(".zy-wait, .is-missing")).to_have_count(0)
    expect(page.get_by_role("button", name="Start")).to_be_enabled()


def test_the_links_of_the_reading_view_work_on_the_page(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="A city in Brussels").click()
    page.locator(DONE).first.wait_for()
    page.click('[data-ref="m1"] .zy-text')
    page.locator('[data-ref="s3"].is-lit').wait_for()
    page.locator(".zy-dock", has_text="Summary sentence 1").wait_for()


def test_stop_keeps_what_is_done(visit: Open, page_server: Server) -> None:
    page = visit()
    page_server.allow(2)
    paste(page, ARTICLE)
    start(page)
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page.get_by_role("button", name="Stop").click()
    page.locator(".zp-line", has_text="Stopping").wait_for()
    page_server.allow(None)
    page.locator(DONE).first.wait_for()
    expect(page.locator(".zp-line")).to_have_text("Stopped. What was done stays.")
    expect(page.locator(".is-missing").first).to_be_attached()
    expect(page.locator(".is-translated").first).to_be_attached()


def test_the_focus_stays_at_stop_and_goes_to_go_on(visit: Open, page_server: Server) -> None:
    page = visit()
    page_server.allow(2)
    paste(page, ARTICLE)
    start(page)
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page.get_by_role("button", name="Stop").focus()
    before = page.inner_text(".zp-line")
    page_server.allow(1)
    expect(page.locator(".zp-line")).not_to_have_text(before)
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".zp-line", has_text="Stopping").wait_for()
    expect(page.locator(".zp-line")).to_be_focused()
    page_server.allow(None)
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".zy-headline")).to_be_focused()
    expect(page.locator(".is-missing")).to_have_count(0)


def test_another_article_may_begin_while_one_that_was_left_is_at_work(
    visit: Open, page_server: Server
) -> None:
    page = visit()
    page_server.allow(2)
    paste(page, ARTICLE)
    start(page)
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    begin = page.get_by_role("button", name="Start")
    expect(begin).to_be_disabled()
    page.get_by_role("button", name="New article").click()
    expect(begin).to_be_enabled()
    page_server.allow(1)
    page.wait_for_timeout(500)
    expect(begin).to_be_enabled()
    paste(page, OTHER)
    start(page)
    expect(begin).to_be_disabled()
    page_server.allow(None)
    page.locator(DONE).first.wait_for()
    expect(begin).to_be_enabled()
    expect(page.locator(".zy-head")).to_contain_text(OTHER.splitlines()[0])


def test_the_end_is_announced_once(visit: Open, page_server: Server) -> None:
    page = visit()
    page_server.allow(2)
    paste(page, ARTICLE)
    start(page)
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page_server.allow(None)
    page.locator(DONE).first.wait_for()
    page.locator("[role=status]", has_text=re.compile("^Finished")).first.wait_for(state="attached")
    said = [text for text in texts(page, "[role=status]") if text.startswith("Finished")]
    assert len(said) == 1
    assert "To check" in said[0]


def test_options_reach_the_brief(visit: Open) -> None:
    page = visit()
    paste(page, ARTICLE)
    page.get_by_text("Options").click()
    page.get_by_label("Summary only").check()
    start(page)
    page.locator(DONE).first.wait_for()
    expect(page.locator(".zy-state")).to_contain_text("Summary only")


def test_a_dropped_file_is_read_and_left_nowhere(visit: Open, page_server: Server) -> None:
    page = visit()
    page.get_by_role("tab", name="Drop a file").click()
    file = {"name": "notice.md", "mimeType": "text/markdown", "buffer": OTHER.encode("gb18030")}
    page.set_input_files("#zp-file input[type=file]", file)
    page.get_by_text("Ready: notice.md").wait_for()
    start(page)
    page.locator(DONE).first.wait_for()
    assert "青石区" in page.inner_text(".zy-title")
    left = [path for path in page_server.disk.rglob("*") if path.is_file()]
    assert [path for path in left if path.stat().st_size] == [], "Gradio's markers are empty"


def test_a_glossary_is_used(visit: Open) -> None:
    page = visit()
    page.get_by_text("Options").click()
    table = "source\ttarget\n青石区\tGreystone District\n".encode()
    file = {"name": "terms.tsv", "mimeType": "text/plain", "buffer": table}
    page.set_input_files("#zp-glossary input[type=file]", file)
    page.get_by_text("1 term will be used.").wait_for()
    paste(page, OTHER)
    start(page)
    page.locator(DONE).first.wait_for()
    row = page.locator(".zy-terms tr", has_text="Greystone District")
    assert "your glossary" in row.inner_text()


# --- what goes wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "There is no text yet"), ("Nothing but English here, for sure.", "Chinese")],
)
def test_trouble_is_one_plain_line(visit: Open, text: str, said: str) -> None:
    page = visit()
    page.set_viewport_size({"width": 1280, "height": 500})
    paste(page, text)
    start(page)
    page.locator(".zp-status > .zp-error", has_text=said).wait_for()
    page.wait_for_function(
        """() => {
          const box = document.querySelector(".zp-status > .zp-error").getBoundingClientRect();
          return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )
    assert "\n" not in page.inner_text(".zp-status > .zp-error")


def test_an_address_in_this_network_is_refused(visit: Open, page_server: Server) -> None:
    page = visit()
    page.get_by_role("tab", name="Web address").click()
    page.fill("#zp-address input, #zp-address textarea", page_server.url)
    start(page)
    page.locator(".zp-error", has_text="127.0.0.1").wait_for()


def test_a_bad_file_and_a_bad_glossary_are_told(visit: Open) -> None:
    page = visit()
    page.get_by_text("Options").click()
    file = {"name": "empty.tsv", "mimeType": "text/plain", "buffer": b"\n"}
    page.set_input_files("#zp-glossary input[type=file]", file)
    error = page.locator(".zp-error", has_text="empty.tsv")
    error.wait_for()
    assert "/" not in error.inner_text()


# --- reload, other visitors ------------------------------------------------------------------


def test_a_reload_in_the_middle_goes_on(visit: Open, page_server: Server) -> None:
    page = visit()
    page_server.allow(2)
    paste(page, ARTICLE)
    start(page)
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page.reload()
    page.locator(".is-translated").first.wait_for()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page_server.allow(None)
    page.locator(DONE).first.wait_for()
    page.reload()
    page.locator(DONE).first.wait_for()
    expect(page.locator(".is-missing")).to_have_count(0)


def test_two_visitors_see_only_their_own(visit: Open, page_server: Server) -> None:
    first, second = visit(), visit()
    page_server.allow(0)
    paste(first, ARTICLE)
    paste(second, OTHER)
    start(first)
    start(second)
    for page in (first, second):
        page.locator(".zy-summary .zy-key").first.wait_for()
    page_server.allow(None)
    for page, mine, theirs in ((first, "云岭", "青石区"), (second, "青石区", "云岭")):
        page.locator(DONE).first.wait_for()
        shown = page.inner_text(".zy-mount")
        assert mine in shown
        assert theirs not in shown
    third = visit()
    assert third.locator(".zy-headline").count() == 0


# --- hostile input --------------------------------------------------------------------------


def test_a_hostile_article_glossary_and_file_name_are_inert(visit: Open) -> None:
    page = visit()
    page.get_by_text("Options").click()
    table = f"source\ttarget\n云岭电气\t{HOSTILE}\n云岭\tjavascript:hit()\n".encode()
    file = {"name": "${hit()}<img src=x onerror=hit()>.tsv", "mimeType": "", "buffer": table}
    page.set_input_files("#zp-glossary input[type=file]", file)
    page.get_by_text("2 terms will be used.").wait_for()
    page.get_by_role("tab", name="Drop a file").click()
    text = f"云岭电气增长{HOSTILE}\n\n{ARTICLE}\n他说，{HOSTILE}这是javascript:hit()的结果。\n"
    name = "<img src=x onerror=hit()>云岭${hit()}`{{7*7}}`.txt"
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.set_input_files("#zp-file input[type=file]", file)
    page.get_by_text("Ready: ").wait_for()
    start(page)
    page.locator(DONE).first.wait_for()
    shown = page.inner_text(".zy-mount")
    assert "${hit()}`{{7*7}}" in shown
    assert "<img src=x onerror=hit()>" in shown
    assert page.locator(".gradio-container img[src=x]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert not page.evaluate("Boolean(window.wasHit)")
    page.reload()
    page.locator(DONE).first.wait_for()
    assert not page.evaluate("Boolean(window.wasHit)")


# --- downloads --------------------------------------------------------------------------------


def test_every_download_holds_what_the_page_shows(visit: Open, tmp_path: Path) -> None:
    page = visit()
    paste(page, ARTICLE)
    start(page)
    page.locator(DONE).first.wait_for()
    headline = page.inner_text(".zy-headline")
    saved: dict[str, Path] = {}
    page.locator(DONE).click()
    for link in page.locator(EXPORT).all():
        with page.expect_download() as started:
            link.click()
        name = started.value.suggested_filename
        saved[name.rpartition(".")[2]] = tmp_path / name
        started.value.save_as(tmp_path / name)
    assert set(saved) == {"html", "md", "json", "txt", "docx", "tmx"}
    brief = json.loads(saved["json"].read_text(encoding="utf-8"))
    assert brief["title"]["text"] == headline
    for suffix in ("html", "md", "txt"):
        assert headline.split()[-1] in saved[suffix].read_text(encoding="utf-8")
    assert "word/document.xml" in zipfile.ZipFile(saved["docx"]).namelist()


# --- looks ------------------------------------------------------------------------------------

BACKGROUND = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"


def test_dark_as_the_system_and_light_by_the_switch(visit: Open) -> None:
    page = visit(color_scheme="dark")
    dark = page.evaluate(BACKGROUND)
    assert max(map(int, re.findall(r"\d+", dark))) < 60
    page.get_by_role("button", name="A city in Brussels").click()
    page.locator(DONE).first.wait_for()
    page.get_by_role("button", name="Theme").click()
    page.wait_for_function("!document.body.classList.contains('dark')")
    assert min(map(int, re.findall(r"\d+", page.evaluate(BACKGROUND)))) > 200


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_scrolls_in_one_direction_only(visit: Open, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="A city in Brussels").click()
    page.locator(DONE).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Open, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(color_scheme=scheme)
    page.get_by_text("Options").click()
    page.get_by_label("Summary only").wait_for()
    assert serious(axe.run(page)) == []
    page.get_by_role("button", name="A city in Brussels").click()
    page.locator(DONE).first.wait_for()
    assert serious(axe.run(page)) == []


def serious(results: Any) -> list[str]:
    """Rules broken gravely, each with the element."""
    return [
        f"{found['id']}: {node['html'][:160]}"
        for found in results.response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def test_by_keyboard_alone(visit: Open) -> None:
    page = visit()
    page.keyboard.press("Tab")
    seen: Any = ""
    for _ in range(12):
        seen = page.evaluate("document.activeElement.className")
        if "zp-card" in seen:
            break
        page.keyboard.press("Tab")
    assert "zp-card" in seen
    page.keyboard.press("Enter")
    page.locator(DONE).first.wait_for()
