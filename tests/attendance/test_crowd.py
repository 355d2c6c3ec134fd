"""Two hundred people come and go at once, in several processes, for twenty places of a session."""

import pytest
from sqlalchemy import select

from lms.attendance.models import Announcement
from lms.db import db
from lms.people.models import Change
from tests.attendance.places import learners, opened, states
from tests.cast import NOW
from tests.crowd import PEOPLE, PLACES, Replay, all_at_once


def replayed(session):
    """The places as the history has them; every step of it is checked on the way."""
    replay = Replay(PLACES)
    steps = select(Change).filter_by(noun="place", key=session.code).order_by(Change.id)
    for change in db.session.scalars(steps):
        replay.step(change.detail["person"], change.verb)
    return replay


@pytest.mark.parametrize("hours", [0, 1])
def test_never_oversold_nobody_lost_nobody_overtaken(world, database_url, hours):
    session = opened(world, PLACES)
    world.local.offer_hours = hours
    people = learners(PEOPLE)
    away = people[::9]  # they said that they cannot come: passed over, with that reason
    db.session.add_all(Announcement(session=session, person=one, made_at=NOW) for one in away)
    db.session.commit()
    came = all_at_once(database_url, "session", session.id, [one.id for one in people])
    assert came.errors == []
    assert came.steps == 2 * PEOPLE
    db.session.expire_all()
    replay = replayed(session)
    now = {what: {name for name, state in states(session) if state == what}
           for what in ("booked", "offered", "waiting")}  # fmt: skip
    assert now == {"booked": replay.has, "offered": replay.offered, "waiting": {*replay.line}}
    able = [who for who in replay.line if who not in {one.code for one in away}]
    assert len(replay.has) + len(replay.offered) == PLACES or not able
    assert [who for who, state in states(session) if state == "waiting"] == replay.line
