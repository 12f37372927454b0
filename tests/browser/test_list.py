"""The reading list: several files at once, a card each, and the ways between cards and briefs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.support import REPO
from tests.web.serving import Server

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

Open = Callable[..., Any]
FILES = [REPO / "samples" / f"{name}.txt" for name in ("quake-flash", "water-notice")]
CARD = ".zp-reading button.zp-card"
READY = re.compile(r"2 of 2 ready\.")


def serious(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def listed(page: Any, *more: dict[str, Any]) -> Any:
    page.get_by_role("tab", name="Drop a file").click()
    files = [
        {"name": path.name, "mimeType": "text/plain", "buffer": path.read_bytes()} for path in FILES
    ]
    page.set_input_files("#zp-file input[type=file]", [*files, *more])
    page.locator(".zp-hint", has_text=f"{2 + len(more)} files are ready").wait_for()
    page.locator("#zp-start").click()
    page.locator(".zp-list .zp-card").first.wait_for()
    return page


def test_several_files_become_cards_with_headline_lines_and_what_to_check(visit: Open) -> None:
    page = listed(visit())
    expect(page.locator(".zp-listhead [role=status]")).to_have_text(READY)
    expect(page.locator(CARD)).to_have_count(2)
    for card in page.locator(CARD).all():
        assert card.locator(".zp-about").inner_text().startswith("[en]")
        assert 1 <= card.locator(".zp-cardline").count() <= 2
        assert re.search(r"to check: \d+", card.inner_text())
    counts = [
        int(re.search(r"to check: (\d+)", text)[1])  # type: ignore[index]
        for text in page.locator(CARD).all_inner_texts()
    ]
    assert counts == sorted(counts, reverse=True)


def test_a_file_can_be_taken_away_again(visit: Open) -> None:
    page = visit()
    page.get_by_role("tab", name="Drop a file").click()
    files = [{"name": p.name, "mimeType": "text/plain", "buffer": p.read_bytes()} for p in FILES]
    page.set_input_files("#zp-file input[type=file]", files)
    page.locator(".zp-hint", has_text="2 files are ready").wait_for()
    page.locator("#zp-file tr.file, #zp-file .file").first.get_by_role("button").last.click()
    page.locator(".zp-hint", has_text=f"Ready: {FILES[1].name}").wait_for()
    page.locator("#zp-start").click()
    page.locator(".zy-headline").wait_for()
    assert page.locator(CARD).count() == 0


def test_a_card_opens_its_brief_and_back_leads_to_the_list(visit: Open) -> None:
    page = listed(visit())
    expect(page.locator(".zp-listhead [role=status]")).to_have_text(READY)
    titles = page.locator(f"{CARD} .zp-about").all_inner_texts()
    page.locator(CARD).nth(1).click()
    expect(page.locator(".zy-headline")).to_have_text(titles[1])
    page.locator(".zp-tolist").click()
    page.wait_for_function("document.activeElement.id === 'zp-list'")
    page.locator(CARD).first.click()
    expect(page.locator(".zy-headline")).to_have_text(titles[0])
    page.go_back()
    expect(page.locator(".zy-headline")).to_have_text(titles[1])
    page.go_back()
    page.locator(".zy-headline").wait_for(state="hidden")
    expect(page.locator(CARD)).to_have_count(2)


def test_a_reload_finds_the_list_again_and_closing_it_leaves_nothing(visit: Open) -> None:
    page = listed(visit())
    expect(page.locator(".zp-listhead [role=status]")).to_have_text(READY)
    page.reload()
    expect(page.locator(CARD)).to_have_count(2)
    page.get_by_role("button", name="Close the list").click()
    expect(page.locator(".zp-list")).to_be_hidden()
    page.reload()
    page.locator(".zp-samples .zp-card").first.wait_for()
    assert page.locator(CARD).count() == 0


def test_cards_are_there_while_the_model_is_at_work_and_none_fails_another(
    visit: Open, page_server: Server
) -> None:
    page = visit()
    page_server.allow(0)
    broken = {"name": "broken.docx", "mimeType": "application/zip", "buffer": b"PK\x03\x04no"}
    listed(page, broken)
    failed = page.locator(".zp-reading div.zp-card .zp-error, .zp-reading .zp-card .zp-error")
    expect(failed).to_have_count(1)
    assert "broken.docx" in failed.inner_text()
    assert page.locator(".zp-reading .zp-card").count() == 3
    page_server.allow(None)
    expect(page.locator(".zp-listhead [role=status]")).to_have_text(re.compile(r"2 of 3 ready"))
    assert "broken.docx" in page.locator(".zp-reading .zp-card").last.inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_list_fits_and_axe_finds_nothing_serious(visit: Open, width: int) -> None:
    page = listed(visit(viewport={"width": width, "height": 800}))
    expect(page.locator(".zp-listhead [role=status]")).to_have_text(READY)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert serious(page) == []
