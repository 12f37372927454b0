"""The reference pages name everything there is, and nothing that there is not."""

from __future__ import annotations

import re

from tests.support import REPO
from zhaiyi.core.settings import Settings
from zhaiyi.web.limits import WebLimits


def page(name: str) -> str:
    return (REPO / name).read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    told = set(re.findall(r"^\| `(ZHAIYI_\w+)`", page("docs/settings.md"), re.M))
    own = {f"ZHAIYI_{name.upper()}" for name in Settings.model_fields}
    web = {f"ZHAIYI_WEB_{name.upper()}" for name in WebLimits.model_fields}
    assert told == own | web


def test_every_kind_of_finding_is_documented() -> None:
    told = set(re.findall(r"^\| `(\w+)`", page("docs/findings.md"), re.M))
    folders = ("quality", "summary", "render", "translation")
    sources = [path for name in folders for path in (REPO / "zhaiyi" / name).glob("*.py")]
    found = re.findall(r'\bFinding\(\s*"(\w+)"', "\n".join(p.read_text("utf-8") for p in sources))
    kinds = re.findall(r'^KIND = "(\w+)"', "\n".join(p.read_text("utf-8") for p in sources), re.M)
    assert found
    assert {*found, *kinds} <= told
