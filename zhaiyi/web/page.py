"""The page as Gradio Blocks: what stands where, and which handler answers.

Gradio compiles the filled template of a `gr.HTML` as a JavaScript template literal, so every
template here is static and every text travels as JSON in ``value``. What is not a control of
Gradio's is drawn by `assets/*.js`; the controls' own words are in `zhaiyi.web.form`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import gradio as gr

from zhaiyi.render.assets import LANGUAGES, json_for_html, reader_css, reader_js
from zhaiyi.render.langtag import language_tag
from zhaiyi.web.actions import Actions, payload
from zhaiyi.web.blocks import Page, static
from zhaiyi.web.form import can_be_read, form, spoken, theme
from zhaiyi.web.paint import NO_VIEW
from zhaiyi.web.samples import Sample
from zhaiyi.web.words import page_asset, page_words

__all__ = ["build", "head", "theme"]

TITLE = page_words("en")["title"]
_SCRIPTS = ("base.js", "parts.js", "view.js", "history.js", "status.js", "places.js", "list.js")
_PUBLIC = (
    "attach, show, masthead, label, line, list, notices, samples, historyList, openNamed, status, "
    "recall, remember, resume, shared, setPace, setShape, shape, followWith: () => follow, "
    "language: () => language"
)

_HEAD = """
<a class="zy-skip zp-skip" href="#zp-text"></a>
<header class="zp-head">
<div class="zp-mast"><p class="zp-brand">Zhaiyi <span lang="zh-Hans">摘译</span></p>
<div class="zp-switches"></div></div>
<h1 class="zp-h1"></h1>
<p class="zp-lead"></p>
</header>
"""
_ON_HEAD = """
ZhaiyiPage.masthead(element, (language) => trigger("select", {language}));
"""
_ON_READER = """
ZhaiyiPage.attach(element.querySelector(".zy-mount"), (token) => trigger("submit", {token}));
const draw = () => ZhaiyiPage.show(props.value);
watch("value", draw); draw(); ZhaiyiPage.openNamed();
"""
_STATUS = '<div class="zp-status is-empty"></div>'
_ON_STATUS = """
const status = ZhaiyiPage.status(element.querySelector(".zp-status"), () => trigger("click"));
const draw = () => status.draw(props.value);
watch("value", draw); draw();
"""
_ON_SAMPLES = """
ZhaiyiPage.label(element.querySelector(".zp-label"), "samples");
ZhaiyiPage.samples(element.querySelector(".zp-samples"), props.value,
  (name) => trigger("click", {name}));
"""
_ON_LIST = """
const list = ZhaiyiPage.list(element.querySelector("div"));
const draw = () => list.draw(props.value);
watch("value", draw); draw();
"""
_ON_HISTORY = 'ZhaiyiPage.historyList(element.querySelector("div"));'


@cache
def page_js() -> str:
    """The page's script with its words. Defines ``ZhaiyiPage`` and nothing else."""
    words = json_for_html({language: dict(page_words(language)) for language in LANGUAGES})
    parts = "\n".join(page_asset(name) for name in _SCRIPTS)
    head = f"globalThis.ZhaiyiPage = (() => {{\n'use strict';\nconst WORDS = {words};"
    return f"{head}\n{parts}\nreturn {{ {_PUBLIC} }};\n}})();\n"


def head() -> str:
    """What the page's head carries: styles and scripts of reader and page. Nothing is fetched."""
    styles = f"<style>{reader_css()}\n{page_asset('page.css')}</style>"
    return f"{styles}<script>{reader_js()}\n{page_js()}</script>"


def build(actions: Actions, samples: Sequence[Sample], endpoints: Callable[[], None]) -> gr.Blocks:
    """The page. `endpoints` adds the public API while the Blocks are open."""
    page: gr.Blocks = Page(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(60, 600)
    )
    with page:
        parts = _parts(samples)
        _wire(page, parts, actions)
        endpoints()
    return page


