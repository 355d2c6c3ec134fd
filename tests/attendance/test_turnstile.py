"""Sixty people check in at once, twice each, in two processes: none is lost, none is doubled."""

from lms.attendance.models import Status
from lms.db import db
from tests.attendance.register import fill, live
from tests.turnstile import PEOPLE, PROCESSES, kept, through


def test_sixty_people_at_once_none_lost_and_none_doubled(world, database_url):
    session = world.tonight
    session.status = Status.PLANNED
    people = fill(world.a, PEOPLE)
    before = world.a.revision
    came = through(database_url, session.uid, [person.get_id() for person in people])
    assert came.errors == []
    assert came.taps == PROCESSES * PEOPLE
    db.session.expire_all()
    assert kept(session.id) == (PEOPLE, PEOPLE, PEOPLE)
    assert {*live(session)} == {("presence", "17:05", None, False, None)}
    assert session.status == Status.HELD
    assert world.a.revision == before + PEOPLE  # nobody's figures are old
