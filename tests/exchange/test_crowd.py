"""Sixty people register and leave at once, in several processes, for twenty places."""

from sqlalchemy import select

from lms.db import db
from lms.exchange import queries
from lms.people.models import Change
from tests import cast
from tests.crowd import PLACES, all_at_once
from tests.exchange.samples import twinned

PEOPLE = 60


def test_an_activity_is_never_oversold_and_nobody_is_lost(world, database_url):
    visit, people = twinned(world).visit, [cast.person(f"P{n:03}") for n in range(PEOPLE)]
    visit.capacity = PLACES
    db.session.add_all(people)
    db.session.commit()
    came = all_at_once(database_url, "activity", visit.id, [one.id for one in people])
    assert came.errors == []
    assert came.steps == 2 * PEOPLE
    db.session.expire_all()
    there = set()
    steps = select(Change).filter_by(noun="activity").order_by(Change.id)
    for change in db.session.scalars(steps):
        who = change.detail["person"]
        assert (who in there) == (change.verb == "left")
        there ^= {who}
        assert len(there) <= PLACES, f"oversold to {who}"
    assert there == {one.person.code for one in queries.people_at(visit.id)}
    assert any("All places are taken" in words for words in came.refused)
