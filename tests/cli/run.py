"""Runs the command as a user would: another process, a home of its own, no network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support import REPO

ARTICLE = """汕头推进智慧城市建设

【中美创新时报汕头6月12日讯】汕头市民只需打开手机，就能办理6.1万件业务。
市政府负责人林依民说，这项工作已经完成了三成，明年将覆盖全市。
专家认为，数据共享让群众少跑路，也让城市管理更加精细。
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment, cut off from every model source."""
    base = {k: v for k, v in os.environ.items() if not k.startswith(("ZHAIYI_", "PIP_", "HF_"))}
    away = {
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PYTHONPATH": str(REPO),
        "ZHAIYI_HOME": str(home),
    }
    return {**base, **away, **more}


def zhaiyi(
    *arguments: str | Path,
    home: Path,
    stdin: bytes = b"",
    more: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """``python -m zhaiyi ARGUMENTS``, finished."""
    return subprocess.run(
        [sys.executable, "-m", "zhaiyi", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=environment(home, **(more or {})),
        cwd=cwd or home,
        timeout=600,  # against a hang; a busy machine is slow
        check=False,
    )


def listing(folder: Path) -> list[str]:
    """Names in a folder, the hidden journal left out."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def messages(result: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Lines of stderr."""
    return result.stderr.decode().splitlines()
