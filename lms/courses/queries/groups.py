"""Groups and who is in them."""

from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from lms.courses.models import Membership
from lms.people.models import Person


def covers(day: date) -> ColumnElement[bool]:
    """Whether a membership covers a day; its last day is included (settled point 1)."""
    return (Membership.starts_on <= day) & or_(
        Membership.ends_on.is_(None), Membership.ends_on >= day
    )


def members(group_id: int, day: date) -> Select[Person]:
    """Everyone whose membership of the group covers that day, by name (settled point 1)."""
    there = select(Membership.person_id).where(Membership.group_id == group_id, covers(day))
    return select(Person).where(Person.id.in_(there)).order_by(Person.name, Person.id)
