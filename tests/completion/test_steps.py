"""After each session: the same standings that the group's figures have on each of those days."""

from datetime import timedelta

import pytest

from lms.assessments.actions import record_result
from lms.completion.queries import figures, steps
from lms.courses import actions as courses
from lms.courses.models import Assessment
from lms.db import db
from lms.portfolios.actions import decide_portfolio
from tests import cast
from tests.cast import NOW
from tests.completion.rows import LATER, START, away, base, made_up, there
from tests.evidence.proofs import signed
from tests.queries import count_queries

SAFE, HELLO = "digital-basics/02-safe-online", "slovene-first-steps/01-hello"
EXIT = f"{HELLO}/exit-test"
RULES = {
    "course_threshold": "70%",
    "mandatory_modules": [SAFE],
    "evidence": True,
    "conditions": {"any": [{"assessment": EXIT}, {"portfolio": True}]},
    "self_paced_cap": "10%",
}


@pytest.fixture
def made(world):
    """Lea comes to most sessions; tests, portfolio, lessons and modules come and go meanwhile."""
    found = base(world, **RULES)
    test = Assessment(
        module_id=world.slovene.modules[0].id, slug="exit-test", kind="quiz",
        title={"en": "Exit test"}, content={},
    )  # fmt: skip
    db.session.add(test)
    there(world.lea, *found.sessions[:6], *found.sessions[8:11])
    away(world.lea, *found.sessions[6:8])
    made_up(world.lea, found.sessions[6], 90)
    signed(found.sessions[0], [world.lea], world.tara)
    by = {"by": world.tara}
    days = [NOW.replace(year=2022, month=1, day=4) + timedelta(days=n) for n in range(30)]
    record_result(test, world.lea, True, "", now=days[3], **by)
    record_result(test, world.lea, False, "", now=days[9], **by)
    decide_portfolio(found.programme, world.lea, True, "", now=days[12], **by)
    decide_portfolio(found.programme, world.lea, False, "No", now=days[15], **by)
    courses.confirm_module(found.group, world.digital.modules[1], [world.lea], now=days[6], **by)
    lessons = world.slovene.modules[0].lessons
    for lesson, when in zip(lessons, (days[1], days[11]), strict=True):
        courses.mark_lesson_done(lesson, world.lea, by=world.lea, now=when)
    db.session.commit()
    return found


def of_lea(world, made, on=LATER):
    known = figures([made.group], on, keep=False)[made.group.id]
    return steps(known, made.group, world.lea.id)


def test_every_step_is_what_the_figures_of_that_day_are(made, world):
    found = of_lea(world, made)
    assert len(found.after) == 16
    for day, standing in found.after.items():
        known = figures([made.group], day, keep=False)[made.group.id].people[world.lea.id]
        assert standing == known.standing, day
    reasons = {day: [r["code"] for r in one.reasons] for day, one in found.after.items()}
    assert "any_of" in reasons[START]
    assert "any_of" not in reasons[START + timedelta(days=6)]  # the test was passed on the 7th


def test_it_costs_the_same_for_one_session_as_for_all_and_nothing_twice(made, world):
    costs, lea = [], world.lea.id
    for day in (START, LATER):
        known = figures([made.group], day)[made.group.id]
        for _again in range(2):
            with count_queries() as seen:
                steps(known, made.group, lea)
            costs.append(len(seen))
    assert costs == [9, 0, 9, 0]  # eight, and one for the evidence that is asked


def test_other_people_of_the_group_are_not_read(made, world):
    before = of_lea(world, made)
    db.session.add(cast.enrol(world.lou, made.group, START))
    there(world.lou, *made.sessions)
    assert of_lea(world, made) == before


def test_what_would_help_is_of_the_last_day(made, world):
    for session in made.sessions[11:]:
        session.status = "planned"
    db.session.commit()
    day = made.sessions[10].day
    (sessions, *_more) = of_lea(world, made, day).helps
    assert sessions.sessions
    assert sessions.make_ups == ()
    assert of_lea(world, made).helps != (sessions,)
