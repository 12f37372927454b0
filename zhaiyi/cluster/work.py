"""What is to be made of each article: plain data that travels from the driver to the actors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as default
from typing import Literal

from platformdirs import user_cache_path

from zhaiyi.batch.products import SAME, BriefMaker, Maker, PairsMaker
from zhaiyi.core.document import Term
from zhaiyi.core.settings import Settings, load_settings
from zhaiyi.engines.choice import AUTO
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.render import FORMATS, PAIR_FORMATS
from zhaiyi.render.look import Shape

Command = Literal["brief", "translate"]


@dataclass(frozen=True)
class Work:
    """The same for all articles. `jobs` articles are at work at once in each actor; `field` names
    the text in records of tables; `only` is the one input format that ``same`` may give back."""

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
    terms: tuple[Term, ...] = ()
    settings: Settings = default(default_factory=load_settings)

    @property
    def suffixes(self) -> Mapping[str, str]:
        """What the files of each format end in; ``.*`` stands for the input's own suffix."""
        same = ".zh-en.*" if self.bilingual else ".en.*"
        if self.command == "brief":
            return {name: form.suffix for name, form in FORMATS.items()} | {SAME: same}
        return {name: f".{name}" for name in PAIR_FORMATS} | {SAME: same}

    @property
    def signature(self) -> str:
        """A hash of everything that the results depend on beside the articles."""
        models = [self.translator, self.summarizer, self.model, self.settings.quality]
        look = [self.shape, self.bilingual, self.field, self.encoding, sorted(self.formats)]
        terms = [[t.source, t.target, *t.aliases, *t.forbidden] for t in self.terms]
        told = json.dumps([self.command, models, asdict(self.options), look, terms])
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]

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

    def maker(self, zhaiyi: Zhaiyi) -> Maker:
        """What makes the files of one article."""
        if self.command == "brief":
            return BriefMaker(zhaiyi, self.options, self.bilingual, self.shape)
        return PairsMaker(zhaiyi, self.force, self.bilingual, self.only)
