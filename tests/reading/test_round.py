"""One article in every format and encoding gives the same paragraphs."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest

from tests.reading.makers import book, page, printed, texts, word
from tests.support import REPO
from zhaiyi.reading import read

ARTICLE = REPO / "samples" / "shantou-smart-city.txt"


def squashed(lines: list[str]) -> list[str]:
    return ["".join(line.split()) for line in lines]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    found = texts(read(ARTICLE))
    assert len(found) > 20
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_text(lines: list[str], encoding: str) -> None:
    assert texts(read("\r\n".join(lines).encode(encoding))) == lines


def test_big5_in_traditional_script(lines: list[str]) -> None:
    traditional = [opencc.OpenCC("s2t").convert(line) for line in lines]
    data = "\n".join(traditional).encode("big5hkscs", "ignore")
    kept = [line.encode("big5hkscs", "ignore").decode("big5hkscs") for line in traditional]
    assert texts(read(data)) == kept


def test_html(lines: list[str]) -> None:
    assert texts(read(page(lines[0], lines[1:]).encode())) == lines
    assert texts(read(page(lines[0], lines[1:]).replace("utf-8", "gbk").encode("gb18030"))) == lines


def test_docx(lines: list[str]) -> None:
    assert texts(read(word(lines))) == lines


def test_epub(lines: list[str]) -> None:
    body = f"<h1>{lines[0]}</h1>" + "".join(f"<p>{line}</p>" for line in lines[1:])
    assert texts(read(book({"a.xhtml": body}))) == lines


def test_markdown(lines: list[str]) -> None:
    assert texts(read(("# " + "\n\n".join(lines)).encode(), format="md")) == lines


@pytest.mark.parametrize("style", ["", "article{columns:2;column-gap:2em}"])
def test_pdf(lines: list[str], style: str, tmp_path: Path) -> None:
    sheet = f"<style>nav,footer{{display:none}}{style}</style></head>"
    content = page(lines[0], lines[1:]).replace("</head>", sheet)
    # A blank where the browser broke the line is not in the file any more.
    assert squashed(texts(read(printed(content, tmp_path)))) == squashed(lines)
