"""The examples in the product's prompts, with its hints shown or not, and the context of some."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from training.examples import Example, Preference, Trial, marked
from training.filters import Pair
from training.hints import agreement
from training.judged import Mark
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import ChatFormat
from zhaiyi.translation.constraints import glossary_line
from zhaiyi.translation.prompts import load_prompt

SHOWN = 0.75
"""Share of the examples with hints that show them: most, as at run time; not all, for a name may be
unknown there."""
RETRANSLATE = 0.15
"""Share of the hinted examples that come as the product's repair prompt."""
CONTEXT = "Context: {before}\n"
REACH = 80
"""Last characters of the sentence before that are shown."""
SHARES = {
    "teacher": 0.15,
    "model": 0.15,
    "people": 0.2,
    "clean": 0.2,
    "minor": 0.2,
    "written": 0.15,
}
"""Share of each kind that shows the sentence before it, where there is one."""


class Prompts:
    """Makes examples of one pass in the product's prompts."""

    def __init__(self, chat: ChatFormat, before: Mapping[str, str], rng: random.Random) -> None:
        self.chat, self.before, self.rng = chat, before, rng

    def example(self, pair: Pair) -> Example:
        """The pair in one of the product's prompts: `SHOWN` of those with hints show them, a share
        that depends on its kind the sentence before it."""
        hints = pair.hints if self.rng.random() < SHOWN else ()
        name = "retranslate" if hints and self.rng.random() < RETRANSLATE else "translate"
        text = load_prompt(name).render(glossary=glossary_line(hints), source=pair.zh)
        before = self.before.get(pair.zh)
        if before and self.rng.random() < SHARES.get(pair.kind, 0.0):
            text = CONTEXT.format(before=before[-REACH:]) + text
        target = marked(pair.en, None, self.end)
        return Example(pair.id, pair.zh, self.chat.wrap(text), target, pair.kind)

    def judged(self, mark: Mark, hints: Sequence[tuple[str, str]]) -> Example:
        """A translation of which only the mark is learned. The hints are those of the product, that
        agree with it or not."""
        hints = hints if self.rng.random() < SHOWN else ()
        name = "retranslate" if hints and self.rng.random() < RETRANSLATE else "translate"
        text = load_prompt(name).render(glossary=glossary_line(hints), source=mark.zh)
        target = marked(mark.en, mark.fault, self.end)
        return Example(
            mark.id, mark.zh, self.chat.wrap(text), target, "judged", mark.fault, text=False
        )

    def preference(self, zh: str, good: str, bad: str, lexicon: Lexicon) -> Preference:
        """A good and a bad translation of `zh`, with its hints shown or not."""
        shown = self.rng.random() < SHOWN
        hints = agreement(zh, good, lexicon).hints if shown else ()
        text = load_prompt("translate").render(glossary=glossary_line(hints), source=zh)
        return Preference(self.chat.wrap(text), good + self.end, bad + self.end)

    def name(self, zh: str, en: str) -> Example:
        """A name alone."""
        return Example(zh, zh, self.plain(zh), en + self.end, "name")

    def plain(self, zh: str) -> str:
        """The product's prompt without hints."""
        return self.chat.wrap(load_prompt("translate").render(glossary="", source=zh))

    def trial(self, zh: str, reference: str, before: str) -> Trial:
        """A sentence to score on."""
        context = CONTEXT.format(before=before[-REACH:]) if before else ""
        text = load_prompt("translate").render(glossary="", source=zh)
        return Trial(zh, reference, self.plain(zh), self.chat.wrap(context + text))

    def shorter(self, name: str, translation: str) -> str:
        """The product's prompt that condenses, or makes a headline."""
        return self.chat.wrap(load_prompt(name).render(translation=translation))

    @property
    def end(self) -> str:
        return self.chat.eos[0]
