"""Who gives way, who a visitor is, and how uploads are bounded."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.web.share import Kept, excess, visitor
from zhaiyi.web.uploads import UNTAKEN, Uploads


def test_what_was_silent_longest_gives_way() -> None:
    kept = [Kept("a", 5), Kept("b", 1), Kept("c", 9)]
    assert excess(kept, 3) == []
    assert excess(kept, 2) == [2]
    assert excess(kept, 0) == [2, 0, 1]


def test_whoever_has_the_most_gives_way_however_lively() -> None:
    kept = [Kept("quiet", 500), *(Kept("greedy", n) for n in range(10))]
    assert 0 not in excess(kept, 2)
    assert excess(kept, 1)[-1] in (0, 1)


def test_what_cost_nothing_gives_way_first() -> None:
    kept = [Kept("a", 9, worth=3), Kept("b", 0, worth=0), Kept("c", 0, worth=1)]
    assert excess(kept, 1) == [1, 2]


def test_weights_count() -> None:
    kept = [Kept("a", 1, 60), Kept("b", 2, 30), Kept("c", 3, 30)]
    assert excess(kept, 60) == [0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        ("93.184.216.34", None, "93.184.216.34"),
        ("93.184.216.34", "1.1.1.1", "93.184.216.34"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("10.0.0.7", "1.1.1.1", "1.1.1.1"),
        ("10.0.0.7", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        ("10.0.0.7", "x, ,192.168.0.1", "10.0.0.7"),
        ("10.0.0.7", "6.6.6.6, 2400:3200:0:1:2:3:4:5", "2400:3200:0:1::/64"),
        ("", None, ""),
    ],
)
def test_who_a_visitor_is(peer: str, forwarded: str | None, who: str) -> None:
    assert visitor(peer, {"x-forwarded-for": forwarded} if forwarded else {}) == who


def sent(folder: Path, name: str, size: int = 100, mark: str = "0") -> Path:
    """A file where Gradio puts it."""
    path = folder / mark / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def test_uploads_in_memory_are_bounded_together(tmp_path: Path) -> None:
    uploads = Uploads(250, tmp_path)
    held = [uploads.take(sent(tmp_path, f"{n}.txt"), 100, f"visitor {n}") for n in range(12)]
    assert uploads.in_memory() == 200
    assert [upload.size for upload in held] == [0] * 10 + [100, 100]
    with pytest.raises(UnreadableInput, match=r"^0\.txt .*choose the file again$"):
        held[0].data  # noqa: B018


def test_nobody_drops_another_s_upload_by_sending_more(tmp_path: Path) -> None:
    uploads = Uploads(250, tmp_path)
    mine = uploads.take(sent(tmp_path, "mine.txt"), 100, "me")
    others = [uploads.take(sent(tmp_path, f"{n}.txt"), 100, "greedy") for n in range(12)]
    assert mine.size == 100
    assert [upload.size for upload in others[-2:]] == [0, 100]


def test_an_upload_that_nobody_holds_takes_no_memory(tmp_path: Path) -> None:
    uploads = Uploads(250, tmp_path)
    upload = uploads.take(sent(tmp_path, "a.txt"), 100)
    assert uploads.in_memory() == 100
    del upload
    gc.collect()
    assert uploads.in_memory() == 0


def test_uploads_on_the_disk_are_bounded_together(tmp_path: Path) -> None:
    now = [0.0]
    uploads = Uploads(250_000, tmp_path, lambda: now[0])
    assert uploads.arrive(1, 100_000)
    assert uploads.arrive(2, 100_000)
    assert not uploads.arrive(3, 100_000), "what is still arriving counts"
    paths = [sent(tmp_path, f"{n}.txt", 100_000, str(n)) for n in (1, 2)]
    for number, path in zip((1, 2), paths, strict=True):
        uploads.arrived(number, [path])
    now[0] = max(path.stat().st_mtime for path in paths) + 1
    assert not uploads.arrive(3, 100_000), "what lies there counts"
    uploads.take(paths[0], 100_000)
    assert uploads.arrive(3, 100_000), "what was taken no longer does"
    uploads.arrived(3, [])
    assert not uploads.arrive(4, 200_000)
    now[0] += UNTAKEN
    assert uploads.arrive(4, 200_000), "what nobody takes makes room"
    assert not paths[1].exists()


def test_what_a_broken_upload_leaves_is_removed(tmp_path: Path) -> None:
    uploads = Uploads(250_000, tmp_path)
    assert uploads.arrive(1, 1000)
    part = tmp_path / "tmpabc"
    part.write_bytes(b"half")
    uploads.arrived(1, [])
    assert not part.exists()


@pytest.mark.parametrize("early", [True, False])
def test_the_same_file_of_two_visitors_is_there_for_both(tmp_path: Path, early: bool) -> None:
    """`early`: the first takes it before the server has noted that the second has sent it."""
    uploads = Uploads(10_000, tmp_path)
    assert uploads.arrive(1, 100)
    path = sent(tmp_path, "same.txt")
    uploads.arrived(1, [path])
    assert uploads.arrive(2, 100)
    if not early:
        uploads.arrived(2, [path])
    first = uploads.take(path, 100)
    if early:
        uploads.arrived(2, [path])
    second = uploads.take(path, 100)
    assert first.data == second.data
    assert not path.exists()
