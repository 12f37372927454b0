"""The page, as a Hugging Face Space or a visitor's own machine starts it: ``python app.py``."""

from __future__ import annotations

import os
from pathlib import Path

from zhaiyi.settings import load_settings
from zhaiyi.web import serve


def main() -> None:
    """Listens to everybody on a Space or where HOST says so, else to this machine alone."""
    host = os.environ.get("HOST") or ("0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1")
    port = int(os.environ.get("PORT", "7860"))
    model = os.environ.get("ZHAIYI_MODEL") or None
    serve(
        load_settings(home=lasting()),
        host=host,
        port=port,
        model=model,
        fetch="SPACE_ID" in os.environ,
    )


def lasting() -> Path | None:
    """Where a Space keeps files over a restart, if it has such a place; ZHAIYI_HOME goes first."""
    data = Path("/data")
    wanted = os.environ.get("SPACE_ID") and not os.environ.get("ZHAIYI_HOME")
    return data / "zhaiyi" if wanted and data.is_dir() and os.access(data, os.W_OK) else None


if __name__ == "__main__":
    main()
