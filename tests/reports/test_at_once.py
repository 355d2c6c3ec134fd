"""A recount beside somebody who is being erased."""

import threading

from sqlalchemy import update

from lms.courses.models import Group, Membership
from lms.db import db
from lms.people.models import Person
from lms.reports.actions.recount import recount
from lms.reports.models import Place
from tests.cast import NOW, THURSDAY
from tests.rivals import PATIENCE, until_it_waits

COLUMNS = (Group.id, Group.slug, Group.programme_id, Group.zone, Group.revision)


def count_again(app, answers):
    with app.app_context():
        try:
            recount(db.session.query(*COLUMNS).all(), THURSDAY, now=NOW)
            db.session.commit()
            answers.append("done")
        except Exception as error:
            answers.append(repr(error))
        finally:
            db.session.remove()


def test_an_erasure_and_a_recount_wait_for_each_other_in_one_order(app, world):
    """Who erases locks the person first and touches the groups last. A recount that held a group
    while it waits for the person would never end: PostgreSQL would end one of the two."""
    place, answers = db.session.query(Membership).first(), []
    person, group = place.person_id, place.group_id
    db.session.commit()
    hand = threading.Thread(target=count_again, args=(app, answers))
    db.session.query(Person).where(Person.id == person).with_for_update().all()
    hand.start()
    if db.engine.dialect.name == "postgresql":
        until_it_waits(hand)
    touched = update(Group).where(Group.id == group).values(revision=Group.revision + 1)
    db.session.execute(touched)
    db.session.commit()
    hand.join(PATIENCE)
    assert answers == ["done"]
    assert db.session.query(Place).where(Place.person_id == person).count() == 1
