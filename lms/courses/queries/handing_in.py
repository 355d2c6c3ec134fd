"""To whom somebody hands something in: the group in which they learn."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import case, select
from sqlalchemy.orm import contains_eager

from lms.courses.models import Group, Membership, Programme
from lms.courses.queries.groups import covers
from lms.db import db


def group_for(person_id: int, programmes: Sequence[Programme], day: date) -> Group | None:
    """The group whose trainers read what a person hands in: that in which they are on a day; else
    the one in which they were last. With its trainers and its programme."""
    place = {programme.id: number for number, programme in enumerate(programmes)}
    there = (
        select(Membership)
        .join(Membership.group)
        .where(Membership.person_id == person_id, Group.programme_id.in_(list(place)))
        .options(
            contains_eager(Membership.group).joinedload(Group.programme),
            contains_eager(Membership.group).selectinload(Group.trainers),
        )
    )
    if not place:
        return None
    now_first = case((covers(day), 0), else_=1)
    in_order = case(place, value=Group.programme_id, else_=len(place))
    newest = there.order_by(now_first, in_order, Membership.starts_on.desc(), Membership.id.desc())
    found = db.session.scalar(newest.limit(1))
    return found.group if found else None
