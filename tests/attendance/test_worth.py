"""Where other minutes count than somebody was there, it is said why, in plain words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from lms.attendance import hours
from lms.attendance.queries.register import register
from lms.attendance.rules.lines import Entry, bends, credited, frame_of
from lms.attendance.rules.worth import Bend, in_words
from lms.db import db
from lms.evidence.letters.register import mark
from lms.evidence.rules.coverage import Row
from tests.attendance.register import address, marked, said, tap
from tests.visitor import Visitor

LATE = "Up to 10 minutes late count as on time."
EARLY = "Up to 10 minutes early count as staying to the end."


@pytest.fixture
def tara(app, world):
    return Visitor(app).sign_in(world.tara).visit(address(world.tonight))


@pytest.mark.parametrize(
    ("came", "left", "found"),
    [
        ("17:00", "20:15", []),
        ("16:50", "20:30", []),
        ("17:10", "20:15", ["late"]),
        ("17:11", "20:15", []),
        ("17:00", "20:06", ["early"]),
        ("17:05", "20:10", ["late", "early"]),
        ("17:05", "19:00", ["late"]),
        ("20:20", "20:30", []),
    ],
)
def test_only_grace_that_was_given_is_named(world, came, left, found):
    frame = frame_of(world.tonight)
    there = [Entry("presence", *frame.presence(came, left))]
    assert bends(frame, there, set(), credited(frame, there, set())) == found


def test_where_the_line_has_more_minutes_than_the_times_it_says_why(tara, world):
    tap(tara, **said(world.lea, mark="part", came="17:07"))
    tap(tara, **said(world.lou, mark="part", came="17:20"))
    assert tara.text(f"#said_{world.lea.id} .from").count(LATE) == 1
    assert "180 of 180 minutes count." in tara.text(f"#said_{world.lea.id}")
    assert "count as" not in tara.text(f"#said_{world.lou.id}")


def test_less_than_the_minimum_share_says_that_nothing_counts(tara, world):
    world.local.rules = world.local.rules | {"minimum_share": "1/3"}
    tap(tara, **said(world.lea, mark="part", came="17:20", left="18:10"))
    words = tara.text(f"#said_{world.lea.id} .from")
    assert "Less than 60 minutes of this session: nothing counts." in words


def test_two_at_once_are_not_said_to_be_too_short(world):
    frame = frame_of(world.tonight)
    there = [Entry("presence", *frame.span)]
    assert bends(frame, there, set(there), 0) == []


def test_the_register_on_paper_says_it_shortly(app, world):
    marked(world.tonight, world.lea, "17:07", "20:15")
    marked(world.tonight, world.lou, "17:00", "20:15")
    db.session.commit()
    with app.test_request_context():
        lines = register(frame_of(world.tonight))
        lea, lou = (Row(lines[who.id], True, (), ()) for who in (world.lea, world.lou))
        words = [mark(lea, 0), mark(lea, 30), mark(lou, 0)]
    assert words == [
        "Part, with grace",
        "Part, with grace, made up: 30 min approved",
        "Present",
    ]


@pytest.mark.parametrize(("minutes", "counted"), [(25, 0), (26, 26)])
def test_the_least_that_is_named_is_the_least_that_counts(world, minutes, counted):
    frame, share = frame_of(world.tonight), Fraction(1, 7)
    there = [(frame.span.start, frame.span.start + 60 * minutes)]
    assert hours.credited(there, *frame.basis[:2], minimum_share=share) == counted
    basis = frame.basis._replace(policy=replace(frame.policy, minimum_share=share))
    assert in_words(basis, [Bend.SHORT]) == [
        "Less than 26 minutes of this session: nothing counts."
    ]


def test_a_button_says_how_much_it_takes_back(tara, world):
    tap(tara, **said(world.lea, mark="part", came="17:20", reason="work"))
    words = tara.text(f"#said_{world.lea.id} .from")
    assert "Take both back" in words
    tap(tara, **said(world.lea, mark="absent"))
    assert "Take the mark back" in tara.text(f"#said_{world.lea.id} .from")
