"""The reader's desk: ways about a brief, addresses, clean copies, printing, names, errors at their
place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.briefs import sample_brief
from tests.render.test_doubt import estimated
from tests.support import REPO
from tests.web.serving import Server
from zhaiyi.core.document import Span
from zhaiyi.render.view import View

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

Open = Callable[..., Any]
ARTICLE = (REPO / "samples" / "yunling-results.txt").read_text(encoding="utf-8")
DONE = ".zp-exportbutton"
HAN = re.compile(r"[\u4e00-\u9fff]")
CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard',"
    " {value: {writeText: async (text) => { window.copied = text; }}}), 0"
)
COPY = """() => {
  const data = new DataTransfer();
  const event = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector(".zy-rows").dispatchEvent(event);
  return data.getData("text/plain");
}"""
SELECT = """([from, to]) => {
  const text = (ref) => document.querySelector(`[data-ref="${ref}"] .zy-text`);
  const range = document.createRange();
  range.setStart(text(from), 0);
  range.setEnd(text(to), text(to).childNodes.length);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""
FOCUS = "document.activeElement?.dataset?.ref"


def sample(page: Any) -> Any:
    page.get_by_role("button", name="A city in Brussels").click()
    page.locator(DONE).wait_for()
    return page


def made(page: Any) -> Any:
    page.fill("#zp-text textarea", ARTICLE)
    page.locator("#zp-start").click()
    page.locator(DONE).wait_for()
    return page


# --- ways about ---------------------------------------------------------------------------------


def test_the_bar_stays_and_leads_to_the_parts(visit: Open) -> None:
    page = sample(visit())
    bar = page.locator(".zy-nav")
    expect(bar.get_by_role("link")).to_have_text(
        ["Summary", re.compile(r"Check \(\d+\)"), "Article", "Terms"]
    )
    bar.get_by_role("link", name="Terms").click()
    page.wait_for_function("document.activeElement.id === 'zy-terms'")
    box = bar.bounding_box()
    assert 0 <= box["y"] < 5
    heading = page.locator("#zy-terms").bounding_box()
    assert heading["y"] >= box["y"] + box["height"] - 2


def test_the_headline_is_the_only_first_heading_and_has_the_focus(visit: Open) -> None:
    page = visit()
    assert page.locator("h1").all_inner_texts() == ["Read Chinese news in English"]
    sample(page)
    page.wait_for_function(f"{FOCUS} === 'h'")
    assert page.locator("h1").all_inner_texts() == [sample_brief().headline.text]


def test_keys_go_from_sentence_to_sentence_and_to_what_is_doubtful(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.locator('[data-ref="h"]').focus()
    page.keyboard.press("j")
    assert page.evaluate(FOCUS) == "m1"
    page.keyboard.press("k")
    assert page.evaluate(FOCUS) == "h"
    found = []
    for _ in range(3):
        page.keyboard.press("n")
        found.append(page.evaluate(FOCUS))
    checked = page.locator(".is-check [data-ref]").evaluate_all(
        "els => els.map(e => e.dataset.ref)"
    )
    assert set(found) <= set(checked)
    assert len(set(found)) == 3


def test_the_skip_link_is_first_and_leads_to_the_form_then_to_the_brief(visit: Open) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert "zp-skip" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")


def test_the_contents_name_the_subheads(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    first = page.locator(".zy-contents a").first
    first.click()
    assert page.locator(".is-lit").count() > 0


def test_a_cell_is_named_by_its_text_and_not_by_its_buttons(visit: Open) -> None:
    page = made(visit())
    row = page.locator('[data-ref="t4"]')
    text = row.locator(".zy-text").inner_text()
    row.hover()
    page.get_by_role("gridcell", name=text, exact=True).wait_for()
    term = page.locator(".zy-terms .zy-target").first
    target = term.locator("span").first.inner_text()
    assert term.get_by_role("button").count() == 1
    page.get_by_role("cell", name=target, exact=True).first.wait_for()


def test_a_pinned_sentence_keeps_its_shading(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    shade = "getComputedStyle(document.querySelector('.zy-summary .zy-key .zy-text'))"
    before = page.evaluate(f"{shade}.backgroundColor")
    assert before != "rgba(0, 0, 0, 0)"
    page.click('[data-ref="m1"] .zy-text')
    page.locator(".zy-summary .zy-key.is-lit").first.wait_for()
    assert page.evaluate(f"{shade}.backgroundColor") == before


@pytest.mark.parametrize("height", [640, 860])
def test_the_first_screen_is_the_reader_s(visit: Open, height: int) -> None:
    page = visit(viewport={"width": 1280 if height == 860 else 1024, "height": height})
    page.locator(".zp-lead", has_text="on this machine").wait_for()
    lead = page.inner_text(".zp-lead")
    for said in ("For journalists", "checked against", "before you publish"):
        assert said in lead
    box = page.locator("#zp-text textarea").bounding_box()
    assert box["y"] + box["height"] < height
    assert page.locator(".zp-card").first.bounding_box()["y"] > box["y"] + box["height"]
    assert not page.locator(".zp-exportbutton").is_visible()


# --- addresses ----------------------------------------------------------------------------------


def test_back_and_forward_go_between_briefs(visit: Open) -> None:
    page = sample(visit())
    assert page.url.endswith("?sample=shantou-smart-city")
    page.go_back()
    page.locator(".zy-headline").wait_for(state="hidden")
    assert "?" not in page.url
    page.go_forward()
    page.locator(".zy-headline").wait_for()
    assert page.inner_text(".zy-headline") == sample_brief().headline.text


def test_a_brief_that_was_made_has_an_address_that_works(visit: Open) -> None:
    page = made(visit())
    page.wait_for_function("location.search.startsWith('?brief=')")
    headline, url = page.inner_text(".zy-headline"), page.url
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(url)
    page.locator(".zy-headline").wait_for()
    assert page.inner_text(".zy-headline") == headline


def test_a_sample_has_an_address_and_a_dead_link_says_so(visit: Open, page_server: Server) -> None:
    page = visit()
    page.goto(f"{page_server.url}?sample=shantou-smart-city")
    page.locator(".zy-headline").wait_for()
    for dead in ("?brief=none-1", "?sample=none"):
        page.goto(f"{page_server.url}{dead}")
        page.locator(".zp-status > .zp-error:visible").wait_for()
        assert page.locator(".zy-headline:visible").count() == 0


def test_a_link_from_elsewhere_keeps_the_rules_for_addresses(
    visit: Open, page_server: Server
) -> None:
    page = visit()
    page.goto(f"{page_server.url}?url=http://127.0.0.1:9/article")
    error = page.locator(".zp-status > .zp-error", has_text="private address")
    error.wait_for()
    assert "--" not in error.inner_text()
    assert "?url" not in page.url


def test_the_bookmarklet_leads_here(visit: Open) -> None:
    page = visit()
    page.get_by_text("Open the page you are reading here").click()
    href = page.get_attribute(".zp-bookmark", "href")
    assert href.startswith("javascript:location.href=")
    assert "?url=" in href


# --- copies, print ------------------------------------------------------------------------------


def test_a_selection_over_rows_is_copied_in_one_language(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.evaluate(SELECT, ["t6", "t9"])
    english = page.evaluate(COPY).splitlines()
    assert len(english) == 4
    assert not any(HAN.search(line) or re.match(r"\d+$", line) for line in english)
    page.evaluate(SELECT, ["s6", "s9"])
    chinese = page.evaluate(COPY).splitlines()
    assert len(chinese) == 4
    assert all(HAN.search(line) for line in chinese)


def test_the_english_article_is_copied_whole(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.evaluate(CLIPBOARD)
    page.click(".zy-copyenglish")
    page.wait_for_function("window.copied")
    text = page.evaluate("window.copied")
    assert text.startswith(f"{sample_brief().headline.text}\n\n")
    assert "Repeats sentence" not in text


def test_a_quotation_says_what_it_is_and_where_it_stands(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    page.evaluate(CLIPBOARD)
    page.click('[data-ref="m3"] .zy-text')
    page.click(".zy-dock .zy-copy")
    page.wait_for_function("window.copied")
    about = page.evaluate("window.copied").splitlines()[-1]
    for part in ("2017-06-12", "Summary sentence 3 (Sentence 15)", "https://example.org/shantou"):
        assert part in about
    assert re.search(r"machine summary|machine translation|edited by hand", about)
    assert ".txt" not in about


def test_the_live_page_prints_the_brief_alone(visit: Open) -> None:
    import pypdfium2

    page = sample(visit())
    pages = [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(page.pdf())]
    whole = " ".join(pages)
    assert sample_brief().headline.text.split()[0] in whole
    assert "Paste text" not in whole
    assert "New article" not in whole
    assert pages[-1].strip()


# --- names, notes, edits --------------------------------------------------------------------------


def test_names_that_nobody_vouches_for_count_and_are_marked(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    name = "Burgas"
    assert f"Check ({5 + 1})" in page.inner_text(".zy-nav")
    assert page.locator("mark.zy-unsure", has_text=name).count() >= 1
    page.locator(".zy-unconfirmed a", has_text=name).click()
    assert "Only the model vouches" in page.inner_text("#zy-s12 .zy-en")


def test_doubt_is_counted_marked_and_said_in_signs(open_brief: Open) -> None:
    brief = estimated()
    view = View(brief)
    page = open_brief(brief)
    assert f"Check ({view.check_count})" in page.inner_text(".zy-nav")
    assert page.locator(".zy-checks > div > ul > .zy-check").count() == len(view.to_check)
    doubtful = next(t for t in brief.translations if t.level == "doubtful" and t.suspect)
    row = page.locator(f"#zy-s{doubtful.source + 1}")
    assert row.locator(".zy-level").inner_text() == "○ Doubtful"
    words = row.locator("mark.zy-suspect, mark.zy-unsure, mark.zy-warning, mark.zy-error").first
    assert words.inner_text() in doubtful.text[:20]
    levels = page.locator(".zy-rows .zy-level").all_inner_texts()
    assert {"● Sure", "◐ To look at", "○ Doubtful"} == set(levels)


def test_only_what_to_check_goes_from_the_most_doubtful_down(open_brief: Open) -> None:
    brief = estimated()
    page = open_brief(brief)
    page.click(".zy-filter")
    rows = page.locator(".zy-rows > .zy-row:visible")
    found = rows.evaluate_all(
        "rows => rows.map(r => [r.getBoundingClientRect().top, Number(r.id.slice(4))])"
    )
    sure = {t.source + 1: t.confidence for t in brief.translations}
    order = [sure.get(number) for _, number in sorted(found)]
    assert len(order) > 4
    assert order == sorted(order)
    page.locator(".zy-rows > .zy-row:visible [data-side=en]").first.focus()
    page.evaluate("document.querySelector('[data-ref=h]').focus()")
    seen = []
    for _ in range(len(order) + len(brief.summary)):
        page.keyboard.press("j")
        seen.append(page.evaluate(FOCUS))
    visited = [sure[int(ref[1:])] for ref in seen if ref[0] == "t"]
    assert visited == order
    page.click(".zy-filter")
    assert rows.count() == len(brief.article.sentences)


def test_chinese_that_the_english_leaves_out_is_marked(open_brief: Open) -> None:
    brief = sample_brief()
    left_out = tuple(
        replace(t, level="look", confidence=0.4, left_out=(Span(2, 6),)) if t.source == 10 else t
        for t in brief.translations
    )
    page = open_brief(replace(brief, translations=left_out))
    mark = page.locator("#zy-s11 mark.zy-leftout")
    assert mark.inner_text() == brief.article.sentences[10].text[2:6]
    assert "leave" in mark.get_attribute("title")


def test_the_head_names_the_model_and_not_its_checksums(open_brief: Open) -> None:
    brief = sample_brief()
    signature = "some-model/0123456789ab+fedcba987654 int8 openvino-genai/2026.4.1.0"
    by = replace(brief.provenance, translator=signature, summarizer=signature)
    page = open_brief(replace(brief, provenance=by))
    assert "summarised by some-model." in page.inner_text(".zy-notice")
    assert signature in page.inner_text(".zy-foot")


def test_process_notes_are_folded(open_brief: Open) -> None:
    page = open_brief(sample_brief())
    notes = page.locator(".zy-process .zy-note")
    assert notes.count() >= 1
    assert not notes.first.is_visible()
    assert page.locator(".zy-note.zy-warning").first.is_visible()


def test_an_edit_shows_what_changed_and_goes_back(visit: Open) -> None:
    page = made(visit())
    row = page.locator('[data-ref="t4"]')
    before = row.locator(".zy-text").inner_text()
    row.focus()
    page.keyboard.press("F2")
    page.locator(".zy-area").fill("A sentence written by hand.")
    page.locator(".zy-area").press("Enter")
    page.locator('[data-ref="t4"] .zy-gone').first.wait_for()
    page.locator('[data-ref="t4"] .zy-restore').click()
    expect(page.locator('[data-ref="t4"] .zy-text')).to_have_text(before)


def test_a_selection_of_chinese_becomes_a_term(visit: Open) -> None:
    page = made(visit())
    page.locator('[data-ref="s4"] .zy-w', has_text="公司").first.wait_for()
    page.evaluate(
        """() => {
          const words = [...document.querySelectorAll('[data-ref="s4"] .zy-w')];
          const range = document.createRange();
          range.selectNodeContents(words.find((word) => word.textContent === "公司"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.locator(".zy-addterm").click()
    page.locator(".zy-choose input").fill("the firm")
    page.keyboard.press("Enter")
    page.locator(".zy-terms tr", has_text="the firm").wait_for()


# --- errors and Go on -----------------------------------------------------------------------------


def test_a_picture_is_refused_beside_its_box_with_the_reason(visit: Open) -> None:
    page = visit()
    page.get_by_role("tab", name="Drop a file").click()
    data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00"
    file = {"name": "photo.png", "mimeType": "image/png", "buffer": data}
    page.set_input_files("#zp-file input[type=file]", file)
    error = page.locator(".zp-hint.zp-error", has_text="photo.png")
    error.wait_for()
    assert "PNG picture" in error.inner_text()


def test_a_stopped_article_goes_on(visit: Open, page_server: Server) -> None:
    page = visit()
    page_server.allow(2)
    page.fill("#zp-text textarea", ARTICLE)
    page.locator("#zp-start").click()
    page.wait_for_function("document.querySelector('.zp-bar').value > 0")
    page.get_by_role("button", name="Stop").click()
    page.locator(".zp-line", has_text="Stopping").wait_for()
    page_server.allow(None)
    page.locator(".zp-goon:visible").click()
    expect(page.locator(".zp-line")).to_have_text("Finished.")
    expect(page.locator(".is-missing")).to_have_count(0)
