"""Our own outputs, made document by document and kept line by line."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from zhaiyi.core.document import Finding, Translation
from zhaiyi.core.errors import UsageError, ZhaiyiError
from zhaiyi.core.plaindata import has_shape, parse_json, told_data
from zhaiyi.core.version import __version__
from zhaiyi.translation.prompts import prompt_hashes

DOCUMENT = 100
"""Our own output is made in documents of so many lines: term list, repair budget and neighbours are
those of one document, and a run that is stopped has whole documents behind it."""

Translate = Callable[[Sequence[str]], Iterator[Translation]]
"""What `Zhaiyi.translate` is: one translation for each text, `source` its index, in any order."""


@dataclass(frozen=True, slots=True)
class Output:
    """A target with what the checks said of it. `kinds` are those of the findings that count
    (warnings and errors); `seconds` is the wall time it took, None for a stored output."""

    text: str
    flagged: bool
    kinds: tuple[str, ...] = ()
    seconds: float | None = None


class KeptOutputs:
    """Our outputs in a JSONL file, one a line, appended as they are made.

    An output belongs to its source and to everything that made it: version, translator, prompts
    and quality (not to the code: whoever changes that takes a new file). Beside it stand what the
    translator told of it and its confidence, for whoever marks outputs. A line that a killed run
    left unfinished is passed over. Raises `UsageError` for a file that holds something else.
    """

    def __init__(self, path: Path, translator: str, quality: str) -> None:
        self.path = path
        self._made_by = [__version__, translator, prompt_hashes(), quality]
        text = _text(path)
        self._outputs = dict(_kept(text))
        if not self._outputs and any(map(_is_foreign, text.split("\n"))):
            words = "holds something else than our outputs, and nothing is added to it"
            raise UsageError(f"{path} {words}: name another file with --outputs")
        self._first = "" if not text or text.endswith("\n") else "\n"

    def get(self, source: str) -> Output | None:
        return self._outputs.get(self._key(source))

    def missing(self, sources: Sequence[str]) -> list[str]:
        """Those of `sources` that have no output yet, each once."""
        return [s for s in dict.fromkeys(sources) if self._key(s) not in self._outputs]

    def add(self, source: str, translation: Translation, seconds: float) -> None:
        """Keeps one output, on the disk at once. Raises `ZhaiyiError` if it cannot be written."""
        output = _output(translation, seconds)
        told = {"told": told_data(translation.told), "confidence": translation.confidence}
        record = {"key": self._key(source), "source": source, **asdict(output), **told}
        self._append(self._first + json.dumps(record, ensure_ascii=False) + "\n")
        self._first = ""
        self._outputs[record["key"]] = output

    def _append(self, line: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError as error:
            remedy = "make room, or name another file with --outputs"
            raise ZhaiyiError(
                f"{self.path} cannot be written: {error.strerror}; {remedy}"
            ) from error

    def _key(self, source: str) -> str:
        text = json.dumps([source, *self._made_by], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


_BEGIN = '{"key": '


def _is_foreign(line: str) -> bool:
    """Whether a line is no output, nor the beginning of one, which a killed run may have left."""
    if line.startswith(_BEGIN) or _BEGIN.startswith(line.strip()):
        return False
    try:
        return isinstance(parse_json(line), dict)
    except ValueError:
        return True


_LINE = {"key": str, "text": str, "flagged": bool, "kinds": [str], "seconds": float}


def _kept(text: str) -> Iterator[tuple[str, Output]]:
    for line in text.split("\n"):
        try:
            r = parse_json(line)
        except ValueError:
            continue
        if has_shape(r, _LINE):
            yield r["key"], Output(r["text"], r["flagged"], tuple(r["kinds"]), r["seconds"])


def _output(translation: Translation, seconds: float) -> Output:
    flagged = translation.status in ("flagged", "failed")
    return Output(translation.text, flagged, counting(translation.findings), round(seconds, 4))


def counting(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Kinds of the findings that count, each once."""
    return tuple(dict.fromkeys(f.kind for f in findings if f.severity != "info"))


def translate_missing(
    sources: Sequence[str], kept: KeptOutputs, translate: Translate
) -> Iterator[int]:
    """Translates what `kept` lacks, document by document; yields how many are kept after each.

    The seconds of an output are those since the one before it, so that their sum is the time of the
    whole. What a sentence's document has beside it may differ after an interruption: only the
    missing ones are translated again.
    """
    unique = list(dict.fromkeys(sources))
    done = len(unique) - len(kept.missing(unique))
    for start in range(0, len(unique), DOCUMENT):
        texts = kept.missing(unique[start : start + DOCUMENT])
        clock = time.perf_counter()
        for translation in translate(texts) if texts else ():
            now = time.perf_counter()
            kept.add(texts[translation.source], translation, now - clock)
            clock, done = now, done + 1
            yield done
