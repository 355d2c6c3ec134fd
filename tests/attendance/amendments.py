"""What the tests of seals and corrections share."""

from datetime import date

from sqlalchemy import select

from lms.attendance.actions import seals
from lms.attendance.models import Amendment, Link
from lms.db import db
from tests.attendance.register import marked
from tests.cast import NOW
from tests.visitor import Visitor

LONG_AGO = date(2022, 3, 9)  # locked after 23 March


def locked(world, **values):
    """Tonight's session of group A as it would be two weeks later."""
    for name, value in ({"day": LONG_AGO} | values).items():
        setattr(world.tonight, name, value)
    db.session.commit()
    return world.tonight


def sealed(world, **values):
    """The same with its register sealed: Tara marked Lea present and Lou absent."""
    meeting = locked(world, **values)
    marked(meeting, world.lea, recorder=world.tara)
    marked(meeting, world.lou, None, recorder=world.tara)
    seals.seal_by_time(meeting.id, now=NOW)
    db.session.commit()
    return meeting


def correct(visitor, meeting, who, status=None, words=None, **typed):
    """Ask for a correction on its page."""
    visitor.visit(f"/sessions/{meeting.id}/amendments/{who.code}")
    typed = {"reason": "On the paper list."} | typed
    words = words or ("Correct it" if "at once" in visitor.text("main") else "Ask for this")
    return visitor.press("amendment", words, status, **typed)


def amendments():
    return db.session.scalars(
        select(Amendment).order_by(Amendment.id).execution_options(populate_existing=True)
    ).all()


def links(group=None):
    rows = select(Link).order_by(Link.group_id, Link.number)
    return db.session.scalars(rows.where(Link.group_id == group.id) if group else rows).all()


def signed_in(app, person):
    return Visitor(app).sign_in(person)
