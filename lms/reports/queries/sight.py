"""Whose groups a viewer may see, as conditions of a statement (rule 15)."""

from sqlalchemy import ColumnElement, false, or_, select

from lms.courses.models import Group, GroupTrainer, Programme
from lms.people.models import Person, Role


def sight_of(viewer: Person) -> tuple[str, int | None]:
    """Two viewers of whom this is the same see the same groups."""
    by_trainer = viewer.role == Role.TRAINER
    return str(viewer.role), viewer.id if by_trainer else viewer.organisation_id


def in_sight(viewer: Person) -> list[ColumnElement[bool]]:
    """Conditions on Group. An administrator sees all; a coordinator the groups of their
    organisation and of its programmes; a trainer those that they teach; nobody else any."""
    if viewer.role == Role.ADMINISTRATOR:
        return []
    if viewer.role == Role.TRAINER:
        taught = select(GroupTrainer.group_id).where(GroupTrainer.person_id == viewer.id)
        return [Group.id.in_(taught)]
    if viewer.role != Role.COORDINATOR or viewer.organisation_id is None:
        return [false()]
    ours = viewer.organisation_id
    of_ours = select(Programme.id).where(Programme.organisation_id == ours)
    return [or_(Group.organisation_id == ours, Group.programme_id.in_(of_ours))]
