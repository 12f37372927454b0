"""``zhaiyi schema``: what a brief in JSON looks like, for programs that read one."""

from __future__ import annotations

import json

from zhaiyi.cli.outputs import print_text


def run_schema() -> int:
    """Prints the JSON schema of ``zhaiyi.brief/1``."""
    from zhaiyi.render.schema import brief_schema

    print_text(json.dumps(brief_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
