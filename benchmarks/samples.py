"""Briefs every sample anew, so that a visitor can see finished ones without a model.

python -m benchmarks.samples [--model CARD] [--out samples/briefs]

Each brief is written as JSON under the sample's name. It states the models, the prompts and the
settings that made it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from zhaiyi.cli.outputs import write_atomically
from zhaiyi.core.errors import EngineError, ZhaiyiError
from zhaiyi.core.resources import folder
from zhaiyi.core.settings import load_settings
from zhaiyi.formats import read
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.render import render


def brief_samples(files: Sequence[Path], target: Path, zhaiyi: Zhaiyi) -> None:
    """Writes ``target/NAME.json`` for each article. Raises `ZhaiyiError`; what is done is kept."""
    for number, path in enumerate(files, 1):
        print(f"{path.name} ({number}/{len(files)})", file=sys.stderr, flush=True)
        brief = zhaiyi.brief(read(path, name=path.name))
        if not brief.run.complete:
            raise EngineError(f"{path.name}: the engine broke off; its old brief is left as it was")
        write_atomically(target / f"{path.stem}.json", render(brief, "json"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Briefs all samples; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", default="auto", help="card of translator and summarizer")
    parser.add_argument("--out", type=Path, default=folder("samples") / "briefs")
    given = parser.parse_args(arguments)
    try:
        with Zhaiyi(given.model, settings=load_settings(memory=False)) as zhaiyi:
            brief_samples(sorted(folder("samples").glob("*.txt")), given.out, zhaiyi)
    except ZhaiyiError as error:
        print(f"benchmarks.samples: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
