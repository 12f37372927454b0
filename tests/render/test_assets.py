"""Every style sheet and page that Zhaiyi ships, read by parsers that forgive nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import tinycss2

from tests.briefs import hostile_brief, sample_brief, summary_only_brief
from tests.support import REPO
from zhaiyi.batch.journal import Entry
from zhaiyi.batch.report import RunFacts, make_report, to_html
from zhaiyi.core.document import Span
from zhaiyi.estimation import Estimate
from zhaiyi.examine import FORMATS, Examined
from zhaiyi.examine.pairs import Pair
from zhaiyi.render import render, render_pairs
from zhaiyi.render.edit import edited

SHEETS = sorted((REPO / "zhaiyi").rglob("*.css"))
TEMPLATES = sorted((REPO / "zhaiyi").rglob("*.html"))
SELECTOR = frozenset({"ident", "hash", "whitespace", "string", "function", "[] block", "dimension"})
"""Kinds of tokens of which a selector is made, beside the marks in `MARKS`."""
MARKS = frozenset(".:*>+~,&")
ELEMENTS = frozenset(
    (
        *("html", "head", "body", "main", "header", "footer", "section", "h1", "h2", "h3", "h4"),
        *(
            "p",
            "span",
            "a",
            "b",
            "bdi",
            "i",
            "u",
            "q",
            "small",
            "div",
            "ol",
            "ul",
            "li",
            "dl",
            "dt",
        ),
        *("dd", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "button"),
        *("label", "input", "select", "option", "textarea", "form", "fieldset", "legend"),
        *("progress", "mark", "ruby", "rt", "rp", "kbd", "code", "pre", "nav", "img", "svg"),
        *("path", "from", "to"),
    )
)
"""What may be styled by its name."""
CARRIED = frozenset({"invalid-codepoint"})
"""Errors that a text brings along, and that leave everything around it as it is."""
GROUPS = frozenset({"media", "supports", "container", "layer"})
"""At-rules that hold rules."""


def rule_faults(css: str) -> Iterator[str]:
    """What a browser would pass over in a style sheet."""
    yield from _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _rules(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "error":
            yield f"line {node.source_line}: {node.message}"
        elif node.type == "qualified-rule":
            yield from _selector(node)
            yield from _declarations(node.content)
        elif node.type == "at-rule" and node.content is None:
            yield f"line {node.source_line}: @{node.at_keyword} without a block"
        elif node.type == "at-rule" and node.at_keyword in GROUPS:
            yield from _rules(
                tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            )
        elif node.type == "at-rule" and node.at_keyword == "keyframes":
            for step in tinycss2.parse_rule_list(node.content, True, True):
                yield from _declarations(step.content)
        elif node.type == "at-rule":
            yield from _declarations(node.content)


def _selector(rule: Any) -> Iterator[str]:
    """A text that is no selector ends in the next rule's brace and takes that rule along."""
    if not any(token.type != "whitespace" for token in rule.prelude):
        yield f"line {rule.source_line}: a rule without a selector"
    before = ""
    for token in rule.prelude:
        known = token.type in SELECTOR or (token.type == "literal" and token.value in MARKS)
        if token.type == "ident" and before not in (".", ":"):
            known = token.value in ELEMENTS
        if not known:
            yield f"line {token.source_line}: {token.serialize()!r} in a selector"
        before = token.value if token.type == "literal" else ""


def _declarations(content: Iterable[Any]) -> Iterator[str]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            yield f"line {node.source_line}: {node.message}"
        elif node.type == "declaration" and all(t.type == "whitespace" for t in node.value):
            yield f"line {node.source_line}: {node.name} has no value"


def faults_of(page: str) -> list[str]:
    """What the HTML standard calls a parse error."""
    parser = html5lib.HTMLParser()
    parser.parse(page)
    return [
        f"{place}: {name} {values}" for place, name, values in parser.errors if name not in CARRIED
    ]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_style_sheet_is_css_to_its_end(path: Path) -> None:
    assert list(rule_faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { color: red }\n/usr/bin/tool: line 24: cannot open\n@media print { a { top: 0 } }",
        "a { color: red }\ntool: command not found\n",
        "a { color: red }\ntool: command not found\nb { top: 0 }",
        "@media print { a { top: 0 } b / c { top: 0 } }",
        "a { color }",
        "a { color: }",
        "a { top: 0 } }",
    ],
)
def test_the_reader_of_style_sheets_sees_what_is_no_css(css: str) -> None:
    assert list(rule_faults(css))


PAGES = {
    "brief.html": lambda: render(sample_brief(), "html").decode("utf-8"),
    "a hostile brief": lambda: render(hostile_brief(), "html").decode("utf-8"),
    "a summary": lambda: render(summary_only_brief(), "html", paragraph=True).decode("utf-8"),
    "an edited brief": lambda: render(edited(sample_brief(), "t15", "<b>&"), "html").decode(
        "utf-8"
    ),
    "english.html": lambda: render(hostile_brief(), "en-html").decode("utf-8"),
    "pairs.html": lambda: render_pairs([("你好", "<Hello> & more")], "html", title="a <b>"),
    "check.html": lambda: FORMATS["html"](
        [Examined(Pair("<你>", "<b>&", "<i>"), (), Estimate(0.1, "doubtful", (Span(0, 2),)))]
    ).decode("utf-8"),
    "report.html": lambda: to_html(
        make_report([Entry("a<b>.txt", "failed", error="<i>")], RunFacts("1", "brief", "", 1.0, ""))
    ).decode("utf-8"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_html_to_the_letter(name: str) -> None:
    assert faults_of(PAGES[name]()) == []


def test_no_template_is_left_out() -> None:
    assert {path.name for path in TEMPLATES} == {"macros.html", *PAGES} - {
        name for name in PAGES if name.startswith("a")
    }


def test_the_reader_of_pages_sees_what_is_no_html() -> None:
    assert faults_of("<!DOCTYPE html><title>a</title><p><b>open</p>")
