"""The user's glossaries: TSV, CSV, TBX and TMX files to terms.

Tables have the columns source, target, aliases, forbidden (several values in one cell are parted
by semicolons); a header row may name them in any order, otherwise the order is this one. In TBX
and TMX the Chinese and the English side of an entry are taken, further English terms are aliases.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from zhaiyi.document import Term
from zhaiyi.errors import UnreadableInput
from zhaiyi.script import has_han

_COLUMNS = ("source", "target", "aliases", "forbidden")
_HEADERS = {
    "source": "source",
    "zh": "source",
    "chinese": "source",
    "term": "source",
    "中文": "source",
    "target": "target",
    "en": "target",
    "english": "target",
    "translation": "target",
    "英文": "target",
    "aliases": "aliases",
    "alias": "aliases",
    "also": "aliases",
    "forbidden": "forbidden",
    "never": "forbidden",
    "avoid": "forbidden",
}
_PROJECT = (".git", "zhaiyi.toml", "pyproject.toml")
"""What marks the top folder of a project."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def load_glossary(path: str | Path) -> tuple[Term, ...]:
    """The terms of the glossary file at `path`, origin ``user``; a later line wins over an earlier.

    Raises `UnreadableInput` naming the file, and the line where there is one, and the remedy.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise UnreadableInput(f"{file}: a glossary is a .tsv, .csv, .tbx or .tmx file")
    text = _text(file)
    terms = {term.source: term for term in reader(file, text)}
    if not terms:
        raise UnreadableInput(
            f"{file}: the glossary holds no term: each line needs source and target"
        )
    return tuple(terms.values())


def find_glossary(path: Path) -> Path | None:
    """The glossary that belongs to the article at `path`, or None.

    Beside the article: ``NAME.glossary.tsv`` (``.csv``, ``.tbx``, ``.tmx``) for an article
    ``NAME.txt``, then ``glossary.tsv``. Else ``glossary.tsv`` in the nearest folder above it, up to
    the project's (the one with ``.git``, ``zhaiyi.toml`` or ``pyproject.toml``); without a project
    no folder above is searched.
    """
    folder = path.parent
    names = [f"{path.stem}.glossary", f"{path.name}.glossary", "glossary"]
    if found := _first(folder, names):
        return found
    for above in _up_to_project(folder):
        if found := _first(above, ["glossary"]):
            return found
    return None


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    files = (folder / f"{name}{suffix}" for name in names for suffix in _READERS)
    return next((file for file in files if file.is_file()), None)


def _up_to_project(folder: Path) -> list[Path]:
    """The folders above `folder` up to the project's; empty where there is no project."""
    above = list(folder.resolve().parents)
    if _is_project(folder):
        return []
    ends = [i for i, parent in enumerate(above) if _is_project(parent)]
    return above[: ends[0] + 1] if ends else []


def _is_project(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in _PROJECT)


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"{file}: cannot be read ({error.strerror}): check the path"
        ) from None
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for candidate in (encoding, "gb18030"):
        try:
            return raw.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise UnreadableInput(f"{file}: is not text in UTF-8, UTF-16 or GB18030: save it as UTF-8")


def _table(file: Path, text: str, separator: str) -> Iterator[Term]:
    lines = io.StringIO(text, newline="")
    if separator == "\t":
        rows = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.reader(lines, delimiter=separator)
    columns: Sequence[str] = _COLUMNS
    first = True
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if first and (header := _header(cells)):
                columns, first = header, False
                continue
            first = False
            yield _row(file, rows.line_num, dict(zip(columns, cells, strict=False)))
    except csv.Error as error:
        raise UnreadableInput(f"{file}, line {rows.line_num}: {error}") from None


def _header(cells: Sequence[str]) -> list[str] | None:
    names = [_HEADERS.get(cell.lower(), "") for cell in cells]
    return names if "source" in names and "target" in names else None


def _row(file: Path, line: int, cells: dict[str, str]) -> Term:
    source, target = cells.get("source", ""), cells.get("target", "")
    if not source or not target:
        missing = "target" if source else "source"
        raise UnreadableInput(
            f"{file}, line {line}: the {missing} is empty: write source and target"
        )
    return _term(source, target, _several(cells, "aliases"), _several(cells, "forbidden"))


def _several(cells: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(p for part in re.split(r"[;；|]", cells.get(column, "")) if (p := part.strip()))


def _term(
    source: str, target: str, aliases: Iterable[str] = (), forbidden: Iterable[str] = ()
) -> Term:
    others = tuple(a for a in dict.fromkeys(aliases) if a != target)
    return Term(source, target, "user", aliases=others, forbidden=tuple(forbidden))


def _root(file: Path, text: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UnreadableInput(f"{file}, line {line}: is no well-formed XML: {error}") from None


def _xml(file: Path, text: str, entry: str, side: str, word: str) -> Iterator[Term]:
    """Terms of an XML glossary: `entry` elements with one `side` a language, its `word`s inside."""
    declaration = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    for node in _all(_root(file, declaration), entry):
        chinese: list[str] = []
        english: list[str] = []
        for part in _all(node, side):
            words = ["".join(w.itertext()).strip() for w in _all(part, word)]
            language = (part.get(_XML_LANG) or part.get("lang") or "").lower()
            if language.startswith(("zh", "cmn")) or (not language and has_han("".join(words))):
                chinese += words
            elif not language or language.startswith("en"):
                english += words
        for source in filter(None, chinese):
            if any(english):
                target, *aliases = filter(None, english)
                yield _term(source, target, aliases)


def _all(node: Any, names: str) -> Iterator[Any]:
    """Descendants with one of the local names `names`, parted by blanks, in any namespace."""
    wanted = names.split()
    return (
        child
        for child in node.iter()
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in wanted
    )


def _tsv(file: Path, text: str) -> Iterator[Term]:
    return _table(file, text, "\t")


def _csv(file: Path, text: str) -> Iterator[Term]:
    head = text.partition("\n")[0]
    return _table(file, text, ";" if head.count(";") > head.count(",") else ",")


def _tbx(file: Path, text: str) -> Iterator[Term]:
    return _xml(file, text, "termEntry conceptEntry", "langSet langSec", "term")


def _tmx(file: Path, text: str) -> Iterator[Term]:
    return _xml(file, text, "tu", "tuv", "seg")


_READERS: dict[str, Callable[[Path, str], Iterator[Term]]] = {
    ".tsv": _tsv,
    ".txt": _tsv,
    ".csv": _csv,
    ".tbx": _tbx,
    ".tmx": _tmx,
}
