"""What the files of each article of a folder are called."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from zhaiyi.batch.inputs import Input
from zhaiyi.batch.journal import RESERVED

_LONGEST = 180
"""Bytes of a name without its suffix; disks take 255 with it, and a number may come between."""


def distinct_names(
    inputs: Sequence[Input], kept: Mapping[Input, str], given: Iterable[str]
) -> dict[Input, str]:
    """Stems where they differ, whole file names where stems agree, numbers where those do too;
    inputs of deeper folders keep their folders. Upper and lower case count as equal: some disks do
    not tell them apart."""
    stems = Counter(_placed(wanted, wanted.stem).casefold() for wanted in inputs)
    names: dict[Input, str] = {}
    used: set[str] = set()
    for wanted in inputs:
        if wanted in kept and kept[wanted].casefold() not in used:
            names[wanted] = kept[wanted]
            used.add(kept[wanted].casefold())
    taken = {name.casefold() for name in given} | RESERVED
    for wanted in inputs:
        if wanted in names:
            continue
        stem = _placed(wanted, wanted.stem)
        alone = stems[stem.casefold()] == 1 and stem.casefold() not in taken
        name = base = stem if alone else _placed(wanted, wanted.whole_name)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        names[wanted] = name
    return names


def _placed(wanted: Input, name: str) -> str:
    return (wanted.below / shortened(name)).as_posix()


def with_suffix(name: str, suffix: str, own: str) -> str:
    """A file's name. A suffix that ends in ``.*`` takes that of the input, `own`."""
    return name + (suffix.removesuffix(".*") + own if suffix.endswith(".*") else suffix)


def shortened(name: str) -> str:
    """`name` if a disk can hold it with a suffix behind; else its beginning with a hash of it."""
    raw = name.encode("utf-8", "surrogateescape")
    if len(raw) <= _LONGEST:
        return name
    mark = hashlib.sha256(raw).hexdigest()[:12]
    begin = raw[: _LONGEST - len(mark) - 1].decode("utf-8", "ignore")
    return f"{begin}-{mark}"
