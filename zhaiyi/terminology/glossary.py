"""The user's glossaries: TSV, CSV, TBX and TMX files to terms.

Tables have the columns source, target, aliases, forbidden (several values in one cell are parted
by semicolons); a header row may name them in any order, otherwise the order is this one. What a
spreadsheet writes is understood: a byte-order mark, ``sep=;``, semicolons or tabs, quoted cells
with line breaks, further columns beside the named ones. A header that is not understood is refused:
it must neither be taken for a term nor passed over. In TBX and TMX the Chinese and the English side
of an entry are taken, further English terms are aliases.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from zhaiyi.core.document import Term
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import naturalness, tmx
from zhaiyi.formats.encodings import decode
from zhaiyi.text.script import has_han

_COLUMNS = ("source", "target", "aliases", "forbidden")
_NAMES = {
    "source": "source src zh cmn cn chinese term original origin "
    "中文 汉语 漢語 原文 源文 源术语 术语 術語 词条 詞條 中文术语 简体中文 繁體中文",
    "target": "target tgt en english translation rendering "
    "英文 英语 英語 译文 譯文 译名 譯名 翻译 翻譯 目标术语 英文术语",
    "aliases": "aliases alias also synonym synonyms variants alternatives 别名 別名 同义词",
    "forbidden": "forbidden never avoid deprecated 禁用 禁用词 禁译",
}
_HEADERS = {name: column for column, names in _NAMES.items() for name in names.split()}
_OTHER_COLUMNS = "language languages lang locale code id note notes comment file from to"
_NO_TERMS = frozenset(_OTHER_COLUMNS.split())
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")
"""The words of a header: SourceTerm, source_term, EN-US."""
_SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r"\A\s*\"?sep=(.)\"?\s*\r?\n", re.I)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_WORDS = re.compile(r"[^\W\d_][\w \-./()（）]*")
_LANGUAGE = re.compile(r"(?:zh|cmn|en|ja|ko|fr|de)(?:[-_](?:[A-Za-z]{2,4}))?\Z", re.I)
_LONGEST_HEADER = 5
_MOST = 0.8
"""Share of a table's rows that says what its columns hold."""
_PROJECT = (".git", "zhaiyi.toml", "pyproject.toml")
"""What marks the top folder of a project."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def load_glossary(
    path: str | Path, tell: Callable[[str], None] = lambda message: None
) -> tuple[Term, ...]:
    """The terms of the glossary file at `path`, origin ``user``; a later line wins over an earlier,
    and `tell` is called with a line that says so where their targets differ.

    Raises `UnreadableInput` naming the file, and the line where there is one, and the remedy.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise UnreadableInput(f"{file}: a glossary is a .tsv, .csv, .tbx or .tmx file")
    text = _text(file)
    terms: dict[str, Term] = {}
    for term in reader(file, text):
        before = terms.get(term.source)
        if before is not None and before.target != term.target:
            tell(
                f"{file}: {term.source} has two targets; the later one is taken: "
                f"{term.target}, not {before.target}"
            )
        terms[term.source] = term
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
    # os.path, not Path: a name too long for the disk is one that is not there
    return next((file for file in files if os.path.isfile(file)), None)


def _up_to_project(folder: Path) -> list[Path]:
    """The folders above `folder` up to the project's; empty where there is no project."""
    above = list(folder.resolve().parents)
    if _is_project(folder):
        return []
    ends = [i for i, parent in enumerate(above) if _is_project(parent)]
    return above[: ends[0] + 1] if ends else []


def _is_project(folder: Path) -> bool:
    return any(os.path.exists(folder / mark) for mark in _PROJECT)


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"{file}: cannot be read ({error.strerror}): check the path"
        ) from None
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030" if _reads_as_gb(raw) else "big5hkscs")
    except UnicodeDecodeError:
        return decode(raw, str(file)).text


def _reads_as_gb(raw: bytes) -> bool:
    """Whether GB18030 is the likelier of the two Chinese encodings: terms are too short for all but
    the comparison."""
    scores = {c: naturalness.total(raw.decode(c, "replace")) for c in ("gb18030", "big5hkscs")}
    return scores["gb18030"] >= scores["big5hkscs"]


def _table(file: Path, text: str, separator: str) -> Iterator[Term]:
    rows = _rows(file, text, separator)
    columns: Sequence[str] = _COLUMNS
    if rows and (header := _header(*(cells for _, cells in rows[:2]))):
        columns, rows = header, rows[1:]
    elif rows:
        _refuse_header(file, rows)
        columns = [n if n in _COLUMNS[:2] or not c else "" for n, c in _with_codes(rows)]
    for line, cells in rows:
        yield _row(file, line, dict(zip(columns, cells, strict=False)))


