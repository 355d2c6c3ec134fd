"""Groups and rosters as tables, as they can be imported again."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from lms.courses.models import Group, Membership, Programme
from lms.db import db
from lms.people.models import Organisation, Person, Role


def coordinated(viewer: Person | None) -> ColumnElement[bool]:
    """The groups whose tables a viewer may have: of their organisation, or of its programmes; all
    for administrators and, without a viewer, for the command line."""
    if viewer is None or viewer.role == Role.ADMINISTRATOR:
        return true()
    ours = viewer.organisation_id
    programmes = select(Programme.id).where(Programme.organisation_id == ours)
    return or_(Group.organisation_id == ours, Group.programme_id.in_(programmes))


def groups(viewer: Person | None) -> Iterable[Any]:
    """The rows of groups.csv, by slug."""
    columns = (
        Group.slug,
        Programme.slug,
        Group.title,
        Organisation.slug,
        Group.zone,
        Group.capacity,
        Group.starts_on,
        Group.ends_on,
    )
    query = select(*columns).join(Group.programme)
    query = query.join(Organisation, Organisation.id == Group.organisation_id)
    return db.session.execute(query.where(coordinated(viewer)).order_by(Group.slug))


def roster(viewer: Person | None) -> Iterable[Any]:
    """The rows of roster.csv, by group and first day."""
    query = select(Person.code, Group.slug, Membership.starts_on, Membership.ends_on)
    query = query.join(Membership.group).join(Person, Person.id == Membership.person_id)
    ordered = query.order_by(Group.slug, Membership.starts_on, Person.code)
    return db.session.execute(ordered.where(coordinated(viewer)))
