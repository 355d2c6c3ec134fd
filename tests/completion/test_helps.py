"""What would help, in words, and where somebody stood after each session: one person's page."""

from datetime import date, timedelta

import pytest

from lms.completion import words
from lms.completion.advice import Help, Thing
from lms.completion.words import Titles
from tests.completion.rows import START, away, base, there, to_come
from tests.visitor import Visitor

TITLES = Titles({"slovene": {"en": "Slovene <1>"}, "digital": {"en": "Digital"}}, {}, {})
DAYS = {n: date(2022, 3, n) for n in range(1, 15)}


@pytest.fixture
def said(app):
    def said(*found):
        with app.test_request_context():
            return [one.striptags() for one in words.helped(found, DAYS, TITLES)]

    return said


def things(*keys, course="slovene", minutes=180):
    return tuple(Thing(key, course, minutes) for key in keys)


def test_sessions_are_counted_by_course_with_their_days(said):
    two = Help((*things(1, 3), *things(4, course="digital")))
    assert said(two) == [
        "Come to 2 more sessions of Slovene <1> and 1 more session of Digital "
        "(Tue 1 Mar, Thu 3 Mar, and Fri 4 Mar)."
    ]
    assert said(Help(things(1, course=None))) == ["Come to 1 more session (Tue 1 Mar)."]
    assert said(Help(things(*range(1, 7)))) == ["Come to 6 more sessions of Slovene <1>."]


def test_make_up_is_said_in_minutes_with_what_was_missed(said):
    assert said(Help((), things(2, minutes=90))) == [
        "Make up 90 min of what was missed (Wed 2 Mar)."
    ]
    assert said(Help((), things(*range(1, 8), minutes=10))) == [
        "Make up 70 min of 7 missed sessions."
    ]


def test_both_are_two_sentences(said):
    (both,) = said(Help(things(1), things(2)))
    assert both.startswith("Come to 1 more session of")
    assert both.endswith("Make up 180 min of what was missed (Wed 2 Mar).")


@pytest.fixture
def made(world):
    """Ten sessions of 180 held, five attended; in Slovene 900 minutes are asked."""
    found = base(world, threshold=0, course_threshold="40%", make_up_cap="20%")
    to_come(*found.sessions[10:])
    there(world.lea, *found.sessions[0:10:2], found.sessions[1])
    away(world.lea, *found.sessions[3:10:2])
    return found


def test_the_page_says_what_is_enough_and_how_it_went(app, world, made):
    day = START + timedelta(days=18)
    page = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a/people/LEA?on={day}").page
    (sessions, make_up) = [" ".join(one.text.split()) for one in page.select("#helps li")]
    assert sessions.startswith("Come to 2 more sessions of Slovene (")
    assert make_up.startswith("Make up 360 min of what was missed (")
    after = [" ".join(one.text.split()) for one in page.select(".ledger tbody .after")]
    assert after[:4] == [
        "180 On track at best 2700",
        "360 On track at best 2700",
        "540 On track at best 2700",
        "540 On track at best 2520",
    ]
    assert after[10:] == [""] * 6


def test_who_has_the_hours_is_told_nothing_of_them(app, world, made):
    there(world.lea, *made.sessions[10:14])
    for session in made.sessions[10:14]:
        session.status = "held"
    made.group.revision += 1
    page = Visitor(app).sign_in(world.lea).visit("/groups/base-a/people/LEA?on=2022-06-30").page
    assert page.find(id="helps") is None
