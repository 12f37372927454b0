"""Sentences of ours that several formats print, made of `reader/strings.*.json`. Pure."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache

from zhaiyi.core.document import Level, Provenance, SummarySentence, Term, Translation
from zhaiyi.render.assets import strings
from zhaiyi.render.doubt import SIGNS, counts, is_general
from zhaiyi.render.inert import undirected
from zhaiyi.render.view import CheckItem, View

_WEIGHTS = re.compile(r"/[0-9a-f]{6,}.*\Z", re.DOTALL)
"""What follows a model's name in its signature: checksums, engine, version."""


class Words:
    """The words of one interface language: ``words("sentence_n", n=5)``."""

    def __init__(self, language: str = "en") -> None:
        self._strings = strings(language)

    def __call__(self, name: str, **values: object) -> str:
        """The string `name`, its slots filled once: what is put in is not looked at again."""
        inert = {key: undirected(str(value)) for key, value in values.items()}
        return self._strings[name].format_map(inert)

    def place(self, item: CheckItem) -> str:
        """Where a finding is: Headline, Summary sentence 2, Sentence 12."""
        if item.ref == "h":
            return self("headline")
        return self("summary_n" if item.ref.startswith("m") else "sentence_n", n=item.number)

    def reason(self, item: CheckItem) -> str:
        """What was found, or what the status says where no check spoke."""
        if item.message:
            return item.message
        if item.words:
            return self("doubtful_words", words=", ".join(f"“{word}”" for word in item.words))
        return self(f"severity_{item.severity}" if item.status == "ok" else f"status_{item.status}")

    def names(self, view: View) -> str:
        """Terms that only the model vouches for, in one line."""
        return ", ".join(f"{term.target} ({term.source})" for term in view.unconfirmed)

    def uses(self, term: Term) -> str:
        """How often the term's target was used, empty where that was not counted."""
        if not term.hits + term.misses:
            return ""
        return self("term_uses_value", hits=term.hits, all=term.hits + term.misses)

    def notices(self, view: View) -> Iterator[str]:
        """What stands above everything: machine translation, by whom, whether a person changed
        it, and whether it is whole."""
        yield self("notice")
        yield self.made_by(view.brief.provenance)
        if edits := self.edits(view):
            yield edits
        if sure := self.sure(view):
            yield sure
        if state := self.state(view):
            yield state

    def sure(self, view: View) -> str:
        """How many sentences are sure, and what that means; nothing without an estimate."""
        found = counts(view.brief)
        if found is None:
            return ""
        meaning = self("sure_general" if is_general(view.brief) else "sure_means")
        return f"{self('sure_counts', **asdict(found))} {meaning}"

    def level(self, english: Translation | SummarySentence | None) -> str:
        """A sign and a word for how sure a sentence is, empty where nobody estimated it."""
        level = english.level if english else None
        return f"{SIGNS[level]} {self(f'mark_{level}')}" if level else ""

    def sign(self, level: Level) -> str:
        """The sign of a level, which needs no colour."""
        return SIGNS[level]

    def made_by(self, provenance: Provenance) -> str:
        """Which model translated and which summarised, by name; `about` has their signatures."""
        translator, summarizer = provenance.translator, provenance.summarizer
        name = "notice_by_one" if translator == summarizer else "notice_by"
        models = {"translator": translator, "summarizer": summarizer}
        return self(name, **{role: _WEIGHTS.sub("", model) for role, model in models.items()})

    def edits(self, view: View) -> str:
        """How many sentences a person has written, or nothing."""
        count = view.edits
        return self("edits_one" if count == 1 else "edits_n", n=count) if count else ""

    def state(self, view: View) -> str:
        """Why a translation is not whole, or nothing."""
        if not view.brief.run.complete:
            name = "incomplete" if view.done < view.wanted else "incomplete_all"
            return self(name, done=view.done, all=view.wanted)
        return self("summary_only") if view.summary_only else ""

    def about(self, view: View) -> Iterator[tuple[str, str]]:
        """Version, models, settings, time and machine, each with its label."""
        provenance, run = view.brief.provenance, view.brief.run
        one = provenance.translator == provenance.summarizer
        rows = (
            ("version", provenance.version),
            ("model" if one else "translator", provenance.translator),
            ("summarizer", "" if one else provenance.summarizer),
            ("encoder", provenance.encoder),
            ("estimator", provenance.estimator),
            ("prompts", _listed(provenance.prompts)),
            ("settings", _listed(provenance.settings)),
            ("file", view.brief.article.source.name),
            ("started", run.started),
            ("seconds", _listed(run.seconds)),
            ("tokens", _listed(run.tokens)),
            ("machine", run.machine),
        )
        return ((self(f"about_{name}"), value) for name, value in rows if value)


def _listed(mapping: Mapping[str, object]) -> str:
    """What is set, with its name; what was left to the program (None) says nothing."""
    given = ((key, value) for key, value in mapping.items() if value is not None)
    return ", ".join(f"{key}: {_shown(value)}" for key, value in given)


def _shown(value: object) -> str:
    """As the script shows it: text as it is, numbers to one decimal, the rest as JSON."""
    if isinstance(value, float) and math.isfinite(value):
        return f"{math.floor(value * 10 + 0.5) / 10:.1f}".removesuffix(".0")
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


@cache
def english() -> Words:
    """The English words, read when first asked for."""
    return Words("en")
