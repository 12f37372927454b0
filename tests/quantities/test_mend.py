"""A scale that went wrong is put right by rule; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quantities.support import MIXED, UNHURRIED, WORDS
from zhaiyi.quantities import compare, mend


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("营业收入86.3亿元。", "Revenue was 86.3 billion yuan.", "Revenue was 8.63 billion yuan."),
        ("投资1360万元。", "It cost 1360 million yuan.", "It cost 13.6 million yuan."),
        ("投资2030万元。", "It cost 203 million yuan.", "It cost 20.3 million yuan."),
        ("全县6.1万人。", "The county has 6.1 million people.", "The county has 61,000 people."),
        (
            "收入在175亿元至182亿元之间。",
            "Revenue is between 175 billion and 182 billion yuan.",
            "Revenue is between 17.5 billion and 18.2 billion yuan.",
        ),
        (
            "收入86.3亿元，利润6.15亿元，增长12.4%。",
            "Revenue was 86.3 billion yuan, profit 6.15 billion yuan, up 12.4%.",
            "Revenue was 8.63 billion yuan, profit 615 million yuan, up 12.4%.",
        ),
        ("共筹资27.25亿。", "It raised 27.25 billion yuan.", "It raised 2.725 billion yuan."),
        ("近200个湖泊。", "There are more than 200 lakes.", "There are nearly 200 lakes."),
        ("接近48万例。", "More than 480,000 cases.", "Nearly 480,000 cases."),
        ("超过300人参加。", "Fewer than 300 people took part.", "More than 300 people took part."),
        ("超过20多万人。", "More than 2 million people.", "More than 200,000 people."),
        (
            "9日22时至次日6时停水。",
            "From 9 p.m. on the 9th to 6 a.m.",
            "From 10 p.m. on the 9th to 6 a.m.",
        ),
        ("一两天之内退水。", "It recedes within a few days.", "It recedes within one or two days."),
        ("亩产1200斤。", "It yields 1,200 kilograms a mu.", "It yields 1,200 jin a mu."),
        ("相距12公里。", "It is 12 miles away.", "It is 12 kilometers away."),
        ("用电两千六百度。", "It uses 2,600 kilowatts.", "It uses 2,600 kilowatt-hours."),
        ("门票打八折。", "Tickets are 80% off.", "Tickets are 20 percent off."),
        ("门票打八折。", "They get an 80% discount.", "They get a 20 percent discount."),
        (
            "失业率降0.2个百分点。",
            "Joblessness fell 0.2%.",
            "Joblessness fell 0.2 percentage points.",
        ),
        ("下降0.2个百分点。", "It is a 0.2% drop.", "It is a 0.2-percentage-point drop."),
        ("夜里十二点一刻发车。", "It leaves at 12:15 p.m.", "It leaves at 12:15 a.m."),
        ("22时至次日6时停水。", "From 9 p.m. to 6 a.m.", "From 10 p.m. to 6 a.m."),
        ("桥建于民国58年。", "It was built in 1958.", "It was built in 1969."),
        (
            "桥建于民国58年。",
            "It is of the 58th year of the Republic.",
            "It is of the 58th year of the Republic (1969).",
        ),
        ("民國七十年代很熱鬧。", "It was busy in the 1970s.", "It was busy in the 1980s."),
        (
            "孩子大多十五六岁。",
            "Most children were in their teens or twenties.",
            "Most children were 15 or 16 years old.",
        ),
        ("她今年45岁。", "She is in her thirties.", "She is 45 years old."),
        ("較112年減少。", "It is less than 112 years ago.", "It is less than in 2023."),
        ("橋樑於112年完工。", "It was built in 112 years.", "It was built in 2023."),
        ("114年總預算公布。", "The 114-year budget is out.", "The 2025 budget is out."),
        (
            "112年12月31日前提出。",
            "Apply before December 31, 112.",
            "Apply before December 31, 2023.",
        ),
    ],
)
def test_a_scale_is_put_right(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("营业收入86.3亿元。", "Revenue was 8.63 billion yuan."),
        ("营业收入86.3亿元。", "Revenue was 68.3 billion yuan."),
        ("投资2030万元。", "It cost 203 million dollars."),
        ("约两成为外文书。", "About two-thirds are foreign books."),
        ("会议26日举行。", "The meeting was on the 16th."),
        ("他来了。", "He came."),
        ("门票打八折。", "Tickets are 20% off."),
        ("下调0.2个百分点，占5%。", "It fell by 0.2 percentage points to 5%."),
        ("下午三点开会。", "The meeting is at 3 p.m."),
        ("桥建于民国58年。", "The bridge was built in 1969."),
        ("她今年45岁。", "She is in her forties."),
        ("孩子大多十五六岁。", "Most children were in their teens."),
        ("一名三十多岁的男子。", "A man in his thirties."),
    ],
)
def test_what_is_right_or_unclear_stays(source: str, target: str) -> None:
    assert mend(source, target) == target


def test_a_row_of_thousands_of_digits_is_no_number_to_be_told() -> None:
    source = f"编号{'7' * 5000}，共4178027人。"
    assert mend(source, "There are 4.178027 million.") == "There are 4,178,027."


@UNHURRIED
@given(st.one_of(st.text(max_size=60), MIXED), st.one_of(st.text(max_size=60), WORDS))
def test_it_never_gets_worse(source: str, target: str) -> None:
    def faults(english: str) -> int:
        found = compare(source, english)
        return len(found.missing) + len(found.invented) + len(found.changed)

    assert faults(mend(source, target)) <= faults(target)


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        (
            "已增加到500多种。",
            "It has grown to 500 species.",
            "It has grown to more than 500 species.",
        ),
        ("20余人受伤。", "Twenty people were hurt.", "More than twenty people were hurt."),
        ("确诊超过16万例。", "There are 160,000 cases.", "There are more than 160,000 cases."),
        ("近90%为轻度。", "Of these, 90% are mild.", "Of these, nearly 90% are mild."),
        ("筹资3亿多元。", "It raised 300 million yuan.", "It raised more than 300 million yuan."),
    ],
)
def test_a_bound_that_was_lost_is_put_back(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("已增加到500多种。", "It has grown to over 500 species."),
        ("已增加到500多种。", "It has grown to about 500 species."),
        ("200多米高的塔。", "The 200-meter tower."),
        ("从高于2%下滑。", "It fell from higher than 2%."),
        ("在7亿余额宝用户中。", "Of the 700 million users of Yu'E Bao."),
        ("20余人受伤，20人死亡。", "20 people were hurt and 20 killed."),
    ],
)
def test_a_bound_is_put_nowhere_else(source: str, target: str) -> None:
    assert mend(source, target) == target


def test_more_than_before_any_measure_word() -> None:
    assert (
        mend("核查了2300余款软件。", "It checked 2,300 apps.") == "It checked more than 2,300 apps."
    )


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        (
            "上半年发电700多万度。",
            "It made more than 7 million degrees of power in the first half of the year.",
            "It made more than 7 million kilowatt-hours of power in the first half of the year.",
        ),
        ("每户用电1度。", "Each used 1 degree.", "Each used 1 kilowatt-hour."),
        ("供电紧张，气温30度。", "Power is short at 30 degrees.", "Power is short at 30 degrees."),
        ("转了180度。", "It turned by 180 degrees.", "It turned by 180 degrees."),
    ],
)
def test_electricity_is_in_kilowatt_hours(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("确诊4178027例。", "There are 4.178027 million cases.", "There are 4,178,027 cases."),
        ("确诊417.8万例。", "There are 4.178 million cases.", "There are 4.178 million cases."),
    ],
)
def test_a_number_that_is_exact_stays_so(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended


def test_flats_of_a_million_dollars_stay_so_many() -> None:
    target = "That includes 315 million-dollar flats."
    assert mend("其中百万组屋有315个。", target) == target


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        (
            "展览吸引10余个国家的80家厂商。",
            "The fair drew more than 80 firms in 10 countries.",
            "The fair drew 80 firms in more than 10 countries.",
        ),
        (
            "展览吸引10余个国家的80多家厂商。",
            "The fair drew more than 80 firms in 10 countries.",
            "The fair drew more than 80 firms in more than 10 countries.",
        ),
        ("约900名选手参赛。", "More than 900 athletes took part.", "About 900 athletes took part."),
        ("耗资约3亿美元。", "It cost over $300 million.", "It cost about $300 million."),
        ("大会节约900元。", "It saved more than 900 yuan.", "It saved more than 900 yuan."),
    ],
)
def test_a_bound_stands_at_its_own_number(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("来了十几万名球迷。", "110,000 fans came.", "More than 100,000 fans came."),
        ("来了十几万名球迷。", "Over 110,000 fans came.", "Over 100,000 fans came."),
        (
            "建厂花了十几亿元。",
            "It cost 1.1 billion to 1.9 billion yuan.",
            "It cost more than 1 billion yuan.",
        ),
        ("建厂花了十几亿元。", "It cost 1.5 billion yuan.", "It cost 1.5 billion yuan."),
        ("十几年来一直如此。", "It was so for 11 years.", "It was so for 11 years."),
    ],
)
def test_ten_and_some_is_no_eleven(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        (
            "救护车送来一名30周的早产儿。",
            "A 30-week-old premature baby came by ambulance.",
            "A premature baby born at 30 weeks came by ambulance.",
        ),
        (
            "出生8周的早产儿出院。",
            "The 8-week-old premature baby went home.",
            "The 8-week-old premature baby went home.",
        ),
        (
            "醫院接收一名27週的早產兒。",
            "The hospital took in a 27-week-old preterm infant.",
            "The hospital took in a preterm infant born at 27 weeks.",
        ),
        ("30周大的婴儿早产。", "The 30-week-old preterm baby.", "The 30-week-old preterm baby."),
    ],
)
def test_weeks_of_pregnancy_are_no_age(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended
