"""One sentence at a time: hypotheses, retries, and which target is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.scripts import ENGLISH, FLOORS, LEDE, PARK, READERS, context, run_jobs
from zhaiyi.core.document import Term, Translation
from zhaiyi.core.events import TranslationReady
from zhaiyi.engines.base import Request, Result
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.lexicon import Lexicon
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.jobs import Ask, Job
from zhaiyi.translation.judge import CheckJudge
from zhaiyi.translation.retry import Budget
from zhaiyi.translation.segment import max_new_tokens, parted, segment_job

USER = Term("读书活动", "Reading Festival", "user")
LONG = (
    "图书馆共有三层，藏书约20万册，去年全县有5000名居民参加了读书活动，"
    "居民们还可以在网上免费借阅电子书，图书馆旁边的公园也在建设之中。"
)
LONG_PARTS = (
    "The library has three floors and about 200,000 books; last year 5,000 residents of the "
    "county took part in reading activities.",
    "Residents can also borrow e-books online for free, and the park beside the library is also "
    "under construction.",
)


class Script:
    """Answers one text after the other, the last again and again, and keeps the requests."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> str:
        self.requests.append(request)
        return self.texts.pop(0) if len(self.texts) > 1 else self.texts[0]

    @property
    def prompts(self) -> list[str]:
        return [request.prompt or "" for request in self.requests]


def job_of(
    source: str, known: DocumentContext | None = None, budget: float = 1e9, suffix: str = ""
) -> Job[Translation | None]:
    known = known or context(source)
    segment = SourceSegment(0, source, suffix=suffix, constraints=known.constraints(source))
    return segment_job(known, segment, CheckJudge(known, Budget(budget)))


def run(
    source: str,
    script: Any,
    known: DocumentContext | None = None,
    budget: float = 1e9,
    suffix: str = "",
    **how: Any,
) -> tuple[Translation, list[Translation]]:
    """The translation that is kept, and all that were shown."""
    kept: list[Translation | None] = []

    def job() -> Job[None]:
        kept.append((yield from job_of(source, known, budget, suffix)))

    events = [e for e in run_jobs([job()], ScriptedEngine(script, **how)) if is_shown(e)]
    shown = [e.translation for e in events if isinstance(e, TranslationReady)]
    standing = [e.standing for e in events if isinstance(e, TranslationReady)]
    assert standing.count("final") == 1, "what follows a translation is started once"
    assert standing[-1] == "final"
    assert kept == [shown[-1]]
    return shown[-1], shown


def is_shown(event: object) -> bool:
    return isinstance(event, TranslationReady)


class ByHand:
    """A job that a test answers itself."""

    def __init__(self, job: Job[Translation | None]) -> None:
        self._job = job
        self.shown: list[TranslationReady] = []
        self.kept: Translation | None = None
        self.asked = self._go_on(None)

    def answer(self, *results: Result) -> None:
        """Gives the results, and goes on to what is asked next."""
        self.asked = self._go_on(results)

    def _go_on(self, reply: Any) -> tuple[Request, ...]:
        for step in self._steps(reply):
            if isinstance(step, Ask):
                return step.requests
            assert isinstance(step, TranslationReady)
            self.shown.append(step)
        return ()

    def _steps(self, reply: Any) -> Iterator[object]:
        try:
            while True:
                yield self._job.send(reply)
                reply = None
        except StopIteration as end:
            self.kept = end.value


def test_a_good_first_answer_is_kept_and_nothing_else_is_asked() -> None:
    script = Script(ENGLISH[FLOORS])
    kept, _ = run(FLOORS, script)
    assert (kept.text, kept.status, kept.findings) == (ENGLISH[FLOORS], "ok", ())
    assert len(script.requests) == 1


