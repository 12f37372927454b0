"""The repository as a Hugging Face Space: its front matter, and a start as a Space starts it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.cli.run import default_signals, zhaiyi
from tests.support import REPO
from tests.tiny import make_tiny
from tests.web.serving import PATIENT, free_port
from zhaiyi.engines import zero_gpu
from zhaiyi.engines.base import NEVER
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.web import space

SPACE = {"SPACE_ID": "someone/zhaiyi"}
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
LIMIT = 10_000_000
MEMORY = 8_000_000
"""KiB that the process may have needed at its peak."""


def front_matter() -> dict[str, Any]:
    text = (REPO / "README.md").read_text(encoding="utf-8")
    found = re.match(r"---\n(.*?)\n---\n", text, re.S)
    assert found is not None
    tree: dict[str, Any] = yaml.safe_load(found[1])
    return tree


def pinned(package: str) -> str:
    lines = (REPO / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{package}=="))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPO,
        capture_output=True,
        check=False,
    ).stdout
    if not listed:
        pytest.skip("this is no git repository")
    return [
        path for name in listed.decode().split("\0") if name and (path := REPO / name).is_file()
    ]


def test_the_front_matter_says_what_a_space_needs() -> None:
    front = front_matter()
    assert front["sdk"] == "gradio"
    assert front["sdk_version"] == pinned("gradio")
    assert (REPO / front["app_file"]).is_file()
    assert front["python_version"] == "3.11"
    assert {front["colorFrom"], front["colorTo"]} <= COLOURS
    assert front["title"]
    assert front["emoji"]
    assert front["license"] == "apache-2.0"
    assert len(front["short_description"]) <= 60
    assert front["tags"]


def test_the_front_matter_names_the_default_model() -> None:
    front = front_matter()
    sources = [source for file in load_card(DEFAULT_CARD).files for source in file.sources]
    (hub,) = (source for source in sources if source.kind == "hub")
    assert front["models"] == [hub.repo]
    assert front["preload_from_hub"] == [f"{hub.repo} {hub.file}"]


def test_no_file_is_too_large_for_a_space() -> None:
    large = [str(path) for path in tracked() if path.stat().st_size > LIMIT]
    assert not large


def test_everybody_is_served_on_a_space_and_only_this_machine_elsewhere() -> None:
    assert space.address({}) == ("127.0.0.1", 7860)
    assert space.address(SPACE) == ("0.0.0.0", 7860)
    assert space.address({**SPACE, "HOST": "::1", "PORT": "80"}) == ("::1", 80)


def test_lasting_storage_is_used_where_there_is_some(tmp_path: Path) -> None:
    assert space.lasting(SPACE, tmp_path) == tmp_path / "zhaiyi"
    assert space.lasting(SPACE, tmp_path / "none") is None
    assert space.lasting({}, tmp_path) is None
    assert space.lasting({**SPACE, "ZHAIYI_HOME": "x"}, tmp_path) is None


def test_storage_that_cannot_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert space.lasting(SPACE, tmp_path) is None


def test_a_preloaded_model_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    file = tmp_path / "model.gguf"
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda repo, name: str(file))
    assert space.preloaded(SPACE) == file
    assert space.preloaded({}) is None
    assert space.preloaded({**SPACE, "ZHAIYI_MODEL_PATH": "x"}) is None


def test_zero_gpu_is_greeted_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not space.greet_zero_gpu()
    code = "seen = []\n\ndef GPU(work):\n    seen.append(work)\n    return lambda *batch: [[[7]]]\n"
    (tmp_path / "spaces.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(zero_gpu, "_lent", [])
    assert space.greet_zero_gpu()
    assert len(sys.modules.pop("spaces").seen) == 1
    engine: Any = object()
    assert zero_gpu.on_gpu(engine, (), [], NEVER) == [[[7]]]
    zero_gpu.forget(engine)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Path]:
    """The tracked files in a folder that cannot be written to."""
    folder = tmp_path / "source"
    for path in tracked():
        copy = folder / path.relative_to(REPO)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    subprocess.run(["chmod", "-R", "a-w", str(folder)], check=True)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)


def without_privilege() -> list[str]:
    """Root may write anywhere, unless this is taken from it."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def as_a_space(
    python: str, source: Path, home: Path, model: str = "scripted"
) -> Iterator[tuple[int, str]]:
    """Process and address of the app, started as a Space starts it, with no way to the model hub;
    no `model` takes the default."""
    home.mkdir(exist_ok=True)
    port = 7860 if is_free(7860) else free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "HF_ENDPOINT": "http://127.0.0.1:9",
        **({"ZHAIYI_MODEL": model} if model else {}),
        "GRADIO_ANALYTICS_ENABLED": "False",
        **SPACE,
        **({} if port == 7860 else {"PORT": str(port)}),
    }
    with default_signals():
        process = subprocess.Popen(
            [*without_privilege(), python, "app.py"],
            cwd=source,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.stderr is not None
    try:
        assert process.stderr.readline().startswith("Zhaiyi is at http://")
        yield process.pid, f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=100)
        finally:
            process.kill()
            process.wait()
            process.stderr.close()


