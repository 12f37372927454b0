"""The units of the memory: out of rows of its file, and to and from TMX.

Both may hold what another version, or another tool, has written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from zhaiyi.core.document import Finding, Told, TranslationStatus
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.plaindata import (
    finding_data,
    has_shape,
    parse_json,
    read_findings,
    read_told,
    told_data,
)
from zhaiyi.formats import tmx

SOURCE, TARGET = "zh", "en"
"""Language tags of what is exported."""


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One remembered sentence. `digest` is empty and `status` ``edited`` where a person wrote the
    target. `translator` is the signature that made it; `time` is seconds since 1970; `told` what
    the translator told of it."""

    digest: str
    source: str
    target: str
    status: TranslationStatus = "ok"
    findings: tuple[Finding, ...] = ()
    translator: str = ""
    time: float = 0.0
    told: Told | None = None

    @property
    def human(self) -> bool:
        """True for what a person wrote."""
        return self.status == "edited"


_STATUSES = frozenset(get_args(TranslationStatus))
_UNIT_ROW = (str, str, str, _STATUSES, str, str, float, (str, None))
_EDIT_ROW = (str, str, float)


def unit_of(row: Sequence[Any]) -> MemoryUnit | None:
    """A row of `units`; None for one of a shape that this version does not know."""
    if not _is_row(row, _UNIT_ROW):
        return None
    digest, source, target, status, findings, translator, made, told = row
    if not 0 <= made < tmx.LATEST:
        return None
    try:
        known, heard = read_findings(parse_json(findings)), read_told(parse_json(told or "null"))
    except ValueError:
        return None
    return MemoryUnit(digest, source, target, status, known, translator, made, heard)


def edit_of(row: Sequence[Any]) -> MemoryUnit | None:
    """A row of `edits`, or None."""
    if not _is_row(row, _EDIT_ROW):
        return None
    source, target, made = row
    return MemoryUnit("", source, target, "edited", time=made if 0 <= made < tmx.LATEST else 0.0)


def _is_row(row: Sequence[Any], shapes: Sequence[Any]) -> bool:
    return all(has_shape(cell, shape) for cell, shape in zip(row, shapes, strict=True))


def to_tmx(unit: MemoryUnit) -> tmx.TranslationUnit:
    """The unit as TMX has it; `imported` reads it back."""
    findings = json.dumps(finding_data(unit.findings), ensure_ascii=False)
    properties = {
        "origin": "human" if unit.human else "machine",
        "status": unit.status,
        "translator": unit.translator,
        "findings": findings if unit.findings else "",
        "time": repr(unit.time),
        "told": json.dumps(told_data(unit.told)) if unit.told else "",
    }
    return tmx.TranslationUnit(
        ((SOURCE, unit.source), (TARGET, unit.target)),
        unit.digest,
        {f"x-{name}": value for name, value in properties.items() if value},
        unit.time,
    )


def imported(found: Iterable[tmx.TranslationUnit], path: Path) -> Iterator[MemoryUnit]:
    """The units that have both sides; what they hold is other people's data. Raises
    `UnreadableInput`."""
    for each in found:
        source, target = each.text(SOURCE), each.text(TARGET)
        if not source or not target:
            continue
        try:
            yield _from_tmx(each, source, target)
        except ValueError as error:
            raise UnreadableInput(f"{path}: a unit has broken findings ({error})") from error


def _from_tmx(each: tmx.TranslationUnit, source: str, target: str) -> MemoryUnit:
    """Without word of its origin, what another tool wrote counts as a person's work and what
    Zhaiyi wrote as a machine's."""
    told = each.properties
    status: Any = told.get("x-status", "ok")
    origin = told.get("x-origin")
    if each.tool != tmx.TOOL or origin == "human" or status == "edited":
        return MemoryUnit("", source, target, "edited", time=_time(each))
    findings = read_findings(parse_json(told.get("x-findings") or "[]"))
    return MemoryUnit(
        each.id if origin == "machine" else "",
        source,
        target,
        status if status in _STATUSES else "ok",
        findings,
        told.get("x-translator", ""),
        _time(each),
        read_told(parse_json(told.get("x-told") or "null")),
    )


def _time(each: tmx.TranslationUnit) -> float:
    """When it was last changed; 0 where nothing says."""
    try:
        moment = float(each.properties["x-time"])
    except (KeyError, ValueError):
        return each.changed
    return moment if 0 < moment < tmx.LATEST else 0.0
