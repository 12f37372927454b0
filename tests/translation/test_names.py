"""Foreign names are asked of the engine once, and only an answer that is a name is taken."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.scripts import context, run_jobs
from zhaiyi.core.document import Term
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.memory import Memory
from zhaiyi.memory.session import MemorySession
from zhaiyi.translation.context import Wrap
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.names import names_job

NAME = "科丽娜·克雷楚"


def ask_names(
    names: Sequence[str],
    engine: Engine,
    wrap: Wrap,
    cancel: Cancel = NEVER,
    session: MemorySession | None = None,
) -> tuple[Term, ...]:
    """The terms of those names that the engine answers with a name."""
    found: list[tuple[Term, ...]] = []

    def job() -> Job[None]:
        found.append((yield from names_job(context(wrap=wrap), names, session)))

    run_jobs([job()], engine, cancel)
    return found[0]


def ask(answer: str, *names: str, cancel: Cancel = NEVER) -> tuple[Term, ...]:
    engine = ScriptedEngine(lambda request: answer)
    wanted = names or (NAME,)
    return ask_names(wanted, engine, lambda text: f"<{text}>", cancel)


def test_an_answer_becomes_an_unconfirmed_term() -> None:
    (term,) = ask("Corina Cretu")
    assert (term.source, term.target, term.origin) == (NAME, "Corina Cretu", "model")
    assert not term.confirmed


@pytest.mark.parametrize(
    ("answer", "target"),
    [
        ("Corina Cretu.", "Corina Cretu"),
        ('"Corina Cretu"', "Corina Cretu"),
        ("English: Corina Cretu", "Corina Cretu"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("the port city plan", "The Port City Plan"),
        ("bank of Östersund", "Bank of Östersund"),
    ],
)
def test_the_answer_is_tidied_into_a_name(answer: str, target: str) -> None:
    assert [term.target for term in ask(answer)] == [target]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "The name is Corina Cretu",
        "It means Corina Cretu",
        "Sorry, I cannot translate that.",
        "Sure! Corina Cretu",
        "Corina Cretu (Romanian politician)",
        "Corina 克雷楚",
        "科丽娜·克雷楚",
        "Corina Cretu, a member of the European Commission",
        "Corina Cretu is a Romanian politician who served in the Commission",
        "one two three four five six seven eight nine",
    ],
)
def test_a_chatty_answer_is_refused(answer: str) -> None:
    assert ask(answer) == ()


def test_an_answer_far_too_long_for_its_name_is_refused() -> None:
    assert ask("Extraordinarily Longwinded", "克朱") == ()


def test_a_cut_answer_is_refused() -> None:
    class Cutting(ScriptedEngine):
        def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
            return (Result(r.id, "Corina Cre", "length") for r in requests)

    assert ask_names((NAME,), Cutting(), str) == ()


def test_names_are_asked_in_order_each_once() -> None:
    asked: list[Request] = []

    def answer(request: Request) -> str:
        asked.append(request)
        return f"Name {len(asked)}"

    names = [f"泽莫维奇基{c}" for c in "一二三四五"]
    engine = ScriptedEngine(answer, batch=3, delays=lambda r: len(r.id) % 2)
    terms = ask_names(names, engine, str)
    assert [r.source for r in asked] == names
    assert [(t.source, t.target) for t in terms] == [
        (name, f"Name {n}") for n, name in enumerate(names, 1)
    ]
    assert len({r.id for r in asked}) == len(names)
    assert all(r.decoding.target_only for r in asked)


def test_a_compound_is_asked_with_what_the_dictionary_says_of_its_words() -> None:
    prompts: list[str] = []

    def answer(request: Request) -> str:
        prompts.append(request.prompt or "")
        return "Overseas Chinese Experimental Zone"

    engine = ScriptedEngine(answer)
    ask_names(("华侨试验区", NAME), engine, lambda t: t)
    assert "华侨=" in prompts[0]
    assert "Glossary" not in prompts[1]


@pytest.mark.parametrize(
    ("name", "told", "never"),
    [
        ("弗林一号", "一号=1", "first day"),
        ("雪松二十三号", "二十三号=23", "day of"),
        ("航道2号", "2号=2", "number"),
        ("大众广场", "大众=the masses", "Volkswagen"),
        ("奥运小镇", "奥运=Olympic Games", "abbr."),
    ],
)
def test_no_gloss_takes_a_name_for_a_date_or_tells_of_the_word(
    name: str, told: str, never: str
) -> None:
    prompts: list[str] = []

    def answer(request: Request) -> str:
        prompts.append(request.prompt or "")
        return "Flynn 1"

    ask_names((name,), ScriptedEngine(answer), lambda t: t)
    assert told in prompts[0]
    assert never not in prompts[0]


@pytest.mark.parametrize(
    ("answer", "targets"),
    [("Flynn-1", ["Flynn-1"]), ("Flynn First Day of the Month", []), ("Flynn 12", [])],
)
def test_the_number_of_a_ship_is_kept(answer: str, targets: list[str]) -> None:
    assert [term.target for term in ask(answer, "弗林一号")] == targets


def test_a_cancel_gives_no_names() -> None:
    cancel = threading.Event()
    cancel.set()
    assert ask("Corina Cretu", cancel=cancel) == ()


def test_the_lists_put_an_answer_right_and_vouch_for_it() -> None:
    (term,) = ask("Jon Bulang", "约翰·布朗")
    assert (term.target, term.origin, term.kind) == ("John Brown", "gazetteer", "person")
    assert term.confirmed


def test_the_prompt_for_a_name_tells_the_parts_that_are_known() -> None:
    asked: list[str] = []

    def answer(request: Request) -> str:
        asked.append(request.prompt or "")
        return "John Zemovicki"

    ask_names(("约翰·泽莫维奇基",), ScriptedEngine(answer), lambda text: text)
    assert "约翰=John" in asked[0]


def test_a_name_that_was_answered_before_is_not_asked_again(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    engine = ScriptedEngine(lambda request: "Corina Cretu")
    other = ScriptedEngine(lambda request: "Karina Kretu")

    def terms(engine: Engine, signature: str) -> tuple[Term, ...]:
        session = MemorySession(memory, signature)
        return ask_names([NAME], engine, lambda text: f"<{text}>", session=session)

    assert [term.target for term in terms(engine, "a")] == ["Corina Cretu"]
    assert [term.target for term in terms(other, "a")] == ["Corina Cretu"]
    assert other.stats.prompt_tokens == 0
    assert [term.target for term in terms(other, "b")] == ["Karina Kretu"], "another model"


def test_an_answer_that_is_no_name_is_not_remembered(tmp_path: Path) -> None:
    session = MemorySession(Memory(tmp_path / "memory.sqlite"), "a")
    wrong = ScriptedEngine(lambda request: "Sorry, I cannot translate that.")
    right = ScriptedEngine(lambda request: "Corina Cretu")
    for engine, found in ((wrong, 0), (right, 1)):
        terms = ask_names([NAME], engine, lambda text: f"<{text}>", session=session)
        assert len(terms) == found
