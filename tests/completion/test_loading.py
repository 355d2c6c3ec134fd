"""What the rule is told: everything of a person that counts, wherever it was recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.assessments.models import Result
from lms.attendance.models import Mark
from lms.completion.queries import figures
from lms.courses.models import Assessment, LessonDone, ModuleConfirmed
from lms.db import db
from lms.portfolios.actions import decide_portfolio
from tests import cast
from tests.cast import FEBRUARY, NOW, RULES, THURSDAY
from tests.completion.rows import LATER, START, away, base, new_group, there
from tests.visitor import Visitor

HELLO = "slovene-first-steps/01-hello"


def learner(world, group, on=LATER):
    return figures([group], on)[group.id].people[world.lea.id]


def test_hours_in_a_shared_course_count_in_every_programme_that_has_it(world):
    made = base(world)
    there(world.lea, made.sessions[0], world.tonight)  # of the base, and of the cast's programme
    here, beside = learner(world, made.group).standing, learner(world, world.a).standing
    assert (here.total_minutes, beside.total_minutes) == (360, 360)
    assert (here.delivered_minutes, beside.delivered_minutes) == (2700, 180)


def test_another_programmes_own_course_counts_nowhere_else_but_may_conflict(world):
    foreign = cast.session(world.c, "C-1", THURSDAY, world.housing, zone="Europe/Ljubljana")
    db.session.add(foreign)
    there(world.lea, foreign)
    assert learner(world, world.a).standing.attended_minutes == 0
    there(world.lea, world.tonight)
    world.a.revision += 1
    line = learner(world, world.a).standing.lines[0]
    assert (line.mark, line.attended_minutes, line.conflicts) == ("conflict", 0, (foreign.id,))


def test_a_mark_that_was_withdrawn_counts_for_nothing(world):
    there(world.lea, world.tonight)
    mark = db.session.scalars(db.select(Mark)).one()
    mark.withdrawn_at = NOW
    db.session.commit()
    assert learner(world, world.a).standing.lines[0].mark == "unmarked"


def test_a_presence_without_an_end_lasts_to_the_end(world):
    there(world.lea, world.tonight, came="18:00")
    db.session.scalars(db.select(Mark)).one().left_at = None
    db.session.commit()
    assert learner(world, world.a).standing.attended_minutes == 120


def test_an_excuse_beside_a_presence_excuses_what_was_missed(world):
    there(world.lea, world.tonight, left="18:30")
    away(world.lea, world.tonight, excused=True, reason="childcare")
    standing = learner(world, world.a).standing
    assert (standing.attended_minutes, standing.excused_minutes) == (90, 90)
    assert standing.lines[0].mark == "part"


def read(who, module, when=NOW):
    db.session.add_all(
        LessonDone(person_id=who.id, lesson_id=lesson.id, done_at=when) for lesson in module.lessons
    )
    db.session.commit()


def test_a_module_is_done_by_its_lessons_and_its_test(world):
    module = world.slovene.modules[0]
    test = Assessment(module_id=module.id, slug="q", kind="quiz", title={"en": "Q"}, content={})
    db.session.add(test)
    read(world.lea, module)
    assert learner(world, world.a).done == set()
    db.session.add(
        Result(
            assessment_id=test.id, person_id=world.lea.id, passed=True, by_id=world.tara.id, at=NOW
        )
    )
    world.a.revision += 1
    db.session.commit()
    assert learner(world, world.a).done == {HELLO}


def test_a_lesson_that_is_retired_is_asked_of_nobody(world):
    module = world.slovene.modules[0]
    first, second = module.lessons
    db.session.add(LessonDone(person_id=world.lea.id, lesson_id=first.id, done_at=NOW))
    second.retired_at = NOW
    db.session.commit()
    assert learner(world, world.a).done == {HELLO}


@pytest.mark.parametrize("how", ["trainer", "attendance"])
def test_a_module_that_lessons_do_not_end_waits_for_its_trainer(world, how):
    module = world.slovene.modules[0]
    module.completion = how
    read(world.lea, module)
    assert learner(world, world.a).done == set()
    db.session.add(
        ModuleConfirmed(
            person_id=world.lea.id, module_id=module.id, by_id=world.tara.id, confirmed_at=NOW
        )
    )
    world.a.revision += 1
    db.session.commit()
    assert learner(world, world.a).done == {HELLO}


def test_as_of_a_day_only_what_was_done_by_then_is_done(world):
    midnight = datetime(2022, 3, 20, 23, 0, tzinfo=UTC)  # of 21 March in Ljubljana
    read(world.lea, world.slovene.modules[0], midnight)
    assert learner(world, world.a, date(2022, 3, 20)).done == set()
    assert learner(world, world.a, date(2022, 3, 21)).done == {HELLO}


def test_a_portfolio_is_accepted_as_of_the_days_on_which_it_was(world):
    world.local.rules = RULES | {"portfolio": True}
    world.a.revision += 1
    for days, accepted, note in ((0, True, ""), (30, True, "A note"), (60, False, "Not yet")):
        decide_portfolio(
            world.local, world.lea, accepted, note, by=world.tara, now=NOW + timedelta(days)
        )
    db.session.commit()

    def is_open(days):
        standing = learner(world, world.a, NOW.date() + timedelta(days)).standing
        return {"code": "portfolio_open"} in standing.reasons

    assert [is_open(days) for days in (-1, 10, 40, 70)] == [True, False, False, True]


def test_own_study_brings_nominal_minutes_up_to_the_cap(world):
    world.local.rules = cast.RULES | {"self_paced_cap": "10%"}
    read(world.lea, world.slovene.modules[0])  # 20 minutes
    read(world.lea, world.digital.modules[1])
    standing = learner(world, world.a).standing
    assert standing.credited_minutes == 36  # a tenth of 360
    assert [course.credited_minutes for course in standing.courses] == [20, 16]


def test_people_of_the_day_are_in_it_with_the_last_day_included(world):
    world.memberships[1].ends_on = THURSDAY
    db.session.commit()
    for day, expected in [
        (FEBRUARY - timedelta(days=1), set()),
        (THURSDAY, {world.lea.id, world.lou.id}),
        (THURSDAY + timedelta(days=1), {world.lea.id}),
    ]:
        assert figures([world.a], day)[world.a.id].people.keys() == expected


def test_a_programme_without_courses_counts_the_sessions_of_its_groups(app, world):
    free = cast.programme("free", "Free", world.centre, 8, [])
    group = new_group(world, free, "free-1", world.tara)
    session = cast.session(group, "F-1", START, None)
    db.session.add_all([cast.enrol(world.lea, group, START), session])
    there(world.lea, session)
    found = learner(world, group)
    assert found.standing.total_minutes == 180
    Visitor(app).sign_in(world.tara).visit("/groups/free-1")
    Visitor(app).sign_in(world.lea).visit("/")
