"""Settings from a file: `zhaiyi.toml`, found in this folder or one above, or named by --config.

    [settings]              # what ZHAIYI_… in the environment sets
    quality = "best"

    [brief]                 # any long option of the command, dashes as they are
    format = ["html", "json"]
    out = "briefs"
    glossary = ["terms.tsv"]

    [translate]
    same-format = true

What the command line says wins over the environment, that over the file. Paths in the file start
from its folder. An unknown key is an error.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhaiyi.core.errors import UsageError
from zhaiyi.core.plaindata import has_shape

NAME = "zhaiyi.toml"
_PATHS = frozenset({"out", "output", "glossary", "list", "home", "model_path", "files"})
_WITHOUT = frozenset({"config", "help", "dry_run"})
"""Options that make no sense in a file."""
_KINDS = {
    bool: ("true or false", "true"),
    int: ("a whole number", "5"),
    float: ("a number", "1.5"),
    str: ("a text", '"…"'),
}
"""What a value has to be, and how it is written."""


def check_kind(where: str, value: Any, kind: type, *, several: bool = False) -> None:
    """Raises `UsageError` unless `value` is of `kind` (or, with `several`, also a list of such);
    TOML says what is a text and what a number, and nothing is guessed. `where` is what the error
    begins with."""
    if not has_shape(value, (kind, [kind]) if several else kind):
        named, example = _KINDS[kind]
        more = f" or [{example}, …]" if several else ""
        raise UsageError(f"{where} is to be {named}: write {example}{more}")
    if kind is str and any("\0" in each for each in (value if several else [value])):
        raise UsageError(f"{where} holds a null character")


@dataclass(frozen=True)
class Config:
    """A file that was read; without a file everything is empty."""

    path: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    commands: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def overrides(self) -> dict[str, Any]:
        """Settings of the file that the environment does not set."""
        return {k: v for k, v in self.settings.items() if not os.environ.get(f"ZHAIYI_{k.upper()}")}

    def options(self, command: str, known: Sequence[str]) -> dict[str, Any]:
        """Options of a command by parameter name. Raises `UsageError` for an unknown one."""
        given = dict(self.commands.get(command, {}))
        allowed = set(known) - _WITHOUT
        if wrong := [name for name in given if name not in allowed]:
            key = wrong[0].replace("_", "-")
            raise UsageError(f"{self.path}: [{command}] has no option {key!r}")
        return given


def find_config(start: Path) -> Path | None:
    """The nearest `zhaiyi.toml` in `start` or a folder above it."""
    for folder in (start, *start.parents):
        try:
            if (folder / NAME).is_file():
                return folder / NAME
        except OSError:
            return None
    return None


def read_config(path: Path | None, commands: Sequence[str]) -> Config:
    """The file as it stands. Raises `UsageError`, naming the file and what is wrong in it."""
    if path is None:
        return Config()
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    except RecursionError as error:
        raise UsageError(f"{path}: it is nested too deep") from error
    for name, table in tree.items():
        if name not in ("settings", *commands) or not isinstance(table, dict):
            raise UsageError(f"{path}: unknown table {name!r}: settings, {', '.join(commands)}")
    tables = {name: _plain(table, path) for name, table in tree.items()}
    settings = tables.pop("settings", {})
    _check_settings(settings, path)
    return Config(path, settings, tables)


def _check_settings(settings: Mapping[str, Any], path: Path) -> None:
    from zhaiyi.core.settings import Settings

    for name, value in settings.items():
        if name not in Settings.model_fields:
            raise UsageError(f"{path}: [settings] has no {name!r}")
        annotation = Settings.model_fields[name].annotation
        kind = annotation if annotation in (bool, int, float) else str
        check_kind(f"{path}: [settings] {name}", value, kind)


def _plain(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    return dict(_items(table, path))


def _items(table: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        name = key.replace("-", "_")
        yield name, _placed(value, path.parent) if name in _PATHS else value


def _placed(value: Any, folder: Path) -> Any:
    """A path of the file, seen from where the command runs; addresses and - stay as they are."""
    if isinstance(value, list):
        return [_placed(each, folder) for each in value]
    if not isinstance(value, str) or value == "-" or "://" in value[:12]:
        return value
    mark = "@" if value.startswith("@") else ""
    return mark + os.path.join(folder, os.path.expanduser(value.removeprefix("@")))
