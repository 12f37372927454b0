"""An input format: wire copy, whose lines end in a slash each."""

from zhaiyi.formats.draft import ReadingJob, SourceDraft, line_blocks
from zhaiyi.formats.registry import Format


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    lines = data.decode("utf-8").split("/")
    text = "\n".join(line.strip() for line in lines).strip()
    return SourceDraft(text, line_blocks(text))


FORMAT = Format("toy_zhaiyi.wire:parse", (".wire",), ())
