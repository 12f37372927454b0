"""`zhaiyi brief … --out` as another process, on a home of its own with this home's models."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fixed import REPO, small_articles
from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.core.settings import load_settings


@dataclass(frozen=True, slots=True)
class Desktop:
    """A folder to work in: ``in`` with the articles, ``home`` with a translation memory of its own
    and the models of the user's home."""

    folder: Path
    model: str

    @classmethod
    def laid_out(cls, folder: Path, model: str, articles: int) -> Desktop:
        """Writes the articles and links the models."""
        (folder / "in").mkdir()
        for number, text in enumerate(small_articles(articles)):
            (folder / "in" / f"a{number:02}.txt").write_text(text, encoding="utf-8")
        home = folder / "home"
        home.mkdir()
        for part in ("files", "prepared"):
            if (kept := load_settings().home / part).is_dir():
                (home / part).symlink_to(kept.resolve(), target_is_directory=True)
        return cls(folder, model)

    @property
    def environment(self) -> Mapping[str, str]:
        return {**os.environ, "ZHAIYI_HOME": str(self.folder / "home"), "PYTHONPATH": str(REPO)}

    def command(self, out: str, inputs: Sequence[str] = ("in",), jobs: int = 4) -> list[str]:
        """The batch as a command line."""
        return [
            *(sys.executable, "-m", "zhaiyi", "brief", *inputs, "--out", out, "-f", "json"),
            *("--model", self.model, "--jobs", str(jobs), "--quiet", "--force"),
        ]

    def run(self, command: Sequence[str], **more: str) -> None:
        """Waits for it. Raises `ZhaiyiError` with what it said if it failed."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise ZhaiyiError(done.stderr.decode(errors="replace").strip())
