"""Projects, as pages read them: a fixed number of statements each."""

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import selectinload

from lms.db import db
from lms.people.models import Person, Role
from lms.projects.models import Partner, Project


def project(slug: str) -> Project | None:
    """A project with its partners, programmes and figures; none where there is none."""
    partners = selectinload(Project.partners).selectinload(Partner.organisation)
    wanted = select(Project).options(
        partners,
        selectinload(Project.lead),
        selectinload(Project.programmes),
        selectinload(Project.reported),
    )
    return db.session.scalar(wanted.where(Project.slug == slug))


def held(project: Project) -> Project:
    """The same with its figures and sources as they are now: nobody else changes them until the
    commit."""
    db.session.refresh(project, ["sources"], with_for_update=True)
    for one in project.reported:
        db.session.expire(one)
    db.session.expire(project, ["reported"])
    return project


def listed(person: Person | None) -> list[Project]:
    """What somebody sees in the list: administrators all, staff those of their organisation and the
    published ones, strangers and learners the published ones."""
    wanted = select(Project).options(
        selectinload(Project.lead),
        selectinload(Project.partners).selectinload(Partner.organisation),
        selectinload(Project.programmes),
    )
    return list(db.session.scalars(wanted.where(seen_by(person)).order_by(Project.slug)))


def seen_by(person: Person | None) -> ColumnElement[bool]:
    if person is None or person.role == Role.LEARNER:
        return Project.published_at.is_not(None)
    if person.role == Role.ADMINISTRATOR:
        return true()
    own = select(Partner.project_id).where(Partner.organisation_id == person.organisation_id)
    leads = Project.lead_id == person.organisation_id
    return or_(Project.published_at.is_not(None), Project.id.in_(own), leads)
