"""What a confidence is worth, by outputs that a reader has marked.

A table of marks has a column ``needs_look`` (``yes`` or ``no``: would an editor have to change what
the sentence says?) and either the texts, ``zh`` and ``output``, or their ``hash`` (`fingerprint`),
where the texts may not be passed on.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.estimation import Estimate

Marks = Mapping[str, bool]
"""Whether an output is right, by its `fingerprint`."""
_VERDICTS = {"no": True, "yes": False}


@dataclass(frozen=True, slots=True)
class Worth:
    """`marked`: outputs with a mark; `auc`: area under the curve of the confidence for telling
    right ones from wrong ones, None where all are alike; `sure`: share that is called sure;
    `sure_right`: share of these that is right, None where there are none."""

    marked: int
    auc: float | None
    sure: float | None
    sure_right: float | None


def fingerprint(source: str, output: str) -> str:
    """What a mark goes by whose texts are not there: 16 hexadecimal digits."""
    return hashlib.sha256(f"{source}\t{output}".encode()).hexdigest()[:16]


def read_marks(path: Path) -> Marks:
    """The marks of a TSV with a header. Where an output is marked twice, its first mark counts.
    Raises `UnreadableInput`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8: save it as a UTF-8 TSV") from error
    rows = csv.DictReader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    try:
        return _marks(path, rows)
    except csv.Error as error:
        raise UnreadableInput(f"{path}, line {rows.reader.line_num}: {error}") from error


def _marks(path: Path, rows: csv.DictReader[str]) -> Marks:
    has = set(rows.fieldnames or ())
    if "needs_look" not in has or not ({"zh", "output"} <= has or "hash" in has):
        raise UnreadableInput(
            f"{path} is no table of marks: name the columns needs_look (yes or no), and zh and "
            "output, or hash"
        )
    marks: dict[str, bool] = {}
    for row in rows:
        verdict = _VERDICTS.get(row["needs_look"].strip())
        if verdict is None:
            raise UnreadableInput(f"{path}, line {rows.line_num}: needs_look is yes or no")
        key = row.get("hash") or fingerprint(*(row.get(n, "").strip() for n in ("zh", "output")))
        marks.setdefault(key, verdict)
    if not marks:
        raise UnreadableInput(f"{path} holds no marks: put one on each line below the header")
    return marks


def worth(estimates: Sequence[Estimate | None], right: Sequence[bool]) -> Worth:
    """Of the estimates of marked outputs, in the same order. Without estimates their number alone
    is known."""
    if not all(estimates) or not estimates:
        return Worth(len(right), None, None, None)
    given = [estimate for estimate in estimates if estimate is not None]
    sure = [ok for one, ok in zip(given, right, strict=True) if one.level == "sure"]
    return Worth(
        len(right),
        area([one.confidence for one in given], right),
        len(sure) / len(right),
        sum(sure) / len(sure) if sure else None,
    )


def area(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Area under the receiver operating characteristic: the chance that a positive has the higher
    score, ties counted half (Mann and Whitney 1947). None where one kind is missing."""
    high = [score for score, yes in zip(scores, positive, strict=True) if yes]
    low = [score for score, yes in zip(scores, positive, strict=True) if not yes]
    if not high or not low:
        return None
    won = sum((a > b) + (a == b) / 2 for a in high for b in low)
    return won / (len(high) * len(low))
