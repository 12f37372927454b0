"""``python -m zhaiyi``: the same as the command ``zhaiyi``."""

from __future__ import annotations

from zhaiyi.cli import main

if __name__ == "__main__":
    main()
