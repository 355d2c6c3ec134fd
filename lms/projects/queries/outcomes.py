"""What became of the people of a project: whose answers there are, and whose are missing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload

from lms.courses.models import Group, GroupTrainer, Membership, Programme
from lms.db import db
from lms.people.models import Person, Role
from lms.projects.models import Outcome, Partner, Project, ProjectProgramme

Newest = dict[tuple[int, str], Outcome]  # of a person (id) and a kind


def of_programme(programme_id: int) -> list[Project]:
    """The projects for which a programme is taught."""
    linked = select(ProjectProgramme.project_id)
    linked = linked.where(ProjectProgramme.programme_id == programme_id)
    return list(db.session.scalars(select(Project).where(Project.id.in_(linked)).order_by("slug")))


def of_person(person: Person) -> list[Project]:
    """The projects in which a person may be: they have or had a place in one of the programmes, or
    their organisation takes part."""
    places = select(ProjectProgramme.project_id)
    places = places.join(Group, Group.programme_id == ProjectProgramme.programme_id)
    places = places.join(Membership, Membership.group_id == Group.id)
    places = places.where(Membership.person_id == person.id)
    home = select(Partner.project_id).where(Partner.organisation_id == person.organisation_id)
    wanted = or_(Project.id.in_(places), Project.id.in_(home))
    return list(db.session.scalars(select(Project).where(wanted).order_by(Project.slug)))


def learners(group_id: int) -> Select[Person]:
    """Everybody who has or had a place in a group, also who left; never staff. By name."""
    there = select(Membership.person_id).where(Membership.group_id == group_id)
    return some(Person.id.in_(there))


def some(*wanted: ColumnElement[bool]) -> Select[Person]:
    people = select(Person).where(Person.role == Role.LEARNER, Person.erased_at.is_(None), *wanted)
    return people.order_by(Person.search, Person.id)


def participants(viewer: Person, project: Project, today: date) -> Select[Person]:
    """Who takes part in the programmes of a project, as far as the viewer may see them (rule 15):
    an administrator all, coordinators those of their groups, trainers those whom they teach."""
    places = select(Membership.person_id).join(Group, Group.id == Membership.group_id)
    places = places.join(Programme, Programme.id == Group.programme_id)
    linked = select(ProjectProgramme.programme_id).where(ProjectProgramme.project_id == project.id)
    places = places.where(Programme.id.in_(linked), Membership.starts_on <= today, sees(viewer))
    return some(Person.id.in_(places))


def sees(viewer: Person) -> ColumnElement[bool]:
    """Of the groups and programmes in the statement."""
    if viewer.role == Role.ADMINISTRATOR:
        return true()
    if viewer.role == Role.LEARNER:
        return false()
    taught = select(GroupTrainer.group_id).where(GroupTrainer.person_id == viewer.id)
    mine = Group.id.in_(taught)
    ours = viewer.organisation_id
    if viewer.role != Role.COORDINATOR or ours is None:
        return mine
    return or_(mine, Group.organisation_id == ours, Programme.organisation_id == ours)


def without(project: Project, kind: str) -> ColumnElement[bool]:
    """Of the people in the statement those of whom nothing of this kind is written down."""
    same = and_(
        Outcome.person_id == Person.id, Outcome.project_id == project.id, Outcome.kind == kind
    )
    return ~exists().where(same)


def newest(project_id: int, people: Iterable[int], until: date | None = None) -> Newest:
    """Of each of these people (ids) and each kind what counts: the newest answer, up to a day. Two
    of a day there cannot be."""
    wanted = select(Outcome).options(joinedload(Outcome.by)).order_by(Outcome.on)
    wanted = wanted.where(Outcome.project_id == project_id, Outcome.person_id.in_(list(people)))
    if until is not None:
        wanted = wanted.where(Outcome.on <= until)
    return {(one.person_id, one.kind): one for one in db.session.scalars(wanted)}


def said_of(person: Person) -> list[Outcome]:
    """Everything that was written down about a person, the newest first."""
    own = select(Outcome).where(Outcome.person_id == person.id)
    own = own.options(joinedload(Outcome.project), joinedload(Outcome.by))
    return list(db.session.scalars(own.order_by(Outcome.on.desc(), Outcome.id.desc())))


def outcome(person: Person, outcome_id: int) -> Outcome | None:
    """One of what was said of a person; none where it was taken back."""
    own = select(Outcome).where(Outcome.person_id == person.id, Outcome.id == outcome_id)
    return db.session.scalar(own)


def rows(*wanted: ColumnElement[bool]) -> Iterable[Sequence[Any]]:
    """The rows of outcomes.csv, by project, person, kind and day. Of who was erased there are none:
    a file could not bring them in again."""
    columns = (
        Person.code, Project.slug, Outcome.kind, Outcome.answer, Outcome.on, Outcome.source,
        Outcome.note,
    )  # fmt: skip
    found = select(*columns).join(Person, Person.id == Outcome.person_id)
    found = found.join(Project, Project.id == Outcome.project_id)
    found = found.where(Person.erased_at.is_(None), *wanted)
    found = found.order_by(Project.slug, Person.code, Outcome.kind, Outcome.on)
    for code, slug, kind, answer, *rest in db.session.execute(found):
        yield (code, slug, str(kind), "yes" if answer else "no", *rest)


def own_rows(viewer: Person | None) -> ColumnElement[bool]:
    """People of the viewer's organisation; everybody for administrators and the command line."""
    if viewer is None or viewer.role == Role.ADMINISTRATOR:
        return true()
    ours = viewer.organisation_id
    return Person.organisation_id == ours if ours else false()


def rows_of(project: Project, people: Select[Person]) -> Iterable[Sequence[Any]]:
    """The rows of outcomes.csv of one project, about these people."""
    wanted = people.with_only_columns(Person.id).order_by(None)
    return rows(Outcome.project_id == project.id, Person.id.in_(wanted))
