"""Glossary files of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhaiyi.errors import UnreadableInput
from zhaiyi.glossary import find_glossary, load_glossary


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_with_header_aliases_and_forbidden(tmp_path: Path) -> None:
    text = "target\tsource\tforbidden\taliases\nSwatow\t汕头\tShantou;Santou\tSwatow City\n"
    (term,) = load_glossary(write(tmp_path / "g.tsv", text))
    assert (term.source, term.target, term.origin) == ("汕头", "Swatow", "user")
    assert term.aliases == ("Swatow City",)
    assert term.forbidden == ("Shantou", "Santou")


def test_a_table_without_header_and_with_comments(tmp_path: Path) -> None:
    text = "# names\n汕头\tSwatow\n\n武汉\tWuhan\n"
    assert [t.target for t in load_glossary(write(tmp_path / "g.tsv", text))] == ["Swatow", "Wuhan"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "g.csv", 'source,target\n汕头,"Swatow, the port"\n', encoding)
    assert load_glossary(path)[0].target == "Swatow, the port"


def test_a_later_line_wins(tmp_path: Path) -> None:
    (term,) = load_glossary(write(tmp_path / "g.tsv", "汕头\tA\n汕头\tB\n"))
    assert term.target == "B"


def test_tbx(tmp_path: Path) -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?><martif type="TBX"><text><body><termEntry>
    <langSet xml:lang="zh-CN"><tig><term>汕头</term></tig></langSet>
    <langSet xml:lang="en"><tig><term>Swatow</term></tig><tig><term>Shantou</term></tig></langSet>
    </termEntry></body></text></martif>"""
    (term,) = load_glossary(write(tmp_path / "g.tbx", text))
    assert (term.source, term.target, term.aliases) == ("汕头", "Swatow", ("Shantou",))


def test_tmx(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><tmx version="1.4"><header/><body><tu>
    <tuv xml:lang="en-US"><seg>Swatow</seg></tuv><tuv xml:lang="zh"><seg>汕头</seg></tuv>
    </tu></body></tmx>"""
    (term,) = load_glossary(write(tmp_path / "g.tmx", text))
    assert (term.source, term.target) == ("汕头", "Swatow")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("g.tsv", "汕头\tSwatow\n武汉\n", "line 2"),
        ("g.tsv", "\tSwatow\n", "source is empty"),
        ("g.tsv", "# nothing\n", "holds no term"),
        ("g.tmx", "<tmx><body>\n<tu>", "line 2"),
        ("g.xlsx", "x", ".tsv, .csv, .tbx or .tmx"),
    ],
)
def test_bad_files_are_named_with_their_line(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(UnreadableInput, match="g\\.") as error:
        load_glossary(path)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.tsv"):
        load_glossary(tmp_path / "none.tsv")


def test_entities_of_a_file_are_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "SECRET")
    text = (
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{secret}">]><tmx><body><tu>'
        '<tuv xml:lang="zh"><seg>汕头</seg></tuv><tuv xml:lang="en"><seg>A&x;B</seg></tuv>'
        "</tu></body></tmx>"
    )
    (term,) = load_glossary(write(tmp_path / "g.tmx", text))
    assert "SECRET" not in term.target


def test_a_glossary_beside_the_article_is_found_by_name(tmp_path: Path) -> None:
    article = tmp_path / "port.txt"
    assert find_glossary(article) is None
    common = write(tmp_path / "glossary.csv", "source,target\n汕头,Swatow\n")
    assert find_glossary(article) == common
    own = write(tmp_path / "port.glossary.tsv", "汕头\tSwatow\n")
    assert find_glossary(article) == own
    assert find_glossary(tmp_path / "other.txt") == common


def test_the_projects_glossary_serves_the_folders_below(tmp_path: Path) -> None:
    article = tmp_path / "project" / "2026" / "november" / "port.txt"
    article.parent.mkdir(parents=True)
    write(tmp_path / "glossary.tsv", "汕头\tElsewhere\n")
    found = write(tmp_path / "project" / "glossary.tsv", "汕头\tSwatow\n")
    assert find_glossary(article) is None, "without a project only the article's folder counts"
    (tmp_path / "project" / "zhaiyi.toml").write_text("", encoding="utf-8")
    assert find_glossary(article) == found
