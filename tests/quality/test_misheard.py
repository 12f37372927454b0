"""Foreign names by ear, bodies that became others, names put into words."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.hearing import alike
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names import check

LEXICON = Lexicon()


def messages(source: str, english: str, *terms: Term) -> list[str]:
    segment = SegmentPair(source, english, terms=terms, lexicon=LEXICON)
    return [finding.message for finding in check(segment)]


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [("高斯林", "Gosling"), ("约翰逊", "Johnson"), ("圣地亚哥", "Santiago"), ("特朗普", "Trump")],
)
def test_a_transliteration_sounds_like_its_name(chinese: str, latin: str) -> None:
    others = [n for n in ("Gosling", "Johnson", "Santiago", "Trump") if n != latin]
    assert alike(chinese, latin) > 0.85
    assert all(alike(chinese, other) < alike(chinese, latin) - 0.2 for other in others)


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("演员高斯林获得提名。", "The actor Gausslin was nominated.", "高斯林 is Gosling"),
        ("后来西米诺夫上了电视。", "Later, Semino was on TV.", "西米诺夫 is Siminoff"),
        ("恒星的罗斯贝数很小。", "The star's Rosby number is small.", "罗斯贝 is Rossby"),
    ],
)
def test_a_name_by_ear_is_told(source: str, english: str, told: str) -> None:
    assert any(message.startswith(told) for message in messages(source, english))


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("演员高斯林获得提名。", "The actor Gosling was nominated."),
        ("演员高斯林获得提名。", "The actor was nominated."),
        ("交通大臣沙普斯（Grant Shapps）在度假。", "Secretary Grant Shapps is on vacation."),
        ("林登·约翰逊的政府。", "The administration of Lyndon Johnson."),
    ],
)
def test_a_name_that_is_right_or_left_out_is_not_misheard(source: str, english: str) -> None:
    assert messages(source, english) == []


def test_two_spellings_of_one_name_are_told() -> None:
    source = "罗宾·乌萨帕 (Robin Uthappa) 得分最高。"
    assert messages(source, "Robin Ussap (Robin Uthappa) scored most.")
    assert not messages(source, "Robin Uthappa scored most.")
    assert not messages(source, "The Player (Robin Uthappa) scored most.")


def test_a_body_that_has_become_another_one_is_told() -> None:
    source = "国会从2005年开始资助该倡议。"
    told = messages(source, "The House of Representatives began funding it in 2005.")
    assert told == ["国会 has become House of Representatives"]
    assert not messages(source, "Congress began funding it in 2005.")
    assert not messages("众议院和国会都同意。", "The House of Representatives agreed.")


def test_what_a_body_is_for_must_be_said() -> None:
    source = "美国体操协会表示支持。"
    assert messages(source, "The U.S. Olympic Committee expressed support.")
    assert not messages(source, "The U.S. Gymnastics Association expressed support.")


def test_the_name_of_a_firm_is_not_put_into_words() -> None:
    source = "云岭电气股份有限公司28日公布半年报。"
    told = messages(source, "Cloud Mountain Electric announced its half-year report.")
    assert told == ["the name 云岭 is put into words (Cloud)"]
    assert not messages(source, "Yunling Electric announced its half-year report.")


def test_a_japanese_name_for_another_is_told() -> None:
    iwasaki = Term("岩崎", "Iwasaki", "dictionary", "person")
    assert messages("岩崎碰到了麻烦。", "On the way Kurozaki had trouble.", iwasaki)
    assert not messages("岩崎碰到了麻烦。", "On the way Iwasaki had trouble.", iwasaki)


def test_a_name_glued_to_a_handle_may_go() -> None:
    wu = Term("吴一凡", "Wu Yifan", "recognised", "person")
    assert not messages("歌手SealWu吴一凡唱了一首歌。", "The singer Seal Wu sang a song.", wu)
    assert messages("歌手吴一凡唱了一首歌。", "The singer Seal sang a song.", wu)


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("总统克雷楚会见记者。", "President Anna Novak met reporters.", True),
        ("总统克雷楚会见记者。", "President Ion Cretu met reporters.", False),
        ("总统克雷楚会见记者。", "President Novak and President Cretu met.", False),
        ("总统会见记者。", "President Novak met reporters.", False),
    ],
)
def test_another_person_behind_a_title_is_told(source: str, english: str, told: bool) -> None:
    found = [m for m in messages(source, english) if "does not sound like" in m]
    assert bool(found) == told
