"""The news that was written for teaching: its form, what is fit, what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import REPO
from training.filters import Pair
from training.held_out import fingerprint, fingerprints, held_out
from training.prepare import sentences_before
from training.written import (
    FOLDER,
    Article,
    in_order,
    read_articles,
    shorter,
    written_pairs,
)

TEXT = """\
## a rescue
T\t采药人被志愿者背下山\tHerb gatherer carried off mountain by volunteers
S\t采药人高满仓失联了52个小时。\tHerb gatherer Gao Mancang was out of contact for 52 hours.
S\t老人家住邻近的村子，今年63岁。\tThe old man, 63, lives in a neighboring village.
C\t1 2\tHerb gatherer Gao Mancang, 63, was out of contact for 52 hours.
"""


def written(folder: Path, text: str) -> list[Article]:
    (folder / "news.txt").write_text(text, encoding="utf-8")
    return read_articles(folder)


def test_an_article_has_title_sentences_and_condensations(tmp_path: Path) -> None:
    (article,) = written(tmp_path, TEXT)
    assert article.title.en.startswith("Herb gatherer")
    assert [pair.zh[:2] for pair in article.sentences] == ["采药", "老人"]
    assert article.condensed == [((0, 1), TEXT.split("\t")[-1].strip())]
    before = sentences_before(in_order([article]))
    assert before == {article.sentences[1].zh: article.sentences[0].zh}


def test_a_condensation_and_a_headline_are_asked_of_the_english(tmp_path: Path) -> None:
    articles = written(tmp_path, TEXT)
    headline, condensed = shorter(articles, lambda name, text: f"{name}: {text}", "<end>")
    assert headline.prompt.startswith("headline: Herb gatherer Gao Mancang was")
    assert headline.target == "Herb gatherer carried off mountain by volunteers<end>"
    assert condensed.prompt.startswith("condense: ")
    assert "neighboring village" in condensed.prompt
    assert condensed.target.endswith("52 hours.<end>")


@pytest.mark.parametrize(
    "english",
    [
        "The old man, 36, lives in a neighboring village.",
        "The old man, 63, lives in a neighboring 村子.",
        "Old Gao, 63, lives in a neighboring village.",
    ],
    ids=["another number", "Chinese left", "a name that only the sentence before has"],
)
def test_a_slip_is_not_learned(tmp_path: Path, english: str) -> None:
    faulty = TEXT.replace("The old man, 63, lives in a neighboring village.", english)
    assert len(written_pairs(written(tmp_path, TEXT))) == 3
    assert len(written_pairs(written(tmp_path, faulty))) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [("S\t老人", "X\t老人"), ("。\tThe", "。The"), ("C\t1 2", "C\t1 3"), ("T\t采", "S\t采")],
    ids=["unknown letter", "two columns", "no such sentence", "no title"],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(ValueError, match="news"):
        written(tmp_path, TEXT.replace(old, new))


def everything(articles: list[Article]) -> list[Pair]:
    return [pair for each in articles for pair in (each.title, *each.sentences)]


def test_nothing_is_learned_of_the_news_that_is_kept_to_measure_on() -> None:
    kept = set(fingerprints([REPO / "tests/data/written-news.tsv"]))
    learned = {fingerprint(p.zh) for p in everything(read_articles(FOLDER))}
    assert kept
    assert learned
    assert not learned & (kept | held_out())
