"""What the filters of an address name: whether it is there, what it is called, and whether the
viewer may open rows of it (rule 15)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, exists, or_, select

from lms.courses.models import Course, Group, Membership, Module, Programme
from lms.db import db
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Partner, Project, ProjectProgramme
from lms.reports.queries.sight import in_sight
from lms.reports.rules.filters import NONE, By, Wish


class Named(NamedTuple):
    """`may`: the viewer may open rows of it. `title` is a map of languages, or words."""

    title: Any
    may: bool


TITLES: dict[By, Any] = {
    By.ORGANISATION: (Organisation, Organisation.name),
    By.PROGRAMME: (Programme, Programme.title),
    By.GROUP: (Group, Group.title),
    By.PROJECT: (Project, Project.title),
}


def named(viewer: Person, wish: Wish) -> dict[By, Named | None]:
    """The filters that name a row; None where there is no such row. One statement for each."""
    asked = {by: getattr(wish, by.value) for by in TITLES}
    return {
        by: _named(viewer, by, slug)
        for by, slug in asked.items()
        if slug and not (by == By.PROJECT and slug == NONE)
    }


def module_named(cell: str) -> dict[str, Any]:
    """Of a number of a chart of modules ("begun:course/module"): "course/module" -> its title. One
    statement, or none."""
    what, _colon, key = cell.partition(":")
    if what not in ("begun", "done"):
        return {}
    course, _slash, module = key.partition("/")
    titled = select(Module.title).join(Course, Course.id == Module.course_id)
    title = db.session.scalar(titled.where(Course.slug == course, Module.slug == module))
    return {key: title} if title else {}


def _named(viewer: Person, by: By, slug: str) -> Named | None:
    model, title = TITLES[by]
    may = or_(*_may(viewer, by)).label("may")
    row = db.session.execute(select(title, may).where(model.slug == slug)).one_or_none()
    return None if row is None else Named(row[0], bool(row.may))


def _may(viewer: Person, by: By) -> list[ColumnElement[bool]]:
    seen = in_sight(viewer)
    if not seen:
        return [Group.id.is_not(None) if by == By.GROUP else TITLES[by][0].id.is_not(None)]
    if by == By.GROUP:
        return seen
    linked = {
        By.ORGANISATION: Group.organisation_id == Organisation.id,
        By.PROGRAMME: Group.programme_id == Programme.id,
        By.PROJECT: Group.programme_id.in_(
            select(ProjectProgramme.programme_id).where(ProjectProgramme.project_id == Project.id)
        ),
    }
    found = [exists(select(Group.id).where(linked[by], *seen).correlate(TITLES[by][0]))]
    return found + (_own(viewer, by) if viewer.role == Role.COORDINATOR else [])


def _own(viewer: Person, by: By) -> list[ColumnElement[bool]]:
    ours = viewer.organisation_id
    if ours is None:
        return []
    partner = exists().where(Partner.project_id == Project.id, Partner.organisation_id == ours)
    own: dict[By, list[ColumnElement[bool]]] = {
        By.ORGANISATION: [Organisation.id == ours],
        By.PROGRAMME: [Programme.organisation_id == ours],
        By.PROJECT: [Project.lead_id == ours, partner],
    }
    return own[by]


def titles(by: By, slugs: list[str]) -> dict[str, Any]:
    """Slug -> title, of the rows of a table. One statement, or none."""
    if by not in TITLES or not slugs:
        return {}
    model, title = TITLES[by]
    rows = db.session.execute(select(model.slug, title).where(model.slug.in_(slugs)))
    return {row[0]: row[1] for row in rows}


def languages(sight: Sequence[ColumnElement[bool]]) -> Sequence[str]:
    """Those of the people whom the viewer may see. One statement."""
    people = select(Membership.person_id)
    if sight:
        people = people.where(Membership.group_id.in_(select(Group.id).where(*sight)))
    found = select(Person.language).where(Person.id.in_(people))
    return [code for code in db.session.scalars(found.distinct().order_by(Person.language)) if code]


class Choices(NamedTuple):
    """What a viewer may choose from."""

    programmes: Sequence[Row]  # slug, title
    groups: Sequence[Row]


MOST_CHOICES = 500


def choices(sight: Sequence[ColumnElement[bool]]) -> Choices:
    """Programmes and groups that the viewer may see. Two statements."""
    ids = select(Group.programme_id).where(*sight)
    programmes = select(Programme.slug, Programme.title).where(Programme.id.in_(ids))
    groups = select(Group.slug, Group.title).where(*sight).order_by(Group.title, Group.id)
    return Choices(
        db.session.execute(programmes.order_by(Programme.slug).limit(MOST_CHOICES)).all(),
        db.session.execute(groups.limit(MOST_CHOICES)).all(),
    )
