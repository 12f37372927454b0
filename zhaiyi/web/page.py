"""The page as Gradio Blocks: what stands where, and which handler answers.

Gradio compiles the filled template of a `gr.HTML` as a JavaScript template literal, so every
template here is static and every text travels as JSON in ``value``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import Any

import gradio as gr

from zhaiyi.reading import supported_suffixes
from zhaiyi.render.assets import reader_css, reader_js
from zhaiyi.render.langtag import language_tag
from zhaiyi.web.actions import Actions
from zhaiyi.web.paint import NO_VIEW
from zhaiyi.web.samples import Sample

TITLE = "Zhaiyi 摘译: Chinese news in English"
GLOSSARIES = [".tsv", ".csv", ".tbx", ".tmx", ".txt"]
LENGTHS = [("Automatic", 0), *((f"{n} sentences", n) for n in (3, 5, 8, 12))]

_HEAD = """
<header class="zp-head">
<p class="zp-brand">Zhaiyi <span lang="zh-Hans">摘译</span></p>
<h1>Read Chinese news in English</h1>
<p class="zp-lead">The key sentences are marked at once, an English summary names the sentences it
was made from, and the full translation stands beside the Chinese.</p>
<p class="zp-small"><b>Privacy:</b> your text is worked on by this server alone, is held in memory
only, and is forgotten ten minutes after you leave.</p>
<p class="zp-small"><b>Machine translation:</b> what the checks could not confirm is marked. Check
before you rely on it.</p>
</header>
"""

_READER = """
const reader = ZhaiyiReader.mount(element.querySelector(".zy-mount"),
  {language: "en", themeRoot: document.documentElement});
const draw = () => reader.update(props.value?.brief ?? null, props.value?.state ?? {});
watch("value", draw); draw();
"""
_STATUS = """
const status = ZhaiyiPage.status(element.querySelector(".zp-status"),
  () => trigger("click"));
const draw = () => status.draw(props.value);
watch("value", draw); draw();
"""
_SAMPLES = """
ZhaiyiPage.samples(element.querySelector(".zp-samples"), props.value,
  (name) => trigger("click", {name}));
"""
_LINE = """
const draw = () => { element.querySelector("p").textContent = props.value || ""; };
watch("value", draw); draw();
"""
_PACE = """
const draw = () => ZhaiyiPage.setPace(props.value);
watch("value", draw); draw();
"""


@cache
def page_asset(name: str) -> str:
    """A file of this package's assets as text."""
    return resources.files("zhaiyi.web").joinpath("assets", name).read_text(encoding="utf-8")


def head() -> str:
    """What the page's head carries: styles and scripts of reader and page. Nothing is fetched."""
    styles = f"<style>{reader_css()}\n{page_asset('page.css')}</style>"
    return f"{styles}<script>{reader_js()}\n{page_asset('page.js')}</script>"


def theme() -> gr.themes.Base:
    """Gradio's own controls in the reader's colours, with the fonts that the machine has."""
    fonts = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif"]
    base = gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"])
    colours = {
        "body_background_fill": "--zy-paper",
        "body_text_color": "--zy-ink",
        "body_text_color_subdued": "--zy-soft",
        "background_fill_primary": "--zy-paper",
        "background_fill_secondary": "--zy-raised",
        "block_background_fill": "--zy-paper",
        "block_border_color": "--zy-rule",
        "block_label_background_fill": "--zy-paper",
        "block_label_text_color": "--zy-soft",
        "block_title_text_color": "--zy-ink",
        "block_info_text_color": "--zy-soft",
        "border_color_primary": "--zy-rule",
        "border_color_accent": "--zy-seal",
        "input_background_fill": "--zy-raised",
        "input_border_color": "--zy-rule",
        "input_border_color_focus": "--zy-link",
        "input_placeholder_color": "--zy-soft",
        "panel_background_fill": "--zy-paper",
        "checkbox_background_color": "--zy-paper",
        "checkbox_border_color": "--zy-soft",
        "checkbox_label_background_fill": "--zy-paper",
        "checkbox_label_background_fill_selected": "--zy-raised",
        "checkbox_label_text_color": "--zy-ink",
        "checkbox_background_color_selected": "--zy-seal",
        "checkbox_border_color_selected": "--zy-seal",
        "button_secondary_background_fill": "--zy-raised",
        "button_secondary_text_color": "--zy-ink",
        "color_accent": "--zy-seal",
        "color_accent_soft": "--zy-raised",
        "link_text_color": "--zy-link",
    }
    known = inspect.signature(base.set).parameters
    both = {f"{k}{dark}": f"var({v})" for k, v in colours.items() for dark in ("", "_dark")}
    return base.set(**{name: value for name, value in both.items() if name in known})


def build(actions: Actions, samples: Sequence[Sample], endpoints: Callable[[], None]) -> gr.Blocks:
    """The page. `endpoints` adds the public API while the Blocks are open."""
    page: gr.Blocks = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(60, 600)
    )
    with page:
        gr.HTML(html_template=_HEAD, apply_default_css=False, js_on_load=None)
        parts = _parts(samples)
        _wire(page, parts, actions)
        endpoints()
    return page


