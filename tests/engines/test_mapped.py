"""Pages of a mapped file are given back, and what was in them is still there."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import pytest

from tests.support import resident
from zhaiyi.engines.mapped import give_back, given_back

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system tells no mappings")
SIZE = 8 << 20


def test_pages_that_are_only_read_go_and_come_again(tmp_path: Path) -> None:
    file = tmp_path / "weights with a blank.bin"
    content = bytes(range(256)) * (SIZE // 256)
    file.write_bytes(content)
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ) as mapping:
        assert mapping[:] == content
        assert resident(file) >= SIZE >> 10
        give_back(file)
        assert resident(file) < SIZE >> 11
        assert mapping[:] == content


def test_pages_that_are_read_meanwhile_go_too(tmp_path: Path) -> None:
    file = tmp_path / "weights.bin"
    file.write_bytes(bytes(SIZE))
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ) as mapping:
        with given_back(file):
            assert mapping[:] == bytes(SIZE)
            mapping[:]
        assert resident(file) < SIZE >> 11


def test_what_was_written_into_a_private_mapping_stays(tmp_path: Path) -> None:
    file = tmp_path / "weights.bin"
    file.write_bytes(bytes(SIZE))
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_COPY) as own:
        own[:4] = b"mine"
        give_back(file)
        assert own[:4] == b"mine"


def test_a_file_that_is_not_mapped_is_no_matter(tmp_path: Path) -> None:
    give_back(tmp_path / "nowhere.bin")
