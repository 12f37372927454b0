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
    code = "\n".join(p.read_text("utf-8") for p in (REPO / "zhaiyi").rglob("*.py"))
    found = re.findall(r'\bFinding\(\s*"(\w+)"', code)
    named = set(re.findall(r"\bFinding\(\s*([A-Z_]+),", code))
    kinds = [
        kind for name, kind in re.findall(r'^([A-Z_]+) = "(\w+)"', code, re.M) if name in named
    ]
    assert found
    assert kinds
    assert {*found, *kinds} == told
