"""What stands on a printed notice: the news of a group, and its next sessions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from lms.attendance.facts import MEMBER, Facts, from_data
from lms.attendance.models import Session, Status
from lms.attendance.queries.sessions import AS_LISTED, yesterday
from lms.attendance.rules.facts import facts_of
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


def still_true(notices: Sequence[Notice]) -> list[tuple[Notice, dict[str, Any]]]:
    """These notices and what they say, without the sessions that are different by now; those that
    have none left are left out. One query."""
    uids = {one["after"]["uid"] for notice in notices for one in notice.data["sessions"]}
    wanted = select(Session).options(*AS_LISTED).where(Session.uid.in_(uids))
    now = {session.uid: facts_of(session) for session in db.session.scalars(wanted)}
    found = []
    for notice in notices:
        all_of_them = notice.data["sessions"]
        true = [one for one in all_of_them if is_so(from_data(one["after"]), now)]
        if true:
            count = notice.data["count"] - len(all_of_them) + len(true)
            found.append((notice, notice.data | {"sessions": true, "count": count}))
    return found


def is_so(told: Facts, now: Mapping[str, Facts]) -> bool:
    """Whether a session is as it was told of: a later change that nobody sees is none."""
    is_now = now.get(told.uid, told)
    return is_now.sequence <= told.sequence or on_a_door(is_now) == on_a_door(told)


def on_a_door(facts: Facts) -> Facts:
    return facts._replace(id=0, code="", sequence=0, link=None)


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
