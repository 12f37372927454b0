"""Gradio's Blocks, with one line where it would write a visitor's text into the log, and its HTML
as the page uses it."""

from __future__ import annotations

from typing import Any

import gradio as gr


class Page(gr.Blocks):
    """The page. A call with too few or too many values is refused in one sentence: Gradio would
    answer one with ``null``, and log a traceback with all that came, and ignore the other."""

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Raises `gradio.Error`."""
        wanted, came = len(block_fn.inputs), len(inputs)
        if came != wanted:
            raise gr.Error(f"{wanted} values are needed, {came} came", print_exception=False)


def static(template: str, value: Any, script: str) -> gr.HTML:
    """What `script` draws of `value` within a template that never changes."""
    return gr.HTML(value, html_template=template, apply_default_css=False, js_on_load=script)
