"""Which tab of the form is meant where the server has not heard yet that another was opened."""

from __future__ import annotations

import pytest

from zhaiyi.web.actions import asked_tab

ADDRESS = "https://example.org/news"


@pytest.mark.parametrize(
    ("tab", "text", "address", "meant"),
    [
        ("text", "汕头", "", "text"),
        ("text", "汕头", ADDRESS, "text"),
        ("address", "汕头", ADDRESS, "address"),
        ("text", "", ADDRESS, "address"),
        ("address", "汕头", "", "text"),
        ("text", "", "", "text"),
        ("address", "", "", "address"),
    ],
    ids=[
        "the open one",
        "the open one, another is filled",
        "the open one, the text is filled",
        "nothing in the open one, an address",
        "nothing in the open one, a text",
        "nothing at all",
        "nothing at all, an address is wanted",
    ],
)
def test_the_open_tab_is_meant_unless_it_is_empty(
    tab: str, text: str, address: str, meant: str
) -> None:
    assert asked_tab(tab, text=text, file=(), address=address) == meant
