"""The reading view: one template, one style sheet and one script, for the file and for the page.

How the two are drawn:

* `reader/*.js` draws a brief from its JSON with text nodes alone: no markup is ever made of text.
  ``ZhaiyiReader.mount(element, options)`` takes hold of an element and gives a reader (the same one
  when called again); ``reader.update(brief, state)`` draws into it, changing only the rows whose
  data differ, so that a page can call it with each event. ``brief`` is the object or the text of
  `render_json`; a brief that still grows has empty parts, nothing (null) empties the reader.
  ``state`` is ``{working: true}`` while events are to come: what is missing then waits, with a bar
  of progress; ``redoing`` in it are the ids of sentences that are being done again. The reading aid
  (`zhaiyi.render.aid`) comes as ``brief.aid`` or later by ``reader.learn(aid)``;
  ``reader.setLanguage("zh")`` says everything again in the other language.
* The **file** carries the brief as JSON in a data block and, inside of the element, a plain version
  drawn by the template for readers without JavaScript. Both have the same classes and anchors, so
  one style sheet serves them; a browser test holds that they say the same.
* The **page** (`gr.HTML`) has a static template, ``<div class="zy-mount"></div>``, the JSON in
  ``value``, `reader_css` and `reader_js` in its head, and mounts from ``js_on_load``::

      const reader = ZhaiyiReader.mount(element.querySelector(".zy-mount"), {language: "en"});
      const draw = () => props.value && reader.update(props.value.brief, props.value.state);
      watch("value", draw); draw();

  Nothing of a stranger enters a template that Gradio would compile, and as the static template
  never changes, Gradio leaves the mounted element alone.

Options of ``mount``: ``language`` ("en", "zh"), ``theme`` ("auto", "light", "dark"), ``themeRoot``
(the element that carries ``data-zy-theme``; the mounted one by default), ``bar`` (false leaves
brand and switches to the page), ``prefix`` of the anchors ("zy-"), ``address(place)`` (what "copy
link" copies), ``onEdit(ref, text)`` and ``onTerm(source, target)``: with these, sentences and terms
can be changed; both give promises, the first one of the changed brief, and refuse with an error.

Places are called by refs: ``h`` headline, ``m2`` summary sentence, ``k5``, ``t5``, ``s5`` key
sentence, translation and source of sentence 5, ``w3`` term; numbers count from 1. Elements carry
them as ``data-ref``. A pinned place is told by the bubbling event ``zhaiyi:select`` with
``detail.ref``, another shape of the summary by ``zhaiyi:summary`` with ``detail.paragraph``.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_SCRIPTS = (
    *("doubt.js", "model.js", "text.js", "words.js", "draw.js", "sections.js", "links.js"),
    "hand.js",
    *("editor.js", "copies.js", "choose.js", "ways.js", "places.js", "sync.js", "mount.js"),
)
LANGUAGES = ("en", "zh")


@cache
def asset(name: str) -> str:
    """A file of this package as text."""
    return resources.files("zhaiyi.render").joinpath(name).read_text(encoding="utf-8")


@cache
def strings(language: str = "en") -> Mapping[str, str]:
    """The words of the reading view in one interface language."""
    words: dict[str, str] = json.loads(asset(f"reader/strings.{language}.json"))
    return words


def reader_css() -> str:
    """The style sheet. Everything in it is scoped by the class ``zy``."""
    return asset("reader/reader.css")


@cache
def reader_js(languages: tuple[str, ...] = LANGUAGES) -> str:
    """The script, with the words of `languages`. Defines ``ZhaiyiReader`` and nothing else."""
    words = json_for_html({language: dict(strings(language)) for language in languages})
    parts = "\n".join(asset(f"reader/{name}") for name in _SCRIPTS)
    head = f"globalThis.ZhaiyiReader = (() => {{\n'use strict';\nconst WORDS = {words};"
    return f"{head}\n{parts}\n}})();\n"


def json_for_html(tree: Any) -> str:
    """`tree` as JSON that may stand inside of a script element: no ``<``, ``>``, ``&``, and no line
    separator that JavaScript would take for a line end. Lone surrogates are escaped too."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    unsafe = "<>&\u2028\u2029"
    return "".join(_escape(c) if c in unsafe or "\ud800" <= c <= "\udfff" else c for c in text)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"


def csp_hash(text: str) -> str:
    """The source expression that lets exactly this inline script or style run."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
