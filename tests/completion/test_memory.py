"""Figures are kept between requests, and never a minute longer than they are true."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.assessments import actions as assessments
from lms.attendance.actions import changing, make_up, sessions
from lms.attendance.actions import register as registers
from lms.attendance.models import Mode, SignUp
from lms.attendance.queries.register import register
from lms.attendance.rules.lines import State, Typed, frame_of
from lms.attendance.rules.timetable import Times
from lms.completion.queries import figures, memory
from lms.completion.queries.memory import Memory
from lms.courses import actions as courses
from lms.courses.models import Assessment, Lesson, Membership
from lms.courses.models import State as Enrolled
from lms.db import db
from lms.portfolios import actions as portfolios
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import moment, there
from tests.queries import count_queries

NEXT = THURSDAY + timedelta(days=1)


@pytest.fixture
def kept(world):
    """Group A of the cast, its figures of Friday computed and kept, with something in everything:
    Bo, of group B, was a guest in A's session; Lou comes from group B."""
    world.test = Assessment(
        module_id=world.digital.modules[0].id, slug="quiz", kind="quiz", title={"en": "Quiz"},
        content={},
    )  # fmt: skip
    world.lou_before = Membership(
        enrolment=world.memberships[1].enrolment, group=world.b, person=world.lou,
        starts_on=date(2022, 1, 10), ends_on=date(2022, 2, 9),
    )  # fmt: skip
    world.early = cast.session(world.b, "B-00", date(2022, 1, 20), world.digital)
    world.quiet = cast.session(world.a, "A-00", date(2022, 3, 22), world.digital)
    world.local.lock_days = 90
    db.session.add_all([world.test, world.lou_before, world.early, world.quiet])
    there(world.lea, world.tonight)
    there(world.bo, world.tonight)
    db.session.commit()
    known(world)
    return world


def known(world):
    """The figures of all three groups, as pages get them."""
    db.session.expire_all()
    groups = (world.a, world.b, world.c)
    return {group.slug: one.people for group in groups for one in figures([group], NEXT).values()}


def computed(world):
    """The same, from nothing."""
    kept_meanwhile = dict(memory._kept)
    memory.clear()
    try:
        return known(world)
    finally:
        memory.clear()
        for key, value in kept_meanwhile.items():
            memory.put(key, value)


def mark(world, session, who, **state):
    frame = frame_of(session)
    typed = {who.id: Typed(State(**state))}
    registers.save(frame, register(frame), typed, by=world.tara, now=NOW)


def empty(world, session):
    frame = frame_of(session)
    registers.unmark_everyone(frame, register(frame), by=world.tara, now=NOW)


def welcome(world, session, guest):
    frame = frame_of(session)
    registers.add_guest(frame, register(frame), guest, by=world.tara, now=NOW)


def change(world, session, **values):
    kept = {
        name: getattr(session, name)
        for name in ("title", "day", "starts", "ends", "zone", "mode", "place")
    }
    kept |= {"breaks": [], "course": session.course, "module": session.module, "trainer": None}
    assert set(Times._fields) <= kept.keys()
    changing.change(session, kept | values, by=world.tara, now=NOW)


def approve(world, session, who):
    frame = frame_of(session)
    line = register(frame)[who.id]
    make_up.approve(frame, line, 60, "extra afternoon", by=world.tara, now=NOW)


def publish(world):
    values = {
        "title": "One more", "day": date(2022, 3, 28), "starts": world.tonight.starts,
        "ends": world.tonight.ends, "breaks": [], "zone": cast.ZONE, "mode": Mode.ONSITE,
        "place": "", "course": world.digital, "module": None, "trainer": None,
    }  # fmt: skip
    sessions.publish(world.b, values, by=world.tara, now=NOW)


def first_lesson(world):
    return db.session.scalars(
        select(Lesson).where(Lesson.module_id == world.digital.modules[0].id)
    ).first()


def of_lou(world):
    return db.session.scalars(
        select(Membership).where(Membership.person_id == world.lou.id, Membership.ends_on.is_(None))
    ).one()


