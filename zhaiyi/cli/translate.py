"""``zhaiyi translate``: bilingual files, or a filter that gives one line for one line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from zhaiyi.batch.glossaries import read_glossaries
from zhaiyi.batch.products import SAME, unkept_terms
from zhaiyi.batch.work import Work
from zhaiyi.cli.outputs import chosen_formats, print_text
from zhaiyi.cli.request import BatchOptions, Wanted
from zhaiyi.cli.run import run_work
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.document import Translation
from zhaiyi.core.errors import UsageError
from zhaiyi.core.events import Event, Notice, Progress, TranslationReady
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import Stop, stoppable
from zhaiyi.formats import read_lines
from zhaiyi.formats.writing import WRITERS
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.render import PAIR_FORMATS

_OWN_ONLY = tuple(name for name in WRITERS if name not in PAIR_FORMATS)
"""Formats that only an input of the same format can be given back in."""


def run_translate(
    wanted: Wanted,
    settings: Settings,
    model: str,
    terminal: Terminal,
    batch: BatchOptions | None = None,
    *,
    force: bool = False,
) -> int:
    """Translates every input, or standard input line by line where nothing is named; the exit
    code. Raises `UsageError` and `ModelError` before any work."""
    if _is_filter(wanted):
        terms = read_glossaries(wanted.glossaries, terminal.say)
        with stoppable() as stop, Zhaiyi(model, glossary=terms, settings=settings) as zhaiyi:
            return filter_lines(zhaiyi, wanted.encoding, terminal, stop)
    known = (*PAIR_FORMATS, *_OWN_ONLY)
    chosen = chosen_formats(wanted.formats, known, wanted.output, "txt", wanted.same)
    formats = tuple(dict.fromkeys(SAME if name in _OWN_ONLY else name for name in chosen))
    own = [name for name in chosen if name in _OWN_ONLY]
    if len(own) > 1:
        raise UsageError(f"{' and '.join(own)} at once: --same-format gives each file its own")
    work = Work(
        command="translate",
        formats=formats,
        translator=model,
        force=force,
        only=own[0] if own else None,
        settings=settings,
    )
    return run_work(work, wanted, batch or BatchOptions(), terminal)


def _is_filter(wanted: Wanted) -> bool:
    return not (wanted.all_names or wanted.formats or wanted.output or wanted.same_format)


# -- the filter ------------------------------------------------------------------------------


def filter_lines(zhaiyi: Zhaiyi, encoding: str | None, terminal: Terminal, stop: Stop) -> int:
    """As many lines out as in, each as soon as all before it are there; blank lines stay blank. A
    line that cannot be translated is given as it was, and told."""
    lines = _lines(sys.stdin.buffer.read(), encoding, terminal)
    terminal.begin("standard input", 1, 1)
    wanted = {n: line for n, line in enumerate(lines) if line.strip()}
    order = list(wanted)
    events = zhaiyi.stream_lines(list(wanted.values()), stop) if wanted else iter(())
    written, failed = 0, 0
    done: dict[int, str] = {}
    for translation in _painted(events, terminal):
        line = order[translation.source]
        done[line] = " ".join(translation.text.split())
        for message in unkept_terms(translation):
            terminal.say(f"line {line + 1}: {message}")
        while written < len(lines) and (written in done or written not in wanted):
            failed += _write_line(written, lines, done, terminal)
            written += 1
    while not stop.is_set() and written < len(lines):
        failed += _write_line(written, lines, done, terminal)
        written += 1
    if stop.is_set() and written < len(lines):
        terminal.fail(f"stopped after line {written} of {len(lines)}")
    return stop.exit_code or (1 if failed else 0)


def _painted(events: Iterable[Event], terminal: Terminal) -> Iterator[Translation]:
    """The finished translations; how far it is, and what there is to know of the models, is drawn
    on the way."""
    for event in events:
        if isinstance(event, TranslationReady) and event.standing == "final":
            yield event.translation
        elif isinstance(event, Notice | Progress):
            terminal.paint(event)


def _write_line(n: int, lines: Sequence[str], done: dict[int, str], terminal: Terminal) -> int:
    """Writes line n; 1 if it has no translation though it should."""
    text = done.get(n, "")
    missing = not text and bool(lines[n].strip())
    if missing:
        terminal.fail(f"line {n + 1} could not be translated: left as it is")
    print_text(f"{text or lines[n]}\n")
    return int(missing)


def _lines(data: bytes, encoding: str | None, terminal: Terminal) -> list[str]:
    """Lines without their ends. Only line feeds end a line, as in any filter."""
    if not data.strip():
        return [""] * data.count(b"\n")
    return read_lines(data, encoding=encoding, name="standard input", tell=terminal.say)
