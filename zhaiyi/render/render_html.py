"""A brief as one HTML file that needs nothing else: no network, no other file, no JavaScript.

With JavaScript the script of `zhaiyi.render.assets` draws the brief anew from the data block and
adds links between sentences, filter and theme. A strict content security policy names the script
and the style by their hashes: nothing else can run or load. Pure but for the package's own files.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from zhaiyi.core.document import Brief
from zhaiyi.render.assets import asset, csp_hash, json_for_html, reader_css, reader_js
from zhaiyi.render.inert import encodable, safe_url
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.render_json import to_dict
from zhaiyi.render.view import View
from zhaiyi.render.words import english


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The reading page, whole in one file."""
    return to_html(brief, look).encode("utf-8")


def to_html(brief: Brief, look: Look = PLAIN) -> str:
    """The page as text, with the brief as JSON in it."""
    view = View(brief)
    tree = to_dict(brief) | ({"aid": look.aid} if look.aid else {})
    values: dict[str, Any] = {
        "view": view,
        "brief": brief,
        "words": english(),
        "url": safe_url(brief.article.source.meta.get("url")),
        "data": Markup(json_for_html(tree)),
        "paragraph": look.paragraph,
    }
    return encodable(template("brief.html").render(shell() | values))


@cache
def shell() -> dict[str, Any]:
    """Style, script and policy, the same for every file of this version."""
    css, js = reader_css(), reader_js()
    return {
        "css": Markup(css),
        "js": Markup(js),
        "policy": f"default-src 'none'; script-src {csp_hash(js)}; style-src {csp_hash(css)}; "
        "img-src data:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'",
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: asset(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Any:
    """A template of this package. It escapes whatever is put in; a missing value is an error."""
    return _environment().get_template(name)
