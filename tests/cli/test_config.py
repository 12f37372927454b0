"""Settings from `zhaiyi.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import ARTICLE, listing, messages, zhaiyi
from zhaiyi.cli.config import find_config, read_config
from zhaiyi.errors import UsageError

COMMANDS = ("brief", "translate")


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "zhaiyi.toml").write_text(text, encoding="utf-8")
    return folder / "zhaiyi.toml"


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_config(tmp_path / "a" / "b") == path
    inner = written(tmp_path / "a", "")
    assert find_config(tmp_path / "a" / "b") == inner


def test_paths_start_from_the_folder_of_the_file(tmp_path: Path) -> None:
    files = 'files = ["@l.txt", "https://a.b/c", "-"]'
    text = f'[brief]\nout = "briefs"\nglossary = ["t.tsv"]\n{files}\n'
    options = read_config(written(tmp_path, text), COMMANDS).options(
        "brief", ["out", "glossary", "files"]
    )
    assert options["out"] == str(tmp_path / "briefs")
    assert options["glossary"] == [str(tmp_path / "t.tsv")]
    assert options["files"] == [f"@{tmp_path / 'l.txt'}", "https://a.b/c", "-"]


def test_the_environment_is_stronger_than_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = read_config(written(tmp_path, '[settings]\nquality = "best"\nthreads = 1\n'), COMMANDS)
    monkeypatch.setenv("ZHAIYI_QUALITY", "fast")
    assert config.overrides() == {"threads": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[brief\n", "line 1"),
        ("[bried]\n", "bried"),
        ("quality = 1\n", "quality"),
        ("[settings]\nqualty = 1\n", "qualty"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        read_config(written(tmp_path, text), COMMANDS)
    assert "zhaiyi.toml" in str(caught.value)


def test_an_unknown_option_is_told(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, "[brief]\nsame-formt = true\n"), COMMANDS)
    with pytest.raises(UsageError, match="same-formt"):
        config.options("brief", ["same_format"])


def test_a_command_takes_the_file_of_its_folder_and_the_command_line_wins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    text = (
        '[brief]\nmodel = "scripted"\nout = "briefs"\nformat = ["json", "md"]\nquiet = true\n'
        '[settings]\nquality = "superb"\n'
    )
    written(tmp_path, text)
    wrong = zhaiyi("brief", "a.txt", home=tmp_path)
    assert wrong.returncode == 2
    assert "QUALITY" in messages(wrong)[0]
    right = zhaiyi("brief", "a.txt", "-f", "txt", "--quality", "fast", home=tmp_path)
    assert right.returncode == 0, right.stderr
    assert listing(tmp_path / "briefs") == ["a.txt"]


def test_a_named_file_is_taken_instead(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    written(tmp_path, '[translate]\nmodel = "nonsense"\n')
    (tmp_path / "other.toml").write_text(
        '[translate]\nmodel = "scripted"\nformat = "jsonl"\n', encoding="utf-8"
    )
    result = zhaiyi("translate", "a.txt", "--config", "other.toml", "-q", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b'{"source"')
    missing = zhaiyi("translate", "a.txt", "--config", "none.toml", home=tmp_path)
    assert (missing.returncode, "none.toml" in messages(missing)[0]) == (2, True)


def test_an_output_named_on_the_command_line_is_stronger_than_a_folder_of_the_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    written(tmp_path, '[translate]\nmodel = "scripted"\nout = "english"\n')
    result = zhaiyi("translate", "a.txt", "-o", "b.md", "-q", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "b.md").exists()
    assert not (tmp_path / "english").exists()
