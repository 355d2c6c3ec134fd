"""The last session of groups, told to those below who must know it (lms/courses/queries)."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select

from lms.attendance.models import Session, Status
from lms.courses.queries import tells_last
from lms.db import db

COUNTS = (Status.PLANNED, Status.HELD)


@tells_last
def last_meetings(groups: Collection[int]) -> dict[int, datetime]:
    """The end of the last session of each group; of several on one day the latest."""
    if not groups:
        return {}
    ours = select(Session.group_id, func.max(Session.day).label("day"))
    ours = ours.where(Session.group_id.in_(list(groups)), Session.status.in_(COUNTS))
    last = ours.group_by(Session.group_id).subquery()
    same = (Session.group_id == last.c.group_id) & (Session.day == last.c.day)
    found: dict[int, datetime] = {}
    for session in db.session.scalars(
        select(Session).join(last, same).where(Session.status.in_(COUNTS))
    ):
        end = datetime.fromtimestamp(session.span.end, UTC)
        found[session.group_id] = max(end, found.get(session.group_id, end))
    return found
