from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.batch.inputs import STDIN, Input, Refused, Search, expand
from zhaiyi.cli.outputs import check_places, chosen_formats, plan, write_atomically
from zhaiyi.core.errors import UsageError, ZhaiyiError

SUFFIXES = {"html": ".html", "md": ".md", "txt": ".txt"}


def files(*names: str) -> list[Input]:
    return [Input(name, Path(name)) for name in names]


def planned(names: list[Input], folder: Path) -> list[str]:
    paths = plan(names, ["html"], SUFFIXES, folder=folder).paths
    return [paths[name]["html"].name for name in names]


def test_same_named_inputs_are_kept_apart(tmp_path: Path) -> None:
    names = files("a.txt", "a.docx", "b.txt")
    assert planned(names, tmp_path) == ["a.txt.html", "a.docx.html", "b.html"]


def test_same_names_in_other_folders_and_in_other_case_too(tmp_path: Path) -> None:
    names = files("x/a.txt", "y/a.txt", "z/A.txt")
    assert planned(names, tmp_path) == ["a.txt.html", "a.txt-2.html", "A.txt-3.html"]


def test_an_address_and_standard_input_get_names(tmp_path: Path) -> None:
    names = [Input(STDIN), Input("https://example.org/news/1?x=../../etc"), Input("https://")]
    assert planned(names, tmp_path) == [
        "stdin.html", "example.org-news-1-x-..-..-etc.html", "page.html",
    ]  # fmt: skip


@given(st.lists(st.from_regex(r"[ab]{1,2}\.(txt|md)", fullmatch=True), min_size=1, unique=True))
def test_no_two_inputs_ever_share_an_output(names: list[str]) -> None:
    inputs = [Input(f"{n}/{name}", Path(f"{n}/{name}")) for n, name in enumerate(names)]
    paths = plan(inputs, ["html", "md"], SUFFIXES, folder=Path("/")).paths
    every = [path for by_format in paths.values() for path in by_format.values()]
    assert len(set(every)) == 2 * len(names)


def test_several_formats_beside_one_another(tmp_path: Path) -> None:
    [wanted] = files("a.txt")
    paths = plan([wanted], ["html", "md"], SUFFIXES, output=tmp_path / "b.html").paths
    assert [path.name for path in paths[wanted].values()] == ["b.html", "b.md"]


def test_an_input_is_never_overwritten_not_even_by_another_way_to_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    wanted = Input("a.txt", tmp_path / "a.txt")
    for output in (tmp_path / "a.txt", tmp_path / "sub" / ".." / "a.txt"):
        with pytest.raises(UsageError, match="overwritten"):
            plan([wanted], ["txt"], SUFFIXES, output=output)
    with pytest.raises(UsageError, match="overwritten"):
        plan([wanted], ["txt"], SUFFIXES, folder=tmp_path)


def test_an_output_that_no_disk_can_hold_is_told_before_the_work(tmp_path: Path) -> None:
    [wanted] = files("a.txt")
    for name in ("x" * 300, "汕" * 100):
        outputs = plan([wanted], ["html"], SUFFIXES, output=tmp_path / name)
        with pytest.raises(UsageError, match="too long"):
            check_places(outputs)


@pytest.mark.parametrize("formats", [["html"], ["html", "md"]])
@pytest.mark.parametrize("name", [".", "..", "below"])
def test_a_folder_is_no_file_to_write_to(tmp_path: Path, formats: list[str], name: str) -> None:
    (tmp_path / "below").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        plan(files("a.txt"), formats, SUFFIXES, output=tmp_path / name)
    with pytest.raises(UsageError, match="is a folder"):
        plan(files("a.txt"), formats, SUFFIXES, output=Path("."))


def test_formats_are_repeated_or_listed_or_read_off_the_file() -> None:
    known = ("html", "md", "json", "txt")
    assert chosen_formats(["html,md", "json"], known, None, "txt") == ("html", "md", "json")
    assert chosen_formats(["html", "html"], known, None, "txt") == ("html",)
    assert chosen_formats([], known, Path("a.MD"), "txt") == ("md",)
    assert chosen_formats([], known, Path("a"), "txt") == ("txt",)


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    write_atomically(target, b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    with pytest.raises(ZhaiyiError, match="cannot be written"):
        write_atomically(target / "below", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert target.stat().st_mode & 0o400


def test_a_folder_stands_for_its_articles(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "c.png", ".hidden.txt", "deep/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    flat = [item.name for item in expand([str(tmp_path)])]
    assert flat == [str(tmp_path / name) for name in ("a.HTML", "b.txt")]
    deep = [item.name for item in expand([str(tmp_path)], Search(recursive=True))]
    assert deep[-1] == str(tmp_path / "deep/d.txt")


def test_names_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    items = list(expand(["-", "https://example.org/a", "none.txt", str(tmp_path / "empty")]))
    assert [type(item) for item in items] == [Input, Input, Input, Refused]
    assert items[2] == Input("none.txt", Path("none.txt"))
