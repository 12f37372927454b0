"""One article in every format and encoding gives the same sentences: ids, texts, kinds, repeats."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from tests.formats.makers import book, page, printed, saved, texts, typeset, word
from tests.support import REPO, shared
from zhaiyi.article import parse
from zhaiyi.core.document import Source
from zhaiyi.formats import read

SAMPLE = REPO / "samples" / "shantou-smart-city.txt"
OTHERS = ("beijing-weather", "faa-737", "hebei-rivers", "nantes-cathedral")
Found = list[tuple[int, str, str, int | None]]
"""Id, text, kind and what is repeated, for each sentence."""


def sentences(source: Source) -> Found:
    return [(s.id, s.text, s.kind, s.repeat_of) for s in parse(source).sentences]


def squashed(found: Found) -> Found:
    """A blank where a layout broke the line is not in a PDF any more."""
    return [(at, "".join(text.split()), kind, repeat) for at, text, kind, repeat in found]


class Given:
    """An article as lines, with its sentences as plain text gives them."""

    def __init__(self, path: Path) -> None:
        source = read(path)
        self.lines = texts(source)
        self.expected = sentences(source)
        self.heads = {text for _, text, kind, _ in self.expected if kind == "subhead"}

    def markup(self, title: str, head: str, body: str) -> str:
        """The lines in the three tags of a format; subheads are headings there."""
        first, *rest = (html.escape(line) for line in self.lines)
        tagged = (head if html.unescape(line) in self.heads else body for line in rest)
        parts = (tag.format(line) for tag, line in zip(tagged, rest, strict=True))
        return title.format(first) + "".join(parts)


@pytest.fixture(scope="module", params=[SAMPLE.stem, *OTHERS])
def article(request: pytest.FixtureRequest) -> Given:
    own = request.param == SAMPLE.stem
    return Given(SAMPLE if own else shared(f"articles/{request.param}.zh.txt"))


@pytest.fixture(scope="module")
def sample() -> Given:
    given = Given(SAMPLE)
    assert len(given.expected) == 35
    assert {kind for _, _, kind, _ in given.expected} >= {"title", "dateline", "byline", "source"}
    return given


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_text(article: Given, encoding: str) -> None:
    for end in ("\n", "\r\n", "\r", "\n\n"):
        assert sentences(read(end.join(article.lines).encode(encoding))) == article.expected


def test_mixed_line_ends(article: Given) -> None:
    ends = ["\n", "\r\n", "\r", "\u2028", "\n\r\n"]
    mixed = "".join(line + ends[n % len(ends)] for n, line in enumerate(article.lines))
    assert sentences(read(mixed.encode())) == article.expected


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("columns", [60, 76])
def test_hard_wrapped_text(sample: Given, columns: int, gap: str) -> None:
    """As editors and mail programs wrap it; the breaks stay in the text of the sentences."""
    wrapped = gap.join("\n".join(_rows(line, columns)) for line in sample.lines)
    assert squashed(sentences(read(wrapped.encode()))) == squashed(sample.expected)


def _rows(line: str, columns: int) -> Iterator[str]:
    row = ""
    for character in line:
        if sum(1 + (c > "\x7f") for c in row + character) > columns:
            yield row
            row = ""
        row += character
    yield row


def test_big5_in_traditional_script(article: Given) -> None:
    convert = opencc.OpenCC("s2tw").convert
    text = "\n".join(map(convert, article.lines))
    found = sentences(read(text.encode("big5hkscs")))
    assert found == [(at, convert(text), *rest) for at, text, *rest in article.expected]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_html(article: Given, encoding: str) -> None:
    plain = page(article.lines[0], article.lines[1:]).replace("utf-8", encoding)
    assert sentences(read(plain.encode(encoding))) == article.expected


def test_html_with_headings(article: Given) -> None:
    body = article.markup("<h1>{}</h1>", "<h2>{}</h2>", "<p>　　{}</p>\n")
    content = page("", []).replace("<h1></h1>", body)
    assert sentences(read(content.encode())) == article.expected


def test_docx(article: Given) -> None:
    assert sentences(read(word(article.lines))) == article.expected


def test_docx_with_headings(article: Given) -> None:
    import docx

    document = docx.Document()
    document.add_heading(article.lines[0], 1)
    for line in article.lines[1:]:
        if line in article.heads:
            document.add_heading(line, 2)
        else:
            document.add_paragraph(line)
    assert sentences(read(saved(document))) == article.expected


def test_epub(article: Given) -> None:
    for head in ("<h2>{}</h2>", "<p>{}</p>"):
        body = article.markup("<h1>{}</h1>", head, "<p>{}</p>")
        assert sentences(read(book({"a.xhtml": body}))) == article.expected


def test_epub_in_several_chapters(sample: Given) -> None:
    body = sample.markup("<h1>{}</h1>", "|<h2>{}</h2>", "<p>{}</p>").split("|")
    chapters = {f"{number}.xhtml": part for number, part in enumerate(body)}
    assert len(chapters) == 4
    assert sentences(read(book(chapters))) == sample.expected


def test_markdown(article: Given) -> None:
    first, *rest = article.lines
    marked = [f"## {line}" if line in article.heads else line for line in rest]
    for lines in (rest, marked):
        text = "\n\n".join([f"# {first}", *lines])
        assert sentences(read(text.encode(), format="md")) == article.expected


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("indent", [0, 2])
def test_pdf_set_by_hand(article: Given, columns: int, indent: int) -> None:
    """Several pages with running heads and page numbers."""
    data = typeset(article.lines, heads=article.heads, columns=columns, indent=indent)
    assert squashed(sentences(read(data))) == squashed(article.expected)


_SHEET = """<style>
@page { size: 148mm 210mm; margin: 22mm 18mm;
  @top-left { content: "某某日报 2020年7月27日"; font-size: 9px }
  @top-right { content: "要闻"; font-size: 9px }
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 9px } }
nav, footer { display: none } body { margin: 0; font-size: 13px; line-height: 1.6 } %s
</style></head>"""


@pytest.mark.parametrize(
    "style", ["", "p { text-indent: 2em; margin: 0 }", "article { columns: 2; column-gap: 2em }"]
)
def test_pdf_printed_by_a_browser(sample: Given, style: str, tmp_path: Path) -> None:
    """Several pages with running heads and page numbers, set by a real layout engine."""
    content = page(sample.lines[0], sample.lines[1:]).replace("</head>", _SHEET % style)
    data = printed(content, tmp_path, "--no-pdf-header-footer")
    source = read(data)
    assert source.blocks[-1].anchor.startswith("page[")
    assert int(source.blocks[-1].anchor[5]) >= 3
    assert squashed(sentences(source)) == squashed(sample.expected)