def brief_of(url: str, text: str) -> dict[str, Any]:
    """The finished brief, over the API."""
    call = f"{url}/gradio_api/call/brief"
    event = httpx.post(call, json={"data": [text, 0, False, "fast"]}, timeout=PATIENT).json()[
        "event_id"
    ]
    lines = httpx.get(f"{call}/{event}", timeout=PATIENT).text.splitlines()
    last = [line for line in lines if line.startswith("data: ")][-1]
    brief: dict[str, Any] = json.loads(last[6:])[0]["brief"]
    return brief


def listens_to_all(url: str) -> bool:
    """Whether the port is bound on every address of this machine."""
    port = f":{int(url.rpartition(':')[2]):04X}"
    rows = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return any(row.split()[1] == f"00000000{port}" for row in rows)


def peak_memory(pid: int) -> int:
    """KiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    assert found is not None
    return int(found[1])


def check_space(python: str, source: Path, home: Path) -> None:
    before = sorted(source.rglob("*"))
    with as_a_space(python, source, home) as (pid, url):
        assert "ZhaiyiReader" in httpx.get(f"{url}/", timeout=PATIENT).text
        brief = brief_of(
            url, "汕头建设智慧城市\n\n汕头市政府12日宣布，将投资6.1亿元。项目明年完成。"
        )
        assert brief["run"]["complete"]
        if Path("/proc/net/tcp").exists():
            assert listens_to_all(url)
            assert peak_memory(pid) < MEMORY
    assert sorted(source.rglob("*")) == before, "something was written beside the source"


def preload(home: Path, file: Path, repo: str, name: str) -> None:
    """Leaves a file in the hub's cache as the ``preload_from_hub`` of a Space's build does."""
    folder = home / ".cache" / "huggingface" / "hub" / f"models--{repo.replace('/', '--')}"
    commit = "0123456789abcdef0123456789abcdef01234567"
    for place in ("blobs", "refs", f"snapshots/{commit}"):
        (folder / place).mkdir(parents=True)
    mark = hashlib.sha256(file.read_bytes()).hexdigest()
    shutil.copyfile(file, folder / "blobs" / mark)
    (folder / "refs" / "main").write_text(commit, encoding="utf-8")
    (folder / "snapshots" / commit / name).symlink_to(f"../../blobs/{mark}")


def card_of(file: Path, card: str) -> str:
    """The text of a model card that names another file: without adapter, at the hub alone."""
    size, mark = file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest()
    card = card.partition("[adapter]")[0]
    card = re.sub(r'\[\[files\.sources\]\]\nkind = "pypi"\n.*', "", card, flags=re.S)
    card = re.sub(r"^size = .*$", f"size = {size}", card, flags=re.M)
    return re.sub(r"^sha256 = .*$", f'sha256 = "{mark}"', card, flags=re.M)


@pytest.mark.process
def test_the_preloaded_model_is_the_one_that_is_used(tmp_path: Path) -> None:
    """The whole way, with a tiny model in the default's place: the hub's cache, no network, a page
    that becomes ready, and the smoke test that an operator runs."""
    tiny, home, source = make_tiny(tmp_path).gguf, tmp_path / "home", tmp_path / "source"
    (hub,) = (s for f in load_card(DEFAULT_CARD).files for s in f.sources if s.kind == "hub")
    preload(home, tiny, hub.repo, hub.file)
    for path in tracked():
        copy = source / path.relative_to(REPO)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    card = source / "models" / f"{DEFAULT_CARD}.toml"
    card.write_text(card_of(tiny, card.read_text(encoding="utf-8")), encoding="utf-8")
    with as_a_space(sys.executable, source, home, model="") as (_, url):
        said = zhaiyi("doctor", "--url", url, home=tmp_path)
        assert said.returncode == 0, said.stdout.decode()
        lines = said.stdout.decode().splitlines()
    assert [line[:11] for line in lines] == ["ok    page:", "ok    model", "ok    brief"]
    assert DEFAULT_CARD in lines[2]
    assert not list((home / ".cache" / "zhaiyi" / "files").glob("*.gguf")), "it was fetched again"


@pytest.mark.process
def test_it_starts_in_a_read_only_folder(source: Path, tmp_path: Path) -> None:
    check_space(sys.executable, source, tmp_path / "home")


@pytest.mark.install
@pytest.mark.timeout(900)
def test_the_core_alone_is_enough(source: Path, tmp_path: Path) -> None:
    """A new environment with nothing but requirements-core.txt: the page needs no torch. What a
    Space installs holds it and more, which tests/test_packaging.py shows."""
    environment = tmp_path / "environment"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    python = str(environment / "bin" / "python")
    installed = subprocess.run(
        [
            *uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            python,
            "-r",
            source / "requirements-core.txt",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if installed.returncode != 0 and "network" in installed.stderr.lower():
        pytest.skip("the packages cannot be had here")
    assert installed.returncode == 0, installed.stderr
    check_space(python, source, tmp_path / "home")
