"""Curves keep their promise on documents that they were not fitted on."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from training.estimator.calibrate import main, read_marks
from zhaiyi.estimation import Estimator, Reading
from zhaiyi.estimation.base import Pair
from zhaiyi.estimation.curves import curves_from
from zhaiyi.evaluate.marks import fingerprint

PLAIN = "他们今天开会。"


class Stamped:
    """Its reading of a pair is written in the English."""

    signature = "stamped"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        values = [float(target.split()[-1]) for _, target in pairs]
        return [Reading(value / 2, 0.0, value, value - 1) for value in values]


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    """600 outputs; one of doubt x is right with the chance 1 / (1 + exp(2 x))."""
    rng = random.Random(5)
    lines = ["origin\tid\tzh\toutput\tneeds_look\ttold"]
    for number in range(600):
        doubt = rng.gauss(0, 1.5)
        right = rng.random() < 1 / (1 + math.exp(2 * doubt))
        origin = f"document-{number // 10}"
        said = f"They met today {doubt:.3f}"
        lines.append(
            f"{origin}\t{number}\t{PLAIN}\t{said}\t{'no' if right else 'yes'}\t3 -0.1 -0.2 0.5"
        )
    path = tmp_path / "marks.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_what_is_promised_holds_on_the_other_half(
    marks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "confidence.json"
    main([str(marks), "--translator", "ours", "--half", "--out", str(out)], Stamped())
    shown = json.loads(capsys.readouterr().out)
    first = shown[0]
    assert "logprob_sum" in first["features"]
    assert first["area"]["value"] > 0.85
    assert first["error"]["value"] < 0.12
    assert first["sure is right"]["value"] > 0.75
    assert first["doubtful is wrong"]["value"] > 0.7
    estimator = Estimator(Stamped(), "ours", curves_from(out.read_text(encoding="utf-8")))
    found = estimator.estimate([(PLAIN, "They met today -4"), (PLAIN, "They met today 4")])
    assert [one and one.level for one in found] == ["sure", "doubtful"]


def test_curves_of_other_translators_stay(marks: Path, tmp_path: Path) -> None:
    out = tmp_path / "confidence.json"
    for name in ("first", "second", "first"):
        main([str(marks), "--translator", name, "--out", str(out), "--most", "200"], Stamped())
    assert set(json.loads(out.read_text(encoding="utf-8"))["curves"]) == {"first", "second"}


def test_judgements_are_read_as_marks_of_documents_kept_aside(tmp_path: Path) -> None:
    rows = ["set\tdoc\tseg\tsystem\tzh\ten\traters\tmajor\tminor\tspans"]
    rows += [f"m\td{n}\t1\t{s}\t好\tGood.\t3\t{v}\t0\t[]" for n in range(40) for s, v in
             (("Human-A", 0), ("System", 1), ("Other", 2))]  # fmt: skip
    path = tmp_path / "mqm.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = read_marks(path, None)
    assert 2 <= len(found) < 80
    assert len(found) % 2 == 0
    assert sum(mark.right for mark in found) == len(found) // 2


def test_marks_without_texts_find_theirs_by_hash(tmp_path: Path) -> None:
    marks, texts = tmp_path / "marks.tsv", tmp_path / "texts.tsv"
    pairs = {"你好。": "Hello.", "再见。": "Goodbye."}
    lines = [
        f"newstest2021\t{i}\tours\t{fingerprint(zh, en)}\tno"
        for i, (zh, en) in enumerate(pairs.items())
    ]
    head = "origin\tid\tsystem\thash\tneeds_look"
    marks.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    texts.write_text("zh\toutput\n你好。\tHello.\n再见。\tBye.\n", encoding="utf-8")
    (found,) = read_marks(marks, None, "ours", texts)
    assert found.pair == ("你好。", "Hello.")
    assert found.right
    with pytest.raises(SystemExit, match="no mark"):
        read_marks(marks, None, "theirs", texts)
