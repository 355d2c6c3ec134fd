"""The worked example of indicators, exactly; and what partners, erasure and days change in it."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from lms.db import db
from lms.indicators import formulas, record
from lms.indicators.members import evaluate
from lms.indicators.queries.facts import gather
from tests.indicators.w13 import FIRST, LAST, UNTIL, World
from tests.queries import count_queries

AMIF = formulas.known(
    yaml.load(Path("content/indicators/amif-2021-27.yaml").read_text("utf-8"), yaml.BaseLoader)
)


@pytest.fixture
def world(app):
    return World()


def figures(world, until=UNTIL, home=None):
    organisation = world.partners[home].id if home else None
    return evaluate(AMIF, gather(world.project.id, until, organisation))


def codes(world, figure):
    names = {one.id: code for code, one in world.people.items()}
    return [names[one.person] for one in figure.members]


def test_each_person_counts_once_in_their_age_on_the_first_day(world):
    participants = figures(world)["O.2.3"]
    assert participants.value == 8
    assert participants.by == {
        "age": {"0-17": 1, "18-60": 6, "61+": 1},
        "gender": {"F": 5, "M": 2, "X": 1},
    }
    cells = {m.person: m.cells["age"] for m in participants.members}
    bands = {code: cells[one.id] for code, one in world.people.items()}
    assert (bands["P2"], bands["P3"], bands["P4"], bands["P5"]) == ("0-17", "18-60", "18-60", "61+")


def test_who_is_on_a_language_course(world):
    language = figures(world)["O.2.3.1"]
    assert (language.value, language.of) == (7, 8)
    assert "P5" not in codes(world, language)


def test_who_left_the_language_course_a_level_higher(world):
    up = figures(world)["R.2.8"]
    assert codes(world, up) == ["P1", "P2", "P4", "P8"]
    assert (up.value, up.of, up.answered) == (4, 7, 6)
    assert [(one.gap, one.person) for one in up.gaps] == [("exit_level", world.people["P7"].id)]


def test_whom_it_helped_and_how_many_answered(world):
    helped = figures(world)["R.2.9"]
    assert codes(world, helped) == ["P1", "P2", "P3", "P5", "P8"]
    assert (helped.value, helped.answered, helped.of) == (5, 6, 8)
    assert {one.person for one in helped.gaps} == {world.people[code].id for code in ("P6", "P7")}


def test_enrolments_are_another_figure_than_people(world):
    facts = gather(world.project.id, UNTIL)
    assert len(facts.of("items.enrolment")) == 9


def test_nobody_is_counted_before_they_came(world):
    assert figures(world, date(2022, 2, 9))["O.2.3"].value == 0
    assert figures(world, FIRST)["O.2.3"].value == 7
    on_the_way = figures(world, FIRST)
    assert on_the_way["R.2.8"].value == 0
    assert on_the_way["R.2.8"].gaps == ()  # nobody's course is over


def test_the_newest_answer_counts_and_only_up_to_the_day(world):
    world.outcome(world.people["P1"], "helpful", answer=False, on=date(2022, 5, 10))
    db.session.commit()
    assert figures(world, date(2022, 5, 9))["R.2.9"].value == 5
    assert figures(world, date(2022, 5, 10))["R.2.9"].value == 4


def test_levels_of_two_frameworks_are_not_compared(world):
    world.say(world.people["P7"], "slovene", "exit", "4", framework="laslliam")
    db.session.commit()
    up = figures(world)["R.2.8"]
    assert up.value == 4
    assert [one.person for one in up.gaps] == [world.people["P7"].id]


def test_what_people_say_of_themselves_is_not_compared_with_what_trainers_say(world):
    world.say(world.people["P7"], "slovene", "exit", "B2", method="self")
    db.session.commit()
    assert figures(world)["R.2.8"].value == 4


def test_a_person_of_two_partners_is_one_person(app):
    world = World(homes={"P2": "kranj", "P3": "kranj"})
    world.enrol(world.people["P1"], "digital", "kranj", LAST)
    db.session.commit()
    whole, here, there = (
        figures(world),
        figures(world, home="jesenice"),
        figures(world, home="kranj"),
    )
    for code, one in whole.items():
        parts = {m.key for m in here[code].members} | {m.key for m in there[code].members}
        assert parts == {m.key for m in one.members}, code
    assert (whole["O.2.3"].value, here["O.2.3"].value, there["O.2.3"].value) == (8, 6, 3)
    # the age is that of the first day in the project, whichever partner asks
    ages = {m.person: m.cells["age"] for m in there["O.2.3"].members}
    assert ages[world.people["P2"].id] == "0-17"


def test_who_works_here_later_stays_what_they_were(world):
    before = figures(world)
    world.people["P8"].role = "trainer"
    db.session.commit()
    assert figures(world) == before


def test_the_facts_take_as_many_statements_for_eight_people_as_for_eighty(world):
    with count_queries() as few:
        gather(world.project.id, UNTIL)
    for number in range(72):
        world.person(f"Q{number}", "F", date(1990, 1, 1), ["slovene"], ("A1", "A2"), True)
    db.session.commit()
    with count_queries() as many:
        assert len(gather(world.project.id, UNTIL).people) == 80
    assert len(many) == len(few) <= 22


def test_a_digest_is_of_figures_and_members_in_any_order(world):
    found = figures(world)
    values, lines = record.plain(found), record.lines(found)
    assert record.digest(values, lines) == record.digest(values, reversed(lines))
    assert record.digest(values, lines[1:]) != record.digest(values, lines)
