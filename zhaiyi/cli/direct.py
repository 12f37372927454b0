"""Results printed, or written to the one file of -o: input after input, without a journal."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

from zhaiyi.batch.glossaries import Glossaries
from zhaiyi.batch.inputs import STDIN, Input
from zhaiyi.batch.products import Maker, Order, Product, is_doubtful, is_flagged
from zhaiyi.batch.work import Work
from zhaiyi.cli.outputs import JsonArray, Outputs, print_text
from zhaiyi.cli.request import Tally, Wanted, attempt, close
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.core.events import Notice
from zhaiyi.core.signals import Stop


@dataclass(frozen=True)
class Direct:
    """One run: what is made of each input, and where it goes."""

    maker: Maker
    work: Work
    wanted: Wanted
    outputs: Outputs
    glossaries: Glossaries
    terminal: Terminal
    stop: Stop
    array: JsonArray = field(default_factory=JsonArray)

    def run(self, articles: Sequence[Input], tally: Tally) -> int:
        """Does every input; the exit code. Raises `ModelError` and `UsageError`."""
        if not (self.outputs.several and "json" in self.work.formats):
            return self._run(articles, tally)
        try:
            return self._run(articles, tally)
        finally:
            self.array.close()

    def _run(self, articles: Sequence[Input], tally: Tally) -> int:
        for number, article in enumerate(articles, 1):
            if self.stop.is_set():
                break
            self.terminal.begin(article.name, number, len(articles))
            attempt(article.name, tally, self.terminal, lambda a=article: self._do(a, tally))  # type: ignore[misc]
        tally.stopped = self.stop.exit_code
        close(tally, len(articles), self.terminal)
        return tally.exit_code()

    def _do(self, article: Input, tally: Tally) -> None:
        with _leaving_at_once(article, self.stop):
            source = self.work.load(article)
        order = Order(
            source,
            self.work.formats,
            article.path if not article.record else None,
            terms=self.glossaries.beside(article, lambda m: self.terminal.paint(Notice(m))),
        )
        product = self.maker.make(order, self.terminal.paint, self.stop)
        paths = [self.outputs.write(article, f, data) for f, data in product.files.items()]
        if self.outputs.several and "json" in product.files:
            self.array.add(product.files["json"])
        if not self.outputs.to_stdout and not self.terminal.quiet:
            listed = "".join(f"Written: {path}\n" for path in paths)
            summary = f"{product.summary}\n" if product.summary else ""
            print_text(f"{summary}{listed}")
        self._judge(article.name, product, tally)

    def _judge(self, name: str, product: Product, tally: Tally) -> None:
        """Raises `ZhaiyiError` where the result is not whole and no signal is to blame."""
        if failing(product, self.wanted.fail_on):
            tally.flagged.append(name)
        if self.stop.is_set():
            self.terminal.fail(stopped_words(product))
        elif not product.complete:
            raise ZhaiyiError(f"{name}: the engine broke off; what was done is kept")


def _is_pipe(article: Input) -> bool:
    if article.path is None:
        return article.name == STDIN
    with suppress(OSError, ValueError):
        return stat.S_ISFIFO(os.stat(article.path).st_mode)
    return False


@contextmanager
def _leaving_at_once(article: Input, stop: Stop) -> Iterator[None]:
    """A pipe may never be written to, and Python goes on waiting for it after a signal unless the
    handler raises. Nothing is begun yet that could be finished."""
    if not _is_pipe(article):
        yield
        return

    def leave(number: int, frame: FrameType | None) -> None:
        stop.receive(number, frame)
        raise ZhaiyiError(f"{article.name}: stopped before all of it had come")

    former = {n: signal.signal(n, leave) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        with _waking():
            yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def _waking() -> Iterator[None]:
    """A wait in the block is broken off and taken up again twice a second. Python runs the handler
    of a signal that came just before a system call only when the call is over."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    handler = signal.signal(signal.SIGALRM, lambda number, frame: None)
    timer = signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler)


def stopped_words(product: Product) -> str:
    """What is kept of an article that a signal interrupted."""
    row = product.row
    done = sum(n for status, n in row["sentences_by_status"].items() if status != "failed")
    return f"stopped: {done} of {row['sentences']} sentences are translated and kept"


def failing(product: Product, fail_on: str | None) -> bool:
    """Whether a finished article counts as failed by the user's word."""
    if fail_on == "flagged":
        return is_flagged(product.row)
    if fail_on == "doubtful":
        return is_doubtful(product.row)
    return fail_on == "failed" and product.untranslated > 0