CHANGES = {
    "a mark": lambda w: mark(w, w.tonight, w.lou, mark="absent"),
    "a register that is emptied": lambda w: empty(w, w.tonight),
    "a guest": lambda w: welcome(w, w.quiet, w.bo),
    "a session that goes online": lambda w: change(w, w.tonight, mode=Mode.ONLINE),
    "a session with another break": lambda w: change(
        w, w.tonight, breaks=[(w.tonight.starts.replace(18), w.tonight.starts.replace(19))]
    ),
    "a session of a group that somebody came from": lambda w: change(
        w, w.early, module=w.digital.modules[1]
    ),
    "a session that is published": publish,
    "a session that is cancelled": lambda w: sessions.cancel(w.of_b, "ill", by=w.sam, now=NOW),
    "a lesson done": lambda w: courses.mark_lesson_done(first_lesson(w), w.lea, by=w.lea, now=NOW),
    "a module confirmed": lambda w: courses.confirm_module(
        w.a, w.digital.modules[0], [w.lea], by=w.tara, now=NOW
    ),
    "a test passed": lambda w: assessments.record_result(
        w.test, w.lea, True, "", by=w.tara, now=NOW
    ),
    "a portfolio accepted": lambda w: portfolios.decide_portfolio(
        w.local, w.lea, True, "", by=w.tara, now=NOW
    ),
    "a move to another group": lambda w: courses.move(of_lou(w), w.b, THURSDAY, by=w.ema, now=NOW),
    "the end of a place": lambda w: courses.end(
        of_lou(w), THURSDAY, Enrolled.WITHDRAWN, by=w.ema, now=NOW
    ),
    "a new person": lambda w: courses.enrol(w.a, w.new, THURSDAY, by=w.ema, now=NOW),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_every_kind_of_change_the_kept_figures_are_those_computed_anew(kept, what):
    kept.new = cast.person("Nika", kept.centre)
    db.session.add(kept.new)
    db.session.commit()
    before = known(kept)
    CHANGES[what](kept)
    db.session.commit()
    after = known(kept)
    assert after == computed(kept)
    unseen = ("a portfolio accepted", "a test passed", "a lesson done")  # asked for by no policy
    if what not in unseen:
        assert after != before or what == "a session that goes online"


def test_make_up_is_seen_at_once(kept):
    mark(kept, kept.tonight, kept.lou, mark="absent")
    db.session.commit()
    before = known(kept)
    approve(kept, kept.tonight, kept.lou)
    db.session.commit()
    lou = known(kept)["jes-a"][kept.lou.id].standing
    assert (lou.make_up_minutes, before["jes-a"][kept.lou.id].standing.make_up_minutes) == (36, 0)
    assert known(kept) == computed(kept)


def test_another_policy_is_seen_at_once(kept):
    kept.local.rules = {"threshold": "40%"}
    courses.touch(programmes=[kept.local.id])
    db.session.commit()
    assert known(kept)["jes-a"][kept.lea.id].standing.threshold_minutes == 144
    assert known(kept) == computed(kept)


def test_what_is_known_is_not_asked_for_again(kept):
    with count_queries() as seen:
        figures([kept.c], NEXT)
    assert len(seen) == 0
    with count_queries() as seen:
        figures([kept.a], NEXT)
    assert len(seen) == 1  # the revision of group B, where Lou was


def test_an_unfinished_change_is_neither_kept_nor_answered_from_memory(kept):
    before = known(kept)
    mark(kept, kept.tonight, kept.lou, mark="present")
    inside = figures([kept.a], NEXT)[kept.a.id].people
    assert inside[kept.lou.id].standing.total_minutes == 180
    db.session.rollback()
    assert known(kept) == before == computed(kept)
    # the next change counts up to the same revision: nothing of the undone one may be left
    mark(kept, kept.tonight, kept.lou, mark="absent")
    db.session.commit()
    assert known(kept)["jes-a"][kept.lou.id].standing.total_minutes == 0


def test_all_groups_at_once_cost_the_same_as_one(kept):
    memory.clear()
    with count_queries() as one:
        figures([kept.a], NEXT)
    memory.clear()
    with count_queries() as all_of_them:
        figures([kept.a, kept.b, kept.c], NEXT)  # their days end at the same moment
    assert len(one) == len(all_of_them) == 7


def test_only_so_many_are_kept_and_those_used_last(kept):
    few = Memory(most=2)
    made = figures([kept.a], NEXT)[kept.a.id]
    for key in (1, 2):
        few.put((key, NEXT), made)
    assert few.get((1, NEXT)) is made
    few.put((3, NEXT), made)
    assert [few.get((key, NEXT)) is made for key in (1, 2, 3)] == [True, False, True]


def test_a_conflict_is_over_when_one_of_the_two_was_online(kept):
    there(kept.bo, kept.of_b)
    clash = cast.session(kept.a, "A-99", kept.of_b.day, kept.digital)
    db.session.add(clash)
    there(kept.bo, clash)
    courses.touch(people=[kept.bo.id])
    db.session.commit()
    assert moment(clash, "17:00") == moment(kept.of_b, "17:00")
    assert figures([kept.b], NEXT)[kept.b.id].in_conflict == {kept.bo.id}
    change(kept, clash, mode=Mode.ONLINE)
    db.session.commit()
    assert figures([kept.b], NEXT)[kept.b.id].in_conflict == set()


def test_a_booked_guest_who_did_not_come_missed_nothing(kept):
    """A place in an open session of another group is no membership: nobody's standing knows it."""
    before = computed(kept)
    clash = cast.session(kept.a, "A-99", kept.of_b.day, kept.digital, is_open=True, capacity=5)
    db.session.add(SignUp(session=clash, person=kept.bo, state="booked", since=NOW))
    db.session.flush()
    assert computed(kept)["jes-b"] == before["jes-b"]
    assert kept.bo.id not in computed(kept)["jes-a"]
