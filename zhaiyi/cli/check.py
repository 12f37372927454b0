"""``zhaiyi check``: checks, estimator and translator over a translation that somebody else made."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.cli.outputs import chosen_formats, write_atomically, write_stdout
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import ModelMissing, UsageError
from zhaiyi.core.events import Progress
from zhaiyi.core.settings import Settings
from zhaiyi.engines.choice import AUTO, Models
from zhaiyi.estimation import Estimator
from zhaiyi.estimation.installed import installed_reader
from zhaiyi.examine import FORMATS, Examined, Opinion, examine, read_pairs
from zhaiyi.examine.pairs import Columns
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.store import Store
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder

FAIL_ON = ("doubtful", "look")


@dataclass(frozen=True)
class Asked:
    """What the command line gave. `output` None prints; `ask`: the translator says its word."""

    files: Sequence[Path]
    source: str = "zh"
    target: str = "en"
    format: str | None = None
    output: Path | None = None
    fail_on: str | None = None
    ask: bool = True


def run_check(asked: Asked, settings: Settings, terminal: Terminal) -> int:
    """Reads the pairs, prints what is doubtful; the exit code. Raises `UsageError` and
    `UnreadableInput` before any work, `ModelDamaged`, `EngineError`."""
    if asked.fail_on is not None and asked.fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on {asked.fail_on}: choose from {', '.join(FAIL_ON)}")
    if asked.output in asked.files:
        raise UsageError(f"{asked.output} would be written over: name another file with -o")
    plain = asked.output is not None and asked.output.suffix.lower() == ".txt"
    given = [asked.format] if asked.format else ["table"] if plain else []
    format, *more = chosen_formats(given, tuple(FORMATS), asked.output, "table")
    if more:
        raise UsageError(f"--format {asked.format}: choose one of {', '.join(FORMATS)}")
    pairs = read_pairs(asked.files, Columns(asked.source, asked.target))
    reader = installed_reader(Store.from_settings(settings))
    if reader is None:
        terminal.say("no estimator is installed (zhaiyi models pull estimator-news): checks alone")
    terminal.begin(asked.files[0].name, 1, 1)
    found: list[Examined] = []
    names = TermFinder(Lexicon(), settings)
    with closing(Models({"translator": AUTO, "summarizer": AUTO}, settings)) as models:
        opinion = _opinion(models) if asked.ask and reader is not None else None
        for one in examine(pairs, Estimator(reader), names, Encoder(), opinion):
            found.append(one)
            terminal.paint(Progress("read", len(found), len(pairs)))
    data = FORMATS[format](found)
    if asked.output is None:
        write_stdout(data)
    else:
        write_atomically(asked.output, data)
    return int(_failing(found, asked.fail_on))


def _opinion(models: Models) -> Opinion | None:
    """The installed translator's; None without one, or where it has none to give."""
    with suppress(ModelMissing):
        return Opinion.of(models.model("translator"))
    return None


def _failing(found: Sequence[Examined], fail_on: str | None) -> bool:
    bad = {"doubtful": ("doubtful",), "look": ("doubtful", "look")}.get(fail_on or "", ())
    return any(one.level in bad for one in found)