BAD = {
    "a wrong number": (FLOORS, "The library has three floors and about 70,000 books."),
    "a number left out": (READERS, "Last year, residents of the county took part in reading."),
    "Chinese left over": (PARK, "The park beside the 图书馆 is also under construction."),
    "a loop": (PARK, "The park, the park, the park, the park, the park is also there."),
    "nothing": (PARK, ""),
    "only marks": (PARK, "…"),
    "cut output": (PARK, " ".join(f"word{n}" for n in range(200))),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_first_answer_is_retried_and_repaired(case: str) -> None:
    source, bad = BAD[case]
    script = Script(bad, ENGLISH[source])
    kept, shown = run(source, script)
    assert (kept.text, kept.status) == (ENGLISH[source], "repaired")
    assert len(script.requests) == 2
    assert [t.status for t in shown[:-1]] in (["flagged"], ["failed"])


@pytest.mark.parametrize("case", BAD)
def test_an_answer_that_is_never_good_says_so(case: str) -> None:
    source, bad = BAD[case]
    kept, _ = run(source, Script(bad))
    assert kept.status == ("failed" if case in ("nothing",) else "flagged")
    assert kept.findings
    if kept.status == "failed":
        assert kept.text == ""


def test_the_missed_number_is_named_in_the_prompt() -> None:
    script = Script(BAD["a number left out"][1], ENGLISH[READERS])
    run(READERS, script)
    assert "5000" not in script.prompts[0].partition("Translate")[0]
    assert "5000名=5,000" in script.prompts[1] or "5000=5,000" in script.prompts[1]


def test_a_missed_day_begins_the_next_answer() -> None:
    source = "县长王斌25日表示，图书馆向所有居民开放。"
    bad = "County head Wang Bin said that the library is open to all residents."
    script = Script(bad, "county head Wang Bin said that the library is open to all residents.")
    known = replace(context(source), wrap=lambda text: f"<user>{text}</user>\n")
    kept, _ = run(source, script, known)
    assert script.prompts[1].endswith("</user>\nOn the 25th,")
    assert kept.text == f"On the 25th, {script.texts[-1]}"
    assert kept.status == "repaired"


def test_an_answer_is_not_begun_for_a_server_with_a_template_of_its_own() -> None:
    source = "县长王斌25日表示，图书馆向所有居民开放。"
    script = Script("County head Wang Bin said that the library is open to all residents.")
    run(source, script, replace(context(source), wrap=lambda text: text))
    assert not any("On the 25th," in prompt for prompt in script.prompts)


def test_a_missed_user_term_is_asked_for_again() -> None:
    right = ENGLISH[READERS].replace("reading activities", "the Reading Festival")
    script = Script(ENGLISH[READERS], right)
    kept, _ = run(READERS, script, context(READERS, terms=(USER,)))
    assert (kept.text, kept.status) == (right, "repaired")
    assert all("读书活动=Reading Festival" in prompt for prompt in script.prompts)
    assert "every entry of the glossary" in script.prompts[1]


def test_chinese_tokens_are_forbidden_from_the_first_attempt() -> None:
    script = Script(BAD["Chinese left over"][1], ENGLISH[PARK])
    run(PARK, script)
    assert [r.decoding.target_only for r in script.requests] == [True, True]


def test_a_worse_second_answer_is_not_taken() -> None:
    first = BAD["a wrong number"][1]
    kept, _ = run(FLOORS, Script(first, "图书馆 has 3 floors, 3 floors, 3 floors.", ""))
    assert (kept.text, kept.status) == (first, "flagged")


def test_anything_is_better_than_nothing() -> None:
    kept, _ = run(FLOORS, Script("", BAD["a wrong number"][1]))
    assert kept.text == BAD["a wrong number"][1]
    assert kept.status == "flagged"


def test_a_cut_text_that_no_check_minds_is_flagged_as_cut() -> None:
    limit = max_new_tokens("好")
    kept, _ = run("好", Script("a" + " b" * limit))
    assert kept.status == "flagged"
    assert any("cut off" in finding.message for finding in kept.findings)


def test_no_step_is_tried_twice_and_the_clauses_come_last() -> None:
    script = Script("图书馆")
    run(LONG, script)
    whole = [r for r in script.requests if r.source == LONG]
    pieces = [r for r in script.requests if r.source != LONG]
    assert len(whole) == 2
    assert len({(r.prompt, r.decoding) for r in whole}) == 2
    assert "".join(r.source for r in pieces) == LONG
    assert len({r.id for r in script.requests}) == len(script.requests)


def test_clauses_are_joined_in_order_whatever_comes_first() -> None:
    def answer(request: Request) -> str:
        if request.source == LONG:
            return "图书馆"
        return LONG_PARTS[0] if request.source.startswith("图书馆共有") else LONG_PARTS[1]

    kept, _ = run(
        LONG, answer, batch=1, delays=lambda r: 5 if r.source.startswith("图书馆共有") else 0
    )
    assert kept.text == " ".join(LONG_PARTS)
    assert kept.status == "repaired"


@pytest.mark.parametrize(("share", "asked"), [(0.0, 1), (0.5, 1), (1.0, 2), (3.5, 2)])
def test_the_budget_bounds_the_retries(share: float, asked: int) -> None:
    script = Script(BAD["a wrong number"][1])
    run(FLOORS, script, budget=share * len(FLOORS))
    assert len(script.requests) == asked


def test_an_engine_without_chat_gets_the_bare_source_and_the_checks() -> None:
    script = Script(BAD["a wrong number"][1], ENGLISH[FLOORS])
    kept, _ = run(FLOORS, script, context(FLOORS, wrap=None, hints=False))
    assert [r.prompt for r in script.requests] == [None, None]
    assert (kept.text, kept.status) == (ENGLISH[FLOORS], "repaired")


def test_a_model_that_takes_no_hints_gets_none() -> None:
    script = Script(BAD["a wrong number"][1])
    run(FLOORS, script, context(FLOORS, hints=False))
    assert len(script.requests) > 1
    assert not any("Glossary" in prompt for prompt in script.prompts)


def test_the_best_candidate_by_the_checks_is_taken() -> None:
    made = ByHand(job_of(FLOORS, context(FLOORS, quality="best"), budget=0))
    (request,) = made.asked
    assert request.decoding.candidates > 1
    bad, good = BAD["a wrong number"][1], ENGLISH[FLOORS]
    made.answer(Result(request.id, bad, candidates=(bad, "", good)))
    assert made.kept is not None
    assert (made.kept.text, made.kept.status) == (good, "ok")


def test_findings_point_at_both_sides() -> None:
    target = BAD["a wrong number"][1]
    judge = CheckJudge(context(FLOORS), Budget(0))
    (finding,) = judge.findings(SourceSegment(0, FLOORS), target)
    assert (finding.kind, finding.severity) == ("number", "error")
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert FLOORS[slice(*finding.source_span)].startswith("20万")
    assert target[slice(*finding.target_span)].startswith("70,000")


def test_a_cancelled_first_attempt_is_no_translation() -> None:
    made = ByHand(job_of(FLOORS))
    made.answer(Result(made.asked[0].id, "", "cancelled"))
    assert (made.kept, made.shown, made.asked) == (None, [], ())


def test_a_cancelled_repair_leaves_the_first_attempt_standing() -> None:
    """It is given out as final, but it is not what the job makes: nobody shall remember it."""
    made = ByHand(job_of(FLOORS))
    bad = BAD["a wrong number"][1]
    made.answer(Result(made.asked[0].id, bad))
    made.answer(Result(made.asked[0].id, "", "cancelled"))
    last = made.shown[-1]
    assert (last.translation.text, last.translation.status) == (bad, "flagged")
    assert last.standing == "final"
    assert (made.kept, made.asked) == (None, ())


def test_only_a_whole_first_attempt_may_be_built_upon_before_it_is_final() -> None:
    for first, standing in ((BAD["a wrong number"][1], "draft"), ("", "retry")):
        made = ByHand(job_of(FLOORS))
        made.answer(Result(made.asked[0].id, first))
        assert made.shown[-1].standing == standing
        made.answer(Result(made.asked[0].id, ENGLISH[FLOORS]))
        assert made.shown[-1].standing == "final"


def test_a_translation_of_the_neighbour_is_found_out() -> None:
    judge = CheckJudge(context(PARK, READERS), Budget(0))
    target = "Last year residents took part in reading activities."
    findings = judge.findings(SourceSegment(0, PARK), target)
    assert "similarity" in {f.kind for f in findings}


def test_the_suffix_is_no_part_of_what_is_checked() -> None:
    kept, _ = run(LEDE, {LEDE: ENGLISH[LEDE]}, suffix=" - Xinhuanet", budget=0)
    assert (kept.text, kept.status) == (f"{ENGLISH[LEDE]} - Xinhuanet", "ok")


def test_the_room_for_the_english_grows_with_the_source() -> None:
    assert max_new_tokens("好") >= 20
    assert max_new_tokens("好" * 200) > 200


def test_a_scale_that_went_wrong_is_put_right_without_asking_again() -> None:
    source = "去年全县投入2.4亿元修建图书馆。"
    script = Script("The county invested 2.4 billion yuan in building the library last year.")
    kept, _ = run(source, script)
    assert kept.text == "The county invested 240 million yuan in building the library last year."
    assert kept.status == "repaired"
    assert [(f.kind, f.severity) for f in kept.findings] == [("number", "info")]
    assert len(script.requests) == 1


VERY_LONG = (
    "图书馆共有三层，藏书约20万册，去年全县有5000名居民参加了读书活动，居民们还可以在网上免费借阅"
    "电子书，图书馆旁边的公园也在建设之中，公园里将种植本地的树木，并为老人和孩子修建休息的地方，"
    "附近的道路也将在年底前拓宽，居民步行十分钟就可以从地铁站走到图书馆，周末还会有免费的班车往返"
    "于各个社区之间，方便行动不便的读者前来借书还书。"
)


def test_a_very_long_sentence_goes_in_pieces_and_comes_back_as_one() -> None:
    parts = (
        "The library has three floors and about 200,000 books; last year 5,000 residents of the "
        "county took part in reading activities, and they can borrow e-books online for free,",
        "The park beside it is also under construction, with local trees and places to rest, and "
        "roads will be widened by the end of the year; it is a ten-minute walk from the metro.",
    )
    script = Script(*parts)
    kept, _ = run(VERY_LONG, script)
    assert "".join(request.source for request in script.requests[:2]) == VERY_LONG
    assert all(len(request.source) <= 120 for request in script.requests)
    assert kept.source == 0
    assert kept.text == f"{parts[0]} the{parts[1][3:]}", "joined after a comma, so in small letters"


def test_a_piece_of_a_long_sentence_is_told_only_what_it_holds() -> None:
    terms = (Term("图书馆", "Reading House", "user"), Term("班车", "Shuttle Line", "user"))
    script = Script("The Reading House has books.", "The Shuttle Line runs.")
    run(VERY_LONG, script, context(VERY_LONG, terms=terms))
    assert "Shuttle Line" not in script.prompts[0]
    assert "Shuttle Line" in script.prompts[1]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("恒指失守26000點 樓股普遍下跌", "恒指失守26000點；樓股普遍下跌"),
        ("一张球票带火一座城　“苏超”今日开赛", "一张球票带火一座城；“苏超”今日开赛"),
        (
            "大桥今日正式开通，全长36公里 两地缩短一小时",
            "大桥今日正式开通，全长36公里；两地缩短一小时",
        ),
        ("周星驰 新片上映", "周星驰 新片上映"),
        (
            "最高人民法院 最高人民检察院联合发布司法解释",
            "最高人民法院 最高人民检察院联合发布司法解释",
        ),
        ("中国女排主教练 赵勇畅谈备战", "中国女排主教练 赵勇畅谈备战"),
        ("修了一辈子伞的 刘伟学老人", "修了一辈子伞的 刘伟学老人"),
        ("让每一个孩子 都能在阳光下奔跑", "让每一个孩子 都能在阳光下奔跑"),
        ("三一重工上半年 净利同比增长46%", "三一重工上半年 净利同比增长46%"),
        ("两市将打造 “智慧城市示范区”", "两市将打造 “智慧城市示范区”"),
        ("记者 王明 李红", "记者 王明 李红"),
        ("他说 Hello World 的时候", "他说 Hello World 的时候"),
        ("今年以来，他 们都来了不少人", "今年以来，他 们都来了不少人"),
        ("今年以来雨水很多 他们都来了。", "今年以来雨水很多 他们都来了。"),
        (
            "女排横扫对手 男队三战全胜 短跑名将复出夺魁",
            "女排横扫对手；男队三战全胜；短跑名将复出夺魁",
        ),
    ],
)
def test_statements_that_a_blank_parts_are_parted_for_the_model(title: str, told: str) -> None:
    assert parted(title, Lexicon()) == told
