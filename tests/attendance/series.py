"""What the tests of series share: a series of planned sessions, and the notices that were made."""

from datetime import date, timedelta

from sqlalchemy import select

from lms.attendance.models import Series, Session, Status
from lms.db import db
from lms.messages.models import Notice
from tests.cast import NOW, session

FIRST = date(2022, 4, 5)


def series(world, count=4, first=FIRST, group=None, **values):
    """Planned sessions a week apart, published together."""
    group = group or world.a
    made = Series(group_id=group.id, rule={}, made_at=NOW)
    db.session.add(made)
    db.session.flush()
    sessions = [
        session(
            group, f"{group.slug}-s{n}", first + timedelta(weeks=n), world.digital,
            trainer=world.tara, status=Status.PLANNED, series_id=made.id,
            module=world.digital.modules[n % 2], **values,
        )
        for n in range(count)
    ]  # fmt: skip
    db.session.add_all(sessions)
    db.session.commit()
    return sessions


def notices(kind=None):
    """The notices by the names of those who are told, in order."""
    found = select(Notice).order_by(Notice.id)
    if kind:
        found = found.where(Notice.kind == kind)
    return {notice.person.name: notice for notice in db.session.scalars(found)}


def of_series(sessions):
    """The live sessions of a series as the database has them, in order."""
    same = select(Session).where(Session.series_id == sessions[0].series_id)
    live = same.where(Session.status != Status.MOVED).order_by(Session.day)
    return db.session.scalars(live.execution_options(populate_existing=True)).all()
