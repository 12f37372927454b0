"""The page, as a Hugging Face Space or a visitor's own machine starts it: ``python app.py``."""

from __future__ import annotations

import os

from zhaiyi.settings import load_settings
from zhaiyi.web import serve


def main() -> None:
    """Listens to everybody on a Space or where HOST says so, else to this machine alone."""
    host = os.environ.get("HOST") or ("0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1")
    port = int(os.environ.get("PORT", "7860"))
    model = os.environ.get("ZHAIYI_MODEL") or None
    serve(load_settings(), host=host, port=port, model=model)


if __name__ == "__main__":
    main()
