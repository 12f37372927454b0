"""Prompt templates: Jinja with strict variables, each known by the hash of its text.

The hash goes into the provenance of every result, so that a changed prompt shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, StrictUndefined, Template, meta

from zhaiyi.core.errors import UsageError
from zhaiyi.core.resources import folder

PROMPTS = ("translate", "retranslate", "condense", "headline")


@dataclass(frozen=True)
class Prompt:
    """A template, the names of its variables, and the first 12 hex digits of its SHA-256."""

    name: str
    hash: str
    variables: frozenset[str]
    template: Template = field(repr=False, compare=False)

    def render(self, **variables: object) -> str:
        """The text. Raises `UsageError` unless exactly the template's variables are given."""
        if wrong := self.variables ^ variables.keys():
            raise UsageError(f"the prompt {self.name} is missing or not using: {sorted(wrong)}")
        return self.template.render(**variables)


@cache
def load_prompt(name: str) -> Prompt:
    """The template ``prompts/<name>.jinja``. Raises `UsageError` for an unknown name."""
    path = folder("prompts") / f"{name}.jinja"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"no prompt is called {name}: {path} is missing") from error
    return make_prompt(name, text)


def prompt_hashes() -> dict[str, str]:
    """The hash of every prompt that goes into a provenance."""
    return {name: load_prompt(name).hash for name in PROMPTS}


def make_prompt(name: str, text: str) -> Prompt:
    """A prompt from the text of its template. The final line end of the file is not part of it."""
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    variables = frozenset(meta.find_undeclared_variables(environment.parse(text)))
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(name, digest, variables, environment.from_string(text))
