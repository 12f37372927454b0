"""What is to be made of each article: plain data, on this machine as on the actors of a cluster."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from functools import cached_property
from typing import Literal

from platformdirs import user_cache_path

from zhaiyi.batch import inputs
from zhaiyi.batch.inputs import Input
from zhaiyi.batch.products import SAME, BriefMaker, Maker, PairsMaker
from zhaiyi.core.document import Source, Term
from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import Settings, load_settings
from zhaiyi.engines.choice import AUTO
from zhaiyi.estimation.installed import installed_reader
from zhaiyi.models.cards import ESTIMATOR_CARD
from zhaiyi.models.store import Store
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.render import FORMATS, PAIR_FORMATS
from zhaiyi.render.look import Shape

Command = Literal["brief", "translate"]


@dataclass(frozen=True)
class Work:
    """The same for all articles. `jobs` articles are at work at once; `field` names the text in
    records of tables; `only` is the one input format that ``same`` may give back; `doubts` asks for
    the estimator, without which nothing is ever doubtful."""

    command: Command = "brief"
    formats: Sequence[str] = ("json",)
    translator: str = AUTO
    summarizer: str | None = None
    model: str | None = None
    options: BriefOptions = default(default_factory=BriefOptions)
    shape: Shape = "list"
    bilingual: bool = False
    force: bool = False
    only: str | None = None
    field: str | None = None
    encoding: str | None = None
    allow_private: bool = False
    recursive: bool = False
    jobs: int = 4
    doubts: bool = False
    terms: tuple[Term, ...] = ()
    settings: Settings = default(default_factory=load_settings)

    @property
    def suffixes(self) -> Mapping[str, str]:
        """What the files of each format end in; ``.*`` stands for the input's own suffix."""
        same = ".zh-en.*" if self.bilingual else ".en.*"
        if self.command == "brief":
            return {name: form.suffix for name, form in FORMATS.items()} | {SAME: same}
        return {name: f".{name}" for name in PAIR_FORMATS} | {SAME: same}

    @cached_property
    def signature(self) -> str:
        """A hash of what the text of the results depends on beside the articles. Journals hold it:
        other bytes would make all that was made before look as if made with other settings."""
        models = [self.translator, self.summarizer, self.model]
        quality = self.options.quality or self.settings.quality
        glossary = [[t.source, t.target, *t.aliases, *t.forbidden] for t in self.terms]
        known = [self.command, models, quality, self._particulars(), glossary, self.encoding]
        told = json.dumps(known, sort_keys=True)
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]

    def _particulars(self) -> dict[str, object]:
        """The options that change what is in the files."""
        if self.command == "translate":
            return {"bilingual": self.bilingual}
        return {
            "sentences": self.options.sentences,
            "summary_only": self.options.summary_only,
            "bilingual": self.bilingual,
            **({"shape": self.shape} if self.shape != "list" else {}),
        }

    def service(self, threads: int = 0) -> Zhaiyi:
        """The pipeline, on the machine that this runs on. `threads` is what an engine may use
        where the settings leave it open."""
        settings = self.settings
        changed: dict[str, object] = {}
        if "home" not in settings.model_fields_set:
            changed["home"] = user_cache_path("zhaiyi")  # this machine's own
        if not settings.threads and threads:
            changed["threads"] = threads
        if changed:
            settings = settings.model_copy(update=changed)
        return Zhaiyi(self.translator, self.summarizer, self.model, self.terms, settings)

    def check_estimator(self, settings: Settings) -> None:
        """Raises `UsageError` where the estimator is needed and this machine has none."""
        if self.doubts and installed_reader(Store.from_settings(settings)) is None:
            remedy = f"zhaiyi models pull {ESTIMATOR_CARD}"
            raise UsageError(f"--fail-on doubtful needs the estimator: {remedy}")

    def maker(self, zhaiyi: Zhaiyi) -> Maker:
        """What makes the files of one article."""
        if self.command == "brief":
            return BriefMaker(zhaiyi, self.options, self.bilingual, self.shape)
        return PairsMaker(zhaiyi, self.force, self.bilingual, self.only)

    def load(self, article: Input) -> Source:
        """The text behind an input. Raises `UnreadableInput`."""
        private = self.allow_private
        return inputs.load(article, self.settings, encoding=self.encoding, allow_private=private)
