"""The form: where an article comes in and what may be chosen, in Gradio's own controls."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import gradio as gr

from zhaiyi.formats import supported_suffixes
from zhaiyi.web.blocks import static
from zhaiyi.web.words import page_words

LENGTHS = (3, 5, 8, 12)

_ON_NOTICES = 'ZhaiyiPage.notices(element.querySelector("div"));'
_ON_LINE = """
const draw = ZhaiyiPage.line(element.querySelector("p"), () => props.value);
watch("value", draw);
"""
_ON_PACE = """
const draw = () => ZhaiyiPage.setPace(props.value);
watch("value", draw); draw();
"""


def form(status: Callable[[], gr.HTML]) -> dict[str, Any]:
    """The controls by name, within the Blocks that are open. `status` makes the line that tells
    how the work stands, beside the button that begins it."""
    words = page_words("en")
    with gr.Column(elem_classes="zp-form"):
        parts = _inputs()
        with gr.Row(elem_classes="zp-buttons"):
            parts["start"] = gr.Button(words["start"], variant="primary", elem_id="zp-start")
            template = '<p class="zp-hint zp-length"></p>'
            parts["pace"] = static(template, None, _ON_PACE)
        parts["status"] = status()
        parts |= _options()
        static('<div class="zp-notices"></div>', None, _ON_NOTICES)
    return parts


def spoken(language: str) -> dict[str, Any]:
    """What each control says in a language, by its name in `form`."""
    words = page_words(language)
    return {
        "tab_text": gr.update(label=words["tab_text"]),
        "tab_file": gr.update(label=words["tab_file"]),
        "tab_address": gr.update(label=words["tab_address"]),
        "text": gr.update(label=words["text_label"], placeholder=words["text_placeholder"]),
        "file": gr.update(label=words["file_label"]),
        "address": gr.update(
            label=words["address_label"], placeholder=words["address_placeholder"]
        ),
        "options": gr.update(label=words["options"]),
        "sentences": gr.update(label=words["length"], choices=_lengths(language)),
        "shape": gr.update(label=words["shape"], choices=_shapes(language)),
        "quality": gr.update(label=words["quality"], choices=_qualities(language)),
        "summary_only": gr.update(label=words["summary_only"], info=words["summary_only_info"]),
        "force": gr.update(label=words["force"], info=words["force_info"]),
        "glossary": gr.update(label=words["glossary"]),
        "start": gr.update(value=words["start"]),
    }


def can_be_read() -> dict[str, str]:
    """A line that names the formats, for the page to say in its language."""
    kinds = sorted(suffix for suffix in supported_suffixes() if len(suffix) < 6)
    return {"say": "kinds", "kinds": " ".join(kinds)}


def _lengths(language: str) -> list[tuple[str, int]]:
    words = page_words(language)
    return [(words["length_auto"], 0), *((words["length_n"].format(n=n), n) for n in LENGTHS)]


def _shapes(language: str) -> list[tuple[str, str]]:
    words = page_words(language)
    return [(words["shape_list"], "list"), (words["shape_paragraph"], "paragraph")]


def _qualities(language: str) -> list[tuple[str, str]]:
    words = page_words(language)
    return [(words["quality_fast"], "fast"), (words["quality_best"], "best")]


def _inputs() -> dict[str, Any]:
    words = page_words("en")
    parts: dict[str, Any] = {}
    with gr.Tabs(selected="text") as tabs:
        with gr.Tab(words["tab_text"], id="text") as parts["tab_text"]:
            parts["text"] = gr.Textbox(
                label=words["text_label"],
                show_label=False,
                placeholder=words["text_placeholder"],
                lines=4,
                max_lines=14,
                elem_id="zp-text",
            )
        with gr.Tab(words["tab_file"], id="file") as parts["tab_file"]:
            parts["file"] = gr.File(
                label=words["file_label"],
                file_count="multiple",
                height=150,
                elem_id="zp-file",
            )
            parts["filed"] = static('<p class="zp-hint"></p>', can_be_read(), _ON_LINE)
        with gr.Tab(words["tab_address"], id="address") as parts["tab_address"]:
            parts["address"] = gr.Textbox(
                label=words["address_label"],
                placeholder=words["address_placeholder"],
                lines=1,
                max_lines=8,
                elem_id="zp-address",
            )
    return parts | {"tabs": tabs}


def _options() -> dict[str, Any]:
    words = page_words("en")
    parts: dict[str, Any] = {}
    with gr.Accordion(words["options"], open=False, elem_id="zp-options") as parts["options"]:
        with gr.Row():
            parts["sentences"] = gr.Dropdown(_lengths("en"), value=0, label=words["length"])
            parts["shape"] = gr.Radio(_shapes("en"), value="list", label=words["shape"])
            parts["quality"] = gr.Radio(_qualities("en"), value="fast", label=words["quality"])
        with gr.Row():
            parts["summary_only"] = gr.Checkbox(
                label=words["summary_only"], info=words["summary_only_info"]
            )
            parts["force"] = gr.Checkbox(label=words["force"], info=words["force_info"])
        parts["glossary"] = gr.File(
            label=words["glossary"],
            height=130,
            elem_id="zp-glossary",
        )
        parts["counted"] = static('<p class="zp-hint"></p>', "", _ON_LINE)
    return parts


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
