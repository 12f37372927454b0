"""Glossary files of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.terminology.glossary import find_glossary, load_glossary


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


EXCEL = (
    '水务局,"Water Affairs Bureau, Linshui",zh,en\r\n'
    '"“一网通办”","""One-Stop Online""",zh,en\r\n'
    '便民警务站,"neighbourhood\r\npolice post",zh,en\r\n'
    '=警务通,=HYPERLINK(""x""),zh,en\r\n'
)
"""Rows as a spreadsheet saves them."""
TARGETS = ["Water Affairs Bureau, Linshui", '"One-Stop Online"', "neighbourhood police post"]


@pytest.mark.parametrize(
    "header",
    [
        "SourceTerm,TargetTerm,SourceLanguage,TargetLanguage",
        "source_term,Target Term,,",
        "zh-CN,en-US,ja,ko",
        "Chinese (Simplified),English (US),from,to",
        "中文,英文,源,目标",
        "Source,Target",
        "Term ZH,Term EN",
        "term_cn,term_en,Notes",
        "",
    ],
)
def test_a_table_saved_by_a_spreadsheet(tmp_path: Path, header: str) -> None:
    text = f"{header}\r\n{EXCEL}" if header else EXCEL
    terms = load_glossary(write(tmp_path / "g.csv", text, "utf-8-sig"))
    assert [term.target for term in terms][:3] == TARGETS
    assert [term.source for term in terms] == ["水务局", "“一网通办”", "便民警务站", "=警务通"]
    assert all(not term.aliases and not term.forbidden for term in terms)


@pytest.mark.parametrize(
    "header", ["Wort,Bedeutung,L1,L2", "Begriff,Übersetzung", "条目,对应", "Foo Term,Bar Term"]
)
def test_a_header_that_is_not_understood_is_refused(tmp_path: Path, header: str) -> None:
    path = write(tmp_path / "g.csv", f"{header}\r\n{EXCEL}", "utf-8-sig")
    with pytest.raises(UnreadableInput, match=r"line 1: the header .* source and target") as error:
        load_glossary(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.csv", 'sep=;\r\nsource;target\r\n汕头;"Swatow; the port"\r\n'),
        ("g.csv", 'source;target;aliases\r\n汕头;"Swatow; the port";\r\n'),
        ("g.csv", "source\ttarget\r\n汕头\tSwatow; the port\r\n"),
        ("g.csv", "source,target\r\n汕头,Swatow; the port\r\n"),
        ("g.csv", '"汕头","Swatow; the port"\n'),
        ("g.tsv", 'source\ttarget\r\n汕头\t"Swatow; the port"\r\n'),
        ("g.tsv", '"source"\t"target"\r\n"汕头"\t"Swatow;\r\nthe port"\r\n'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_separators_and_quotes_of_spreadsheets(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    (term,) = load_glossary(write(tmp_path / name, text, encoding))
    assert (term.source, term.target) == ("汕头", "Swatow; the port")


def test_a_quotation_mark_in_a_table_with_tabs_is_part_of_the_term(tmp_path: Path) -> None:
    text = '5"管\t5" pipe\n"甲\t"A\n'
    terms = load_glossary(write(tmp_path / "g.tsv", text))
    assert [(t.source, t.target) for t in terms] == [('5"管', '5" pipe'), ('"甲', '"A')]


def test_signs_and_latin_terms_are_terms(tmp_path: Path) -> None:
    text = "C++（高级）\tC++ (Advanced)\nA.I.*\tA.I.*\n$HOME\\1\tHome \\1\n青云桥\tA Bridge\n"
    assert len(load_glossary(write(tmp_path / "g.tsv", text))) == 4
    assert (
        len(load_glossary(write(tmp_path / "h.tsv", "GDP\tgross product\n青云桥\tBridge\n"))) == 2
    )


def test_chinese_in_the_second_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="second column"):
        load_glossary(write(tmp_path / "g.csv", "Bridge,桥\nRoad,路\n"))


def test_an_open_quotation_mark_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="line"):
        load_glossary(write(tmp_path / "g.csv", '汕头,"Swatow\n武汉,Wuhan\n'))


def test_two_targets_of_one_term_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    text = "河长\triver chief\n汕头\tSwatow\n汕头\tSwatow\n河长\tRiver Steward\n"
    load_glossary(write(tmp_path / "g.tsv", text), told.append)
    assert len(told) == 1
    assert "River Steward, not river chief" in told[0]
