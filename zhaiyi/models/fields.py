"""What the parts of a card are made of: strict tables, names that are safe. Data only."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MANIFEST = "manifest.json"
"""What a prepared model's folder holds beside the files; no file of a model is called so."""
_LONGEST = 128
"""Bytes of a file name: the store puts marks around it, and a disk takes 255."""


def _file_name(name: str) -> str:
    if name in {".", "..", MANIFEST}:
        raise ValueError(f"{name} cannot be the name of a model's file")
    if len(name.encode()) > _LONGEST:
        raise ValueError(f"the name has more than {_LONGEST} bytes")
    return name


FileName = Annotated[str, Field(pattern=r"^[\w.-]+$"), AfterValidator(_file_name)]
CardName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=64)]
_NUMBER = r"\{n(:0?[1-9])?\}"
PackageName = Annotated[
    str, Field(pattern=rf"^[A-Za-z0-9]([A-Za-z0-9._-]|{_NUMBER})*$", max_length=128)
]
PackageVersion = Annotated[str, Field(pattern=r"^[0-9][A-Za-z0-9.+!-]*$", max_length=64)]
MemberName = Annotated[str, Field(pattern=rf"^([^{{}}]|{_NUMBER})+$", max_length=500)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
