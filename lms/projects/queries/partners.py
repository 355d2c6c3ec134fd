"""What may be put into a project: organisations and programmes."""

from sqlalchemy import select

from lms.courses.models import Programme
from lms.db import db
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Project
from lms.projects.rules import homes


def others(project: Project) -> list[Organisation]:
    """Organisations that are no partners yet, by name."""
    there = [one.organisation_id for one in project.partners]
    wanted = select(Organisation).where(Organisation.id.not_in(there)).order_by(Organisation.name)
    return list(db.session.scalars(wanted))


def programmes(project: Project, person: Person) -> list[Programme]:
    """What may be taught for a project: programmes of its partners, and those that are there; for
    an administrator all."""
    wanted = select(Programme).order_by(Programme.slug)
    if person.role != Role.ADMINISTRATOR:
        there = {one.id for one in project.programmes}
        ours = Programme.organisation_id.in_(homes(project))
        wanted = wanted.where(ours | Programme.id.in_(there))
    return list(db.session.scalars(wanted))
