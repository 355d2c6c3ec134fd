"""Two hundred people come and go at once, in several processes, for twenty places of a group."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.courses import queries
from lms.courses.models import Enrolment, State
from lms.db import db
from lms.people.models import Change
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.crowd import PEOPLE, PLACES, Replay, all_at_once

FAR = THURSDAY + timedelta(days=30)  # all who leave have left by then


def replayed(programme, has):
    replay = Replay(PLACES, has)
    steps = select(Change).filter_by(noun="enrolment").order_by(Change.id)
    for change in db.session.scalars(steps):
        replay.step(change.key.removeprefix(f"{programme.slug}/"), change.verb)
    return replay


@pytest.mark.parametrize("hours", [0, 1])
def test_never_oversold_nobody_lost_nobody_overtaken(world, database_url, hours):
    group, people = world.c, [cast.person(f"P{n:03}") for n in range(PEOPLE)]
    group.capacity, world.cities.offer_hours = PLACES, hours
    members = [world.olga, *people[: PLACES - 1]]
    db.session.add_all([*people, *(cast.enrol(one, group) for one in members[1:])])
    db.session.commit()
    came = all_at_once(database_url, "group", group.id, [one.id for one in people])
    assert came.errors == []
    assert came.steps == 2 * PEOPLE
    db.session.expire_all()
    replay = replayed(world.cities, {one.code for one in members})
    there = {person.code for person in db.session.scalars(queries.members(group.id, FAR))}
    assert there == replay.has
    waiting = select(Enrolment).filter_by(programme_id=world.cities.id, state=State.WAITLISTED)
    listed = db.session.scalars(waiting.order_by(Enrolment.since, Enrolment.id)).all()
    assert {one.person.code for one in listed if one.offered_group} == replay.offered
    assert [one.person.code for one in listed if not one.offered_group] == replay.line
    replay.refuse_empty()
    every_day = [THURSDAY + timedelta(days=n) for n in range(-1, 31)]
    busiest = max(queries.people_in([group.id], day)[group.id] for day in every_day)
    assert busiest <= PLACES
    assert queries.free_places(group, THURSDAY, now=NOW) in (0, PLACES - len(replay.has))
