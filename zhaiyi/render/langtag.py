"""Simplified or traditional script, for the `lang` attribute that picks font and voice. Pure."""

from __future__ import annotations

from zhaiyi.text.traditional import is_traditional


def language_tag(text: str) -> str:
    """``zh-Hant`` for a text in the traditional script, else ``zh-Hans``."""
    return "zh-Hant" if is_traditional(text) else "zh-Hans"
