"""Where results go: stdout, one file, or a folder with a name for each input."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.batch.inputs import Input
from zhaiyi.batch.naming import distinct_names, with_suffix
from zhaiyi.cli.terminal import complain
from zhaiyi.core.atomic import write_whole
from zhaiyi.core.errors import UsageError, ZhaiyiError
from zhaiyi.render.inert import encodable, printable


def chosen_formats(
    given: Sequence[str],
    known: Sequence[str],
    output: Path | None,
    default: str,
    more: Sequence[str] = (),
) -> tuple[str, ...]:
    """Formats as given (repeated or with commas), else by the suffix of `output`, else `default`;
    with `more`, that is added, and is enough.

    A format that the suffix contradicts is taken, and told. Raises `UsageError` for an unknown
    format or suffix, an empty one, and for an `output` that could not be written.
    """
    if output:
        check_place(output)
    names = [name for part in given for name in re.split(r"[,\s]+", part.strip()) if name]
    if given and not names:
        raise UsageError(f"--format names nothing: choose from {', '.join(known)}")
    suffix = _format_of(output) if output else ""
    if not names and not more:
        if suffix and suffix not in known:
            raise UsageError(f"{output}: unknown suffix: take .{', .'.join(known)}, or give -f")
        names = [suffix or default]
    if wrong := [name for name in names if name not in known]:
        raise UsageError(f"unknown format {wrong[0]}: choose from {', '.join(known)}")
    if suffix in known and len(names) == 1 and names[0].rpartition("-")[2] != suffix:
        complain(f"{output} gets {names[0]}, as -f says, though its suffix means {suffix}")
    return tuple(dict.fromkeys([*names, *more]))


def _format_of(output: Path) -> str:
    suffix = output.suffix.lstrip(".").lower()
    return {"htm": "html", "markdown": "md"}.get(suffix, suffix)


@dataclass(frozen=True)
class Outputs:
    """Paths for each input and format; without any, results go to stdout."""

    paths: Mapping[Input, Mapping[str, Path]]
    several: bool = False
    """More than one result is printed: JSON becomes one array of them."""

    @property
    def to_stdout(self) -> bool:
        return not self.paths

    def write(self, wanted: Input, format: str, data: bytes) -> Path | None:
        """Writes a result whole or not at all; its path, None for stdout. Raises `ZhaiyiError`."""
        if self.to_stdout:
            if not (self.several and format == "json"):
                write_stdout(data, format)
            return None
        path = self.paths[wanted][format]
        write_atomically(path, data)
        return path


def plan(
    inputs: Sequence[Input],
    formats: Sequence[str],
    suffixes: Mapping[str, str],
    *,
    output: Path | None = None,
    folder: Path | None = None,
    kept: Mapping[Input, str] | None = None,
    taken: Iterable[str] = (),
) -> Outputs:
    """Decides every path before any work. `kept` are the names in `folder` that earlier runs gave
    to inputs, `taken` all names that they gave.

    A format whose suffix ends in ``.*`` gets that of the input. Nothing is made on the disk.
    Raises `UsageError` if outputs would clash or overwrite an input.
    """
    if output and folder:
        raise UsageError("give either -o FILE or --out DIR, not both")
    if output:
        paths = {wanted: _beside(output, formats, suffixes, wanted) for wanted in _only(inputs)}
    elif folder:
        names = distinct_names(inputs, kept or {}, taken)
        paths = {
            wanted: {
                f: folder / with_suffix(names[wanted], suffixes[f], wanted.suffix) for f in formats
            }
            for wanted in inputs
        }
    else:
        if len(formats) > 1:
            raise UsageError("several formats need a place for their files: --out DIR")
        return Outputs({}, several=len(inputs) > 1)
    _refuse_overwriting(inputs, paths)
    return Outputs(paths)


def _only(inputs: Sequence[Input]) -> Sequence[Input]:
    if len(inputs) > 1:
        raise UsageError(f"-o takes one input, not {len(inputs)}: use --out DIR")
    return inputs


def _beside(
    output: Path, formats: Sequence[str], suffixes: Mapping[str, str], wanted: Input
) -> dict[str, Path]:
    if os.path.isdir(output):
        raise UsageError(f"-o {output} is a folder: name a file, or give --out {output}")
    if len(formats) == 1:
        return {formats[0]: output}
    return {f: output.with_suffix(with_suffix("", suffixes[f], wanted.suffix)) for f in formats}


def _refuse_overwriting(inputs: Sequence[Input], paths: Mapping[Input, Mapping[str, Path]]) -> None:
    sources = {os.path.realpath(wanted.path) for wanted in inputs if wanted.path}
    for by_format in paths.values():
        for path in by_format.values():
            if os.path.realpath(path) in sources:
                raise UsageError(
                    f"{path} is an input and would be overwritten: choose another name"
                )


def check_places(outputs: Outputs) -> None:
    """Raises `UsageError` for what could not be written, before the work that it would lose."""
    for by_format in outputs.paths.values():
        for path in by_format.values():
            check_place(path)


def check_place(path: Path) -> None:
    """Raises `UsageError` for a file that could not be written. A folder that is not there yet is
    made when the file is."""
    if os.path.isdir(path):
        raise UsageError(f"{path} is a folder: no file can have its name; name a file in it")
    home = next(p for p in path.absolute().parents if os.path.exists(p))
    if not home.is_dir() or not os.access(home, os.W_OK):
        raise UsageError(
            f"{path} cannot be written: {home} cannot be written to; choose another place"
        )
    _check_length(path)


def check_folder(folder: Path) -> None:
    """Raises `UsageError` where a file stands in the way of the folder of --out."""
    wanted = folder.absolute()
    home = next(p for p in (wanted, *wanted.parents) if os.path.lexists(p))
    if not home.is_dir():
        raise UsageError(f"--out {folder} cannot be used: {home} is no folder; name another")


def _check_length(path: Path) -> None:
    """Raises `UsageError` for a name that the disk cannot hold."""
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UsageError(f"{path} cannot be written: {error.strerror}") from error


class JsonArray:
    """Results in JSON as the elements of one array, each printed when it is there; what is printed
    is valid JSON also after a stop, once `close` was called."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, data: bytes) -> None:
        """Prints one more element."""
        write_stdout((b",\n" if self._count else b"[\n") + data.strip(), "json")
        self._count += 1

    def close(self) -> None:
        """Prints the end."""
        write_stdout(b"\n]\n" if self._count else b"[]\n", "json")