def _rows(file: Path, text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Line and cells of each row that holds something and is no comment; white space, line breaks
    in a cell too, is one blank."""
    plain = separator == "\t" and not _is_quoted(text)
    lines = io.StringIO(text, newline="")
    rows = csv.reader(
        lines,
        delimiter=separator,
        quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL,
        strict=not plain,
    )
    found = []
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells) and not cells[0].startswith("#"):
                found.append((rows.line_num, cells))
    except csv.Error as error:
        raise UnreadableInput(f"{file}, line {rows.line_num}: {error}") from None
    return found


def _is_quoted(text: str) -> bool:
    """Whether the quotation marks of a table with tabs are those that a spreadsheet puts around its
    cells, and none is part of a term."""
    starts = len(re.findall(r'(?:\A|[\t\r\n])"', text))
    cells = re.findall(r'(?:\A|(?<=[\t\r\n]))"(?:[^"]|"")*"(?=[\t\r\n]|\Z)', text)
    return 0 < starts == len(cells)


def _header(cells: Sequence[str], below: Sequence[str] = ()) -> list[str] | None:
    """The columns that a first row names, None if it is no header: what stands in the row `below`
    too (a code of a language) names nothing."""
    names = [_column(cell) for cell in cells]
    same = [cell == other for cell, other in zip(cells, below, strict=False)]
    if any(n and s for n, s in zip(names, same, strict=False)):
        return None
    names = [name if name not in names[:at] else "" for at, name in enumerate(names)]
    return names if "source" in names and "target" in names else None


def _column(cell: str) -> str:
    """What a header's cell names: by its first word that says so, ``term`` last (Term EN)."""
    words = [word.lower() for word in _TOKEN.findall(cell)]
    if len(words) > _LONGEST_HEADER or not _NO_TERMS.isdisjoint(words):
        return ""
    words.sort(key="term".__eq__)
    return next((_HEADERS[word] for word in words if word in _HEADERS), "")


def _refuse_header(file: Path, rows: Sequence[tuple[int, list[str]]]) -> None:
    """Refuses a first row that names columns by words that we do not know, and a table that has its
    Chinese in the second column."""
    line, first = rows[0]
    others = [cells for _, cells in rows[1:]]
    chinese = [_share(others, column) for column in (0, 1)]
    words = all(_WORDS.fullmatch(cell) for cell in first if cell) and not first[0].isupper()
    named = len(first) > 1 and words and not has_han(first[0]) and chinese[0] >= _MOST
    turned = chinese[0] >= _MOST and chinese[1] <= 1 - _MOST
    named |= len(first) > 1 and has_han(first[1]) and turned
    if others and named:
        raise UnreadableInput(
            f"{file}, line {line}: the header ({', '.join(first)}) does not say which columns hold "
            "the Chinese and the English: call them source and target"
        )
    if others and _share([first, *others], 0) == 0 and _share([first, *others], 1) == 1:
        raise UnreadableInput(
            f"{file}, line {line}: the Chinese stands in the second column: write it first, or "
            "call the columns target and source"
        )


def _share(rows: Sequence[Sequence[str]], column: int) -> float:
    """Share of rows with Chinese in a column."""
    return sum(len(r) > column and has_han(r[column]) for r in rows) / len(rows) if rows else 0.0


def _with_codes(rows: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[str, bool]]:
    """Each column, and whether it holds nothing but codes of languages, which are no aliases."""
    for at, name in enumerate(_COLUMNS):
        cells = [cells[at] for _, cells in rows if len(cells) > at and cells[at]]
        yield name, bool(cells) and all(_LANGUAGE.match(cell) for cell in cells)


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
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UnreadableInput(f"{file}, line {line}: is no well-formed XML: {error}") from None


def _undeclared(text: str) -> str:
    """Without an XML declaration, whose encoding was that of the file."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _entry(sides: Iterable[tuple[str, str]]) -> Iterator[Term]:
    """Terms of one entry of an XML glossary: its texts with their languages, in order."""
    chinese: list[str] = []
    english: list[str] = []
    for tag, word in sides:
        language = tmx.primary(tag)
        if not word:
            continue
        if language.startswith(("zh", "cmn")) or (not language and has_han(word)):
            chinese.append(word)
        elif not language or language.startswith("en"):
            english.append(word)
    for source in chinese:
        if english:
            yield _term(source, english[0], english[1:])


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
    if named := _SEP_LINE.match(text):
        return _table(file, "\n" + text[named.end() :], named[1])
    head = _QUOTED.sub("", text)[:2000].strip().partition("\n")[0]
    return _table(file, text, max(_SEPARATORS, key=head.count))


def _tbx(file: Path, text: str) -> Iterator[Term]:
    for node in _all(_root(file, _undeclared(text)), "termEntry conceptEntry"):
        yield from _entry(
            (part.get(_XML_LANG) or part.get("lang") or "", "".join(word.itertext()).strip())
            for part in _all(node, "langSet langSec")
            for word in _all(part, "term")
        )


def _tmx(file: Path, text: str) -> Iterator[Term]:
    data = io.BytesIO(_undeclared(text).encode("utf-8", "replace"))
    for unit in tmx.read(data, str(file)):
        yield from _entry(unit.sides)


_READERS: dict[str, Callable[[Path, str], Iterator[Term]]] = {
    ".tsv": _tsv,
    ".txt": _tsv,
    ".csv": _csv,
    ".tbx": _tbx,
    ".tmx": _tmx,
}
