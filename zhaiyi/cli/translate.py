"""``zhaiyi translate``: bilingual files, or a filter that gives one line for one line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from zhaiyi.article import parse
from zhaiyi.cli import inputs
from zhaiyi.cli.brief import Tally, Wanted, attempt, close, gather, read_glossaries
from zhaiyi.cli.inputs import STDIN, Input
from zhaiyi.cli.outputs import Outputs, chosen_formats, plan, write_stdout
from zhaiyi.cli.signals import Stop, stoppable
from zhaiyi.cli.terminal import Terminal
from zhaiyi.document import Translation
from zhaiyi.errors import ZhaiyiError
from zhaiyi.events import Progress
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.reading import ensure_chinese, read
from zhaiyi.render import PAIR_FORMATS, render_pairs
from zhaiyi.settings import Settings

_SUFFIXES = {name: f".{name}" for name in PAIR_FORMATS}


def run_translate(
    wanted: Wanted, settings: Settings, model: str, terminal: Terminal, *, force: bool = False
) -> int:
    """Translates every input, or standard input line by line where nothing is named; the exit
    code."""
    terms = read_glossaries(wanted.glossaries)
    with stoppable() as stop, Zhaiyi(model, glossary=terms, settings=settings) as zhaiyi:
        if not wanted.names and not wanted.formats and not wanted.output:
            return _filter(zhaiyi, wanted.encoding, terminal, stop)
        return _files(zhaiyi, wanted, terminal, stop, force)


# -- files -----------------------------------------------------------------------------------


def _files(zhaiyi: Zhaiyi, wanted: Wanted, terminal: Terminal, stop: Stop, force: bool) -> int:
    formats = chosen_formats(wanted.formats, PAIR_FORMATS, wanted.output, "txt")
    tally = Tally()
    articles = gather(wanted, tally, terminal) if wanted.names else [Input(STDIN)]
    outputs = plan(articles, formats, _SUFFIXES, output=wanted.output, folder=wanted.folder)
    for number, article in enumerate(articles, 1):
        if stop.is_set():
            break
        terminal.begin(article.name, number, len(articles))

        def work(article: Input = article) -> None:
            _file(zhaiyi, article, wanted, outputs, formats, terminal, stop, force)

        attempt(article.name, tally, terminal, work)
    tally.stopped = stop.exit_code
    close(tally, len(articles), terminal)
    return tally.exit_code()


def _file(
    zhaiyi: Zhaiyi,
    article: Input,
    wanted: Wanted,
    outputs: Outputs,
    formats: Sequence[str],
    terminal: Terminal,
    stop: Stop,
    force: bool,
) -> None:
    source = inputs.load(
        article, zhaiyi.settings, encoding=wanted.encoding, allow_private=wanted.allow_private
    )
    if not force:
        ensure_chinese(source.text, source.name)
    texts = [sentence.text for sentence in parse(source).sentences]
    done = dict(_counted(zhaiyi.translate(texts, stop), len(texts), terminal))
    pairs = [(text, done.get(n, "")) for n, text in enumerate(texts)]
    for name in formats:
        text = render_pairs(pairs, name, title=article.whole_name)
        path = outputs.write(article, name, text.encode())
        if path is not None and not terminal.quiet:
            write_stdout(f"Written: {path}\n".encode())
    missing = sum(not target for _, target in pairs)
    if missing:
        words = "stopped" if stop.is_set() else "broke off"
        raise ZhaiyiError(
            f"{article.name}: {words}, {missing} of {len(pairs)} sentences are not translated"
        )


def _counted(
    results: Iterable[Translation], total: int, terminal: Terminal
) -> Iterator[tuple[int, str]]:
    for number, result in enumerate(results, 1):
        terminal.paint(Progress("translate", number, total))
        yield result.source, result.text


# -- the filter ------------------------------------------------------------------------------


def _filter(zhaiyi: Zhaiyi, encoding: str | None, terminal: Terminal, stop: Stop) -> int:
    """As many lines out as in, each as soon as all before it are there; blank lines stay blank. A
    line that cannot be translated is given as it was, and told."""
    lines = _lines(sys.stdin.buffer.read(), encoding)
    terminal.begin("standard input", 1, 1)
    wanted = {n: line for n, line in enumerate(lines) if line.strip()}
    order = list(wanted)
    results = zhaiyi.translate(list(wanted.values()), stop) if wanted else iter(())
    written, failed = 0, 0
    done: dict[int, str] = {}
    for index, text in _counted(results, len(order), terminal):
        done[order[index]] = " ".join(text.split())
        while written < len(lines) and (written in done or written not in wanted):
            failed += _write_line(written, lines, done, terminal)
            written += 1
    while not stop.is_set() and written < len(lines):
        failed += _write_line(written, lines, done, terminal)
        written += 1
    if stop.is_set() and written < len(lines):
        terminal.fail(f"stopped after line {written} of {len(lines)}")
    return stop.exit_code or (1 if failed else 0)


def _write_line(n: int, lines: Sequence[str], done: dict[int, str], terminal: Terminal) -> int:
    """Writes line n; 1 if it has no translation though it should."""
    text = done.get(n, "")
    missing = not text and bool(lines[n].strip())
    if missing:
        terminal.fail(f"line {n + 1} could not be translated: left as it is")
    write_stdout(f"{text or lines[n]}\n".encode())
    return int(missing)


def _lines(data: bytes, encoding: str | None) -> list[str]:
    """Lines without their ends. Only line feeds end a line, as in any filter."""
    if not data.strip():
        return [""] * data.count(b"\n")
    text = read(data, encoding=encoding, format="txt", name="standard input").text
    return text.removesuffix("\n").split("\n")
