from __future__ import annotations

from pathlib import Path

import pytest

from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import load_settings


def test_the_environment_sets_and_the_caller_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAIYI_HOME", "/somewhere")
    monkeypatch.setenv("ZHAIYI_OFFLINE", "1")
    monkeypatch.setenv("ZHAIYI_THREADS", "")
    settings = load_settings(quality="best", threads=None)
    assert settings.home == Path("/somewhere")
    assert settings.offline
    assert settings.quality == "best"
    assert settings.threads == 0
    assert not load_settings(offline=False).offline


def test_a_bad_value_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAIYI_THREADS", "many")
    with pytest.raises(UsageError, match="ZHAIYI_THREADS") as wrong:
        load_settings()
    assert "\n" not in str(wrong.value)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().offline = True  # type: ignore[misc]
