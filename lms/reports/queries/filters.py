"""The filters of pages of figures as conditions of statements."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, extract, or_, select

from lms.courses.models import Group, Membership, Programme
from lms.people.models import Organisation, Person
from lms.projects.models import Project, ProjectProgramme
from lms.reports.rules.filters import NONE, Age, Wish


def groups_where(wish: Wish) -> list[ColumnElement[bool]]:
    """Conditions on Group, for the filters that choose among groups."""
    found: list[ColumnElement[bool]] = []
    if wish.country:
        there = _is(Organisation.country, wish.country)
        found.append(Group.organisation_id.in_(select(Organisation.id).where(there)))
    if wish.organisation:
        named = select(Organisation.id).where(Organisation.slug == wish.organisation)
        found.append(Group.organisation_id.in_(named))
    if wish.group:
        found.append(Group.slug == wish.group)
    if of_programme := _programmes(wish):
        found.append(Group.programme_id.in_(select(Programme.id).where(*of_programme)))
    return found


def _programmes(wish: Wish) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wish.programme:
        found.append(Programme.slug == wish.programme)
    if wish.track:
        found.append(Programme.track == wish.track)
    if wish.theme:
        found.append(_is(Programme.theme, wish.theme))
    if wish.project:
        found.append(_in_project(wish.project))
    return found


def _in_project(slug: str) -> ColumnElement[bool]:
    linked = exists().where(ProjectProgramme.programme_id == Programme.id)
    if slug == NONE:
        return ~linked
    named = select(Project.id).where(Project.slug == slug)
    return linked.where(ProjectProgramme.project_id.in_(named))


def people_where(wish: Wish, *, first_on: Any, standing: Any = None, conflict: Any = None) -> list:
    """Conditions on Person and their place in a group, for the filters that choose among people.
    `first_on` is the day on which their membership began."""
    found: list[ColumnElement[bool]] = []
    if wish.gender:
        found.append(_is(Person.gender, wish.gender))
    if wish.language:
        found.append(_is(Person.language, wish.language))
    if wish.age:
        found.append(age_band(first_on) == wish.age)
    if wish.standing:
        found.append(standing == wish.standing.value)
    if wish.only == "conflict":
        found.append(conflict.is_(True))
    return found


def in_period(start: date | None, end: date | None) -> list[ColumnElement[bool]]:
    """Memberships that cover a day of it."""
    found: list[ColumnElement[bool]] = []
    if start:
        found.append(or_(Membership.ends_on.is_(None), Membership.ends_on >= start))
    if end:
        found.append(Membership.starts_on <= end)
    return found


def with_members(wish: Wish) -> list[ColumnElement[bool]]:
    """Conditions on Group: somebody was a member on a day of the period, where one is asked."""
    if not (wish.start or wish.end):
        return []
    among = select(Membership.group_id).where(*in_period(wish.start, wish.end))
    return [Group.id.in_(among)]


def age_band(on: Any) -> Any:
    """The name of the band in which somebody's age is on a day, as of lms.reports.rules.filters."""
    born = Person.birth_date
    before = extract("month", on) * 100 + extract("day", on) < (
        extract("month", born) * 100 + extract("day", born)
    )
    years = extract("year", on) - extract("year", born) - case((before, 1), else_=0)
    return case(
        (or_(born.is_(None), born > on), Age.NONE.value),
        (years < 18, Age.YOUNG.value),
        (years <= 60, Age.ADULT.value),
        else_=Age.OLD.value,
    )


def _is(column: Any, value: str) -> ColumnElement[bool]:
    if value == NONE:
        return or_(column.is_(None), column == "")
    return and_(column == value)
