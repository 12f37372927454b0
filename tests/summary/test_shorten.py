"""Long sentences made shorter by rule: what is left is a sentence, and as true as the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.summary.clauses import balanced, sentences, stands_alone
from zhaiyi.summary.shorten import AIM, shortened, shorter_sentences

STRONG = (
    "The strong winds and rain in the early morning of the 26th drove away the heat that had been "
    "hovering over the city for several days, and a new round of rain will continue this week."
)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        (STRONG, STRONG.partition(", and a new")[0] + "."),
        (
            "In addition, the pilot of the new helicopter can directly control the drones that fly "
            "with it, thus improving the picture that the crew has of the battlefield at any time.",
            "The pilot of the new helicopter can directly control the drones that fly with it.",
        ),
        (
            "The airline, which had grounded most of its planes in the spring, said on Friday that "
            "it has checked the engines of six of them and found nothing at all in any of them.",
            "The airline said on Friday that it has checked the engines of six of them and found "
            "nothing at all in any of them.",
        ),
        (
            "The draft requires patients to wear masks in public places; hospitals that give away "
            "what they know of a patient will be fined 20,000 yuan for each case there is.",
            "The draft requires patients to wear masks in public places.",
        ),
    ],
)
def test_the_main_clause_stays(text: str, best: str) -> None:
    assert next(iter(shortened(text))) == best


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (
            "The plant will open again in the autumn of this year, the minister said today.",
            "said",
        ),
        (
            "The bank has promised to pay back all of the money, but it has not paid any yet.",
            "but",
        ),
        (
            "The road will be closed for the whole of the month of May, unless it rains a lot.",
            "unless",
        ),
    ],
)
def test_who_said_it_and_what_takes_it_back_is_never_cut_off(text: str, lost: str) -> None:
    assert all(lost in form for form in shortened(text))


def test_who_said_it_at_the_end_stays_there() -> None:
    text = (
        "The storm is expected to pass over the south of the state, and flash floods are possible "
        "in some of the valleys and canyons there, the weather service said."
    )
    best = "The storm is expected to pass over the south of the state, the weather service said."
    assert best in list(shortened(text))


def test_a_reason_before_the_main_clause_may_go() -> None:
    text = (
        "Due to the high water in the lake and the rain of the last days, the city has opened the "
        "gates of two reservoirs in the hills."
    )
    best = "The city has opened the gates of two reservoirs in the hills."
    assert best in list(shortened(text))


def test_connectives_go_and_in_addition_to_does_not() -> None:
    text = "In addition to the big pieces, the two are worried about a thousand pounds of grain."
    assert all(form.startswith("In addition to") for form in shortened(text))


@pytest.mark.parametrize(
    "text",
    [
        "Due to the renovation of the pipe",
        "The delegation, led by the deputy mayor",
        "The director said that through the control of the source",
        "The council visited the schools and the",
        'He called it "the best',
        "After the company was sold",
        "The council has closed the school, and the park beside the river",
    ],
)
def test_half_a_sentence_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(text)


def test_what_stands_alone_has_a_verb_of_its_own() -> None:
    assert stands_alone("After the company was sold, its owner left the city")
    assert stands_alone("The owner said that the company was sold")


def test_lists_are_not_cut_in_the_middle() -> None:
    text = (
        "The council has repaired roads, the old bridge, the town hall, and the two schools there."
    )
    assert list(shortened(text)) == []


def test_three_places_never_become_one() -> None:
    text = (
        "The company will set up three water points in the square of the northern quarter, the "
        "gate of the old primary school, and the main entrance of the market hall of the town."
    )
    assert all("market hall" in form for form in shortened(text))


def test_what_it_was_for_goes_only_where_nothing_asks_for_it() -> None:
    who = "Mayor Anna Berg led a delegation of the city council and of several offices of the town "
    rest = "to take part in the twelfth meeting of the towns on the coast and to meet " * 3
    form = f"{who}from Northport."
    assert form in list(shortened(f"{who}from Northport {rest}traders."))
    asked = f"{who}that asked the people of Northport {rest}traders."
    assert all("to take part" in found for found in shortened(asked))


def test_every_form_is_shorter_and_closes_its_quotation_marks() -> None:
    text = f'He said: "It is late." {STRONG} "We will see," he added, and went home.'
    forms = list(shortened(text))
    assert forms
    assert all(len(form.split()) < len(text.split()) and balanced(form) for form in forms)


def test_sentences_end_where_another_begins() -> None:
    text = "The U.S. Navy has ships. They are grey... Nobody knows why! It cost $4.5 million."
    assert sentences(text) == [
        "The U.S. Navy has ships.",
        "They are grey...",
        "Nobody knows why!",
        "It cost $4.5 million.",
    ]


def test_of_several_sentences_each_is_shortened_and_he_never_stands_alone() -> None:
    who = "Gu Qinghe has kept the shop for thirty years."
    (both, *_) = shorter_sentences([who, STRONG])
    assert both == f"{who} {next(iter(shortened(STRONG)))}"
    long = "He " + "has kept the shop of his father and of his grandfather " * 5 + "for years."
    assert all(not form.startswith("He") for form in shorter_sentences([who, long]))
    assert all(len(form.split()) <= AIM or form != long for form in shorter_sentences([long]))


def test_what_belongs_to_a_clause_that_goes_does_not_stay_behind() -> None:
    text = (
        "The city and the region signed a memorandum of understanding on regional cooperation in "
        "June, which made it one of five pilot areas of the country, including Tianjin and Wuhan."
    )
    forms = list(shortened(text))
    assert forms
    assert all("five pilot areas" in form for form in forms if "Tianjin" in form)


OFFICES = (
    "deputy mayor of the city government, and the responsible persons of the planning bureau, the "
    "finance bureau and the bureau for foreign and overseas Chinese affairs of the same city,"
)


def test_what_stands_between_subject_and_verb_of_a_far_too_long_sentence_is_left_out() -> None:
    text = (
        f"In May, a delegation led by Lin Yimin, {OFFICES} visited three cities in Europe and met"
    )
    text += " the mayors of two of them to speak of ports."
    assert (
        "In May, a delegation led by Lin Yimin visited three cities in Europe and met the mayors of"
        " two of them to speak of ports."
    ) in list(shortened(text))


@pytest.mark.parametrize(
    "text",
    [
        f"Lin Yimin, {OFFICES} and Wang Li, mayor of the harbour town beside it, visited Europe.",
        f"It forms rivers, lakes, {OFFICES} marshes and ponds, have become stops of birds.",
        f"Affected by rain, the banks of the river, {OFFICES} has caused a slide.",
    ],
)
def test_another_person_and_the_things_of_a_list_stay(text: str) -> None:
    for form in shortened(text):
        assert not form.startswith(
            ("Lin Yimin visited", "It forms rivers have", "Affected by rain has")
        )


def test_a_date_before_the_main_clause_stays() -> None:
    text = (
        "As early as late June 2015, the city and the region of Andalusia signed a memorandum of "
        "understanding on regional policy, becoming one of the five pilot areas in the country."
    )
    assert all(form.startswith("As early as late June 2015, ") for form in shortened(text))


@pytest.mark.parametrize(
    "text",
    [
        "The reporter of the Harbour Post learned from the city's water bureau that in recent "
        "years, with ever more rain in the hills, the lakes around the town have kept growing.",
        "The airline has warned that if both of the valves of an engine rust, they may be stuck "
        "and leave the crew of the plane without any power to land it safely on the ground.",
        "On Friday evening, because the laboratory of the police had obtained new evidence, he was "
        "asked to come to the station once more and stayed there until the next morning.",
        "The police of the county reported on the 26th that Huang, a student of the college, had "
        "been missing for days, and that all roads into the park are being searched by many.",
        "Mayor Tang said at a press conference after visiting the dam and the two villages below "
        "it that all of the people who live there had been moved to the school by the evening.",
        "The company announced in a statement to the exchange after the market closed on Friday "
        "that it would buy back shares worth 300 million yuan before the end of the year.",
        "The lower house of the country voted 108 votes in favor and 91 votes against on the 15th, "
        "after a debate of two days, expressing its confidence in the cabinet of the new premier.",
    ],
)
def test_no_form_ends_before_what_was_said_or_without_the_main_clause(text: str) -> None:
    broken = (
        "in recent years.",
        "of an engine rust.",
        "obtained new evidence.",
        "that Huang.",
        "press conference.",
        "to the exchange.",
        "on the 15th.",
    )
    assert not [form for form in shortened(text) if form.endswith(broken)]


def test_of_several_tasks_the_first_may_stay_alone() -> None:
    text = (
        "The minister asked at the meeting to watch the water of the upper river closely, "
        "coordinate the work of the five reservoirs, reserve room for the next flood, and protect "
        "the dikes of the lower river and the lake at any price in the days to come."
    )
    first = text.partition(", coordinate")[0] + "."
    assert first in shortened(text)


def test_the_law_and_a_clause_before_the_main_one_may_go() -> None:
    text = (
        'According to the "Water Law", the "Lake Rules" and other laws and regulations, the '
        "Ministry of Water Resources recently had four thousand lakes examined by independent "
        "laboratories in all provinces of the country and will publish what they found in June."
    )
    assert next(iter(shortened(text))).startswith("The Ministry of Water Resources recently had")
    dated = (
        "On July 24, when 58 programs were named that collect more than they need, the ministry "
        "said that a notice was recently issued to protect the rights of everybody who uses them."
    )
    assert any(form.startswith("On July 24, the ministry said") for form in shortened(dated))
    meant = dated.replace("when 58 programs were named", "as long as programs are named")
    assert not any(form.startswith("On July 24, the ministry said") for form in shortened(meant))


def test_of_two_figures_parted_by_a_semicolon_the_first_may_stay() -> None:
    text = (
        "The report shows that in the first half of the year the company had an income of 8.6 "
        "billion yuan, an increase of 9.7% year-on-year; a net profit of 615 million yuan, an "
        "increase of 12.4% year-on-year."
    )
    assert text.partition(";")[0] + "." in shortened(text)


def test_who_a_group_is_made_of_goes_with_all_its_commas() -> None:
    for deed in ("attended the fair in the capital", "went to the capital for the fair"):
        text = (
            "From May 3 to May 9, the delegation of the town, consisting of people of the library, "
            f"the school, and the harbour office, {deed} and met the mayor there."
        )
        whole = f"From May 3 to May 9, the delegation of the town {deed}"
        assert any(form.startswith(whole) for form in shortened(text))


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        (
            "The tests that the city pays for special groups, including homes for the old, drivers "
            "of taxis and their families, have all begun, and forty thousand people have come.",
            "groups drivers of taxis",
        ),
        (
            "The singer brought a song called Harbour, which is made from a poem by a fisherman of "
            "the coast, and is very popular among the young people of the whole province today.",
            "Harbour, and is",
        ),
        (
            "One of the oldest readers of the library told me, who had come there every week since "
            "the house was opened, that nobody should ever build a new one in its place.",
            "told me.",
        ),
        (
            "The mayor has asked the companies to examine all of their cranes at once, and if there"
            " are problems, the city will help with repairs and with money for the new parts.",
            "and if there are problems.",
        ),
        (
            "The quarrels between the two sides include issues such as the origin of the fire, the "
            "trade in wood, the price of the land and the water of the lake behind the town.",
            "include issues.",
        ),
        (
            "The group will call the owners for talks, warning, fines and other penalties by how"
            " bad the case is, and so deter all those who break the rules of this market here.",
            "for talks.",
        ),
        (
            "The hall was begun in 2015, with an area of 100,000 square metres and a cost of three "
            "billion yuan, which can meet the needs of 12 million travellers, 101,200 landings and "
            "95,000 tons of goods a year once it is finished.",
            "yuan, 101,200 landings",
        ),
        (
            "As long as all people of the town work together and do not lose heart, the old bridge "
            "will surely stand again by the end of the year, and everybody may walk over it.",
            "The old bridge will surely stand again by the end of the year.",
        ),
        (
            "If we want to build a new house for the library, restore the old one by the river, "
            "and pay for both from what the town has, we should begin with the smaller of the two.",
            "by the river.",
        ),
        (
            "Minutes of the council, released on Monday, showed that at its meeting in the autumn "
            "the members talked for three hours about nothing but the price of the new trams.",
            "released on Monday.",
        ),
    ],
)
def test_no_form_says_what_the_whole_does_not(text: str, faulty: str) -> None:
    assert not [form for form in shortened(text) if faulty in form]


def test_the_examples_between_subject_and_verb_go_all_together() -> None:
    text = (
        "The free tests of the city for special groups, including homes for the old, drivers of "
        "taxis and their families, have begun, and forty thousand people have come so far."
    )
    assert "The free tests of the city for special groups have begun." in shortened(text)


def test_of_a_list_of_deeds_the_last_that_stays_has_its_and() -> None:
    text = (
        "On July 5, the president felt ill, tested positive on July 6, and announced on television "
        "that he would stay at home until the doctors allow him to meet his ministers again."
    )
    assert "On July 5, the president felt ill and tested positive on July 6." in shortened(text)


def test_hearsay_stays_hearsay() -> None:
    text = (
        "According to foreign media reports, at 5 p.m. the storm reached the coast of the southern "
        "province, bringing strong winds and rain and driving the water over the dikes of the bay."
    )
    assert all(form.startswith("According to foreign media reports") for form in shortened(text))
    assert list(shortened(text))


def test_a_sentence_ends_with_one_full_stop_and_no_comma_after_its_subject() -> None:
    text = (
        "The shop is open from Monday to Friday at 8 p.m., and whoever comes later has to ring the "
        "bell at the door of the house behind it, where the owner lives with all of his children."
    )
    assert "The shop is open from Monday to Friday at 8 p.m." in shortened(text)
    winner = (
        "Nadal, as the winner of everything that can be won, has a love for the Games, and he has "
        "not yet lost a match on the courts by the sea that were built for them in the spring."
    )
    assert "Nadal has a love for the Games." in shortened(winner)


def test_an_abbreviation_before_a_name_ends_no_sentence() -> None:
    text = (
        "The commander, Lt. Gen. Michael Noonan, spoke. Mr. Lin and Dr. Wang of Harbour Inc. left."
    )
    assert len(sentences(text)) == 2


# fmt: off
PIECES = st.sampled_from([
    "Also, ", "...", "…", '"', "“", "”", ", ", "; ", ": ", ". ", "(", ")", " and ", " which ",
    "said that ", "After ", "Lin Yimin", " was held", "not only ", " to promote ", "in 2015",
])
# fmt: on


@given(st.lists(PIECES, max_size=14))
def test_any_text_has_forms_or_none_and_each_is_shorter(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(len(form.split()) < len(text.split()) for form in shortened(text))


def test_a_sentence_that_is_nothing_but_its_opening_has_no_form() -> None:
    assert not list(shortened("Also, ..."))


RISE = (
    "prices in the harbour towns of the south rose at the slowest pace in four years, which nobody "
    "had expected after the spring."
)
LEAVE = (
    "the owners of the boats must leave the harbour with all that they have and go to the camp "
    "behind the hills, which was opened on Monday."
)


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        (
            "Asian shares, bonds and notes fell sharply on Monday as the fear of a war grew among "
            "those who have money in the harbours of the east.",
            "Bonds",
        ),
        (
            "Aspirin, drops and other cures were sold out on Friday in most of the shops of the "
            "town because a cold had broken out at the schools.",
            "Drops",
        ),
        (
            "Withdrawal of troops, prisoners and aid were talked about at the meeting in the "
            "harbour, which lasted until Friday and brought nothing.",
            "Prisoners",
        ),
        (f"Without the consent of the town, {LEAVE}", "The owners"),
        (f"Within three days, {LEAVE}", "The owners"),
        (f"With the permission of the mayor, {LEAVE}", "The owners"),
        (f"With the exception of fish, {RISE}", "Prices"),
        (f"As of Monday, {RISE}", "Prices"),
        (f"As a condition of the loan, {LEAVE}", "The owners"),
        (f"After excluding food and energy, {RISE}", "Prices"),
        (f"Although they fell in May, {RISE}", "Prices"),
        (
            "Since the end of the war, no foreign ship has entered the harbour of the town, which "
            "lies behind two islands and a long row of rocks.",
            "No foreign ship",
        ),
    ],
)
def test_no_form_begins_behind_half_a_subject_or_a_condition(text: str, faulty: str) -> None:
    assert not [form for form in shortened(text) if form.startswith(faulty)]


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        (
            "The teacher was not dismissed because of the song, as some papers reported, but "
            "because he had been absent for three months, the school said in a letter on Friday.",
            ("but,", "dismissed, the school"),
        ),
        (
            "The clerk was arrested not because of his songs, but because he had not paid for the "
            "boat that he had bought from the mayor of the town in May.",
            ("but.",),
        ),
        (
            "The mayor will not speak to the owners of the boats before they have left the harbour "
            "and given back all of the nets that they took from the shops of the town in May.",
            ("of the boats.",),
        ),
        (
            "The new rules for the harbour will take effect three months after they have been "
            "printed in the paper of the town, which comes out on Fridays and is read by everyone.",
            ("three months.",),
        ),
        (
            "The harbour was still closed on Friday, as of the last letter that the town had from "
            "those who were sent there in May.",
            ("on Friday.",),
        ),
    ],
)
def test_no_form_ends_before_what_the_rest_depends_on(text: str, faulty: tuple[str, ...]) -> None:
    assert not [form for form in shortened(text) for end in faulty if end in form]


@pytest.mark.parametrize(
    "text",
    [
        "The court sentenced Hu Ming, who had been the deputy head of the committee for water and "
        "forests, to death with a two-year reprieve, and took all of his money and both houses.",
        "The court sentenced Hu Ming, who had been the deputy head of the committee for water and "
        "forests, to three years in prison, suspended for four years, and took both his houses.",
    ],
)
def test_no_sentence_of_a_court_loses_its_reprieve(text: str) -> None:
    assert all("reprieve" in form or "suspended" in form for form in shortened(text))
    assert not any("Hu Ming." in form or "forests." in form for form in shortened(text))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "The court of the town opened the trial of a clerk on Tuesday, and the clerk Hu was "
            "sentenced to eleven years in prison for having cheated three shopkeepers, which he "
            "admitted.",
            "sentenced to eleven years",
        ),
        (
            "The bank lent 90 billion yuan for seven days on Monday, and it made a net withdrawal "
            "of 150 billion yuan, which was expected by most of the traders in the town.",
            "net withdrawal",
        ),
    ],
)
def test_no_form_loses_what_the_sentence_is_about(text: str, point: str) -> None:
    forms = list(shortened(text))
    assert forms
    assert all(point in form for form in forms)


def test_a_form_of_a_sentence_that_is_far_too_long_loses_it_last() -> None:
    text = (
        "The bank lent 90 billion yuan for seven days on Monday and said that the loans which it "
        "had given to the banks of the town in the spring of the year before last had fallen due. "
        "It made a net withdrawal of 150 billion yuan, which was expected by the traders."
    )
    *_, last = shortened(text)
    assert "net withdrawal" not in last
