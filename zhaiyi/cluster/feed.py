"""The articles behind the names, drawn one after another, so that a list of any length fits.

Files and records of tables on a disk travel by name, and the actor reads them: it must see the same
folders. What lies in Parquet, in web archives or in tables at an address is read here and travels
as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath

from zhaiyi.batch.inputs import LIST, STDIN, Input, Refused, Search, expand, plain, read_list
from zhaiyi.batch.naming import distinct_names
from zhaiyi.batch.records import SUFFIXES as TABLES
from zhaiyi.cluster.containers import CONTAINERS, Found, found_in
from zhaiyi.cluster.places import file_system, is_address
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.formats import supported_suffixes

_BYTES_A_CHARACTER = 3
"""Of Chinese text in UTF-8."""
_PAGE = 2_000
"""Characters that an article is taken to have where nothing says how long it is."""
_MARKUP = {".html": 20, ".htm": 20, ".pdf": 100, ".docx": 15, ".epub": 3}
"""Bytes of a file to one character of its article, roughly."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article to be made. `key` tells it apart in the tables, `name` is that of its files
    without a suffix, `label` what messages call it, `size` about its characters. Its text is that
    of `input`, of the file at `address`, or `payload` (bytes of a file, or text)."""

    key: str
    name: str
    label: str
    size: int
    input: Input | None = None
    address: str = ""
    payload: bytes | str | None = None
    suffix: str = ".txt"
    """What a file in its own format ends in."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Root:
    """A file that was named or found: an article, or many. `input` gives its name; the file at
    `address` is not on this machine's disk."""

    input: Input
    address: str = ""

    @property
    def suffix(self) -> str:
        name = self.address or (str(self.input.path) if self.input.path else "")
        return PurePosixPath(name.lower().removesuffix(".gz")).suffix if name else ""

    @property
    def is_container(self) -> bool:
        return self.suffix in (*TABLES, *CONTAINERS)


def feed(names: Sequence[str], search: Search, folder: Path) -> Iterator[Item | Refused]:
    """Every article once. `folder` is where results go: keys of files lead from there. No article
    is read on the way but those of containers. Raises `UsageError`."""
    roots: list[_Root] = []
    seen: set[str] = set()
    for root in _roots(names, search):
        if isinstance(root, Refused):
            yield root
        elif (place := _place(root)) not in seen:
            seen.add(place)
            roots.append(root)
    del seen
    called = _names(roots)
    for root in roots:
        name = called[root.input]
        yield from _items(root, name, search.field, folder)


def _place(root: _Root) -> str:
    return (
        root.address
        or (os.path.abspath(root.input.path) if root.input.path else "")
        or (root.input.name)
    )


# -- files -----------------------------------------------------------------------------------------


def _roots(names: Iterable[str], search: Search) -> Iterator[_Root | Refused]:
    for name in names:
        if name == STDIN:
            raise UsageError("--cluster reads no standard input: name files, folders or addresses")
        if name.startswith(LIST) and len(name) > 1:
            yield from _roots(read_list(name[1:]), search)
        elif is_address(name) and not name.startswith(("http://", "https://")):
            yield from _at_address(name, search)
        elif os.path.isdir(name):
            yield from _in_folder(Path(name), search)
        elif _Root(Input(name, Path(name))).is_container and not is_address(name):
            yield _Root(Input(name, Path(name)))
        else:
            yield from _bare(expand([name], search))


def _bare(found: Iterable[Input | Refused]) -> Iterator[_Root | Refused]:
    for each in found:
        yield each if isinstance(each, Refused) else _Root(each)


def _in_folder(folder: Path, search: Search) -> Iterator[_Root | Refused]:
    """Articles as the batch finds them; beside them web archives and Parquet, and with a field
    tables."""
    containers = sorted(_containers(folder, search))
    for each in expand([str(folder)], replace(search, field=None)):
        if not isinstance(each, Refused):
            yield _Root(each)
        elif not containers:
            yield each
    for path in containers:
        yield _Root(Input(str(path), path, path.parent.relative_to(folder)))


def _containers(folder: Path, search: Search) -> Iterator[Path]:
    suffixes = _wanted_containers(search)
    for path in folder.rglob("*") if search.recursive else folder.glob("*"):
        plain = path.name.lower().removesuffix(".gz")
        if plain.endswith(suffixes) and path.is_file() and not search.passes_over(path, folder):
            yield path


def _wanted_containers(search: Search) -> tuple[str, ...]:
    by_field = (*TABLES, ".parquet") if search.field else ()
    return (*(suffix for suffix in CONTAINERS if suffix != ".parquet"), *by_field)


def _at_address(address: str, search: Search) -> Iterator[_Root | Refused]:
    """The file at an address, or the files of a folder there."""
    from pyarrow import fs

    try:
        system, path = file_system(address)
        info = system.get_file_info(path)
        if info.type == fs.FileType.NotFound:
            yield Refused(address, UnreadableInput(f"{address} is not there: is it spelled right?"))
        elif info.is_file:
            yield _remote(address, PurePosixPath(path).name, PurePath())
        else:
            selector = fs.FileSelector(path, recursive=search.recursive)
            yield from _of_listing(address, path, system.get_file_info(selector), search)
    except OSError as error:
        words = " ".join(str(error).split())
        yield Refused(address, UnreadableInput(f"{address} cannot be read: {words}"))


def _of_listing(
    address: str, path: str, listing: Iterable[object], search: Search
) -> Iterator[_Root | Refused]:
    suffixes = (*supported_suffixes(), *_wanted_containers(search))
    files = sorted(str(each.path) for each in listing if each.is_file)  # type: ignore[attr-defined]
    below = [PurePosixPath(os.path.relpath(each, path)) for each in files]
    shown = [each for each in below if each.name.lower().removesuffix(".gz").endswith(suffixes)]
    if not shown:
        error = UnreadableInput(f"{address} holds no article ({' '.join(suffixes)})")
        yield Refused(address, error)
    for each in shown:
        yield _remote(f"{address.rstrip('/')}/{each}", each.name, each.parent)


def _remote(address: str, name: str, below: PurePath) -> _Root:
    return _Root(Input(address, Path(name), PurePath(below)), address)


# -- names -----------------------------------------------------------------------------------------


def _names(roots: Sequence[_Root]) -> dict[Input, str]:
    """Names of the files, as the batch gives them. Records of a container are called by its name
    and their number; no other file may be called so."""
    files = [root.input for root in roots if not root.is_container]
    names = distinct_names(files, {}, ())
    taken = {re.sub(r"-\d+$", "", name.casefold()) for name in names.values()}
    for root in roots:
        if root.is_container:
            names[root.input] = name = _free(root.input, taken)
            taken.add(name.casefold())
    return names


def _free(wanted: Input, taken: set[str]) -> str:
    stems = (wanted.stem.removesuffix(".warc"), wanted.whole_name)  # of crawl.warc.gz
    stem, whole = ((wanted.below / name).as_posix() for name in stems)
    name, number = stem, 1
    while name.casefold() in taken:
        name = whole if number == 1 else f"{whole}-x{number}"
        number += 1
    return name


# -- articles --------------------------------------------------------------------------------------


def _items(root: _Root, name: str, field: str | None, folder: Path) -> Iterator[Item | Refused]:
    key = root.address or root.input.key(folder)
    if root.is_container:
        yield from _records(root, name, key, field)
    else:
        local = None if root.address else _absolute(root.input)
        size = _size(root.input.path, root.suffix) if local else _PAGE
        label = str(root.input.path) if local and local.path else root.input.name
        yield Item(key, name, label, size, local, root.address, suffix=root.input.suffix)


def _absolute(wanted: Input) -> Input:
    """The same file, found from any folder: an actor works in another one."""
    path = plain(wanted.path) if wanted.path is not None else None
    record = replace(wanted.record, path=plain(wanted.record.path)) if wanted.record else None
    return Input(wanted.name, path, wanted.below, record)


def _size(path: Path | None, suffix: str) -> int:
    try:
        whole = os.stat(path).st_size if path is not None else 0
    except OSError:  # told when it is read
        whole = 0
    return max(1, whole // _MARKUP.get(suffix, _BYTES_A_CHARACTER)) if whole else _PAGE


def _records(root: _Root, name: str, key: str, field: str | None) -> Iterator[Item | Refused]:
    try:
        for found in found_in(root.address or str(root.input.path), root.suffix, field):
            yield _record(root, found, name, key)
    except UnreadableInput as error:
        yield Refused(root.input.name, error)


def _record(root: _Root, found: Found, name: str, key: str) -> Item:
    item = Item(
        f"{key}#{found.number}",
        f"{name}-{found.number}",
        f"{root.input.name}#{found.number}",
        found.size,
        payload=found.payload,
        suffix=".html" if found.url else ".txt",
        url=found.url,
    )
    if found.record is None:
        return item
    given = Input(item.label, root.input.path, root.input.below, found.record)
    return replace(item, input=_absolute(given))