def _parts(samples: Sequence[Sample]) -> dict[str, Any]:
    parts: dict[str, Any] = {"samples": _samples(samples)}
    with gr.Column(elem_classes="zp-form"):
        parts |= _inputs() | _options()
        with gr.Row(elem_classes="zp-buttons"):
            parts["start"] = gr.Button("Start", variant="primary", elem_id="zp-start")
    parts["status"] = _static('<div class="zp-status is-empty"></div>', None, _STATUS)
    parts["view"] = _static('<div class="zy-mount"></div>', NO_VIEW, _READER)
    parts["token"] = gr.Textbox(visible="hidden", elem_id="zp-token")
    parts["tab"] = gr.State("text")
    parts["upload"] = gr.State(None, time_to_live=1800)
    parts["terms"] = gr.State((), time_to_live=1800)
    return parts


def _static(template: str, value: Any, script: str) -> gr.HTML:
    return gr.HTML(value, html_template=template, apply_default_css=False, js_on_load=script)


def _samples(samples: Sequence[Sample]) -> gr.HTML:
    cards = [
        {"name": s.name, "about": s.about, "title": s.title, "lang": language_tag(s.text)}
        for s in samples
    ]
    template = '<p class="zp-label">Try a sample</p><div class="zp-samples"></div>'
    return _static(template, cards, _SAMPLES)


def _inputs() -> dict[str, Any]:
    parts: dict[str, Any] = {}
    gr.HTML(
        html_template='<p class="zp-label">Or bring your own article</p>',
        apply_default_css=False,
        js_on_load=None,
    )
    with gr.Tabs(selected="text") as tabs:
        with gr.Tab("Paste text", id="text") as parts["tab_text"]:
            parts["text"] = gr.Textbox(
                label="Chinese text",
                show_label=False,
                placeholder="Paste a Chinese news article here …",
                lines=6,
                max_lines=14,
                elem_id="zp-text",
            )
            parts["pace"] = _static('<p class="zp-hint zp-length"></p>', None, _PACE)
        with gr.Tab("Drop a file", id="file") as parts["tab_file"]:
            parts["file"] = gr.File(
                label="Chinese article",
                file_types=list(supported_suffixes()),
                height=170,
                elem_id="zp-file",
            )
            parts["filed"] = _static('<p class="zp-hint"></p>', can_be_read(), _LINE)
        with gr.Tab("Web address", id="address") as parts["tab_address"]:
            parts["address"] = gr.Textbox(
                label="Address of an article",
                placeholder="https://…",
                max_lines=1,
                elem_id="zp-address",
            )
    return parts | {"tabs": tabs}


def can_be_read() -> str:
    """A line that names the formats."""
    kinds = sorted(suffix for suffix in supported_suffixes() if len(suffix) < 6)
    return f"Can be read: {' '.join(kinds)}"


def _options() -> dict[str, Any]:
    with gr.Accordion("Options", open=False, elem_id="zp-options"):
        with gr.Row():
            sentences = gr.Dropdown(LENGTHS, value=0, label="Length of the summary")
            quality = gr.Radio(
                [("Fast", "fast"), ("Best, takes about twice as long", "best")],
                value="fast",
                label="Translation",
            )
        with gr.Row():
            summary_only = gr.Checkbox(
                label="Summary only", info="Leaves the full translation out."
            )
            force = gr.Checkbox(
                label="Go on in any case", info="Even if the text does not look Chinese."
            )
        glossary = gr.File(
            label="Your glossary: .tsv .csv .tbx .tmx, a line for each term: source, target",
            file_types=list(GLOSSARIES),
            height=130,
            elem_id="zp-glossary",
        )
        counted = gr.Markdown("", elem_classes="zp-hint")
    return {
        "sentences": sentences,
        "quality": quality,
        "summary_only": summary_only,
        "force": force,
        "glossary": glossary,
        "counted": counted,
    }


def _wire(page: gr.Blocks, parts: dict[str, Any], actions: Actions) -> None:
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    free: dict[str, Any] = quiet | {"concurrency_limit": None}
    token, status = parts["token"], parts["status"]
    shown = [parts["view"], status, parts["start"]]
    form = ["tab", "text", "upload", "address", "terms", "sentences", "summary_only", "quality"]
    wished = [parts[name] for name in (*form, "force", "token")]
    begun = parts["start"].click(actions.start, wished, [token, status], **free)
    opened = [token, status, parts["text"], parts["tabs"], parts["tab"]]
    chosen = parts["samples"].click(
        actions.sample, [token], opened, trigger_mode="multiple", **free
    )
    back = page.load(None, None, [token], js="() => ZhaiyiPage.recall()", **quiet)
    for event in (begun, chosen, back):
        event.then(actions.follow, [token], shown, **free)
        event.then(actions.pace, None, [parts["pace"]], **free)
    status.click(actions.stop, [token], None, queue=False, **quiet)
    _wire_files(parts, actions, free)
    for name in ("text", "file", "address"):
        parts[f"tab_{name}"].select(lambda name=name: name, None, [parts["tab"]], **free)


def _wire_files(parts: dict[str, Any], actions: Actions, free: dict[str, Any]) -> None:
    status = parts["status"]
    file, glossary = parts["file"], parts["glossary"]
    filed = [parts["upload"], parts["filed"]]
    file.upload(actions.take_file, [file], [*filed, status], **free)
    file.clear(lambda: (None, can_be_read()), None, filed, **free)
    terms = [parts["terms"], parts["counted"]]
    glossary.upload(actions.take_terms, [glossary], [*terms, status], **free)
    glossary.clear(lambda: ((), ""), None, terms, **free)