def write_atomically(path: Path, data: bytes) -> None:
    """A reader of `path` sees the old file or the new one, never half of one; when this returns, it
    is on the disk. Raises `ZhaiyiError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, lasting=True)
    except OSError as error:
        raise ZhaiyiError(f"{path} cannot be written: {error.strerror}") from error


class StdoutFailed(UsageError):
    """Ends the run, as wrong usage does, and not one input: the next one could not be printed
    either."""

    exit_code = 1


def write_stdout(data: bytes, format: str = "txt") -> None:
    """Bytes as they are to a pipe; to a terminal text only, without the control characters by which
    a stranger's text could steer it. Raises `UsageError` for a binary format, `StdoutFailed` where
    nothing can be written any more."""
    if sys.stdout.isatty():
        if format in {"docx", "en-docx"}:
            raise UsageError(f"{format} is no text: name a file with -o")
        data = encodable(printable(data.decode("utf-8", "replace"))).encode()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still in the buffer would fail again at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StdoutFailed(f"standard output cannot be written: {error.strerror}") from error


def print_lines(*lines: str) -> None:
    """Lines of ours to stdout."""
    print_text("".join(f"{line}\n" for line in lines))


def print_text(text: str) -> None:
    """Text of ours to stdout. The name of a file goes out in the bytes that the disk has."""
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = encodable(text).encode()
    write_stdout(data)
