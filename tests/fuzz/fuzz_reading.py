"""Coverage-guided fuzzing of the readers.

    pip install atheris
    mkdir -p out/fuzz && python tests/fuzz/fuzz_reading.py seeds out/fuzz
    python tests/fuzz/fuzz_reading.py -max_total_time=1500 -max_len=4096 \
        -artifact_prefix=tests/data/fuzz/reading/ out/fuzz tests/data/fuzz/reading

The first byte of an input chooses the way in (`WAYS`), the rest is read. A find belongs into
``tests/data/fuzz/reading`` under a name that says what it broke; `test_fuzz_reading.py` replays it.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from zhaiyi.core.document import Source
from zhaiyi.core.errors import InputError
from zhaiyi.formats import ReadLimits, ensure_chinese, read, read_text

LIMITS = ReadLimits(max_bytes=200_000, max_chars=20_000, max_unzipped=2_000_000, max_pages=20)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)


def _zip(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def _as(form: str | None) -> Callable[[bytes], Source]:
    return lambda data: read(data, format=form, limits=LIMITS)


def _word(data: bytes) -> Source:
    parts: dict[str, str | bytes] = {"word/document.xml": data, "word/styles.xml": data}
    return read(_zip(parts | {"word/footnotes.xml": data}), format="docx", limits=LIMITS)


def _chapter(data: bytes) -> Source:
    parts: dict[str, str | bytes] = {"META-INF/container.xml": _CONTAINER, "a.opf": _PACKAGE}
    return read(_zip(parts | {"a.xhtml": data}), format="epub", limits=LIMITS)


def _package(data: bytes) -> Source:
    parts: dict[str, str | bytes] = {"META-INF/container.xml": _CONTAINER, "a.opf": data}
    return read(_zip(parts | {"a.xhtml": "<p>汉</p>"}), format="epub", limits=LIMITS)


def _text(data: bytes) -> Source:
    source = read_text(
        data.decode("utf-16-le", "surrogatepass" if len(data) % 2 == 0 else "replace")
    )
    ensure_chinese(source.text)
    return source


WAYS: tuple[Callable[[bytes], Source], ...] = (
    _as(None), _as("txt"), _as("md"), _as("html"), _as("docx"), _as("pdf"), _as("epub"), _as("srt"),
    _word, _chapter, _package, _text,
)  # fmt: skip


def check(data: bytes) -> None:
    """Raises where a reader does anything but give a sound source or refuse in one line."""
    if not data:
        return
    try:
        source = WAYS[data[0] % len(WAYS)](data[1:])
    except InputError as error:
        message = str(error)
    else:
        message = ""
        _assert_sound(source)
    assert "\n" not in message, "a message of several lines"


def _assert_sound(source: Source) -> None:
    assert source.text.strip()
    assert "\r" not in source.text
    source.text.encode("utf-8")
    at = 0
    for block in source.blocks:
        assert at <= block.start < block.end <= len(source.text)
        at = block.end
        text = source.text[block.start : block.end]
        assert text == text.strip()


def write_seeds(folder: Path) -> None:
    """One small file for each way in, as a corpus to begin with."""
    from tests.formats import test_properties

    folder.mkdir(parents=True, exist_ok=True)
    for way in range(len(WAYS)):
        for number, seed in enumerate(test_properties.SEEDS):
            (folder / f"seed-{way}-{number}").write_bytes(bytes([way]) + seed)


def main() -> None:
    if sys.argv[1:2] == ["seeds"]:
        write_seeds(Path(sys.argv[2]))
        return
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    atheris.instrument_all()
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
