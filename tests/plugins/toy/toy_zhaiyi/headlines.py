"""An output format: the headline and nothing else."""

from zhaiyi.core.document import Brief
from zhaiyi.render import Format
from zhaiyi.render.look import Look


def write(brief: Brief, look: Look) -> bytes:
    return f"{brief.headline.text}\n".encode()


FORMAT = Format("toy_zhaiyi.headlines", ".headline", "text/plain", "Headline only")
