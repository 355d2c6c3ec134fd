"""What stands on a printed notice: the news of a group, and its next sessions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from lms.attendance.facts import MEMBER
from lms.attendance.models import Session, Status
from lms.attendance.queries.sessions import AS_LISTED, yesterday
from lms.db import db
from lms.messages.models import Notice

NEWS = ("session.changed", "session.moved", "session.cancelled", "session.reinstated")
LATELY, CHANGES, SESSIONS = timedelta(days=14), 20, 8


def changes(group: str, now: datetime) -> Sequence[Notice]:
    """What changed lately for a group and is still to come, the newest first: of all who were told
    of a change, what a member was told whom the most of it concerns. Nothing that concerns one
    person alone is among it."""
    to_come = or_(Notice.before.is_(None), Notice.before > now)
    is_member = Notice.data["role"].as_string() == MEMBER
    most = (is_member.desc(), Notice.data["count"].as_integer().desc(), Notice.id.desc())
    change = (Notice.about, Notice.kind, Notice.made_at)
    told = (
        select(Notice.id, func.row_number().over(partition_by=change, order_by=most).label("place"))
        .where(Notice.group == group, Notice.kind.in_(NEWS), to_come)
        .where(Notice.made_at > now - LATELY)
        .subquery()
    )
    once = select(Notice).join(told, told.c.id == Notice.id).where(told.c.place == 1)
    newest = once.order_by(Notice.made_at.desc(), Notice.id.desc()).limit(CHANGES)
    return db.session.scalars(newest).all()


def next_sessions(group_id: int, now: datetime) -> list[Session]:
    """The next sessions of a group, the soonest first; those that were cancelled, too."""
    wanted = select(Session).options(*AS_LISTED)
    wanted = wanted.where(
        Session.group_id == group_id,
        Session.day >= yesterday(now),
        Session.status != Status.MOVED,
    )
    wanted = wanted.order_by(Session.day, Session.starts, Session.id).limit(SESSIONS + 4)
    to_come = [one for one in db.session.scalars(wanted) if one.span.end > now.timestamp()]
    return to_come[:SESSIONS]
