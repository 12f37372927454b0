"""Time of reading and parsing against length: a table that shows whether it grows linearly.

    python -m benchmarks.reading [--lengths N…]

The part `lengths` of `make bench` puts the same table on the page. Every row is one input made long
by repeating the articles of the gold set, or a shape made to be slow. The last column is the
exponent k of the best fit time ~ length^k (least squares on the logarithms): 1 is linear, 2
quadratic.
"""

from __future__ import annotations

import argparse
import html
import io
import math
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.article import gold
from zhaiyi.article import parse, split_clauses, split_sentences
from zhaiyi.core.document import Source
from zhaiyi.formats import ReadLimits, read

LENGTHS = (25_000, 50_000, 100_000, 200_000, 400_000)
"""Characters of text; an article has 500 to 5,000, the default limit is 200,000."""
RUNS = 3
_LIMITS = ReadLimits(max_bytes=1 << 30, max_chars=10_000_000, max_ratio=100_000, seconds=600)
Work = Callable[[], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, metavar="N")
    given = parser.parse_args(arguments)
    if len(set(given.lengths)) < 2:
        parser.error("a growth needs at least two lengths")
    print(reading_table(given.lengths))
    return 0


def reading_table(lengths: Sequence[int] = LENGTHS) -> str:
    """Markdown: seconds of each reader, of the parser and of the splitters, by length."""
    head = ["seconds by characters", *(f"{length:,}" for length in lengths), "exponent"]
    lines = [_row(head), _row(["---", *["---:"] * (len(lengths) + 1)])]
    for name, make in (_READERS | _PARSERS | _SHAPES).items():
        seconds = [_seconds(make(length)) for length in lengths]
        cells = [f"{value:.3f}" for value in seconds]
        lines.append(_row([name, *cells, f"{_exponent(lengths, seconds):.2f}"]))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _seconds(work: Work) -> float:
    """The best of a few runs: what disturbs only adds."""
    best = math.inf
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def _exponent(lengths: Sequence[int], seconds: Sequence[float]) -> float:
    xs = [math.log(length) for length in lengths]
    ys = [math.log(value) for value in seconds]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mx) ** 2 for x in xs)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / spread


def _articles(length: int) -> str:
    article = "\n".join(passage.text for passage in gold.load()) + "\n"
    return (article * (length // len(article) + 1))[:length]


def _lines(length: int) -> list[str]:
    return [line for line in _articles(length).split("\n") if line.strip()]


def _reading(data: bytes, form: str) -> Work:
    return lambda: read(data, format=form, limits=_LIMITS)


def _html(length: int) -> Work:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in _lines(length))
    page = f"<!doctype html><html><body><article><h1>题</h1>{body}</article></body></html>"
    return _reading(page.encode(), "html")


def _zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def _docx(length: int) -> Work:
    texts = (html.escape(line) for line in _lines(length))
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _reading(_zipped({"word/document.xml": document}), "docx")


_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)


def _epub(length: int) -> Work:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in _lines(length))
    parts = {"META-INF/container.xml": _CONTAINER, "a.opf": _PACKAGE}
    return _reading(_zipped(parts | {"a.xhtml": f"<html><body>{body}</body></html>"}), "epub")


def _srt(length: int) -> Work:
    cue = "{}\n00:{:02}:{:02},000 --> 00:{:02}:{:02},900\n{}\n"
    lines = enumerate(_lines(length), 1)
    cues = (
        cue.format(n, n // 60 % 60, n % 60, n // 60 % 60, n % 60, line[:40]) for n, line in lines
    )
    return _reading("\n".join(cues).encode(), "srt")


_READERS: dict[str, Callable[[int], Work]] = {
    "read txt": lambda n: _reading(_articles(n).encode(), "txt"),
    "read txt (GB18030)": lambda n: _reading(_articles(n).encode("gb18030"), "txt"),
    "read html": _html,
    "read md": lambda n: _reading("\n\n".join(_lines(n)).encode(), "md"),
    "read docx": _docx,
    "read epub": _epub,
    "read srt": _srt,
}


def _parsing(text: str) -> Work:
    return lambda: parse(Source(name="timed", text=text))


def _clauses(length: int) -> Work:
    text = _articles(length).replace("\n", "")
    return lambda: split_clauses(text, 120)


def _sentences(length: int) -> Work:
    text = _articles(length)
    return lambda: split_sentences(text)


_PARSERS: dict[str, Callable[[int], Work]] = {
    "parse articles": lambda n: _parsing(_articles(n)),
    "parse articles on one line": lambda n: _parsing(_articles(n).replace("\n", "")),
    "split_sentences": _sentences,
    "split_clauses": _clauses,
}


def _shape(sample: str) -> Callable[[int], Work]:
    return lambda length: _parsing((sample * (length // len(sample) + 1))[:length])


_SHAPES: dict[str, Callable[[int], Work]] = {
    "parse: quotes never closed": _shape("“汉字。"),
    "parse: brackets": _shape("（【[("),
    "parse: closing marks": _shape("”）。"),
    "parse: no mark at all": _shape("汉"),
    "parse: short lines": _shape("汉字\n"),
    "parse: blank lines": _shape("\n"),
    "parse: dots and digits": _shape("1.2a.b."),
    "parse: names": _shape("张三 "),
    "parse: dashes and bars": _shape("- | _ "),
    "parse: full stops": _shape("......。"),
}


if __name__ == "__main__":
    sys.exit(main())
