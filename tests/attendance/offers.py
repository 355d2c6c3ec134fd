"""What the tests of make-up share: a session in another group, offers, and where hours stand."""

from datetime import date

from sqlalchemy import select

from lms.attendance.models import MakeUpOffer, SignUp, Status
from lms.completion import queries
from lms.db import db
from lms.messages.models import Notice
from lms.people.models import Change
from tests.attendance.register import marked
from tests.cast import session

COMING = date(2022, 4, 1)  # a Friday, a week after the cast's evening


def elsewhere(world, **values):
    """The module of tonight, once more in group B, next Friday."""
    about = {"module": world.digital.modules[0], "trainer": world.sam, "status": Status.PLANNED}
    code, course = values.pop("code", "B-02"), values.pop("course", world.digital)
    made = session(world.b, code, values.pop("day", COMING), course, **about | values)
    db.session.add(made)
    db.session.commit()
    return made


def absent(world, *people):
    for who in people:
        marked(world.tonight, who, None)


def page(world, who):
    return f"/sessions/{world.tonight.id}/make-up/{who.code}"


def offered(visitor, world, who, what, status=None, **typed):
    """Choose on the page of an absence, and press its button."""
    visitor.visit(page(world, who))
    return visitor.press("offer", "Offer it", status, what=str(what), **typed)


def offers():
    db.session.expire_all()
    return db.session.scalars(select(MakeUpOffer).order_by(MakeUpOffer.id)).all()


def place(session, who):
    row = select(SignUp.state).filter_by(session_id=session.id, person_id=who.id)
    return db.session.scalar(row)


def told(who):
    mine = select(Notice.kind).where(Notice.person_id == who.id).order_by(Notice.id)
    return list(db.session.scalars(mine))


def notices(kind):
    return db.session.scalars(select(Notice).filter_by(kind=kind).order_by(Notice.id)).all()


def steps(world):
    """What was done about make-up for tonight, in order: [("LEA", "make-up offered"), ...]."""
    rows = select(Change).filter_by(noun="session", key="A-01").order_by(Change.id)
    found = [row for row in db.session.scalars(rows) if row.verb.startswith("make-up")]
    return [(row.detail["person"], row.verb) for row in found]


def standing(world, who, on=COMING):
    """Where somebody of group A stands: credited, made up."""
    db.session.expire_all()
    queries.memory.clear()
    found = queries.figures([world.a], on)[world.a.id].people[who.id].standing
    return found.credited_minutes, found.make_up_minutes
