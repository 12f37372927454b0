"""``--dry-run``: what a batch would do, and how long it would take. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence

from zhaiyi.article import parse
from zhaiyi.batch import speed
from zhaiyi.batch.glossaries import Glossaries
from zhaiyi.batch.inputs import Input
from zhaiyi.batch.journal import Journal
from zhaiyi.batch.resume_policy import Decision
from zhaiyi.batch.speed import Speed, in_words
from zhaiyi.cli.batch import Agenda, Setup, make_agenda
from zhaiyi.cli.outputs import print_lines
from zhaiyi.cli.request import Tally, close
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.formats import ensure_chinese


def run_dry(
    setup: Setup,
    articles: Sequence[Input],
    glossaries: Glossaries,
    terminal: Terminal,
    tally: Tally,
) -> int:
    """Prints a line for each article and the sum; the exit code that reading alone gives."""
    journal = Journal(setup.folder)
    journal.peek()
    agenda = make_agenda(setup, articles, journal, glossaries)
    sentences = characters = 0
    for article, decision in agenda.decisions.items():
        if not decision.is_work:
            print_lines(f"{decision.verdict:<13}  {article.name}{_because(decision)}")
            continue
        try:
            counted = _size(setup, article)
        except ZhaiyiError as error:
            tally.fail(article.name, error)
            terminal.fail(str(error))
            continue
        tally.done += 1
        sentences, characters = sentences + counted[0], characters + counted[1]
        print_lines(_line(article, decision, agenda, counted))
    print_lines(_sum(tally.done, sentences, characters, _pace(setup, journal)))
    close(tally, len(articles), terminal)
    return tally.exit_code()


def _size(setup: Setup, article: Input) -> tuple[int, int]:
    """Sentences and characters of an article. Raises `InputError`."""
    source = setup.work.load(article)
    ensure_chinese(source.text, source.name)
    return len(parse(source).sentences), len(source.text)


def _line(article: Input, decision: Decision, agenda: Agenda, size: tuple[int, int]) -> str:
    paths = ", ".join(str(agenda.outputs.paths[article][f]) for f in decision.formats)
    return (
        f"{decision.verdict:<13}  {article.name}: "
        f"{size[0]} sentences, {size[1]:,} characters -> {paths}"
    )


def _because(decision: Decision) -> str:
    return f": {decision.note}" if decision.note else ""


def _sum(articles: int, sentences: int, characters: int, pace: Speed) -> str:
    if not articles:
        return "nothing to do"
    return (
        f"{articles} to make: {sentences} sentences, {characters:,} characters; "
        f"about {in_words(pace.seconds(characters))} "
        f"({pace.characters:.0f} characters/s, {pace.origin})"
    )


def _pace(setup: Setup, journal: Journal) -> Speed:
    """This folder's own figure, else this machine's, else a typical one."""
    if figure := speed.measured(journal.timeline):
        return Speed(figure, "measured in this folder")
    kept = speed.recall(setup.work.settings.home, setup.pace)
    return kept or Speed(speed.TYPICAL, "typical of two cores; not measured here yet")
