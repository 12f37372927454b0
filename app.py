"""The page, as a Hugging Face Space or a visitor's own machine starts it: ``python app.py``."""

from __future__ import annotations

import os
import sys

from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.web import serve, space


def main() -> int:
    """Listens to everybody on a Space or where HOST says so, else to this machine alone."""
    space.greet_zero_gpu()
    host, port = space.address(os.environ)
    try:
        serve(host=host, port=port, **space.start(os.environ))
    except ZhaiyiError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
