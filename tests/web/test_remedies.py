"""What a visitor is told names nothing that only the command line has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhaiyi.core.errors import InputError, ModelMissing, NotChinese, UnreadableInput, ZhaiyiError
from zhaiyi.formats import ReadLimits, read, read_text
from zhaiyi.render.assets import LANGUAGES
from zhaiyi.text.language import ensure_chinese
from zhaiyi.web.remedies import on_page, remedy, without_commands
from zhaiyi.web.words import page_words

COMMAND = re.compile(r"--\w|ZHAIYI_|zhaiyi [a-z]")
LIMITS = ReadLimits(max_bytes=50, max_chars=20)


def raised(act: object, *given: object, **named: object) -> ZhaiyiError:
    with pytest.raises(InputError) as found:
        act(*given, **named)  # type: ignore[operator]
    return found.value


def errors(folder: Path) -> list[ZhaiyiError]:
    return [
        raised(ensure_chinese, "Nothing but English here, for sure.", "notes.txt"),
        raised(read, b"\x00\x01\x02\xff" * 9, name="x.txt", limits=ReadLimits()),
        raised(read_text, "汕头" * 30, "pasted text", LIMITS),
        raised(read, b"0" * 90, name="big.txt", limits=LIMITS),
        raised(read, "http://127.0.0.1:9/", limits=ReadLimits()),
        raised(read, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", name="a.png", limits=ReadLimits()),
    ]


def test_no_error_of_an_input_names_the_command_line_on_the_page(tmp_path: Path) -> None:
    for error in errors(tmp_path):
        shown = on_page(error)
        assert shown
        assert not COMMAND.search(shown), shown


def test_the_command_line_keeps_its_own_remedies(tmp_path: Path) -> None:
    said = " ".join(str(error) for error in errors(tmp_path))
    for advice in ("--force", "ZHAIYI_MAX_CHARS", "ZHAIYI_MAX_BYTES", "--allow-private"):
        assert advice in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_can_be_done_with_the_controls_it_shows(language: str) -> None:
    words = page_words(language)
    key = remedy(raised(ensure_chinese, "Nothing but English here, for sure."))
    said = words[key].format_map(words)
    assert all(f"{words[control]}" in said for control in ("force", "options", "start"))


def test_a_line_for_programs_names_no_control_of_the_page(tmp_path: Path) -> None:
    for error in [*errors(tmp_path), ModelMissing("The model is being fetched, once: 40%.")]:
        assert not re.search("Options|Start|“", on_page(error))


def test_the_progress_of_the_model_is_told() -> None:
    progress = "The model is being fetched, once: 40%. Please try again when it is there."
    assert on_page(ModelMissing(progress)) == progress


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("it broke; try --force", "it broke"),
        ("it broke (ZHAIYI_DEBUG=1 shows where)", "it broke"),
        ("all is well", "all is well"),
        ("run zhaiyi doctor", ""),
    ],
)
def test_clauses_that_name_commands_are_left_out(line: str, left: str) -> None:
    assert without_commands(line) == left


def test_a_picture_is_named_with_its_reason() -> None:
    data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
    error = raised(read, data, name="photo.png", limits=ReadLimits())
    assert isinstance(error, UnreadableInput)
    assert str(error) == "photo.png is not text (looks like a PNG picture)"
    assert issubclass(NotChinese, InputError)
