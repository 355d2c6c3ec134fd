"""How the attestations of an organisation look."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.attestations.models import Template
from lms.courses.models import Programme, ProgrammeCourse
from lms.db import db
from lms.people.models import Organisation


def organisation(slug: str) -> Organisation | None:
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def template(organisation_id: int) -> Template | None:
    """The newest version; none where nobody has made any."""
    return db.session.scalars(versions(organisation_id).limit(1)).one_or_none()


def versions(organisation_id: int) -> Select[Template]:
    """All versions, the newest first."""
    found = select(Template).where(Template.organisation_id == organisation_id)
    return found.options(joinedload(Template.made_by)).order_by(Template.version.desc())


def lock(organisation: Organisation) -> None:
    """Of two who save at once, the second makes the next version."""
    one = select(Organisation.id).where(Organisation.id == organisation.id)
    db.session.execute(one.with_for_update()).all()


def sample_programme(organisation_id: int) -> Programme | None:
    """A programme of the organisation, to show how its attestations look."""
    found = select(Programme).where(Programme.organisation_id == organisation_id)
    found = found.options(selectinload(Programme.courses).joinedload(ProgrammeCourse.course))
    newest = found.order_by(Programme.retired_at.is_not(None), Programme.id.desc())
    return db.session.scalars(newest.limit(1)).one_or_none()