def _parts(samples: Sequence[Sample]) -> dict[str, Any]:
    parts: dict[str, Any] = {"head": static(_HEAD, None, _ON_HEAD)}
    parts |= form(lambda: static(_STATUS, None, _ON_STATUS))
    parts["list"] = static("<div></div>", None, _ON_LIST)
    parts["samples"] = _samples(samples)
    parts["history"] = static("<div></div>", None, _ON_HISTORY)
    parts["view"] = static('<div class="zy-mount"></div>', NO_VIEW, _ON_READER)
    parts["token"] = gr.Textbox(visible="hidden", elem_id="zp-token")
    parts["language"] = gr.Textbox("en", visible="hidden", elem_id="zp-language")
    parts["linked"] = gr.Textbox(visible="hidden", elem_id="zp-linked")
    parts["tab"] = gr.State("text")
    parts["uploads"] = gr.State((), time_to_live=1800)
    parts["terms"] = gr.State((), time_to_live=1800)
    return parts


def _samples(samples: Sequence[Sample]) -> gr.HTML:
    cards = [
        {
            "name": sample.name,
            "about": sample.about,
            "origin": sample.origin,
            "title": sample.title,
            "lang": language_tag(sample.text),
            "stored": sample.stored is not None,
        }
        for sample in samples
    ]
    template = '<p class="zp-label"></p><div class="zp-samples"></div>'
    return static(template, cards, _ON_SAMPLES)


def _wire(page: gr.Blocks, parts: dict[str, Any], actions: Actions) -> None:
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    free: dict[str, Any] = quiet | {"concurrency_limit": None}
    token, status = parts["token"], parts["status"]
    shown = [parts["view"], status]
    fields = ["tab", "text", "uploads", "address", "terms", "sentences", "summary_only", "quality"]
    wished = [parts[name] for name in (*fields, "force", "token")]
    begun = parts["start"].click(actions.start, wished, [token, status, parts["list"]], **free)
    opened = [token, status, parts["text"], parts["tabs"], parts["tab"]]
    chosen = parts["samples"].click(
        actions.sample, [token], opened, trigger_mode="multiple", **free
    )
    again = parts["view"].submit(given, None, [token], trigger_mode="multiple", **free)
    back = page.load(None, None, [token], js="() => ZhaiyiPage.resume()", **quiet)
    linked = page.load(
        actions.shared,
        [parts["linked"]],
        [token, status, parts["address"], parts["tabs"], parts["tab"]],
        js="() => ZhaiyiPage.shared()",
        **free,
    )
    for event in (begun, chosen, again, back, linked):
        event.then(actions.follow, [token], shown, trigger_mode="multiple", **free)
        event.then(actions.pace, None, [parts["pace"]], **free)
    status.click(actions.stop, [token], None, queue=False, **quiet)
    _wire_files(parts, actions, free)
    _wire_choices(page, parts, free)


def given(event: gr.EventData) -> str:
    """The token of a job that the page wants to follow: from the browser's history, or done
    again."""
    return payload(event, "token")


def _wire_files(parts: dict[str, Any], actions: Actions, free: dict[str, Any]) -> None:
    file, glossary = parts["file"], parts["glossary"]
    filed = [parts["uploads"], parts["filed"]]
    file.upload(actions.take_files, [file, parts["uploads"]], filed, **free)
    file.delete(actions.take_files, [file, parts["uploads"]], filed, **free)
    file.clear(lambda: ((), can_be_read()), None, filed, **free)
    terms = [parts["terms"], parts["counted"]]
    glossary.upload(actions.take_terms, [glossary], terms, **free)
    glossary.clear(lambda: ((), ""), None, terms, **free)


def _wire_choices(page: gr.Blocks, parts: dict[str, Any], free: dict[str, Any]) -> None:
    """Tabs, the shape of the summary, and the language of Gradio's own controls."""
    for name in ("text", "file", "address"):
        parts[f"tab_{name}"].select(lambda name=name: name, None, [parts["tab"]], **free)
    shape, language = parts["shape"], parts["language"]
    shape.input(None, [shape], None, js="(shape) => { ZhaiyiPage.setShape(shape); }")
    labelled = [parts[name] for name in spoken("en")]

    def speak(event: gr.EventData) -> list[Any]:
        return list(spoken(payload(event, "language")).values())

    def remembered(chosen: str) -> list[Any]:
        return list(spoken(chosen).values())

    parts["head"].select(speak, None, labelled, **free)
    page.load(
        None,
        None,
        [language, shape],
        js="() => [ZhaiyiPage.language(), ZhaiyiPage.shape()]",
        api_visibility="private",
    )
    language.change(remembered, [language], labelled, **free)
