"""Real articles through the real default model: what a reader relies on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.real.facts import changed_in_silence, missed_in_silence
from tests.support import resident, shared
from zhaiyi.core.document import Brief
from zhaiyi.core.resources import folder
from zhaiyi.formats import read
from zhaiyi.models.cards import DEFAULT_CARD
from zhaiyi.models.openvino_import import WEIGHTS_FILE
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.render import FORMATS, render
from zhaiyi.render.render_json import from_json
from zhaiyi.summary.arrange import FEWEST, WORDS
from zhaiyi.text.script import has_han
from zhaiyi.translation.sources import is_translated

ARTICLES = ("beijing-weather", "faa-737", "hebei-rivers", "nantes-cathedral")


def assert_whole(brief: Brief) -> None:
    """Every sentence once, in English, and every claim of the summary tied to its source."""
    wanted = [s.id for s in brief.article.sentences if is_translated(s)]
    assert [t.source for t in brief.translations] == wanted
    assert all(t.text or t.status == "failed" for t in brief.translations)
    assert not [t.text for t in brief.translations if has_han(t.text)]
    assert brief.headline.text
    assert not has_han(brief.headline.text)
    assert brief.run.complete
    assert brief.summary
    for sentence in brief.summary:
        assert sentence.text
        assert not has_han(sentence.text)
        assert set(sentence.sources) <= set(brief.highlights.key)
        assert sentence.findings or sentence.status == "ok"
    assert changed_in_silence(brief) == []


def test_the_sample_article(shantou: Brief) -> None:
    assert_whole(shantou)
    sentences = shantou.article.sentences
    kinds = {s.kind for s in sentences}
    assert kinds >= {"title", "lede", "dateline", "subhead", "body", "byline", "source"}
    assert [s.text.strip() for s in sentences if s.kind == "byline"] == ["沈丛升"]
    assert sum(s.repeat_of is not None for s in sentences) == 2
    assert 1 <= len(shantou.summary) <= 5
    words = sum(len(sentence.text.split()) for sentence in shantou.summary)
    assert len(shantou.summary) <= FEWEST or words <= WORDS


def test_names_of_the_sample(shantou: Brief) -> None:
    terms = {term.source: term.target for term in shantou.terms}
    assert terms["林依民"] == "Lin Yimin"
    assert terms["布鲁塞尔"] == "Brussels"
    assert missed_in_silence(shantou, "林依民", "Lin Yimin") == []


def test_every_format_of_the_sample_can_be_read_again(shantou: Brief) -> None:
    for name in FORMATS:
        assert len(render(shantou, name)) > 2000
    again = from_json(render(shantou, "json").decode())
    assert again.translations == shantou.translations


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_of_the_developers(zhaiyi: Zhaiyi, name: str) -> None:
    brief = zhaiyi.brief(read(shared(f"articles/{name}.zh.txt")))
    assert_whole(brief)


def test_summary_only_is_less_work(zhaiyi: Zhaiyi, shantou: Brief) -> None:
    source = read(folder("samples") / "shantou-smart-city.txt")
    short = zhaiyi.brief(source, BriefOptions(summary_only=True))
    assert short.run.complete
    assert 1 <= len(short.summary) <= len(short.highlights.key)
    assert all(set(s.sources) <= {t.source for t in short.translations} for s in short.summary)
    assert len(short.translations) < len(shantou.translations) / 2
    assert short.run.tokens["output"] < shantou.run.tokens["output"]


def test_the_command_briefs_without_torch(prepared: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from zhaiyi.cli import main\n"
        "try: main()\n"
        "finally: print({'torch','transformers'} & set(sys.modules) or 'none', file=sys.stderr)"
    )
    sample = folder("samples") / "quake-flash.txt"
    wanted = ["--model", DEFAULT_CARD, "--format", "json", "--format", "html", "--out", tmp_path]
    done = subprocess.run(
        [sys.executable, "-c", script, "brief", sample, *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().endswith("none")
    shown = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert {path.suffix for path in shown} == {".json", ".html"}
    brief = from_json(next(p for p in shown if p.suffix == ".json").read_bytes().decode())
    assert brief.headline.text.upper() in " ".join(done.stdout.split()).upper()


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells no mappings")
def test_the_weights_lie_in_memory_once(prepared: Path, shantou: Brief) -> None:
    """Packed for the processor, and not in the file's pages besides."""
    assert shantou.translations
    file = (prepared / WEIGHTS_FILE).resolve()
    held = [resident(file, child) for child in children()]
    assert any(held)  # rows of single tokens are looked up in the file
    assert sum(held) < file.stat().st_size >> 10 >> 2


def children() -> list[int]:
    """Processes that this one has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
