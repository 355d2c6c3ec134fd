"""Which sessions people are to be reminded of, and who they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, literal, select, union_all

from lms.attendance.facts import MEMBER, SIGNED_UP, TEACHES
from lms.attendance.models import Announcement, Session, SignUp, SignUpState, Status
from lms.courses.models import Membership
from lms.courses.queries import covers
from lms.db import db

DAY = timedelta(days=1)  # the calendars of two zones differ by no more
AT_ONCE = 200  # sessions of one look; the next is a minute later


def due(now: datetime, hours: int) -> Sequence[Session]:
    """Planned sessions that begin in the next hours, of which nobody was reminded yet.

    The day of the row is compared first, the session's beginning on its own clock afterwards.
    """
    until = now + timedelta(hours=hours)
    near = (
        select(Session)
        .where(
            Session.status == Status.PLANNED,
            Session.reminded_at.is_(None),
            Session.day >= (now - DAY).date(),
            Session.day <= (until + DAY).date(),
        )
        .order_by(Session.day, Session.starts, Session.id)
        .limit(5 * AT_ONCE)
    )
    begins = (now.timestamp(), until.timestamp())
    found = [one for one in db.session.scalars(near) if begins[0] < one.span.start <= begins[1]]
    return found[:AT_ONCE]


def expected(session: Session) -> dict[int, str]:
    """Who is expected, and why, by the id of the person: who teaches, the members of the day, who
    has a place; without who said that they cannot come. One query, however many people."""
    excuse = exists().where(
        Announcement.session_id == session.id, Announcement.withdrawn_at.is_(None)
    )
    of_group = select(Membership.person_id, literal(MEMBER)).where(
        Membership.group_id == session.group_id,
        covers(session.day),
        ~excuse.where(Announcement.person_id == Membership.person_id),
    )
    with_place = select(SignUp.person_id, literal(SIGNED_UP)).where(
        SignUp.session_id == session.id,
        SignUp.state == SignUpState.BOOKED,
        ~excuse.where(Announcement.person_id == SignUp.person_id),
    )
    rows = db.session.execute(union_all(with_place, of_group)).all()
    people: dict[int, str] = dict(sorted(((row[0], row[1]) for row in rows), key=is_member))
    if teacher := session.substitute_id or session.trainer_id:
        people[teacher] = TEACHES
    return people


def is_member(found: tuple[int, str]) -> bool:
    return found[1] == MEMBER
